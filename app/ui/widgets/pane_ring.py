"""The ring round a pane that has the keys and no row to show them on."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look
from app.ui.widgets.focus_ring import paint_ring


class PaneRing(QtWidgets.QWidget):
    """Lies over its pane while that, or a text in it, got the keys by a key.

    Buttons in the pane draw a ring of their own.
    """

    def __init__(self, look: Look, pane: QtWidgets.QWidget) -> None:
        super().__init__(pane)
        self._look = look
        self._pane = pane
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        self.hide()
        pane.installEventFilter(self)
        application = QtWidgets.QApplication.instance()
        assert isinstance(application, QtWidgets.QApplication)
        application.focusChanged.connect(self._on_focus_changed)
        look.changed.connect(self._on_look_changed)

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Follow the size of the pane."""
        if event.type() == QtCore.QEvent.Type.Resize:
            self.setGeometry(self._pane.rect())
        return False

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme = self._look.theme
        inside = self.rect().adjusted(2, 1, -1, -1)
        paint_ring(QtGui.QPainter(self), theme, inside, theme.px(1))

    def _on_focus_changed(
        self, _before: QtWidgets.QWidget | None, now: QtWidgets.QWidget | None
    ) -> None:
        is_in = now is not None and (now is self._pane or self._pane.isAncestorOf(now))
        is_click = bool(QtWidgets.QApplication.mouseButtons())
        is_button = isinstance(now, QtWidgets.QAbstractButton)
        is_shown = is_in and not is_button and not is_click
        if is_shown:
            self.setGeometry(self._pane.rect())
            self.raise_()
        self.setVisible(is_shown)

    def _on_look_changed(self) -> None:
        self.update()
