"""The text and the links of pages, read when they come into view."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6 import QtCore

from app.domain.errors import PdfError
from app.pdf.contents import PageLink, PageText
from app.pdf.document import Document
from app.pdf.page_ends import NEAR_PAGES
from app.runtime.supervisor import TaskSupervisor
from app.ui.panels.reader.page_flow import leave_out_running
from app.ui.panels.reader.selection import TextMap

_MOST_PAGES = 200


@dataclass(frozen=True, slots=True)
class PageContent:
    """What lies on a page beside its picture."""

    text: TextMap
    links: tuple[PageLink, ...]

    def link_at(self, x: float, y: float) -> PageLink | None:
        """Return the link at a point of the page."""
        for link in self.links:
            box = link.box
            if box.left <= x <= box.right and box.top <= y <= box.bottom:
                return link
        return None


class PageTexts(QtCore.QObject):
    """Holds the text of the pages read so far; a page that has none stays empty."""

    page_read = QtCore.Signal(int)

    def __init__(self, jobs: TaskSupervisor, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._document: Document | None = None
        self._pages: OrderedDict[int, PageContent] = OrderedDict()
        self._tasks: dict[int, asyncio.Task[Any]] = {}

    def show(self, document: Document | None) -> None:
        """Read pages of another document from now on."""
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self._pages.clear()
        self._document = document

    def find(self, page_index: int) -> PageContent | None:
        """Return what was read of a page; None while it is not there."""
        return self._pages.get(page_index)

    @property
    def is_idle(self) -> bool:
        """Say whether nothing is being read."""
        return not self._tasks

    def want(self, pages: Iterable[int]) -> None:
        """Read those of the pages that are missing."""
        document = self._document
        if document is None:
            return
        for page_index in pages:
            if page_index not in self._pages and page_index not in self._tasks:
                work = self._read(document, page_index)
                self._tasks[page_index] = self._jobs.run(work, "read a page")

    async def _read(self, document: Document, page_index: int) -> None:
        try:
            text = await document.text(page_index)
            links = tuple(await document.links(page_index))
        except PdfError:
            # The page's picture tells of it, and it is not asked for again.
            text, links = PageText(()), ()
        self._pages[page_index] = PageContent(TextMap(text), links)
        if len(self._pages) > _MOST_PAGES:
            self._pages.popitem(last=False)
        self._tasks.pop(page_index, None)
        near = range(page_index - 2 * NEAR_PAGES, page_index + 2 * NEAR_PAGES + 1)
        flows = {i: self._pages[i].text.flow for i in near if i in self._pages}
        leave_out_running(flows, page_index)
        self.page_read.emit(page_index)
