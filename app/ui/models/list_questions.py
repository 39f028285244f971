"""The questions whose answers are the rows of a list; a newer one stops an older."""

import asyncio
import contextlib
from array import array
from collections.abc import Sequence
from functools import partial

from app.domain.errors import NotFound
from app.domain.paper import PaperId, Status
from app.domain.query import Query
from app.domain.view import Section, SectionRun
from app.library import Reader
from app.runtime.library_client import LibraryClient
from app.ui.models.paper_cache import N_AT_ONCE, PaperCache

N_FIRST = 200
"""How many rows are shown before the rest is known."""

Listed = tuple["array[int]", tuple[SectionRun, ...]]
"""Keys, section by section, and the sections."""


class ListQuestions:
    """Asks for the rows of one list after the other."""

    def __init__(self, library: LibraryClient, cache: PaperCache) -> None:
        self._library = library
        self._cache = cache
        self._ticket = 0
        self._apart: asyncio.Task[Listed] | None = None

    @property
    def ticket(self) -> int:
        """The number of the list that was asked for last."""
        return self._ticket

    def begin(self) -> int:
        """Begin a new list; return its number."""
        self._ticket += 1
        self._library.stop_latest()
        if self._apart is not None:
            self._apart.cancel()
        return self._ticket

    async def is_longer(self, query: Query, n: int, ticket: int) -> bool:
        """Say whether a query lists more than `n` papers."""
        listed = await self.ask(query, n + 1, ticket)
        return listed is not None and len(listed[0]) > n

    async def first(
        self, query: Query, wanted: Sequence[PaperId], ticket: int
    ) -> Listed | None:
        """Return the first rows, with their papers read; None when too late.

        All rows come where a paper wanted may be further down, in sections, and sorted.
        """
        is_quick = query.section is Section.NONE and not query.sorting
        limit = N_FIRST if is_quick else None
        listed = await self.ask(query, limit, ticket)
        if listed is None:
            return None
        first, _ = listed
        keys = await self._meet(first, wanted)
        is_cut = limit is not None and len(first) == limit
        if keys and is_cut and not any(key in first for key in keys):
            listed = await self.ask(query, None, ticket)
        return listed if ticket == self._ticket else None

    async def ask(self, query: Query, limit: int | None, ticket: int) -> Listed | None:
        """Return the rows of a query; None when another was asked for since."""

        question = partial(_rows, query, limit)
        found = await self._library.read_latest(question)
        while found is None and ticket == self._ticket:
            # Somebody else's newer question stopped ours, which still stands.
            found = await self._library.read_latest(question)
        return found if ticket == self._ticket else None

    async def ask_apart(self, query: Query, ticket: int) -> Listed | None:
        """Return the rows of a query that takes its time, in nobody's way.

        None when another list was asked for since, which stops it.
        """
        if ticket != self._ticket:
            return None
        reading = self._library.read_apart(partial(_rows, query, None))
        self._apart = asyncio.ensure_future(reading)
        try:
            found = await self._apart
        except asyncio.CancelledError:
            if ticket == self._ticket:
                raise
            return None
        return found if ticket == self._ticket else None

    async def _meet(self, first: "array[int]", wanted: Sequence[PaperId]) -> list[int]:
        """Read the papers of the first rows; return the keys of the papers wanted."""
        missing = [key for key in first[:N_AT_ONCE] if key not in self._cache]
        if missing:
            await self._cache.read(missing)
        for paper_id in wanted:
            with contextlib.suppress(NotFound):
                await self._cache.learn_key(paper_id)
        keys = (self._cache.key(paper_id) for paper_id in wanted)
        return [key for key in keys if key is not None]


def _rows(query: Query, limit: int | None, reader: Reader) -> Listed:
    if query.section is Section.NONE:
        return reader.keys(query, limit=limit), ()
    return reader.sections(query)


async def find_status(
    cache: PaperCache, keys: "array[int]", status: Status, row: int, step: int
) -> int:
    """Return the next of `keys` from a row on (excluded) of that status, -1 for none.

    `step` is 1 for down, -1 for up.
    """
    row += step
    while 0 <= row < len(keys):
        ahead = range(row, row + step * N_AT_ONCE, step)
        rows = [r for r in ahead if 0 <= r < len(keys)]
        missing = [keys[r] for r in rows if keys[r] not in cache]
        if missing:
            await cache.read(missing)
        for r in rows:
            paper = cache.get(keys[r])
            if paper is not None and paper.status is status:
                return r
        row += step * N_AT_ONCE
    return -1
