"""Lighting what is marked, and what is searched for, in the text alone."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6 import QtGui, QtWidgets

from app.domain.mark import Mark, Quad
from app.formats.pages.flow import Kind, Piece
from app.pdf.finding import Manner, find
from app.ui.look import Look
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
        numbers: Iterable[int],
        tint: Tint,
    ) -> None:
        """Light what is to be seen of the pieces with these numbers, and no others."""
        theme = self._look.theme
        hit = QtGui.QColor(theme.colours.star)
        hit.setAlphaF(_HIT_ALPHA)
        lights: list[QtWidgets.QTextEdit.ExtraSelection] = []
        for number in numbers:
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
        found = []
        for hit in find([piece.text], needle, 0, _offsets, how):
            light = QtWidgets.QTextEdit.ExtraSelection()
            cursor = QtGui.QTextCursor(block)
            cursor.setPosition(block.position() + round(hit.quads[0].left))
            end = block.position() + round(hit.quads[0].right)
            cursor.setPosition(end, QtGui.QTextCursor.MoveMode.KeepAnchor)
            light.cursor = cursor
            light.format.setBackground(fill)
            found.append(light)
        return found


def _offsets(_line: int, start: int, end: int) -> Quad:
    """Stand for the box of some letters: where they are in their line."""
    return Quad(float(start), 0.0, float(end), 0.0)
