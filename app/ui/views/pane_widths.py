"""How wide the user made the panes: kept apart from how wide they are by default."""

from collections.abc import Sequence

WIDEST_SIDEBAR, WIDEST_DETAIL = 400, 640
"""How far the user can widen them, in lengths of the design grid."""

_WIDEST = (WIDEST_SIDEBAR, WIDEST_DETAIL, WIDEST_DETAIL)


class PaneWidths:
    """Widths set by hand, in lengths of the design grid; 0 where none was set.

    The detail has one width beside the sidebar and another beside the rail.
    """

    def __init__(self) -> None:
        self._sidebar = 0
        self._details = [0, 0]

    def values(self) -> list[int]:
        """Return them as numbers for `restore`: sidebar, detail, detail by the rail."""
        return [self._sidebar, *self._details]

    def restore(self, values: Sequence[int]) -> None:
        """Take what `values` returned; anything else leaves the defaults."""
        if len(values) == len(_WIDEST) and all(
            0 <= value <= widest for value, widest in zip(values, _WIDEST, strict=True)
        ):
            self._sidebar, *self._details = values

    def sidebar(self, default: int) -> int:
        """Return the width of the wide sidebar."""
        return self._sidebar or default

    def detail(self, default: int, *, is_rail: bool) -> int:
        """Return the width of the detail, beside the rail or the wide sidebar."""
        return self._details[is_rail] or default

    def set_sidebar(self, width: int) -> None:
        """Keep what the user made of the sidebar."""
        self._sidebar = min(width, WIDEST_SIDEBAR)

    def set_detail(self, width: int, *, is_rail: bool) -> None:
        """Keep what the user made of the detail."""
        self._details[is_rail] = min(width, WIDEST_DETAIL)
