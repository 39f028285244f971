"""What a search found in the marks of the papers listed, read as rows are looked at."""

from functools import partial

from PySide6 import QtCore

from app.domain.change import Change, Facet
from app.domain.mark import Mark
from app.domain.paper import Paper, PaperId
from app.domain.query import Query
from app.library import Reader
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor

N_AT_ONCE = 64


class MarkSnippets(QtCore.QObject):
    """Gives the mark of a paper that has the words searched for; `found` tells of new.

    A paper is asked about when its row is painted, with the others of that moment.
    """

    found = QtCore.Signal()

    def __init__(
        self,
        library: LibraryClient,
        jobs: TaskSupervisor,
        feed: ChangeFeed,
        parent: QtCore.QObject,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._text = ""
        self._marks: dict[PaperId, Mark | None] = {}
        self._waiting: dict[PaperId, None] = {}
        self._is_reading = False
        self._timer = QtCore.QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_due)
        self.destroyed.connect(feed.subscribe(self._on_change))

    def of(self, paper: Paper) -> Mark | None:
        """Return a mark of a paper with words of the search, None while unknown."""
        if not (self._text and paper.n_marks):
            return None
        if paper.id not in self._marks:
            self._waiting[paper.id] = None
            self._timer.start()
        return self._marks.get(paper.id)

    def follow(self, query: Query, _n_rows: int) -> None:
        """Look for the words of another search."""
        if query.text != self._text:
            self._text = query.text
            self._marks.clear()
            self._waiting.clear()

    def _on_change(self, change: Change) -> None:
        if Facet.MARKS in change.facets:
            for paper_id in change.papers:
                self._marks.pop(paper_id, None)
            self.found.emit()

    def _on_due(self) -> None:
        if self._waiting and not self._is_reading:
            self._is_reading = True
            self._jobs.run(self._read(), "read marks found")

    async def _read(self) -> None:
        try:
            while wanted := tuple(self._waiting)[-N_AT_ONCE:]:
                text = self._text
                marks = await self._library.read(partial(_ask, wanted, text))
                if text != self._text:
                    continue
                for paper_id in wanted:
                    self._waiting.pop(paper_id, None)
                    self._marks[paper_id] = marks.get(paper_id)
                if marks:
                    self.found.emit()
        finally:
            self._is_reading = False


def _ask(ids: tuple[PaperId, ...], text: str, reader: Reader) -> dict[PaperId, Mark]:
    found = reader.find_marks(text, among=ids)
    return {one.mark.paper_id: one.mark for one in found}
