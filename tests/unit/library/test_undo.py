"""Undo and redo bring back exactly what was."""

import contextlib
import itertools
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.change import Facet
from app.domain.edit import (
    AddMarks,
    AddPapers,
    AddTopic,
    AllowTopics,
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
    KeepApart,
    MergePapers,
    Merger,
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


WORDS = st.sampled_from(["alpha", "Béta", "学习", "naïve tea", ""])
PICK = st.integers(0, 5)
STEP = st.one_of(
    st.tuples(st.just("add"), st.lists(WORDS, min_size=1, max_size=3), PICK),
    st.tuples(st.just("change"), PICK, st.sampled_from(Status), st.booleans()),
    st.tuples(st.just("trash"), PICK, st.booleans()),
    st.tuples(st.just("open"), PICK),
    st.tuples(st.just("note"), PICK, WORDS, st.sampled_from(["", "s"])),
    st.tuples(st.just("mark"), PICK, WORDS),
    st.tuples(st.just("unmark"), PICK),
    st.tuples(st.just("topic"), st.sampled_from(["A", "A/B", "a/b/C", "D"])),
    st.tuples(st.just("rename"), PICK, st.sampled_from(["A", "B", "X"])),
    st.tuples(st.just("move"), PICK, PICK, st.booleans()),
    st.tuples(st.just("digit"), PICK, st.integers(0, 2)),
    st.tuples(st.just("fields"), PICK, WORDS, st.booleans()),
    st.tuples(st.just("drop"), PICK),
    st.tuples(st.just("complete"), PICK, WORDS),
    st.tuples(st.just("refresh"), PICK, WORDS, st.booleans()),
    st.tuples(st.just("update"), PICK, WORDS),
    st.tuples(st.just("newer version"), PICK, WORDS),
    st.tuples(st.just("numbers"), PICK, WORDS),
    st.tuples(st.just("comment"), PICK, WORDS),
    st.tuples(st.just("refuse"), PICK, PICK),
    st.tuples(st.just("allow")),
    st.tuples(st.just("snooze"), PICK, st.booleans()),
    st.tuples(st.just("merge"), PICK, PICK),
    st.tuples(st.just("apart"), PICK),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
    st.tuples(st.just("reopen")),
)
STEPS = st.lists(STEP, max_size=25)


def _edit(step: tuple, reader: Reader) -> Edit | None:  # type: ignore[type-arg]
    """Make an edit of a random step, None when there is nothing to do it on."""
    papers = listed(reader)
    marks = [m for paper in papers for m in reader.marks(paper.id)]
    topics = reader.topics()
    name, *rest = step
    number = next((item for item in rest if isinstance(item, int)), 0)
    paper = papers[number % len(papers)].id if papers else None
    match name:
        case "add":
            told = {"note": "n", "topics": ("D", "N/Own"), "status": Status.QUEUED}
            drafts = tuple(
                draft(
                    w,
                    w[::-1],
                    authors=(Author(w, w, w),),
                    kind=w,
                    details=(Detail("volume", w), Detail(w, "3")),
                    **(told if number > 3 else {}),
                )
                for w in rest[0]
            )
            return AddPapers(drafts=drafts, label="add", topics=("A/B", "D")[:number])
        case "topic":
            return AddTopic(rest[0])
        case "rename" if topics:
            topic = topics[number % len(topics)].id
            return ChangeTopic(topic_id=topic, name=rest[1], colour=3)
        case "move" if topics:
            one, other = (topics[n % len(topics)] for n in rest[:2])
            before = other.id if rest[2] else None
            parent = other.parent if rest[2] else other.id
            return MoveTopic(topic_id=one.id, parent=parent, before=before)
        case "digit" if topics:
            return ChangeTopic(topic_id=topics[number % len(topics)].id, slot=rest[1])
        case "drop" if topics:
            return DeleteTopic(topics[number % len(topics)].id)
        case "merge" if len(papers) > 1:
            target, other = papers[number % len(papers)], papers[rest[1] % len(papers)]
            return MergePapers(mergers=(Merger(target.id, (other.id,)),), label="m")
        case "apart" if len(papers) > 1:
            ids = tuple(paper.id for paper in papers[number % len(papers) :][:3])
            return KeepApart(ids=ids, label="apart")
        case "refuse" if papers and topics:
            assert paper is not None
            return RefuseTopic(paper, topics[rest[1] % len(topics)].id)
        case "allow":
            return AllowTopics()
        case "comment" if marks:
            return ChangeMark(mark_id=marks[number % len(marks)].id, comment=rest[1])
        case "unmark" if marks:
            return DeleteMark(marks[number % len(marks)].id)
    return _edit_of(name, rest, paper) if paper else None


def _edit_of(name: str, rest: list, paper: object) -> Edit | None:  # type: ignore[type-arg]
    match name:
        case "change":
            topics = ("A/B", "N") if rest[2] else ()
            return ChangePapers(
                ids=(paper,),
                label="change",
                status=rest[1],
                file_under=topics,
                unfile=("D",),
            )
        case "fields":
            fields = Fields(
                title=rest[1],
                authors=(Author(rest[1]),),
                year=1066,
                kind="book",
                details=(Detail("issue", rest[1]),),
            )
            if rest[2]:
                fields = Fields(add_tags=("new", rest[1]), remove_tags=("alpha",))
            return ChangePapers(ids=(paper,), label="fields", fields=fields)
        case "trash":
            return ChangePapers(ids=(paper,), label="trash", is_trashed=rest[1])
        case "open":
            return OpenPaper(id=paper)
        case "note":
            return WriteNote(paper_id=paper, text=rest[1], session=rest[2])
        case "mark":
            return AddMarks((mark(paper, rest[1]),))
        case "complete":
            return CompletePaper(
                paper_id=paper,
                authors=(Author(rest[1]),),
                year=1,
                kind=rest[1],
                details=(Detail("issue", rest[1]),),
                label="c",
            )
        case "update":
            return update(paper, rest[1])
        case "newer version":
            return newer_version(paper, rest[1])
        case "numbers":
            signals = ((paper, told(SignalName.STARS, len(rest[1]))),)
            return RefreshPapers(changes=(), label="numbers", signals=signals)
        case "snooze":
            until = LATER if rest[1] else None
            return SnoozePapers(ids=(paper,), until=until, label="snooze")
        case "refresh":
            value = Fields(title="Told", kind=rest[1], details=(Detail("x", rest[1]),))
            names = ("title", "kind", "details") if rest[2] else ("details",)
            changes = (
                FieldChange(paper_id=paper, field=n, value=value, source="DBLP")
                for n in names
            )
            return RefreshPapers(changes=tuple(changes), label="refresh")
    return None


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_undo_of_any_acts_then_redo_gives_the_same_library(steps: list) -> None:  # type: ignore[type-arg]
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Path(folder))
        reader = Reader.open(Path(folder))
        empty = dump(library.folder)
        for step in steps:
            if step[0] == "undo":
                library.undo()
            elif step[0] == "redo":
                library.redo()
            elif step[0] == "reopen":
                library.close()
                library = Library.open(Path(folder))
            elif edit := _edit(step, reader):
                with contextlib.suppress(AppError):
                    library.apply(edit)
        while library.redo():
            pass
        states = [dump(library.folder)]
        while library.undo():
            states.append(dump(library.folder))
        assert states[-1] == empty
        for state in itertools.islice(reversed(states), 1, None):
            library.redo()
            assert dump(library.folder) == state
        damage = reader.check()
        assert [line for line in damage if f"“{OTHER_FILE.name}”" not in line] == []
        reader.close()
        library.close()
