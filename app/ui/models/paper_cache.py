"""The papers in memory: a bounded cache, filled as rows are looked at."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from functools import partial

from PySide6 import QtCore

from app.domain.paper import Paper, PaperId
from app.library import Reader
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor

N_KEPT = 2_000
"""How many papers stay in memory."""

N_AT_ONCE = 64
"""How many papers are read in one go."""

_N_WAITING = 8 * N_AT_ONCE
"""What was asked longer ago has scrolled by and is not read."""


class PaperCache(QtCore.QObject):
    """Papers by key, the least recently used ones dropped; `loaded` tells of new ones.

    Ids are remembered in both directions for every paper ever read.
    """

    loaded = QtCore.Signal(list)

    def __init__(
        self,
        library: LibraryClient,
        jobs: TaskSupervisor,
        parent: QtCore.QObject,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._papers: OrderedDict[int, Paper] = OrderedDict()
        self._ids: dict[int, PaperId] = {}
        self._keys: dict[PaperId, int] = {}
        self._waiting: dict[int, None] = {}
        self._asked: set[int] = set()
        self._is_reading = False
        self._timer = QtCore.QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_due)

    def __contains__(self, key: int) -> bool:
        return key in self._papers

    def get(self, key: int) -> Paper | None:
        """Return a paper if it is in memory."""
        paper = self._papers.get(key)
        if paper is not None:
            self._papers.move_to_end(key)
        return paper

    def key(self, paper_id: PaperId) -> int | None:
        """Return the key of a paper that was read, else None."""
        return self._keys.get(paper_id)

    def id(self, key: int) -> PaperId | None:
        """Return the id of a key that was read, else None."""
        return self._ids.get(key)

    def keys(self, *, is_trashed: bool) -> set[int]:
        """Return the keys of the papers in memory that are in the trash, or are not."""
        papers = self._papers.items()
        return {key for key, paper in papers if paper.is_trashed is is_trashed}

    def is_asked(self, key: int) -> bool:
        """Say whether a paper is among those asked for last and still to come."""
        return key in self._asked

    def want(self, keys: Iterable[int]) -> None:
        """Ask for papers; they come soon, the last asked first."""
        self._asked = {key for key in keys if key not in self._papers}
        for key in self._asked:
            self._waiting.pop(key, None)
            self._waiting[key] = None
        if self._waiting and not self._is_reading:
            self._timer.start()

    async def read(self, keys: Iterable[int]) -> list[int]:
        """Read papers now, anew; return the keys that still are."""
        asked = list(keys)
        found: list[int] = []
        for start in range(0, len(asked), N_AT_ONCE):
            some = asked[start : start + N_AT_ONCE]
            pairs = await self._library.read(partial(_papers, some))
            for key, paper in pairs:
                self._papers[key] = paper
                self._papers.move_to_end(key)
                self.put_id(key, paper.id)
            self._shrink()
            loaded = [key for key, _paper in pairs]
            found += loaded
            self.loaded.emit(loaded)
        return found

    async def learn_key(self, paper_id: PaperId) -> None:
        """Read the key of a paper if it is not known yet.

        Raises:
            NotFound: the paper is not there.
        """
        if paper_id not in self._keys:
            self.put_id(await self._library.read(partial(key_of, paper_id)), paper_id)

    async def learn_ids(self, keys: Iterable[int]) -> None:
        """Read the ids of keys that are not known yet."""
        unknown = [key for key in keys if key not in self._ids]
        if not unknown:
            return
        found = await self._library.read(lambda r: [r.id_of(key) for key in unknown])
        for key, paper_id in zip(unknown, found, strict=True):
            self.put_id(key, paper_id)

    def drop(self, keys: Iterable[int]) -> None:
        """Forget papers that are no more."""
        for key in keys:
            self._papers.pop(key, None)
            if (paper_id := self._ids.pop(key, None)) is not None:
                self._keys.pop(paper_id, None)

    def put_id(self, key: int, paper_id: PaperId) -> None:
        """Remember which paper a key is."""
        self._ids[key] = paper_id
        self._keys[paper_id] = key

    def _shrink(self) -> None:
        while len(self._papers) > N_KEPT:
            self._papers.popitem(last=False)

    def _on_due(self) -> None:
        # Qt may still paint, and ask, when the event loop of asyncio has ended.
        if self._is_reading or not self._waiting or not _has_loop():
            return
        wanted = [key for key in self._waiting if key not in self._papers]
        newest = wanted[-_N_WAITING:]
        self._waiting = dict.fromkeys(newest)
        some = sorted(newest[-N_AT_ONCE:])
        for key in some:
            del self._waiting[key]
        if not some:
            return
        self._is_reading = True
        self._jobs.run(self._read_some(some), "read papers")

    async def _read_some(self, keys: list[int]) -> None:
        try:
            await self.read(keys)
        finally:
            self._is_reading = False
            self._asked.clear()
        if self._waiting:
            self._timer.start()


def key_of(paper_id: PaperId, reader: Reader) -> int:
    """Return the key of a paper.

    Raises:
        NotFound: it is not there.
    """
    return reader.key_of(paper_id)


def _has_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def _papers(keys: list[int], reader: Reader) -> list[tuple[int, Paper]]:
    papers = reader.papers(keys)
    if len(papers) == len(keys):
        return list(zip(keys, papers, strict=True))
    return [(reader.key_of(paper.id), paper) for paper in papers]
