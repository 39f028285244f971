"""Where a caret goes: over characters, words, lines, sentences, paragraphs, pages."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.ui.panels.reader.page_flow import PageFlow, Stop, Unit
from app.ui.panels.reader.selection import Caret, Span

FlowOf = Callable[[int], PageFlow | None]


class UnreadPage(Exception):
    """The way leads over a page whose text is not read yet."""

    def __init__(self, page_index: int) -> None:
        super().__init__(f"page {page_index + 1} is not read")
        self.page_index = page_index


@dataclass(frozen=True, slots=True)
class Goal:
    """A caret, and where along its row one would be if the row were long enough."""

    caret: Caret
    along: float


class CaretWalk:
    """Walks over the text of `n_pages`; `flow_of` gives a page, None while unread."""

    def __init__(self, flow_of: FlowOf, n_pages: int) -> None:
        self._flow_of = flow_of
        self._n_pages = n_pages

    def goal(self, caret: Caret) -> Goal:
        """Return a caret as one to move up and down from."""
        flow = self._flow(caret.page_index)
        return Goal(caret, flow.along((caret.line, caret.character)))

    def step(self, caret: Caret, unit: Unit, direction: int) -> Caret | None:
        """Return the next (1) or the previous (-1) stop; None at the end of the text.

        Raises:
            UnreadPage: the next page must be read first.
        """
        stops = self._stops(caret.page_index, unit)
        here = (caret.line, caret.character)
        at = bisect_right(stops, here) if direction > 0 else bisect_left(stops, here)
        at -= direction < 0
        if 0 <= at < len(stops):
            return Caret(caret.page_index, *stops[at])
        page_index = caret.page_index + direction
        while 0 <= page_index < self._n_pages:
            stops = self._stops(page_index, unit)
            if stops:
                return Caret(page_index, *stops[0 if direction > 0 else -1])
            page_index += direction
        return None

    def sentence_at(self, caret: Caret) -> Span | None:
        """Return the sentence around a place, over the ends of its page too.

        Raises:
            UnreadPage: the page before or behind must be read first.
        """
        found = self._flow(caret.page_index).sentence_at((caret.line, caret.character))
        if found is None:
            return None
        start = Caret(caret.page_index, *found[0])
        end = Caret(caret.page_index, *found[1])
        here = (caret.line, caret.character)
        page_index = caret.page_index
        stops = self._stops(page_index, Unit.SENTENCE)
        while self._goes_on(page_index) and not any(stop <= here for stop in stops):
            page_index -= 1
            stops = self._stops(page_index, Unit.SENTENCE)
            here = (len(self._flow(page_index).lines), 0)
            first = stops[-1] if stops else self._flow(page_index).body_start
            start = Caret(page_index, *(first or (0, 0)))
        page_index = caret.page_index
        here = (caret.line, caret.character)
        stops = self._stops(page_index, Unit.SENTENCE)
        while self._goes_on(page_index + 1) and not any(stop > here for stop in stops):
            page_index, here = page_index + 1, (-1, 0)
            stops = self._stops(page_index, Unit.SENTENCE)
            end = self._end_of_first(page_index)
        return Span(start, end)

    def _end_of_first(self, page_index: int) -> Caret:
        """Return where the sentence that a page begins within ends on it."""
        flow = self._flow(page_index)
        begin, last = flow.body_start, flow.body_end
        found = flow.sentence_at(begin) if begin is not None else None
        assert found is not None
        assert last is not None
        return Caret(page_index, *min(found[1], last))

    def _stops(self, page_index: int, unit: Unit) -> Sequence[Stop]:
        """Return the stops of a page, without the sentences that go on over its ends.

        What stands between the two parts of one, at the edges of the pages, is none.
        """
        flow = self._flow(page_index)
        stops = flow.stops(unit)
        if unit is not Unit.SENTENCE:
            return stops
        if self._goes_on(page_index):
            begin = flow.body_start or (0, 0)
            indent = len(flow.lines[begin[0]].text)
            indent -= len(flow.lines[begin[0]].text.lstrip())
            stops = [stop for stop in stops if stop > (begin[0], indent)]
        if self._goes_on(page_index + 1):
            stops = [stop for stop in stops if stop[0] < flow.body.stop]
        return stops

    def _goes_on(self, page_index: int) -> bool:
        """Say whether a page begins within a sentence of the one before."""
        if not 0 < page_index < self._n_pages:
            return False
        return self._flow(page_index).goes_on_from(self._flow(page_index - 1))

    def step_row(self, goal: Goal, direction: int) -> Goal | None:
        """Return the place a row further down (1) or up (-1); None at the end.

        Rows follow each other down a column, then down the next.

        Raises:
            UnreadPage: the next page must be read first.
        """
        caret = goal.caret
        flow = self._flow(caret.page_index)
        row = flow.row_of(caret.line)
        found = self.next_row(caret.page_index, row, direction)
        if found is None:
            return None
        page_index, target = found
        there = self._flow(page_index)
        along = goal.along
        old, new = flow.rows[row].box, there.rows[target].box
        if page_index != caret.page_index or not (
            old.left < new.right and new.left < old.right
        ):
            # In another column the same distance from its left edge is meant.
            along += there.start_of(target) - flow.start_of(row)
        return Goal(Caret(page_index, *there.nearest(target, along)), along)

    def next_row(
        self, page_index: int, row: int, direction: int
    ) -> tuple[int, int] | None:
        """Return page and number of the next (1) or previous (-1) row; None at the end.

        Raises:
            UnreadPage: the next page must be read first.
        """
        row += direction
        if 0 <= row < len(self._flow(page_index).rows):
            return page_index, row
        page_index += direction
        while 0 <= page_index < self._n_pages:
            n_rows = len(self._flow(page_index).rows)
            if n_rows:
                return page_index, 0 if direction > 0 else n_rows - 1
            page_index += direction
        return None

    def row_start(self, caret: Caret) -> Caret:
        """Return where the row of a caret begins."""
        flow = self._flow(caret.page_index)
        return Caret(caret.page_index, *flow.row_start(flow.row_of(caret.line)))

    def row_end(self, caret: Caret) -> Caret:
        """Return where the row of a caret ends."""
        flow = self._flow(caret.page_index)
        return Caret(caret.page_index, *flow.row_end(flow.row_of(caret.line)))

    def _flow(self, page_index: int) -> PageFlow:
        flow = self._flow_of(page_index)
        if flow is None:
            raise UnreadPage(page_index)
        return flow
