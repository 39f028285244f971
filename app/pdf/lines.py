"""How lines of text and the places of their characters come out of MuPDF's shapes."""

import functools
from collections.abc import Callable, Sequence
from typing import Any

from app.domain.mark import Quad
from app.pdf.contents import PageText, TextLine
from app.pdf.sections import one_line

_CHARS_MAX = 200_000

_Box = tuple[float, float, float, float]
_BoxOf = Callable[[int, int, int], Quad]


def from_raw(blocks: Sequence[dict[str, Any]]) -> PageText:
    """Build a page's text, up to 200,000 characters, from extractRAWDICT's blocks."""
    lines: list[TextLine] = []
    n_chars = 0
    for block in blocks:
        for line in block.get("lines", ()):
            chars = [
                (char["c"], char["bbox"])
                for span in line["spans"]
                for char in span["chars"]
            ]
            chars = chars[: _CHARS_MAX - n_chars]
            n_chars += len(chars)
            if chars:
                lines.append(_line(line["bbox"], line["dir"], chars, block["number"]))
    return PageText(tuple(lines))


def boxes_of_lines(lines: Sequence[TextLine]) -> _BoxOf:
    """Give a function from (line, start, end) to the box of these characters."""
    return lambda number, start, end: lines[number].quad(start, end)


def boxes_of_rows(rows: Sequence[Any]) -> _BoxOf:
    """Do the same for lines as MuPDF holds them; only those asked for are read.

    Where such a line has fewer characters than its text, the box is the whole line's.
    """

    @functools.cache
    def line(number: int) -> _Row:
        return _Row(rows[number])

    def box(number: int, start: int, end: int) -> Quad:
        return line(number).quad(start, end)

    return box


class _Row:
    """A line as MuPDF holds it: a list that is walked once, as far as is asked for.

    Each look at a letter through the binding costs more than all that is done with it.
    """

    def __init__(self, line: Any) -> None:
        box, along = line.bbox, line.dir
        self._box = Quad(box.x0, box.y0, box.x1, box.y1)
        self._is_horizontal = abs(along.x) >= abs(along.y)
        self._chars: list[Any] = []
        self._line = line

    def quad(self, start: int, end: int) -> Quad:
        self._walk(end + 1)
        if end > len(self._chars):
            return self._box
        low, high = sorted((self._edge(start), self._edge(end)))
        if self._is_horizontal:
            return Quad(low, self._box.top, high, self._box.bottom)
        return Quad(self._box.left, low, self._box.right, high)

    def _edge(self, number: int) -> float:
        """Return where a letter begins; the one past the last, where that ends."""
        is_past = number >= len(self._chars)
        point = self._line.last_char.quad.lr if is_past else self._chars[number].origin
        edge: float = point.x if self._is_horizontal else point.y
        return edge

    def _walk(self, n_chars: int) -> None:
        chars = self._chars
        char = chars[-1].next if chars else self._line.first_char
        n_missing = n_chars - len(chars)
        while n_missing > 0 and char:
            chars.append(char)
            char = char.next
            n_missing -= 1


def _line(
    box: _Box, along: tuple[float, float], chars: list[tuple[str, _Box]], block: int
) -> TextLine:
    is_horizontal = abs(along[0]) >= abs(along[1])
    low = 0 if is_horizontal else 1
    is_forward = along[low] >= 0
    near, far = (low, low + 2) if is_forward else (low + 2, low)
    return TextLine(
        left=box[0],
        top=box[1],
        right=box[2],
        bottom=box[3],
        text="".join(one_line(char)[:1] or " " for char, _ in chars),
        edges=(*(place[near] for _, place in chars), chars[-1][1][far]),
        block=block,
        is_horizontal=is_horizontal,
    )
