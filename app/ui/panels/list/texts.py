"""Texts laid out once and painted often: a bounded cache of static text."""

from collections import OrderedDict
from dataclasses import dataclass

from PySide6 import QtCore, QtGui

N_KEPT = 600


@dataclass(frozen=True, slots=True)
class LaidText:
    """A text cut to its room, and whole; `width_px` is how much room it takes."""

    text: str
    whole: str
    static: QtGui.QStaticText
    width_px: int


class Texts:
    """Cuts texts to a width and lays them out, for one theme."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str, int], LaidText] = OrderedDict()
        self._metrics: dict[str, QtGui.QFontMetrics] = {}
        self._fonts: dict[str, QtGui.QFont] = {}

    def clear(self) -> None:
        """Forget everything: the theme changed."""
        self._kept.clear()
        self._metrics.clear()
        self._fonts.clear()

    def add_font(self, name: str, font: QtGui.QFont) -> None:
        """Name a font that texts are laid out in."""
        self._fonts[name] = font
        self._metrics[name] = QtGui.QFontMetrics(font)

    def font(self, name: str) -> QtGui.QFont:
        """Return the font of a name."""
        return self._fonts[name]

    def metrics(self, name: str) -> QtGui.QFontMetrics:
        """Return the metrics of a named font."""
        return self._metrics[name]

    def lay(self, text: str, font: str, width_px: int) -> LaidText:
        """Return a text cut to a width, from the cache when it was asked before."""
        key = (text, font, width_px)
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        metrics = self._metrics[font]
        right = QtCore.Qt.TextElideMode.ElideRight
        shown = metrics.elidedText(text, right, width_px)
        static = QtGui.QStaticText(shown)
        static.setTextFormat(QtCore.Qt.TextFormat.PlainText)
        static.prepare(font=self._fonts[font])
        made = LaidText(shown, text, static, metrics.horizontalAdvance(shown))
        self._kept[key] = made
        if len(self._kept) > N_KEPT:
            self._kept.popitem(last=False)
        return made
