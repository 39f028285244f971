"""Replies kept on disk, so that what has not changed is not sent again."""

import contextlib
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

MAX_AGE_S = 30 * 24 * 3600.0
MAX_BYTES = 50_000_000
_MAX_ENTRY_BYTES = 5_000_000
_MAX_HEAD_BYTES = 16_384
_SUFFIX = ".reply"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A reply as it came: `age_s` since it was last said to hold.

    One that `is_doubted` is to be asked for again, however young it is.
    """

    body: bytes
    content_type: str
    etag: str
    last_modified: str
    age_s: float
    is_doubted: bool = False

    def conditions(self) -> dict[str, str]:
        """Return the headers that ask for the reply only where it changed.

        What a header cannot hold is not sent back.
        """
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {
            name: value
            for name, value in asked.items()
            if value and value.isascii() and value.isprintable()
        }


class ReplyCache:
    """One file a reply, named by the hash of what was asked; blocks on the disk.

    A file that cannot be read, or is not what was written, is dropped; so are those
    older than 30 days, and the oldest beyond 50 MB. A full disk only means no cache.
    """

    def __init__(
        self,
        folder: Path,
        *,
        clock: Callable[[], float] = time.time,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._max_bytes = max_bytes
        self._doubted_until = 0.0

    def doubt(self) -> None:
        """Doubt every reply kept so far; what is kept later is not doubted."""
        self._doubted_until = self._clock()

    def find(self, asked: bytes) -> Kept | None:
        """Return the reply kept for what is asked, None where there is none."""
        path = self._path(asked)
        try:
            with path.open("rb") as file:
                head = json.loads(file.readline(_MAX_HEAD_BYTES))
                body = file.read(_MAX_ENTRY_BYTES + 1)
            kept_at = float(head["at"])
            age_s = self._clock() - kept_at
            is_whole = head["sha256"] == hashlib.sha256(body).hexdigest()
            if is_whole and 0 <= age_s <= MAX_AGE_S:  # the clock may have gone back
                return Kept(
                    body=body,
                    content_type=str(head["content_type"]),
                    etag=str(head["etag"]),
                    last_modified=str(head["last_modified"]),
                    age_s=age_s,
                    is_doubted=kept_at <= self._doubted_until,
                )
        except FileNotFoundError:
            return None
        except (
            OSError,
            ValueError,
            KeyError,
            TypeError,
            RecursionError,
            OverflowError,
        ):
            pass
        self._drop(path)
        return None

    def keep(
        self,
        asked: bytes,
        body: bytes,
        *,
        content_type: str = "",
        etag: str = "",
        last_modified: str = "",
    ) -> None:
        """Keep a reply, or keep it anew since it still holds; then make room."""
        if len(body) > _MAX_ENTRY_BYTES:
            return
        head = {
            "at": self._clock(),
            "sha256": hashlib.sha256(body).hexdigest(),
            "content_type": content_type[:200],
            "etag": etag[:1_000],
            "last_modified": last_modified[:100],
        }
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            part, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
            try:
                with os.fdopen(part, "wb") as file:
                    file.write(json.dumps(head).encode() + b"\n" + body)
                os.replace(name, self._path(asked))
            except OSError:
                self._drop(Path(name))
            self._make_room()

    def _path(self, asked: bytes) -> Path:
        return self._folder / f"{hashlib.sha256(asked).hexdigest()}{_SUFFIX}"

    def _make_room(self) -> None:
        """Drop what is too old, then the oldest until the rest fits."""
        there: list[tuple[float, int, Path]] = []
        for path in self._folder.iterdir():
            with contextlib.suppress(OSError):
                state = path.stat()
                there.append((state.st_mtime, state.st_size, path))
        room = self._max_bytes
        for at, size, path in sorted(there, reverse=True):
            room -= size
            if room < 0 or time.time() - at > MAX_AGE_S:
                self._drop(path)

    def _drop(self, path: Path) -> None:
        with contextlib.suppress(OSError):
            path.unlink()
