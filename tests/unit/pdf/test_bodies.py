"""Values packed for the way between the processes come out equal, or are refused."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.mark import Quad
from app.domain.paper import Identifier
from app.formats.recognition.judging import Recognition
from app.formats.recognition.layout import Line, Page, Span
from app.pdf import bodies
from app.pdf.contents import (
    DocumentInfo,
    Figure,
    Hit,
    Inspection,
    OutlineEntry,
    PageLink,
    PageText,
    TextLine,
)
from app.pdf.messages import BadFrame

numbers = st.floats(-10_000, 10_000)
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
quads = st.builds(Quad, numbers, numbers, numbers, numbers)
pages = st.none() | st.integers(0, 4)


@st.composite
def text_lines(draw: st.DrawFn) -> TextLine:
    text = draw(texts)
    n_edges = len(text) + 1
    return TextLine(
        left=draw(numbers),
        top=draw(numbers),
        right=draw(numbers),
        bottom=draw(numbers),
        text=text,
        edges=tuple(draw(st.lists(numbers, min_size=n_edges, max_size=n_edges))),
        block=draw(st.integers(0, 999)),
        is_horizontal=draw(st.booleans()),
    )


spans = st.builds(
    Span, texts, numbers, st.booleans(), numbers, numbers, numbers, numbers
)
layouts = st.builds(
    Page,
    numbers,
    numbers,
    st.lists(
        st.builds(Line, st.lists(spans, min_size=1).map(tuple), st.booleans()),
        max_size=4,
    ).map(tuple),
)
outlines = st.lists(
    st.builds(
        OutlineEntry,
        level=st.integers(1, 9),
        title=texts,
        page_index=pages,
        top=numbers,
    ),
    max_size=4,
)
links = st.lists(
    st.builds(PageLink, box=quads, uri=texts, page_index=pages, top=numbers), max_size=4
)
hits = st.lists(
    st.builds(
        Hit,
        page_index=st.just(3),
        quads=st.lists(quads, max_size=3).map(tuple),
        context=texts,
        start=st.integers(0, 50),
        end=st.integers(0, 50),
    ),
    max_size=4,
)


figures = st.lists(st.builds(Figure, box=quads, caption=texts), max_size=4)


@given(figures)
def test_figures_come_out_equal(found: list[Figure]) -> None:
    assert bodies.unpack_figures(bodies.pack_figures(found)) == tuple(found)


@given(outlines, texts)
def test_an_info_comes_out_equal(outline: list[OutlineEntry], title: str) -> None:
    sizes = tuple((100.0 + i, 200.5) for i in range(5))
    info = DocumentInfo(page_sizes=sizes, outline=tuple(outline), title=title)

    assert bodies.unpack_info(bodies.pack_info(info), 5) == info


@given(st.lists(text_lines(), max_size=5))
def test_a_text_comes_out_equal(lines: list[TextLine]) -> None:
    text = PageText(tuple(lines))

    assert bodies.unpack_text(bodies.pack_text(text)) == text


@given(links)
def test_links_come_out_equal(found: list[PageLink]) -> None:
    assert bodies.unpack_links(bodies.pack_links(found), 5) == tuple(found)


@given(st.lists(hits, min_size=1, max_size=4))
def test_hits_come_out_equal_page_by_page(found: list[list[Hit]]) -> None:
    pages = [
        tuple(replace(hit, page_index=page_index) for hit in hits)
        for page_index, hits in enumerate(found, start=3)
    ]

    packed = bodies.pack_hits(pages)

    assert bodies.unpack_hits(packed, range(3, 20)) == pages
    with pytest.raises(BadFrame, match="pages differ"):
        bodies.unpack_hits(packed, range(3, 2 + len(pages)))


@given(layouts)
def test_a_layout_comes_out_equal(page: Page) -> None:
    assert bodies.unpack_layout(bodies.pack_layout(page)) == page


@given(st.lists(texts, min_size=1, max_size=4))
def test_names_of_pages_come_out_equal(names: list[str]) -> None:
    packed = bodies.pack_labels(names)

    assert bodies.unpack_labels(packed, len(names)) == tuple(names)
    assert bodies.unpack_labels(bodies.pack_labels(()), 3) == ()
    with pytest.raises(BadFrame):
        bodies.unpack_labels(packed, len(names) + 1)


def test_an_inspection_comes_out_equal_with_its_line_breaks() -> None:
    found = Inspection(
        n_pages=3,
        first_page_text="a\nb\n\nc",
        found=Recognition(
            title="T",
            authors=("A. Writer", "B. Writer"),
            identifiers=(
                Identifier("arxiv", "2401.00001"),
                Identifier("doi", "10.1/x"),
            ),
            version="2",
            score=0.75,
            why="title: largest text",
        ),
    )

    assert bodies.unpack_inspection(bodies.pack_inspection(found)) == found


def test_control_characters_and_lone_surrogates_do_not_break_texts() -> None:
    link = PageLink(
        box=Quad(0, 0, 1, 1), uri="a\nb\x00\ud800", page_index=None, top=0.0
    )

    (received,) = bodies.unpack_links(bodies.pack_links([link]), 1)

    assert received.uri == "a b ?"


@pytest.mark.parametrize(
    "unpack",
    [
        lambda body: bodies.unpack_info(body, 1),
        bodies.unpack_text,
        lambda body: bodies.unpack_links(body, 1),
        lambda body: bodies.unpack_hits(body, range(3)),
        bodies.unpack_inspection,
        bodies.unpack_layout,
        lambda body: bodies.unpack_labels(body, 1),
    ],
)
def test_a_foreign_body_is_refused(unpack: Callable[[bytes], object]) -> None:
    @given(st.binary(max_size=100))
    def check(body: bytes) -> None:
        if body.strip(b"\x00"):
            with pytest.raises(BadFrame):
                unpack(body)

    check()


def test_a_link_to_a_page_that_is_not_there_leads_nowhere() -> None:
    link = PageLink(box=Quad(0, 0, 1, 1), uri="", page_index=9, top=0.0)

    (received,) = bodies.unpack_links(bodies.pack_links([link]), 5)

    assert received.page_index is None


@given(st.lists(text_lines(), min_size=1, max_size=3), st.data())
def test_a_text_that_was_tampered_with_is_text_or_refused(
    lines: list[TextLine], data: st.DataObject
) -> None:
    body = bytearray(bodies.pack_text(PageText(tuple(lines))))
    body[data.draw(st.integers(0, len(body) - 1))] ^= data.draw(st.integers(1, 255))

    try:
        text = bodies.unpack_text(bytes(body))
    except BadFrame:
        return

    assert all(len(line.edges) == len(line.text) + 1 for line in text.lines)
