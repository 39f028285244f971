"""A long list is used on while it is put in order, which may be stopped."""

import asyncio
import threading
from collections.abc import Iterator

import pytest
import pytest_asyncio
from PySide6 import QtWidgets
from pytestqt.qtbot import QtBot

from app.commands.table import all_commands
from app.domain.edit import ChangePapers
from app.domain.paper import PaperId, Status
from app.domain.query import Place, Query
from app.domain.view import Column, Section, Sorting
from app.library import Reader
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.models import list_questions
from app.ui.models.paper_list import PaperListModel
from app.ui.models.topic_tree import TopicTree
from app.ui.panels.list.panel import ListPanel
from app.ui.views.view_changes import sort_by
from app.ui.views.view_store import ViewStore
from tests.support.waiting import until
from tests.unit.ui.conftest import AddTitles

pytestmark = [pytest.mark.ui, pytest.mark.asyncio]
BY_TITLE = (Sorting(Column.TITLE),)
TITLES = ("Cedar", "Ash", "Elm", "Birch", "Dogwood")


def titles(model: PaperListModel) -> str:
    """Return the first letters of the papers listed."""
    papers = [model.paper_at(row) for row in range(model.n_rows)]
    return "".join(paper.title[0] if paper else "?" for paper in papers)


async def listed(model: PaperListModel, letters: str) -> None:
    await until(lambda: model.is_settled and titles(model) == letters)


@pytest_asyncio.fixture
async def added(model: PaperListModel, add: AddTitles) -> list[PaperId]:
    """Five papers in a list that counts as long."""
    model.order.n_long = 3
    return await add(*TITLES)


@pytest.fixture
def views() -> ViewStore:
    """How each list is looked at."""
    return ViewStore(lambda _query: False)


@pytest.fixture
def panel(
    look: Look,
    model: PaperListModel,
    topics: TopicTree,
    jobs: TaskSupervisor,
    views: ViewStore,
    qtbot: QtBot,
) -> Iterator[ListPanel]:
    """The list panel in a window."""
    window = QtWidgets.QWidget()
    qtbot.addWidget(window)
    made = ListPanel(
        look,
        model,
        topics,
        jobs,
        lambda *_: None,
        all_commands(),
        window,
        views=views,
    )
    made.resize(900, 700)
    window.show()
    yield made
    window.close()


