"""Saved web pages and parts of them."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InvalidInput
from app.domain.paper import Author, Identifier
from app.formats.incoming import read_bytes, read_text
from app.formats.listings.webpage import read_page
from tests.support import listings, pages

SAMPLE = listings.sample()
IDS = pages.ids_of(SAMPLE)
ROWS = pages.rows(SAMPLE, IDS)
PAGE = pages.page(SAMPLE, ROWS)
SAVED = (
    Path(__file__).parents[4].parent / "shared/data/hf/saved_paper_page_2509.24002.html"
)
SHAPES = {
    "page": PAGE.encode(),
    "page in full addresses": pages.page(
        SAMPLE, pages.rows(SAMPLE, IDS, pages.ROOT)
    ).encode("utf-16"),
    "page of data": pages.page(SAMPLE, pages.props(SAMPLE, IDS)).encode(),
    "page of both": pages.page(SAMPLE, pages.props(SAMPLE, IDS) + ROWS).encode(),
    "mhtml": pages.mhtml(PAGE),
    "webarchive": pages.web_archive(PAGE, is_binary=True),
    "webarchive in XML": pages.web_archive(PAGE, is_binary=False),
    "page of old": PAGE.replace(
        "<!DOCTYPE html>", '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN">'
    ).encode(),
    "clipboard": pages.fragment(PAGE).encode(),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_saved_page_in_any_shape_gives_the_listing_with_its_ids(shape: str) -> None:
    harvest = read_bytes(SHAPES[shape], name="Page")

    assert pages.pairs_of(harvest) == SAMPLE.pairs
    assert pages.arxiv_ids_of(harvest) == IDS
    badge, _, _, curator, date = SAMPLE.header
    for position, draft in enumerate(harvest.drafts, start=1):
        told = draft.provenance
        assert (told.badge, told.curator, told.list_date) == (badge, curator, date)
        assert told.position == position
    assert (harvest.list_date, harvest.skipped) == (date, ())


def test_paragraphs_without_links_are_a_listing() -> None:
    harvest = read_text(pages.paragraphs(SAMPLE), name="page")

    assert pages.pairs_of(harvest) == SAMPLE.pairs
    assert set(pages.arxiv_ids_of(harvest)) == {""}


def test_clipboard_without_a_header_gives_papers_with_ids() -> None:
    harvest = read_text(pages.fragment(ROWS), name="pasted text")

    assert pages.pairs_of(harvest) == SAMPLE.pairs
    assert pages.arxiv_ids_of(harvest) == IDS


def test_title_without_abstract_on_a_page_is_a_paper_by_its_link() -> None:
    alone = '<h3><a href="/papers/2502.00001">A Title That Stands Alone</a></h3>'

    harvest = read_text(pages.page(SAMPLE, ROWS + alone), name="page")

    assert harvest.drafts[-1].title == "A Title That Stands Alone"
    assert harvest.drafts[-1].identifiers == (Identifier("arxiv", "2502.00001"),)
    assert harvest.skipped == ()


@pytest.mark.skipif(not listings.SEED.exists(), reason=listings.SEED_ABSENT)
@pytest.mark.parametrize("is_data", [True, False])
def test_seed_as_a_page_gives_51_papers(is_data: bool) -> None:
    seed = listings.seed()
    ids = pages.ids_of(seed)
    body = pages.props(seed, ids) if is_data else pages.rows(seed, ids)

    harvest = read_text(pages.page(seed, body), name="page")

    assert pages.pairs_of(harvest) == seed.pairs
    assert pages.arxiv_ids_of(harvest) == ids


@pytest.mark.skipif(not SAVED.exists(), reason="the shared data is not here")
def test_saved_paper_page_gives_its_one_paper() -> None:
    [draft] = read_bytes(SAVED.read_bytes(), name=SAVED.name).drafts

    assert draft.identifiers == (Identifier("arxiv", "2509.24002"),)
    assert draft.title.startswith("MCPMark: A Benchmark")
    assert "\n" not in draft.abstract
    assert "https://github.com/eval-sys/mcpmark" in [link.url for link in draft.links]


def test_citation_elements_tell_a_papers_own_page() -> None:
    text = (
        "<html><head><meta name='citation_title' content='A &amp; B at Once'>"
        "<meta name='citation_author' content='van Dam, Ada'>"
        "<meta name='citation_author' content='Bo Sample'>"
        "<meta name='citation_date' content='2023/04/28'>"
        "<meta name='citation_arxiv_id' content='2304.15004'>"
        "<meta name='citation_doi' content='10.1000/AB'>"
        "<meta name='citation_abstract' content='We look.'></head>"
        "<a href='https://arxiv.org/abs/1706.03762'>A cited paper here</a></html>"
    )

    [draft] = read_text(text, name="page").drafts

    assert (draft.title, draft.abstract, draft.year) == (
        "A & B at Once",
        "We look.",
        2023,
    )
    assert draft.authors == (
        Author("Ada van Dam", "van Dam", "Ada"),
        Author("Bo Sample"),
    )
    assert draft.identifiers == (
        Identifier("arxiv", "2304.15004"),
        Identifier("doi", "10.1000/ab"),
    )


ARXIV = """<html><h1>Artificial Intelligence</h1>
<h3>Showing new listings for Monday, 5 January 2026</h3><dl id='articles'>
<dt><a name='item1'>[1]</a> <a href="/abs/2601.00001">arXiv:2601.00001</a>
 [<a href="/pdf/2601.00001">pdf</a>, <a href="/html/2601.00001v1">html</a>]</dt>
