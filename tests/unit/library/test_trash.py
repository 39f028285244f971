"""What was deleted beside papers is listed, restored with its links, and forgotten."""

import os

import pytest

from app.domain.edit import (
    AddMarks,
    AddTopic,
    ChangePapers,
    CompletePaper,
    DeleteMark,
    DeleteTopic,
    DetachFiles,
    EmptyTrash,
    MoveTopic,
    RestoreDeleted,
    TakeBack,
    WriteNote,
)
from app.domain.errors import Conflict, NotFound
from app.domain.paper import Sha256, StoredFile
from app.domain.trash import Trashed, TrashKind
from app.library import Library, Reader
from tests.unit.library.building import (
    SHA,
    add,
    draft,
    dump,
    full_draft,
    listed,
    mark,
)


def restored(thing: Trashed) -> RestoreDeleted:
    return RestoreDeleted(act=thing.act, kind=thing.kind, key=thing.key)


def keep(library: Library) -> Sha256:
    path = library.files.temporary()
    path.write_bytes(b"%PDF-1.4 x")
    library.files.keep(path, SHA)
    return SHA


def test_deleted_topic_is_listed_once_and_restored_with_all_below(
    library: Library, reader: Reader
) -> None:
    add(library, draft("One"), draft("Two"), topics=("Top/A/B", "Top/A"))
    before = dump(library.folder)
    topic = next(t for t in reader.topics() if t.path == "Top/A")
    library.apply(DeleteTopic(topic.id))
    library.apply(AddTopic("Other"))

    (thing,) = reader.trash()
    change = library.apply(restored(thing))

    assert (thing.kind, thing.words, thing.n_papers) == (TrashKind.TOPIC, "Top/A", 2)
    assert change.label == "Restored the topic A"
    assert reader.trash() == ()
    library.apply(DeleteTopic(next(t.id for t in reader.topics() if t.path == "Other")))
    after = dump(library.folder)
    assert {k: v for k, v in after.items() if k != "index"} == {
        k: v for k, v in before.items() if k != "index"
    }


def test_note_mark_and_file_are_told_with_their_paper_and_restored(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, full_draft("One"))
    library.apply(AddMarks((mark(paper, "a sentence"),)))
    library.apply(WriteNote(paper_id=paper, text="my note"))
    before = dump(library.folder)
    library.apply(DeleteMark(reader.marks(paper)[0].id))
    library.apply(WriteNote(paper_id=paper, text=""))
    library.apply(DetachFiles((paper,), "Removed the PDF of “One”"))
    has_pdf = reader.paper(paper).has_pdf

    things = reader.trash()
    for thing in things:
        library.apply(restored(thing))

    assert not has_pdf
    assert [(t.kind, t.words, t.title) for t in things] == [
        (TrashKind.FILE, "a.pdf", "One"),
        (TrashKind.NOTE, "my note", "One"),
        (TrashKind.MARK, "a sentence", "One"),
    ]
    assert reader.trash() == ()
    assert dump(library.folder) == before
    assert [act.label for act in reader.history(limit=3)] == [
        "Restored the mark “a sentence”",
        "Restored the note on “One”",
        "Restored the PDF of “One”",
    ]
    library.undo()
    assert [t.kind for t in reader.trash()] == [TrashKind.MARK]


def test_what_an_act_took_away_beside_others_is_restored_alone(
    library: Library, reader: Reader
) -> None:
    one, two = add(library, full_draft("One"), full_draft("Two"))
    library.apply(DetachFiles((one, two), "Removed 2 PDFs"))
    thing = next(t for t in reader.trash() if t.paper == one)

    library.apply(restored(thing))

    assert (reader.paper(one).has_pdf, reader.paper(two).has_pdf) == (True, False)
    assert [t.paper for t in reader.trash()] == [two]
    with pytest.raises(Conflict):
        library.apply(restored(thing))


def test_what_is_undone_taken_back_or_of_a_paper_gone_is_not_in_the_trash(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("One"))
    library.apply(AddMarks((mark(paper),)))
    made = library.apply(DeleteMark(reader.marks(paper)[0].id)).act
    assert made is not None
    library.apply(AddTopic("X"))
    library.apply(TakeBack(made))
    taken_back = reader.trash()
    library.apply(DeleteMark(reader.marks(paper)[0].id))
    n_deleted = len(reader.trash())
    library.undo()
    undone = reader.trash()
    library.apply(ChangePapers(ids=(paper,), label="bin", is_trashed=True))
    library.apply(DeleteMark(reader.marks(paper)[0].id))
    library.apply(EmptyTrash())

    assert (taken_back, n_deleted, undone) == ((), 1, ())
    assert reader.trash() == ()


