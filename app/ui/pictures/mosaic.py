"""The mosaic of a card: a paper's first figures, else its first pages, side by side."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from PySide6 import QtCore, QtGui

from app.ui.pictures.paper_picture import PaperPicture

_MOST_PAGES = 2
_MOST_TILES = 4
_LEAST_PART = 0.24
"""A tile that is less high than this part of the room shows nothing any more."""

_WORTH = 0.12
"""One tile more is worth so much less covered room."""

_NUMBER = re.compile(
    r"(?:Extended Data |Supplementary )?(?P<kind>Fig(?:ure|\.)?|Table|Scheme|Chart)"
    r"\s*(?P<number>[A-Z]?\d+(?:\.\d+)*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One picture of a card, and where it stands, in pixels from its room's corner.

    `number` is what its caption calls it ('Figure 3'), '' for a page.
    """

    place: QtCore.QRect
    image: QtGui.QImage
    page_index: int
    number: str
    caption: str


Mosaic = tuple[Tile, ...]


def make_mosaic(
    pictures: Sequence[PaperPicture],
    size: QtCore.QSize,
    *,
    gap_px: int,
    device_ratio: float,
) -> Mosaic:
    """Set pictures in a room of this size, at its right.

    Every picture keeps its shape, and all rows are equally wide. As many are taken
    as fill the room best.
    """
    most = _MOST_TILES if any(p.is_figure for p in pictures) else _MOST_PAGES
    shown = [p for p in pictures[:most] if not p.image.isNull()]
    shapes = [picture.image.width() / picture.image.height() for picture in shown]
    places = _best_places(shapes, size, gap_px)
    return tuple(
        Tile(
            place=place,
            image=_scaled(picture.image, place.size(), device_ratio),
            page_index=picture.page_index,
            number=_number(picture.caption) if picture.is_figure else "",
            caption=picture.caption,
        )
        for picture, place in zip(shown, places, strict=False)
    )


def cost_bytes(mosaic: Mosaic) -> int:
    """Return how much memory a mosaic takes."""
    return sum(tile.image.sizeInBytes() for tile in mosaic)


def _best_places(
    shapes: Sequence[float], size: QtCore.QSize, gap: int
) -> list[QtCore.QRect]:
    """Return the places of the first pictures that together cover most of the room.

    Where it covers about as much, more pictures are better than fewer.
    """
    best: list[QtCore.QRect] = []
    most = 0.0
    for rows in _arrangements(shapes):
        places = _places(rows, size, gap)
        least = min((place.height() for place in places), default=0)
        covered = sum(place.width() * place.height() for place in places)
        worth = covered * (1 + _WORTH * (len(places) - 1))
        is_legible = least >= _LEAST_PART * size.height() or sum(map(len, rows)) == 1
        if is_legible and worth > most:
            best, most = places, worth
    return best


def _arrangements(shapes: Sequence[float]) -> Iterator[list[Sequence[float]]]:
    """Yield every way to set the first one, two, … pictures in rows, in their order."""
    for n_shown in range(1, len(shapes) + 1):
        for n_cuts in range(n_shown):
            for cuts in combinations(range(1, n_shown), n_cuts):
                ends = pairwise((0, *cuts, n_shown))
                yield [shapes[start:end] for start, end in ends]


def _places(
    rows: Sequence[Sequence[float]], size: QtCore.QSize, gap: int
) -> list[QtCore.QRect]:
    """Set rows below each other, each as wide as the room, or as its height allows."""
    gaps = (len(rows) - 1) * gap

    def heights(width: float) -> list[float]:
        return [(width - (len(row) - 1) * gap) / sum(row) for row in rows]

    full = size.width()
    rise = sum(1 / sum(row) for row in rows)
    over = sum(heights(full)) + gaps - size.height()
    width = full - max(over, 0.0) / rise
    if min(heights(width)) < 1:
        return []
    places, top = [], 0.0
    for row, height in zip(rows, heights(width), strict=True):
        left = full - width
        for shape in row:
            right = left + height * shape
            corner = QtCore.QPoint(round(left), round(top))
            end = QtCore.QPoint(round(right) - 1, round(top + height) - 1)
            places.append(QtCore.QRect(corner, end))
            left = right + gap
        top += height + gap
    return places


def _scaled(
    image: QtGui.QImage, size: QtCore.QSize, device_ratio: float
) -> QtGui.QImage:
    scaled = image.scaled(
        (QtCore.QSizeF(size) * device_ratio).toSize(),
        QtCore.Qt.AspectRatioMode.IgnoreAspectRatio,
        QtCore.Qt.TransformationMode.SmoothTransformation,
    )
    return scaled.convertToFormat(QtGui.QImage.Format.Format_RGB32)


def _number(caption: str) -> str:
    """Return what a caption calls its figure: 'Figure 3' of 'Fig. 3. A red field'."""
    found = _NUMBER.match(caption.strip())
    if found is None:
        return ""
    kind = found["kind"].capitalize()
    return f"{'Figure' if kind.startswith('Fig') else kind} {found['number']}"
