"""Where the parts of a row stand: one layout for the rows and for the header."""

from dataclasses import dataclass
from enum import IntEnum

from app.ui.theme import Theme

_MARGIN = 8
_STATUS_LEFT = 18
_STATUS = 18
_TITLE_LEFT = 46
_GAP = 16
_RIGHT = 18
_TITLE_LEAST = 320
_AUTHORS = (112, 190)
_YEAR = 44
_TOPICS = (104, 260)
_DOTS = 36
_SHARE = 0.15


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLayout:
    """The stretches of a row; None for a column that has left."""

    card: Span
    status: Span
    title: Span
    authors: Span | None
    year: Span | None
    topics: Span
    topics_shown: TopicsShown
    gap: int

    def title_over(
        self, *, has_authors: bool, has_year: bool, has_topics: bool
    ) -> Span:
        """Return the room of a title, which also takes the empty cells after it."""
        cells = (
            (self.authors, has_authors),
            (self.year, has_year),
            (self.topics, has_topics),
        )
        for cell, is_filled in cells:
            if cell is not None and is_filled:
                return Span(self.title.left, cell.left - self.gap - self.title.left)
        return Span(self.title.left, self.topics.right - self.title.left)


def lay_out(theme: Theme, width: int) -> RowLayout:
    """Lay out rows of this width; the title never goes under its least.

    Columns leave in this order: topics to one chip, topics to dots, year, authors.
    """
    px = theme.px
    left, gap, right = px(_TITLE_LEFT), px(_GAP), px(_RIGHT)
    share = round(width * _SHARE)
    authors = min(max(share, px(_AUTHORS[0])), px(_AUTHORS[1]))
    topics = min(max(share, px(_TOPICS[0])), px(_TOPICS[1]))
    year = px(_YEAR)
    shown = TopicsShown.CHIPS if topics > px(_TOPICS[0]) else TopicsShown.ONE_CHIP

    def title() -> int:
        columns = sum(w + gap for w in (authors, year) if w) + topics
        return width - left - gap - columns - right

    if title() < px(_TITLE_LEAST):
        topics, shown = px(_DOTS), TopicsShown.DOTS
    if title() < px(_TITLE_LEAST):
        year = 0
    if title() < px(_TITLE_LEAST):
        authors = 0
    x = width - right - topics
    topics_span = Span(x, topics)
    year_span = authors_span = None
    if year:
        x -= gap + year
        year_span = Span(x, year)
    if authors:
        x -= gap + authors
        authors_span = Span(x, authors)
    return RowLayout(
        card=Span(px(_MARGIN), width - 2 * px(_MARGIN)),
        status=Span(px(_STATUS_LEFT), px(_STATUS)),
        title=Span(left, max(title(), 0)),
        authors=authors_span,
        year=year_span,
        topics=topics_span,
        topics_shown=shown,
        gap=gap,
    )
