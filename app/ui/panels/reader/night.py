"""The colours of pages: dark paper and soft ink, sepia, grey, or one's own."""

from dataclasses import dataclass

from PySide6 import QtCore, QtGui

_Mode = QtGui.QPainter.CompositionMode


@dataclass(frozen=True, slots=True)
class Tint:
    """The colours that paper and ink of a page get.

    `keeps_figures` says that what is drawn in a figure stays light on a dark page, as
    photographs do anyway.
    """

    page: QtGui.QColor
    ink: QtGui.QColor
    keeps_figures: bool = False

    @property
    def is_dark(self) -> bool:
        """Say whether the ink is lighter than the paper."""
        return _light(self.ink) > _light(self.page)

    @property
    def words(self) -> str:
        """Return the colours as one text, to tell pictures apart."""
        kept = " with figures" if self.keeps_figures else ""
        return f"{self.ink.name()} on {self.page.name()}{kept}"

    @property
    def is_plain(self) -> bool:
        """Say whether pages stay as they are printed."""
        white = self.page == QtGui.QColor(QtCore.Qt.GlobalColor.white)
        return white and self.ink == QtGui.QColor(QtCore.Qt.GlobalColor.black)


def white_pages() -> Tint:
    """Return the colours of pages as they are printed."""
    return Tint(
        QtGui.QColor(QtCore.Qt.GlobalColor.white),
        QtGui.QColor(QtCore.Qt.GlobalColor.black),
    )


def paint_tint(painter: QtGui.QPainter, box: QtCore.QRect, tint: Tint) -> None:
    """Colour a page drawn dark on white, or for a dark tint light on black.

    What lies between paper and ink keeps its hue: each channel is scaled to the room
    between both.
    """
    if tint.is_plain:
        return
    low, high = (tint.page, tint.ink) if tint.is_dark else (tint.ink, tint.page)
    span = QtGui.QColor(
        max(0, high.red() - low.red()),
        max(0, high.green() - low.green()),
        max(0, high.blue() - low.blue()),
    )
    painter.setCompositionMode(_Mode.CompositionMode_Multiply)
    painter.fillRect(box, span)
    painter.setCompositionMode(_Mode.CompositionMode_Plus)
    painter.fillRect(box, low)


def _light(colour: QtGui.QColor) -> float:
    return 0.299 * colour.redF() + 0.587 * colour.greenF() + 0.114 * colour.blueF()
