"""Night pages: dark paper and soft ink out of a page drawn light on black."""

from PySide6 import QtCore, QtGui

_Mode = QtGui.QPainter.CompositionMode


def paint_night(
    painter: QtGui.QPainter,
    box: QtCore.QRect,
    page: QtGui.QColor,
    ink: QtGui.QColor,
) -> None:
    """Turn black into the colour of the page and white into that of the ink.

    What lies between keeps its hue: each channel is scaled to the room between both.
    """
    span = QtGui.QColor(
        max(0, ink.red() - page.red()),
        max(0, ink.green() - page.green()),
        max(0, ink.blue() - page.blue()),
    )
    painter.setCompositionMode(_Mode.CompositionMode_Multiply)
    painter.fillRect(box, span)
    painter.setCompositionMode(_Mode.CompositionMode_Plus)
    painter.fillRect(box, page)
