"""Pills: a word about a paper in an outline."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look

_HEIGHT, _PADDING = 22, 9
_STEP, _WEIGHT = 0.92, 600


class Pill(QtWidgets.QWidget):
    """One outlined word; '' hides it."""

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._text, self._role = "", "text2"
        policy = QtWidgets.QSizePolicy.Policy
        self.setSizePolicy(policy.Fixed, policy.Fixed)
        self.hide()

    def text(self) -> str:
        """Return the word."""
        return self._text

    def set_text(self, text: str, role: str = "text2") -> None:
        """Show a word in the colour of a role of the theme."""
        self._text, self._role = text, role
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QtCore.QSize:
        theme = self._look.theme
        metrics = QtGui.QFontMetrics(theme.ui_font(_STEP, _WEIGHT))
        width = metrics.horizontalAdvance(self._text) + 2 * theme.px(_PADDING)
        return QtCore.QSize(width, theme.px(_HEIGHT))

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme = self._look.theme
        colour: QtGui.QColor = getattr(theme.colours, self._role)
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        box = QtCore.QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        painter.setPen(QtGui.QPen(colour, 1.25))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setFont(theme.ui_font(_STEP, _WEIGHT))
        painter.drawText(box, QtCore.Qt.AlignmentFlag.AlignCenter, self._text)
