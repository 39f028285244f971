"""The places one jumped from, to go back and forward between."""

from app.ui.panels.reader.layout import Place

_MOST_PLACES = 100
_SAME_PART = 0.05


class Jumps:
    """A list of places with a position in it."""

    def __init__(self) -> None:
        self._behind: list[Place] = []
        self._ahead: list[Place] = []

    def clear(self) -> None:
        """Forget every place."""
        self._behind.clear()
        self._ahead.clear()

    def leave(self, place: Place) -> None:
        """Keep the place that a jump leaves."""
        if not (self._behind and _is_near(self._behind[-1], place)):
            self._behind.append(place)
        del self._behind[:-_MOST_PLACES]
        self._ahead.clear()

    def back(self, now: Place) -> Place | None:
        """Return the place before; None when there is none."""
        return _step(now, self._behind, self._ahead)

    def forward(self, now: Place) -> Place | None:
        """Return the place that one went back from; None when there is none."""
        return _step(now, self._ahead, self._behind)


def _step(now: Place, source: list[Place], target: list[Place]) -> Place | None:
    while source:
        place = source.pop()
        if not _is_near(place, now):
            target.append(now)
            return place
    return None


def _is_near(one: Place, other: Place) -> bool:
    if one.page_index != other.page_index:
        return False
    return abs(one.top - other.top) < _SAME_PART
