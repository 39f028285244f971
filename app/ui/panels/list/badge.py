"""A badge behind a title: a few words in an outline."""

from PySide6 import QtCore, QtGui

from app.ui.appearance.look import Look

_SIDE, _TALL = 7, 18


def badge_width(look: Look, metrics: QtGui.QFontMetrics, words: str) -> int:
    """Return how wide a badge is, in device-independent pixels."""
    return metrics.horizontalAdvance(words) + 1 + 2 * look.theme.px(_SIDE)


def paint_badge(
    painter: QtGui.QPainter,
    look: Look,
    font: QtGui.QFont,
    box: QtCore.QRect,
    words: str,
) -> None:
    """Paint a badge into the middle of the height of `box`."""
    c, px = look.theme.colours, look.theme.px
    tall = px(_TALL)
    top = box.top() + (box.height() - tall) / 2
    frame = QtCore.QRectF(box.left() + 0.5, top + 0.5, box.width() - 1, tall - 1)
    painter.save()
    painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
    painter.setPen(QtGui.QPen(c.edge, 1))
    painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(frame, tall / 2, tall / 2)
    painter.setFont(font)
    painter.setPen(c.text2)
    painter.drawText(box, QtCore.Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()