<dd><div class='meta'><div class='list-title'><span>Title:</span>
 Lamps at Night</div><div class='list-authors'><a href="/a">Ann Bee</a>,
 <a href="/b">Cee Dee</a></div>
<div><span>Comments:</span> 9 pages</div><div><span>Subjects:</span> cs.AI</div>
<p class='mathjax'>We look at lamps, at https://github.com/a/b.</p></div></dd>
<dt><a href="/abs/2601.00002">arXiv:2601.00002</a> (cross-list from cs.LG) [pdf]</dt>
<dd><div>Title: Two</div><div>Eff</div></dd></dl></html>"""


def test_arxiv_list_gives_titles_authors_and_abstracts() -> None:
    harvest = read_text(ARXIV, name="new.html")

    first, second = harvest.drafts
    assert (first.title, first.abstract[:17]) == ("Lamps at Night", "We look at lamps,")
    assert [author.name for author in first.authors] == ["Ann Bee", "Cee Dee"]
    assert pages.arxiv_ids_of(harvest) == ["2601.00001", "2601.00002"]
    assert second.provenance.badge == "cross-listed"
    assert harvest.list_date == "Monday, 5 January 2026"
    assert (second.title, second.abstract) == ("Two", "")


def test_search_alert_gives_titles_behind_redirects() -> None:
    text = (
        '<div><h3><a href="https://scholar.google.com/scholar_url?url='
        'https://www.sciencedirect.com/science/article/pii/S00043702&amp;hl=en">'
        "A Paper of <b>Some</b> Length</a></h3></div>"
        '<a href="https://scholar.google.com/scholar_url?url='
        'https%3A%2F%2Farxiv.org%2Fpdf%2F2401.00009&amp;x=1">Another Long Title</a>'
    )

    first, second = read_text(text, name="mail").drafts

    assert first.title == "A Paper of Some Length"
    assert first.links[0].url.endswith("/pii/S00043702")
    assert first.identifiers == ()
    assert second.identifiers == (Identifier("arxiv", "2401.00009"),)


def test_script_in_a_title_is_text() -> None:
    data = [{"paper": {"id": "2501.00001", "title": "<script>alert(1)</script> & co"}}]
    body = pages.props(SAMPLE, IDS).split("data-props")[0]
    value = json.dumps({"dailyPapers": data}).replace('"', "&quot;")

    [draft] = read_text(f'{body}data-props="{value}"></div>', name="page").drafts

    assert draft.title == "<script>alert(1)</script> & co"


@pytest.mark.parametrize(
    "text",
    [
        "<html>" + "<div><a href='https://arxiv.org/abs/2401.00001'>" * 20_000,
        "<html>" + "<!--" * 100_000,
        "<html>" + "<a " * 100_000,
        "<html>" + "<a x='\"" * 50_000 + ">",
        "<html><p>&#" + "9" * 100_000 + ";",
        "<html>" + "<![x" * 100_000,
        "<html><p>" + "</" * 100_000,
        '<html><div data-props=\'{"papers":' + "[" * 200_000 + "'>",
        "<html><a href='http://[x'>y</a><a href='//['>z</a>",
        "<html><base href='http://['><a href='/x'>y</a>",
    ],
)
def test_hostile_page_is_read_or_refused(text: str) -> None:
    try:
        n_read = len(read_page(text, source="page").drafts)
    except InvalidInput as refused:
        n_read = len(refused.hint)

    assert n_read


@given(
    st.lists(
        st.sampled_from(
            (
                *("<div>", "</div>", "<p", ">", "<a href='", "/papers/2501.00001", "'"),
                *('"', "<!--", "-->", "<script>", "</script>", "&quot;", "&#x110000;"),
                *('<i data-props="', '{"paper":{"id":"2501.00001"', ',"title":"T"}}'),
                *("<meta name=citation_title content=", "words", "\x00", "\ud800", "é"),
            )
        ),
        max_size=40,
    )
)
def test_any_markup_gives_papers_or_a_message(parts: list[str]) -> None:
    try:
        harvest = read_page("".join(parts), source="page")
    except InvalidInput:
        return

    assert harvest.drafts
    assert all(draft.title for draft in harvest.drafts)
    "".join(draft.title for draft in harvest.drafts).encode()


def test_bookmarks_of_a_browser_are_papers_and_the_others_are_told() -> None:
    text = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
    <DT><H3 ADD_DATE="1">Lamps</H3>
    <DL><p>
        <DT><A HREF="https://arxiv.org/abs/2304.15004">[2304.15004] Lamps at Night</A>
        <DT><A HREF="https://openreview.net/forum?id=HyJvOgQUIo">
            Deep Harbours | OpenReview</A>
        <DT><A HREF="https://example.org/shop">A Shop for Lamps</A>
    </DL><p>
</DL><p>
"""

    harvest = read_text(text, name="bookmarks.html")

    titles = [draft.title for draft in harvest.drafts]
    assert titles == ["Lamps at Night", "Deep Harbours"]
    [skipped] = harvest.skipped
    assert skipped.text == "A Shop for Lamps https://example.org/shop"
    assert skipped.where == "bookmarks.html, bookmark 3"