def test_emptying_forgets_everything_in_the_trash(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("One"), topics=("A", "B"))
    sha256 = keep(library)
    file = StoredFile(sha256=sha256, length_bytes=10, name="a.pdf")
    library.apply(CompletePaper(paper_id=paper, file=file, label="x"))
    library.apply(AddMarks((mark(paper, "secret"),)))
    library.apply(DeleteMark(reader.marks(paper)[0].id))
    library.apply(DetachFiles((paper,), "Removed the PDF"))
    library.apply(DeleteTopic(next(t.id for t in reader.topics() if t.name == "A")))
    before = dump(library.folder)

    change = library.apply(EmptyTrash())

    assert change.label.startswith("Removed 1 topic, 1 mark, 1 PDF for good, ")
    assert change.label.endswith(" of PDFs")
    assert reader.trash() == ()
    assert not library.files.has(sha256)
    assert dump(library.folder) == before
    assert library.apply(EmptyTrash()).is_empty
    while library.undo():
        assert [t.path for t in reader.topics()] in (["B"], [])
    assert listed(reader) == []
    while library.redo():
        pass
    assert dump(library.folder) == before
    assert reader.check() == []


def imported(library: Library) -> Sha256:
    """Add a paper with its PDF, as an import does."""
    sha256 = keep(library)
    file = StoredFile(sha256=sha256, length_bytes=10, name="a.pdf")
    add(library, draft("One", file=file))
    return sha256


def test_pdfs_of_an_import_that_was_undone_wait_for_redo_until_the_trash_is_emptied(
    library: Library, reader: Reader
) -> None:
    sha256 = imported(library)
    library.undo()
    assert library.files.has(sha256)
    library.redo()
    assert listed(reader)[0].has_pdf
    library.undo()

    change = library.apply(EmptyTrash())

    assert change.label.endswith(" of PDFs that nothing refers to")
    assert not library.files.has(sha256)
    assert library.redo() is None
    assert library.apply(EmptyTrash()).is_empty


def test_pdf_of_another_papers_stays_when_an_undone_import_is_emptied(
    library: Library, reader: Reader
) -> None:
    sha256 = imported(library)
    file = StoredFile(sha256=sha256, length_bytes=10, name="b.pdf")
    add(library, draft("Two", file=file))
    library.undo()

    assert library.apply(EmptyTrash()).is_empty
    assert library.files.has(sha256)
    assert library.redo() is not None


def test_pdf_that_no_act_knows_goes_after_an_hour(library: Library) -> None:
    sha256 = imported(library)
    library.undo()
    add(library, draft("Another"))  # after which no redo brings it back
    assert library.apply(EmptyTrash()).is_empty
    path = library.files.path(sha256)
    past = path.stat().st_mtime - 4_000
    os.utime(path, (past, past))

    assert not library.apply(EmptyTrash()).is_empty
    assert not path.exists()


def test_emptying_keeps_a_topic_that_once_was_below_a_deleted_one(
    library: Library, reader: Reader
) -> None:
    library.apply(AddTopic("A/B"))
    topics = {t.path: t.id for t in reader.topics()}
    library.apply(MoveTopic(topic_id=topics["A/B"], parent=None))
    library.apply(DeleteTopic(topics["A"]))
    library.apply(EmptyTrash())

    library.undo()
    assert [t.path for t in reader.topics()] == ["B"]
    library.redo()

    assert [t.path for t in reader.topics()] == ["B"]


def test_thing_that_is_not_in_the_trash_is_refused(
    library: Library, reader: Reader
) -> None:
    library.apply(AddTopic("A"))
    number = reader.history()[0].number

    with pytest.raises(NotFound, match="not in the trash"):
        library.apply(RestoreDeleted(act=number, kind=TrashKind.MARK, key=1))


def test_note_that_was_restored_and_rewritten_is_not_in_the_trash(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("One"))
    library.apply(WriteNote(paper_id=paper, text="first"))
    library.apply(WriteNote(paper_id=paper, text=""))
    library.apply(AddTopic("X"))
    (thing,) = reader.trash()
    library.apply(restored(thing))

    library.apply(WriteNote(paper_id=paper, text="second"))

    assert reader.trash() == ()
