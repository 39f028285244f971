"""The soft shadow under what floats, painted by whoever lies behind it."""

from PySide6 import QtCore, QtGui

from app.ui.appearance.theme import Scheme, Theme

_REACH = 28
_DOWN = 6
_EDGE = {Scheme.LIGHT: 0.24, Scheme.DARK: 0.37}
_STEPS = 14


def paint_shadow(
    painter: QtGui.QPainter, theme: Theme, box: QtCore.QRect, radius_px: int
) -> None:
    """Paint the shadow of a rounded box; `radius_px` is a length of the design grid.

    Rings laid over each other, each a little larger, so that it fades outwards.
    """
    reach, radius = theme.px(_REACH), theme.px(radius_px)
    frame = QtCore.QRectF(box).translated(0, theme.px(_DOWN))
    painter.save()
    painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
    painter.setPen(QtCore.Qt.PenStyle.NoPen)
    colour = QtGui.QColor("black")
    for step in range(_STEPS, 0, -1):
        part = step / _STEPS
        grow = reach * part
        colour.setAlphaF(2 * _EDGE[theme.scheme] * (1 - part) / _STEPS)
        painter.setBrush(colour)
        ring = frame.adjusted(-grow, -grow, grow, grow)
        painter.drawRoundedRect(ring, radius + grow, radius + grow)
    painter.restore()
