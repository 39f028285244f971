"""What the window remembers from one day to the next, beside the library."""

import contextlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from types import GenericAlias
from typing import Any

from app.runtime.state_file import StateFile

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
    in tabs; `split` how the reader is split, and the other paper, '' for not at all;
    `recent` what was chosen lately in the palette, newest first.
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
    recent: list[str] = field(default_factory=list)


def load_session(folder: Path, tell: Callable[[str], None]) -> Session:
    """Read the session of a library; what is no session is fresh, and told once."""
    file = StateFile(folder / FILE_NAME)
    data = file.read()
    if data is not None and not (isinstance(data, dict) and _is_text(data)):
        file.put_aside()
        data = None
    if file.damage:
        tell(file.damage)
    if not isinstance(data, dict):
        return Session()
    known: dict[str, Any] = {
        f.name: _fitting(data[f.name], f.type)
        for f in fields(Session)
        if _fits(data.get(f.name), f.type)
    }
    return Session(**known)


def was_reading(folder: Path) -> bool:
    """Say whether the window was left in the reader; a damaged session says no."""
    with contextlib.suppress(OSError, ValueError, RecursionError):
        data = json.loads((folder / FILE_NAME).read_bytes())
        return isinstance(data, dict) and bool(data.get("reading"))
    return False


def save_session(folder: Path, session: Session) -> None:
    """Write the session in one step; a disk that refuses loses only this."""
    StateFile(folder / FILE_NAME).write(asdict(session))


def _is_text(data: object) -> bool:
    """Say whether every text in it can be written and searched for."""
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _fits(value: object, wanted: object) -> bool:
    """Say whether a value has the type that a field wants; a list as a whole."""
    if not isinstance(wanted, GenericAlias):
        return type(value) is wanted
    member = wanted.__args__[-1]
    is_whole = not isinstance(value, list) or all(type(v) is member for v in value)
    return type(value) is wanted.__origin__ and is_whole


def _fitting(value: object, wanted: object) -> object:
    """Return a mapping without what does not fit in it, anything else as it is."""
    if not isinstance(wanted, GenericAlias) or not isinstance(value, dict):
        return value
    member = wanted.__args__[-1]
    return {name: each for name, each in value.items() if type(each) is member}
