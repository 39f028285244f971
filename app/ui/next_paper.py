"""While a paper is read, the next one of the list is made ready."""

from collections.abc import Callable
from pathlib import Path

from PySide6 import QtCore

from app.domain.paper import Sha256
from app.ui.models.paper_list import PaperListModel
from app.ui.panels.list.panel import ListPanel
from app.ui.panels.reader.readers import Readers

_PAUSE_MS = 300
"""So long a paper shows before the next one may be wanted: who leafs on is faster."""


class NextPaper(QtCore.QObject):
    """Opens ahead what `]` will show, or `[` for who went that way last.

    `path_of` says where a PDF is stored.
    """

    def __init__(
        self,
        papers: ListPanel,
        model: PaperListModel,
        readers: Readers,
        path_of: Callable[[Sha256], Path],
        parent: QtCore.QObject,
    ) -> None:
        super().__init__(parent)
        self._papers = papers
        self._model = model
        self._readers = readers
        self._path_of = path_of
        self._row = -1
        self._step = 1
        self._pause = QtCore.QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._prepare)
        readers.changed.connect(self._on_changed)
        model.paper_changed.connect(self._on_paper_changed)

    def _on_changed(self) -> None:
        row = self._papers.table.row()
        if row != self._row:
            self._step = -1 if row == self._row - 1 else 1
            self._row = row
        self._pause.start()

    def _on_paper_changed(self, _paper_id: str) -> None:
        if self._readers.isVisible():
            self._pause.start()

    def _prepare(self) -> None:
        shown = self._readers.paper
        row = self._papers.table.row()
        is_there = shown is not None and self._model.id_at(row) == shown.id
        if not (is_there and self._readers.isVisible()):
            return
        following = self._model.paper_at(row + self._step)
        if following is not None and following.files:
            file = following.files[0]
            path = self._path_of(file.sha256)
            self._readers.prepare(following, path, file.sha256)
