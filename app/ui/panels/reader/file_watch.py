"""Notice that the file that is read is the paper's no more."""

from PySide6 import QtCore

from app.domain.change import Change, Facet
from app.domain.errors import NotFound
from app.domain.paper import PaperId, Sha256
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor


class FileWatch(QtCore.QObject):
    """Emits `gone` when an act, or its undo, takes the watched file from its paper."""

    gone = QtCore.Signal()

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
        self._paper: PaperId | None = None
        self._file = Sha256("")
        feed.subscribe(self._on_change)

    def watch(self, paper: PaperId | None, file: Sha256) -> None:
        """Watch the file of a paper; None watches nothing."""
        self._paper, self._file = paper, file

    def _on_change(self, change: Change) -> None:
        if Facet.FILES in change.facets and self._paper in change.papers:
            self._jobs.run(self._look(self._paper, self._file), "look for the PDF")

    async def _look(self, paper_id: PaperId, file: Sha256) -> None:
        try:
            paper = await self._library.read(lambda reader: reader.paper(paper_id))
            is_there = any(stored.sha256 == file for stored in paper.files)
        except NotFound:
            is_there = False
        if not is_there and (paper_id, file) == (self._paper, self._file):
            self.gone.emit()
