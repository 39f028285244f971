"""Selecting text on pages: from points to characters, quads and words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from app.domain.mark import Quad
from app.formats.pages.wide import is_unspaced
from app.pdf.contents import PageText, TextLine
from app.ui.panels.reader.page_flow import PageFlow

CONTEXT_LENGTH = 64
"""How many characters around a quote are kept with a mark."""

_HYPHENS = "-\u00ad\u2010"
_WORD_JOINTS = "'’_-"
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)


@dataclass(frozen=True, slots=True, order=True)
class Caret:
    """A place between two characters; compares in reading order."""

    page_index: int
    line: int
    character: int


@dataclass(frozen=True, slots=True)
class Span:
    """The text between two carets, `start` before `end`."""

    start: Caret
    end: Caret

    @property
    def is_empty(self) -> bool:
        """Say whether nothing lies between."""
        return self.start == self.end

    @property
    def pages(self) -> range:
        """Return the pages it touches."""
        return range(self.start.page_index, self.end.page_index + 1)


@dataclass(frozen=True, slots=True)
class _Region:
    """Lines that follow each other in one column: `first` to `last`, and their box."""

    first: int
    last: int
    box: Quad


class TextMap:
    """Finds characters of one page by place; made once a page."""

    def __init__(self, text: PageText) -> None:
        self.lines = text.lines
        self._regions = _regions(text.lines)

    @cached_property
    def flow(self) -> PageFlow:
        """Return the text as it is read: rows, words, sentences."""
        return PageFlow(self.lines)

    def caret_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Return line and character nearest to a point; None on an empty page."""
        if not self._regions:
            return None
        region = min(self._regions, key=lambda r: _rank(r.box, x, y))
        index = min(
            range(region.first, region.last + 1),
            key=lambda i: _line_rank(self.lines[i], x, y),
        )
        return index, _character_at(self.lines[index], x, y)

    def character_under(self, line: int, x: float, y: float) -> int:
        """Return the character that covers a point of a line."""
        edges = self.lines[line].edges
        at = x if self.lines[line].is_horizontal else y
        for index, (one, other) in enumerate(pairwise(edges)):
            if min(one, other) <= at <= max(one, other):
                return index
        return _character_at(self.lines[line], x, y)

    def is_text_at(self, x: float, y: float) -> bool:
        """Say whether a point lies on a line of text."""
        return any(
            line.left <= x <= line.right and line.top <= y <= line.bottom
            for line in self.lines
        )

    def word_at(self, line: int, character: int) -> tuple[int, int]:
        """Return where the word around a character begins and ends in its line."""
        text = self.lines[line].text
        if not text:
            return 0, 0
        at = min(character, len(text) - 1)
        if not _is_of_word(text[at]):
            if at > 0 and _is_of_word(text[at - 1]):
                at -= 1
            else:
                return at, at + 1
        start = end = at
        while start > 0 and _is_of_word(text[start - 1]):
            start -= 1
        while end < len(text) and _is_of_word(text[end]):
            end += 1
        return start, end

    def pieces(self, page_index: int, span: Span) -> list[tuple[int, int, int]]:
        """Return line, start and end of the characters of a span on this page."""
        first, last = _bounds(page_index, span, self.flow.body)
        found = []
        for index in range(first.line, min(last.line + 1, len(self.lines))):
            length = len(self.lines[index].text)
            start = first.character if index == first.line else 0
            end = last.character if index == last.line else length
            if min(start, length) < min(end, length):
                found.append((index, min(start, length), min(end, length)))
        return found

    def quads(self, page_index: int, span: Span) -> tuple[Quad, ...]:
        """Return one box a line of a span on this page."""
        return tuple(
            self.lines[index].quad(start, end)
            for index, start, end in self.pieces(page_index, span)
        )

    def text(self, page_index: int, span: Span) -> str:
        """Return the words of a span on this page, its lines joined."""
        return join_lines(
            [
                self.lines[index].text[start:end]
                for index, start, end in self.pieces(page_index, span)
            ]
        )

    def around(self, page_index: int, span: Span) -> tuple[str, str]:
        """Return the characters before and after a span on this page."""
        pieces = self.pieces(page_index, span)
        if not pieces:
            return "", ""
        (first, start, _), (last, _, end) = pieces[0], pieces[-1]
        before = [line.text for line in self.lines[:first]]
        after = [line.text for line in self.lines[last + 1 :]]
        prefix = join_lines([*before, self.lines[first].text[:start]])
        suffix = join_lines([self.lines[last].text[end:], *after])
        return prefix[-CONTEXT_LENGTH:], suffix[:CONTEXT_LENGTH]


