"""Watched folders: new PDFs in them are found and offered, never taken in unasked."""

import asyncio
import contextlib
import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.change import Change
from app.domain.paper import Draft, Provenance, Sha256, StoredFile
from app.library import Reader
from app.runtime.library_client import LibraryClient
from app.settings.store import SettingsStore

SETTING = "import.watched"
FILE_NAME = "watched.json"

_PAUSE_S = 2.0
"""A file that did not change for so long is whole; so often is looked."""
_TAIL_BYTES = 4096
_MOST_FILES = 2_000
"""Of a folder with more PDFs the newest are looked at."""
_MOST_REFUSED = 20_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells that a file is still the same: its length and when it was written."""

    length_bytes: int
    written_ns: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look at the folders saw; `troubles` are folders with what is wrong."""

    stamps: Mapping[Path, Stamp]
    troubles: Mapping[Path, str]


class FolderWatch:
    """Finds PDFs that are whole, not in the library and not refused before.

    `tell` gets a line once for a folder that cannot be read. While no folder is set
    nothing runs. All files are read on other threads.
    """

    def __init__(
        self,
        library: LibraryClient,
        settings: SettingsStore,
        tell: Callable[[str], None],
        *,
        pause_s: float = _PAUSE_S,
    ) -> None:
        self._library = library
        self._settings = settings
        self._tell = tell
        self._pause_s = pause_s
        self._file = library.folder / FILE_NAME
        self._found: dict[Sha256, Path] = {}
        self._hashes: dict[Path, tuple[Stamp, Sha256]] = {}
        self._refused: dict[Sha256, None] = {}
        self._troubled: set[Path] = set()
        self._listeners: list[Callable[[], None]] = []
        self._is_stirred = asyncio.Event()

    @property
    def found(self) -> tuple[Path, ...]:
        """The PDFs to offer, by their names."""
        return tuple(sorted(self._found.values()))

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever other PDFs are found."""
        self._listeners.append(listener)

    def refuse(self, paths: Iterable[Path]) -> None:
        """Offer these PDFs no more, under whatever name they come again."""
        gone = frozenset(paths)
        kept = {sha: path for sha, path in self._found.items() if path not in gone}
        self._refused.update(dict.fromkeys(self._found.keys() - kept.keys()))
        self._show(kept)
        names = list(self._refused)[-_MOST_REFUSED:]
        loop = asyncio.get_running_loop()
        loop.run_in_executor(None, _write_refused, self._file, names)

    async def run(self) -> None:
        """Look until it is cancelled."""
        self._refused = dict.fromkeys(await asyncio.to_thread(_refused, self._file))
        self._settings.subscribe(self._on_setting)
        stop = self._library.feed.subscribe(self._on_changed)
        before: Mapping[Path, Stamp] = {}
        try:
            while True:
                self._is_stirred.clear()
                folders = folders_of(self._settings.text(SETTING))
                if not folders:
                    self._show({})
                    await self._is_stirred.wait()
                    continue
                looked = await asyncio.to_thread(look_at, folders)
                self._tell_troubles(looked.troubles)
                still = [
                    p for p, stamp in looked.stamps.items() if before.get(p) == stamp
                ]
                before = looked.stamps
                await self._offer(still, looked.stamps)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._is_stirred.wait(), self._pause_s)
        finally:
            stop()

    async def _offer(self, still: Sequence[Path], stamps: Mapping[Path, Stamp]) -> None:
        """Offer what is whole of the files that are still."""
        new = [p for p in still if self._hash_of(p, stamps[p]) is None]
        for path in new:
            sha256 = await asyncio.to_thread(whole_hash, path)
            if sha256:
                self._hashes[path] = (stamps[path], sha256)
        candidates: dict[Sha256, Path] = {}
        for path in still:
            sha256 = self._hash_of(path, stamps[path])
            if sha256 is not None and sha256 not in self._refused:
                candidates.setdefault(sha256, path)
        if candidates:
            names = list(candidates)
            known = await self._library.read(lambda r: _known(r, names))
            candidates = {s: p for s, p in candidates.items() if s not in known}
        self._show(candidates)

    def _hash_of(self, path: Path, stamp: Stamp) -> Sha256 | None:
        kept = self._hashes.get(path)
        return kept[1] if kept is not None and kept[0] == stamp else None

    def _show(self, found: dict[Sha256, Path]) -> None:
        if found != self._found:
            self._found = found
            for listener in tuple(self._listeners):
                listener()

    def _tell_troubles(self, troubles: Mapping[Path, str]) -> None:
        for folder, why in troubles.items():
            if folder not in self._troubled:
                self._tell(f"The watched folder {folder} {why}.")
        self._troubled = set(troubles)

    def _on_setting(self, key: str) -> None:
        if key == SETTING:
            self._is_stirred.set()

    def _on_changed(self, _change: Change) -> None:
        if self._found:
            self._is_stirred.set()


def folders_of(text: str) -> tuple[Path, ...]:
    """Return the folders of the setting, which has one a line."""
    lines = dict.fromkeys(line.strip() for line in text.splitlines() if line.strip())
    return tuple(Path(line).expanduser() for line in lines)


def look_at(folders: Sequence[Path]) -> Looked:
    """Look at the PDFs of folders, not of those below; on a thread of its own.

    What browsers still write (`.part`, `.crdownload`) has another ending.
    """
    stamps: dict[Path, Stamp] = {}
    troubles: dict[Path, str] = {}
    for folder in folders:
        try:
            with os.scandir(folder) as entries:
                seen = list(_files_of(entries))
        except FileNotFoundError:
            troubles[folder] = "is not there"
            continue
        except OSError as error:
            troubles[folder] = f"cannot be read: {error.strerror}"
            continue
        seen.sort(key=lambda pair: -pair[1].st_mtime_ns)
        for entry, status in seen[:_MOST_FILES]:
            stamps[Path(entry.path)] = Stamp(status.st_size, status.st_mtime_ns)
    return Looked(stamps, troubles)


def whole_hash(file: Path) -> Sha256 | None:
    """Return the SHA-256 of a PDF that has its beginning and its end, else None."""
    digest = hashlib.sha256()
    tail = b""
    try:
        with file.open("rb") as stream:
            if b"%PDF-" not in (head := stream.read(1024)):
                return None
            digest.update(head)
            tail = head
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
                tail = (tail + chunk)[-_TAIL_BYTES:]
    except OSError:
        return None
    return Sha256(digest.hexdigest()) if b"%%EOF" in tail else None


def _files_of(
    entries: Iterable[os.DirEntry[str]],
) -> Iterator[tuple[os.DirEntry[str], os.stat_result]]:
    """Go through the files that are called PDFs; links to nothing are passed over."""
    for entry in entries:
        if _is_pdf_name(entry.name):
            with contextlib.suppress(OSError):
                status = entry.stat()
                if stat.S_ISREG(status.st_mode) and status.st_size:
                    yield entry, status


def _is_pdf_name(name: str) -> bool:
    return name.lower().endswith(".pdf") and not name.startswith(".")


def _known(reader: Reader, names: Sequence[Sha256]) -> set[Sha256]:
    """Return the hashes of PDFs that papers of the library have."""
    told = Provenance(source="", kind="PDF")
    drafts = [
        Draft(
            title="",
            provenance=told,
            file=StoredFile(sha256=name, length_bytes=0, name=""),
        )
        for name in names
    ]
    found = reader.find_known(drafts)
    return {name for name, here in zip(names, found, strict=True) if here is not None}


def _refused(file: Path) -> list[Sha256]:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return []
    names = data.get("refused") if isinstance(data, dict) else None
    if not isinstance(names, list):
        return []
    return [Sha256(name) for name in names if isinstance(name, str)]


def _write_refused(file: Path, names: Sequence[Sha256]) -> None:
    """Write the file in one step; a disk that refuses loses only this."""
    with contextlib.suppress(OSError):
        descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=FILE_NAME)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                json.dump({"refused": names}, stream)
            Path(name).replace(file)
        except OSError:
            Path(name).unlink()
