"""The list of places and topics in the sidebar."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.query import Query
from app.ui.appearance.look import Look
from app.ui.models.place_list import PlaceList, RowKind, SidebarRow
from app.ui.panels.sidebar.delegate import SidebarDelegate
from app.ui.widgets.viewport import give_viewport


class PlacesView(QtWidgets.QListView):
    """Shows rows of places; a click chooses one, a click on its triangle folds it.

    `topic_dragged` tells the row of a topic that the mouse takes elsewhere,
    `topic_combined` the path of one that was clicked with Ctrl.
    """

    row_chosen = QtCore.Signal(int)
    resized = QtCore.Signal()
    menu_requested = QtCore.Signal(QtCore.QPoint, object)
    topic_dragged = QtCore.Signal(object)
    topic_combined = QtCore.Signal(str)

    def __init__(self, look: Look, model: PlaceList, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        give_viewport(self)
        self.places = model
        self.painter_delegate = SidebarDelegate(look, self)
        self._pressed: tuple[QtCore.QPoint, SidebarRow] | None = None
        self.setModel(model)
        self.setItemDelegate(self.painter_delegate)
        self.setProperty("kind", "sidebar")
        self.setMouseTracking(True)
        self.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        self.setSelectionMode(QtWidgets.QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QtWidgets.QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(
            QtWidgets.QAbstractItemView.ScrollMode.ScrollPerPixel
        )
        self.setContextMenuPolicy(QtCore.Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_requested)
        look.changed.connect(self._on_look_changed)

    def row_at(self, point: QtCore.QPoint) -> int:
        """Return the row under a point of the viewport, -1 for none."""
        return self.indexAt(point).row()

    def is_on_upper_edge(self, point: QtCore.QPoint) -> bool:
        """Say whether a point of the viewport is in the upper quarter of a row."""
        rect = self.visualRect(self.indexAt(point))
        return rect.isValid() and point.y() - rect.top() < rect.height() // 4

    def n_high(self) -> int:
        """Return the height of all rows in device-independent pixels."""
        rows = range(self.places.rowCount())
        return sum(self.sizeHintForRow(row) for row in rows)

    def mark(self, query: Query | None) -> int:
        """Mark the row of a query as shown; return it, -1 when it is not here."""
        row = -1 if query is None else self.places.find(query)
        self.painter_delegate.marked_row = row
        self.viewport().update()
        return row

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        row = self.places.row(index.row())
        self._pressed = None
        if event.button() is not QtCore.Qt.MouseButton.LeftButton or row is None:
            return
        if not index.flags() & QtCore.Qt.ItemFlag.ItemIsEnabled:
            return
        if self._is_on_fold(row, index, point):
            self.fold(index.row())
            return
        with_ctrl = event.modifiers() & QtCore.Qt.KeyboardModifier.ControlModifier
        if with_ctrl and row.kind is RowKind.TOPIC:
            self.topic_combined.emit(row.path)
            return
        self._pressed = (point, row) if row.kind is RowKind.TOPIC else None
        self.setCurrentIndex(index)
        self.row_chosen.emit(index.row())

    def fold(self, row: int) -> None:
        """Fold a topic, or open it."""
        shown = self.places.row(row)
        if shown and shown.query and shown.query.topic and shown.is_open is not None:
            self.places.fold(shown.query.topic)
            self.setCurrentIndex(self.places.index(self.places.find(shown.query)))

    def mouseDoubleClickEvent(self, event: QtGui.QMouseEvent) -> None:
        self.fold(self.row_at(event.position().toPoint()))

    def mouseMoveEvent(self, event: QtGui.QMouseEvent) -> None:
        point = event.position().toPoint()
        if event.buttons() == QtCore.Qt.MouseButton.NoButton:
            self._hover(self.row_at(point))
        elif self._pressed is not None:
            start, row = self._pressed
            far = QtWidgets.QApplication.startDragDistance()
            if (point - start).manhattanLength() >= far:
                self._pressed = None
                self.topic_dragged.emit(row)

    def viewportEvent(self, event: QtCore.QEvent) -> bool:
        if event.type() == QtCore.QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def hideEvent(self, event: QtGui.QHideEvent) -> None:
        super().hideEvent(event)
        self._hover(-1)

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        event.ignore()

    def focusInEvent(self, event: QtGui.QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QtGui.QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _hover(self, row: int) -> None:
        if row != self.painter_delegate.hovered_row:
            self.painter_delegate.hovered_row = row
            self.viewport().update()

    def _is_on_fold(
        self, row: SidebarRow, index: QtCore.QModelIndex, point: QtCore.QPoint
    ) -> bool:
        if row.kind is not RowKind.TOPIC or row.is_open is None:
            return False
        rect = self.visualRect(index)
        return self.painter_delegate.fold_rect(rect, row).contains(point)

    def _on_menu_requested(self, point: QtCore.QPoint) -> None:
        row = self.places.row(self.row_at(point))
        if row is not None and row.query is not None:
            self.menu_requested.emit(self.viewport().mapToGlobal(point), row.query)

    def _on_look_changed(self) -> None:
        self.scheduleDelayedItemsLayout()
