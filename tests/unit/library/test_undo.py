"""Undo and redo bring back exactly what was."""

from collections.abc import Callable
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
    EmptyTrash,
    FieldChange,
    FilePapers,
    MoveTopic,
    OpenPaper,
    RefreshPapers,
    RefuseTopic,
    SnoozePapers,
    WriteNote,
    WriteTopicNote,
)
from app.domain.errors import AppError
from app.domain.fields import Fields
from app.domain.mark import Mark
from app.domain.paper import (
    Author,
    Detail,
    Identifier,
    Link,
    LinkKind,
    PaperId,
    Sha256,
    Status,
    StoredFile,
    TopicLook,
)
from app.domain.signal import SignalName
from app.library import Library, Reader
from app.library.driver import sqlite3
from app.library.schema import DATABASE
from tests.unit.library.building import (
    NOON,
    SHA,
    add,
    draft,
    dump,
    full_draft,
    listed,
    mark,
    progress,
    told,
)

LATER = NOON.replace(year=2099)
OTHER_FILE = StoredFile(sha256=Sha256("cd" * 32), length_bytes=2, name="slides.pdf")
FILE = StoredFile(sha256=SHA, length_bytes=1, name="b.pdf", source="https://b.org/b")


TOLD = Fields(
    title="Invariante Variationsprobleme",
    authors=(Author("Emmy Noether", "Noether", "Emmy"),),
    year=1918,
    venue="Göttinger Nachrichten",
    kind="article",
    details=(Detail("page", "235-257"),),
    identifiers=(Identifier("doi", "10.1080/00411457108231446"),),
    links=(Link("https://c.org", LinkKind.PAGE),),
    tags=("told",),
    abstract="about symmetry",
)


def update(paper: PaperId, words: str) -> AddPapers:
    """Make an import's update of a paper with all that one can bring."""
    brought = draft(
        "Brought",
        topics=("C", "Brought/Along"),
        tags=(words,),
        note=words,
        marks=(replace(mark(PaperId(""), words), comment=words),),
        file=OTHER_FILE,
        is_starred=True,
        rating=3,
        status=Status.QUEUED,
        signals=(told(SignalName.UPVOTES, len(words)),),
    )
    looks = (TopicLook(path="C", colour=8, slot=9, note=words),)
    return AddPapers(drafts=(), label="x", updates=((paper, brought),), looks=looks)


def newer_version(paper: PaperId, words: str) -> CompletePaper:
    """Make the arrival of a newer file, with a mark that came along."""
    carried = replace(mark(paper, words), file=OTHER_FILE.sha256)
    file = replace(OTHER_FILE, version=2)
    return CompletePaper(paper_id=paper, file=file, marks=(carried,), label="x")


class Stocked:
    """What a small library holds before the edit under test."""

    def __init__(self, library: Library, reader: Reader) -> None:
        bare = draft("Bare truth", "about nothing")
        full, bare_id = add(library, full_draft(), bare, topics=("A/B", "C"))
        library.apply(AddMarks((mark(full),)))
        library.apply(WriteNote(paper_id=full, text="notable"))
        self.full = full
        self.bare = bare_id
        self.mark: Mark = reader.marks(full)[0]
        self.topics = {topic.path: topic.id for topic in reader.topics()}


