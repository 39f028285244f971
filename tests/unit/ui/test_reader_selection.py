"""Selecting text by points, words and lines, and joining what was selected."""

import pytest

from app.pdf.contents import PageText, TextLine
from app.ui.panels.reader.selection import (
    CONTEXT_LENGTH,
    Caret,
    Span,
    TextMap,
    join_lines,
    span_between,
)
from app.ui.panels.reader.text_selecting import TextSelecting, Unit

STEP = 10.0
"""How wide each character of the made-up lines is."""


def line(text: str, *, left: float, top: float, block: int) -> TextLine:
    """Make a line of characters of equal width, 12 high."""
    edges = tuple(left + STEP * i for i in range(len(text) + 1))
    return TextLine(
        left=left,
        top=top,
        right=edges[-1],
        bottom=top + 12,
        text=text,
        edges=edges,
        block=block,
        is_horizontal=True,
    )


@pytest.fixture
def two_columns() -> TextMap:
    """A heading over two columns of three lines; the left one's last line is short."""
    return TextMap(
        PageText(
            (
                line("a heading over both the columns", left=0, top=0, block=0),
                line("first left li", left=0, top=40, block=1),
                line("second left l", left=0, top=55, block=1),
                line("end", left=0, top=70, block=1),
                line("first right l", left=160, top=40, block=2),
                line("second right ", left=160, top=55, block=2),
                line("third right l", left=160, top=70, block=2),
            )
        )
    )


def test_caret_at_when_in_a_character_then_the_nearer_edge(
    two_columns: TextMap,
) -> None:
    assert two_columns.caret_at(14, 45) == (1, 1)
    assert two_columns.caret_at(16, 45) == (1, 2)


def test_caret_at_when_right_of_a_short_line_then_that_line_not_the_next_column(
    two_columns: TextMap,
) -> None:
    assert two_columns.caret_at(120, 76) == (3, 3)


def test_caret_at_when_between_columns_then_the_line_at_that_height(
    two_columns: TextMap,
) -> None:
    found = two_columns.caret_at(155, 61)

    assert found is not None
    assert found[0] in (2, 5)


def test_caret_at_when_page_has_no_text_then_none() -> None:
    assert TextMap(PageText(())).caret_at(5, 5) is None


def test_selecting_when_dragged_down_a_column_then_never_takes_the_neighbour(
    two_columns: TextMap,
) -> None:
    selecting = TextSelecting(lambda page_index: two_columns)

    selecting.press(0, 2, 45, Unit.CHARACTER)
    selecting.drag(0, 28, 76)

    assert selecting.span == Span(Caret(0, 1, 0), Caret(0, 3, 3))
    assert all(quad.right < 150 for quad in selecting.quads(0))


def test_selecting_when_dragged_backwards_then_is_the_same(
    two_columns: TextMap,
) -> None:
    selecting = TextSelecting(lambda page_index: two_columns)

    selecting.press(0, 28, 76, Unit.CHARACTER)
    selecting.drag(0, 2, 45)

    assert selecting.span == Span(Caret(0, 1, 0), Caret(0, 3, 3))


def test_selecting_when_pressed_for_a_word_then_selects_it(
    two_columns: TextMap,
) -> None:
    selecting = TextSelecting(lambda page_index: two_columns)

    selecting.press(0, 85, 45, Unit.WORD)

    assert selecting.span is not None
    assert two_columns.text(0, selecting.span) == "left"


def test_selecting_when_dragged_by_words_then_extends_by_whole_words(
    two_columns: TextMap,
) -> None:
    selecting = TextSelecting(lambda page_index: two_columns)

    selecting.press(0, 85, 45, Unit.WORD)
    selecting.drag(0, 15, 60)

    assert selecting.span is not None
    assert two_columns.text(0, selecting.span) == "left li second"


def test_selecting_when_pressed_for_a_line_then_selects_it(
    two_columns: TextMap,
) -> None:
    selecting = TextSelecting(lambda page_index: two_columns)

    selecting.press(0, 85, 60, Unit.LINE)

    assert selecting.span is not None
    assert two_columns.text(0, selecting.span) == "second left l"


def test_selecting_when_only_clicked_then_nothing_is_selected(
    two_columns: TextMap,
) -> None:
    selecting = TextSelecting(lambda page_index: two_columns)

    selecting.press(0, 85, 60, Unit.CHARACTER)

    assert selecting.span is None


def test_pieces_when_span_covers_pages_then_middle_page_is_whole(
    two_columns: TextMap,
) -> None:
    span = span_between(Caret(2, 1, 3), Caret(0, 6, 5))

    assert len(two_columns.quads(1, span)) == 7
    assert two_columns.text(2, span).endswith("both the columns fir")
    assert two_columns.text(0, span) == " right l"


def test_around_when_in_the_middle_then_gives_what_stands_beside(
    two_columns: TextMap,
) -> None:
    prefix, suffix = two_columns.around(0, Span(Caret(0, 2, 7), Caret(0, 2, 11)))

    assert prefix.endswith("first left li second ")
    assert suffix.startswith(" l end first right")
    assert max(len(prefix), len(suffix)) <= CONTEXT_LENGTH


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["Reduce invoca-", "tions are"], "Reduce invocations are"),
        (["state-of-the-", "art"], "state-of-the-art"),
        (["the Navier-", "Stokes"], "the Navier-Stokes"),
        (["from 10-", "20 pages"], "from 10- 20 pages"),
        (["soft\u00ad", "ware"], "software"),
        (["eﬃcient ", "ﬂow"], "efficient flow"),
        (["", "one", "  ", "two "], "one two "),
        (["深度学习的", "方法，", "以及其他"], "深度学习的方法，以及其他"),
        (["これは文の", "続きです。"], "これは文の続きです。"),
        (["심층 학습", "방법"], "심층 학습 방법"),
        (["用 Python", "写的 BERT", "模型"], "用 Python 写的 BERT 模型"),
    ],
)
def test_join_lines_when_words_are_cut_then_makes_them_whole(
    lines: list[str], joined: str
) -> None:
    assert join_lines(lines) == joined
