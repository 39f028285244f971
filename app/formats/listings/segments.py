"""Which lines of a saved listing are furniture, titles and abstracts.

A dynamic program over the lines finds the cheapest way to read them as furniture and
title-abstract pairs. Length alone does not tell a title from a header line or a short
abstract; alternation does, and a missing part costs once, so that no later pair
shifts. Linear in the number of lines.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate

from app.formats.listings import furniture, wrapping

MAX_TITLE = 300
MAX_ABSTRACT_LINE = 20_000
"""A longer line is no abstract; lengths are in characters."""
MIN_ABSTRACT = 120
_LONG_TITLE = 150
_LONG_ABSTRACT = 2000
"""arXiv takes 1,920 characters; what is longer may be two abstracts and a title."""
_MAX_TITLE_LINES = 16
_MAX_FURNITURE_LINES = 4

# Costs: what a reading must explain away. Tried on a real listing in all its variants.
_LONE_TITLE = 5.0
_LONE_ABSTRACT = 8.0
_FURNITURE_BONUS = -1.5
_FURNITURE_BETWEEN = 1.0
_BROKEN_FULL_LINE = 3.0
_BROKEN_BLOCK = 4.0
_BROKEN_AT_FURNITURE = 1.0
_BROKEN_AFTER_HYPHEN = 8.0
_BROKEN_MID_SENTENCE = 3.0
_LOWER_CASE_START = 4.0
_JOINED_SHORT_LINE = 9.0
_JOINED_SHORT_LINE_IN_BLOCK = 0.5
_SENTENCE_IN_TITLE = 3.0
_ADDRESS_IN_TITLE = 8.0
_FURNITURE_AS_TITLE = 12.0
_UNEVEN_CAPITALS = 4.0
_MIN_CAPITALS_LENGTH = 16
_HEADING_JOINED = 6.0
_MIN_HEADING_SHARE = 0.6
_MIN_HEADING_GAPS = 2
_OPEN_END = 3.0
_RUNS_ON = 6.0
_NO_SENTENCE = 14.0
_HOPELESS = 25.0
_MAX_OPEN = 12

_INNER_END = re.compile(r"[a-z0-9)'’”\"$%][.!?][\"'”’)]* (?=[A-Z\"“(`$\[])")
_CLAUSE = re.compile(
    r"(?:[A-Z][a-z]{3,}ly|However|Moreover|Furthermore|Thus|Hence|Therefore|Besides"
    r"|In (?:this|addition|contrast|particular)\b[^,]{0,20}|To (?:this|that) end),"
)
"""How a sentence inside an abstract starts, and a title does not."""
_OPEN = re.compile(
    r"(?:,|;|\b(?:a|an|the|of|and|or|for|with|in|on|to|by|from|via|that|is|are|we))\Z",
    re.IGNORECASE,
)


class Role(IntEnum):
    """What a run of lines is."""

    FURNITURE = 0
    TITLE = 1
    ABSTRACT = 2
    OVERLONG = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty, trimmed; `number` counts from 1 in the source."""

    text: str
    number: int
    is_after_gap: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Lines `start` up to, not including, `end` that are one thing."""

    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is set: how lines are wrapped, and whether gaps part paragraphs."""

    wrap: wrapping.Wrap | None
    is_spaced: bool


def layout_of(lines: Sequence[Line]) -> Layout:
    """Find out how a text is set."""
    blocks: list[list[str]] = []
    for line in lines:
        if line.is_after_gap or not blocks:
            blocks.append([])
        blocks[-1].append(line.text)
    wrap = wrapping.wrap_of(blocks)
    n_titles = sum(_is_title_like(block) for block in blocks)
    return Layout(wrap, len(blocks) > 1 and n_titles >= 0.3 * len(blocks))


def segment(lines: Sequence[Line], layout: Layout) -> tuple[Segment, ...]:
    """Divide lines into furniture, titles and abstracts, in order, leaving none out."""
    return _Reading(lines, layout).segments()


class _State(IntEnum):
    """Where a reading stands between two lines."""

    OUTSIDE = 0
    AFTER_TITLE = 1


@dataclass(slots=True)
class _Open:
    """An abstract that started at a line; `state` is what came before it."""

    start: int
    state: _State
    cost: float


_Back = tuple[int, _State, Role | None]
"""Line index and state a state was reached from, and the segment ended with it."""


