"""One act of the past is taken back, unless a later one builds on it."""

import contextlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.edit import (
    AddMarks,
    AddTopic,
    ChangeMark,
    ChangePapers,
    DeleteMark,
    DeleteTopic,
    MoveTopic,
    TakeBack,
    WriteNote,
)
from app.domain.errors import AppError, Conflict, NotFound
from app.domain.paper import PaperId, Status
from app.library import Library, Reader
from tests.unit.library.building import add, draft, dump, listed, mark, titles
from tests.unit.library.drawing import ROLL, Roll
from tests.unit.library.test_undo_of_any_acts import MOVE, drawn


def act(library: Library, edit: object) -> int:
    """Apply an edit and return its number in the history."""
    number = library.apply(edit).act  # type: ignore[arg-type]
    assert number is not None
    return number


def star(paper: PaperId, *, is_starred: bool = True) -> ChangePapers:
    return ChangePapers(ids=(paper,), label="Starred it", is_starred=is_starred)


def queue(paper: PaperId) -> ChangePapers:
    return ChangePapers(ids=(paper,), label="Queued it", status=Status.QUEUED)


def filed(paper: PaperId, topic: str = "Agents") -> ChangePapers:
    return ChangePapers(ids=(paper,), label=f"Filed under {topic}", file_under=(topic,))


def test_act_in_the_middle_is_taken_back_and_the_later_ones_stay(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("One"))
    before = dump(library.folder)
    number = act(library, star(paper))
    library.apply(queue(paper))
    after = dump(library.folder)

    change = library.apply(TakeBack(number))

    found = reader.paper(paper)
    assert (found.is_starred, found.status) == (False, Status.QUEUED)
    assert change.label == "Took back: Starred it"
    assert change.papers == {paper}
    library.undo()
    assert dump(library.folder) == after
    library.redo()
    library.undo()
    library.undo()
    library.undo()
    assert dump(library.folder) == before


def test_act_that_a_later_one_builds_on_stays_and_says_which(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("One"))
    first, *_ = reader.history()
    library.apply(filed(paper))
    before = dump(library.folder)

    with pytest.raises(Conflict, match=r"“Filed under Agents” \(.*\) came") as told:
        library.apply(TakeBack(first.number))

    assert "the same paper" in told.value.message
    assert told.value.hint == "Take that one back first."
    assert dump(library.folder) == before
    assert len(reader.history()) == 2
    blocker = reader.blocker(first.number)
    assert blocker is not None
    assert blocker.words == told.value.message


def test_same_value_changed_later_stands_in_the_way(library: Library) -> None:
    (paper,) = add(library, draft("One"))
    number = act(library, queue(paper))
    later = act(
        library, ChangePapers(ids=(paper,), label="Finished it", status=Status.DONE)
    )

    with pytest.raises(Conflict, match="Finished it"):
        library.apply(TakeBack(number))

    library.apply(star(paper))
    library.apply(TakeBack(later))
    change = library.apply(TakeBack(number))
    assert change.label == "Took back: Queued it"


def test_undone_acts_stand_in_no_way(library: Library, reader: Reader) -> None:
    (paper,) = add(library, draft("One"))
    number = act(library, star(paper))
    library.apply(star(paper, is_starred=False))
    library.undo()
    library.apply(queue(paper))

    library.apply(TakeBack(number))

    assert not reader.paper(paper).is_starred


def test_newest_act_is_plainly_undone(library: Library, reader: Reader) -> None:
    (paper,) = add(library, draft("One"))
    number = act(library, star(paper))

    change = library.apply(TakeBack(number))

    assert change.label == "Undid: Starred it"
    assert reader.redo_label() == "Starred it"


def test_what_was_taken_back_is_done_again_and_taken_back_again(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("One"))
    number = act(library, star(paper))
    library.apply(queue(paper))
    took = act(library, TakeBack(number))
    library.apply(AddTopic("X"))
    with pytest.raises(Conflict, match="taken back already"):
        library.apply(TakeBack(number))

    again = library.apply(TakeBack(took))
    was_starred = reader.paper(paper).is_starred
    library.apply(AddTopic("Y"))
    once_more = library.apply(TakeBack(number))

    assert (again.label, was_starred) == ("Did again: Starred it", True)
    assert once_more.label == "Took back: Starred it"
    acts = {a.number: a for a in reader.history()}
    assert acts[number].taken_back_by == once_more.act
    assert acts[took].taken_back_by == again.act
    assert again.act is not None
    assert acts[again.act].taken_back_by is None


def test_import_with_nothing_after_it_goes_whole(
    library: Library, reader: Reader
) -> None:
    add(library, draft("One"), topics=("A/B",))
    first, *_ = reader.history()
    (other,) = add(library, draft("Two"))
    library.apply(star(other))

    library.apply(TakeBack(first.number))

    assert titles(reader) == ["Two"]
    assert reader.topics() == ()


def test_deleted_mark_comes_back_beside_one_that_took_its_row(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("One"))
    library.apply(AddMarks((mark(paper, "old"),)))
    old = reader.marks(paper)[0]
    number = act(library, DeleteMark(old.id))
    library.apply(AddMarks((mark(paper, "new"),)))

    library.apply(TakeBack(number))

    assert sorted(m.quote for m in reader.marks(paper)) == ["new", "old"]
    assert old in reader.marks(paper)


