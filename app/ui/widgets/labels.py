"""Labels that take what they show as plain text and know their part."""

import re

from PySide6 import QtCore, QtGui, QtWidgets

_WEIGHT = QtGui.QFont.Tag("wght")
_LONGEST_WORD, _PIECE = 28, 8
_BREAK = "\u200b"
"""What has no width, and lets a line end."""

_LONG = re.compile(rf"\S{{{_LONGEST_WORD},}}")
_PIECES = re.compile(rf".{{{_PIECE}}}(?=.)")


class PlainLabel(QtWidgets.QLabel):
    """A label of plain text whose weight comes from the style sheet.

    The style sheet sets a font's weight but not the axis of a variable font.
    """

    def __init__(self, text: str, parent: QtWidgets.QWidget) -> None:
        super().__init__(text, parent)
        self.setTextFormat(QtCore.Qt.TextFormat.PlainText)

    def changeEvent(self, event: QtCore.QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QtCore.QEvent.Type.FontChange:
            font = self.font()
            if font.variableAxisValue(_WEIGHT) != font.weight():
                font.setVariableAxis(_WEIGHT, font.weight())
                self.setFont(font)


def label(
    parent: QtWidgets.QWidget, text: str = "", *, kind: str = "", wraps: bool = False
) -> QtWidgets.QLabel:
    """Return a plain-text label; `kind` is its part in the style sheet."""
    made = PlainLabel(text, parent)
    made.setWordWrap(wraps)
    if kind:
        made.setProperty("kind", kind)
    return made


def breakable(text: str) -> str:
    """Return a text in which lines may end inside words that no line has room for."""
    return _LONG.sub(lambda word: _PIECES.sub(rf"\g<0>{_BREAK}", word[0]), text)


def hairline(parent: QtWidgets.QWidget) -> QtWidgets.QFrame:
    """Return a line one pixel high, as wide as its place."""
    line = QtWidgets.QFrame(parent)
    line.setProperty("kind", "hair")
    line.setFixedHeight(1)
    return line
