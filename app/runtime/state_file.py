"""A small file that keeps state from one run to the next: read whole, or put aside."""

import contextlib
import json
import os
import threading
from pathlib import Path

MOST_BYTES = 16_000_000
"""A pasted text may be long; a file of more is not ours."""


class StateFile:
    """Keeps one value as JSON; state, never what the user wrote.

    A file that is something else is put aside under another name, and the next write
    begins a new one; `damage` tells of it. Any thread may use it.
    """

    def __init__(self, path: Path, *, most_bytes: int = MOST_BYTES) -> None:
        self._path = path
        self._most_bytes = most_bytes
        self._writing = threading.Lock()
        self.damage = ""
        """What the last reading found wrong, in a sentence, or ''."""

    def read(self) -> object:
        """Return the value, None where there is none or the file is damaged."""
        self.damage = ""
        try:
            if self._path.stat().st_size <= self._most_bytes:
                text = self._path.read_text("utf-8", errors="surrogateescape")
                return json.loads(text)
        except OSError:
            return None
        except (ValueError, RecursionError):
            pass
        self.put_aside()
        return None

    def put_aside(self) -> None:
        """Keep the file under another name, since it is not what it should be."""
        name = f"{self._path.name}.damaged"
        with contextlib.suppress(OSError):
            self._path.replace(self._path.with_name(name))
            self.damage = (
                f"The file {self._path.name} could not be read: it was put aside as "
                f"{name}."
            )

    def write(self, value: object) -> None:
        """Write the value in one step, None: remove it; a full disk loses only this."""
        part = self._path.with_name(f"{self._path.name}.part")
        no_link = getattr(os, "O_NOFOLLOW", 0)
        with self._writing, contextlib.suppress(OSError):
            if value is None:
                self._path.unlink(missing_ok=True)
                return
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | no_link
            try:
                descriptor = os.open(part, flags, 0o600)
                with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                    json.dump(value, stream)
                part.replace(self._path)
            except OSError:
                part.unlink(missing_ok=True)
