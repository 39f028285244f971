"""Lines of text with their places, and the rows that people see.

Places are in points, origin upper left, y downwards, on the page as it is shown.
"""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.mark import Quad

_MERGE_HEIGHTS = 3.0
_WIDE_SHARE = 0.6
_FULL_SHARE = 0.6
_LEAST_CHARS = 25
_EDGE_PT = 8.0
_FEW_ROWS = 4


class PlacedLine(Protocol):
    """A line of text on a page; lines of one paragraph share `block`."""

    @property
    def text(self) -> str:
        """The characters."""

    @property
    def left(self) -> float:
        """Where it begins."""

    @property
    def top(self) -> float:
        """Its upper edge."""

    @property
    def right(self) -> float:
        """Where it ends."""

    @property
    def bottom(self) -> float:
        """Its lower edge."""

    @property
    def block(self) -> int:
        """The paragraph that it is of."""

    @property
    def is_horizontal(self) -> bool:
        """Whether it runs along x."""


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """A page: its number from 0, its size and its lines in reading order."""

    index: int
    width: float
    height: float
    lines: tuple[PlacedLine, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Lines beside each other that read as one; `opens` says that a paragraph does."""

    page_index: int
    text: str
    box: Quad
    block: int
    opens: bool

    @property
    def height(self) -> float:
        """Return its height in points."""
        return self.box.bottom - self.box.top

    @property
    def width(self) -> float:
        """Return its width in points."""
        return self.box.right - self.box.left


def rows_of(page: PlacedPage) -> list[Row]:
    """Return the level lines of a page as rows, in reading order."""
    groups: list[list[PlacedLine]] = []
    for line in page.lines:
        if not line.is_horizontal or not line.text.strip():
            continue
        if groups and _goes_on(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    rows: list[Row] = []
    last_block: int | None = None
    for group in groups:
        text = " ".join(" ".join(line.text for line in group).split())
        opens = last_block is None or group[0].block != last_block
        box = united(Quad(x.left, x.top, x.right, x.bottom) for x in group)
        rows.append(Row(page.index, text, box, group[0].block, opens))
        last_block = group[-1].block
    return rows


def united(boxes: Iterable[Quad]) -> Quad:
    """Return the box around boxes; there is at least one."""
    several = list(boxes)
    return Quad(
        min(box.left for box in several),
        min(box.top for box in several),
        max(box.right for box in several),
        max(box.bottom for box in several),
    )


def column_of(row: Row, rows: Sequence[Row], page: PlacedPage) -> tuple[float, float]:
    """Return the left and right edge of the column of text that a row is set in."""
    width = row.width
    if width > _FULL_SHARE * page.width:
        return _edges(rows, page)
    centre = (row.box.left + row.box.right) / 2
    beside = [
        other
        for other in rows
        if other.box.left - _EDGE_PT <= centre <= other.box.right + _EDGE_PT
        and len(other.text) >= _LEAST_CHARS
    ]
    narrow = [other for other in beside if other.width <= _FULL_SHARE * page.width]
    long = [other for other in narrow if other.width > page.width / 4]
    chosen = long if len(long) >= _FEW_ROWS else beside
    if len(chosen) < _FEW_ROWS:
        return _edges(rows, page)
    if chosen is not long:
        return _edges(rows, page)
    return (
        min(_most(other.box.left for other in chosen), row.box.left),
        max(_most(other.box.right for other in chosen), row.box.right),
    )


def body_blocks(
    rows: Sequence[Row], column: tuple[float, float], height: float
) -> set[int]:
    """Return the paragraphs of a column that are running text, not a figure's words.

    `height` is that of a usual row.
    """
    widths = [row.width for row in rows if len(row.text) >= _LEAST_CHARS]
    usual = statistics.median(widths) if widths else column[1] - column[0]
    least = min(column[1] - column[0], usual) * _WIDE_SHARE
    wide: dict[int, int] = {}
    for row in rows:
        is_text = len(row.text) >= _LEAST_CHARS and row.height > 0.8 * height
        if row.width >= least and is_text:
            wide[row.block] = wide.get(row.block, 0) + 1
    n_rows: dict[int, int] = {}
    for row in rows:
        n_rows[row.block] = n_rows.get(row.block, 0) + 1
    return {
        block
        for block, n_wide in wide.items()
        if n_wide >= 2 or n_wide * 2 >= n_rows[block]
    }


def usual_height(rows: Sequence[Row]) -> float:
    """Return the height of most long rows; 10 where there are none."""
    heights = [row.height for row in rows if len(row.text) >= _LEAST_CHARS]
    return statistics.median(heights) if heights else 10.0


def _goes_on(before: PlacedLine, line: PlacedLine) -> bool:
    high = min(before.bottom - before.top, line.bottom - line.top)
    shared = min(before.bottom, line.bottom) - max(before.top, line.top)
    gap = line.left - before.right
    return high > 0 and shared > high / 2 and -high < gap <= _MERGE_HEIGHTS * high


def _edges(rows: Sequence[Row], page: PlacedPage) -> tuple[float, float]:
    if not rows:
        return 0.0, page.width
    return min(row.box.left for row in rows), max(row.box.right for row in rows)


def _most(values: Iterable[float]) -> float:
    """Return the value, in whole points, that most of them have."""
    return float(statistics.mode(round(value) for value in values))
