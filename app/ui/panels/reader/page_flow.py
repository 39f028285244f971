"""The text of a page as it is read: its rows and columns, words and sentences."""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from app.domain.mark import Quad
from app.formats.pages.sentences import sentence_starts
from app.formats.pages.wide import may_go_on
from app.pdf.contents import TextLine
from app.pdf.page_ends import NEAR_PAGES, PageEdges, edges_of, running_lines

_HYPHENS = "-\u00ad\u2010"
_WIDE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(
    rf"[{_WIDE}]|[^\W{_WIDE}](?:[^\W{_WIDE}]|['\u2019\-\u00ad\u2010])*(?<=\w)"
)
_ENDS = re.compile(r"[.!?:\u2026\u3002][\"'\u2019\u201d)\]]*\s*\Z")
_STOP = re.compile(r"[.!?\u2026\u3002\uff01\uff1f][\"'\u2019\u201d)\]]*\s*\Z")
_ROW_GAP = 2.0
_INDENT = 0.8
_LONG_ROW = 20
_WHOLE_SHARE = 0.4
_RAGGED = 1.5
_MIDDLE_SLACK = 0.02

Stop = tuple[int, int]
"""A line and a place between two of its characters."""


class Unit(Enum):
    """What a caret moves by."""

    CHARACTER = 1
    WORD = 2
    WORD_END = 3
    SENTENCE = 4
    PARAGRAPH = 5
    LINE = 6


@dataclass(frozen=True, slots=True)
class Row:
    """Lines that stand beside each other, `first` to `last`, as one reads across."""

    first: int
    last: int
    box: Quad


