"""Where pages lie below and beside each other, and which place a height is."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from app.ui.panels.reader.spread import Abreast, Spread

FIT_WIDTH = "width"
FIT_PAGE = "page"
FIT_COLUMN = "column"
PIXELS_PER_POINT = 96 / 72
"""Device-independent pixels per PDF point at 100 %."""

LEAST_ZOOM, MOST_ZOOM = 0.05, 64.0
_SMALL_ZOOM_STEPS = (0.05, 0.1, 0.15, 0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0)
_LARGE_ZOOM_STEPS = (1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 6.0, 8.0)
_HUGE_ZOOM_STEPS = (12.0, 16.0, 24.0, 32.0, 48.0, 64.0)
ZOOM_STEPS = (*_SMALL_ZOOM_STEPS, *_LARGE_ZOOM_STEPS, *_HUGE_ZOOM_STEPS)
_AHEAD, _BEHIND = 2, 1
LONGEST_SIDE_PX = 200_000
SHORTEST_SIDE_PX = 8
LETTER_PT = (612.0, 792.0)


@dataclass(frozen=True, slots=True)
class Box:
    """One page on the desk, in device-independent pixels; `scale` in pixels a point.

    `turn` is how far the page is turned in its box, in quarters clockwise.
    """

    left: float
    top: float
    width: float
    height: float
    scale: float
    turn: int = 0

    @property
    def bottom(self) -> float:
        """Return the height of the lower edge."""
        return self.top + self.height

    @property
    def upright(self) -> "Box":
        """Return the box of the page before it is turned, with its corner at 0, 0."""
        is_odd = self.turn % 2 == 1
        width, height = self.width, self.height
        if is_odd:
            width, height = height, width
        return Box(0.0, 0.0, width, height, self.scale)

    def turned(self, x: float, y: float) -> tuple[float, float]:
        """Turn a point of the upright box into one of the desk."""
        across, down = (
            (x, y),
            (self.width - y, x),
            (self.width - x, self.height - y),
            (y, self.height - x),
        )[self.turn]
        return self.left + across, self.top + down

    def to_page(self, x: float, y: float) -> tuple[float, float]:
        """Turn a point of the desk into points of the page, origin upper left."""
        across, down = x - self.left, y - self.top
        across, down = (
            (across, down),
            (down, self.width - across),
            (self.width - across, self.height - down),
            (self.height - down, across),
        )[self.turn]
        return across / self.scale, down / self.scale

    def distance(self, x: float) -> float:
        """Return how far a point lies beside the box."""
        return max(self.left - x, x - self.left - self.width, 0.0)


@dataclass(frozen=True, slots=True)
class Row:
    """Pages beside each other, and the heights that belong to them."""

    pages: range
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Place:
    """A height in the document: a page and the part of it above, 0 to 1."""

    page_index: int
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The room pages are laid out in, in device-independent pixels."""

    width: int
    height: int
    margin: int
    gap: int


