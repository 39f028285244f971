"""Where pages lie at a zoom, and the jump list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.panels.reader import layout
from app.ui.panels.reader.jumps import Jumps
from app.ui.panels.reader.layout import Place, Room

LETTER = (612.0, 792.0)
ROOM = Room(width=1000, height=700, margin=20, gap=10)
SIDES = st.floats(min_value=0.5, max_value=20_000)


def test_arrange_when_width_is_fitted_then_page_fills_it_but_for_the_margins() -> None:
    pages = layout.arrange([LETTER] * 3, layout.FIT_WIDTH, ROOM)

    assert [box.width for box in pages.boxes] == [960, 960, 960]
    assert pages.boxes[0].left == 20
    assert pages.boxes[1].top == pages.boxes[0].bottom + 10


def test_arrange_when_page_is_fitted_then_all_of_it_shows() -> None:
    pages = layout.arrange([LETTER], layout.FIT_PAGE, ROOM)

    assert pages.boxes[0].height == 680


def test_arrange_when_zoom_is_one_then_a_point_is_a_ninety_sixth_of_an_inch() -> None:
    pages = layout.arrange([LETTER], "1", ROOM)

    assert (pages.boxes[0].width, pages.boxes[0].height) == (816, 1056)


@pytest.mark.parametrize("zoom", ["width", "page", "0.1", "8"])
@pytest.mark.parametrize(
    "size", [(4000.0, 400.0), (1.0, 1.0), (14_400.0, 14_400.0), (0.0, -3.0)]
)
def test_arrange_when_pages_are_odd_then_boxes_stay_within_bounds(
    size: tuple[float, float], zoom: str
) -> None:
    box = layout.arrange([size], zoom, ROOM).boxes[0]

    for side in (box.width, box.height):
        assert layout.SHORTEST_SIDE_PX <= side <= layout.LONGEST_SIDE_PX + 1


def test_visible_when_in_the_middle_then_gives_the_pages_that_show() -> None:
    pages = layout.arrange([LETTER] * 100, "1", ROOM)
    top = pages.boxes[49].bottom - 5

    assert pages.visible(top, top + 100) == range(49, 51)
    assert pages.visible(top + 5, top + 10) == range(49, 50)


def test_page_under_when_beside_the_pages_then_none() -> None:
    pages = layout.arrange([LETTER] * 2, "1", ROOM)

    assert pages.page_under(1, 100) is None
    assert pages.page_under(500, 100) == 0


@given(st.lists(st.tuples(SIDES, SIDES), min_size=1, max_size=30), st.data())
def test_place_when_turned_into_a_height_then_comes_back(
    sizes: list[tuple[float, float]], data: st.DataObject
) -> None:
    pages = layout.arrange(sizes, layout.FIT_WIDTH, ROOM)
    place = Place(
        data.draw(st.integers(0, len(sizes) - 1)), data.draw(st.floats(0, 0.99))
    )

    found = pages.place(pages.height_of(place))

    assert found.page_index == place.page_index
    assert found.top == pytest.approx(place.top, abs=1e-6)


@given(st.floats(min_value=layout.LEAST_ZOOM, max_value=layout.MOST_ZOOM))
def test_step_zoom_when_stepped_then_goes_that_way_within_bounds(now: float) -> None:
    larger, smaller = layout.step_zoom(now, 1), layout.step_zoom(now, -1)

    assert larger > now or larger == layout.MOST_ZOOM
    assert smaller < now or smaller == layout.ZOOM_STEPS[0]


@pytest.mark.parametrize(
    ("given_zoom", "used"),
    [
        ("page", "page"),
        ("1.5", "1.5"),
        ("99", "64"),
        ("nan", "width"),
        ("inf", "width"),
        ("", "width"),
    ],
)
def test_parse_zoom_when_unusable_then_fits_the_width(
    given_zoom: str, used: str
) -> None:
    assert layout.parse_zoom(given_zoom) == used


def test_jumps_when_back_and_forward_then_walks_the_places() -> None:
    jumps = Jumps()
    jumps.leave(Place(0, 0.0))
    jumps.leave(Place(5, 0.5))

    assert jumps.back(Place(9, 0.0)) == Place(5, 0.5)
    assert jumps.back(Place(5, 0.5)) == Place(0, 0.0)
    assert jumps.back(Place(0, 0.0)) is None
    assert jumps.forward(Place(0, 0.0)) == Place(5, 0.5)
    assert jumps.forward(Place(5, 0.5)) == Place(9, 0.0)


def test_jumps_when_leaving_anew_then_forward_is_gone() -> None:
    jumps = Jumps()
    jumps.leave(Place(0, 0.0))
    jumps.back(Place(9, 0.0))

    jumps.leave(Place(0, 0.0))

    assert jumps.forward(Place(3, 0.0)) is None
