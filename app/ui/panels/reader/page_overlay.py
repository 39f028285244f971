"""What is painted over the pages and moves with keys: caret, ruler, labels."""

from collections.abc import Callable

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look
from app.ui.panels.reader.page_view import PageView

_MIDDLE_VALUE = 150
_STEP = 190
"""How much the accent is changed on pages unlike the window, in per cent."""

Paint = Callable[[QtGui.QPainter], None]


class PageOverlay(QtWidgets.QWidget):
    """A layer over the pages that the mouse goes through.

    It is there only while something is painted on it.
    """

    def __init__(self, look: Look, view: PageView) -> None:
        super().__init__(view.viewport())
        self._look = look
        self._view = view
        self._paints: list[Paint] = []
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        view.viewport().installEventFilter(self)
        self.setGeometry(view.viewport().rect())
        self.lower()
        self.hide()

    @property
    def accent(self) -> QtGui.QColor:
        """Return the accent as it stands out from the pages, whatever the window is."""
        accent = self._look.theme.colours.accent
        is_light = accent.value() > _MIDDLE_VALUE
        if is_light is self._view.has_dark_pages:
            return accent
        return accent.darker(_STEP) if is_light else accent.lighter(_STEP)

    def show_paint(self, paint: Paint, *, is_shown: bool) -> None:
        """Let something be painted, later ones over it, or no longer."""
        if is_shown and paint not in self._paints:
            self._paints.append(paint)
        elif not is_shown and paint in self._paints:
            self._paints.remove(paint)
        self.setVisible(bool(self._paints))
        self.update()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        for paint in self._paints:
            painter.save()
            paint(painter)
            painter.restore()

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        if isinstance(event, QtGui.QResizeEvent):
            self.setGeometry(QtCore.QRect(QtCore.QPoint(), event.size()))
        return False
