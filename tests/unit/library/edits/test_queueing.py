"""The queue stands in the order that the user gives it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.change import Facet
from app.domain.edit import ChangePapers, MoveInQueue
from app.domain.errors import NotFound
from app.domain.paper import PaperId, Progress, Status
from app.domain.query import Place, Query
from app.library import Library, Reader
from app.library.driver import sqlite3
from app.library.schema import DATABASE
from tests.unit.library.building import NOON, add, draft, dump, titles

Q = Query(place=Place.QUEUE)


def queue(library: Library, *ids: PaperId) -> None:
    library.apply(ChangePapers(ids=ids, label="Queued", status=Status.QUEUED))


def move(library: Library, before: PaperId | None, *ids: PaperId) -> None:
    library.apply(MoveInQueue(ids=ids, label="Moved", before=before))


def shown(reader: Reader) -> str:
    return "".join(titles(reader, place=Place.QUEUE))


@pytest.fixture
def ids(library: Library) -> tuple[PaperId, ...]:
    made = add(library, *(draft(name) for name in "ABCDEF"))
    queue(library, made[2])
    queue(library, *made)
    return made


def test_newly_queued_papers_go_to_the_end_in_their_order(
    library: Library, reader: Reader, ids: tuple[PaperId, ...]
) -> None:
    assert shown(reader) == "CABDEF"

    library.apply(ChangePapers(ids=ids[:1], label="Done", status=Status.DONE))
    queue(library, ids[0])

    assert shown(reader) == "CBDEFA"


@pytest.mark.parametrize(
    ("moved", "before", "order"),
    [
        ("F", "C", "FCABDE"),
        ("C", None, "ABDEFC"),
        ("EA", "B", "CEABDF"),
        ("B", "D", "CABDEF"),
        ("CF", None, "ABDECF"),
        ("ABCDEF", None, "ABCDEF"),
    ],
)
def test_papers_move_before_another_as_one_act(
    library: Library,
    reader: Reader,
    ids: tuple[PaperId, ...],
    moved: str,
    before: str | None,
    order: str,
) -> None:
    by_name = dict(zip("ABCDEF", ids, strict=True))
    was, n_acts = dump(library.folder), len(reader.history())
    edit = MoveInQueue(
        ids=tuple(by_name[name] for name in moved),
        label="Moved",
        before=None if before is None else by_name[before],
    )

    change = library.apply(edit)

    assert shown(reader) == order
    if order == "CABDEF":
        assert change.is_empty
        return
    assert change.facets == {Facet.PAPERS, Facet.MEMBERSHIP}
    assert len(reader.history()) == n_acts + 1
    library.undo()
    assert dump(library.folder) == was


def test_moving_between_the_same_neighbours_for_ever_keeps_the_order(
    library: Library, reader: Reader, ids: tuple[PaperId, ...]
) -> None:
    a, b, c = ids[0], ids[1], ids[2]
    for n in range(130):  # more often than a float can be halved
        move(library, b, a if n % 2 else c)

    assert shown(reader) == "CABDEF"


def test_queue_of_an_older_library_can_be_ordered(
    library: Library, reader: Reader, ids: tuple[PaperId, ...]
) -> None:
    connection = sqlite3.connect(library.folder / DATABASE)
    with connection:
        connection.execute("update paper set queue_rank = null")
    connection.close()
    before = shown(reader)

    move(library, None, ids[3])

    assert shown(reader) == before.replace("D", "") + "D"


def test_what_is_not_queued_is_not_moved(
    library: Library, reader: Reader, ids: tuple[PaperId, ...]
) -> None:
    library.apply(ChangePapers(ids=ids[:1], label="Done", status=Status.DONE))

    for wrong in ((None, ids[0]), (ids[0], ids[1])):
        with pytest.raises(NotFound):
            move(library, *wrong)
    assert shown(reader) == "CBDEF"


def test_reading_lists_what_was_read_last_first(
    library: Library, reader: Reader
) -> None:
    made = add(library, *(draft(name) for name in "ABC"))
    library.apply(ChangePapers(ids=made, label="Began", status=Status.READING))
    for n, paper in ((0, made[2]), (1, made[1])):
        at = NOON.replace(hour=n)
        place = Progress(
            page_index=0,
            top=0.0,
            zoom="width",
            furthest_page_index=0,
            n_pages=2,
            read_at=at,
        )
        library.remember(paper, place)

    assert titles(reader, place=Place.READING) == ["B", "C", "A"]


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(-1, 6)), max_size=12))
def test_moves_agree_with_a_list_and_are_undone_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[int, int]]
) -> None:
    library = Library.open(tmp_path_factory.mktemp("moves") / "library")
    reader = Reader.open(library.folder)
    try:
        made = list(add(library, *(draft(name) for name in "ABCDEF")))
        queue(library, *made)
        before, order, n_acts = dump(library.folder), made[:], len(reader.history())
        for index, at in moves:
            moved = made[index]
            rest = [paper for paper in order if paper != moved]
            target = rest[at] if 0 <= at < len(rest) else None
            move(library, target, moved)
            rest.insert(len(rest) if target is None else at, moved)
            order = rest
        assert [p.title for p in reader.papers(reader.keys(Q))] == [
            "ABCDEF"[made.index(paper)] for paper in order
        ]
        for _ in range(len(reader.history()) - n_acts):
            library.undo()
        assert dump(library.folder) == before
    finally:
        reader.close()
        library.close()
