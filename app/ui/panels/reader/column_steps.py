"""Where a screen further on is when one reads column by column."""

from collections.abc import Sequence
from dataclasses import dataclass

_OVERLAP = 0.1
_SMALL = 0.04
_NEAR_PX = 3.0
_WIDEST = 1.05


@dataclass(frozen=True, slots=True)
class Area:
    """A box on the desk, in device-independent pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def size(self) -> float:
        """Return width times height."""
        return (self.right - self.left) * (self.bottom - self.top)


def main_columns(columns: Sequence[Area]) -> list[Area]:
    """Leave out boxes too small to be read as a column of their own."""
    whole = sum(column.size for column in columns)
    return [column for column in columns if column.size >= _SMALL * whole]


def step_screen(
    columns: Sequence[Area], room: Area, direction: int, *, margin_px: float
) -> tuple[float, float] | None:
    """Return left and top of what shows after a screen on (1) or back (-1).

    `columns` lie in the order in which they are read, `room` is what shows now. None
    where no column shows, it does not fit across, or there is none to go on to.
    """
    now = _present(columns, room)
    if now is None:
        return None
    height = room.bottom - room.top
    column = columns[now]
    if column.right - column.left > _WIDEST * (room.right - room.left):
        return None
    if direction > 0 and column.bottom > room.bottom + _NEAR_PX:
        top = min(
            room.top + height * (1 - _OVERLAP), column.bottom + margin_px - height
        )
        return column.left - margin_px, max(top, room.top + 1)
    if direction < 0 and column.top < room.top - _NEAR_PX:
        top = max(room.top - height * (1 - _OVERLAP), column.top - margin_px)
        return column.left - margin_px, min(top, room.top - 1)
    target = now + direction
    if not 0 <= target < len(columns):
        return None
    following = columns[target]
    top = following.top - margin_px
    if direction < 0:
        top = max(top, following.bottom + margin_px - height)
    return following.left - margin_px, top


def _present(columns: Sequence[Area], room: Area) -> int | None:
    """Return the column of which most shows; of equals the earlier one."""
    best, most = None, 0.0
    for index, column in enumerate(columns):
        across = min(column.right, room.right) - max(column.left, room.left)
        down = min(column.bottom, room.bottom) - max(column.top, room.top)
        shown = max(0.0, across) * max(0.0, down)
        if shown > most * 1.01:
            best, most = index, shown
    return best
