"""What another program knew of its papers is stored in one act."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.domain.edit import AddPapers, ChangePapers, CompletePaper
from app.domain.fields import Fields
from app.domain.paper import (
    Author,
    Detail,
    Identifier,
    PaperId,
    Provenance,
    Sha256,
    Status,
    StoredFile,
    TopicLook,
)
from app.domain.query import Place, Query
from app.domain.topic import MOST_LEVELS
from app.library import Library, Reader
from app.library.driver import sqlite3
from app.library.schema import DATABASE
from tests.unit.library.building import (
    add,
    draft,
    dump,
    full_draft,
    listed,
    mark,
    progress,
    titles,
)

SLIDES = StoredFile(sha256=Sha256("cd" * 32), length_bytes=2, name="slides.pdf")


def test_add_of_a_whole_draft_gives_all_of_it_back(
    library: Library, reader: Reader
) -> None:
    empty = dump(library.folder)
    told = replace(
        full_draft(),
        other_files=(SLIDES, SLIDES),
        topics=("A/B", "New/One"),
        note="A *thought* of then",
        status=Status.DONE,
        is_starred=True,
        rating=4,
    )

    (paper_id,) = add(library, told, topics=("Imported", "A/B"))

    paper = reader.paper(paper_id)
    paths = {topic.id: topic.path for topic in reader.topics()}
    assert (paper.kind, paper.details) == (told.kind, told.details)
    assert paper.authors == told.authors
    assert [file.name for file in paper.files] == ["a.pdf", "slides.pdf"]
    assert {paths[topic] for topic in paper.topics} == {"A/B", "New/One", "Imported"}
    assert paper.note is not None
    assert paper.note.text == told.note
    assert (paper.status, paper.is_starred, paper.rating) == (Status.DONE, True, 4)
    assert paper.edited == frozenset()
    assert titles(reader, "thought") == [told.title]
    library.undo()
    assert dump(library.folder) == empty


def test_add_of_queued_drafts_puts_them_behind_the_queue_in_their_order(
    library: Library, reader: Reader
) -> None:
    (there,) = add(library, draft("There"))
    library.apply(ChangePapers(ids=(there,), label="x", status=Status.QUEUED))
    drafts = [draft(title, status=Status.QUEUED) for title in ("One", "Two", "Three")]

    add(library, drafts[0], draft("Between"), *drafts[1:])

    queue = listed(reader, Query(place=Place.QUEUE))
    assert [paper.title for paper in queue] == ["There", "One", "Two", "Three"]


def test_add_when_a_topic_has_empty_names_leaves_them_out(
    library: Library, reader: Reader
) -> None:
    add(library, draft("One", topics=(" A // B/", "/", "a/b")), draft("Two"))

    assert [(topic.path, topic.n_papers) for topic in reader.topics()] == [
        ("A", 0),
        ("A/B", 1),
    ]


def test_add_takes_of_odd_values_what_can_be_kept(
    library: Library, reader: Reader
) -> None:
    odd = draft(
        "Odd",
        note=" \n",
        rating=9,
        details=(
            Detail("volume", "3"),
            Detail("volume", "3"),
            Detail("volume", "4"),
            Detail("", "nameless"),
            Detail("issue", " "),
            Detail("x", "\ud800"),
        ),
        identifiers=(Identifier("doi", "10.1145/nnnnnnn.nnnnnnn"),),
    )

    (paper_id,) = add(library, odd)

    paper = reader.paper(paper_id)
    assert paper.note is None
    assert paper.rating == 5
    assert [(d.name, d.value) for d in paper.details] == [
        ("volume", "3"),
        ("volume", "4"),
        ("x", "\ufffd"),
    ]
    assert paper.identifiers == ()


def complete(library: Library, *ids: object) -> None:
    for paper in ids:
        edit = CompletePaper(
            paper_id=paper,
            authors=(Author("Emmy Noether", "Noether", "Emmy"),),
            kind="book",
            details=(Detail("volume", "9"), Detail("page", "1-2"), Detail("page", "5")),
            label="Completed",
        )
        library.apply(edit)


def test_complete_adds_details_of_names_that_are_not_there(
    library: Library, reader: Reader
) -> None:
    full, bare = add(library, full_draft(), draft("Bare"))

    complete(library, full, bare)

    papers = [reader.paper(paper) for paper in (full, bare)]
    assert [paper.kind for paper in papers] == ["article-journal", "book"]
    assert [paper.detail("volume") for paper in papers] == ["3", "9"]
    assert [(d.name, d.value) for d in papers[0].details][2:] == [
        ("page", "1-2"),
        ("page", "5"),
    ]
    assert papers[1].authors == (Author("Emmy Noether", "Noether", "Emmy"),)


def test_complete_leaves_kind_and_details_that_the_user_emptied(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, full_draft())
    emptied = Fields(kind="", details=())
    library.apply(ChangePapers(ids=(paper,), label="Edited", fields=emptied))

    complete(library, paper)

    assert (reader.paper(paper).kind, reader.paper(paper).details) == ("", ())
    assert reader.paper(paper).edited == {"kind", "details"}


def test_import_of_thousands_leaves_the_index_as_it_was_set(
    library: Library, reader: Reader
) -> None:
    drafts = tuple(draft(f"Tides number{n}") for n in range(2_001))

    library.apply(AddPapers(drafts=drafts, label="Imported"))

    assert titles(reader, "number2000") == ["Tides number2000"]
    with closing(sqlite3.connect(library.folder / DATABASE)) as connection:
        gather = "select v from search_config where k = 'hashsize'"
        assert connection.execute(gather).fetchone() == (1 << 20,)


@pytest.mark.parametrize(
    "at",
    [
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-14))),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
    ],
    ids=["last", "first"],
)
def test_times_that_no_clock_tells_are_kept_as_ones_that_it_does(
    library: Library, reader: Reader, at: datetime
) -> None:
    told = replace(
        full_draft(),
        added_at=at,
        note="Noted",
        noted_at=at,
        snoozed_until=at,
        progress=replace(progress(), read_at=at),
        marks=(replace(mark(PaperId("")), created_at=at, changed_at=at),),
        origins=(Provenance(source="s", kind="k", imported_at=at),),
        other_files=(replace(SLIDES, added_at=at),),
        signals=tuple(replace(one, as_of=at) for one in full_draft().signals),
    )

    (paper_id,) = add(library, told)

    [paper] = listed(reader)
    [made] = reader.marks(paper_id)
    assert paper.progress is not None
    for moment in (paper.added_at, made.created_at, paper.progress.read_at):
        assert 1970 <= moment.astimezone(timezone(timedelta(hours=14))).year <= 3000
    assert max(one.as_of for one in paper.signals if one.as_of) <= datetime.now(UTC)


def test_topics_of_a_thousand_levels_end_at_the_last_and_are_taken_back(
    library: Library, reader: Reader
) -> None:
    empty = dump(library.folder)
    deep = "/".join("a" * 2_000)

    add(library, draft("One", topics=(deep,)), looks=(TopicLook(path=deep),))

    [paper] = listed(reader)
    paths = {topic.id: topic.path for topic in reader.topics()}
    assert [paths[topic] for topic in paper.topics] == ["/".join("a" * MOST_LEVELS)]
    library.undo()
    assert dump(library.folder) == empty
