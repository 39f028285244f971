"""Pages in pairs, one at a time, turned; the squares of huge pages; kept pictures."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6 import QtCore, QtGui

from app.runtime.reporter import Reporter
from app.runtime.supervisor import TaskSupervisor
from app.ui.panels.reader import layout
from app.ui.panels.reader.layout import Box, Layout, Place, Room
from app.ui.panels.reader.night import white_pages
from app.ui.panels.reader.page_cache import PageCache, Picture, PictureKey
from app.ui.panels.reader.page_loader import PageLoader
from app.ui.panels.reader.spread import Abreast, Spread, look_text, parse_look
from app.ui.panels.reader.tiles import TILE_PX, Tile, tiles_under

ROOM = Room(width=1000, height=700, margin=20, gap=10)
SIDES = st.floats(min_value=0.5, max_value=5_000)
PAGES = st.lists(st.tuples(SIDES, SIDES), min_size=1, max_size=20)
SPREADS = st.builds(
    Spread,
    abreast=st.sampled_from(Abreast),
    is_paged=st.booleans(),
    turn=st.integers(0, 3),
    column=st.none() | st.just((0.08, 0.4912)),
)
ZOOMS = st.sampled_from(["width", "page", "column", "0.05", "1.25", "64"])


@given(ZOOMS, SPREADS)
def test_look_when_written_then_reads_the_same(zoom: str, spread: Spread) -> None:
    assert parse_look(look_text(zoom, spread)) == (zoom, spread)


@given(st.text())
def test_look_when_anything_then_gives_a_spread(text: str) -> None:
    zoom, spread = parse_look(text)

    assert layout.parse_zoom(zoom)
    assert spread.turn in range(4)


@given(PAGES, ZOOMS, SPREADS)
def test_arrange_when_in_any_way_then_no_page_lies_on_another(
    sizes: list[tuple[float, float]], zoom: str, spread: Spread
) -> None:
    pages = layout.arrange(sizes, zoom, ROOM, spread)

    assert [i for row in pages.rows for i in row.pages] == list(range(len(sizes)))
    for above, below in pairwise(pages.rows):
        lowest = max(pages.boxes[i].bottom for i in above.pages)
        assert lowest < min(pages.boxes[i].top for i in below.pages)
    for row in pages.rows:
        for one, other in pairwise(pages.boxes[i] for i in row.pages):
            assert one.left + one.width < other.left
    for box in pages.boxes:
        assert box.left >= 0
        assert box.left + box.width <= pages.width
        assert box.bottom <= pages.height


@given(PAGES, SPREADS, st.data())
def test_page_when_its_middle_is_looked_up_then_is_found(
    sizes: list[tuple[float, float]], spread: Spread, data: st.DataObject
) -> None:
    pages = layout.arrange(sizes, "width", ROOM, spread)
    index = data.draw(st.integers(0, len(sizes) - 1))
    box = pages.boxes[index]
    x, y = box.left + box.width / 2, box.top + min(box.height / 2, 4)

    assert pages.page_near(x, y) == index
    assert box.turned(*(side * box.scale for side in box.to_page(x, y))) == (
        pytest.approx((x, y), abs=1e-6)
    )
    assert pages.place(pages.height_of(Place(index, 0.0))).page_index in next(
        row.pages for row in pages.rows if index in row.pages
    )


@given(PAGES, st.lists(st.floats(-900, 900), max_size=30))
def test_paged_when_moved_in_any_way_then_one_row_shows(
    sizes: list[tuple[float, float]], moves: list[float]
) -> None:
    pages = layout.arrange(sizes, "width", ROOM, Spread(is_paged=True))
    now = 0.0
    for move in moves:
        now = pages.settled(now + move, before=now, height=ROOM.height)
        assert len(pages.visible(now, now + ROOM.height)) == 1


def test_paged_when_gone_down_then_reads_all_of_a_page_before_the_next() -> None:
    pages = layout.arrange([(400.0, 1000.0)] * 2, "width", ROOM, Spread(is_paged=True))
    seen, now = [0.0], 0.0
    for _ in range(9):
        now = pages.settled(now + 630, before=now, height=700)
        seen.append(now)

    first = pages.rows[0]
    assert first.bottom - 700 in seen
    assert seen[seen.index(first.bottom - 700) + 1] == pages.rows[1].top
    assert seen[-1] == pages.height - 700


def test_arrange_when_turned_then_sides_are_swapped() -> None:
    (box,) = layout.arrange([(400.0, 600.0)], "1", ROOM, Spread(turn=1)).boxes

    assert (box.width, box.height) == (800, 533)
    assert (box.upright.width, box.upright.height) == (533, 800)


@given(
    st.integers(0, 3),
    st.tuples(st.floats(-2_000, 60_000), st.floats(-2_000, 60_000)),
)
def test_tiles_when_part_of_a_page_shows_then_cover_it_and_little_more(
    turn: int, corner: tuple[float, float]
) -> None:
    box = Box(30.0, 50.0, 48_000.0, 64_000.0, 80.0, turn)
    left, top = corner
    shown = (left, top, left + 1440, top + 900)

    tiles = set(tiles_under(box, shown, 80.0))

    assert len(tiles) <= (1440 // TILE_PX + 2) * (900 // TILE_PX + 2)
    x, y = left + 720, top + 450
    is_on = 30 <= x < 48_030 and 50 <= y < 64_050
    across, down = box.to_page(x, y)
    tile = Tile(int(across * 80 // TILE_PX), int(down * 80 // TILE_PX))
    if is_on:
        assert tile in tiles


def test_cache_when_full_then_the_oldest_of_any_paper_goes() -> None:
    image = QtGui.QImage(100, 100, QtGui.QImage.Format.Format_RGB32)
    cache = PageCache(3 * image.sizeInBytes())

    keys = [PictureKey(file, 0, "") for file in "abcd"]
    for key in keys[:3]:
        cache.keep(key, Picture(image, 1.0))
    cache.find(keys[0])
    cache.keep(keys[3], Picture(image, 1.0))

    assert [cache.find(key) is not None for key in keys] == [True, False, True, True]
    assert cache.held_bytes == 3 * image.sizeInBytes()
    cache.forget("a")
    assert cache.held_bytes == 2 * image.sizeInBytes()
    assert Layout((), 0, 0).page_at(5) == 0


def test_cache_when_thinned_out_then_the_last_pictures_of_others_stay() -> None:
    image = QtGui.QImage(100, 100, QtGui.QImage.Format.Format_RGB32)
    cache = PageCache(9 * image.sizeInBytes())
    keys = [PictureKey(file, page, "") for file in "abc" for page in range(2)]
    for key in keys:
        cache.keep(key, Picture(image, 1.0))

    cache.thin_out("b", image.sizeInBytes())

    is_kept = [cache.find(key) is not None for key in keys]
    assert is_kept == [False, False, True, True, False, True]
    assert cache.held_bytes == 3 * image.sizeInBytes()


def test_loader_when_another_paper_shows_then_keeps_few_pictures_of_the_first() -> None:
    image = QtGui.QImage(100, 100, QtGui.QImage.Format.Format_RGB32)
    cache = PageCache(8 * image.sizeInBytes())
    jobs, parent = TaskSupervisor(Reporter()), QtCore.QObject()
    loader = PageLoader(jobs, white_pages(), parent, cache)
    loader.show(None, "a")
    for page_index in range(8):
        cache.keep(PictureKey("a", page_index, ""), Picture(image, 1.0))

    loader.show(None, "a")
    assert loader.held_bytes == 8 * image.sizeInBytes()
    loader.show(None, "b")

    assert loader.held_bytes == 2 * image.sizeInBytes()
    assert cache.find(PictureKey("a", 7, "")) is not None
