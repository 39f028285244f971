"""The squares that a page too large for one picture is drawn in."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.mark import Quad
from app.ui.panels.reader.layout import Box

TILE_PX = 1024
"""The side of a square, in device pixels."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A square of a page, counted from its upper left corner."""

    column: int
    row: int

    def clip(self, scale: float) -> Quad:
        """Return where it lies on the page, in points; `scale` in pixels a point."""
        side = TILE_PX / scale
        left, top = self.column * side, self.row * side
        return Quad(left, top, left + side, top + side)


def tiles_under(
    box: Box, shown: tuple[float, float, float, float], scale: float
) -> Iterator[Tile]:
    """Return the squares of a page that lie within a part of the desk.

    `shown` is left, top, right and bottom; `scale` is in device pixels a point.
    """
    left, top = max(shown[0], box.left), max(shown[1], box.top)
    right = min(shown[2], box.left + box.width)
    bottom = min(shown[3], box.bottom)
    if right <= left or bottom <= top:
        return
    corners = (box.to_page(left, top), box.to_page(right, bottom))
    (least_x, most_x), (least_y, most_y) = map(sorted, zip(*corners, strict=True))
    upright = box.upright
    last_column = int((upright.width / box.scale * scale - 1) // TILE_PX)
    last_row = int((upright.height / box.scale * scale - 1) // TILE_PX)
    for row in _steps(least_y * scale, most_y * scale, last_row):
        for column in _steps(least_x * scale, most_x * scale, last_column):
            yield Tile(column, row)


def _steps(least_px: float, most_px: float, last: int) -> range:
    first = min(max(int(least_px // TILE_PX), 0), last)
    end = min(max(int(most_px // TILE_PX), first), last)
    return range(first, end + 1)