class _Reading:
    """The cheapest readings of the first n lines, for each n and state."""

    def __init__(self, lines: Sequence[Line], layout: Layout) -> None:
        self._lines = lines
        self._layout = layout
        n = len(lines)
        self._best = [[math.inf] * 2 for _ in range(n + 1)]
        self._back: list[list[_Back | None]] = [[None] * 2 for _ in range(n + 1)]
        self._open: list[_Open] = []
        self._chars = [0, *accumulate(len(line.text) + 1 for line in lines)]
        texts = [line.text for line in lines]
        self._inner_ends = [0, *accumulate(map(_n_inner_ends, texts))]
        self._line_ends = [0, *accumulate(map(wrapping.ends_sentence, texts))]
        self._is_address_end = wrapping.address_ends(texts, layout.wrap)
        self._addresses = [0, *accumulate("://" in text for text in texts)]

    def segments(self) -> tuple[Segment, ...]:
        """Run the program forward, then read the cheapest way backward."""
        self._best[0][_State.OUTSIDE] = 0.0
        for at in range(len(self._lines)):
            self._close(at)
            self._step(at)
        self._close(len(self._lines))
        return self._walk_back()

    def _reach(self, at: int, state: _State, cost: float, back: _Back) -> None:
        if cost < self._best[at][state]:
            self._best[at][state] = cost
            self._back[at][state] = back

    def _close(self, at: int) -> None:
        """End what is open before line `at`."""
        for each in self._open:
            cost = each.cost + self._abstract_cost(each.start, at)
            back = (each.start, each.state, Role.ABSTRACT)
            self._reach(at, _State.OUTSIDE, cost, back)
        titled = self._best[at][_State.AFTER_TITLE]
        if titled < math.inf:
            lone: _Back = (at, _State.AFTER_TITLE, None)
            self._reach(at, _State.OUTSIDE, titled + _LONE_TITLE, lone)

    def _step(self, at: int) -> None:
        """Extend every reading of the lines before `at` by what may start there."""
        outside, titled = self._best[at]
        if len(self._lines[at].text) > MAX_ABSTRACT_LINE:
            back = (at, _State.OUTSIDE, Role.OVERLONG)
            self._reach(at + 1, _State.OUTSIDE, outside, back)
            self._open = []
            return
        self._try_furniture(at)
        cost = self._break_cost(at)
        self._try_title(at, outside + cost)
        self._go_on(at, self._join_cost(at))
        if titled <= outside + _LONE_ABSTRACT:
            if not self._is_parted(at):
                cost += _UNEVEN_CAPITALS * self._later_capitals(at)
            self._open.append(_Open(at, _State.AFTER_TITLE, titled + cost))
        else:
            start = _Open(at, _State.OUTSIDE, outside + cost + _LONE_ABSTRACT)
            self._open.append(start)

    def _later_capitals(self, at: int) -> float:
        """Return the share of capitals behind the first word from line `at` on."""
        _, _, rest = self._lines[at].text.partition(" ")
        if at + 1 < len(self._lines) and len(rest) < _MIN_CAPITALS_LENGTH:
            rest = f"{rest} {self._lines[at + 1].text}"
        return _capital_share(rest)

    def _go_on(self, at: int, join_cost: float) -> None:
        """Lengthen the open abstracts by a line, and forget the hopeless ones."""
        if join_cost == math.inf or not self._open:
            self._open = []
            return
        costs = [each.cost + self._length_cost(each.start, at) for each in self._open]
        limit = min(sorted(costs)[:_MAX_OPEN][-1], min(costs) + _HOPELESS)
        self._open = [
            each for each, cost in zip(self._open, costs, strict=True) if cost <= limit
        ]
        for each in self._open:
            each.cost += join_cost

    def _try_furniture(self, at: int) -> None:
        text = ""
        for end in range(at + 1, min(at + _MAX_FURNITURE_LINES, len(self._lines)) + 1):
            if end > at + 1 and self._join_cost(end - 1) == math.inf:
                break
            text = f"{text} {self._lines[end - 1].text}".strip()
            if len(text) > furniture.MAX_LENGTH:
                break
            if furniture.is_furniture(text):
                self._add_furniture(at, end)

    def _add_furniture(self, at: int, end: int) -> None:
        outside, titled = self._best[at]
        cost = _FURNITURE_BONUS
        if not self._is_parted(at):
            cost += _BROKEN_AT_FURNITURE
        back = (at, _State.OUTSIDE, Role.FURNITURE)
        self._reach(end, _State.OUTSIDE, outside + cost, back)
        if not self._is_parted(at) or not self._is_parted(end):
            return
        back = (at, _State.AFTER_TITLE, Role.FURNITURE)
        cost += _FURNITURE_BETWEEN - _FURNITURE_BONUS
        self._reach(end, _State.AFTER_TITLE, titled + cost, back)

    def _try_title(self, at: int, cost: float) -> None:
        first = self._chars[at]
        for end in range(at + 1, min(at + _MAX_TITLE_LINES, len(self._lines)) + 1):
            if end > at + 1:
                cost += self._join_cost(end - 1)
            if cost == math.inf or self._chars[end] - first - 1 > MAX_TITLE:
                break
            back = (at, _State.OUTSIDE, Role.TITLE)
            total = cost + self._title_cost(at, end)
            self._reach(end, _State.AFTER_TITLE, total, back)

    def _is_parted(self, at: int) -> bool:
        """Say whether line `at` certainly starts something new."""
        if at in (0, len(self._lines)) or self._layout.wrap is None:
            return True
        return self._lines[at].is_after_gap

    def _may_end(self, at: int) -> bool:
        """Say whether line `at` ends as an abstract does: a sentence or an address."""
        text = self._lines[at].text
        return self._is_address_end[at] or wrapping.ends_sentence(text)

    def _break_cost(self, at: int) -> float:
        """Return what it costs that a paragraph starts at line `at`."""
        line = self._lines[at]
        if self._is_parted(at) or self._layout.wrap is None:
            return 0.0
        before = self._lines[at - 1].text
        if self._layout.is_spaced:
            cost = _BROKEN_BLOCK
        else:
            full = self._layout.wrap.is_full(before, line.text)
            cost = _BROKEN_FULL_LINE if full else 0.0
            if self._may_end(at - 1):
                cost /= 2
        if wrapping.ends_in_hyphen(before):
            cost += _BROKEN_AFTER_HYPHEN
        if line.text[0].islower() or line.text.startswith("("):
            cost += _LOWER_CASE_START
        if _OPEN.search(before[-12:]):
            cost += _BROKEN_MID_SENTENCE
        return cost

    def _join_cost(self, at: int) -> float:
        """Return what it costs that line `at` goes on with the paragraph before."""
        if self._is_parted(at) or self._layout.wrap is None:
            return math.inf
        before, text = self._lines[at - 1].text, self._lines[at].text
        if len(before) > MAX_ABSTRACT_LINE:
            return math.inf
        wrap = self._layout.wrap
        if len(before) <= wrap.width + 1 and wrap.is_full(before, text):
            is_between = self._layout.is_spaced or not self._may_end(at - 1)
            return 0.0 if is_between else _heading_cost(text)
        if self._layout.is_spaced:
            return _JOINED_SHORT_LINE_IN_BLOCK
        return _JOINED_SHORT_LINE

    def _title_cost(self, start: int, end: int) -> float:
        length = self._chars[end] - self._chars[start] - 1
        last = self._lines[end - 1].text
        n_sentences = self._n_sentence_ends(start, end)
        cost = _SENTENCE_IN_TITLE * n_sentences + max(0, length - _LONG_TITLE) / 10
        if last.endswith((".", ".)", "/")):
            cost += _SENTENCE_IN_TITLE
        if _CLAUSE.match(self._lines[start].text):
            cost += _SENTENCE_IN_TITLE
        if self._addresses[end] > self._addresses[start]:
            cost += _ADDRESS_IN_TITLE
        if _OPEN.search(last[-12:]):
            cost += _OPEN_END
        if end == start + 1 and furniture.is_furniture(last):
            cost += _FURNITURE_AS_TITLE
        if end > start + 1:
            loss = _capital_share(self._lines[start].text) - _capital_share(last)
            cost += _UNEVEN_CAPITALS * max(0.0, loss)
        return cost

    def _abstract_cost(self, start: int, end: int) -> float:
        """Return what it costs that lines `start` to `end` are a whole abstract."""
        length = self._chars[end] - self._chars[start] - 1
        last = self._lines[end - 1].text
        cost = max(0, MIN_ABSTRACT - length) / 6
        cost += self._length_cost(start, end)
        is_closed = wrapping.ends_sentence(last) and not last.endswith("?")
        if not is_closed and not self._is_address_end[end - 1]:
            cost += _OPEN_END if self._is_parted(end) else _RUNS_ON
            if not self._n_sentence_ends(start, end):
                cost += _NO_SENTENCE
        return cost

    def _length_cost(self, start: int, end: int) -> float:
        length = self._chars[end] - self._chars[start]
        return max(0, length - _LONG_ABSTRACT) / 100

    def _n_sentence_ends(self, start: int, end: int) -> int:
        """Count the sentences that end inside, not at the end of, some lines."""
        inner = self._inner_ends[end] - self._inner_ends[start]
        return inner + self._line_ends[end - 1] - self._line_ends[start]

    def _walk_back(self) -> tuple[Segment, ...]:
        found: list[Segment] = []
        at, state = len(self._lines), _State.OUTSIDE
        while (back := self._back[at][state]) is not None:
            start, state, role = back
            if role is not None:
                found.append(Segment(role=role, start=start, end=at))
            at = start
        return tuple(reversed(found))


def _n_inner_ends(text: str) -> int:
    """Count the sentences that end inside a line; a few are enough to know."""
    return len(_INNER_END.findall(text[:2000]))


def _capital_share(text: str) -> float:
    """Return which part of the long words has a capital."""
    words = [word for word in text[:MAX_TITLE].split() if len(word) >= 4]
    if not words:
        return 0.0
    return sum(not word[0].islower() for word in words) / len(words)


def _heading_cost(text: str) -> float:
    """Return what it costs that a line in capitals behind a sentence is no title."""
    if text.count(" ") < _MIN_HEADING_GAPS:
        return 0.0
    share = _capital_share(text)
    return _HEADING_JOINED * share if share > _MIN_HEADING_SHARE else 0.0


def _is_title_like(block: Sequence[str]) -> bool:
    """Say whether a block between gaps is short and holds no whole sentence."""
    length = sum(len(line) + 1 for line in block)
    text = " ".join(block) if length <= MAX_TITLE else ""
    return bool(text) and not text.endswith(".") and not _n_inner_ends(text)
