"""Where a caret goes: over characters, words, lines, sentences, paragraphs, pages."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from app.ui.panels.reader.page_flow import PageFlow, Unit
from app.ui.panels.reader.selection import Caret

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
        stops = self._flow(caret.page_index).stops(unit)
        here = (caret.line, caret.character)
        at = bisect_right(stops, here) if direction > 0 else bisect_left(stops, here)
        at -= direction < 0
        if 0 <= at < len(stops):
            return Caret(caret.page_index, *stops[at])
        page_index = caret.page_index + direction
        while 0 <= page_index < self._n_pages:
            stops = self._flow(page_index).stops(unit)
            if stops:
                return Caret(page_index, *stops[0 if direction > 0 else -1])
            page_index += direction
        return None

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
