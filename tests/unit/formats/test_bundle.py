"""The list in a bundle: whole there and back, and never trusted."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import InvalidInput
from app.domain.mark import Mark, MarkKind, Quad
from app.domain.mark_tag import united_tags
from app.domain.paper import (
    Draft,
    MarkId,
    Paper,
    PaperId,
    Progress,
    Provenance,
    Sha256,
    StoredFile,
    TopicLook,
)
from app.domain.topic import Topic
from app.formats.bundle import member_of, read_list, write_list
from app.formats.remainder import draft_of
from app.formats.text import clean
from tests.support.references import TOPICS, WHEN, a_paper, papers

TREE = tuple(
    Topic(id=topic, name=path, path=path, parent=None, colour=n, n_papers=0, n_new=0)
    for n, (topic, path) in enumerate(TOPICS.items(), start=3)
)
_TEXTS = st.text(st.characters(codec="utf-8"), max_size=8).map(clean)
_TIMES = st.datetimes(datetime(1980, 1, 1), datetime(2090, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)
_HASHES = st.text("0123456789abcdef", min_size=64, max_size=64).map(Sha256)
_LENGTHS = st.floats(-1e6, 1e6)
_MARKS = st.builds(
    Mark,
    id=st.uuids().map(lambda made: MarkId(str(made))),
    paper_id=st.just(PaperId("")),
    file=_HASHES,
    kind=st.sampled_from(MarkKind),
    colour=st.integers(1, 8),
    page_index=st.integers(0, 9999),
    quads=st.lists(
        st.builds(Quad, _LENGTHS, _LENGTHS, _LENGTHS, _LENGTHS), max_size=2
    ).map(tuple),
    quote=_TEXTS,
    prefix=_TEXTS,
    suffix=_TEXTS,
    comment=_TEXTS,
    tags=st.lists(_TEXTS, max_size=3).map(united_tags),
    created_at=_TIMES,
    changed_at=_TIMES,
)
_ORIGINS = st.builds(
    Provenance,
    source=_TEXTS,
    kind=_TEXTS,
    list_date=_TEXTS,
    curator=_TEXTS,
    badge=_TEXTS,
    position=st.integers(0, 99),
    original=_TEXTS,
    imported_at=st.none() | _TIMES,
)
_FILES = st.builds(
    StoredFile,
    sha256=_HASHES,
    length_bytes=st.integers(0, 1 << 40),
    name=_TEXTS,
    n_pages=st.none() | st.integers(0, 999),
    added_at=st.none() | _TIMES,
)
_READING = st.builds(
    Progress,
    page_index=st.integers(0, 99),
    top=st.floats(0, 1),
    zoom=_TEXTS,
    furthest_page_index=st.integers(0, 99),
    n_pages=st.integers(0, 99),
    read_at=_TIMES,
)


@st.composite
def kept(draw: st.DrawFn) -> tuple[Paper, tuple[Mark, ...]]:
    """Make a paper with all that stays in a library, and its marks."""
    paper = draw(papers())
    fields: dict[str, Any] = {
        "provenance": tuple(draw(st.lists(_ORIGINS, max_size=2))),
        "files": tuple(draw(st.lists(_FILES, max_size=2))),
        "progress": draw(st.none() | _READING),
        "added_at": draw(_TIMES),
        "snoozed_until": draw(st.none() | _TIMES),
        "edited": draw(st.frozensets(st.sampled_from(["title", "year", "venue"]))),
    }
    values = {name: getattr(paper, name) for name in Paper.__slots__}
    marks = draw(st.lists(_MARKS, max_size=2))
    made = Paper(**(values | fields))
    return made, tuple(
        Mark(**{n: getattr(m, n) for n in Mark.__slots__} | {"paper_id": made.id})
        for m in marks
    )


def unplaced(mark: Mark) -> Mark:
    values = {name: getattr(mark, name) for name in Mark.__slots__}
    return Mark(**(values | {"paper_id": PaperId("")}))


@given(st.lists(kept(), min_size=1, max_size=3, unique_by=lambda made: made[0].id))
@settings(max_examples=60)
def test_everything_comes_back(made: list[tuple[Paper, tuple[Mark, ...]]]) -> None:
    given_papers = [paper for paper, _ in made]
    marks = [mark for _, marks in made for mark in marks]

    harvest = read_list(write_list(given_papers, TREE, marks), source="x")

    assert not harvest.skipped
    for (paper, marks_of), draft in zip(made, harvest.drafts, strict=True):
        wanted = draft_of(paper, TOPICS)
        for name in Draft.__slots__:
            if getattr(wanted, name) and name != "provenance":
                assert getattr(draft, name) == getattr(wanted, name), name
        files = (draft.file, *draft.other_files) if draft.file else ()
        assert [f.sha256 for f in files if f] == [f.sha256 for f in paper.files]
        assert [f.source for f in files if f] == [
            member_of(f.sha256) for f in paper.files
        ]
        assert draft.marks == tuple(map(unplaced, marks_of))
        assert draft.origins == paper.provenance
        assert draft.progress == paper.progress
        assert draft.added_at == paper.added_at
        assert draft.snoozed_until == paper.snoozed_until
        assert draft.edited == paper.edited
        noted_at = paper.note.changed_at if paper.note else None
        assert draft.noted_at == noted_at


def test_colours_of_the_topics_used_come_along() -> None:
    paper = a_paper(topics=(TREE[1].id,))

    harvest = read_list(write_list([paper], TREE, ()), source="x")

    assert harvest.looks == (TopicLook(path=TREE[1].path, colour=TREE[1].colour),)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"papers": 3}', '{"version": 1}', "[" * 100_000]
)
def test_broken_list_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="broken"):
        read_list(text, source="x")


def test_list_of_a_newer_octavo_is_refused() -> None:
    with pytest.raises(InvalidInput, match="newer"):
        read_list('{"version": 2, "papers": []}', source="x")


@pytest.mark.parametrize(
    "change",
    [
        {"marks": [{"file": "x"}]},
        {"marks": 7},
        {"marks": [None, []]},
        {"files": [{"sha256": "../../etc", "bytes": 1, "name": "x"}]},
        {"files": [{"sha256": "A" * 64, "bytes": 1, "name": "x"}]},
        {"added": "yesterday"},
        {"added": "2020-01-01T00:00:00"},
        {"snoozed": 10**30},
        {"origins": [{"source": 3}]},
        {"edited": ["a b", "; drop"]},
        {"reading": {"page": -1}},
        {"signals": [["citations", 1, "x", "0001-01-01T00:00:00+14:00"]]},
        {"signals": [["citations", 1, "x", "9999-12-31T23:59:59-14:00"]]},
    ],
)
def test_part_that_cannot_be_is_left_out(change: dict[str, Any]) -> None:
    whole = json.loads(write_list([a_paper()], (), ()))
    whole["papers"][0] |= change

    [draft] = read_list(json.dumps(whole), source="x").drafts

    assert draft.title == a_paper().title
    name = next(iter(change))
    empty: dict[str, object] = {
        "marks": draft.marks,
        "files": draft.file,
        "added": draft.added_at,
        "snoozed": draft.snoozed_until,
        "origins": draft.origins,
        "edited": draft.edited,
        "reading": draft.progress,
        "signals": draft.signals,
    }
    assert not empty[name]


def test_what_is_no_paper_is_told() -> None:
    whole = json.loads(write_list([a_paper()], (), ()))
    whole["papers"] += [3, {"title": ""}]

    harvest = read_list(json.dumps(whole), source="x.zip")

    assert [each.where for each in harvest.skipped] == [
        "x.zip, paper 2",
        "x.zip, paper 3",
    ]
    assert harvest.drafts[0].added_at == WHEN + timedelta(0)
