"""A table whose columns can be chosen; the first is always the status."""

from collections.abc import Sequence
from typing import Any

from PySide6 import QtCore

from app.domain.view import Column, View
from app.ui.models.column_names import COLUMN_NAMES

_Role = QtCore.Qt.ItemDataRole
_ROOT = QtCore.QModelIndex()
_Index = QtCore.QModelIndex | QtCore.QPersistentModelIndex


class ColumnModel(QtCore.QAbstractTableModel):
    """Has the columns that it is given, and their names."""

    def __init__(self, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self._columns = _with_status(View().columns)

    @property
    def columns(self) -> tuple[Column, ...]:
        """What the columns tell; the first is always the status."""
        return self._columns

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Have other columns; rows, selection and current paper stay."""
        wanted = _with_status(columns)
        if wanted == self._columns:
            return
        self.beginRemoveColumns(_ROOT, 1, len(self._columns) - 1)
        self._columns = wanted[:1]
        self.endRemoveColumns()
        self.beginInsertColumns(_ROOT, 1, len(wanted) - 1)
        self._columns = wanted
        self.endInsertColumns()

    def tell_rows(self, first: int, last: int) -> None:
        """Tell of rows that are to be painted anew."""
        end = self.index(last, len(self._columns) - 1)
        self.dataChanged.emit(self.index(first, 0), end)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self,
        section: int,
        orientation: QtCore.Qt.Orientation,
        role: int = _Role.DisplayRole,
    ) -> Any:
        is_column = orientation is QtCore.Qt.Orientation.Horizontal
        if is_column and role == _Role.DisplayRole and section < len(self._columns):
            return self.tr(COLUMN_NAMES[self._columns[section]])
        return None


def _with_status(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Put the status first: its icon stands there in every view."""
    return (Column.STATUS, *(c for c in columns if c is not Column.STATUS))
