"""Pages of rows become one column of headings, paragraphs, items and figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.mark import Quad
from app.formats.pages.flow import Habits, Kind, Piece, Spot, flow_of, joined
from app.formats.recognition.layout import Line, Page, Span


def row(
    text: str,
    top: float,
    *,
    left: float = 50,
    size: float = 10,
    is_bold: bool = False,
) -> Line:
    """Make a row of letters half as wide as they are high."""
    right = left + len(text) * size / 2
    return Line((Span(text, size, is_bold, left, top, right, top + size),), True)


def page(*rows: Line) -> Page:
    """Make a page, 600 by 800 points."""
    return Page(600, 800, rows)


def read(*rows: Line) -> list[tuple[str, str]]:
    """Return the kinds and texts of a page's pieces."""
    return [(piece.kind.value, piece.text) for piece in flow_of(page(*rows), 0)]


def test_words_cut_at_a_line_end_are_joined() -> None:
    found = read(row("We learn represen-", 200), row("tations of well-", 212))

    assert found == [("text", "We learn representations of well-")]


def test_column_when_a_sentence_goes_on_in_the_next_then_is_one_paragraph() -> None:
    found = read(
        row("The first column ends in the", 700),
        row("middle of a sentence.", 150, left=320),
        row("A new one starts here.", 170, left=320),
    )

    assert found == [
        ("text", "The first column ends in the middle of a sentence."),
        ("text", "A new one starts here."),
    ]


def test_footnote_when_it_breaks_a_paragraph_then_stands_before_it() -> None:
    found = read(
        row("A long paragraph of the first column that", 700),
        row("1 See the web page.", 712, size=7),
        row("goes on in the second column.", 150, left=320),
    )

    assert found == [
        ("text", "1 See the web page."),
        (
            "text",
            "A long paragraph of the first column that goes on in the second column.",
        ),
    ]


def test_headings_and_items_are_told_apart() -> None:
    pieces = flow_of(
        page(
            row("A Title of Some Length", 110, size=18),
            row("3.1 Methods", 150, is_bold=True),
            row("We do three things that are all of them described.", 170),
            row("• the first", 190),
            row("• the second that is so long that it needs two", 202),
            row("lines to be said", 214),
            row("2. numbered", 226),
        ),
        0,
    )

    assert [(p.kind.value, p.level, p.text) for p in pieces] == [
        ("heading", 1, "A Title of Some Length"),
        ("heading", 3, "3.1 Methods"),
        ("text", 0, "We do three things that are all of them described."),
        ("item", 0, "• the first"),
        ("item", 0, "• the second that is so long that it needs two lines to be said"),
        ("item", 0, "2. numbered"),
    ]


def test_heading_when_it_runs_into_its_paragraph_then_is_part_of_it() -> None:
    found = read(
        row("Native code. The traditional inter-", 200, is_bold=True),
        row("preter is slow.", 212),
        row("Table 2: What it costs.", 300, is_bold=True),
    )

    assert found == [
        ("text", "Native code. The traditional interpreter is slow."),
        ("caption", "Table 2: What it costs."),
    ]


def test_figure_stands_before_its_caption_and_its_labels_are_gone() -> None:
    box = Quad(50, 200, 300, 400)
    pieces = flow_of(
        page(
            row("Text above the figure ends.", 180),
            row("0.5", 250, left=60),
            row("Figure 1:", 410),
            row("How it grows.", 410, left=180),
            row("Text below the figure.", 450),
        ),
        4,
        [(box, "Figure 1: How it grows.")],
    )

    kinds = [piece.kind for piece in pieces]
    assert kinds == [Kind.TEXT, Kind.FIGURE, Kind.CAPTION, Kind.TEXT]
    assert pieces[2].text == "Figure 1: How it grows."
    assert pieces[1].box == box
    assert pieces[1].spots == (Spot(0, 4, 200),)


def test_running_heads_and_page_numbers_are_left_out() -> None:
    habits = Habits()
    texts = []
    for number in range(3):
        made = page(
            row(f"Some Authors {number + 7}", 30),
            row("The body of the page.", 400),
            row(str(number + 7), 780),
        )
        pieces = flow_of(made, number, habits=habits)
        texts.append([piece.text for piece in pieces])

    assert texts[1:] == [["The body of the page."]] * 2
    assert "7" not in texts[0]


@pytest.mark.parametrize(
    ("one", "other", "whole"),
    [
        ("It goes on over the", "next page.", "It goes on over the next page."),
        ("It is repre-", "sented so.", "It is represented so."),
        ("A state-of-", "the-art one.", "A state-of-the-art one."),
        ("It ends.", "then", None),
        ("It goes on", "Another", None),
    ],
)
def test_joined_over_a_page_end(one: str, other: str, whole: str | None) -> None:
    first = Piece(kind=Kind.TEXT, text=one, spots=(Spot(0, 0, 700),))
    second = Piece(kind=Kind.TEXT, text=other, spots=(Spot(0, 1, 50),))

    found = joined(first, second)

    assert (found.text if found is not None else None) == whole
    if found is not None:
        start = found.spots[1]
        assert (start.page_index, start.top) == (1, 50)
        assert found.text[start.offset :] == other


@pytest.mark.parametrize(
    ("one", "other", "whole"),
    [
        ("\u6e2f\u306e\u9ce5\u3092", "\u6570\u3048\u308b", True),
        ("\u6e2f\u306e\u9ce5\u3002", "\u6570\u3048\u308b", False),
        ("\u6e2f\u306e\u9ce5\u3092", "Harbour", False),
    ],
)
def test_joined_when_written_without_spaces(one: str, other: str, whole: bool) -> None:
    above, below = Spot(0, 0, 690), Spot(2, 0, 700)
    first = Piece(kind=Kind.TEXT, text=one, spots=(above, below))
    second = Piece(kind=Kind.TEXT, text=other, spots=(Spot(0, 1, 50),))

    found = joined(first, second)

    assert (found.text if found is not None else None) == (
        one + other if whole else None
    )


letters = st.text("abc DE.-", min_size=1, max_size=20)
rows = st.lists(
    st.builds(
        row,
        letters,
        st.floats(0, 790),
        left=st.floats(0, 500),
        size=st.floats(5, 30),
        is_bold=st.booleans(),
    ),
    max_size=15,
)


@given(rows)
def test_every_spot_is_in_its_text_and_in_order(made: list[Line]) -> None:
    for piece in flow_of(page(*made), 2):
        offsets = [spot.offset for spot in piece.spots]
        assert offsets[0] == 0
        assert offsets == sorted(offsets)
        assert all(offset <= len(piece.text) for offset in offsets)
        assert {spot.page_index for spot in piece.spots} == {2}
