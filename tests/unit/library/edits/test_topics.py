"""Topics are moved, ordered, given digits, and tell what they hold."""

import pytest

from app.domain.edit import (
    AddTopic,
    ChangePapers,
    ChangeTopic,
    MoveTopic,
    WriteTopicNote,
)
from app.domain.errors import AppError, Conflict, InvalidInput
from app.domain.paper import Status, TopicId
from app.domain.query import Place, Query
from app.domain.topic import N_COLOURS
from app.library import Library, Reader
from tests.unit.library.building import add, draft, dump, listed


def stock(library: Library, *names: str) -> None:
    for name in names:
        library.apply(AddTopic(name))


def paths(reader: Reader) -> list[str]:
    return [topic.path for topic in reader.topics()]


def ids(reader: Reader) -> dict[str, TopicId]:
    return {topic.path: topic.id for topic in reader.topics()}


def test_new_topics_take_every_colour_before_one_comes_again(
    library: Library, reader: Reader
) -> None:
    stock(library, *"ABCDEFGHI")

    colours = [topic.colour for topic in reader.topics()]

    assert sorted(colours[:N_COLOURS]) == list(range(1, N_COLOURS + 1))
    assert colours[N_COLOURS] == colours[0]
    straw, apricot = 1, 2
    assert {straw, apricot} - set(colours[:3]) == {straw, apricot}


def test_topic_moves_with_those_below_it_and_its_papers(
    library: Library, reader: Reader
) -> None:
    stock(library, "A/B/C", "D")
    (paper,) = add(library, draft("One"), topics=("A/B/C",))
    topic = ids(reader)

    change = library.apply(MoveTopic(topic_id=topic["A/B"], parent=topic["D"]))
    moved = paths(reader)
    library.apply(MoveTopic(topic_id=topic["A/B"], parent=None))

    assert change.label == "Moved the topic A/B into D"
    assert moved == ["A", "D", "D/B", "D/B/C"]
    assert paths(reader) == ["A", "B", "B/C", "D"]
    query = Query(place=Place.TOPIC, topic=topic["A/B"])
    assert [p.id for p in listed(reader, query)] == [paper]
    assert reader.undo_label() == "Moved the topic D/B to the top level"


@pytest.mark.parametrize(
    ("what", "into", "words"),
    [
        ("A", "A", "The topic A cannot go into itself."),
        ("A", "A/B/C", "The topic A cannot go into A/B/C, which is inside it."),
    ],
)
def test_topic_is_not_moved_into_itself(
    what: str, into: str, words: str, library: Library, reader: Reader
) -> None:
    stock(library, "A/B/C")
    topic = ids(reader)
    before = dump(library.folder)

    with pytest.raises(InvalidInput, match=words):
        library.apply(MoveTopic(topic_id=topic[what], parent=topic[into]))

    assert dump(library.folder) == before


def test_topic_is_not_moved_beside_one_of_its_name(
    library: Library, reader: Reader
) -> None:
    stock(library, "A/x", "X", "B/X")
    topic = ids(reader)

    with pytest.raises(Conflict, match="“X” in A already"):
        library.apply(MoveTopic(topic_id=topic["X"], parent=topic["A"]))
    with pytest.raises(Conflict, match="“X” on the top level already"):
        library.apply(MoveTopic(topic_id=topic["B/X"], parent=None))


def test_topics_keep_the_order_one_gives_them(library: Library, reader: Reader) -> None:
    stock(library, "A", "B", "C")
    topic = ids(reader)

    library.apply(MoveTopic(topic_id=topic["C"], parent=None, before=topic["A"]))
    stock(library, "AA", "B/Z")
    library.apply(MoveTopic(topic_id=ids(reader)["B/Z"], parent=None))

    assert paths(reader) == ["C", "A", "B", "AA", "Z"]


def test_topic_is_put_before_one_elsewhere(library: Library, reader: Reader) -> None:
    stock(library, "A/X", "A/Y", "B")
    topic = ids(reader)

    library.apply(
        MoveTopic(topic_id=topic["B"], parent=topic["A"], before=topic["A/Y"])
    )

    assert paths(reader) == ["A", "A/X", "A/B", "A/Y"]
    with pytest.raises(InvalidInput):
        library.apply(MoveTopic(topic_id=topic["B"], parent=None, before=topic["A/Y"]))


def test_digit_belongs_to_one_topic(library: Library, reader: Reader) -> None:
    stock(library, "A", "B")
    topic = ids(reader)
    library.apply(ChangeTopic(topic_id=topic["A"], slot=3))

    change = library.apply(ChangeTopic(topic_id=topic["B"], slot=3))
    slots = [t.slot for t in reader.topics()]
    library.apply(ChangeTopic(topic_id=topic["B"], slot=0))

    assert change.label == "Gave the topic B the digit 3"
    assert slots == [None, 3]
    assert [t.slot for t in reader.topics()] == [None, None]
    assert reader.undo_label() == "Took the digit from the topic B"
    for slot in (-1, 10):
        with pytest.raises(AppError):
            library.apply(ChangeTopic(topic_id=topic["A"], slot=slot))


def test_totals_count_each_paper_of_the_branch_once(
    library: Library, reader: Reader
) -> None:
    stock(library, "E/F")
    both, _, gone = add(
        library, draft("One"), draft("Two"), draft("Three"), topics=("A/B/C", "A")
    )
    add(library, draft("Four"), topics=("A/D", "G"))
    library.apply(ChangePapers(ids=(gone,), label="x", is_trashed=True))
    library.apply(ChangePapers(ids=(both,), label="x", file_under=("A/D",)))

    topic = {id: path for path, id in ids(reader).items()}
    totals = {topic[id]: n for id, n in reader.topic_totals().items()}

    assert totals == {"A": 3, "A/B": 2, "E": 0}


def test_summary_tells_statuses_and_the_best_papers(
    library: Library, reader: Reader
) -> None:
    one, two, three, gone = add(
        library, *(draft(t) for t in ("One", "Two", "Three", "Gone")), topics=("A/B",)
    )
    library.apply(ChangePapers(ids=(one, gone), label="x", is_starred=True))
    library.apply(ChangePapers(ids=(two,), label="x", rating=5, status=Status.DONE))
    library.apply(ChangePapers(ids=(gone,), label="x", is_trashed=True))
    topic = ids(reader)["A"]
    library.apply(WriteTopicNote(topic_id=topic, text="# Why"))

    summary = reader.topic_summary(topic)

    assert summary.n_papers == 3
    assert summary.topic.note == "# Why"
    assert {s: n for s, n in summary.statuses.items() if n} == {"new": 2, "done": 1}
    assert summary.key_papers == ((two, "Two"), (one, "One"))
    assert three not in dict(summary.key_papers)


def test_note_of_a_topic_in_one_session_is_one_act(
    library: Library, reader: Reader
) -> None:
    stock(library, "A")
    topic = ids(reader)["A"]

    for text in ("a", "ab", "abc"):
        library.apply(WriteTopicNote(topic_id=topic, text=text, session="s"))
    n_acts = len(reader.history())
    library.undo()

    assert n_acts == 2
    assert reader.topics()[0].note == ""
