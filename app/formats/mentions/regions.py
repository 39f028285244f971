"""Which part of a page shows a target: a figure with its caption, an equation."""

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.mark import Quad
from app.formats.mentions.finding import MentionKind
from app.formats.mentions.placed import (
    PlacedPage,
    Row,
    body_blocks,
    column_of,
    united,
)

_PAD_PT = 6.0
_PAD_DOWN_PT = 1.5
_LEAST_PT = 30.0
_PICTURE_PT = 60.0
_SECTION_PT = 150.0
_STATEMENT_PT = 110.0
_EQUATION_GAP = 0.5
_TEXT_SHARE = 0.6
_MOST_FORMULA = 80
_LONG_WORD = re.compile(r"[^\W\d_]{3,}")
_LISTING_GAP = 0.9
_LISTING_PT = 300.0
_MOST_CAPTION_ROWS = 14
_CAPTIONED = (MentionKind.FIGURE, MentionKind.TABLE, MentionKind.ALGORITHM)
_NEAR_HEIGHTS = 3.0


@dataclass(frozen=True, slots=True)
class Setting:
    """A page with its rows and the height of a usual one, in points."""

    page: PlacedPage
    rows: Sequence[Row]
    height: float


@dataclass(frozen=True, slots=True)
class _Free:
    """The room about a caption, how many rows are near, and whether the room below
    belongs to another caption.
    """

    top: float
    bottom: float
    n_above: int
    n_below: int
    is_owned: bool


def region_of(kind: MentionKind, on: Setting, number: int) -> tuple[Quad, Quad]:
    """Return the part of a page that shows a target, and the target's own words.

    `number` is that of the row that names it.
    """
    row = on.rows[number]
    if kind in _CAPTIONED:
        return _captioned(kind, on, number)
    if kind is MentionKind.EQUATION:
        return _padded(_equation(on, number), on.page), row.box
    left, right = column_of(row, on.rows, on.page)
    reach = _SECTION_PT if kind is MentionKind.SECTION else _STATEMENT_PT
    below = [
        other.box
        for other in on.rows
        if row.box.top - 1 <= other.box.top <= row.box.top + reach
        and other.box.left < right
        and other.box.right > left
    ]
    return _padded(united((row.box, *below)), on.page), row.box


def _captioned(kind: MentionKind, on: Setting, number: int) -> tuple[Quad, Quad]:
    caption = _caption(on, number)
    box = united(row.box for row in caption)
    whole = Row(on.page.index, caption[0].text, box, caption[0].block, True)
    left, right = column_of(whole, on.rows, on.page)
    free = _free(on, caption, box, (left, right))
    top, bottom = free.top, free.bottom
    above, below = box.top - top, bottom - box.bottom
    if kind is MentionKind.ALGORITHM:
        bottom = _listing_end(on, box, (left, right))
        is_above = bottom - box.bottom < on.height and above > on.height
    elif kind is MentionKind.FIGURE:
        has_picture = below >= _PICTURE_PT or (free.n_below and below > on.height)
        is_above = above >= _LEAST_PT or free.is_owned or not has_picture
        if above < _LEAST_PT:
            top = _listing_start(on, box, (left, right))
    else:
        is_above = not (free.n_below and below >= on.height) and above > on.height
        is_above = is_above or (free.n_above > 0 and not free.n_below)
    region = Quad(
        min(left, box.left),
        top if is_above else box.top,
        max(right, box.right),
        box.bottom if is_above else bottom,
    )
    return _padded(region, on.page), box


def _listing_start(on: Setting, box: Quad, column: tuple[float, float]) -> float:
    """Return where the lines begin that stand right above a caption."""
    top = box.top
    above = [
        row.box
        for row in on.rows
        if row.box.bottom < box.top + 2
        and row.box.left < column[1]
        and row.box.right > column[0]
    ]
    for place in sorted(above, key=lambda b: -b.bottom):
        gap = top - place.bottom
        is_first = top == box.top
        if gap > (_NEAR_HEIGHTS if is_first else _LISTING_GAP) * on.height:
            break
        if box.top - place.top > _LISTING_PT:
            break
        top = min(top, place.top)
    return top


def _listing_end(on: Setting, box: Quad, column: tuple[float, float]) -> float:
    """Return where the lines of an algorithm end that begin below its title."""
    bottom = box.bottom
    below = [
        row.box
        for row in on.rows
        if row.box.top > box.top + 1
        and row.box.left < column[1]
        and row.box.right > column[0]
    ]
    for place in sorted(below, key=lambda b: b.top):
        if place.top - bottom > _LISTING_GAP * on.height:
            break
        if place.bottom - box.top > _LISTING_PT:
            break
        bottom = max(bottom, place.bottom)
    return bottom