async def test_long_list_is_sorted_on_a_connection_of_its_own(
    model: PaperListModel, added: list[PaperId], monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[str] = []
    rows = list_questions._rows

    def on_a_thread(query: Query, limit: int | None, reader: Reader) -> object:
        if query.sorting:
            threads.append(threading.current_thread().name)
        return rows(query, limit, reader)

    monkeypatch.setattr(list_questions, "_rows", on_a_thread)
    model.show(Query(sorting=BY_TITLE))
    await listed(model, "ABCDE")

    assert len(threads) == 1
    assert threads[0].startswith("library-apart")


async def test_list_is_used_on_until_it_is_in_order(
    model: PaperListModel, library: LibraryClient, added: list[PaperId]
) -> None:
    told: list[bool] = []
    model.order.changed.connect(told.append)
    model.show(Query(place=Place.INBOX))
    await listed(model, "CAEBD")

    model.order.hold(is_held=True)
    model.show(Query(place=Place.INBOX, sorting=BY_TITLE))
    await until(lambda: model.order.is_under_way)
    assert model.is_settled
    assert titles(model) == "CAEBD"
    starred = ChangePapers(ids=(added[2],), label="Starred", is_starred=True)
    await library.apply(starred)
    trashed = ChangePapers(ids=(added[1],), label="Trashed", is_trashed=True)
    await library.apply(trashed)
    await listed(model, "CEBD")

    n_shown: list[int] = []
    model.shown.connect(lambda *_: n_shown.append(model.n_rows))
    model.order.hold(is_held=False)
    await listed(model, "BCDE")
    assert n_shown[0] == 4  # the trashed paper does not come back for a moment
    paper = model.paper(added[2])
    assert paper is not None
    assert paper.is_starred
    assert told == [True, False]


async def test_change_that_came_while_a_list_was_sorted_is_not_missed(
    model: PaperListModel, library: LibraryClient, added: list[PaperId], add: AddTitles
) -> None:
    model.show(Query(sorting=BY_TITLE))
    await listed(model, "ABCDE")
    model.order.hold(is_held=True)
    model.show(Query(sorting=(Sorting(Column.TITLE, is_descending=True),)))
    await until(lambda: model.order.is_under_way)
    await library.read(lambda reader: None)
    await add("Fir")
    await listed(model, "ABCDEF")
    model.order.hold(is_held=False)

    await listed(model, "FEDCBA")


async def test_other_place_is_shown_at_once_and_sorted_later(
    model: PaperListModel, library: LibraryClient, added: list[PaperId]
) -> None:
    done = ChangePapers(ids=(added[4],), label="Done", status=Status.DONE)
    await library.apply(done)
    model.show(Query(place=Place.DONE))
    await listed(model, "D")

    model.order.hold(is_held=True)
    model.show(Query(sorting=BY_TITLE))
    await listed(model, "CAEBD")
    model.order.hold(is_held=False)
    await listed(model, "ABCDE")


@pytest.mark.parametrize(
    "next_order", [(), (Sorting(Column.TITLE, is_descending=True),)]
)
async def test_another_order_stops_the_one_before(
    model: PaperListModel, added: list[PaperId], next_order: tuple[Sorting, ...]
) -> None:
    model.show(Query())
    await listed(model, "CAEBD")
    shown: list[Query] = []
    model.shown.connect(lambda query, n: shown.append(query))
    model.order.hold(is_held=True)
    model.show(Query(sorting=BY_TITLE))
    await until(lambda: model.order.is_under_way)
    model.show(Query(sorting=next_order))
    model.order.hold(is_held=False)

    await listed(model, "EDCBA" if next_order else "CAEBD")
    await until(lambda: not model.order.is_under_way)
    assert Query(sorting=BY_TITLE) not in shown


async def test_list_tells_that_it_is_sorted_and_stops_when_asked_to(
    panel: ListPanel, views: ViewStore, model: PaperListModel, added: list[PaperId]
) -> None:
    query = Query()
    panel.show_query(query)
    await listed(model, "CAEBD")
    await until(lambda: panel.toolbar.counted == "5 papers")
    panel.table.go(3)

    model.order.hold(is_held=True)
    views.change(query, sort_by(views.view(query), Column.TITLE, adds=False))
    await until(lambda: panel.toolbar.counted == "Sorting…")
    assert panel.stop_sorting()
    await until(lambda: panel.toolbar.counted == "5 papers")
    assert views.view(query).sorting == ()
    assert not panel.stop_sorting()
    model.order.hold(is_held=False)
    assert titles(model) == "CAEBD"

    views.change(query, sort_by(views.view(query), Column.TITLE, adds=False))
    await listed(model, "ABCDE")
    assert panel.current() == added[3]
    panel.show_query(Query(place=Place.INBOX))
    await until(lambda: panel.query.place is Place.INBOX)
    panel.show_query(query)
    await until(lambda: panel.query.sorting == BY_TITLE)
    assert panel.table.row() == 0
    assert model.query.section is Section.NONE


async def test_paper_queued_while_the_queue_was_being_read_is_in_it(
    model: PaperListModel,
    library: LibraryClient,
    add: AddTitles,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (paper_id,) = await add("Ash")
    model.show(Query(place=Place.INBOX))
    await listed(model, "A")
    loop, queued = asyncio.get_running_loop(), threading.Event()
    queue = ChangePapers(ids=(paper_id,), label="Queued", status=Status.QUEUED)
    rows = list_questions._rows

    async def act() -> None:
        await library.apply(queue)
        queued.set()

    def rows_before_the_act(query: Query, limit: int | None, reader: Reader) -> object:
        found = rows(query, limit, reader)
        if query.place is Place.QUEUE and not queued.is_set():
            asyncio.run_coroutine_threadsafe(act(), loop)
            assert queued.wait(10)
        return found

    monkeypatch.setattr(list_questions, "_rows", rows_before_the_act)
    model.show(Query(place=Place.QUEUE))

    await until(lambda: model.query.place is Place.QUEUE)
    await listed(model, "A")
