"""Papers in the JSON of the Hugging Face hub."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InvalidInput
from app.domain.paper import Identifier, Link, LinkKind
from app.domain.signal import Signal, SignalName
from app.formats.incoming import read_bytes, read_text
from app.formats.listings.hub import Header, gather, is_hub_json
from tests.support import listings, pages

SAMPLE = listings.sample()
IDS = pages.ids_of(SAMPLE)
RECORDS = pages.records(SAMPLE.pairs, IDS)
HUB = Path(__file__).parents[4].parent / "shared/data/hf"
PLAIN = Header()


@pytest.mark.parametrize(
    "value",
    [
        RECORDS,
        {"dailyPapers": RECORDS, "dateString": "2026-03-11"},
        [record["paper"] for record in RECORDS],
    ],
)
def test_answer_in_any_shape_gives_its_papers(value: object) -> None:
    harvest = read_text(json.dumps(value, indent=1), name="papers.json")

    assert harvest.kind == "Hugging Face papers"
    assert pages.pairs_of(harvest) == SAMPLE.pairs
    assert pages.arxiv_ids_of(harvest) == IDS


def test_one_paper_gives_all_it_tells() -> None:
    [draft] = read_text(json.dumps(RECORDS[0]), name="paper.json").drafts

    assert [author.name for author in draft.authors] == ["Ada Example", "Bo Sample"]
    assert draft.year == 2025
    assert draft.provenance.list_date == "2026-03-06"
    assert draft.provenance.curator == "Submitted by Cy Curator"
    upvotes = Signal(name=SignalName.UPVOTES, number=7, source="Hugging Face")
    assert (draft.details, draft.signals) == ((), (upvotes,))
    assert Link("https://github.com/ada/example", LinkKind.CODE) in draft.links


def test_wrapped_title_and_summary_are_one_line() -> None:
    record = {"id": "2410.17243", "title": "Scaling for\n  Loss", "summary": "a\nb"}

    [draft] = gather(record, source="x", header=PLAIN, kind="x").drafts

    assert (draft.title, draft.abstract) == ("Scaling for Loss", "a b")


def test_paper_twice_is_one_and_paper_without_title_is_told() -> None:
    value = [RECORDS[0], {"paper": {"id": "2501.00009"}}, RECORDS[0], "rubbish", None]

    found = gather(value, source="x.json", header=PLAIN, kind="x")

    assert len(found.drafts) == 1
    [skipped] = found.skipped
    assert (skipped.where, skipped.why) == ("x.json, paper 2", "it has no title")
    assert "2501.00009" in skipped.text


def test_id_that_is_none_of_arxiv_is_no_identifier() -> None:
    value = {"id": "my-space", "title": "A Title", "discussionId": "x"}

    [draft] = read_text(json.dumps(value), name="x").drafts

    assert draft.identifiers == ()


@pytest.mark.parametrize(
    "text",
    [
        '[{"discussionId": "x", "title": ',
        '{"dailyPapers": ' + "[" * 100_000,
        '{"dailyPapers": []}',
    ],
)
def test_damaged_answer_is_refused(text: str) -> None:
    assert is_hub_json(text)
    with pytest.raises(InvalidInput, match="JSON"):
        read_text(text, name="x.json")


@pytest.mark.skipif(not HUB.exists(), reason="the shared data is not here")
@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("daily_papers_2records.json", ["2602.23229", "2410.17243"]),
        ("paper_page_props_2509.24002.json", ["2509.24002"]),
    ],
)
def test_recorded_answer_gives_its_papers(name: str, ids: list[str]) -> None:
    harvest = read_bytes((HUB / name).read_bytes(), name=name)

    assert pages.arxiv_ids_of(harvest) == ids
    assert all(draft.abstract and draft.authors for draft in harvest.drafts)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                (
                    *("paper", "papers", "id", "title", "summary", "authors", "name"),
                    *("publishedAt", "submittedBy", "githubRepo", "ai_keywords"),
                )
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@given(VALUES)
def test_any_value_gives_drafts_with_titles(value: object) -> None:
    found = gather(value, source="x", header=PLAIN, kind="x")

    assert all(draft.title for draft in found.drafts)
    assert Identifier("arxiv", "") not in [
        i for d in found.drafts for i in d.identifiers
    ]
    "".join(draft.provenance.original + draft.title for draft in found.drafts).encode()
