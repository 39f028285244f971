"""Placing annotations on a page by their words, whatever their boxes say."""

from hypothesis import given
from hypothesis import strategies as st

from app.commands.imports.placing_marks import Page, mark_of
from app.domain.mark import MarkKind, Quad
from app.domain.paper import Sha256
from app.formats.zotero.annotations import Annotation, Box
from app.pdf.contents import PageText, TextLine

FILE = Sha256("0" * 64)
LINES = ("Tides come twice a day (mostly).", "Tides come twice, and twice they go.")


def page_of(*lines: str) -> Page:
    """Return a page whose lines have letters 10 points wide, 20 points apart."""
    return Page(
        600.0,
        800.0,
        PageText(
            tuple(
                TextLine(
                    left=0.0,
                    top=20.0 * number,
                    right=10.0 * len(text),
                    bottom=20.0 * number + 12,
                    text=text,
                    edges=tuple(10.0 * n for n in range(len(text) + 1)),
                    block=0,
                    is_horizontal=True,
                )
                for number, text in enumerate(lines)
            )
        ),
    )


def highlight(quote: str, kind: MarkKind = MarkKind.HIGHLIGHT) -> Annotation:
    return Annotation(
        kind=kind,
        what="highlight",
        colour=1,
        places=(),
        quote=quote,
        comment="mine",
        page_label="1",
        created_at=None,
        changed_at=None,
        tags=("method",),
    )


def quads_of(quote: str, *boxes: Box) -> tuple[Quad, ...]:
    mark = mark_of(
        highlight(quote), 0, boxes, page_of(*LINES), file=FILE, is_first=True
    )
    return () if mark is None else mark.quads


def test_words_are_found_over_spaces_case_and_line_ends() -> None:
    assert quads_of("DAY (mostly).  Tides   come") == (
        Quad(190, 0, 320, 12),
        Quad(0, 20, 100, 32),
    )


def test_of_several_places_the_one_at_the_boxes_is_meant() -> None:
    upper, lower = Box(0, 788, 100, 800), Box(0, 768, 100, 780)

    assert quads_of("Tides come twice", upper)[0].top == 0
    assert quads_of("Tides come twice", lower)[0].top == 20


def test_signs_around_the_words_belong_to_them() -> None:
    assert quads_of("(mostly).") == (Quad(230, 0, 320, 12),)


def test_words_that_are_not_there_stand_where_the_boxes_are() -> None:
    assert quads_of("no such words", Box(10, 700, 50, 712)) == (Quad(10, 88, 50, 100),)
    assert quads_of("no such words") == ()
    assert quads_of("no such words", Box(10, 900, 50, 912)) == ()


def test_a_page_that_is_not_there_has_no_marks() -> None:
    assert (
        mark_of(highlight("x"), 9, (), Page(0.0, 0.0), file=FILE, is_first=True) is None
    )


def test_a_note_without_a_box_stands_in_the_corner() -> None:
    note = highlight("", MarkKind.PAGE_NOTE)

    mark = mark_of(note, 0, (), page_of(*LINES), file=FILE, is_first=True)

    assert mark is not None
    assert mark.quads == (Quad(560, 20, 580, 40),)


def test_the_second_part_of_a_highlight_repeats_no_words() -> None:
    box = Box(0, 788, 100, 800)

    mark = mark_of(
        highlight("Tides"), 1, (box,), page_of(*LINES), file=FILE, is_first=False
    )

    assert mark is not None
    assert (mark.quote, mark.comment, mark.tags) == ("", "", ())
    first = mark_of(
        highlight("Tides"), 1, (box,), page_of(*LINES), file=FILE, is_first=True
    )
    assert first is not None
    assert first.tags == ("method",)


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=4))
def test_any_words_on_any_page_are_placed_or_not(quote: str, lines: list[str]) -> None:
    mark_of(highlight(quote), 0, (), page_of(*lines), file=FILE, is_first=True)


@given(st.integers(0, 20), st.integers(3, 12))
def test_words_of_a_line_are_found_in_it(start: int, length: int) -> None:
    line = "Abcdefghijklmnopqrstuvwxyzäöü0123456789"

    mark = mark_of(
        highlight(line[start : start + length]),
        0,
        (),
        page_of("§ ½ №", line),
        file=FILE,
        is_first=True,
    )

    assert mark is not None
    assert mark.quads == (Quad(10.0 * start, 20, 10.0 * (start + length), 32),)
