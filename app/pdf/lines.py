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
            n_chars += len(chars)
            if chars and n_chars <= _CHARS_MAX:
                lines.append(_line(line["bbox"], line["dir"], chars, block["number"]))
    return PageText(tuple(lines))


def boxes_of_lines(lines: Sequence[TextLine]) -> _BoxOf:
    """Give a function from (line, start, end) to the box of these characters."""
    return lambda number, start, end: lines[number].quad(start, end)


def boxes_of_rows(rows: Sequence[Any], texts: Sequence[str]) -> _BoxOf:
    """Do the same for lines as MuPDF holds them; only those asked for are read.

    Where such a line has other characters than its text, the box is the whole line's.
    """

    @functools.cache
    def line(number: int) -> TextLine:
        return _from_row(rows[number])

    def box(number: int, start: int, end: int) -> Quad:
        found = line(number)
        if len(found.text) != len(texts[number]):
            return Quad(found.left, found.top, found.right, found.bottom)
        return found.quad(start, end)

    return box


def _from_row(row: Any) -> TextLine:
    """Read a line's places alone, as quick as the binding allows; its text is blank."""
    line = row.m_internal
    is_horizontal = abs(line.dir.x) >= abs(line.dir.y)
    edges = []
    char = line.first_char
    while char:
        edges.append(char.origin.x if is_horizontal else char.origin.y)
        last = char
        char = char.next
    if edges:
        end = last.quad.lr
        edges.append(end.x if is_horizontal else end.y)
    box = line.bbox
    return TextLine(
        left=box.x0,
        top=box.y0,
        right=box.x1,
        bottom=box.y1,
        text=" " * (len(edges) - 1),
        edges=tuple(edges),
        block=0,
        is_horizontal=is_horizontal,
    )


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
