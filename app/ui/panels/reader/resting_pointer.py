"""The pointer that rests on a page, as who looks at something does."""

from PySide6 import QtCore, QtGui, QtWidgets

_REST_MS = 450
_SLIP_PX = 4
_Type = QtCore.QEvent.Type


class RestingPointer(QtCore.QObject):
    """Watches a widget: `moved` and `rested` with a point, `pressed` with none."""

    moved = QtCore.Signal(QtCore.QPointF)
    rested = QtCore.Signal(QtCore.QPointF)
    pressed = QtCore.Signal()

    def __init__(self, widget: QtWidgets.QWidget, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self._at = QtCore.QPointF()
        self._rest = QtCore.QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._on_timeout)
        widget.installEventFilter(self)

    def stop(self) -> None:
        """Take what it does now for no rest."""
        self._rest.stop()

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        kind = event.type()
        if kind is _Type.MouseMove and isinstance(event, QtGui.QMouseEvent):
            self._move(event)
        elif kind is _Type.MouseButtonPress:
            self._rest.stop()
            self.pressed.emit()
        elif kind is _Type.Leave:
            self._rest.stop()
        return False

    def _move(self, event: QtGui.QMouseEvent) -> None:
        if event.buttons() != QtCore.Qt.MouseButton.NoButton:
            self._rest.stop()
            return
        at = event.position()
        if (at - self._at).manhattanLength() > _SLIP_PX:
            self._at = at
            self._rest.start()
        self.moved.emit(at)

    def _on_timeout(self) -> None:
        self.rested.emit(self._at)
