"""A drag that rests over the sidebar opens folded topics, and scrolls at the edges."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.panels.sidebar.panel import SidebarPanel

_REST_MS = 600
_SCROLL_MS = 90


class DragRest(QtCore.QObject):
    """Watches every drag over the window, whosever it is, and takes none."""

    def __init__(self, window: QtWidgets.QWidget, sidebar: SidebarPanel) -> None:
        super().__init__(window)
        self._window = window
        self._sidebar = sidebar
        self._place = QtCore.QPoint()
        self._resting = QtCore.QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(_REST_MS)
        self._resting.timeout.connect(self._on_rested)
        self._scrolling = QtCore.QTimer(self)
        self._scrolling.setInterval(_SCROLL_MS)
        self._scrolling.timeout.connect(self._on_scroll)
        window.installEventFilter(self)

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Look at the four events of a drag."""
        kinds = QtCore.QEvent.Type
        if event.type() in (kinds.DragLeave, kinds.Drop):
            self._resting.stop()
            self._scrolling.stop()
        elif isinstance(event, QtGui.QDragMoveEvent):
            self._look_at(event.position().toPoint())
        return False

    def _look_at(self, place: QtCore.QPoint) -> None:
        sidebar = self._sidebar
        if not sidebar.isVisible():
            return
        before = sidebar.row_at(self._place)
        self._place = sidebar.mapFrom(self._window, place)
        row = sidebar.row_at(self._place)
        if row is None:
            self._resting.stop()
        elif before is None or row.query != before.query:
            self._resting.start()
        if sidebar.rect().contains(self._place):
            self._scrolling.start()
        else:
            self._scrolling.stop()

    def _on_rested(self) -> None:
        self._sidebar.open_at(self._place)

    def _on_scroll(self) -> None:
        self._sidebar.scroll_near(self._place)