def _caption(on: Setting, number: int) -> list[Row]:
    """Return the rows of the caption that a row begins."""
    found = [on.rows[number]]
    for before, row in pairwise(on.rows[number : number + _MOST_CAPTION_ROWS]):
        gap = row.box.top - before.box.bottom
        is_beside = abs(row.box.top - before.box.top) < before.height / 2
        is_below = -0.6 * before.height < gap < 0.5 * before.height
        is_same = row.block == before.block or (
            is_below and abs(row.height - before.height) < 0.15 * before.height
        )
        if row.block != found[0].block and not (is_same and is_below):
            break
        if not (is_beside or is_below) or row.box.top < found[0].box.top - 2:
            break
        is_new = row.block != before.block and not is_beside
        if is_new and (before.text.endswith(".") or row.width > 1.2 * before.width):
            break
        found.append(row)
    return found


def _free(
    on: Setting, caption: Sequence[Row], box: Quad, column: tuple[float, float]
) -> _Free:
    """Find how far up and down there is no running text."""
    inside = [
        row
        for row in on.rows
        if row.box.left < column[1] - 2
        and row.box.right > column[0] + 2
        and not any(row is own for own in caption)
    ]
    blocks = body_blocks(inside, column, on.height)
    margin = 0.05 * on.page.height
    top, bottom = margin, on.page.height - margin
    is_owned = False
    for row in inside:
        is_stop = row.block in blocks or _is_caption(row)
        if not is_stop:
            continue
        if row.box.bottom <= box.top + 2:
            top = max(top, row.box.bottom)
        elif box.bottom - 2 <= row.box.top < bottom:
            bottom, is_owned = row.box.top, _is_caption(row)
    reach = _NEAR_HEIGHTS * on.height
    others = [row for row in inside if row.block not in blocks]
    shown = [r.box for r in others if top <= r.box.top and r.box.bottom <= box.top + 2]
    below = [
        r.box
        for r in others
        if r.box.bottom <= bottom + 2 and r.box.top >= box.bottom - 2
    ]
    n_above = sum(box.top - place.bottom < reach for place in shown)
    n_below = sum(place.top - box.bottom < reach for place in below)
    if below:
        bottom = min(bottom, max(place.bottom for place in below))
    return _Free(top, max(bottom, box.bottom), n_above, n_below, is_owned)


def _is_caption(row: Row) -> bool:
    words = row.text[:9].casefold()
    is_named = words.startswith(("figure ", "fig. ", "table ", "algorithm"))
    return is_named and row.opens


def _equation(on: Setting, number: int) -> Quad:
    row = on.rows[number]
    flush = [
        other.box.left
        for other in on.rows
        if abs(other.box.right - row.box.right) < 8 and other.width > 100
    ]
    left = statistics.mode(map(round, flush)) if flush else row.box.left
    inside = [
        other
        for other in on.rows
        if other.box.right > left + 1 and other.box.left < row.box.right + 1
    ]
    least = _TEXT_SHARE * (row.box.right - left)
    formulas = [
        other
        for other in inside
        if not (other.width >= least and len(_LONG_WORD.findall(other.text)) >= 4)
        and not _ends_with_number(other)
        and len(other.text) < _MOST_FORMULA
    ]
    box = Quad(left, row.box.top, row.box.right, row.box.bottom)
    is_alone = row.width < least / 2
    if is_alone and not any(_overlap(other.box, row.box) for other in formulas):
        above = [other.box for other in inside if other.box.bottom <= row.box.top + 4]
        box = united((box, *sorted(above, key=lambda b: b.bottom)[-1:]))
    is_growing = True
    while is_growing:
        is_growing = False
        for other in formulas:
            gap = max(other.box.top - box.bottom, box.top - other.box.bottom)
            is_in = box.top <= other.box.top and other.box.bottom <= box.bottom
            if gap < _EQUATION_GAP * on.height and not is_in:
                box = united((box, other.box))
                is_growing = True
    return Quad(min(left, box.left), box.top, max(row.box.right, box.right), box.bottom)


def _overlap(one: Quad, other: Quad) -> bool:
    """Say whether boxes share some height."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.3 * min(one.bottom - one.top, other.bottom - other.top)


def _ends_with_number(row: Row) -> bool:
    return row.text.endswith(")") and row.text[-5:-1].strip(" (").isdigit()


def _padded(box: Quad, page: PlacedPage) -> Quad:
    return Quad(
        max(0.0, box.left - _PAD_PT),
        max(0.0, box.top - _PAD_DOWN_PT),
        min(page.width, box.right + _PAD_PT),
        min(page.height, box.bottom + _PAD_DOWN_PT),
    )
