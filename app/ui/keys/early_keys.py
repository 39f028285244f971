"""Keys pressed while the window is not yet whole: kept, and obeyed once it is."""

from PySide6 import QtCore, QtGui, QtWidgets

_KEY_EVENTS = (QtCore.QEvent.Type.KeyPress, QtCore.QEvent.Type.ShortcutOverride)


class EarlyKeys(QtCore.QObject):
    """Holds every key press of a window until `release` presses them all in order.

    The keys are taken where the system gives them to the window, which is shown
    already: to look at each event of the application would hold up its first picture.
    """

    def __init__(self, window: QtWidgets.QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._held: list[QtGui.QKeyEvent] = []
        handle = window.windowHandle()
        assert handle is not None, "the window is not shown"
        handle.installEventFilter(self)
        self._handle = handle

    def release(self) -> None:
        """Press what was held, each where the keys go then, and hold no more."""
        self._handle.removeEventFilter(self)
        for event in self._held:
            target = QtWidgets.QApplication.focusWidget() or self._window
            QtCore.QCoreApplication.sendEvent(target, event)
        self._held.clear()

    def forget(self) -> None:
        """Hold no more, and press nothing: a question came between."""
        self._held.clear()
        self.release()

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Take the keys of the window; leave every other event alone."""
        kind = event.type()
        if kind not in _KEY_EVENTS or not isinstance(event, QtGui.QKeyEvent):
            return False
        if kind is QtCore.QEvent.Type.ShortcutOverride:
            event.accept()
        else:
            self._held.append(event.clone())
        return True
