"""The veil between the panes and a sidebar that lies over them."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look
from app.ui.widgets.shadow import paint_shadow

_DIMMED = 0.15


class Veil(QtWidgets.QWidget):
    """Dims what lies under it, and tells of a press there.

    `edge_px` is how far the sidebar reaches over it.
    """

    pressed = QtCore.Signal()

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._edge_px = 0
        self.hide()

    def lie_over(self, rect: QtCore.QRect, edge_px: int) -> None:
        """Cover a part of the window, with the shadow of a pane of that width."""
        self._edge_px = edge_px
        self.setGeometry(rect)
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme = self._look.theme
        painter = QtGui.QPainter(self)
        colour = QtGui.QColor(theme.colours.scrim)
        colour.setAlphaF(_DIMMED)
        painter.fillRect(self.rect(), colour)
        pane = QtCore.QRect(0, 0, self._edge_px, self.height())
        paint_shadow(painter, theme, pane, 0)

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        self.pressed.emit()
