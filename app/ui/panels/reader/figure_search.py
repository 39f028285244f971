"""Looking for the figures of the open paper, page by page, when nothing else waits."""

import asyncio
from typing import Any

from PySide6 import QtCore

from app.domain.errors import PdfError, Unreadable
from app.pdf.document import Document
from app.runtime.supervisor import TaskSupervisor
from app.ui.panels.reader.figures_pane import FiguresPane

_MOST_FIGURES = 2_000


class FigureSearch(QtCore.QObject):
    """Fills the strip of figures once it is wanted."""

    def __init__(
        self, pane: FiguresPane, jobs: TaskSupervisor, parent: QtCore.QObject
    ) -> None:
        super().__init__(parent)
        self._pane = pane
        self._jobs = jobs
        self._document: Document | None = None
        self._task: asyncio.Task[Any] | None = None
        self.is_looking = False

    def show(self, document: Document | None) -> None:
        """Look through another document from now on, when that is wanted."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.is_looking = False
        self._document = document
        self._pane.model.clear()
        self._pane.show_state(is_looking=False)
        if document is not None and not self._pane.isHidden():
            self.begin()

    def begin(self) -> None:
        """Look for the figures, unless that is done or under way."""
        if self._document is not None and self._task is None:
            self.is_looking = True
            work = self._look_through(self._document)
            self._task = self._jobs.run(work, "look for figures")
            self._pane.show_state(is_looking=True)

    async def _look_through(self, document: Document) -> None:
        try:
            for page_index in range(document.info.n_pages):
                try:
                    figures = await document.figures(page_index)
                except Unreadable:
                    continue
                self._pane.model.add(page_index, figures)
                self._pane.show_state(is_looking=True)
                if len(self._pane.model.rows) >= _MOST_FIGURES:
                    break
        except PdfError:
            pass  # the pages themselves tell what is wrong with the file
        self.is_looking = False
        self._pane.show_state(is_looking=False)
