"""Rows of a sheet's list: the model that holds them and the view that shows them."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6 import QtCore, QtGui, QtWidgets

T = TypeVar("T")
Index = QtCore.QModelIndex | QtCore.QPersistentModelIndex


class RowsModel(QtCore.QAbstractListModel, Generic[T]):
    """Holds the rows of a list as values; `spoken` gives a row in words."""

    def __init__(
        self,
        spoken: Callable[[T], str],
        is_choice: Callable[[T], bool],
        parent: QtCore.QObject,
    ) -> None:
        super().__init__(parent)
        self._rows: tuple[T, ...] = ()
        self._spoken = spoken
        self._is_choice = is_choice

    def rows(self) -> tuple[T, ...]:
        """Return every row."""
        return self._rows

    def set_rows(self, rows: Sequence[T]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def replace_row(self, number: int, row: T) -> None:
        """Show another value in one row."""
        self._rows = (*self._rows[:number], row, *self._rows[number + 1 :])
        index = self.index(number)
        self.dataChanged.emit(index, index)

    def row_at(self, index: Index) -> T:
        """Return the value of a row."""
        return self._rows[index.row()]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = QtCore.Qt.ItemDataRole.DisplayRole) -> Any:
        roles = QtCore.Qt.ItemDataRole
        if role in (roles.AccessibleTextRole, roles.DisplayRole) and index.isValid():
            return self._spoken(self._rows[index.row()])
        return None

    def flags(self, index: Index) -> QtCore.Qt.ItemFlag:
        if index.isValid() and self._is_choice(self._rows[index.row()]):
            flag = QtCore.Qt.ItemFlag
            return flag.ItemIsEnabled | flag.ItemIsSelectable
        return QtCore.Qt.ItemFlag.NoItemFlags


class RowList(QtWidgets.QListView):
    """A list painted by its delegate; a field above it may move the current row."""

    def __init__(self, name: str, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.viewport().setAutoFillBackground(False)
        self.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)

    def step(self, rows: int) -> None:
        """Go to the next choice down (> 0) or up; past the end it stays."""
        at = self.currentIndex().row()
        count = self.model().rowCount()
        wanted = at + rows
        while 0 <= wanted < count:
            index = self.model().index(wanted, 0)
            if index.flags() & QtCore.Qt.ItemFlag.ItemIsSelectable:
                self.setCurrentIndex(index)
                return
            wanted += 1 if rows > 0 else -1

    def go_to_first(self) -> None:
        """Make the first choice current."""
        self.scrollToTop()
        self.setCurrentIndex(QtCore.QModelIndex())
        self.step(1)

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        motions = QtCore.Qt.Key
        if event.key() in (
            motions.Key_Up,
            motions.Key_Down,
            motions.Key_PageUp,
            motions.Key_PageDown,
            motions.Key_Home,
            motions.Key_End,
        ):
            super().keyPressEvent(event)
        else:
            event.ignore()
