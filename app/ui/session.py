"""What the window remembers from one day to the next, beside the library."""

import contextlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

FILE_NAME = "window.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The window as it was left.

    `geometry` is Qt's own (base64); `widths` are those that the user gave the panes,
    as the window tells them; `current` is the current paper of each view by the
    view's name; `reading` the paper open in the reader, '' for none.
    """

    geometry: str = ""
    widths: list[int] = field(default_factory=list)
    is_sidebar_hidden: bool = False
    is_detail_hidden: bool = False
    place: str = "inbox"
    topic: str = ""
    current: dict[str, str] = field(default_factory=dict)
    reading: str = ""


def load_session(folder: Path) -> Session:
    """Read the session of a library; anything unreadable gives a fresh one."""
    try:
        data = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Session()
    if not isinstance(data, dict):
        return Session()
    fresh = asdict(Session())
    known: dict[str, Any] = {
        f.name: data[f.name]
        for f in fields(Session)
        if _is_like(data.get(f.name), fresh[f.name])
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


def _is_like(value: object, fresh: object) -> bool:
    """Say whether a value has the type of the fresh one, down to its members."""
    match fresh:
        case list():
            return isinstance(value, list) and all(type(v) is int for v in value)
        case dict():
            return isinstance(value, dict) and all(
                isinstance(member, str) for member in value.values()
            )
        case _:
            return type(value) is type(fresh)
