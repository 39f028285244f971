"""Rows of a sheet's list: the model that holds them and the view that shows them."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6 import QtCore, QtGui, QtWidgets

T = TypeVar("T")
Index = QtCore.QModelIndex | QtCore.QPersistentModelIndex

_MOTIONS = (
    QtCore.Qt.Key.Key_Up,
    QtCore.Qt.Key.Key_Down,
    QtCore.Qt.Key.Key_PageUp,
    QtCore.Qt.Key.Key_PageDown,
    QtCore.Qt.Key.Key_Home,
    QtCore.Qt.Key.Key_End,
)


class RowsModel(QtCore.QAbstractListModel, Generic[T]):
    """Holds the rows of a list as values; `spoken` gives a row in words.

    Rows may be made only when they are asked for: the sequence given is not copied.
    """

    def __init__(
        self,
        spoken: Callable[[T], str],
        is_choice: Callable[[T], bool],
        parent: QtCore.QObject,
    ) -> None:
        super().__init__(parent)
        self._rows: Sequence[T] = ()
        self._spoken = spoken
        self._is_choice = is_choice

    def rows(self) -> tuple[T, ...]:
        """Return every row."""
        return tuple(self._rows)

    def set_rows(self, rows: Sequence[T]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def repaint_row(self, number: int) -> None:
        """Show that the value of one row changed."""
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
        _dress(self, name)

    def step(self, rows: int) -> None:
        """Go to the next choice down (> 0) or up; past the end it stays."""
        _step(self, rows)

    def go_to_first(self) -> None:
        """Make the first choice current."""
        _go_to_first(self)

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        if event.key() in _MOTIONS:
            super().keyPressEvent(event)
        else:
            event.ignore()


class RowTable(QtWidgets.QTableView):
    """A list of many rows of one height, painted by its delegate.

    A list view asks the model for every row at each new width; this one does not.
    """

    def __init__(self, name: str, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        _dress(self, name)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(self.SelectionBehavior.SelectRows)
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        fixed = QtWidgets.QHeaderView.ResizeMode.Fixed
        self.verticalHeader().setSectionResizeMode(fixed)

    def set_row_height(self, height: int) -> None:
        """Give every row a height in device-independent pixels."""
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)

    def step(self, rows: int) -> None:
        """Go to the next choice down (> 0) or up; past the end it stays."""
        _step(self, rows)

    def go_to_first(self) -> None:
        """Make the first choice current."""
        _go_to_first(self)

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        # To a table, Home and End are the ends of a row.
        if event.key() == QtCore.Qt.Key.Key_Home:
            self.go_to_first()
        elif event.key() == QtCore.Qt.Key.Key_End:
            self.step(max(self.model().rowCount() - 1 - self.currentIndex().row(), 0))
        elif event.key() in _MOTIONS:
            super().keyPressEvent(event)
        else:
            event.ignore()


def _dress(view: QtWidgets.QAbstractItemView, name: str) -> None:
    view.setAccessibleName(name)
    view.setProperty("kind", "rows")
    view.viewport().setAutoFillBackground(False)
    view.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
    view.setMouseTracking(True)
    view.setVerticalScrollMode(view.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setEditTriggers(view.EditTrigger.NoEditTriggers)


def _step(view: QtWidgets.QAbstractItemView, rows: int) -> None:
    model = view.model()
    count = model.rowCount()
    wanted = view.currentIndex().row() + rows
    while 0 <= wanted < count:
        index = model.index(wanted, 0)
        if index.flags() & QtCore.Qt.ItemFlag.ItemIsSelectable:
            view.setCurrentIndex(index)
            return
        wanted += 1 if rows > 0 else -1


def _go_to_first(view: QtWidgets.QAbstractItemView) -> None:
    view.scrollToTop()
    view.setCurrentIndex(QtCore.QModelIndex())
    _step(view, 1)