def test_deleted_topic_comes_back_with_its_papers_beside_a_newer_topic(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("One"), topics=("A/B",))
    topics = {t.path: t.id for t in reader.topics()}
    number = act(library, DeleteTopic(topics["A"]))
    library.apply(AddTopic("New"))

    library.apply(TakeBack(number))

    assert {t.path: t.id for t in reader.topics()}.items() >= topics.items()
    assert reader.paper(paper).topics == (topics["A/B"],)


def test_paper_is_not_filed_again_under_a_topic_that_is_gone(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("One"), topics=("A",))
    number = act(library, ChangePapers(ids=(paper,), label="Unfiled", unfile=("A",)))
    library.apply(DeleteTopic(reader.topics()[0].id))
    library.apply(AddTopic("B"))

    with pytest.raises(Conflict, match=r"Deleted the topic A.*the same topic"):
        library.apply(TakeBack(number))

    assert reader.paper(paper).topics == ()


def test_topic_stays_away_while_another_has_its_name(
    library: Library, reader: Reader
) -> None:
    library.apply(AddTopic("A"))
    number = act(library, DeleteTopic(reader.topics()[0].id))
    library.apply(AddTopic("a"))

    with pytest.raises(Conflict, match=r"Added the topic a.*the same topic"):
        library.apply(TakeBack(number))


def test_topic_never_comes_to_be_above_itself(library: Library, reader: Reader) -> None:
    library.apply(AddTopic("A"))
    library.apply(AddTopic("B"))
    topics = {t.path: t.id for t in reader.topics()}
    library.apply(MoveTopic(topic_id=topics["B"], parent=topics["A"]))
    number = act(library, MoveTopic(topic_id=topics["B"], parent=None))
    library.apply(MoveTopic(topic_id=topics["A"], parent=topics["B"]))

    with pytest.raises(Conflict, match="the same topic"):
        library.apply(TakeBack(number))

    assert [t.path for t in reader.topics()] == ["B", "B/A"]


def test_recoloured_mark_keeps_a_later_comment(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("One"))
    library.apply(AddMarks((mark(paper),)))
    made = reader.marks(paper)[0]
    number = act(library, ChangeMark(mark_id=made.id, colour=5))
    library.apply(ChangeMark(mark_id=made.id, comment="why?"))
    commented = reader.marks(paper)[0]

    library.apply(TakeBack(number))

    found = reader.marks(paper)[0]
    assert (found.colour, found.comment) == (made.colour, "why?")
    assert found.changed_at == commented.changed_at


def test_mark_that_nobody_touched_since_is_as_it_was(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("One"))
    library.apply(AddMarks((mark(paper),)))
    made = reader.marks(paper)[0]
    number = act(library, ChangeMark(mark_id=made.id, colour=5))
    library.apply(AddTopic("X"))

    library.apply(TakeBack(number))

    assert reader.marks(paper) == (made,)


def test_erased_note_stays_erased_where_a_new_one_is(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("One"))
    library.apply(WriteNote(paper_id=paper, text="first"))
    number = act(library, WriteNote(paper_id=paper, text=""))
    library.apply(WriteNote(paper_id=paper, text="second"))

    with pytest.raises(Conflict, match="the same note"):
        library.apply(TakeBack(number))


def test_act_that_is_not_there_or_undone_is_refused(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("One"))
    number = act(library, star(paper))
    library.undo()

    with pytest.raises(NotFound, match="no act 99"):
        library.apply(TakeBack(99))
    with pytest.raises(Conflict, match="undone already"):
        library.apply(TakeBack(number))
    assert reader.redo_label() == "Starred it"


def test_history_is_read_by_the_page_and_by_words(
    library: Library, reader: Reader
) -> None:
    (paper,) = add(library, draft("One"))
    for name in ("Gödel", "Escher", "Bach"):
        library.apply(AddTopic(name))
    newest, *_ = reader.history()

    labels = [a.label for a in reader.history(limit=2, before=newest.number)]

    assert labels == ["Added the topic Escher", "Added the topic Gödel"]
    found = reader.history(text="godel topic", limit=1)
    assert [a.label for a in found] == ["Added the topic Gödel"]
    assert reader.papers_of_act(newest.number) == ()
    assert reader.papers_of_act(1) == (paper,)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.tuples(MOVE | st.just(TakeBack), ROLL), max_size=30))
def test_random_acts_taken_back_and_undone_give_the_start(
    steps: list[tuple[type | str, Roll]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Path(folder))
        reader = Reader.open(Path(folder))
        empty = dump(library.folder)
        for step, roll in steps:
            with contextlib.suppress(AppError, LookupError):
                if step == "undo":
                    library.undo()
                elif step == "redo":
                    library.redo()
                elif step == "reopen":
                    library.close()
                    library = Library.open(Path(folder))
                else:
                    library.apply(drawn(step, roll, Path(folder)))
            reader.topics()
            listed(reader)
        # The PDFs drawn have names and no content; all else must be sound.
        assert all("is missing: " in found for found in reader.check())
        while library.redo():
            pass
        states = [dump(library.folder)]
        while library.undo():
            states.append(dump(library.folder))
        assert states[-1] == empty
        while states.pop() and library.redo():
            assert dump(library.folder) == states[-1]
        reader.close()
        library.close()
