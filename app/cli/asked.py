"""What a command line asks for, and the quick reading of one that asks for a window."""

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
    """Read a command line of whole general options alone; None for any other.

    A window need not wait for what reads the others.
    """
    given: dict[str, list[str]] = {option: [] for option in GENERAL}
    pairs = len(arguments) // 2
    for number in range(pairs):
        option, value = arguments[2 * number : 2 * number + 2]
        is_whole = value and not value.startswith("-")
        if option not in given or not is_whole:
            return None
        given[option].append(value)
    settings = given[_SET]
    if len(arguments) % 2 or any(text.find("=") < 1 for text in settings):
        return None
    return Asked(
        subcommand=None,
        library=_last_path(given[_LIBRARY]),
        settings=_last_path(given[_SETTINGS]),
        overrides=tuple(settings),
    )


def _last_path(values: list[str]) -> Path | None:
    return Path(values[-1]) if values else None
