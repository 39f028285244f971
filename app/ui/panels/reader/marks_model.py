"""The marks of the open paper, in the order of its pages."""

from collections.abc import Sequence

from PySide6 import QtCore

from app.domain.mark import Mark
from app.domain.paper import MarkId

_Index = QtCore.QModelIndex | QtCore.QPersistentModelIndex
_Role = QtCore.Qt.ItemDataRole


class MarksModel(QtCore.QAbstractListModel):
    """Rows of marks; `comment_written` when an editor ends with another comment."""

    comment_written = QtCore.Signal(str, str)

    def __init__(self, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self.marks: tuple[Mark, ...] = ()

    def show(self, marks: Sequence[Mark]) -> None:
        """Show these marks; rows that stay keep what is edited in them."""
        wanted = {mark.id for mark in marks}
        for row in reversed(range(len(self.marks))):
            if self.marks[row].id not in wanted:
                self.beginRemoveRows(QtCore.QModelIndex(), row, row)
                self.marks = (*self.marks[:row], *self.marks[row + 1 :])
                self.endRemoveRows()
        for row, mark in enumerate(marks):
            here = self.marks[row] if row < len(self.marks) else None
            if here is None or here.id != mark.id:
                self.beginInsertRows(QtCore.QModelIndex(), row, row)
                self.marks = (*self.marks[:row], mark, *self.marks[row:])
                self.endInsertRows()
            elif here != mark:
                self.marks = (*self.marks[:row], mark, *self.marks[row + 1 :])
                self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, mark_id: MarkId) -> int | None:
        """Return the row of a mark."""
        rows = (row for row, mark in enumerate(self.marks) if mark.id == mark_id)
        return next(rows, None)

    def rowCount(self, parent: _Index = QtCore.QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.marks)

    def flags(self, index: _Index) -> QtCore.Qt.ItemFlag:
        flags = super().flags(index)
        return flags | QtCore.Qt.ItemFlag.ItemIsEditable if index.isValid() else flags

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        mark = self.marks[index.row()]
        if role == _Role.DisplayRole:
            return mark.quote or mark.comment
        if role == _Role.EditRole:
            return mark.comment
        if role == _Role.AccessibleTextRole:
            page = self.tr("page {0}").format(mark.page_index + 1)
            return ", ".join(part for part in (mark.quote, mark.comment, page) if part)
        return None

    def setData(self, index: _Index, value: object, role: int = _Role.EditRole) -> bool:
        mark = self.marks[index.row()]
        text = str(value).strip()
        if role == _Role.EditRole and text != mark.comment:
            self.comment_written.emit(mark.id, text)
        return True
