"""The ring that shows where the keyboard's focus is."""

from PySide6 import QtCore, QtGui

from app.ui.appearance.theme import Theme

RING = 3
"""How far a control is inset from its widget, so that the ring has room."""

_WIDTH = 2


def inset(theme: Theme, rect: QtCore.QRect) -> QtCore.QRectF:
    """Return where a control paints itself inside its widget."""
    room = theme.px(RING)
    return QtCore.QRectF(rect).adjusted(room, room, -room, -room)


def paint_ring(
    painter: QtGui.QPainter, theme: Theme, rect: QtCore.QRect, radius_px: float
) -> None:
    """Paint the ring along the edge of the widget's `rect`."""
    half = _WIDTH / 2
    painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
    painter.setPen(QtGui.QPen(theme.colours.accent, _WIDTH))
    painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
    outline = QtCore.QRectF(rect).adjusted(half, half, -half, -half)
    painter.drawRoundedRect(outline, radius_px + RING, radius_px + RING)
