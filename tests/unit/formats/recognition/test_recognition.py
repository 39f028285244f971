"""Judging a first page: what is taken, what is asked, and what never fails."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.paper import Author, Detail, Draft, Provenance
from app.formats.recognition.identity import isbn_of
from app.formats.recognition.judging import (
    Recognition,
    Stated,
    is_unsure,
    recognise,
    recognised,
)
from app.formats.recognition.layout import Line, Page, Span, mended, rows_of
from app.formats.recognition.names import names_in
from app.formats.recognition.title import is_readable, joined

BODY = "the tide comes in twice a day and goes out again as often as it came"


def line(
    text: str,
    top: float,
    size: float = 10.0,
    *,
    left: float = 60.0,
    is_bold: bool = False,
    is_level: bool = True,
) -> Line:
    """Make a line of one span."""
    right = left + 0.5 * size * len(text)
    span = Span(text, size, is_bold, left, top, right, top + 1.2 * size)
    return Line((span,), is_level)


def page(*lines: Line) -> Page:
    """Make a page with enough text below the lines given."""
    body = [line(BODY, 300 + 12 * n) for n in range(30)]
    return Page(612, 792, (*lines, *body))


def judged(*lines: Line, **stated: str) -> Recognition:
    """Judge a page of these lines."""
    return recognise(page(*lines), lambda: None, Stated(**stated))


PAPER = (
    line("Slow Tides in Narrow Bays", 60, 18),
    line("Ada Holm and Per Lund", 100, 12),
    line("University of Northport", 116),
    line("Abstract", 150, 12),
)


def test_a_title_in_large_type_above_names_and_abstract_is_sure() -> None:
    found = judged(*PAPER)

    assert found.is_sure
    assert found.title == "Slow Tides in Narrow Bays"
    assert found.authors == ("Ada Holm", "Per Lund")
    assert found.why == "title: largest text of page 1"


@pytest.mark.parametrize(
    "stated",
    [
        "Microsoft Word - tides.doc",
        "untitled",
        "tides.dvi",
        "Proceedings of the Fifth Workshop on Bays",
        "C:\\papers\\tides final.pdf",
        "Journal of Harbours 12 (2010) 1-10",
        "Another paper altogether of long ago",
    ],
)
def test_metadata_that_the_page_does_not_show_is_not_believed(stated: str) -> None:
    assert judged(*PAPER, title=stated).title == "Slow Tides in Narrow Bays"


def test_metadata_alone_is_never_sure() -> None:
    blank = Page(612, 792, ())

    found = recognise(blank, lambda: None, Stated(title="Slow Tides in Narrow Bays"))

    assert (found.title, found.is_sure) == ("Slow Tides in Narrow Bays", False)
    assert "no text" in found.why


def test_a_title_and_its_subtitle_are_known_from_metadata() -> None:
    whole = "Slow Tides in Narrow Bays A Study of Three Fjords"
    subtitle = line("A Study of Three Fjords", 84, 13)

    found = judged(PAPER[0], subtitle, *PAPER[1:], title=whole)

    assert (found.title, found.is_sure) == (whole, True)


def test_names_set_like_the_title_are_not_part_of_it() -> None:
    rows = (
        line("Slow Tides in Narrow Bays", 60, 14, is_bold=True),
        line("A. Holm, P. Lund, K. Moe", 78, 14, is_bold=True),
        line("Abstract", 150, 12),
    )

    found = judged(*rows)

    assert found.title == "Slow Tides in Narrow Bays"
    assert found.authors == ("A. Holm", "P. Lund", "K. Moe")


@pytest.mark.parametrize(
    "title",
    [
        "10 Years of Counting Tides",
        "University Rankings Considered Harmful",
        "A Survey of Bays",
        "Citation Habits of Harbour Masters",
        "Stormy Weather",
        "Tidal Sounding and Harbour Mapping",
    ],
)
def test_titles_that_look_like_something_else_are_titles(title: str) -> None:
    found = judged(line(title, 60, 18), *PAPER[1:])

    assert (found.title, found.is_sure) == (title, True)


def test_names_are_never_a_sure_title() -> None:
    found = judged(line("Ada Holm, Per Lund", 60, 14), *PAPER[2:])

    assert not found.is_sure


def test_a_row_that_may_be_names_or_title_is_asked() -> None:
    rows = (
        line("Slow Tides in Narrow Bays", 60, 14, is_bold=True),
        line("Stormy Weather", 78, 14, is_bold=True),
        line("Abstract", 150, 12),
    )

    found = judged(*rows)

    assert not found.is_sure
    assert "may be names" in found.why


def test_a_side_stamp_names_the_paper_and_its_version() -> None:
    stamp = line("arXiv:2401.00001v2  [cs.CL]  3 Jan 2024", 300, 20, is_level=False)

    found = judged(*PAPER, stamp)

    assert [(i.scheme, i.value) for i in found.identifiers] == [("arxiv", "2401.00001")]
    assert found.version == "2"
    assert "arXiv id: side stamp" in found.why


@pytest.mark.parametrize(
    "text",
    [
        "This is an extended version of arXiv:1901.00001 and says more of it.",
        "[7] A. Smith. Old bays. doi:10.1000/old.bays",
        "Our data are at https://doi.org/10.5281/zenodo.12345",
        "https://doi.org/10.1145/nnnnnnn.nnnnnnn",
        "https://doi.org/10.1145/1122445.1122456",
    ],
)
def test_identifiers_of_other_works_are_left(text: str) -> None:
    assert judged(*PAPER, line(text, 700)).identifiers == ()


def test_two_dois_in_the_same_place_are_left_to_the_user() -> None:
    rows = (line("doi:10.1000/one", 20), line("doi:10.1000/two", 32))

    assert judged(*rows, *PAPER).identifiers == ()


def test_small_capitals_become_small_letters() -> None:
    spans = (
        Span("S", 18, False, 60, 60, 72, 80),
        Span("LOW ", 14, False, 72, 63, 110, 80),
        Span("T", 18, False, 112, 60, 124, 80),
        Span("IDES ARE HERE", 14, False, 124, 63, 220, 80),
    )

    (row,) = rows_of(Page(612, 792, (Line(spans, True),)))

    assert (row.text, row.size) == ("Slow Tides are here", 18)


def test_raised_marks_are_no_letters_of_names() -> None:
    spans = (
        Span("Ada Holm", 12, False, 60, 100, 110, 114),
        Span("1,a", 7, False, 110, 99, 118, 107),
        Span(" and Per Lund", 12, False, 118, 100, 190, 114),
        Span("∗", 7, False, 190, 99, 194, 107),
    )

    (row,) = rows_of(Page(612, 792, (Line(spans, True),)))

    assert names_in(row.text) == ("Ada Holm", "Per Lund")


@pytest.mark.parametrize(
    ("rows", "line_"),
    [
        (["Recog-", "nition of Bays"], "Recognition of Bays"),
        (["Self-", "supervised Bays"], "Self-supervised Bays"),
        (["Tides and", "Bays∗"], "Tides and Bays"),
        (["基于河流", "的方法"], "基于河流的方法"),
    ],
)
def test_rows_become_one_line(rows: list[str], line_: str) -> None:
    assert joined(rows) == line_


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ("Ada Holm      Per Lund", ("Ada Holm", "Per Lund")),
        (
            "Ada B. Holm    Per van der Lund    Jo Ek",
            ("Ada B. Holm", "Per van der Lund", "Jo Ek"),
        ),
        ("Ada Holm     and Per Lund", ("Ada Holm", "Per Lund")),
        ("Ada      Holm", ("Ada Holm",)),
        ("Ada Holm a, Per Lund b,*", ("Ada Holm", "Per Lund")),
        ("Juan Carlos García Márquez", ("Juan Carlos García Márquez",)),
    ],
)
def test_names_on_a_row_are_parted_by_wide_gaps(row: str, names: tuple[str]) -> None:
    found = judged(PAPER[0], line(row, 100, 12), PAPER[3])

    assert found.authors == names


def test_spans_far_apart_are_two_names() -> None:
    first, second = (
        line("Ada Holm", 100, 12).spans[0],
        line("Per Lund", 100, 12, left=122),
    )
    apart = Line((first, *second.spans), True)

    assert judged(PAPER[0], apart, PAPER[3]).authors == ("Ada Holm", "Per Lund")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Gr´egory Mouni´e", "Grégory Mounié"),
        ("Pierre-Franc¸ois", "Pierre-François"),
        ("M¨uhlenberg", "Mühlenberg"),
        ("a  b\n c", "a b c"),
    ],
)
def test_accents_beside_letters_are_set_on_them(text: str, right: str) -> None:
    assert mended(text) == right


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Holm, Per van der Lund, and K. Moe Jr.", 3),
        ("University of Northport, Norway", 0),
        ("ada@northport.example", 0),
        ("李明 王芳", 2),
        ("Deep Learning for Bays", 0),
        ("Ada Holm, Student Member, IEEE, and Per Lund, Fellow, IEEE", 2),
    ],
)
def test_names_are_told_from_other_rows(text: str, names: int) -> None:
    assert len(names_in(text)) == names


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("978-0-306-40615-7", "9780306406157"),
        ("0-306-40615-2", "9780306406157"),
        ("978-0-306-40615-8", ""),
        ("12345", ""),
    ],
)
def test_isbns_are_checked(text: str, digits: str) -> None:
    assert isbn_of(text) == digits


def test_font_codes_do_not_read_as_words() -> None:
    assert not is_readable("7KH 5HFRJQLWLRQ RI +DUERXUV")
    assert is_readable("The Recognition of Harbours")


def test_a_sure_paper_fills_the_draft_and_an_unsure_one_says_so() -> None:
    draft = Draft(title="tides", provenance=Provenance(source="tides.pdf", kind="PDF"))
    sure = Recognition(
        title="Slow Tides", authors=("Ada Holm",), version="2", score=0.9
    )
    unsure = Recognition(title="Slow Tides", authors=("Ada Holm",), score=0.4)

    filled, kept = recognised(draft, sure), recognised(draft, unsure)

    assert (filled.title, filled.authors) == ("Slow Tides", (Author("Ada Holm"),))
    assert filled.details == (Detail("version", "2"),)
    assert (kept.title, kept.authors) == ("tides", ())
    assert (is_unsure(filled), is_unsure(kept)) == (False, True)
    assert kept.provenance.badge == "title unsure, perhaps “Slow Tides”"


_PLACES = st.floats(-1e6, 1e6, allow_nan=False) | st.sampled_from([0.0, 50.0, 60.0])
_WORDS = st.text(max_size=60) | st.sampled_from(
    ["Abstract", "doi:10.1000/x", "arXiv:2401.00001v1 [cs.CL]", "1,2", "ISBN 0", "´"]
)
_SPANS = st.builds(
    Span, _WORDS, _PLACES, st.booleans(), _PLACES, _PLACES, _PLACES, _PLACES
)
_LINES = st.builds(Line, st.lists(_SPANS, max_size=4).map(tuple), st.booleans())
_PAGES = st.builds(Page, _PLACES, _PLACES, st.lists(_LINES, max_size=25).map(tuple))


@settings(max_examples=200)
@given(_PAGES, _PAGES, _WORDS, _WORDS)
def test_whatever_stands_on_a_page_is_judged(
    first: Page, second: Page, title: str, author: str
) -> None:
    stated = Stated(title=title, author=author, xmp=author, name=title)

    found = recognise(first, lambda: second, stated)

    assert 0 <= found.score <= 1
    assert len(found.title) <= 300
    assert found.why
