"""Where the parts of a row stand: one layout for the rows and for the header."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from app.domain.view import Column, View
from app.ui.appearance.theme import Theme

_MARGIN = 8
_STATUS_LEFT = 18
_STATUS = 18
_TITLE_LEFT = 46
_GAP = 16
_RIGHT = 18
TITLE_LEAST = 320
_TOPICS_LEAST = 104
_DOTS = 36
_SHARE = 0.15
_SHARES = {
    Column.AUTHORS: (112, 190),
    Column.TOPICS: (_TOPICS_LEAST, 260),
    Column.VENUE: (104, 200),
    Column.TAGS: (88, 200),
    Column.SOURCE: (96, 180),
}
"""The least and the most of the columns that take their share of the width."""

_FIXED = {
    Column.YEAR: 44,
    Column.STATUS: 76,
    Column.STAR: 36,
    Column.RATING: 48,
    Column.ADDED: 72,
    Column.LISTED: 60,
    Column.READ: 72,
    Column.PROGRESS: 60,
    Column.PAGES: 44,
    Column.NOTES: 44,
    Column.CITATIONS: 68,
    Column.UPVOTES: 64,
    Column.STARS: 88,
}
NARROWEST, WIDEST = 24, 600
"""How far the user can make a column narrower and wider, on the design grid."""

_LEAVING = (
    Column.NOTES,
    Column.SOURCE,
    Column.PAGES,
    Column.STARS,
    Column.UPVOTES,
    Column.CITATIONS,
    Column.PROGRESS,
    Column.READ,
    Column.LISTED,
    Column.ADDED,
    Column.TAGS,
    Column.RATING,
    Column.VENUE,
    Column.STAR,
    Column.STATUS,
    Column.YEAR,
    Column.AUTHORS,
)


class TopicsShown(IntEnum):
    """How much of the topics a row shows."""

    DOTS = 0
    ONE_CHIP = 1
    CHIPS = 2


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the row, in device-independent pixels from its left edge."""

    left: int
    width: int

    @property
    def right(self) -> int:
        """Where it ends."""
        return self.left + self.width


@dataclass(frozen=True, slots=True)
class Cell:
    """A column and where it stands."""

    column: Column
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLayout:
    """The stretches of a row; `before` and `after` the title, from left to right.

    Columns that have left are in neither.
    """

    card: Span
    status: Span
    title: Span
    before: tuple[Cell, ...]
    after: tuple[Cell, ...]
    beside: tuple[Cell, ...]
    """All columns shown but the title."""

    shown: frozenset[Column]
    topics_shown: TopicsShown
    gap: int

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every column shown, from left to right."""
        return (*self.before, Cell(Column.TITLE, self.title), *self.after)

    def span(self, column: Column) -> Span | None:
        """Return where a column stands, None when it is not shown."""
        return next((c.span for c in self.cells if c.column is column), None)

    def title_over(self, is_filled: Callable[[Column], bool]) -> Span:
        """Return the room of a title, which also takes the empty cells after it."""
        left, right = self.title.left, self.title.right
        for cell in self.after:
            if is_filled(cell.column):
                return Span(left, cell.span.left - self.gap - left)
            right = cell.span.right
        return Span(left, right - left)


def lay_out(theme: Theme, width: int, view: View | None = None) -> RowLayout:
    """Lay out rows of this width; the title never goes under its least.

    Columns leave in this order: topics to one chip, topics to dots, what the user added
    beside the first four, year, authors.
    """
    view = view or View()
    px = theme.px
    left, gap, right = px(_TITLE_LEFT), px(_GAP), px(_RIGHT)
    widths = _widths(theme, width, view)
    topics = widths.get(Column.TOPICS, 0)
    shown = TopicsShown.CHIPS if topics > px(_TOPICS_LEAST) else TopicsShown.ONE_CHIP

    def title() -> int:
        return width - left - right - sum(w + gap for w in widths.values())

    if topics and (title() < px(TITLE_LEAST) or topics < px(2 * _DOTS)):
        widths[Column.TOPICS], shown = min(topics, px(_DOTS)), TopicsShown.DOTS
    for column in _LEAVING:
        if title() >= px(TITLE_LEAST):
            break
        widths.pop(column, None)
    room = max(title(), 0)
    place = view.columns.index(Column.TITLE)
    before: list[Cell] = []
    for column in view.columns[:place]:
        if column in widths:
            before.append(Cell(column, Span(left, widths[column])))
            left += widths[column] + gap
    after: list[Cell] = []
    x = width - right + gap
    for column in reversed(view.columns[place + 1 :]):
        if column in widths:
            x -= widths[column] + gap
            after.append(Cell(column, Span(x, widths[column])))
    return RowLayout(
        card=Span(px(_MARGIN), width - 2 * px(_MARGIN)),
        status=Span(px(_STATUS_LEFT), px(_STATUS)),
        title=Span(left, room),
        before=tuple(before),
        after=tuple(reversed(after)),
        beside=(*before, *reversed(after)),
        shown=frozenset((Column.TITLE, *widths)),
        topics_shown=shown,
        gap=gap,
    )


def _widths(theme: Theme, width: int, view: View) -> dict[Column, int]:
    """Return how wide the columns beside the title want to be."""
    share = round(width * _SHARE)
    chosen = {w.column: theme.px(w.width) for w in view.widths}
    found: dict[Column, int] = {}
    for column in view.columns:
        if column in chosen:
            found[column] = chosen[column]
        elif column in _SHARES:
            least, most = map(theme.px, _SHARES[column])
            found[column] = min(max(share, least), most)
        elif column in _FIXED:
            found[column] = theme.px(_FIXED[column])
    found.pop(Column.TITLE, None)
    return found
