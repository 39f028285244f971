"""What a command line asks for, and the quick reading of one that asks for a window."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_LIBRARY, _SETTINGS, _SET = "--library", "--settings", "--set"

GENERAL = (_LIBRARY, _SET, _SETTINGS)
"""The options of every command; each takes a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asks for; `subcommand` None is the window.

    `files` are to be imported by the window; `options` are those of the subcommand.
    """

    subcommand: str | None
    library: Path | None = None
    settings: Path | None = None
    overrides: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)
    as_json: bool = False


def window_asked(arguments: Sequence[str]) -> Asked | None:
    """Read a command line of whole general options and then PDFs; None for any other.

    A window need not wait for what reads the others.
    """
    given: dict[str, list[str]] = {option: [] for option in GENERAL}
    rest = list(arguments)
    while len(rest) > 1 and rest[0] in given:
        option, value, *rest = rest
        if not value or value.startswith("-"):
            return None
        given[option].append(value)
    settings = given[_SET]
    if any(text.find("=") < 1 for text in settings):
        return None
    if not all(_is_pdf(name) for name in rest):
        return None
    return Asked(
        subcommand=None,
        library=_last_path(given[_LIBRARY]),
        settings=_last_path(given[_SETTINGS]),
        overrides=tuple(settings),
        files=tuple(os.path.abspath(name) for name in rest),
    )


def _is_pdf(name: str) -> bool:
    """Say whether a word is the name of a file that is there, and no command."""
    is_named = name.endswith(".pdf") and not name.startswith("-")
    return is_named and os.path.exists(name)


def _last_path(values: list[str]) -> Path | None:
    return Path(values[-1]) if values else None
