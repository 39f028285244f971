"""What the window remembers from one day to the next, beside the library."""

import contextlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from types import GenericAlias
from typing import Any

FILE_NAME = "window.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The window as it was left.

    `geometry` is Qt's own (base64); `widths` are those that the user gave the panes,
    as the window tells them; `text` is what was searched for, `found` the paper that
    was current there; `current` is the current paper of each view by the view's name,
    `rows` its row; `put_away` is when the papers that are not offered to read on were
    read last; `views` how each view is looked at; `reading` the paper open in the
    reader, '' for none; `places` those one named in each paper;
    `page_themes` the colours of the papers that have their own; `tabs` the papers open
    in tabs; `split` how the reader is split, and the other paper, '' for not at all.
    """

    geometry: str = ""
    widths: list[int] = field(default_factory=list)
    is_sidebar_hidden: bool = False
    is_detail_hidden: bool = False
    place: str = "inbox"
    topic: str = ""
    text: str = ""
    found: str = ""
    current: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    put_away: dict[str, str] = field(default_factory=dict)
    views: dict[str, str] = field(default_factory=dict)
    reading: str = ""
    places: dict[str, str] = field(default_factory=dict)
    page_themes: dict[str, str] = field(default_factory=dict)
    tabs: list[str] = field(default_factory=list)
    split: str = ""


def load_session(folder: Path) -> Session:
    """Read the session of a library; anything unreadable gives a fresh one."""
    try:
        data = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Session()
    if not isinstance(data, dict):
        return Session()
    known: dict[str, Any] = {
        f.name: data[f.name] for f in fields(Session) if _fits(data.get(f.name), f.type)
    }
    return Session(**known)


def save_session(folder: Path, session: Session) -> None:
    """Write the session in one step; a disk that refuses loses only this."""
    with contextlib.suppress(OSError):
        descriptor, name = tempfile.mkstemp(dir=folder, prefix=FILE_NAME)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                json.dump(asdict(session), stream)
            Path(name).replace(folder / FILE_NAME)
        except OSError:
            Path(name).unlink()


def _fits(value: object, wanted: object) -> bool:
    """Say whether a value has the type that a field wants, down to its members."""
    if not isinstance(wanted, GenericAlias):
        return type(value) is wanted
    member = wanted.__args__[-1]
    match value:
        case list():
            return wanted.__origin__ is list and all(type(v) is member for v in value)
        case dict():
            members = value.values()
            return wanted.__origin__ is dict and all(type(v) is member for v in members)
    return False
