"""Building contents out of headings, for a PDF that brings none."""

import asyncio
from typing import Any

from PySide6 import QtCore

from app.domain.errors import PdfError
from app.formats.pages.headings import Heading, find_headings
from app.formats.recognition.layout import Page
from app.pdf.contents import OutlineEntry
from app.pdf.document import Document
from app.runtime.supervisor import TaskSupervisor

_MOST_PAGES = 400
"""So many pages are looked through; longer works bring contents of their own."""

_FEWEST = 2
_EMPTY = Page(1.0, 1.0, ())


class OutlineBuilder(QtCore.QObject):
    """Looks a document through once; `built` with what was found, maybe nothing."""

    built = QtCore.Signal(object)

    def __init__(self, jobs: TaskSupervisor, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._document: Document | None = None
        self._task: asyncio.Task[Any] | None = None

    def show(self, document: Document | None) -> None:
        """Build contents of another document from now on."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._document = document

    @property
    def is_needed(self) -> bool:
        """Say whether the document brings no contents that lead anywhere."""
        if self._document is None:
            return False
        outline = self._document.info.outline
        return sum(entry.page_index is not None for entry in outline) < _FEWEST

    def build(self) -> None:
        """Begin, unless it has begun; the pages that show are drawn before."""
        if self._task is None and self._document is not None:
            work = self._build(self._document)
            self._task = self._jobs.run(work, "look for headings")

    async def _build(self, document: Document) -> None:
        pages: list[Page] = []
        for page_index in range(min(document.info.n_pages, _MOST_PAGES)):
            try:
                pages.append(await document.layout(page_index))
            except PdfError:
                pages.append(_EMPTY)  # a damaged page has no heading
        headings = await asyncio.to_thread(find_headings, pages)
        self.built.emit(tuple(_entry(heading) for heading in headings))


def _entry(heading: Heading) -> OutlineEntry:
    return OutlineEntry(
        level=heading.level,
        title=heading.title,
        page_index=heading.page_index,
        top=heading.top,
    )
