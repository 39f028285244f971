"""Replies of catalogues: their shapes, the recorded ones, and any JSON at all."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import BadReply
from app.domain.fetching import WorkRecord
from app.domain.paper import Author, Detail, Identifier
from app.formats.replies import (
    crossref,
    datacite,
    dblp,
    huggingface,
    openalex,
    semanticscholar,
)
from tests.support.catalogues import (
    Entry,
    crossref_work,
    datacite_work,
    dblp_hit,
    hugging_face_work,
    openalex_work,
    scholar_work,
)

Read = Callable[[bytes], tuple[WorkRecord, ...]]
TIDE = Entry(
    title="Tidewater: Streaming Attention",
    doi="10.1234/tide.5",
    arxiv="2404.01234",
    venue="Journal of Tides",
    volume="12",
)
DOI = Identifier("doi", TIDE.doi)
READERS: dict[str, Read] = {
    "Crossref": crossref.read_works,
    "OpenAlex": openalex.read_works,
    "Semantic Scholar": semanticscholar.read_works,
    "DataCite": datacite.read_works,
    "DBLP": dblp.read_works,
    "Hugging Face": huggingface.read_works,
}
WRAPPED: dict[str, Callable[[object], object]] = {
    "Crossref": lambda work: {"message": {"items": [work]}},
    "OpenAlex": lambda work: {"results": [work]},
    "Semantic Scholar": lambda work: [None, work],
    "DataCite": lambda work: {"data": [work]},
    "DBLP": lambda work: {"result": {"hits": {"hit": [work]}}},
    "Hugging Face": lambda work: work,
}
WORKS: dict[str, dict[str, object]] = {
    "Crossref": crossref_work(TIDE),
    "OpenAlex": openalex_work(TIDE),
    "Semantic Scholar": scholar_work(TIDE),
    "DataCite": datacite_work(TIDE),
    "DBLP": dblp_hit(TIDE),
    "Hugging Face": hugging_face_work(TIDE),
}
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


def read(name: str, work: object) -> tuple[WorkRecord, ...]:
    return READERS[name](json.dumps(WRAPPED[name](work)).encode())


def test_crossref_work_is_read_whole() -> None:
    (work,) = read("Crossref", WORKS["Crossref"])

    assert work == WorkRecord(
        title=TIDE.title,
        abstract="All about it.",
        authors=(
            Author("Ada Example", family="Example", given="Ada"),
            Author("The Sample Group"),
        ),
        year=2024,
        venue=TIDE.venue,
        identifiers=(DOI,),
        kind="article-journal",
        details=(
            Detail("volume", "12"),
            Detail("publisher", "Example Press"),
            Detail("issued", "2024-05"),
        ),
    )


@pytest.mark.parametrize("name", READERS)
def test_title_and_author_are_read_from_each(name: str) -> None:
    (work,) = read(name, WORKS[name])

    assert work.title == TIDE.title
    assert work.authors[0].name == "Ada Example"
    assert work.year == 2024


def test_numbers_of_the_day_are_details() -> None:
    found = {
        detail.name: detail.value
        for name in ("OpenAlex", "Semantic Scholar", "Hugging Face")
        for detail in read(name, WORKS[name])[0].details
    }

    assert found["openalex:citations"] == "12"
    assert found["s2:citations"] == "7"
    assert (found["hf:upvotes"], found["hf:githubStars"]) == ("31", "9")


def test_abstract_of_an_inverted_index_is_put_together() -> None:
    (work,) = read("OpenAlex", WORKS["OpenAlex"])

    assert work.abstract == "All about it."
    assert Detail("page", "1-9") in work.details


def test_preprint_servers_are_no_venues() -> None:
    here = Entry(title=TIDE.title, arxiv=TIDE.arxiv)

    assert read("Semantic Scholar", scholar_work(here))[0].venue == ""
    assert read("DBLP", dblp_hit(here))[0].venue == ""


def test_doi_of_arxiv_is_its_id_and_a_template_none() -> None:
    for doi, known in (
        ("10.48550/arXiv.2404.01234", (Identifier("arxiv", "2404.01234"),)),
        ("10.1145/nnnnnnn.nnnnnnn", ()),
        ("10.1145/1122445.1122456", ()),
    ):
        (work,) = read("Crossref", {**WORKS["Crossref"], "DOI": doi})
        assert work.identifiers == known


@pytest.mark.parametrize("parts", [[[None]], [], [[]], None, [["x"]], "2024"])
def test_dates_that_tell_nothing_give_no_year(parts: object) -> None:
    work = {**WORKS["Crossref"], "issued": {"date-parts": parts}}

    assert read("Crossref", work)[0].year is None


def test_date_of_publishing_stands_in_for_one_that_tells_nothing() -> None:
    dates = {
        "issued": {"date-parts": [[None]]},
        "published-online": {"date-parts": [[2022]]},
    }

    assert read("Crossref", {**WORKS["Crossref"], **dates})[0].year == 2022


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("reply", [b"", b"{]", b"Resource not found.", b"null", b"7"])
def test_what_is_no_reply_is_told_so(name: str, reply: bytes) -> None:
    with pytest.raises(BadReply, match=name):
        READERS[name](reply)


@pytest.mark.parametrize("name", READERS)
@given(value=json_values)
def test_any_json_is_read_or_refused(name: str, value: object) -> None:
    for whole in (value, WRAPPED[name](value)):
        try:
            works = READERS[name](json.dumps(whole).encode())
        except BadReply:
            continue
        assert all(work.title for work in works)


@pytest.mark.parametrize("name", READERS)
@given(data=st.data())
def test_a_member_that_is_not_what_it_should_be_is_left_out(
    name: str, data: st.DataObject
) -> None:
    work = dict(WORKS[name])
    inner = next((k for k in ("attributes", "info") if k in work), None)
    target = dict(work[inner]) if inner else work  # type: ignore[call-overload]
    key = data.draw(st.sampled_from(sorted(target)))
    target[key] = data.draw(json_values)
    whole = {**work, inner: target} if inner else target

    try:
        works = read(name, whole)
    except BadReply:
        return
    for each in works:
        assert each.title
        assert each.year is None or 1000 <= each.year <= 9999
        assert all(isinstance(d.value, str) and d.value for d in each.details)


def test_hostile_sizes_are_bounded() -> None:
    work = {**WORKS["Crossref"], "title": ["x" * 10_000_000]}
    index = {"word": [10**12, -1, 2.5, True], "other": "x"}

    assert read("Crossref", work) == ()
    assert (
        read("OpenAlex", {**WORKS["OpenAlex"], "abstract_inverted_index": index})[
            0
        ].abstract
        == ""
    )


SHARED = Path(__file__).parents[4] / "shared/data"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here")
def test_recorded_papers_of_hugging_face_are_read() -> None:
    data = (SHARED / "hf/daily_papers_2records.json").read_bytes()

    works = huggingface.read_works(data)

    assert len(works) == 2
    assert all(w.identifiers and w.links and w.authors for w in works)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here")
def test_recorded_paper_of_nulls_is_left_out() -> None:
    data = (SHARED / "api/semanticscholar/PaperWithNullValues.json").read_bytes()

    assert semanticscholar.read_works(data) == ()