def span_between(one: Caret, other: Caret) -> Span:
    """Return the span between two carets, whichever comes first."""
    return Span(min(one, other), max(one, other))


def join_lines(lines: Sequence[str]) -> str:
    """Join lines into running text; a word cut by a hyphen becomes whole.

    The hyphen stays where the word had one before ('state-of-the-' + 'art') or where
    the next line does not go on in lower case. Chinese and Japanese have no spaces.
    """
    text = ""
    for line in lines:
        # Each line is trimmed at its end only once its follower is known.
        text = _join(text, line.translate(_LIGATURES))
    return text.replace("\u00ad", "")


def _join(text: str, line: str) -> str:
    body = text.rstrip()
    if not body or not line.strip():
        return body or line
    follower = line.lstrip()
    if is_unspaced(body, follower):
        return body + follower
    if body[-1] not in _HYPHENS or len(body) < 2 or not body[-2].isalpha():
        return f"{body} {follower}"
    word = body[:-1].split()[-1]
    is_compound = any(mark in word for mark in "-\u2010")
    if body[-1] != "\u00ad" and (is_compound or not follower[0].islower()):
        return body + follower
    return body[:-1] + follower


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character in _WORD_JOINTS


def _bounds(page_index: int, span: Span, body: range) -> tuple[Caret, Caret]:
    """Return a span's ends on a page; what runs at the edges of pages is not in it."""
    start, end = span.start, span.end
    if start.page_index < page_index:
        start = Caret(page_index, body.start, 0)
    if end.page_index > page_index:
        end = Caret(page_index, max(body.stop, start.line), 0)
    return start, end


def _regions(lines: Sequence[TextLine]) -> tuple[_Region, ...]:
    found: list[_Region] = []
    for index, line in enumerate(lines):
        box = Quad(line.left, line.top, line.right, line.bottom)
        if found and _goes_on(found[-1].box, lines[index - 1], line):
            last = found[-1]
            found[-1] = _Region(last.first, index, _united(last.box, box))
        else:
            found.append(_Region(index, index, box))
    return tuple(found)


def _goes_on(box: Quad, before: TextLine, line: TextLine) -> bool:
    if line.block == before.block:
        return True
    if (line.top + line.bottom) / 2 < before.top:
        return False
    overlap = min(box.right, line.right) - max(box.left, line.left)
    narrower = min(box.right - box.left, line.right - line.left)
    return overlap > narrower / 2


def _united(one: Quad, other: Quad) -> Quad:
    return Quad(
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )


def _rank(box: Quad, x: float, y: float) -> tuple[float, float]:
    """Order boxes by distance, then the smaller one."""
    across = max(box.left - x, x - box.right, 0.0)
    down = max(box.top - y, y - box.bottom, 0.0)
    area = (box.right - box.left) * (box.bottom - box.top)
    return math.hypot(across, down), area


def _line_rank(line: TextLine, x: float, y: float) -> tuple[float, float]:
    """Order lines of a column: the height decides, then the side."""
    across = max(line.left - x, x - line.right, 0.0)
    down = max(line.top - y, y - line.bottom, 0.0)
    if not line.is_horizontal:
        return across, down
    return down, across


def _character_at(line: TextLine, x: float, y: float) -> int:
    at = x if line.is_horizontal else y
    return min(
        range(len(line.edges)), key=lambda i: (abs(line.edges[i] - at), i), default=0
    )