EDITS: dict[str, Callable[[Stocked], Edit]] = {
    "add": lambda s: AddPapers(
        drafts=(full_draft("New"), draft("Newer")),
        label="x",
        topics=("C", "D"),
        refile=(s.bare,),
    ),
    "add another program's": lambda s: AddPapers(
        drafts=(
            replace(
                full_draft("Kept elsewhere"),
                other_files=(OTHER_FILE,),
                topics=("A/B", "Elsewhere/New"),
                note="as I said there",
                status=Status.QUEUED,
                is_starred=True,
                rating=4,
            ),
        ),
        label="x",
    ),
    "refresh": lambda s: RefreshPapers(
        changes=tuple(
            FieldChange(paper_id=paper, field=name, value=TOLD, source="Crossref")
            for paper in (s.full, s.bare)
            for name in TOLD.names()
        ),
        label="x",
    ),
    "refile": lambda s: AddPapers(
        drafts=(), label="x", topics=("D",), refile=(s.bare, s.full)
    ),
    "status": lambda s: ChangePapers(
        ids=(s.full, s.bare), label="x", status=Status.QUEUED
    ),
    "star": lambda s: ChangePapers(ids=(s.full,), label="x", is_starred=True),
    "rating": lambda s: ChangePapers(ids=(s.full,), label="x", rating=5),
    "trash": lambda s: ChangePapers(ids=(s.full,), label="x", is_trashed=True),
    "file": lambda s: ChangePapers(
        ids=(s.full, s.bare), label="x", file_under=("E/F",)
    ),
    "file groups": lambda s: FilePapers(
        groups=(("E/F", (s.full,)), ("C", (s.full, s.bare)), ("G", (s.bare,))),
        label="x",
    ),
    "unfile": lambda s: ChangePapers(ids=(s.full,), label="x", unfile=("A/B", "gone")),
    "note": lambda s: WriteNote(paper_id=s.bare, text="an early note"),
    "rewrite": lambda s: WriteNote(paper_id=s.full, text="another note"),
    "erase": lambda s: WriteNote(paper_id=s.full, text=""),
    "complete": lambda s: CompletePaper(
        paper_id=s.bare,
        authors=(Author("Emmy Noether"),),
        year=1918,
        venue="Göttingen",
        kind="article-journal",
        details=(Detail("page", "235-257"),),
        identifiers=(Identifier("arxiv", "physics/0503066"),),
        links=(Link("https://b.org", LinkKind.PAGE),),
        file=FILE,
        label="x",
    ),
    "mark": lambda s: AddMarks((mark(s.bare, "another"),)),
    "recolour": lambda s: ChangeMark(mark_id=s.mark.id, colour=4),
    "comment": lambda s: ChangeMark(mark_id=s.mark.id, comment="why?"),
    "unmark": lambda s: DeleteMark(s.mark.id),
    "topic": lambda s: AddTopic("C/New"),
    "rename": lambda s: ChangeTopic(topic_id=s.topics["A"], name="Zed"),
    "repaint": lambda s: ChangeTopic(topic_id=s.topics["A"], colour=8),
    "drop": lambda s: DeleteTopic(s.topics["A"]),
    "fields": lambda s: ChangePapers(
        ids=(s.full, s.bare),
        label="x",
        fields=Fields(
            title=r"The $\ell_2$ norm",
            authors=(Author("Emmy Noether"),),
            year=1918,
            venue="Göttingen",
            kind="book",
            details=(Detail("publisher", "Teubner"), Detail("volume", "3")),
            identifiers=(Identifier("doi", "10.1/new"),),
            links=(),
            tags=("deep", "blue"),
            abstract="nothing at all",
        ),
    ),
    "tags": lambda s: ChangePapers(
        ids=(s.full, s.bare),
        label="x",
        fields=Fields(add_tags=("blue",), remove_tags=("deep",)),
    ),
    "move": lambda s: MoveTopic(topic_id=s.topics["C"], parent=s.topics["A/B"]),
    "lift": lambda s: MoveTopic(topic_id=s.topics["A/B"], parent=None),
    "reorder": lambda s: MoveTopic(
        topic_id=s.topics["C"], parent=None, before=s.topics["A"]
    ),
    "digit": lambda s: ChangeTopic(topic_id=s.topics["C"], slot=3),
    "update": lambda s: update(s.bare, "theirs"),
    "newer version": lambda s: newer_version(s.full, "a telescoping sum"),
    "numbers": lambda s: RefreshPapers(
        changes=(), label="x", signals=((s.bare, told(SignalName.STARS, 7)),)
    ),
    "refuse": lambda s: RefuseTopic(s.bare, s.topics["A"]),
    "snooze": lambda s: SnoozePapers(ids=(s.full, s.bare), until=LATER, label="x"),
    "page": lambda s: WriteTopicNote(topic_id=s.topics["C"], text="What C is about"),
}


@pytest.mark.parametrize("name", EDITS)
def test_undo_after_an_edit_restores_every_row(
    name: str, library: Library, reader: Reader
) -> None:
    edit = EDITS[name](Stocked(library, reader))
    before = dump(library.folder)

    done = library.apply(edit, cause="test")
    after = dump(library.folder)
    undone = library.undo()
    restored = dump(library.folder)
    redone = library.redo()

    assert done.act is not None
    assert done.cause == "test"
    assert after != before
    assert restored == before
    assert dump(library.folder) == after
    assert undone is not None
    assert redone is not None
    assert undone.label == f"Undid: {done.label}"
    assert redone.label == f"Redid: {done.label}"
    assert undone.facets == redone.facets == done.facets
    assert undone.papers == redone.papers == done.papers
    assert undone.removed == frozenset(done.added)
    assert redone.added == done.added


@pytest.mark.parametrize("name", EDITS)
def test_undo_after_a_restart_restores_every_row(name: str, tmp_path: Path) -> None:
    library = Library.open(tmp_path)
    reader = Reader.open(tmp_path)
    edit = EDITS[name](Stocked(library, reader))
    reader.close()
    before = dump(tmp_path)
    library.apply(edit)
    library.close()

    library = Library.open(tmp_path)
    library.undo()

    assert dump(tmp_path) == before
    library.close()


@pytest.mark.parametrize(
    "name",
    sorted(
        set(EDITS) - {"add", "add another program's", "note", "mark", "newer version"}
    ),
)
def test_apply_twice_makes_one_act(name: str, library: Library, reader: Reader) -> None:
    edit = EDITS[name](Stocked(library, reader))
    library.apply(edit)
    n_acts = len(reader.history())
    if name in ("unmark", "drop", "merge"):
        with pytest.raises(AppError):
            library.apply(edit)
        return

    again = library.apply(edit)

    assert again.is_empty
    assert again.act is None
    assert len(reader.history()) == n_acts


def test_undo_with_nothing_done_says_so(library: Library) -> None:
    assert library.undo() is None
    assert library.redo() is None


