"""What is selected stays selected when it goes to another section of the list."""

from PySide6 import QtCore, QtWidgets

from app.domain.paper import PaperId
from app.ui.models.paper_list import PaperListModel


class MovedSelection(QtCore.QObject):
    """Selects papers again that left one section for another.

    To the view they are rows removed and rows put in. Make it before the view has the
    model, else the selection is gone before it is seen.
    """

    def __init__(self, view: QtWidgets.QTableView, model: PaperListModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._gone: list[PaperId] = []
        model.rowsAboutToBeRemoved.connect(self._on_rows_going)
        model.sections_changed.connect(self._on_sections_changed)

    def ids(self, first: int, last: int) -> list[PaperId]:
        """Return the selected papers of some rows, in their order."""
        rows = (
            row
            for part in self._view.selectionModel().selection().toList()
            for row in range(max(first, part.top()), min(last, part.bottom()) + 1)
        )
        found = map(self._model.id_at, sorted(rows))
        return [paper_id for paper_id in found if paper_id is not None]

    def _on_rows_going(self, _: QtCore.QModelIndex, first: int, last: int) -> None:
        if self._model.parted.has_headings:
            self._gone += self.ids(first, last)

    def _on_sections_changed(self) -> None:
        gone, self._gone = self._gone, []
        rows = self._model.rows_of(gone) if gone else ()
        how = QtCore.QItemSelectionModel.SelectionFlag
        for row in rows:
            index = self._model.index(row, 0)
            self._view.selectionModel().select(index, how.Select | how.Rows)
