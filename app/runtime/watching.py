"""Watched folders: new PDFs in them are found and offered, never taken in unasked."""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from app.domain.change import Change
from app.domain.paper import Draft, Provenance, Sha256, StoredFile
from app.library import Reader
from app.runtime.library_client import LibraryClient
from app.runtime.state_file import StateFile
from app.runtime.watched_folder import Sight, WatchedFolder
from app.settings.store import SettingsStore

SETTING = "import.watched"
FILE_NAME = "watched.json"

T = TypeVar("T")
Look = Callable[[], Sight]

_PAUSE_S = 2.0
"""A file that did not change for so long is whole; so often is looked."""
_PATIENCE_S = 10.0
"""A folder that takes longer to look at, as one on a network may, is told of."""
_MOST_REFUSED = 20_000
_SILENT = "does not answer"


class FolderWatch:
    """Finds PDFs that are whole, not in the library and not refused before.

    `tell` gets a line once for a folder that cannot be read, or does not answer: the
    others are looked at all the same. While no folder is set nothing runs. Each folder
    has a thread of its own to be read on, which nobody waits for at the end.
    """

    def __init__(
        self,
        library: LibraryClient,
        settings: SettingsStore,
        tell: Callable[[str], None],
        *,
        pause_s: float = _PAUSE_S,
        patience_s: float = _PATIENCE_S,
        look_of: Callable[[Path], Look] = lambda folder: WatchedFolder(folder).look,
    ) -> None:
        self._library = library
        self._settings = settings
        self._tell = tell
        self._pause_s = pause_s
        self._patience_s = patience_s
        self._look_of = look_of
        self._file = StateFile(library.folder / FILE_NAME)
        self._found: dict[Sha256, Path] = {}
        self._looks: dict[Path, Look] = {}
        self._looking: dict[Path, asyncio.Future[Sight]] = {}
        self._asked: tuple[Sha256, ...] | None = None
        self._known: frozenset[Sha256] = frozenset()
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
        loop.run_in_executor(None, self._file.write, {"refused": names})

    async def run(self) -> None:
        """Look until it is cancelled."""
        data = await asyncio.to_thread(self._file.read)
        if self._file.damage:
            self._tell(self._file.damage)
        self._refused = dict.fromkeys(_refused(data))
        self._settings.subscribe(self._on_setting)
        stop = self._library.feed.subscribe(self._on_changed)
        try:
            while True:
                self._is_stirred.clear()
                folders = folders_of(self._settings.text(SETTING))
                if not folders:
                    self._show({})
                    await self._is_stirred.wait()
                    continue
                await self._offer(await self._looked_at(folders))
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._is_stirred.wait(), self._pause_s)
        finally:
            stop()

    async def _looked_at(self, folders: Sequence[Path]) -> dict[Path, Sha256]:
        """Look at all folders at once; return the whole PDFs of those that answer."""
        self._looks = {f: self._looks.get(f) or self._look_of(f) for f in folders}
        fresh = [folder for folder in folders if folder not in self._looking]
        for folder in fresh:
            self._looking[folder] = _on_own_thread(self._looks[folder])
        waited_for = [self._looking[folder] for folder in fresh]
        if waited_for:
            await asyncio.wait(waited_for, timeout=self._patience_s)
        found: dict[Path, Sha256] = {}
        troubles: dict[Path, str] = {}
        for folder in folders:
            if not self._looking[folder].done():
                troubles[folder] = _SILENT
                continue
            sight = self._looking.pop(folder).result()
            found.update(sight.whole)
            if sight.trouble:
                troubles[folder] = sight.trouble
        self._tell_troubles(troubles)
        return found

    async def _offer(self, whole: Mapping[Path, Sha256]) -> None:
        """Offer what the library has not; it is asked only where something changed."""
        candidates: dict[Sha256, Path] = {}
        for path, sha256 in whole.items():
            if sha256 not in self._refused:
                candidates.setdefault(sha256, path)
        names = tuple(candidates)
        if names != self._asked:
            self._asked = names
            self._known = await self._library.read(lambda r: _known(r, names))
        self._show({s: p for s, p in candidates.items() if s not in self._known})

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
        self._asked = None
        if self._found:
            self._is_stirred.set()


def folders_of(text: str) -> tuple[Path, ...]:
    """Return the folders of the setting, which has one a line."""
    lines = dict.fromkeys(line.strip() for line in text.splitlines() if line.strip())
    return tuple(Path(line).expanduser() for line in lines)


def _on_own_thread(work: Callable[[], T]) -> asyncio.Future[T]:
    """Do work that may never end on a thread that the program does not wait for."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def settle(result: T) -> None:
        if not answer.done():
            answer.set_result(result)

    def run() -> None:
        result = work()
        with contextlib.suppress(RuntimeError):  # the loop is closed by now
            loop.call_soon_threadsafe(settle, result)

    threading.Thread(target=run, name="watch", daemon=True).start()
    return answer


def _known(reader: Reader, names: Sequence[Sha256]) -> frozenset[Sha256]:
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
    pairs = zip(names, found, strict=True)
    return frozenset(name for name, here in pairs if here is not None)


def _refused(data: object) -> list[Sha256]:
    names = data.get("refused") if isinstance(data, dict) else None
    if not isinstance(names, list):
        return []
    return [Sha256(name) for name in names if isinstance(name, str)]
