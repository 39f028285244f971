"""What a dropped or pasted thing is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InvalidInput
from app.domain.paper import Identifier
from app.formats.incoming import looks_like_pdf, read_bytes, read_text
from tests.support import listings

CLIP = """new

## by [![](https://a.org/x.png)AK](https://huggingface.co/ak) and the research community

Oct 2

[101](https://huggingface.co/login?next=%2Fpapers%2F2606.00683)

### [A Clipped Title, Split\\  in Two](https://huggingface.co/papers/2606.00683)

[The abstract is one link. It is wrapped by\\\\
hand at two-\\\\
letter places [1].](https://huggingface.co/papers/2606.00683)

[- 10 authors](https://huggingface.co/papers/2606.00683)

### [A Title Alone](https://huggingface.co/papers/2606.00684)

Oct 1
"""
NUMBERED = """new

### [A Numbered Title][32]

[

An abstract as a dump of a page has it, wrapped, with https://github.com/a/b at its
end.

][33]
[
* 3 authors
][34]
"""
PAGE = """<!doctype html><html><body>
<a href="https://arxiv.org/pdf/2304.15004v1">PDF</a>
<a href='https://arxiv.org/abs/2304.15004'>Are <b>Abilities</b> &amp; a Mirage?</a>
<a href="/papers/2401.14109">View the paper's page</a>
<a href="https://example.org/">A link to elsewhere</a>
<a href="javascript:alert('arxiv.org/abs/2401.14110')">click me, please</a>
"""


def test_read_bytes_when_listing_then_its_encoding_is_told() -> None:
    data = listings.sample().text().encode("utf-16")

    harvest = read_bytes(data, name="list.txt")

    assert (harvest.kind, harvest.encoding) == ("saved listing", "UTF-16")
    assert len(harvest.drafts) == 12


@pytest.mark.parametrize(
    "text", ["2304.15004", "See https://arxiv.org/abs/2304.15004v2 for more."]
)
def test_read_bytes_when_one_line_then_its_link(text: str) -> None:
    [draft] = read_bytes(text.encode(), name="clipboard").drafts

    assert draft.identifiers == (Identifier("arxiv", "2304.15004"),)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \r\n\x0c ", "is empty"),
        (b"PK\x03\x04" + bytes(50), "a ZIP archive"),
        (bytes(16) + b"T-DB" + bytes(50), "a database of Realm"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a picture"),
        (bytes(range(256)) * 9, "is not text"),
        (b'{"title": "A"}', "is JSON"),
        (b'[{"title": "A"}]', "is JSON"),
        (b"[" * 100_000, "is JSON"),
        (b"12 + 34", "is no link and no identifier"),
        (b"1 2 3 4\n\n5 + 6", "No paper was found"),
        (b"word " * 200_000, "is no link and no identifier"),
        (b"<html><a href='https://example.org'>x</a>", "without links to papers"),
    ],
)
def test_read_bytes_when_no_papers_then_says_what_it_is(
    data: bytes, words: str
) -> None:
    with pytest.raises(InvalidInput, match=words) as caught:
        read_bytes(data, name="thing")

    assert caught.value.hint


TITLE = "A Title That Stands Alone"
ABSTRACT = "We look at lamps. " * 20 + "It is at https://github.com/a/b."


@pytest.mark.parametrize(
    ("parts", "whys"),
    [
        ([TITLE], ["a title without an abstract"]),
        ([TITLE, "Another Title"], ["a title without an abstract"] * 2),
        ([ABSTRACT], ["an abstract without a title"]),
        ([ABSTRACT, ABSTRACT], ["an abstract without a title"] * 2),
        ([listings.wrap(ABSTRACT, 60)], ["an abstract without a title"]),
        (
            [TITLE, "word " * 200_000],
            [
                "a title without an abstract",
                "a line of 999,999 characters is no abstract",
            ],
        ),
    ],
)
def test_read_text_when_parts_of_papers_only_then_all_are_skipped(
    parts: list[str], whys: list[str]
) -> None:
    harvest = read_text("\n\n".join(parts), name="part.txt")

    assert harvest.drafts == ()
    assert [skipped.why for skipped in harvest.skipped] == whys
    assert harvest.skipped[0].where == "part.txt, line 1"


def test_read_text_when_words_around_identifiers_then_the_papers() -> None:
    text = f"{ABSTRACT}\n\nRead this too: arXiv:2304.15004"

    [draft, *others] = read_text(text, name="mail").drafts[::-1]

    assert draft.identifiers == (Identifier("arxiv", "2304.15004"),)
    assert all(other.links for other in others)


def test_read_text_when_markdown_clip_then_pairs_with_identifiers() -> None:
    harvest = read_text(CLIP, name="clip.md")

    [draft] = harvest.drafts
    assert draft.title == "A Clipped Title, Split in Two"
    assert draft.abstract == (
        "The abstract is one link. It is wrapped by hand at two-letter places [1]."
    )
    assert draft.identifiers == (Identifier("arxiv", "2606.00683"),)
    assert draft.provenance.curator == "by AK and the research community"
    assert harvest.list_date == "Oct 2"
    assert [skipped.text for skipped in harvest.skipped] == ["A Title Alone"]


def test_read_text_when_numbered_links_then_pairs() -> None:
    [draft] = read_text(NUMBERED, name="dump.txt").drafts

    assert draft.title == "A Numbered Title"
    assert draft.abstract.endswith("with https://github.com/a/b at its end.")
    assert [link.url for link in draft.links] == ["https://github.com/a/b"]


def test_read_text_when_web_page_then_each_linked_paper_once() -> None:
    harvest = read_text(PAGE, name="page.html")

    titles = [draft.title for draft in harvest.drafts]
    assert titles == ["Are Abilities & a Mirage?", "arXiv 2401.14109"]
    assert [draft.provenance.position for draft in harvest.drafts] == [1, 2]


@pytest.mark.parametrize(
    ("data", "is_pdf"),
    [
        (b"%PDF-1.7\n", True),
        (b"junk" * 200 + b"%PDF-1.4", True),
        (b"junk" * 200 + b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", True),
        (b"junk %PDF-1.4\r%\xe2\xe3\xcf\xd3\r1 0 obj\r", True),
        (b"HTTP/1.1 200 OK\r\n\r\n%PDF-2.0\r\nno more", True),
        (b"\xef\xbb\xbf\n%PDF-1.7 1 0 obj", True),
        (b"%PDF-", True),
        (b"new\n\nHow to parse %PDF- headers well\n\nA text.", False),
        (b"new\n\nHow to parse\n%PDF-1.7 headers well\n\nA text.", False),
        ("new\n\nWhat %PDF-1.7 is\n\n5%的模型 is.".encode(), False),
        (b"x" * 2000 + b"%PDF-1.4", False),
        (b"", False),
        (b"new\n\nSubscribe", False),
    ],
)
def test_looks_like_pdf_when_header_is_near_the_start_then_true(
    data: bytes, is_pdf: bool
) -> None:
    assert looks_like_pdf(data) is is_pdf


@given(st.binary(max_size=600))
def test_read_bytes_when_any_bytes_then_papers_or_a_message(data: bytes) -> None:
    try:
        told = read_bytes(data, name="thing").encoding
    except InvalidInput as error:
        told = error.message

    assert told


def test_long_list_of_words_is_no_listing_and_refused_at_once() -> None:
    words = "".join(f"word{n}\n" for n in range(50_000))

    with pytest.raises(InvalidInput, match="No paper"):
        read_bytes(words.encode(), name="words.txt")
    links = words + "see https://arxiv.org/abs/2304.15004 there\n"
    assert len(read_bytes(links.encode(), name="words.txt").drafts) == 1


@pytest.mark.parametrize(
    "text",
    [
        "@article{{a, title={{A long title here}}, url={{{url}}}}}",
        "TY  - JOUR\nTI  - A long title here\nUR  - {url}\nER  - \n",
        '[{{"type": "article", "title": "A long title here", "URL": "{url}"}}]',
        '[{{"itemType": "book", "title": "A long title here", "url": "{url}"}}]',
        "title,url\nA long title here,{url}\n",
        '[{{"type": "message", "ts": "1700000000.000100", "text": "<{url}>"}}]',
    ],
    ids=["BibTeX", "RIS", "CSL-JSON", "Zotero", "CSV", "Slack"],
)
@pytest.mark.parametrize("host", ["[x]", "[arxiv.org", "a]b.org"])
def test_an_address_that_is_damaged_spoils_no_paper(text: str, host: str) -> None:
    url = f"http://{host}/arxiv.org/abs/2401.00001"

    [draft] = read_text(text.format(url=url), name="x").drafts

    assert [link.url for link in draft.links] == [url]
