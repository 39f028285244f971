"""The list follows the library row by row and lets nothing jump."""

import pytest
from PySide6 import QtCore
from pytestqt.modeltest import ModelTester

from app.domain.edit import ChangePapers, MoveInQueue
from app.domain.paper import PaperId, Status
from app.domain.query import Place, Query
from app.runtime.library_client import LibraryClient
from app.ui.models.paper_list import N_FIRST, PaperListModel
from tests.support.waiting import until
from tests.unit.ui.conftest import AddTitles

pytestmark = [pytest.mark.ui, pytest.mark.asyncio]
TEXT = QtCore.Qt.ItemDataRole.AccessibleTextRole


def ids(model: PaperListModel) -> list[PaperId | None]:
    return [model.id_at(row) for row in range(model.n_rows)]


async def show(model: PaperListModel, query: Query, n_rows: int) -> None:
    model.show(query)
    await until(lambda: model.query == query and model.n_rows == n_rows)
    for row in range(min(n_rows, 60)):
        model.paper_at(row)
    await until(lambda: None not in ids(model)[:60])


async def test_model_shows_papers_in_the_order_of_the_library(
    model: PaperListModel, library: LibraryClient, add: AddTitles
) -> None:
    added = await add("One", "Two", "Three")

    await show(model, Query(), 3)

    assert ids(model) == added
    assert model.row_of(added[2]) == 2


async def test_model_passes_qt_s_own_test_while_rows_come_and_go(
    model: PaperListModel,
    library: LibraryClient,
    add: AddTitles,
    qtmodeltester: ModelTester,
) -> None:
    added = await add("One", "Two", "Three")
    await show(model, Query(), 3)

    qtmodeltester.check(model)
    await add("Four")
    await until(lambda: model.n_rows == 4)
    trash = ChangePapers(ids=(added[1],), label="Trashed", is_trashed=True)
    await library.apply(trash)
    await until(lambda: model.n_rows == 3)

    assert ids(model)[1:] == [added[0], added[2]]


async def test_decided_paper_stays_in_its_view_until_it_is_left(
    model: PaperListModel, library: LibraryClient, add: AddTitles
) -> None:
    added = await add("One", "Two")
    await show(model, Query(place=Place.INBOX), 2)

    edit = ChangePapers(ids=(added[0],), label="Dismissed", status=Status.DISMISSED)
    await library.apply(edit)
    await until(lambda: _status(model, 0) is Status.DISMISSED)
    assert ids(model) == added

    await show(model, Query(place=Place.INBOX), 1)
    assert ids(model) == [added[1]]


async def test_decided_paper_stays_when_other_papers_come(
    model: PaperListModel, library: LibraryClient, add: AddTitles
) -> None:
    added = await add("One", "Two")
    await show(model, Query(place=Place.INBOX), 2)

    edit = ChangePapers(ids=(added[0],), label="Dismissed", status=Status.DISMISSED)
    await library.apply(edit)
    await add("Three")
    await until(lambda: model.n_rows == 3)

    assert ids(model)[1:] == added


async def test_undo_of_an_import_takes_its_rows_away_and_redo_brings_them(
    model: PaperListModel, library: LibraryClient, add: AddTitles
) -> None:
    first = await add("One")
    second = await add("Two", "Three")
    await show(model, Query(), 3)
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))

    await library.undo()
    await until(lambda: model.n_rows == 1)
    assert ids(model) == first

    await library.redo()
    await until(lambda: model.n_rows == 3)
    model.paper_at(0)
    await until(lambda: None not in ids(model))
    assert set(ids(model)) == {*first, *second}
    assert not resets


async def test_undo_of_trashing_brings_the_row_back_to_its_place(
    model: PaperListModel, library: LibraryClient, add: AddTitles
) -> None:
    added = await add("One", "Two", "Three")
    await show(model, Query(), 3)

    edit = ChangePapers(ids=(added[1],), label="Trashed", is_trashed=True)
    await library.apply(edit)
    await until(lambda: model.n_rows == 2)
    await library.undo()
    await until(lambda: model.n_rows == 3)

    assert model.row_of(added[0]) == 0
    assert model.row_of(added[2]) == 2


async def test_restored_paper_leaves_the_trash_at_once(
    model: PaperListModel, library: LibraryClient, add: AddTitles
) -> None:
    added = await add("One", "Two")
    trash = ChangePapers(ids=tuple(added), label="Trashed", is_trashed=True)
    await library.apply(trash)
    await show(model, Query(place=Place.TRASH), 2)

    edit = ChangePapers(ids=(added[0],), label="Restored", is_trashed=False)
    await library.apply(edit)

    await until(lambda: ids(model) == [added[1]])


