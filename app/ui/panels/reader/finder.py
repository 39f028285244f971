"""Searching the open paper: hits stream in, one of them is the current one."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6 import QtCore

from app.domain.errors import InvalidInput, PdfError
from app.domain.mark import Quad
from app.pdf.contents import Hit
from app.pdf.document import Document
from app.pdf.finding import Manner, fault_of
from app.runtime.supervisor import TaskSupervisor

_TELL_MS = 40
_MOST_HITS = 20_000


class Finder(QtCore.QObject):
    """Holds what was found; `found` after each change of that.

    Hits lie in the order of the search: from the page where it began round to the one
    before it. `current_changed` when the current hit is another one.
    """

    found = QtCore.Signal()
    current_changed = QtCore.Signal()

    def __init__(self, jobs: TaskSupervisor, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._document: Document | None = None
        self._task: asyncio.Task[Any] | None = None
        self._hits: list[Hit] = []
        self._pages: dict[int, list[tuple[Quad, ...]]] = {}
        self._current: int | None = None
        self._from_page = 0
        self._n_later = 0
        self.needle = ""
        self.how = Manner()
        self.fault = ""
        """Why the needle is not searched for as it was meant."""
        self.n_pages_done = 0
        self.is_searching = False
        self._telling = QtCore.QTimer(self, singleShot=True, interval=_TELL_MS)
        self._telling.timeout.connect(self.found)

    @property
    def used(self) -> Manner:
        """Return how one searches: as asked, unless the pattern is none."""
        return replace(self.how, is_pattern=False) if self.fault else self.how

    def show(self, document: Document | None) -> None:
        """Search another document from now on."""
        self.search("", 0)
        self._document = document

    @property
    def hits(self) -> Sequence[Hit]:
        """Return the hits so far."""
        return self._hits

    @property
    def n_later(self) -> int:
        """Count the hits from the page where the search began to the last page."""
        return self._n_later

    @property
    def current(self) -> Hit | None:
        """Return the current hit."""
        return self._hits[self._current] if self._current is not None else None

    @property
    def number(self) -> int:
        """Return the current hit's number in the document, from 1; 0 without one."""
        if self._current is None:
            return 0
        n_earlier = len(self._hits) - self._n_later
        is_later = self._current < self._n_later
        return self._current + 1 + (n_earlier if is_later else -self._n_later)

    @property
    def number_in_search(self) -> int:
        """Return the current hit's index in `hits`; -1 without one."""
        return self._current if self._current is not None else -1

    @property
    def part_done(self) -> float:
        """Return the part of the pages that is searched, 0 to 1."""
        n_pages = self._document.info.n_pages if self._document is not None else 0
        return self.n_pages_done / n_pages if n_pages else 1.0

    def search(self, needle: str, from_page: int) -> None:
        """Search from a page on; the first hit becomes current."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.needle = needle
        self._from_page = from_page
        self._hits, self._pages = [], {}
        self._current = None
        self._n_later = self.n_pages_done = 0
        self.fault = fault_of(needle) if self.how.is_pattern else ""
        self.is_searching = bool(needle.strip()) and self._document is not None
        if self._document is not None and self.is_searching:
            work = self._collect(self._document, needle)
            self._task = self._jobs.run(work, "search the paper")
        self.found.emit()

    def set_manner(self, how: Manner) -> None:
        """Search for the same in another manner."""
        if how != self.how:
            self.how = how
            self.search(self.needle, self._from_page)

    def choose(self, number: int) -> None:
        """Make the hit with this index current."""
        if 0 <= number < len(self._hits):
            self._current = number
            self.current_changed.emit()

    def step(self, direction: int) -> bool:
        """Make the next (1) or previous (-1) hit current; True when round an end."""
        if self._current is None:
            return False
        before = self.number
        self._current = (self._current + direction) % len(self._hits)
        self.current_changed.emit()
        return (self.number - before) * direction <= 0

    def quads_by_page(self) -> dict[int, list[tuple[Quad, ...]]]:
        """Return the boxes of all hits, page by page."""
        return self._pages

    async def _collect(self, document: Document, needle: str) -> None:
        try:
            hits = document.search(
                needle,
                from_page=self._from_page,
                how=self.used,
                told=self._on_page_done,
            )
            async for hit in hits:
                self._keep(hit)
                if len(self._hits) >= _MOST_HITS:
                    break
        except InvalidInput as error:
            self.fault = error.message
        except PdfError:
            pass  # the pages themselves tell what is wrong with the file
        self.is_searching = False
        self._telling.stop()
        self.found.emit()

    def _keep(self, hit: Hit) -> None:
        self._hits.append(hit)
        self._n_later += hit.page_index >= self._from_page
        self._pages.setdefault(hit.page_index, []).append(hit.quads)
        if self._current is None:
            self._current = 0
            self.current_changed.emit()
        if not self._telling.isActive():
            self._telling.start()

    def _on_page_done(self, n_pages: int) -> None:
        self.n_pages_done = n_pages
        if not self._telling.isActive():
            self._telling.start()
