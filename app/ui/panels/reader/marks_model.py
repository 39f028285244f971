"""The marks of the open paper, in the order of its pages."""

from collections.abc import Sequence

from PySide6 import QtCore

from app.domain.mark import Mark
from app.domain.mark_tag import written_tags
from app.domain.paper import MarkId
from app.ui.panels.reader.marks_control import Elsewhere

_Index = QtCore.QModelIndex | QtCore.QPersistentModelIndex
_Role = QtCore.Qt.ItemDataRole


class MarksModel(QtCore.QAbstractListModel):
    """Rows of marks; `comment_written` when an editor ends with another comment."""

    comment_written = QtCore.Signal(str, str)

    def __init__(self, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self.marks: tuple[Mark, ...] = ()
        self._files: dict[MarkId, str] = {}

    def show(self, marks: Sequence[Mark], elsewhere: Sequence[Elsewhere] = ()) -> None:
        """Show these marks, and those of other files below them.

        Rows that stay keep what is edited in them.
        """
        self._files = {other.mark.id: other.name for other in elsewhere}
        marks = (*marks, *(other.mark for other in elsewhere))
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

    def file_of(self, mark: Mark) -> str:
        """Return what tells the other file that a mark is on, '' for the one shown."""
        return self._files.get(mark.id, "")

    def row_of(self, mark_id: MarkId) -> int | None:
        """Return the row of a mark."""
        rows = (row for row, mark in enumerate(self.marks) if mark.id == mark_id)
        return next(rows, None)

    def rowCount(self, parent: _Index = QtCore.QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.marks)

    def flags(self, index: _Index) -> QtCore.Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid() or self.file_of(self.marks[index.row()]):
            return flags
        return flags | QtCore.Qt.ItemFlag.ItemIsEditable

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
            file = self.file_of(mark)
            on = self.tr("on {0}").format(file) if file else ""
            tags = written_tags(mark.tags)
            parts = (mark.quote, mark.comment, tags, page, on)
            return ", ".join(part for part in parts if part)
        return None

    def setData(self, index: _Index, value: object, role: int = _Role.EditRole) -> bool:
        mark = self.marks[index.row()]
        text = str(value).strip()
        if role == _Role.EditRole and text != mark.comment:
            self.comment_written.emit(mark.id, text)
        return True
