"""Which images of a page are figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.mark import Quad
from app.pdf.figures import pick_figures

PAGE = Quad(0, 0, 400, 600)
FIGURE = Quad(50, 100, 350, 300)
places = st.floats(-1e6, 1e6)


@pytest.mark.parametrize(
    ("boxes", "found"),
    [
        ([FIGURE], (FIGURE,)),
        ([Quad(50, 90, 350, 92)], ()),
        ([Quad(50, 90, 60, 100), FIGURE], (FIGURE,)),
        ([Quad(0, 0, 400, 600)], ()),
        ([Quad(0, 0, 400, 300), Quad(0, 300, 400, 600)], ()),
        ([Quad(300, 500, 900, 900)], (Quad(300, 500, 400, 600),)),
        ([], ()),
    ],
    ids=["figure", "rule", "sign", "scan", "scan in strips", "beyond", "none"],
)
def test_pick_figures(boxes: list[Quad], found: tuple[Quad, ...]) -> None:
    assert pick_figures(boxes, PAGE) == found


@given(st.lists(st.builds(Quad, *[places] * 4)))
def test_pick_figures_stays_on_the_page(boxes: list[Quad]) -> None:
    for box in pick_figures(boxes, PAGE):
        assert 0 <= box.left < box.right <= 400
        assert 0 <= box.top < box.bottom <= 600