def test_apply_after_undo_drops_the_redo(library: Library, reader: Reader) -> None:
    add(library, draft("One"))
    add(library, draft("Two"))
    library.undo()

    add(library, draft("Three"))

    assert library.redo() is None
    assert [act.label for act in reader.history()] == ["Added 1 papers"] * 2
    assert [paper.title for paper in listed(reader)] == ["Three", "One"]


def test_an_edit_that_changes_nothing_keeps_the_redo(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("One"))
    library.apply(ChangePapers(ids=(paper,), label="x", is_starred=True))
    library.undo()

    library.apply(ChangePapers(ids=(paper,), label="x", is_starred=False))

    assert reader.redo_label() == "x"


def test_an_edit_that_fails_leaves_everything(library: Library, reader: Reader) -> None:
    (paper,) = add(library, draft("One"))
    library.undo()
    library.redo()
    before = dump(library.folder)

    with pytest.raises(AppError):
        library.apply(
            ChangePapers(ids=(paper,), label="x", status=Status.DONE, rating=6)
        )

    assert dump(library.folder) == before
    assert not library.apply(WriteNote(paper_id=paper, text="a")).is_empty


def test_opening_stands_not_on_the_undo_stack(library: Library, reader: Reader) -> None:
    (paper,) = add(library, draft("One"))
    library.apply(ChangePapers(ids=(paper,), label="star", is_starred=True))

    opened = library.apply(OpenPaper(id=paper))
    library.undo()

    assert opened.act is None
    assert opened.facets == {Facet.PAPERS, Facet.MEMBERSHIP}
    assert reader.paper(paper).status is Status.READING
    assert not reader.paper(paper).is_starred
    assert library.apply(OpenPaper(id=paper)).is_empty


def test_undo_before_an_opening_does_not_fail(library: Library, reader: Reader) -> None:
    (paper,) = add(library, draft("One"))
    library.apply(ChangePapers(ids=(paper,), label="x", status=Status.QUEUED))
    library.apply(ChangePapers(ids=(paper,), label="x", status=Status.NEW))
    library.apply(OpenPaper(id=paper))
    library.remember(paper, progress())

    statuses = []
    while library.undo():
        statuses += [paper.status for paper in listed(reader)]
    while library.redo():
        statuses += [paper.status for paper in listed(reader)]

    assert statuses == ["queued", "new", "new", "queued", "reading"]
    assert reader.paper(paper).progress == progress()


def test_notes_of_one_session_are_one_act(library: Library, reader: Reader) -> None:
    (paper,) = add(library, draft("One"))
    for text in ("a", "ab", "abc"):
        library.apply(WriteNote(paper_id=paper, text=text, session="s"))
    library.apply(WriteNote(paper_id=paper, text="other", session="t"))
    n_acts = len(reader.history())

    library.undo()
    after_one = reader.paper(paper).note
    library.undo()

    assert n_acts == 3
    assert after_one is not None
    assert after_one.text == "abc"
    assert reader.paper(paper).note is None
    assert reader.undo_label() == "Added 1 papers"


def test_a_note_after_another_act_is_a_new_act(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("One"))
    library.apply(WriteNote(paper_id=paper, text="a", session="s"))
    library.apply(ChangePapers(ids=(paper,), label="star", is_starred=True))

    library.apply(WriteNote(paper_id=paper, text="ab", session="s"))

    assert len(reader.history()) == 4


def test_emptying_the_trash_leaves_no_trace(library: Library, reader: Reader) -> None:
    stocked = Stocked(library, reader)
    sha256 = library.files.keep(_pdf(library), SHA).stem
    library.remember(stocked.full, progress())
    library.apply(ChangePapers(ids=(stocked.full,), label="bin", is_trashed=True))

    change = library.apply(EmptyTrash())

    assert change.act is None
    assert "for good" in change.label
    assert change.removed == {stocked.full}
    assert not library.files.has(SHA)
    library.close()
    assert stocked.full.encode() not in _live_text(library.folder)
    assert sha256.encode() not in _live_text(library.folder)
    library = Library.open(library.folder)
    while library.undo():
        pass
    while library.redo():
        pass
    assert [paper.id for paper in listed(reader)] == [stocked.bare]
    assert reader.check() == []
    library.close()


def test_emptying_the_trash_keeps_files_that_others_have(
    library: Library, reader: Reader
) -> None:
    first, _ = add(library, full_draft("One"), full_draft("Two"))
    library.files.keep(_pdf(library), SHA)
    library.apply(ChangePapers(ids=(first,), label="bin", is_trashed=True))

    library.apply(EmptyTrash())

    assert library.files.has(SHA)
    assert library.apply(EmptyTrash()).is_empty


def _pdf(library: Library) -> Path:
    path = library.files.temporary()
    path.write_bytes(b"%PDF-1.4 x")
    return path


def _live_text(folder: Path) -> bytes:
    """Return what the tables hold, without the pages that were freed."""
    copy = folder / "copy.db"
    connection = sqlite3.connect(folder / DATABASE)
    copy.unlink(missing_ok=True)
    connection.execute("vacuum into ?", (str(copy),))
    connection.close()
    return copy.read_bytes()