@dataclass(frozen=True)
class Layout:
    """Every page's box; `width` and `height` are those of the whole desk.

    `is_paged` says that only one row is to be seen at a time.
    """

    boxes: tuple[Box, ...]
    width: float
    height: float
    rows: tuple[Row, ...] = ()
    is_paged: bool = False

    @cached_property
    def _tops(self) -> list[float]:
        return [row.top for row in self.rows]

    @cached_property
    def _firsts(self) -> list[int]:
        return [row.pages.start for row in self.rows]

    def row_at(self, y: float) -> Row:
        """Return the row at a height; a gap belongs to the row above it."""
        return self.rows[max(0, bisect_right(self._tops, y) - 1)]

    def page_at(self, y: float) -> int:
        """Return the first page at a height; a gap belongs to the page above it."""
        return self.row_at(y).pages.start if self.rows else 0

    def page_near(self, x: float, y: float) -> int:
        """Return the page at a height that lies nearest to a point."""
        if not self.rows:
            return 0
        pages = self.row_at(y).pages
        return min(pages, key=lambda index: self.boxes[index].distance(x))

    def stepped(self, page_index: int, n_rows: int) -> int:
        """Return the first page so many rows on from the row of a page."""
        row = bisect_right(self._firsts, page_index) - 1
        return self._firsts[min(max(row + n_rows, 0), len(self.rows) - 1)]

    def visible(self, top: float, bottom: float) -> range:
        """Return the pages that show between two heights."""
        if not self.rows:
            return range(0)
        tops = self._tops
        first = max(0, bisect_right(tops, top) - 1)
        last = max(0, bisect_right(tops, bottom) - 1)
        if self.rows[first].bottom <= top and first < last:
            first += 1
        if self.is_paged and first < last and self.rows[last].top >= bottom:
            last -= 1
        return range(self.rows[first].pages.start, self.rows[last].pages.stop)

    def page_under(self, x: float, y: float) -> int | None:
        """Return the page at a point of the desk; None beside the pages."""
        if not self.boxes:
            return None
        index = self.page_near(x, y)
        box = self.boxes[index]
        is_inside = box.left <= x < box.left + box.width and box.top <= y < box.bottom
        return index if is_inside else None

    def place(self, y: float) -> Place:
        """Return the place at a height."""
        if not self.boxes:
            return Place(0, 0.0)
        index = self.page_at(y)
        box = self.boxes[index]
        return Place(index, min(max((y - box.top) / box.height, 0.0), 1.0))

    def height_of(self, place: Place) -> float:
        """Return the height of a place; a page beyond the last is the last."""
        if not self.boxes:
            return 0.0
        box = self.boxes[min(max(place.page_index, 0), len(self.boxes) - 1)]
        return box.top + box.height * place.top

    def anchor(self, x: float, y: float) -> tuple[int, float, float]:
        """Return a page and the parts of it that lie left of and above a point."""
        if not self.boxes:
            return 0, 0.5, 0.0
        index = self.page_near(x, y)
        box = self.boxes[index]
        return index, (x - box.left) / box.width, (y - box.top) / box.height

    def at_anchor(self, anchor: tuple[int, float, float]) -> tuple[float, float]:
        """Return the point of the desk at which an anchor lies."""
        index, across, down = anchor
        if not self.boxes:
            return 0.0, 0.0
        box = self.boxes[index]
        return box.left + across * box.width, box.top + down * box.height

    def to_page(self, index: int, x: float, y: float) -> tuple[float, float]:
        """Turn a point of the desk into points of a page, origin upper left."""
        return self.boxes[index].to_page(x, y)

    def settled(self, wanted: float, *, before: float, height: float) -> float:
        """Return the height to scroll to, so that paged pages are never parted.

        A move within a row ends at its edge first; a move from the edge goes to the
        next row. `height` is that of the window.
        """
        if not self.is_paged or not self.rows:
            return wanted
        row = self.row_at(before + height / 2)
        least, most = row.top, max(row.top, row.bottom - height)
        index = self.rows.index(row)
        if wanted > most:
            if before < most - 1 or index + 1 == len(self.rows):
                return most
            return self.rows[index + 1].top
        if wanted < least:
            if before > least + 1 or index == 0:
                return least
            above = self.rows[index - 1]
            return max(above.top, above.bottom - height)
        return wanted


def arrange(
    sizes: Sequence[tuple[float, float]],
    zoom: str,
    room: Room,
    spread: Spread = Spread(),  # noqa: B008 a frozen value
) -> Layout:
    """Lay pages out in rows, one below the other, each row in the middle.

    `sizes` are widths and heights in points; `zoom` is 'width', 'page', 'column' or a
    factor as text. Pages of mixed sizes are each fitted by themselves.
    """
    known = {size: _sized(size, zoom, room, spread) for size in set(sizes)}
    sized = [known[size] for size in sizes]
    rows = spread.rows(len(sizes))
    is_alone = spread.abreast is Abreast.ONE
    cover = 0 if spread.abreast is Abreast.COVER else None
    widest = max((width for width, _, _ in sized), default=0)
    n_wide = widest if is_alone else 2 * widest + room.gap
    margin = room.gap if zoom == FIT_COLUMN else room.margin
    desk_width = max(room.width, n_wide + 2 * margin)
    boxes: list[Box] = []
    laid: list[Row] = []
    top = 0.0 if spread.is_paged else float(room.gap)
    for pages in rows:
        height = max(sized[index][1] for index in pages)
        slot = max(height + 2 * room.gap, room.height)
        above = (slot - height) // 2 if spread.is_paged else 0
        for index in pages:
            width, own_height, scale = sized[index]
            if is_alone:
                left = (desk_width - width) // 2
            elif index == pages.start and index != cover:
                left = (desk_width - room.gap) // 2 - width
            else:
                left = (desk_width - room.gap) // 2 + room.gap
            boxes.append(Box(left, top + above, width, own_height, scale, spread.turn))
        bottom = top + (slot if spread.is_paged else height)
        laid.append(Row(pages, top, bottom))
        top = bottom if spread.is_paged else bottom + room.gap
    whole = max(top, room.height)
    return Layout(tuple(boxes), desk_width, whole, tuple(laid), spread.is_paged)


