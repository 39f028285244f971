"""Edits do what they say, and the change tells what was done."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.change import Facet
from app.domain.edit import (
    AddMarks,
    AddPapers,
    AddTopic,
    ChangeMark,
    ChangePapers,
    ChangeTopic,
    CompletePaper,
    DeleteMark,
    DeleteTopic,
    Edit,
    WriteNote,
)
from app.domain.errors import Conflict, InvalidInput, NotFound
from app.domain.paper import (
    Author,
    Identifier,
    MarkId,
    PaperId,
    Status,
    StoredFile,
    TopicId,
)
from app.library import Library, Reader
from tests.unit.library.building import SHA, add, draft, full_draft, mark

GONE = PaperId("gone")


def test_file_attached_twice_is_kept_once(library: Library, reader: Reader) -> None:
    [paper] = add(library, draft("One"))
    file = StoredFile(sha256=SHA, length_bytes=10, name="a.pdf")
    update = (paper, draft("One", file=file))
    edit = AddPapers(drafts=(), label="Attached", updates=(update, update))

    library.apply(edit)

    assert [f.sha256 for f in reader.paper(paper).files] == [SHA]
    assert library.apply(edit).is_empty


def test_adding_papers_tells_them_in_the_lists_order(
    library: Library, reader: Reader
) -> None:
    drafts = tuple(draft(f"{n}") for n in range(30))

    change = library.apply(AddPapers(drafts=drafts, label="Imported 30"), cause="drop")

    assert [reader.paper(id).title for id in change.added] == [d.title for d in drafts]
    assert change.papers == frozenset(change.added)
    assert change.facets == {Facet.PAPERS, Facet.MEMBERSHIP}
    assert (change.label, change.cause) == ("Imported 30", "drop")
    assert [a.label for a in reader.history()] == ["Imported 30"]


def test_adding_again_files_what_is_there_without_doubling(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("One"), topics=("A",))

    again = library.apply(
        AddPapers(drafts=(), label="x", topics=("a",), refile=(paper,))
    )
    filed = library.apply(
        AddPapers(drafts=(), label="Filed", topics=("B",), refile=(paper,))
    )

    assert again.is_empty
    assert filed.papers == {paper}
    assert Facet.MEMBERSHIP in filed.facets
    assert [t.path for t in reader.topics()] == ["A", "B"]


FACETS = [
    (lambda p: ChangePapers(ids=(p,), label="x", rating=3), {Facet.PAPERS}),
    (
        lambda p: ChangePapers(ids=(p,), label="x", is_starred=True),
        {Facet.PAPERS, Facet.MEMBERSHIP},
    ),
    (lambda p: WriteNote(paper_id=p, text="a"), {Facet.NOTES}),
    (lambda p: AddMarks((mark(p),)), {Facet.MARKS}),
    (lambda _: AddTopic("A"), {Facet.TOPICS}),
    (
        lambda p: CompletePaper(paper_id=p, label="x", file=full_draft().file),
        {Facet.FILES},
    ),
]


@pytest.mark.parametrize(("make", "facets"), FACETS)
def test_change_names_the_facets_that_an_edit_touched(
    make: object, facets: set[Facet], library: Library
) -> None:
    (paper,) = add(library, draft("One"))

    change = library.apply(make(paper))

    assert change.facets == facets
    assert change.papers == (set() if facets == {Facet.TOPICS} else {paper})


def test_labels_say_what_was_done(library: Library, reader: Reader) -> None:
    (paper,) = add(library, draft("On the  long\nway " + "x" * 80))
    highlight = mark(paper, "a quote of many words " * 9)
    edits: list[Edit] = [
        WriteNote(paper_id=paper, text="a"),
        WriteNote(paper_id=paper, text=""),
        AddMarks((highlight,)),
        ChangeMark(mark_id=highlight.id, colour=2),
        ChangeMark(mark_id=highlight.id, comment="so?"),
        DeleteMark(highlight.id),
        AddTopic(" A / B "),
    ]

    labels = [library.apply(edit).label for edit in edits]
    topics = {topic.path: topic.id for topic in reader.topics()}
    labels.append(library.apply(ChangeTopic(topic_id=topics["A/B"], name="C")).label)
    labels.append(library.apply(DeleteTopic(topics["A"])).label)

    quote = "“a quote of many words a quote of many words a quote of…”"
    assert labels == [
        "Wrote a note on “On the long way…”",
        "Removed the note on “On the long way…”",
        f"Highlighted {quote}",
        f"Recoloured the mark {quote}",
        f"Commented on the mark {quote}",
        f"Deleted the mark {quote}",
        "Added the topic A/B",
        "Renamed the topic A/B to C",
        "Deleted the topic A",
    ]
    assert [act.label for act in reader.history()][:9] == labels[::-1]


def test_completing_overwrites_nothing(library: Library, reader: Reader) -> None:
    (paper,) = add(library, full_draft())
    before = reader.paper(paper)

    change = library.apply(
        CompletePaper(
            paper_id=paper,
            authors=(Author("Somebody Else"),),
            year=1900,
            venue="Elsewhere",
            identifiers=(Identifier("arxiv", "2401.00001"), Identifier("pmid", "7")),
            links=before.links,
            file=before.files[0],
            label="Completed",
        )
    )

    after = reader.paper(paper)
    assert after.identifiers == (*before.identifiers, Identifier("pmid", "7"))
    assert after.authors == before.authors
    assert (after.year, after.venue) == (before.year, before.venue)
    assert after.links == before.links
    assert after.files == before.files
    assert change.facets == {Facet.PAPERS}


def test_topics_are_found_in_any_case_but_exact_first(
    library: Library, reader: Reader
) -> None:
    library.apply(AddTopic("Vision"))
    library.apply(AddTopic("VISION/Depth"))
    add(library, draft("One"), topics=("vision/DEPTH",))

    assert [t.path for t in reader.topics()] == ["Vision", "Vision/Depth"]


def test_deleting_a_topic_keeps_its_papers(library: Library, reader: Reader) -> None:
    (paper,) = add(library, draft("One"), topics=("A/B",))
    topic = reader.topics()[0].id

    change = library.apply(DeleteTopic(topic))

    assert change.papers == {paper}
    assert change.removed == frozenset()
    assert change.facets == {Facet.TOPICS, Facet.PAPERS, Facet.MEMBERSHIP}
    assert reader.paper(paper).topics == ()
    assert reader.topics() == ()


WRONG: list[tuple[Edit, type[Exception]]] = [
    (AddPapers(drafts=(), label="x", refile=(GONE,)), NotFound),
    (AddPapers(drafts=(draft("A"),), label="x", topics=("A//B",)), InvalidInput),
    (ChangePapers(ids=(GONE,), label="x", status=Status.DONE), NotFound),
    (WriteNote(paper_id=GONE, text="a"), NotFound),
    (CompletePaper(paper_id=GONE, label="x"), NotFound),
    (AddMarks((mark(GONE),)), NotFound),
    (ChangeMark(mark_id=MarkId("gone"), colour=1), NotFound),
    (DeleteMark(MarkId("gone")), NotFound),
    (ChangeTopic(topic_id=TopicId("gone"), name="A"), NotFound),
    (DeleteTopic(TopicId("gone")), NotFound),
    (AddTopic("A/ /B"), InvalidInput),
]


@pytest.mark.parametrize(("edit", "error"), WRONG)
def test_an_edit_that_cannot_be_done_makes_no_act(
    edit: Edit, error: type[Exception], library: Library, reader: Reader
) -> None:
    with pytest.raises(error):
        library.apply(edit)

    assert reader.history() == ()
    assert reader.topics() == ()
    assert library.apply(AddTopic("Fine")).act is not None


def test_marks_made_in_one_go_are_one_act_or_none(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("One"))
    both = (mark(paper, "to the end"), replace(mark(paper, "of it"), page_index=1))

    label = library.apply(AddMarks(both)).label
    with pytest.raises(Conflict):
        library.apply(AddMarks((mark(paper), both[0])))
    with pytest.raises(InvalidInput):
        library.apply(AddMarks(()))

    assert label == "Highlighted “to the end of it”"
    assert len(reader.marks(paper)) == 2
    library.undo()
    assert reader.marks(paper) == ()


def test_a_second_mark_or_topic_of_one_name_is_refused(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("One"), topics=("A", "B"))
    highlight = mark(paper)
    library.apply(AddMarks((highlight,)))
    topic = reader.topics()[0].id

    with pytest.raises(Conflict):
        library.apply(AddMarks((highlight,)))
    with pytest.raises(Conflict):
        library.apply(ChangeTopic(topic_id=topic, name="b"))
    with pytest.raises(InvalidInput):
        library.apply(ChangeTopic(topic_id=topic, name="A/B"))
    with pytest.raises(InvalidInput):
        library.apply(ChangeMark(mark_id=highlight.id, colour=9))
    assert library.apply(ChangeTopic(topic_id=topic, name="a")).act is not None


@pytest.mark.skipif(
    "OTHER_ENGINE" in os.environ, reason="runs all others a second time"
)
def test_everything_holds_with_the_standard_librarys_sqlite() -> None:
    pytest.importorskip("pysqlite3", reason="there is one engine only")
    script = (
        "import sys; sys.modules['pysqlite3'] = None; import pytest; "
        "sys.exit(pytest.main(sys.argv[1:]))"
    )
    here = Path(__file__).parent
    names = (
        "test_undo",
        "search/test_searching",
        "database/test_migrations",
        "test_library",
    )

    done = subprocess.run(
        [sys.executable, "-c", script, "-q", "-x", "-p", "no:cacheprovider"]
        + [str(here / f"{name}.py") for name in names],
        capture_output=True,
        text=True,
        env={**os.environ, "OTHER_ENGINE": "1"},
        timeout=300,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-3_000:]
