"""How many pixels a page, or a part of it, becomes."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.mark import Quad
from app.pdf.image import PIXELS_MAX, lay_out

sides = st.floats(0.1, 20_000)
places = st.floats(-1_000, 30_000)


def test_lay_out_of_a_page_rounds_to_whole_pixels() -> None:
    area = lay_out((595.3, 841.9), 2.0)

    assert (area.left, area.top, area.width, area.height) == (0, 0, 1191, 1684)
    assert area.scale_x * 595.3 == 1191


def test_lay_out_of_a_part_covers_all_of_it() -> None:
    area = lay_out((600.0, 800.0), 2.0, Quad(10.2, 20.0, 30.1, 40.0))

    assert (area.left, area.top, area.width, area.height) == (20, 40, 41, 40)


@given(sides, sides, st.floats(0.01, 1_000), st.none() | st.builds(Quad, *[places] * 4))
def test_lay_out_stays_within_the_limit(
    width: float, height: float, scale: float, clip: Quad | None
) -> None:
    area = lay_out((width, height), scale, clip)

    assert area.width >= 1
    assert area.height >= 1
    assert area.width * area.height <= PIXELS_MAX * 1.1
    assert area.scale <= scale
