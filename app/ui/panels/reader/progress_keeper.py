"""Keeping how far a paper was read: soon after a move, and on leaving."""

import asyncio
import contextlib
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import Any

from PySide6 import QtCore

from app.domain.errors import NotFound
from app.domain.paper import PaperId, Progress
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.panels.reader.layout import Place

_PAUSE_MS = 1_000


class ProgressKeeper(QtCore.QObject):
    """Writes the progress of one paper to the library, not more often than needed."""

    def __init__(
        self, library: LibraryClient, jobs: TaskSupervisor, parent: QtCore.QObject
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._paper: PaperId | None = None
        self._furthest = 0
        self._unwritten: Progress | None = None
        self._writing: asyncio.Task[Any] | None = None
        self.latest: Progress | None = None
        self._pause = QtCore.QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.flush)

    def begin(self, paper: PaperId, progress: Progress | None) -> None:
        """Keep the progress of this paper from now on; `progress` is the one before."""
        self.flush()
        self._paper = paper
        self.latest = progress
        self._furthest = progress.furthest_page_index if progress is not None else 0

    def end(self) -> None:
        """Write what is not written and keep no paper's progress any more."""
        self.flush()
        self._paper = None

    def note(self, place: Place, *, page_index: int, n_pages: int, zoom: str) -> None:
        """Take down where the reader is; `page_index` is the page being read."""
        self._furthest = max(self._furthest, page_index)
        self._unwritten = self.latest = Progress(
            page_index=place.page_index,
            top=place.top,
            zoom=zoom,
            furthest_page_index=min(self._furthest, n_pages - 1),
            n_pages=n_pages,
            read_at=datetime.now(UTC),
        )
        if not self._pause.isActive():  # else who reads on and on would keep nothing
            self._pause.start()

    def flush(self) -> None:
        """Write what is not written yet."""
        if (write := self._taken()) is not None:
            self._writing = self._jobs.run(write, "keep the page")

    async def finish(self) -> None:
        """Write what is not written yet, and wait until it is."""
        self.flush()
        if self._writing is not None:
            await asyncio.wait([self._writing])

    def _taken(self) -> Coroutine[Any, Any, object] | None:
        """Take what is to be written now: another paper may be open when it is."""
        self._pause.stop()
        paper, progress = self._paper, self._unwritten
        self._unwritten = None
        if paper is None or progress is None:
            return None
        return self._remember(paper, progress)

    async def _remember(self, paper: PaperId, progress: Progress) -> None:
        """Keep the place; a paper that is not in the library has none there."""
        with contextlib.suppress(NotFound):
            await self._library.remember(paper, progress)
