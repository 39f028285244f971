"""Where pages lie below each other at a zoom, and which place a height is."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

FIT_WIDTH = "width"
FIT_PAGE = "page"
PIXELS_PER_POINT = 96 / 72
"""Device-independent pixels per PDF point at 100 %."""

LEAST_ZOOM, MOST_ZOOM = 0.1, 8.0
ZOOM_STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5)
LARGE_ZOOM_STEPS = (3.0, 4.0, 6.0, 8.0)
_AHEAD, _BEHIND = 2, 1
LONGEST_SIDE_PX = 24_000
SHORTEST_SIDE_PX = 8
LETTER_PT = (612.0, 792.0)


@dataclass(frozen=True, slots=True)
class Box:
    """One page on the desk, in device-independent pixels; `scale` in pixels a point."""

    left: float
    top: float
    width: float
    height: float
    scale: float

    @property
    def bottom(self) -> float:
        """Return the height of the lower edge."""
        return self.top + self.height


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
    """Every page's box; `width` and `height` are those of the whole desk."""

    boxes: tuple[Box, ...]
    width: float
    height: float

    @cached_property
    def _tops(self) -> list[float]:
        return [box.top for box in self.boxes]

    def page_at(self, y: float) -> int:
        """Return the page at a height; a gap belongs to the page above it."""
        return max(0, bisect_right(self._tops, y) - 1)

    def visible(self, top: float, bottom: float) -> range:
        """Return the pages that show between two heights."""
        if not self.boxes:
            return range(0)
        first, last = self.page_at(top), self.page_at(bottom)
        if self.boxes[first].bottom <= top and first < last:
            first += 1
        return range(first, last + 1)

    def page_under(self, x: float, y: float) -> int | None:
        """Return the page at a point of the desk; None beside the pages."""
        if not self.boxes:
            return None
        index = self.page_at(y)
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
        index = self.page_at(y)
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
        box = self.boxes[index]
        return (x - box.left) / box.scale, (y - box.top) / box.scale


def arrange(sizes: Sequence[tuple[float, float]], zoom: str, room: Room) -> Layout:
    """Lay pages out one below the other, each centred.

    `sizes` are widths and heights in points; `zoom` is 'width', 'page' or a factor as
    text. Pages of mixed sizes are each fitted by themselves.
    """
    sized = []
    for given in sizes:
        width_pt, height_pt = _sane(given)
        scale = _scale(width_pt, height_pt, zoom, room)
        width = max(round(width_pt * scale), SHORTEST_SIDE_PX)
        height = max(round(height_pt * scale), SHORTEST_SIDE_PX)
        # The scale that gives the rounded width: pictures then fit to the pixel.
        sized.append((width, height, width / width_pt))
    widest = max((width for width, _, _ in sized), default=0)
    desk_width = max(room.width, widest + 2 * room.margin)
    boxes = []
    top = float(room.gap)
    for width, height, scale in sized:
        boxes.append(Box((desk_width - width) // 2, top, width, height, scale))
        top += height + room.gap
    return Layout(tuple(boxes), desk_width, max(top, room.height))


def around(shown: range, n_pages: int, *, is_down: bool) -> list[int]:
    """Return the pages to draw ahead of need, the likeliest first."""
    n_down, n_up = (_AHEAD, _BEHIND) if is_down else (_BEHIND, _AHEAD)
    down = range(shown.stop, min(shown.stop + n_down, n_pages))
    up = range(shown.start - 1, max(shown.start - n_up, 0) - 1, -1)
    return [*down, *up] if is_down else [*up, *down]


def factor(scale: float) -> float:
    """Return the zoom factor of a scale in pixels a point; 1.0 is 100 %."""
    return scale / PIXELS_PER_POINT


def step_zoom(now: float, direction: int) -> float:
    """Return the next larger (1) or smaller (-1) step beside a zoom factor."""
    steps = (*ZOOM_STEPS, *LARGE_ZOOM_STEPS)
    slack = 0.01
    if direction > 0:
        return next((s for s in steps if s > now + slack), steps[-1])
    return next((s for s in reversed(steps) if s < now - slack), steps[0])


def parse_zoom(zoom: str) -> str:
    """Return a zoom that can be used: what was given, or 'width' when it is none."""
    if zoom in (FIT_WIDTH, FIT_PAGE):
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


def _scale(width_pt: float, height_pt: float, zoom: str, room: Room) -> float:
    across = max(room.width - 2 * room.margin, SHORTEST_SIDE_PX) / width_pt
    down = max(room.height - 2 * room.gap, SHORTEST_SIDE_PX) / height_pt
    if zoom == FIT_WIDTH:
        scale = across
    elif zoom == FIT_PAGE:
        scale = min(across, down)
    else:
        scale = float(parse_zoom(zoom)) * PIXELS_PER_POINT
    largest = LONGEST_SIDE_PX / max(width_pt, height_pt)
    return min(scale, MOST_ZOOM * PIXELS_PER_POINT, largest)
