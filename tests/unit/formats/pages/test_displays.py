"""Formulas and tables are told apart from the text, and only where that is sure."""

import pytest

from app.formats.pages.displays import Display, find_displays
from app.formats.pages.flow import Kind, flow_of
from app.formats.recognition.layout import Line, Page, Span, rows_in_order

WIDE = "a row of running text that is as wide as its column is"


def line(text: str, top: float, left: float = 50, *, is_math: bool = False) -> Line:
    """Make a row of letters 5 points wide and 10 high."""
    right = left + len(text) * 5
    return Line((Span(text, 10, False, left, top, right, top + 10, is_math),), True)


def around(*lines: Line) -> Page:
    """Make a page of running text with these lines in the middle, from 220 to 400."""
    above = [line(WIDE, 100 + 12 * row) for row in range(9)]
    below = [line(WIDE, 420 + 12 * row) for row in range(9)]
    return Page(600, 800, (*above, *lines, *below))


def found(*lines: Line) -> list[Display]:
    """Return the displays of a page with these lines in its middle."""
    return list(find_displays(rows_in_order(around(*lines)), 10, 600))


def table(*rows: tuple[str, ...], top: float = 250) -> list[Line]:
    """Make rows of cells 80 points apart."""
    return [
        line(cell, top + 12 * row, 60 + 80 * column)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
    ]


def test_formula_when_set_in_and_numbered_then_is_one_with_its_number() -> None:
    (formula,) = found(
        line("f(x) = y + 1", 250, 120, is_math=True), line("(12)", 250, 290)
    )

    assert formula.text == "f(x) = y + 1 (12)"
    assert formula.box.left < 120
    assert formula.box.right > 310


def test_formula_when_a_fraction_then_has_all_its_parts() -> None:
    (formula,) = found(
        line("a", 244, 160, is_math=True),
        line("x =", 250, 120, is_math=True),
        line("b", 256, 160, is_math=True),
    )

    assert (formula.box.top, formula.box.bottom) == (240.5, 269.5)


@pytest.mark.parametrize(
    "lines",
    [
        [line("x = y", 250, is_math=True)],
        [line("which is set in = so", 250, 120)],
        [line("given that Lemma holds, x = y", 250, 120, is_math=True)],
        [line("so", 250), line("x = y", 250, 90, is_math=True)],
        [line("xy", 250, 120, is_math=True)],
    ],
    ids=["at the edge", "of letters", "with words", "beside text", "no relation"],
)
def test_formula_when_it_is_not_sure_then_is_text(lines: list[Line]) -> None:
    assert found(*lines) == []


@pytest.mark.parametrize("caption_top", [230, 300])
def test_table_when_its_caption_is_beside_it_then_is_its_rows(caption_top: int) -> None:
    (display,) = found(
        line("Table 1: What was measured.", caption_top, 60),
        *table(("Name", "One", "Two"), ("here", "0.1", "0.2"), ("there", "0.3", "4")),
    )

    assert display.text == "Name One Two here 0.1 0.2 there 0.3 4"
    assert display.box.bottom - display.box.top < 45


@pytest.mark.parametrize(
    "lines",
    [
        table(("Name", "One"), ("here", "0.1"), ("there", "0.3")),
        [
            line("Table 1: Two.", 230, 60),
            *table(("a", "b"), ("c", "d")),
        ],
        [
            line("Table 1: Of what is set in two columns beside each other.", 230),
            *(line("the text of a column, left", 250 + 12 * n) for n in range(4)),
            *(line("the text of one more, right", 250 + 12 * n, 320) for n in range(4)),
        ],
        [
            line("Table 1: Half.", 230, 60),
            *table(("a", "b"), ("c", "d"), ("e", "f")),
            *(
                line("x y z, which goes on past the middle", 250 + 12 * n, 150)
                for n in range(3)
            ),
        ],
    ],
    ids=["no caption", "two rows", "columns of text", "goes on beside"],
)
def test_table_when_it_is_not_sure_then_is_text(lines: list[Line]) -> None:
    assert found(*lines) == []


def test_flow_when_a_formula_stands_in_it_then_pictures_it_at_its_place() -> None:
    page = around(line("x = y", 300, 120, is_math=True))

    above, formula, below = flow_of(page, 3)

    assert (above.kind, formula.kind, below.kind) == (
        Kind.TEXT,
        Kind.DISPLAY,
        Kind.TEXT,
    )
    assert (formula.text, formula.spots[0].page_index) == ("x = y", 3)
    assert formula.box is not None
    assert formula.box.top < 300 < formula.box.bottom