async def test_paper_that_comes_to_fit_enters_the_view(
    model: PaperListModel, library: LibraryClient, add: AddTitles
) -> None:
    added = await add("One", "Two")
    await show(model, Query(place=Place.QUEUE), 0)

    edit = ChangePapers(ids=(added[1],), label="Queued", status=Status.QUEUED)
    await library.apply(edit)

    await until(lambda: model.n_rows == 1)


async def test_long_list_shows_its_first_rows_then_all_and_counts_them(
    model: PaperListModel, library: LibraryClient, add: AddTitles
) -> None:
    n = N_FIRST + 60
    await add(*(f"Paper {number}" for number in range(n)))
    shown: list[int] = []
    counted: list[int] = []
    model.shown.connect(lambda query, total: shown.append(total))
    model.counted.connect(counted.append)

    model.show(Query())
    await until(lambda: bool(counted))

    assert shown == [N_FIRST]
    assert counted == [n]
    assert model.n_rows == n


@pytest.mark.parametrize("row", [0, 3, N_FIRST + 9])
async def test_row_of_the_paper_wanted_is_known_as_soon_as_rows_are_shown(
    model: PaperListModel, library: LibraryClient, add: AddTitles, row: int
) -> None:
    added = await add(*(f"Paper {number}" for number in range(N_FIRST + 60)))
    known: list[tuple[int, PaperId | None]] = []
    model.shown.connect(lambda *_: known.append((model.row_of(wanted), model.id_at(0))))
    wanted = added[row]

    model.show(Query(), (wanted,))
    await until(lambda: bool(known))

    assert known == [(row, added[0])]


async def test_newer_query_wins_over_the_one_before(
    model: PaperListModel, library: LibraryClient, add: AddTitles
) -> None:
    await add("Alpha", "Beta")
    shown: list[Query] = []
    model.shown.connect(lambda query, total: shown.append(query))

    for text in ("a", "al", "beta"):
        model.show(Query(text=text))
    await until(lambda: Query(text="beta") in shown)

    assert model.query == Query(text="beta")
    assert model.n_rows == 1


async def test_row_is_said_in_one_sentence(
    model: PaperListModel, library: LibraryClient, add: AddTitles
) -> None:
    await add("Densing Law of $\\alpha$", topic="Models/Scaling laws")
    await show(model, Query(), 1)

    await until(lambda: "Scaling laws" in str(model.index(0, 0).data(TEXT)))

    said = model.index(0, 0).data(TEXT)
    assert said == ("Densing Law of α, new, Lovelace et al., 1843, topics Scaling laws")


async def test_rating_is_said_with_the_row(
    model: PaperListModel, library: LibraryClient, add: AddTitles
) -> None:
    added = await add("One")
    await library.apply(ChangePapers(ids=tuple(added), label="Rated", rating=4))
    await show(model, Query(), 1)

    await until(lambda: "rated 4 of 5" in str(model.index(0, 0).data(TEXT)))


async def test_next_new_paper_is_found_beyond_what_is_in_memory(
    model: PaperListModel, library: LibraryClient, add: AddTitles
) -> None:
    added = await add(*(f"Paper {number}" for number in range(150)))
    done = ChangePapers(ids=tuple(added[1:140]), label="Done", status=Status.DONE)
    await library.apply(done)
    model.show(Query())
    await until(lambda: model.n_rows == 150)

    assert await model.find_status(Status.NEW, 0, 1) == 140
    assert await model.find_status(Status.NEW, 140, -1) == 0
    assert await model.find_status(Status.NEW, 149, 1) == -1


def _status(model: PaperListModel, row: int) -> Status | None:
    paper = model.paper_at(row)
    return paper.status if paper else None


async def test_model_passes_qt_s_own_test_while_the_queue_is_ordered(
    library: LibraryClient,
    add: AddTitles,
    model: PaperListModel,
    qtmodeltester: ModelTester,
) -> None:
    one, two, three = await add("One", "Two", "Three")
    queued = ChangePapers(ids=(one, two, three), label="Queued", status=Status.QUEUED)
    await library.apply(queued)
    await show(model, Query(place=Place.QUEUE), 3)
    qtmodeltester.check(model)
    held = QtCore.QPersistentModelIndex(model.index(2, 1))

    await library.apply(MoveInQueue(ids=(three,), label="Moved", before=one))
    await until(lambda: model.id_at(0) == three)

    assert ids(model) == [three, one, two]
    assert (held.row(), held.column()) == (0, 1)
    assert model.row_of(two) == 2
