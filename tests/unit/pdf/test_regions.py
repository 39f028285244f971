"""Where the figures of a page are, by what is drawn and what is written on it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.mark import Quad
from app.pdf.contents import TextLine
from app.pdf.regions import find_figures

PAGE = Quad(0, 0, 600, 800)
BARS = [Quad(120 + 30 * n, 300 - 20 * n, 140 + 30 * n, 400) for n in range(6)]
AXES = [Quad(110, 150, 111, 400), Quad(110, 400, 320, 401)]


def line(left: float, top: float, text: str, *, block: int = 0) -> TextLine:
    """Make a line of text ten points high."""
    edges = tuple(left + 5 * n for n in range(len(text) + 1))
    return TextLine(
        left=left,
        top=top,
        right=edges[-1],
        bottom=top + 10,
        text=text,
        edges=edges,
        block=block,
        is_horizontal=True,
    )


CAPTION = [
    line(110, 420, "Figure 1: How bars grow with prac-"),
    line(110, 431, "tice."),
]


def test_figure_when_bars_stand_over_a_caption_then_is_all_of_them() -> None:
    labels = [line(80, 270, "5"), line(180, 404, "days")]

    (figure,) = find_figures([], [*BARS, *AXES], [*labels, *CAPTION], PAGE)

    assert figure.caption == "Figure 1: How bars grow with practice."
    assert figure.box.top == 150
    assert figure.box.left == pytest.approx(110, abs=1)
    assert 410 <= figure.box.bottom <= 420


def test_figure_when_it_is_a_picture_then_needs_no_caption() -> None:
    (figure,) = find_figures([Quad(100, 100, 300, 300)], [], [], PAGE)

    assert (figure.box, figure.caption) == (Quad(100, 100, 300, 300), "")


def test_figures_when_two_panels_share_a_caption_then_are_one() -> None:
    left, right = Quad(60, 100, 280, 300), Quad(320, 100, 540, 300)
    words = [line(60, 315, "Fig. 2. " + "Left and right. " * 5)]

    (figure,) = find_figures([left, right], [], words, PAGE)

    assert (figure.box.left, figure.box.right) == (60, 540)


@pytest.mark.parametrize(
    ("vectors", "lines"),
    [
        ([Quad(100, 300, 500, 301), Quad(100, 301, 500, 302)], []),
        ([Quad(10, 10, 590, 790)], []),
        ([Quad(-5000, 200, 5000, 400), *AXES], []),
        (
            [Quad(100, 160 + 12 * n, 500, 171 + 12 * n) for n in range(20)],
            [line(100, 160 + 12 * n, "word " * 16) for n in range(20)],
        ),
        ([Quad(110, 400, 120, 410)] * 5, []),
    ],
    ids=["rules", "paper", "clipped", "shaded text", "small"],
)
def test_no_figure_over_a_caption(vectors: list[Quad], lines: list[TextLine]) -> None:
    assert find_figures([], vectors, [*lines, *CAPTION], PAGE) == ()


def test_caption_when_a_sentence_begins_with_figure_then_is_none() -> None:
    words = [line(110, 420, "Figure 4 presents the same with other bars")]

    figures = find_figures([Quad(100, 100, 300, 400)], [], words, PAGE)

    assert [figure.caption for figure in figures] == [""]


places = st.floats(-1e5, 1e5)
quads = st.lists(st.builds(Quad, *[places] * 4), max_size=30)


@given(quads, quads)
def test_figures_stay_on_the_page(images: list[Quad], vectors: list[Quad]) -> None:
    for figure in find_figures(images, vectors, CAPTION, PAGE):
        assert 0 <= figure.box.left <= figure.box.right <= 600
        assert 0 <= figure.box.top <= figure.box.bottom <= 800
