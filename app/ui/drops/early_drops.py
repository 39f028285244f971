"""Things dropped while the window is not yet whole: kept, and dropped once it is."""

from typing import NamedTuple

from PySide6 import QtCore, QtGui, QtWidgets

_COPY = QtCore.Qt.DropAction.CopyAction
_BUTTON = QtCore.Qt.MouseButton.LeftButton
_KEYS = QtCore.Qt.KeyboardModifier.NoModifier


class _Drag(NamedTuple):
    """What a drag brings, copied: Qt's own is gone after the event; and to where."""

    mime: QtCore.QMimeData
    place: QtCore.QPointF


class EarlyDrops(QtCore.QObject):
    """Takes each drag over a window until `release` lets others take them, in order.

    What is still dragged then enters the window anew, for them to see.
    """

    def __init__(self, window: QtWidgets.QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._dragged: _Drag | None = None
        self._held: list[_Drag] = []
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def release(self) -> None:
        """Drop what was held, each where it was let go, and hold no more."""
        self._window.removeEventFilter(self)
        for drag in self._held:
            self._enter(drag)
            drop = QtGui.QDropEvent(drag.place, _COPY, drag.mime, _BUTTON, _KEYS)
            QtCore.QCoreApplication.sendEvent(self._window, drop)
        if self._dragged is not None:
            self._enter(self._dragged)
        self._held.clear()
        self._dragged = None

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Take what comes from elsewhere; always a copy, as a move deletes a file."""
        if isinstance(event, QtGui.QDragLeaveEvent):
            self._dragged = None
            return True
        if not isinstance(event, QtGui.QDropEvent):
            return False
        if isinstance(event, QtGui.QDragEnterEvent) and event.source() is None:
            self._dragged = _Drag(_copy(event.mimeData()), event.position())
        if self._dragged is None:
            event.ignore()
            return True
        self._dragged = self._dragged._replace(place=event.position())
        event.setDropAction(_COPY)
        event.accept()
        if event.type() is QtCore.QEvent.Type.Drop:
            self._held.append(self._dragged)
            self._dragged = None
        return True

    def _enter(self, drag: _Drag) -> None:
        place = drag.place.toPoint()
        enter = QtGui.QDragEnterEvent(place, _COPY, drag.mime, _BUTTON, _KEYS)
        QtCore.QCoreApplication.sendEvent(self._window, enter)


def _copy(mime: QtCore.QMimeData) -> QtCore.QMimeData:
    copy = QtCore.QMimeData()
    for kind in mime.formats():
        copy.setData(kind, mime.data(kind))
    if mime.hasImage():
        copy.setImageData(mime.imageData())
    return copy
