"""Mosaics fill their room without hiding, bending or overrunning anything."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6 import QtCore, QtGui

from app.domain.paper import Sha256
from app.ui.pictures.mosaic import Mosaic, cost_bytes, make_mosaic
from app.ui.pictures.mosaic_cache import MosaicCache
from app.ui.pictures.paper_picture import PaperPicture

pytestmark = pytest.mark.ui
ROOM = QtCore.QSize(168, 154)
SIDES = st.integers(8, 352)
GAP = 5


def picture(
    width: int, height: int, *, caption: str = "", is_figure: bool = True
) -> PaperPicture:
    image = QtGui.QImage(width, height, QtGui.QImage.Format.Format_RGB32)
    image.fill(QtGui.QColor("white"))
    return PaperPicture(page_index=4, is_figure=is_figure, caption=caption, image=image)


def mosaic(*pictures: PaperPicture, ratio: float = 1.0) -> Mosaic:
    return make_mosaic(pictures, ROOM, gap_px=GAP, device_ratio=ratio)


@given(st.lists(st.tuples(SIDES, SIDES), max_size=6))
def test_tiles_stay_in_the_room_apart_and_in_shape(
    sides: list[tuple[int, int]],
) -> None:
    tiles = mosaic(*(picture(*each) for each in sides))

    room = QtCore.QRect(QtCore.QPoint(), ROOM)
    assert len(tiles) <= 4
    assert bool(tiles) == bool(sides)
    assert all(room.contains(tile.place) for tile in tiles)
    for one, other in combinations(tiles, 2):
        assert not one.place.intersects(other.place)
    for tile, (width, height) in zip(tiles, sides, strict=False):
        wanted = tile.place.height() * width / height
        assert abs(tile.place.width() - wanted) <= 2 + width / height


def test_tiles_of_wide_figures_are_one_large_above_two_small() -> None:
    places = [tile.place for tile in mosaic(*[picture(352, 176)] * 3)]

    assert [place.width() for place in places] == [168, 82, 82]
    assert places[1].top() == places[2].top() > places[0].bottom()


def test_tiles_of_pages_are_two_at_most() -> None:
    pages = [picture(136, 176, is_figure=False)] * 4

    assert len(mosaic(*pages)) == 2


def test_tiles_have_the_pixels_of_the_screen() -> None:
    (tile,) = mosaic(picture(352, 176), ratio=2.0)

    assert tile.image.size() == tile.place.size() * 2


@pytest.mark.parametrize(
    ("caption", "number"),
    [
        ("Figure 3: A red field.", "Figure 3"),
        ("Fig. S2. Ablations", "Figure S2"),
        ("FIG. 4 | Overview", "Figure 4"),
        ("Extended Data Fig. 1", "Figure 1"),
        ("Table 2.1 Results", "Table 2.1"),
        ("Our method, as in Figure 3", ""),
        ("", ""),
    ],
)
def test_tiles_are_called_as_their_captions_call_them(
    caption: str, number: str
) -> None:
    (tile,) = mosaic(picture(80, 80, caption=caption))

    assert tile.number == number


def test_cache_forgets_what_was_not_asked_for_the_longest() -> None:
    made = mosaic(picture(160, 150))
    cache = MosaicCache(3 * cost_bytes(made))
    keys = [(Sha256(name), 1, 1, 1.0) for name in "abcd"]
    for key in keys[:3]:
        cache.put(key, made)
    assert cache.get(keys[0]) == made

    cache.put(keys[3], made)

    assert [key in cache for key in keys] == [True, False, True, True]
    assert cache.held_bytes == 3 * cost_bytes(made)


def test_cache_when_a_mosaic_is_put_again_then_counts_it_once() -> None:
    made = mosaic(picture(160, 150))
    cache = MosaicCache(10 * cost_bytes(made))
    key = (Sha256("a"), 1, 1, 1.0)

    cache.put(key, made)
    cache.put(key, made)

    assert cache.held_bytes == cost_bytes(made)
