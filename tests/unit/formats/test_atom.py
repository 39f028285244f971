"""arXiv's Atom replies: recorded ones, ours in their shape, and hostile ones."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import BadReply
from app.domain.paper import Author, Identifier
from app.formats.atom import read_arxiv_feed
from app.formats.text import one_line
from tests.support.server import Work, error_feed, feed

RECORDED = Path(__file__).parents[4] / "shared/data/api/arxiv.py"
needs_recorded = pytest.mark.skipif(
    not RECORDED.exists(), reason="the recorded replies are not beside the checkout"
)

WORK = Work(
    id="2401.01234",
    title="A rather long title about the folding of paper cranes, and how <they> fly",
    abstract="Paper & cranes\n  fold.",
    authors=("Ada Example", "Zoë Muster"),
    doi="10.1000/ABC",
    journal_ref="J. Cranes 1 (2024)",
)


def recorded(name: str) -> bytes:
    (path,) = RECORDED.glob(name)
    body: str = json.loads(path.read_text(encoding="utf-8"))["body"]
    return body.encode()


@needs_recorded
def test_read_recorded_work() -> None:
    (work,) = read_arxiv_feed(recorded("id_1605.08386*.json"))

    assert work.title == "Heat-bath random walks with Markov bases"
    assert work.abstract.startswith("Graphs on lattice points are studied")
    assert work.authors == (Author("Caprice Stanley"), Author("Tobias Windisch"))
    assert work.year == 2016
    assert work.identifiers == (Identifier("arxiv", "1605.08386"),)


@needs_recorded
def test_read_recorded_work_with_an_old_id() -> None:
    (work,) = read_arxiv_feed(recorded("id_astro-ph*.json"))

    assert work.identifiers == (Identifier("arxiv", "astro-ph/0601001"),)
    assert work.venue == "ActaAstron.56:1-50,2006"
    assert not work.abstract.startswith(" ")


@needs_recorded
@pytest.mark.parametrize("name", ["id_0000.0000*.json", "id_0808.05394*.json"])
def test_read_recorded_reply_to_an_unknown_id_gives_none(name: str) -> None:
    assert read_arxiv_feed(recorded(name)) == ()


@needs_recorded
def test_read_every_recorded_search() -> None:
    works = read_arxiv_feed(recorded("q_testing_s0_m100_*.json"))

    assert len(works) == 100
    assert all(w.title and w.abstract and w.authors and w.year for w in works)
    assert all("  " not in w.title and "\n" not in w.title for w in works)
    assert works[0].identifiers[1] == Identifier("doi", "10.1109/icstw55395.2022.00035")


def test_read_own_work_in_the_recorded_shape() -> None:
    (work,) = read_arxiv_feed(feed([WORK], 0, 5, "all:x").encode())

    assert work.title == WORK.title
    assert work.abstract == "Paper & cranes fold."
    assert [author.name for author in work.authors] == list(WORK.authors)
    assert work.identifiers == (
        Identifier("arxiv", "2401.01234"),
        Identifier("doi", "10.1000/abc"),
    )
    assert work.venue == WORK.journal_ref
    assert work.year == 2024


def test_read_error_entry_tells_arxivs_words() -> None:
    with pytest.raises(BadReply, match="incorrect id format for 12"):
        read_arxiv_feed(error_feed("incorrect id format for 12").encode())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"<html><body>Log in</body></html>",
        b"<feed/>",
        feed([WORK], 0, 5, "").encode()[:-40],
        b"\xff\xfe\x00",
        b"<?xml version='1.0' encoding='klingon'?><feed/>",
    ],
)
def test_read_what_is_no_feed_refuses(data: bytes) -> None:
    with pytest.raises(BadReply):
        read_arxiv_feed(data)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE feed [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE feed SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        "<!DOCTYPE feed>",
    ],
)
def test_read_a_document_type_refuses(doctype: str) -> None:
    whole = feed([WORK], 0, 5, "").replace("<feed", f"{doctype}<feed", 1)

    with pytest.raises(BadReply):
        read_arxiv_feed(whole.encode())


def test_read_entries_without_what_is_needed_leaves_them_out() -> None:
    good = feed([WORK], 0, 5, "")
    no_title = good.replace("<title>A rather", "<other>A rather").replace(
        "fly</title>", "fly</other>"
    )
    foreign = good.replace("http://arxiv.org/abs/", "https://evil.example/abs/")
    endless = feed([Work(id="2401.00001", title="t" * 5_000)], 0, 5, "")

    assert read_arxiv_feed(no_title.encode()) == ()
    assert read_arxiv_feed(foreign.encode()) == ()
    assert read_arxiv_feed(endless.encode()) == ()


def test_read_hostile_fields_are_left_out_or_made_plain() -> None:
    hostile = Work(
        id="2401.00001",
        title="Cranes \u202egnp.exe\u2066 fold",
        authors=("A\u202eda", "x" * 100_000),
        published="0000-00-00",
        doi="see the \u202ejournal",
        journal_ref="v" * 100_000,
    )
    escaping = Work(id="../../etc/passwd", title="Another work")

    (read,) = read_arxiv_feed(feed([hostile, escaping], 0, 5, "").encode())

    assert read.title == "Cranes gnp.exe fold"
    assert [author.name[:300] for author in read.authors] == ["Ada", "x" * 300]
    assert read.year is None
    assert read.venue == ""
    assert read.identifiers == (Identifier("arxiv", "2401.00001"),)
    assert read.updated == ""


@given(st.binary(max_size=400))
def test_read_any_bytes_gives_works_or_bad_reply(data: bytes) -> None:
    try:
        read_arxiv_feed(data)
    except BadReply:
        return


@given(
    st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cn", "Cc"])),
    st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cn", "Cc"])),
)
def test_read_keeps_any_title_and_abstract(title: str, abstract: str) -> None:
    work = Work(id="2401.00001", title=f"T {title}", abstract=abstract)

    (read,) = read_arxiv_feed(feed([work], 0, 5, "").encode())

    assert read.title == one_line(work.title)
    assert read.abstract == one_line(abstract)
