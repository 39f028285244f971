"""Headings are told from the layout of pages, where a file has no contents."""

from collections.abc import Sequence

from app.formats.pages.headings import Heading, find_headings
from app.formats.recognition.layout import Line, Page, Span

BODY = "a line of the text that says what is to be said about it all and more"


def line(text: str, top: float, *, size: float = 10, is_bold: bool = False) -> Line:
    """Return a line at the left margin."""
    right = 72 + len(text) * size / 2
    return Line((Span(text, size, is_bold, 72, top, right, top + size),), True)


def page(*parts: str | tuple[str, float, bool]) -> Page:
    """Return a page of parts: a heading with size and weight, or a running text."""
    lines: list[Line] = []
    top = 80.0
    for part in parts:
        if isinstance(part, str):
            lines += [line(part, top + 12 * n) for n in range(4)]
            top += 48
        else:
            text, size, is_bold = part
            lines.append(line(text, top + 10, size=size, is_bold=is_bold))
            top += 10 + size + 8
    return Page(612, 792, tuple(lines))


def told(headings: Sequence[Heading]) -> list[tuple[int, str]]:
    """Return level and title of headings."""
    return [(heading.level, heading.title) for heading in headings]


def test_find_headings_when_numbered_and_named_then_all_are_found_in_order() -> None:
    pages = [
        page(
            ("A Title of the Paper", 18, True),
            ("Ada Example and Bo Sample", 12, True),
            ("Abstract", 12, True),
            BODY,
            ("1 Introduction", 12, True),
            BODY,
        ),
        page(("2 Our Method", 12, True), BODY, ("2.1 The Model", 11, True), BODY),
        page(("References", 12, True), BODY),
    ]

    found = find_headings(pages)

    assert told(found) == [
        (1, "Abstract"),
        (1, "1 Introduction"),
        (1, "2 Our Method"),
        (2, "2.1 The Model"),
        (1, "References"),
    ]
    assert [heading.page_index for heading in found] == [0, 0, 1, 1, 2]
    assert found[2].top == 90


def test_find_headings_when_lists_and_captions_are_bold_then_they_are_none() -> None:
    pages = [
        page(
            ("1 Introduction", 12, True),
            BODY,
            ("Figure 2: A picture", 10, True),
            ("Table 1. Numbers", 10, True),
            BODY,
        ),
        page(("2 Results", 12, True), BODY, ("1 First of a list", 12, True), BODY),
        page(("3 Conclusion", 12, True), BODY),
    ]

    titles = [heading.title for heading in find_headings(pages)]

    assert titles == ["1 Introduction", "2 Results", "3 Conclusion"]


def test_find_headings_when_roman_with_letters_then_letters_lie_below() -> None:
    pages = [
        page(
            ("I. INTRODUCTION", 10, False),
            BODY,
            ("A. The first part", 10, False),
            BODY,
            ("B. The second part", 10, False),
            BODY,
            ("II. RESULTS", 10, False),
            BODY,
            ("A. Of the first", 10, False),
            BODY,
        )
    ]

    assert told(find_headings(pages)) == [
        (1, "I. INTRODUCTION"),
        (2, "A. The first part"),
        (2, "B. The second part"),
        (1, "II. RESULTS"),
        (2, "A. Of the first"),
    ]


def test_find_headings_when_a_title_runs_on_and_heads_repeat_then_joins_and_omits() -> (
    None
):
    head = ("A running head", 11, True)
    pages = [
        page(head, ("1 A heading that is", 12, True), BODY),
        page(head, ("2 Next", 12, True), BODY),
        page(head, ("3 Last", 12, True), BODY),
    ]
    second = line("too long for its line", 132, size=12, is_bold=True)
    lines = pages[0].lines
    pages[0] = Page(612, 792, (*lines[:2], second, *lines[3:]))

    titles = [heading.title for heading in find_headings(pages)]

    assert titles == ["1 A heading that is too long for its line", "2 Next", "3 Last"]


def test_find_headings_when_there_is_no_text_then_finds_none() -> None:
    assert find_headings([]) == ()
    assert find_headings([Page(612, 792, ())]) == ()
    assert find_headings([page(BODY, BODY)]) == ()
