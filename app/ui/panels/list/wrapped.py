"""Texts broken into a few lines, kept for the next painting."""

from collections import OrderedDict
from dataclasses import dataclass

from PySide6 import QtCore, QtGui

_N_KEPT = 300
_PER_LINE = 400
"""More letters than these fit into no line of a card."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text; `start` is where in the text it begins."""

    text: str
    start: int


class WrappedTexts:
    """Breaks texts between words; what does not fit ends in an ellipsis."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str, int, int], tuple[Line, ...]] = (
            OrderedDict()
        )

    def clear(self) -> None:
        """Forget everything: the fonts changed."""
        self._kept.clear()

    def lines(
        self, text: str, font: QtGui.QFont, width_px: int, most: int
    ) -> tuple[Line, ...]:
        """Return at most `most` lines of a text, each no wider than `width_px`."""
        shown = text[: most * _PER_LINE]
        key = (shown, font.key(), width_px, most)
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        made = _broken(shown, font, width_px, most)
        self._kept[key] = made
        if len(self._kept) > _N_KEPT:
            self._kept.popitem(last=False)
        return made


def _broken(text: str, font: QtGui.QFont, width_px: int, most: int) -> tuple[Line, ...]:
    layout = QtGui.QTextLayout(text, font)
    option = QtGui.QTextOption()
    option.setWrapMode(QtGui.QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines: list[Line] = []
    layout.beginLayout()
    while len(lines) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width_px)
        start, end = line.textStart(), line.textStart() + line.textLength()
        is_last = len(lines) + 1 == most
        shown = text[start:] if is_last else text[start:end].rstrip()
        lines.append(Line(shown, start))
    layout.endLayout()
    if len(lines) == most:
        right = QtCore.Qt.TextElideMode.ElideRight
        metrics = QtGui.QFontMetrics(font)
        shown = metrics.elidedText(lines[-1].text, right, width_px)
        lines[-1] = Line(shown, lines[-1].start)
    return tuple(lines)
