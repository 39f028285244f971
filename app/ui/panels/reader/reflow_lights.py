"""Lighting what is marked, and what is searched for, in the text alone."""

from collections.abc import Mapping, Sequence

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.mark import Mark, Quad
from app.formats.pages.flow import Kind, Piece
from app.pdf.finding import Manner, find
from app.ui.appearance.look import Look
from app.ui.panels.reader.night import Tint

_HIT_ALPHA = 0.45


class ReflowLights:
    """Lights parts of a text whose paragraphs are pieces.

    `marks` are those of each page; `needle` is what is searched for, `how` its manner.
    """

    def __init__(self, look: Look) -> None:
        self._look = look
        self.marks: Mapping[int, Sequence[Mark]] = {}
        self.needle = ""
        self.how = Manner()

    def light(
        self,
        text: QtWidgets.QTextEdit,
        pieces: Sequence[Piece],
        tint: Tint,
    ) -> None:
        """Light what is to be seen of the pieces near, and of no others."""
        theme = self._look.theme
        hit = QtGui.QColor(theme.colours.star)
        hit.setAlphaF(_HIT_ALPHA)
        lights: list[QtWidgets.QTextEdit.ExtraSelection] = []
        for number in _near(text, len(pieces)):
            piece = pieces[number]
            for page_index in {spot.page_index for spot in piece.spots}:
                for mark in self.marks.get(page_index, ()):
                    colour = theme.mark(mark.colour)
                    fill = colour.fill_night if tint.is_dark else colour.fill_light
                    lights += self._found(
                        text, number, piece, mark.quote, Manner(), fill
                    )
            lights += self._found(text, number, piece, self.needle, self.how, hit)
        text.setExtraSelections(lights)

    def _found(
        self,
        text: QtWidgets.QTextEdit,
        number: int,
        piece: Piece,
        needle: str,
        how: Manner,
        fill: QtGui.QColor,
    ) -> list[QtWidgets.QTextEdit.ExtraSelection]:
        if not needle.strip() or piece.kind is Kind.FIGURE:
            return []
        block = text.document().findBlockByNumber(number)
        if piece.kind is Kind.DISPLAY:
            is_found = bool(find([piece.text], needle, 0, _offsets, how))
            return [_lit(block, 0, 1, fill)] if is_found else []
        found = []
        for hit in find([piece.text], needle, 0, _offsets, how):
            quad = hit.quads[0]
            found.append(_lit(block, round(quad.left), round(quad.right), fill))
        return found


def _near(text: QtWidgets.QTextEdit, n_pieces: int) -> range:
    """Return the paragraphs that show, and a screen around them."""
    room = text.viewport().rect()
    middle, height = room.center().x(), room.height()
    first = text.cursorForPosition(QtCore.QPoint(middle, -height)).blockNumber()
    last = text.cursorForPosition(QtCore.QPoint(middle, 2 * height)).blockNumber()
    return range(first, min(last + 1, n_pieces))


def _lit(
    block: QtGui.QTextBlock, start: int, end: int, fill: QtGui.QColor
) -> QtWidgets.QTextEdit.ExtraSelection:
    light = QtWidgets.QTextEdit.ExtraSelection()
    cursor = QtGui.QTextCursor(block)
    cursor.setPosition(block.position() + start)
    cursor.setPosition(block.position() + end, QtGui.QTextCursor.MoveMode.KeepAnchor)
    light.cursor = cursor
    light.format.setBackground(fill)
    return light


def _offsets(_line: int, start: int, end: int) -> Quad:
    """Stand for the box of some letters: where they are in their line."""
    return Quad(float(start), 0.0, float(end), 0.0)
