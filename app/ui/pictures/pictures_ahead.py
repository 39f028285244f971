"""Pictures of papers whose PDF just came, drawn before anybody looks at them."""

import asyncio
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6 import QtCore

from app.domain.change import Change, Facet
from app.domain.errors import NotFound
from app.domain.paper import PaperId, Sha256
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore
from app.ui.pictures.paper_pictures import PaperPictures

_KEY = "reading.figure_strip"
_MOST_WAITING = 24
"""Of an import of thousands the last few are drawn; the others once they show."""


class PicturesAhead(QtCore.QObject):
    """Draws the pictures of files that acts bring, one paper after the other."""

    def __init__(
        self,
        pictures: PaperPictures,
        library: LibraryClient,
        jobs: TaskSupervisor,
        settings: SettingsStore,
        path_of: Callable[[Sha256], Path],
        parent: QtCore.QObject,
    ) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._library = library
        self._jobs = jobs
        self._settings = settings
        self._path_of = path_of
        self._waiting: deque[PaperId] = deque(maxlen=_MOST_WAITING)
        self._drawing: asyncio.Task[Any] | None = None
        library.feed.subscribe(self._on_change)

    def _on_change(self, change: Change) -> None:
        if Facet.FILES not in change.facets or not self._settings.is_on(_KEY):
            return
        newest = tuple(change.papers)[-_MOST_WAITING:]
        self._waiting.extend(each for each in newest if each not in self._waiting)
        if self._waiting and (self._drawing is None or self._drawing.done()):
            self._drawing = self._jobs.run(self._draw(), "draw pictures of new PDFs")

    async def _draw(self) -> None:
        while self._waiting:
            await self._draw_paper(self._waiting.popleft())

    async def _draw_paper(self, paper_id: PaperId) -> None:
        try:
            paper = await self._library.read(lambda reader: reader.paper(paper_id))
        except NotFound:  # the act was undone
            return
        if paper.files and not paper.is_trashed:
            sha256 = paper.files[0].sha256
            await self._pictures.of(self._path_of(sha256), sha256)
