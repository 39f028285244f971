"""Updates by an import: united with what the user wrote, one act, taken back whole."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.edit import (
    AddMarks,
    AddPapers,
    ChangePapers,
    ChangeTopic,
    WriteNote,
)
from app.domain.importing import united_notes
from app.domain.paper import MarkId, PaperId, Status, StoredFile, TopicLook
from app.domain.signal import SignalName
from app.library import Library, Reader
from tests.unit.library.building import SHA, add, draft, dump, mark
from tests.unit.library.building import told as told_number


def updated(library: Library, paper: PaperId, **told: object) -> bool:
    edit = AddPapers(
        drafts=(), label="Updated", updates=((paper, draft("One", **told)),)
    )
    return not library.apply(edit).is_empty


def test_everything_that_a_paper_lacks_is_added_and_taken_back(
    library: Library, reader: Reader
) -> None:
    [paper] = add(library, draft("One"))
    before = dump(library.folder)
    told = {
        "topics": ("A/B",),
        "tags": ("deep",),
        "note": "Theirs",
        "marks": (mark(paper),),
        "file": StoredFile(sha256=SHA, length_bytes=1, name="a.pdf"),
        "is_starred": True,
        "rating": 4,
        "status": Status.QUEUED,
        "signals": (told_number(SignalName.STARS, 7),),
    }

    assert updated(library, paper, **told)
    after = dump(library.folder)
    now = reader.paper(paper)
    assert (now.is_starred, now.rating, now.status) == (True, 4, Status.QUEUED)
    assert [(s.name, s.number) for s in now.signals] == [(SignalName.STARS, 7)]
    assert now.note is not None
    assert now.note.text == "Theirs"
    assert (now.tags, now.n_marks, now.has_pdf) == (("deep",), 1, True)
    assert [t.path for t in reader.topics() if t.id in now.topics] == ["A/B"]
    assert not updated(library, paper, **told)

    library.undo()
    assert dump(library.folder) == before
    library.redo()
    assert dump(library.folder) == after


def test_what_the_user_said_stays(library: Library, reader: Reader) -> None:
    [paper] = add(library, draft("One"))
    library.apply(ChangePapers(ids=(paper,), label="x", status=Status.DONE, rating=2))
    library.apply(WriteNote(paper_id=paper, text="Mine"))

    updated(library, paper, note="Theirs", rating=5, status=Status.QUEUED)

    now = reader.paper(paper)
    assert (now.status, now.rating) == (Status.DONE, 2)
    assert now.note is not None
    assert now.note.text == "Mine\n\n---\n\nTheirs"


@pytest.mark.parametrize(
    ("mine", "theirs", "united"),
    [
        ("no", "It is not so.", "no\n\n---\n\nIt is not so."),
        ("It is not so.", "no", "It is not so.\n\n---\n\nno"),
        ("no", "Yes.\nno\nMore.", "Yes.\nno\nMore."),
        (" ", "Theirs", "Theirs"),
    ],
)
def test_note_that_only_shares_letters_is_another_note(
    mine: str, theirs: str, united: str
) -> None:
    assert united_notes(mine, theirs) == united


def test_mark_made_in_both_is_one_and_takes_the_comment(
    library: Library, reader: Reader
) -> None:
    [paper] = add(library, draft("One", marks=(mark(PaperId("")),)))
    other = replace(mark(paper), id=MarkId("other"), comment="A word")

    updated(library, paper, marks=(other,))

    [same] = reader.marks(paper)
    assert same.comment == "A word"


def test_mark_that_names_the_id_of_another_is_a_mark_of_its_own(
    library: Library, reader: Reader
) -> None:
    mine, paper = add(library, draft("Mine"), draft("One"))
    made = mark(mine, "my words")
    library.apply(AddMarks((made,)))

    updated(library, paper, marks=(replace(made, quote="their words", comment="no"),))

    assert reader.marks(mine) == (made,)
    [other] = reader.marks(paper)
    assert (other.quote, other.id == made.id) == ("their words", False)


@pytest.mark.parametrize("is_there", [True, False])
def test_topics_are_dressed_and_keep_what_they_have(
    library: Library, reader: Reader, is_there: bool
) -> None:
    add(library, draft("One"), topics=("A", "B") if is_there else ("B",))
    topics = {topic.path: topic for topic in reader.topics()}
    library.apply(ChangeTopic(topic_id=topics["B"].id, slot=3))
    if is_there:
        library.apply(ChangeTopic(topic_id=topics["A"].id, colour=2))
    looks = (
        TopicLook(path="A", colour=7, slot=4, note="On A"),
        TopicLook(path="B", slot=5),
        TopicLook(path="C", slot=3, is_bare=True),
        TopicLook(path="D", slot=6),
    )

    add(library, draft("Two", topics=("A",)), looks=looks)

    told = {t.path: (t.slot, t.note) for t in reader.topics()}
    assert told == {"A": (4, "On A"), "B": (3, ""), "C": (None, "")}
    colours = {t.path: t.colour for t in reader.topics()}
    assert colours["A"] == (2 if is_there else 7)


_NOTES = st.text("ab \n-", max_size=12)


@given(_NOTES, _NOTES)
def test_united_notes_keep_both_and_grow_once(mine: str, theirs: str) -> None:
    united = united_notes(mine, theirs)

    assert mine.strip() in united
    for part in theirs.split("\n\n---\n\n"):
        assert part.strip() in united
    assert united_notes(united, theirs) == united