def around(
    shown: range, n_pages: int, *, is_down: bool, n_abreast: int = 1
) -> list[int]:
    """Return the pages to draw ahead of need, the likeliest first."""
    n_down, n_up = (_AHEAD, _BEHIND) if is_down else (_BEHIND, _AHEAD)
    n_down, n_up = n_down * n_abreast, n_up * n_abreast
    down = range(shown.stop, min(shown.stop + n_down, n_pages))
    up = range(shown.start - 1, max(shown.start - n_up, 0) - 1, -1)
    return [*down, *up] if is_down else [*up, *down]


def factor(scale: float) -> float:
    """Return the zoom factor of a scale in pixels a point; 1.0 is 100 %."""
    return scale / PIXELS_PER_POINT


def step_zoom(now: float, direction: int) -> float:
    """Return the next larger (1) or smaller (-1) step beside a zoom factor."""
    slack = 0.01
    if direction > 0:
        return next((s for s in ZOOM_STEPS if s > now + slack), ZOOM_STEPS[-1])
    return next((s for s in reversed(ZOOM_STEPS) if s < now - slack), ZOOM_STEPS[0])


def parse_zoom(zoom: str) -> str:
    """Return a zoom that can be used: what was given, or 'width' when it is none."""
    if zoom in (FIT_WIDTH, FIT_PAGE, FIT_COLUMN):
        return zoom
    try:
        value = float(zoom)
    except ValueError:
        return FIT_WIDTH
    if not math.isfinite(value):
        return FIT_WIDTH
    return f"{min(max(value, LEAST_ZOOM), MOST_ZOOM):g}"


def _sane(size: tuple[float, float]) -> tuple[float, float]:
    width, height = size
    if not (math.isfinite(width) and math.isfinite(height)):
        return LETTER_PT
    if width <= 0 or height <= 0:
        return LETTER_PT
    return width, height


def _sized(
    given: tuple[float, float], zoom: str, room: Room, spread: Spread
) -> tuple[int, int, float]:
    """Return width and height of a page in pixels, and its scale."""
    width_pt, height_pt = _sane(given)
    if spread.turn % 2:
        width_pt, height_pt = height_pt, width_pt
    scale = _scale(width_pt, height_pt, zoom, room, spread)
    width = max(round(width_pt * scale), SHORTEST_SIDE_PX)
    height = max(round(height_pt * scale), SHORTEST_SIDE_PX)
    # The scale that gives the rounded width: pictures then fit to the pixel.
    return width, height, width / width_pt


def _scale(
    width_pt: float, height_pt: float, zoom: str, room: Room, spread: Spread
) -> float:
    n_abreast = 1 if spread.abreast is Abreast.ONE else 2
    free = room.width - 2 * room.margin - (n_abreast - 1) * room.gap
    across = max(free // n_abreast, SHORTEST_SIDE_PX) / width_pt
    down = max(room.height - 2 * room.gap, SHORTEST_SIDE_PX) / height_pt
    column = spread.column_shown
    if zoom == FIT_COLUMN and column is not None:
        wide = max(room.width - 2 * room.gap, SHORTEST_SIDE_PX)
        scale = wide / (width_pt * (column[1] - column[0]))
    elif zoom in (FIT_WIDTH, FIT_COLUMN):
        scale = across
    elif zoom == FIT_PAGE:
        scale = min(across, down)
    else:
        scale = float(parse_zoom(zoom)) * PIXELS_PER_POINT
    largest = LONGEST_SIDE_PX / max(width_pt, height_pt)
    return min(scale, MOST_ZOOM * PIXELS_PER_POINT, largest)
