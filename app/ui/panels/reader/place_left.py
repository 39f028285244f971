"""Where a paper was left: what of it is shown first."""

from dataclasses import dataclass

from app.domain.paper import Progress
from app.ui.panels.reader.layout import FIT_WIDTH, Place


@dataclass(frozen=True, slots=True)
class PlaceLeft:
    """A place in a paper; `zoom` are the words of zoom and spread."""

    place: Place
    zoom: str


def place_left(progress: Progress | None) -> PlaceLeft:
    """Return where a paper was left: its start where it was never read."""
    if progress is None:
        return PlaceLeft(Place(0, 0.0), FIT_WIDTH)
    return PlaceLeft(Place(progress.page_index, progress.top), progress.zoom)
