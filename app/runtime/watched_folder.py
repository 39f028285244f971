"""One watched folder on the disk: which PDFs in it are whole, look after look."""

import contextlib
import hashlib
import os
import stat
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.domain.paper import Sha256

_TAIL_BYTES = 4096
_MOST_FILES = 2_000
"""Of a folder with more PDFs the newest are looked at."""
_LEAST_OFTEN_S = 30.0
"""So often all files are looked at, even where nothing seems to have changed."""
_FRESH_S = 1.0
"""What changed so lately may change again without a later time."""
_BESIDE = (".part", ".crdownload", ".aria2", ".download")
"""What programs keep beside a file, under its name and this, while they write it."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells that a file is still the same: its length and when it was written."""

    length_bytes: int
    written_ns: int


@dataclass(frozen=True, slots=True)
class Sight:
    """What one look saw: the whole PDFs by their paths, or what is wrong."""

    whole: Mapping[Path, Sha256]
    trouble: str = ""


class WatchedFolder:
    """Looks at a folder, but not at those below it; used by one thread at a time.

    A PDF is whole when it did not change between two looks, has its beginning and its
    end, and no program keeps anything beside it. It is read once, whatever its length;
    one that is not whole is read again only after it changed. A folder in which
    nothing happens costs two requests to the disk a look.
    """

    def __init__(
        self, folder: Path, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._stamps: dict[Path, Stamp] = {}
        self._hashes: dict[Path, tuple[Stamp, Sha256 | None]] = {}
        self._whole: dict[Path, Sha256] = {}
        self._changed_ns = -1
        self._is_settled = False
        self._full_look_s = float("-inf")

    def look(self) -> Sight:
        """Look once; may take as long as the disk, or the network, lets it."""
        try:
            changed_ns = self._folder.stat().st_mtime_ns
            if self._is_quiet(changed_ns):
                return Sight(self._whole)
            with os.scandir(self._folder) as entries:
                stamps = _stamps_of(entries)
        except FileNotFoundError:
            return self._troubled("is not there")
        except OSError as error:
            return self._troubled(f"cannot be read: {error.strerror}")
        still = [path for path, stamp in stamps.items() if self._is_still(path, stamp)]
        self._is_settled = len(still) == len(stamps)
        self._stamps, self._changed_ns = stamps, changed_ns
        self._full_look_s = self._clock()
        self._read(still)
        return Sight(self._whole)

    def _is_quiet(self, changed_ns: int) -> bool:
        """Say whether nothing can have changed since the last look at all files."""
        is_same = changed_ns == self._changed_ns and self._is_settled
        is_fresh = time.time_ns() - changed_ns < _FRESH_S * 1e9
        is_late = self._clock() - self._full_look_s >= _LEAST_OFTEN_S
        if not is_same or is_fresh or is_late:
            return False
        return all(
            _stamp_of(path) == stamp
            for path, (stamp, sha256) in self._hashes.items()
            if sha256 is None  # it may go on under the same name
        )

    def _is_still(self, path: Path, stamp: Stamp) -> bool:
        return self._stamps.get(path) == stamp

    def _read(self, still: Iterable[Path]) -> None:
        hashes: dict[Path, tuple[Stamp, Sha256 | None]] = {}
        for path in still:
            stamp, known = self._stamps[path], self._hashes.get(path)
            if known is None or known[0] != stamp:
                known = stamp, whole_hash(path)
            hashes[path] = known
        self._hashes = hashes
        self._whole = {
            path: sha256 for path, (_, sha256) in hashes.items() if sha256 is not None
        }

    def _troubled(self, trouble: str) -> Sight:
        self._is_settled = False
        return Sight({}, trouble)


def whole_hash(file: Path) -> Sha256 | None:
    """Return the SHA-256 of a PDF that has its beginning and its end, else None.

    The whole of it is read only where it has both.
    """
    digest = hashlib.sha256()
    try:
        with _opened(file) as stream:
            if b"%PDF-" not in stream.read(1024):
                return None
            end = stream.seek(0, os.SEEK_END)
            stream.seek(max(0, end - _TAIL_BYTES))
            if b"%%EOF" not in stream.read():
                return None
            stream.seek(0)
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    except OSError:
        return None
    return Sha256(digest.hexdigest())


def _opened(file: Path) -> BinaryIO:
    """Open a file; what became a pipe meanwhile does not block."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    return open(os.open(file, flags), "rb")


def _stamps_of(entries: Iterable[os.DirEntry[str]]) -> dict[Path, Stamp]:
    """Return the stamps of the newest PDFs that nobody is writing.

    What browsers still write has another ending, and lies beside an empty file at
    times.
    """
    listed = list(entries)
    names = {entry.name for entry in listed}
    seen = list(_files_of(listed, names))
    seen.sort(key=lambda pair: -pair[1].written_ns)
    return {Path(entry.path): stamp for entry, stamp in seen[:_MOST_FILES]}


def _files_of(
    entries: Iterable[os.DirEntry[str]], names: Collection[str]
) -> Iterator[tuple[os.DirEntry[str], Stamp]]:
    """Go through the files that are called PDFs; links to nothing are passed over."""
    for entry in entries:
        is_pdf = entry.name.lower().endswith(".pdf") and not entry.name.startswith(".")
        if not is_pdf or any(entry.name + ending in names for ending in _BESIDE):
            continue
        with contextlib.suppress(OSError):
            status = entry.stat()
            if stat.S_ISREG(status.st_mode) and status.st_size:
                yield entry, Stamp(status.st_size, status.st_mtime_ns)


def _stamp_of(file: Path) -> Stamp | None:
    try:
        status = file.stat()
    except OSError:
        return None
    return Stamp(status.st_size, status.st_mtime_ns)
