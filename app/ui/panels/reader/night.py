"""Night pages: dark paper and soft ink out of a page drawn light on black."""

from PySide6 import QtGui

_Mode = QtGui.QPainter.CompositionMode


def to_night(image: QtGui.QImage, page: QtGui.QColor, ink: QtGui.QColor) -> None:
    """Turn black into the colour of the page and white into that of the ink, in place.

    What lies between keeps its hue: each channel is scaled to the room between both.
    """
    span = QtGui.QColor(
        max(0, ink.red() - page.red()),
        max(0, ink.green() - page.green()),
        max(0, ink.blue() - page.blue()),
    )
    painter = QtGui.QPainter(image)
    painter.setCompositionMode(_Mode.CompositionMode_Multiply)
    painter.fillRect(image.rect(), span)
    painter.setCompositionMode(_Mode.CompositionMode_Plus)
    painter.fillRect(image.rect(), page)
    painter.end()