class PageFlow:
    """Finds rows, words, sentences and paragraphs of a page, in reading order.

    Lines that run down the side of a page of level text are passed over.
    """

    def __init__(self, lines: Sequence[TextLine]) -> None:
        self.lines = lines
        n_level = sum(len(line.text) for line in lines if line.is_horizontal)
        n_all = sum(len(line.text) for line in lines)
        self._is_level = 2 * n_level >= n_all
        self.body = range(len(lines))
        """The lines without those that run at the edges of all pages."""

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Return the lines that are read, in their order; blank ones are left out."""
        return tuple(
            index
            for index, line in enumerate(self.lines)
            if line.is_horizontal is self._is_level and line.text.strip()
        )

    @cached_property
    def edges(self) -> PageEdges:
        """Return the first and the last lines that are read."""
        return edges_of([self.lines[index].text for index in self.order])

    def leave_out(self, n_tops: int, n_feet: int) -> None:
        """Take so many lines at either edge for those that run on all pages."""
        kept = self.order[n_tops : len(self.order) - n_feet]
        self.body = range(kept[0], kept[-1] + 1) if kept else range(len(self.lines))

    @property
    def body_start(self) -> Stop | None:
        """Return where the page's own text begins; None where it has none."""
        first = next((index for index in self.order if index in self.body), None)
        return None if first is None else (first, 0)

    @property
    def body_end(self) -> Stop | None:
        """Return where the page's own text ends; None where it has none."""
        last = next((i for i in reversed(self.order) if i in self.body), None)
        return None if last is None else (last, self._end_of(last))

    def goes_on_from(self, before: "PageFlow") -> bool:
        """Say whether the text begins within a sentence of the page before."""
        begin, end = self.body_start, before.body_end
        if begin is None or end is None:
            return False
        follower = self.lines[begin[0]].text.lstrip()
        last = before.lines[end[0]].text
        is_wide = before.is_full(end[0]) and may_go_on(last, follower)
        may_follow = is_wide or follower[:1].islower()
        return may_follow and _STOP.search(last) is None

    def is_full(self, index: int) -> bool:
        """Say whether a line reaches the edge of the lines that begin where it does."""
        line = self.lines[index]
        high = line.bottom - line.top
        ends = [
            other.right
            for other in self.lines[self.body.start : self.body.stop]
            if other.is_horizontal and abs(other.left - line.left) < high
        ]
        edge = max(ends, default=0.0) - _RAGGED * high
        return line.is_horizontal and line.right > edge

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows."""
        rows: list[Row] = []
        for index in self.order:
            line = self.lines[index]
            box = Quad(line.left, line.top, line.right, line.bottom)
            if rows and self._is_level and _is_beside(rows[-1].box, box):
                last = rows[-1]
                rows[-1] = Row(last.first, index, _united(last.box, box))
            else:
                rows.append(Row(index, index, box))
        return tuple(rows)

    @cached_property
    def columns(self) -> tuple[Quad, ...]:
        """Return the boxes of the columns, and of what runs across, as one reads."""
        if not self.rows:
            return ()
        whole = self.rows[0].box
        for row in self.rows:
            whole = _united(whole, row.box)
        sides = [_side(row.box, whole) for row in self.rows]
        lengths = [
            (side, row.box.right - row.box.left)
            for side, row in zip(sides, self.rows, strict=True)
            if self._length(row) >= _LONG_ROW
        ]
        across = sum(length for side, length in lengths if not side)
        beside = sum(length for side, length in lengths if side)
        if not beside or across > _WHOLE_SHARE * (across + 2 * beside):
            return (whole,)
        columns: list[Quad] = []
        before: int | None = None
        for side, row in zip(sides, self.rows, strict=True):
            if side == before:
                columns[-1] = _united(columns[-1], row.box)
            else:
                columns.append(row.box)
            before = side
        return tuple(columns)

    def row_of(self, line: int) -> int:
        """Return the number of the row that a line belongs to, or comes before."""
        at = bisect_right([row.first for row in self.rows], line) - 1
        return max(0, at)

    def row_start(self, row: int) -> Stop:
        """Return where a row begins."""
        return self.rows[row].first, 0

    def row_end(self, row: int) -> Stop:
        """Return where a row ends."""
        last = self.rows[row].last
        return last, self._end_of(last)

    def nearest(self, row: int, along: float) -> Stop:
        """Return the place in a row that is nearest to a place along it, in points."""
        found = self.rows[row]
        best: tuple[float, Stop] | None = None
        for line in range(found.first, found.last + 1):
            for at, edge in enumerate(self.lines[line].edges[: self._end_of(line) + 1]):
                rank = (abs(edge - along), (line, at))
                if best is None or rank < best:
                    best = rank
        assert best is not None
        return best[1]

    def along(self, stop: Stop) -> float:
        """Return where a place lies along its line, in points."""
        line, at = stop
        edges = self.lines[line].edges
        return edges[min(at, len(edges) - 1)]

    def start_of(self, row: int) -> float:
        """Return where a row begins along its direction, in points."""
        box = self.rows[row].box
        return box.left if self._is_level else box.top

    def stops(self, unit: Unit) -> Sequence[Stop]:
        """Return where each unit begins (each word ends for WORD_END), in order."""
        match unit:
            case Unit.CHARACTER:
                return self._characters
            case Unit.WORD:
                return self._word_starts
            case Unit.WORD_END:
                return self._word_ends
            case Unit.SENTENCE:
                return self._sentences
            case Unit.PARAGRAPH:
                return self._paragraphs
            case Unit.LINE:
                return [self.row_start(row) for row in range(len(self.rows))]

    def sentence_at(self, stop: Stop) -> tuple[Stop, Stop] | None:
        """Return the beginning and the end of the sentence around a place."""
        starts = self._sentences
        if not starts:
            return None
        at = max(0, bisect_right(starts, stop) - 1)
        if at + 1 == len(starts):
            return starts[at], self.row_end(len(self.rows) - 1)
        until = self._offset(starts[at + 1])
        begin = self._offset(starts[at])
        text = self._text[begin:until].rstrip()
        return starts[at], self._stop(begin + len(text), is_end=True)

    def sentence_of_row(self, row: int) -> tuple[Stop, Stop] | None:
        """Return the sentence that fills most of a row."""
        begin, end = self.row_start(row), self.row_end(row)
        found = self.sentence_at(begin)
        best, most = found, -1
        while found is not None:
            shared = self._offset(min(found[1], end)) - self._offset(
                max(found[0], begin)
            )
            if shared > most:
                best, most = found, shared
            at = bisect_right(self._sentences, found[0])
            if at == len(self._sentences) or self._sentences[at] >= end:
                break
            found = self.sentence_at(self._sentences[at])
        return best

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line that is read begins in the running text."""
        starts, at = [], 0
        for position, index in enumerate(self.order):
            starts.append(at)
            at += len(self.lines[index].text) + self._parting(position)
        return starts

    @cached_property
    def _text(self) -> str:
        parts = []
        for position, index in enumerate(self.order):
            parts.append(self.lines[index].text)
            parts.append(" " * self._parting(position))
        return "".join(parts)

    def _parting(self, position: int) -> int:
        """Return how many spaces part a line from the next: none inside a word."""
        if position + 1 == len(self.order):
            return 0
        text = self.lines[self.order[position]].text
        follower = self.lines[self.order[position + 1]].text
        is_cut = text[-1] in _HYPHENS and len(text) > 1 and text[-2].isalpha()
        return 0 if is_cut and follower[:1].islower() else 1

    @cached_property
    def _characters(self) -> list[Stop]:
        return [
            (index, at) for index in self.order for at in range(self._end_of(index) + 1)
        ]

    @cached_property
    def _word_starts(self) -> list[Stop]:
        return [self._stop(word.start()) for word in _WORD.finditer(self._text)]

    @cached_property
    def _word_ends(self) -> list[Stop]:
        words = _WORD.finditer(self._text)
        return [self._stop(word.end(), is_end=True) for word in words]

    @cached_property
    def _paragraph_offsets(self) -> list[int]:
        begun = {row.first for row in self.rows}
        return [
            self._starts[position]
            for position, index in enumerate(self.order)
            if index in begun and self._begins_paragraph(position)
        ]

    @cached_property
    def _paragraphs(self) -> list[Stop]:
        return [self._stop(at) for at in self._paragraph_offsets]

    @cached_property
    def _sentences(self) -> list[Stop]:
        found: list[Stop] = []
        offsets = [*self._paragraph_offsets, len(self._text)]
        for begin, end in itertools.pairwise(offsets):
            starts = sentence_starts(self._text[begin:end])
            found += [self._stop(begin + at) for at in starts]
        return found

    def _begins_paragraph(self, position: int) -> bool:
        if position == 0:
            return True
        line = self.lines[self.order[position]]
        before = self.lines[self.order[position - 1]]
        if line.block == before.block:
            high = line.bottom - line.top
            is_indented = line.left - before.left > _INDENT * high
            return is_indented and _ENDS.search(before.text) is not None
        begins_small = line.text.lstrip()[:1].islower()
        return not begins_small or _ENDS.search(before.text) is not None

    def _length(self, row: Row) -> int:
        return sum(len(line.text) for line in self.lines[row.first : row.last + 1])

    def _end_of(self, line: int) -> int:
        return len(self.lines[line].text.rstrip())

    def _stop(self, offset: int, *, is_end: bool = False) -> Stop:
        """Return the place of an offset; an end stays on the line that it ends."""
        find = bisect_left if is_end else bisect_right
        position = max(0, find(self._starts, offset) - 1)
        return self.order[position], offset - self._starts[position]

    def _offset(self, stop: Stop) -> int:
        position = bisect_left(self.order, stop[0])
        return self._starts[position] + stop[1]


def leave_out_running(flows: Mapping[int, PageFlow], page_index: int) -> None:
    """Have the pages near one leave out what stands at the edges of their neighbours.

    `flows` are the pages read so far, with those next to the near ones.
    """
    edges = {index: flow.edges for index, flow in flows.items()}
    for near in range(page_index - NEAR_PAGES, page_index + NEAR_PAGES + 1):
        if near in flows:
            flows[near].leave_out(*running_lines(near, edges))


def _is_beside(one: Quad, other: Quad) -> bool:
    """Say whether a box goes on the row of another, right of it and near."""
    high = min(one.bottom - one.top, other.bottom - other.top)
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    gap = other.left - one.right
    return shared > high / 2 and -high <= gap <= _ROW_GAP * max(
        high, one.bottom - one.top
    )


def _side(box: Quad, whole: Quad) -> int:
    """Return -1 for a box in the left half, 1 in the right one, 0 across both."""
    slack = _MIDDLE_SLACK * (whole.right - whole.left)
    middle = (whole.left + whole.right) / 2
    if box.right <= middle + slack:
        return -1
    return 1 if box.left >= middle - slack else 0


def _united(one: Quad, other: Quad) -> Quad:
    return Quad(
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )
