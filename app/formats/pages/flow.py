"""The text of a page as one column: headings, paragraphs, lists and figures."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.domain.mark import Quad
from app.formats.pages.displays import Display, find_displays
from app.formats.pages.wide import is_unspaced, may_go_on
from app.formats.recognition.layout import Page, Row, bare, rows_in_order

_EDGE_PART = 0.15
"""What stands so near to the upper or lower edge may be a running head."""

_EDGE_CHARS = 110
_LARGER, _SMALLER = 1.12, 0.88
_HEADING_CHARS = 120
_NEW_PARAGRAPH_GAP = 0.55
_INDENT = (0.6, 4.0)
"""By how many letters' size the first row of a paragraph is set in, at least and most.
"""

_CAPTION_START = 18
_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.|[A-H]\.)\s+\S")
_ITEM = re.compile(r"^(?:[•◦▪●■–—*-]|\(?\d{1,2}[.)]|\([a-z]\)|\[\d{1,3}\])\s+\S")
_CAPTION = re.compile(r"^(?:Figure|Fig\.|Table)\s*[A-Z]?\d+[a-z]?\s*[.:]")
_RUN_IN = re.compile(r"[.:]\s+\S")
_PAGE_NUMBER = re.compile(r"^\W*(?:page\s*)?\d{1,5}\W*(?:of\s*\d+)?\W*$", re.IGNORECASE)
_HYPHENS = ("-", "\u2010", "\u00ad")
_ENDS = (
    *(".", "!", "?", ":", ";", "\u201d", '."'),
    *("\u3002", "\uff01", "\uff1f", "\uff1a", "\uff1b"),
)


class Kind(StrEnum):
    """What a piece of the text is."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    CAPTION = "caption"
    FIGURE = "figure"
    DISPLAY = "display"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a part of a text begins: `offset` in it, and the height on its page."""

    offset: int
    page_index: int
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A paragraph, heading, item, caption or picture; `spots` has one for each row.

    `level` is a heading's, from 1; `box` is that, in points, of a figure or of a
    display: a formula or a table, whose `text` is its words.
    """

    kind: Kind
    text: str
    spots: tuple[Spot, ...]
    level: int = 0
    box: Quad | None = None


@dataclass(slots=True)
class Habits:
    """What the pages read so far have in common.

    That is their running heads and feet, without numbers, and the letters of each size.
    """

    seen: dict[str, int] = field(default_factory=dict)
    sizes: Counter[float] = field(default_factory=Counter)
    pages: set[int] = field(default_factory=set)

    def body(self, rows: Sequence[Row], page_index: int) -> float:
        """Return the size in points in which most of the text is set."""
        if page_index not in self.pages:
            self.pages.add(page_index)
            for row in rows:
                self.sizes[round(row.size * 4) / 4] += row.n_letters
        return max(self.sizes, key=self.sizes.__getitem__, default=0.0)

    def is_furniture(self, row: Row, page: Page, page_index: int) -> bool:
        """Say whether a row is a page number, or stands at the edge of many pages."""
        edge = page.height * _EDGE_PART
        if edge < (row.top + row.bottom) / 2 < page.height - edge:
            return False
        if _PAGE_NUMBER.match(row.full.strip()):
            return True
        if len(row.full) > _EDGE_CHARS:
            return False
        words = re.sub(r"\d+", "#", bare(row.full))
        first = self.seen.setdefault(words, page_index)
        return first != page_index


def flow_of(
    page: Page,
    page_index: int,
    figures: Sequence[tuple[Quad, str]] = (),
    *,
    habits: Habits | None = None,
) -> list[Piece]:
    """Return a page's text as one column, in the order in which it is read.

    Words cut at a line's end are joined. `figures` are boxes with captions; what is
    written inside of them is left out, and each stands before its caption.
    """
    known = habits if habits is not None else Habits()
    rows = [
        row
        for row in rows_in_order(page)
        if not known.is_furniture(row, page, page_index)
        and not any(_is_inside(row, box) for box, _ in figures)
    ]
    body = known.body(rows, page_index)
    pieces: list[Piece] = []
    small: list[bool] = []
    before: Row | None = None
    displays = {
        number: display
        for display in find_displays(rows, body, page.width)
        for number in display.rows
    }
    for number, row in enumerate(rows):
        display = displays.get(number)
        if display is not None:
            if number == min(display.rows):
                pieces.append(_pictured(display, page_index))
                small.append(False)
            before = None
            continue
        kind, level = _kind(row, body, figures)
        if before is not None and _goes_on(pieces[-1], before, row, kind):
            pieces[-1] = _longer(pieces[-1], row, page_index)
        else:
            spot = Spot(0, page_index, row.top)
            text = row.full.strip()
            pieces.append(Piece(kind=kind, text=text, spots=(spot,), level=level))
        before = row
        small.append(row.size < body * _SMALLER)
        del small[len(pieces) - 1 : -1]
    return _with_figures(_past_notes(pieces, small), figures, page_index)


def _pictured(display: Display, page_index: int) -> Piece:
    spot = Spot(0, page_index, display.box.top)
    return Piece(kind=Kind.DISPLAY, text=display.text, spots=(spot,), box=display.box)


def joined(one: Piece, other: Piece) -> Piece | None:
    """Return two pieces as one paragraph that goes on over a page's end, or None."""
    if one.kind not in (Kind.TEXT, Kind.ITEM) or other.kind is not Kind.TEXT:
        return None
    is_wide = len(one.spots) > 1 and may_go_on(one.text, other.text)
    if one.text.endswith(_ENDS) or not (is_wide or other.text[:1].islower()):
        return None
    text, start = _join(one.text, other.text)
    moved = tuple(replace(spot, offset=spot.offset + start) for spot in other.spots)
    return replace(one, text=text, spots=one.spots + moved)


def spot_at(pieces: Sequence[Piece], page_index: int, top: float) -> tuple[int, int]:
    """Return the piece, and the letter in it, that stands at a height of a page."""
    best: tuple[tuple[bool, float], int, Spot] | None = None
    for number, piece in enumerate(pieces):
        for spot in piece.spots:
            if spot.page_index != page_index:
                continue
            rank = (spot.top < top - 1.0, abs(spot.top - top))
            if best is None or rank < best[0]:
                best = rank, number, spot
    if best is None:
        later = (n for n, p in enumerate(pieces) if p.spots[0].page_index > page_index)
        return next(later, max(len(pieces) - 1, 0)), 0
    return best[1], best[2].offset


def _kind(
    row: Row, body: float, figures: Sequence[tuple[Quad, str]]
) -> tuple[Kind, int]:
    text = row.full.strip()
    start = bare(text)[:_CAPTION_START]
    is_known = start and any(bare(c).startswith(start) for _, c in figures)
    if is_known or _CAPTION.match(text):
        return Kind.CAPTION, 0
    is_short = len(text) <= _HEADING_CHARS and row.n_letters >= 2
    is_large = row.size >= body * _LARGER
    number = _NUMBER.match(text)
    is_sentence = number is None and (
        text.endswith((".", ",", ";", *_HYPHENS)) or _RUN_IN.search(text) is not None
    )
    if is_short and (is_large or (row.is_bold and not is_sentence)):
        if number is not None:
            return Kind.HEADING, 2 + text.split()[0].strip(".").count(".")
        return Kind.HEADING, 1 if row.size >= body * 1.4 else 2
    return (Kind.ITEM if _ITEM.match(text) else Kind.TEXT), 0


def _goes_on(piece: Piece, before: Row, row: Row, kind: Kind) -> bool:
    """Say whether a row belongs to the paragraph of the row before it."""
    height = max(before.bottom - before.top, 1.0)
    is_same_size = _SMALLER < row.size / max(before.size, 0.1) < 1 / _SMALLER
    gap = row.top - before.bottom
    is_beside = abs(row.top - before.top) < height / 2 and row.left >= before.left
    is_below = is_beside or -height < gap < height * _NEW_PARAGRAPH_GAP
    if kind is Kind.HEADING or piece.kind is Kind.HEADING:
        is_plain = not _NUMBER.match(row.full.strip())
        return kind is piece.kind and is_same_size and is_below and is_plain
    if not is_same_size or kind in (Kind.ITEM, Kind.CAPTION):
        return False
    if piece.kind is Kind.CAPTION:
        return is_below
    if is_below:
        indent = (row.left - before.left) / max(row.size, 1.0)
        is_set_in = _INDENT[0] < indent < _INDENT[1]
        has_ended = piece.text.endswith(_ENDS)
        return not (is_set_in and has_ended and piece.kind is Kind.TEXT)
    is_elsewhere = row.top < before.top or gap > 0  # the next column, or past a figure
    text = row.full.strip()
    is_wide = len(piece.spots) > 1 and may_go_on(piece.text, text)
    may_follow = is_wide or text[:1].islower()
    return is_elsewhere and not piece.text.endswith(_ENDS) and may_follow


def _past_notes(pieces: list[Piece], small: Sequence[bool]) -> list[Piece]:
    """Let a paragraph that a footnote breaks go on, with the footnote before it."""
    found: list[Piece] = []
    notes: list[Piece] = []
    for piece, is_small in zip(pieces, small, strict=True):
        if is_small and piece.kind is Kind.TEXT and found:
            notes.append(piece)
            continue
        whole = joined(found[-1], piece) if found and notes else None
        if whole is not None:
            found[-1:] = [*notes, whole]
        else:
            found += [*notes, piece]
        notes = []
    if notes and found[-1].kind is Kind.TEXT and not found[-1].text.endswith(_ENDS):
        return [*found[:-1], *notes, found[-1]]
    return [*found, *notes]


def _longer(piece: Piece, row: Row, page_index: int) -> Piece:
    text, start = _join(piece.text, row.full.strip())
    spot = Spot(start, page_index, row.top)
    return replace(piece, text=text, spots=(*piece.spots, spot))


def _join(one: str, other: str) -> tuple[str, int]:
    """Join two parts of a text; return it with where the other begins."""
    if one.endswith(_HYPHENS) and one[-2:-1].isalpha() and other[:1].islower():
        if "-" in one.rsplit(None, 1)[-1][:-1]:  # state-of-|the-art keeps its hyphen
            return one + other, len(one)
        return one[:-1] + other, len(one) - 1
    if is_unspaced(one, other):
        return one + other, len(one)
    return f"{one} {other}", len(one) + 1


def _with_figures(
    pieces: list[Piece], figures: Sequence[tuple[Quad, str]], page_index: int
) -> list[Piece]:
    """Put each figure before its caption, or else before what stands below it."""
    for box, caption in figures:
        start = bare(caption)[:_CAPTION_START]
        at = next(
            (
                number
                for number, piece in enumerate(pieces)
                if piece.kind is Kind.CAPTION
                and start
                and bare(piece.text).startswith(start)
            ),
            None,
        )
        if at is None:
            lower = (n for n, p in enumerate(pieces) if p.spots[0].top >= box.bottom)
            at = next(lower, len(pieces))
        spot = Spot(0, page_index, box.top)
        figure = Piece(kind=Kind.FIGURE, text=caption, spots=(spot,), box=box)
        pieces.insert(at, figure)
    return pieces


def _is_inside(row: Row, box: Quad) -> bool:
    x, y = (row.left + row.right) / 2, (row.top + row.bottom) / 2
    return box.left <= x <= box.right and box.top <= y <= box.bottom
