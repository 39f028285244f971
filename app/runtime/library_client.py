"""The library for the event loop: a writer thread, a reader thread, one feed."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from app.domain.change import Change, Facet
from app.domain.edit import Edit
from app.domain.errors import LibraryError
from app.domain.paper import Paper, PaperId, Progress
from app.library import (
    DATABASE,
    FILES_FOLDER,
    FileStore,
    Interrupted,
    Library,
    Reader,
)
from app.runtime.apart import ReadingApart
from app.runtime.feed import ChangeFeed

T = TypeVar("T")


class LibraryClient:
    """Applies edits on the writer thread and answers questions on the reader thread.

    Who reads before an edit holds `acting` from the reading to the edit, and so does
    who undoes: acts then come in the order in which they were asked for. An import
    holds `importing` from its first look to its act.

    Every question and every edit raises LibraryError while the library is not open.
    """

    def __init__(self, folder: Path, feed: ChangeFeed) -> None:
        self.folder = folder
        self.files = FileStore(folder / FILES_FOLDER)
        self.feed = feed
        self.acting = asyncio.Lock()
        self.importing = asyncio.Lock()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="library-writer")
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="library-reader")
        self._apart = ReadingApart()
        self._library: Library | None = None
        self._reading: Reader | None = None
        self._guard = threading.Lock()
        self._tickets: dict[str, int] = {}
        self._answering = ""

    @property
    def is_there(self) -> bool:
        """Say whether the folder holds a library, sound or not."""
        return (self.folder / DATABASE).exists()

    def move_to(self, folder: Path) -> None:
        """Use another folder; only before the library is open."""
        assert self._library is None, "the library is open already"
        self.folder = folder
        self.files = FileStore(folder / FILES_FOLDER)

    async def open(self, *, wait_s: float = 0.0) -> None:
        """Open the library for writing and reading, making it where there is none.

        Raises:
            LibraryError: it cannot be used; nothing was changed.
        """
        loop = asyncio.get_running_loop()
        self._library = await loop.run_in_executor(
            self._writer, lambda: Library.open(self.folder, wait_s=wait_s)
        )
        try:
            await self.open_for_reading()
        except BaseException:
            await self._close_library()
            raise

    async def open_for_reading(self) -> None:
        """Open the library for reading alone, beside another process that writes.

        Raises:
            NotFound: there is no library.
            LibraryError: it cannot be read.
        """
        loop = asyncio.get_running_loop()
        self._reading = await loop.run_in_executor(
            self._reader, lambda: Reader.open(self.folder)
        )

    async def apply(self, edit: Edit, *, cause: str = "") -> Change:
        """Apply one edit as one act, and tell the feed after the commit."""
        return await self._write(lambda library: library.apply(edit, cause=cause))

    async def undo(self) -> Change | None:
        """Take back the last act; None when there is none."""
        return await self._write(lambda library: library.undo())

    async def redo(self) -> Change | None:
        """Do the last undone act again; None when there is none."""
        return await self._write(lambda library: library.redo())

    async def remember(self, paper: PaperId, progress: Progress) -> Change:
        """Keep how far a paper was read; no act."""
        return await self._write(lambda library: library.remember(paper, progress))

    async def keep_keys(self, keys: Sequence[tuple[PaperId, str]]) -> Change:
        """Keep by what keys papers without one were cited; no act."""
        return await self._write(lambda library: library.keep_keys(keys))

    async def see(self, papers: Sequence[PaperId] | None) -> None:
        """Keep that papers, or all (None), were looked at; no act."""
        await self._write(lambda library: library.see(papers))

    async def publish_returned(self, since: datetime, now: datetime) -> list[Paper]:
        """Tell the feed of papers that came back after `since`, and return them."""

        def ask(reader: Reader) -> list[Paper]:
            returned = reader.returned(since, now)
            return reader.papers([reader.key_of(paper_id) for paper_id in returned])

        papers = await self.read(ask)
        if papers:
            self.feed.publish(
                Change(
                    act=None,
                    label="",
                    papers=frozenset(paper.id for paper in papers),
                    facets=frozenset({Facet.PAPERS, Facet.MEMBERSHIP}),
                )
            )
        return papers

    async def read(self, question: Callable[[Reader], T]) -> T:
        """Answer a question on the reader thread."""
        reader = self._open_reader()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._reader, lambda: question(reader))

    async def read_latest(
        self, question: Callable[[Reader], T], *, asker: str = "list"
    ) -> T | None:
        """Answer a question unless its asker has a newer one: then return None.

        A question of the same asker that is running is stopped; those of others, and
        plain `read`s, are left alone.
        """
        reader = self._open_reader()
        ticket = self._tickets.get(asker, 0) + 1
        with self._guard:
            self._tickets[asker] = ticket
            if self._answering == asker:
                reader.interrupt()

        def answer() -> T | None:
            with self._guard:
                if ticket != self._tickets[asker]:
                    return None
                self._answering = asker
            try:
                return question(reader)
            except Interrupted:
                return None
            finally:
                with self._guard:
                    self._answering = ""

        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._reader, answer)
        return found if ticket == self._tickets[asker] else None

    def stop_latest(self, *, asker: str = "list") -> None:
        """Stop a question that an asker no longer has, if it is running."""
        with self._guard:
            if self._answering == asker and self._reading is not None:
                self._reading.interrupt()

    async def read_apart(self, question: Callable[[Reader], T]) -> T:
        """Answer a long question on a connection of its own, in nobody's way.

        It is stopped when it is cancelled, or when the library is closed.
        """
        self._open_reader()
        return await self._apart.answer(self.folder, question)

    async def close(self) -> None:
        """Finish what is under way, but for long questions, and close the files."""
        reading, self._reading = self._reading, None
        await self._apart.close()
        loop = asyncio.get_running_loop()
        if reading is not None:
            await loop.run_in_executor(self._reader, reading.close)
        await self._close_library()
        self._reader.shutdown()
        self._writer.shutdown()

    async def _close_library(self) -> None:
        if self._library is not None:
            library, self._library = self._library, None
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._writer, library.close)

    async def _write(self, act: Callable[[Library], T]) -> T:
        library = self._library
        if library is None:
            raise _not_open()
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._writer, lambda: act(library))
        try:
            result = await asyncio.shield(work)
        except asyncio.CancelledError:
            # What is being committed is done all the same: tell of it.
            work.add_done_callback(self._publish_late)
            raise
        self._publish(result)
        return result

    def _publish_late(self, work: "asyncio.Future[Any]") -> None:
        if not work.cancelled() and work.exception() is None:
            self._publish(work.result())

    def _publish(self, result: object) -> None:
        if isinstance(result, Change) and not result.is_empty:
            self.feed.publish(result)

    def _open_reader(self) -> Reader:
        if self._reading is None:
            raise _not_open()
        return self._reading


def _not_open() -> LibraryError:
    return LibraryError("The library is not open.", "Try again in a moment.")
