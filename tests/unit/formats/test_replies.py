"""Replies of catalogues: their shapes, the recorded ones, and any JSON at all."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

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


def test_numbers_of_the_day_are_signals_with_their_source() -> None:
    counted = {**WORKS["Crossref"], "is-referenced-by-count": 3}  # type: ignore[dict-item]
    told = [
        signal
        for name, work in {**WORKS, "Crossref": counted}.items()
        for signal in read(name, work)[0].signals
    ]

    assert {(s.source, s.name.value): s.number for s in told} == {
        ("OpenAlex", "citations"): 12,
        ("Semantic Scholar", "citations"): 7,
        ("Crossref", "citations"): 3,
        ("Hugging Face", "upvotes"): 31,
        ("Hugging Face", "stars"): 9,
    }


@pytest.mark.parametrize("count", [-1, 10**12, True, "12", None, 1.5])
def test_what_is_no_count_is_no_signal(count: object) -> None:
    work = {**openalex_work(TIDE), "cited_by_count": count}

    assert read("OpenAlex", work)[0].signals == ()


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


@pytest.mark.parametrize(
    ("parts", "told"), [([2024, 13, 45], ()), ([2024, 2, 99], ("2024-02",))]
)
def test_date_is_told_as_far_as_it_is_one(
    parts: list[int], told: tuple[str, ...]
) -> None:
    work = {**WORKS["Crossref"], "issued": {"date-parts": [parts]}}

    (read_work,) = read("Crossref", work)

    assert read_work.year == 2024
    assert tuple(d.value for d in read_work.details if d.name == "issued") == told


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


UNWANTED = re.compile("[\x00-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
HOSTILE = (
    None,
    True,
    -1,
    2**70,
    1e308,
    float("nan"),
    "",
    "12",
    "x" * 20_000,
    "10.1000/" + "y" * 5_000,
    "a\x00\u202eb\ud800\n c",
    "0000-00-00",
    "9999-99-99",
    "\u0661\u0662\u0663\u0664",
    "<script>alert(1)</script>",
    [],
    [[[None]]],
    ["a", "b"],
    {},
    {"a": 1},
)


def paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Go through the places of all members, however deep."""
    yield path
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from paths(inner, (*path, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from paths(inner, (*path, index))


def replaced(value: Any, path: tuple[Any, ...], other: object) -> Any:
    """Return a copy of `value` with another member at the end of `path`."""
    if not path:
        return other
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(value[path[0]], path[1:], other)
    return copy


@pytest.mark.parametrize("name", READERS)
def test_a_hostile_member_anywhere_is_left_out_or_made_plain(name: str) -> None:
    whole = json.loads(json.dumps(WRAPPED[name](WORKS[name])))
    for path in paths(whole):
        for hostile in HOSTILE:
            reply = json.dumps(replaced(whole, path, hostile)).encode()
            try:
                works = READERS[name](reply)
            except BadReply:
                continue
            for work in works:
                assert_plain(work)


def assert_plain(work: WorkRecord) -> None:
    shorts = [work.title, work.venue]
    shorts += [each.name for each in work.authors]
    shorts += [each.value for each in (*work.details, *work.identifiers)]
    assert work.title
    assert all(len(text) <= 1_000 for text in shorts)
    for text in (*shorts, work.abstract):
        assert not UNWANTED.search(text)
    assert work.year is None or 1000 <= work.year <= 9999
    assert all(link.url.startswith("https://") for link in work.links)


def test_hostile_sizes_are_bounded() -> None:
    work = {**WORKS["Crossref"], "title": ["x" * 10_000_000]}
    long = "10.1000/" + "v" * 5_000
    wordy = {"container-title": [long], "volume": long, "DOI": long}
    index = {"word": [10**12, -1, 2.5, True], "other": "x"}

    assert read("Crossref", work) == ()
    (read_wordy,) = read("Crossref", {**WORKS["Crossref"], **wordy})
    assert read_wordy.venue == ""
    assert "volume" not in {detail.name for detail in read_wordy.details}
    assert read_wordy.identifiers == ()
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
