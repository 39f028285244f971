"""The list panel moves, selects, searches and says what is missing."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from PySide6 import QtCore, QtGui, QtTest, QtWidgets
from pytestqt.qtbot import QtBot

from app.commands.table import all_commands
from app.domain.edit import ChangePapers
from app.domain.paper import PaperId, Status
from app.domain.query import Place, Query
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.models.paper_list import PaperListModel
from app.ui.models.topic_tree import TopicTree
from app.ui.panels.list.panel import ListPanel
from app.ui.views.view_store import ViewStore
from tests.support.sheets import Ran
from tests.support.waiting import until
from tests.unit.ui.conftest import AddTitles

pytestmark = [pytest.mark.ui, pytest.mark.asyncio]
LEFT = QtCore.Qt.MouseButton.LeftButton
KEY = QtCore.Qt.Key
MODIFIER = QtCore.Qt.KeyboardModifier


@pytest.fixture
def ran() -> Ran:
    return Ran()


@pytest_asyncio.fixture
async def panel(
    qtbot: QtBot,
    look: Look,
    model: PaperListModel,
    topics: TopicTree,
    jobs: TaskSupervisor,
    ran: Ran,
) -> AsyncIterator[ListPanel]:
    window = QtWidgets.QWidget()
    window.resize(900, 700)
    qtbot.addWidget(window)
    views = ViewStore(lambda _query: False, window)
    made = ListPanel(
        look, model, topics, jobs, ran, all_commands(), window, views=views
    )
    made.resize(900, 700)
    window.show()
    window.activateWindow()
    made.focus_rows()
    topics.reload()
    yield made
    window.close()


async def show(panel: ListPanel, model: PaperListModel, query: Query, n: int) -> None:
    panel.show_query(query)
    await until(lambda: model.query == query and model.n_rows == n)
    for row in range(n):
        model.paper_at(row)
    await until(lambda: all(model.id_at(row) is not None for row in range(n)))


def is_in_view(panel: ListPanel, row: int) -> bool:
    """Say whether a row is seen whole."""
    table = panel.table
    rect = table.visualRect(table.model().index(row, 0))
    return rect.height() > 0 and table.viewport().rect().contains(rect)


def click(panel: ListPanel, qtbot: QtBot, row: int, modifier: MODIFIER) -> None:
    """Click a row as a person does."""
    table = panel.table
    point = table.visualRect(table.model().index(row, 0)).center()
    qtbot.mouseClick(table.viewport(), LEFT, modifier, point)


async def test_first_row_is_current_when_a_view_shows(
    panel: ListPanel, model: PaperListModel, add: AddTitles
) -> None:
    told: list[PaperId | None] = []
    panel.current_changed.connect(told.append)
    added = await add("One", "Two")

    await show(panel, model, Query(), 2)
    await until(lambda: bool(told))

    assert told == [added[0]]
    assert panel.targets() == (added[0],)


async def test_named_paper_is_current_when_a_view_is_restored(
    panel: ListPanel, model: PaperListModel, add: AddTitles
) -> None:
    added = await add(*(f"Paper {n}" for n in range(300)))

    panel.show_query(Query(), "", (added[250],))
    await until(lambda: panel.current() == added[250])

    assert panel.table.row() == 250
    assert is_in_view(panel, 250)


async def test_current_row_is_in_view_after_every_change_of_what_is_listed(
    panel: ListPanel, model: PaperListModel, add: AddTitles
) -> None:
    added = await add(*(f"Paper {n}" for n in range(300)))
    await show(panel, model, Query(), 300)
    panel.table.go(150)

    await show(panel, model, Query(text="299"), 1)
    panel.show_query(Query(), "", (added[150],))
    await until(lambda: panel.table.row() == 150)
    assert is_in_view(panel, 150)

    panel.hide()
    panel.table.go(40)
    panel.show()

    assert is_in_view(panel, 40)


async def test_motions_stop_at_the_edges(
    panel: ListPanel, model: PaperListModel, add: AddTitles
) -> None:
    await add(*(f"Paper {n}" for n in range(60)))
    await show(panel, model, Query(), 60)
    seen: list[int] = []

    for move in (
        panel.previous_row,
        panel.next_row,
        panel.page_down,
        panel.half_page_up,
        panel.last_row,
        panel.next_row,
        panel.first_row,
    ):
        move()
        seen.append(panel.table.row())

    page = panel.table.n_visible()
    assert page > 5
    assert seen == [0, 1, 1 + page, 1 + page - page // 2, 59, 59, 0]


async def test_selection_made_by_keys_is_what_verbs_act_on(
    panel: ListPanel, model: PaperListModel, add: AddTitles
) -> None:
    added = await add("One", "Two", "Three", "Four")
    await show(panel, model, Query(), 4)
    told: list[tuple[PaperId, ...]] = []
    panel.selection_changed.connect(told.append)

    panel.toggle_selected()
    panel.next_row()
    panel.next_row()
    panel.toggle_selected()
    assert panel.targets() == (added[0], added[2])

    panel.extend_down()
    assert panel.targets() == (added[0], added[2], added[3])
    panel.extend_up()
    assert panel.targets() == (added[0], added[2])
    panel.select_all()
    assert panel.targets() == tuple(added)

    assert panel.clear_selected()
    assert panel.targets() == (added[2],)
    assert told[-1] == ()


async def test_selecting_all_of_a_long_list_reaches_papers_never_seen(
    panel: ListPanel, model: PaperListModel, add: AddTitles
) -> None:
    added = await add(*(f"Paper {n}" for n in range(300)))
    panel.show_query(Query())
    await until(lambda: model.n_rows == 300)

    panel.select_all()

    await until(lambda: len(panel.targets()) == 300)
    assert set(panel.targets()) == set(added)


async def test_mouse_selects_as_people_expect(
    panel: ListPanel, model: PaperListModel, add: AddTitles, qtbot: QtBot
) -> None:
    added = await add("One", "Two", "Three", "Four")
    await show(panel, model, Query(), 4)

    click(panel, qtbot, 1, MODIFIER.NoModifier)
    assert panel.targets() == (added[1],)
    click(panel, qtbot, 3, MODIFIER.ControlModifier)
    assert panel.targets() == (added[1], added[3])
    click(panel, qtbot, 0, MODIFIER.NoModifier)
    click(panel, qtbot, 2, MODIFIER.ShiftModifier)
    assert panel.targets() == tuple(added[:3])


async def test_trashed_current_paper_gives_way_to_the_next(
    panel: ListPanel, model: PaperListModel, library: LibraryClient, add: AddTitles
) -> None:
    added = await add("One", "Two", "Three")
    await show(panel, model, Query(), 3)
    panel.next_row()

    edit = ChangePapers(ids=(added[1],), label="Trashed", is_trashed=True)
    await library.apply(edit)
    await until(lambda: model.n_rows == 2)

    assert panel.current() == added[2]


async def test_typing_tells_the_last_text_and_enter_goes_to_the_rows(
    panel: ListPanel, model: PaperListModel, add: AddTitles, qtbot: QtBot
) -> None:
    await add("One")
    await show(panel, model, Query(), 1)
    told: list[str] = []
    panel.search_changed.connect(told.append)

    panel.focus_search()
    line = panel.toolbar.search.line
    qtbot.keyClicks(line, "law")
    await until(lambda: told[-1:] == ["law"])
    qtbot.keyClick(line, KEY.Key_Return)
    assert panel.table.hasFocus()

    assert panel.clear()
    await until(lambda: told[-1] == "")


async def test_escape_leaves_the_search_and_keeps_its_text(
    panel: ListPanel, model: PaperListModel, add: AddTitles, qtbot: QtBot
) -> None:
    await add("One")
    await show(panel, model, Query(), 1)
    panel.focus_search()
    line = panel.toolbar.search.line
    qtbot.keyClicks(line, "law")

    qtbot.keyClick(line, KEY.Key_Escape)

    assert panel.table.hasFocus()
    assert line.text() == "law"


async def test_next_unread_skips_what_was_decided(
    panel: ListPanel, model: PaperListModel, library: LibraryClient, add: AddTitles
) -> None:
    added = await add("One", "Two", "Three")
    done = ChangePapers(ids=(added[1],), label="Done", status=Status.DONE)
    await library.apply(done)
    await show(panel, model, Query(), 3)

    panel.next_unread()

    await until(lambda: panel.table.row() == 2)
    panel.previous_unread()
    await until(lambda: panel.table.row() == 0)


async def test_empty_library_offers_three_ways_to_begin(
    panel: ListPanel, model: PaperListModel, ran: Ran, qtbot: QtBot
) -> None:
    panel.show_query(Query(place=Place.INBOX))
    await until(lambda: not panel.table.isVisible())

    buttons = [
        button
        for button in panel.findChildren(QtWidgets.QAbstractButton)
        if button.isVisible() and button.text()
    ]
    for button in buttons:
        qtbot.mouseClick(button, LEFT)

    commands = [command for command, _arguments in ran.calls]
    assert commands == ["import.choose-files", "import.paste", "import.type"]


async def test_place_without_papers_says_so_and_offers_one_act(
    panel: ListPanel,
    model: PaperListModel,
    library: LibraryClient,
    add: AddTitles,
    ran: Ran,
    qtbot: QtBot,
) -> None:
    added = await add("One")
    queue = ChangePapers(ids=tuple(added), label="Queued", status=Status.QUEUED)
    await library.apply(queue)
    panel.show_query(Query(place=Place.INBOX))
    await until(lambda: "1 paper waits in Queue" in words(panel))

    button = next(
        button
        for button in panel.findChildren(QtWidgets.QAbstractButton)
        if button.isVisible() and button.text() == "Open Queue"
    )
    qtbot.mouseClick(button, LEFT)

    assert ran.calls == [("go.queue", {})]


async def test_title_counts_what_a_search_found(
    panel: ListPanel, model: PaperListModel, add: AddTitles
) -> None:
    await add("One", "Two", topic="Agents")

    panel.show_query(Query())
    await until(lambda: "2 papers" in words(panel))
    panel.show_query(Query(text="two"))

    await until(lambda: "1 of 2" in words(panel))


async def test_every_control_has_a_name(panel: ListPanel) -> None:
    every = panel.findChildren(QtWidgets.QAbstractButton)
    shown = [button for button in every if button.isVisible()]

    assert all(button.accessibleName() for button in shown)
    assert panel.table.accessibleName()
    assert panel.toolbar.search.line.accessibleName()


def words(panel: ListPanel) -> str:
    """Return the visible labels as one text."""
    labels = panel.findChildren(QtWidgets.QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def send_menu(
    panel: ListPanel, place: QtCore.QPoint, reason: QtGui.QContextMenuEvent.Reason
) -> None:
    """Ask for the menu of a place in the rows."""
    viewport = panel.table.viewport()
    event = QtGui.QContextMenuEvent(reason, place, viewport.mapToGlobal(place))
    QtWidgets.QApplication.sendEvent(viewport, event)


async def test_press_below_the_rows_changes_nothing(
    panel: ListPanel, model: PaperListModel, add: AddTitles, qtbot: QtBot
) -> None:
    await add("One", "Two", "Three")
    await show(panel, model, Query(), 3)
    panel.table.go(1)
    viewport = panel.table.viewport()
    below = QtCore.QPoint(300, viewport.height() - 20)
    menus: list[QtCore.QPoint] = []
    panel.menu_requested.connect(menus.append)

    for button in (LEFT, QtCore.Qt.MouseButton.RightButton):
        qtbot.mouseClick(viewport, button, pos=below)
    send_menu(panel, below, QtGui.QContextMenuEvent.Reason.Mouse)

    assert (panel.table.row(), menus) == (1, [])
    send_menu(panel, below, QtGui.QContextMenuEvent.Reason.Keyboard)
    row = panel.table.visualRect(model.index(1, 0))
    assert menus == [viewport.mapToGlobal(row.center())]


async def test_row_is_filled_until_the_pointer_leaves_or_the_keys_move_on(
    panel: ListPanel, model: PaperListModel, add: AddTitles, qtbot: QtBot
) -> None:
    await add("One", "Two", "Three")
    await show(panel, model, Query(), 3)
    viewport, delegate = panel.table.viewport(), panel.table.row_delegate
    bare = viewport.grab().toImage()
    third = panel.table.visualRect(model.index(2, 0)).center()

    def hover() -> None:
        for step in (1, 0):
            qtbot.mouseMove(viewport, third + QtCore.QPoint(step, 0))

    hover()
    await until(lambda: delegate.hovered_row == 2)
    assert viewport.grab().toImage() != bare
    leave = QtCore.QEvent(QtCore.QEvent.Type.Leave)
    QtWidgets.QApplication.sendEvent(viewport, leave)
    assert viewport.grab().toImage() == bare
    hover()
    await until(lambda: delegate.hovered_row == 2)
    panel.next_row()

    assert delegate.hovered_row == -1


async def test_rating_is_drawn_in_its_row(
    panel: ListPanel, model: PaperListModel, library: LibraryClient, add: AddTitles
) -> None:
    added = await add("One", "Two")
    await show(panel, model, Query(), 2)
    viewport = panel.table.viewport()
    bare = viewport.grab().toImage()

    await library.apply(ChangePapers(ids=(added[1],), label="Rated", rating=4))
    await until(lambda: getattr(model.paper_at(1), "rating", 0) == 4)

    assert viewport.grab().toImage() != bare


def drag(panel: ListPanel, row: int, modifier: MODIFIER = MODIFIER.NoModifier) -> None:
    """Press on a row and move the pointer away, as a person does to carry it."""
    table = panel.table
    start = table.visualRect(table.model().index(row, 0)).center()
    QtTest.QTest.mousePress(table.viewport(), LEFT, modifier, start)
    place = QtCore.QPointF(start + QtCore.QPoint(-60, 0))
    event = QtGui.QMouseEvent(
        QtCore.QEvent.Type.MouseMove,
        place,
        table.viewport().mapToGlobal(place),
        QtCore.Qt.MouseButton.NoButton,
        LEFT,
        modifier,
    )
    QtWidgets.QApplication.sendEvent(table.viewport(), event)


async def test_drag_of_a_row_takes_it_or_the_selection_that_it_is_in(
    panel: ListPanel, model: PaperListModel, add: AddTitles, qtbot: QtBot
) -> None:
    ids = await add("One", "Two", "Three", "Four")
    await show(panel, model, Query(), 4)
    taken: list[tuple[PaperId, ...]] = []
    panel.table.papers_dragged.connect(taken.append)

    drag(panel, 2)
    click(panel, qtbot, 0, MODIFIER.NoModifier)
    click(panel, qtbot, 2, MODIFIER.ControlModifier)
    drag(panel, 0)
    selected = panel.targets()
    drag(panel, 3)

    assert taken == [(ids[2],), (ids[0], ids[2]), (ids[3],)]
    assert selected == (ids[0], ids[2])


async def test_click_on_a_selected_row_leaves_it_alone_current(
    panel: ListPanel, model: PaperListModel, add: AddTitles, qtbot: QtBot
) -> None:
    ids = await add("One", "Two", "Three")
    await show(panel, model, Query(), 3)
    click(panel, qtbot, 0, MODIFIER.NoModifier)
    click(panel, qtbot, 2, MODIFIER.ShiftModifier)
    assert len(panel.targets()) == 3

    click(panel, qtbot, 1, MODIFIER.NoModifier)

    assert panel.targets() == (ids[1],)


async def test_current_row_stays_in_view_as_the_list_gets_lower(
    panel: ListPanel, model: PaperListModel, add: AddTitles
) -> None:
    await add(*(f"Paper {n}" for n in range(60)))
    await show(panel, model, Query(), 60)
    panel.table.go(panel.table.n_visible() - 1)

    panel.resize(900, 300)
    await until(lambda: panel.table.height() < 300)

    view = panel.table.viewport().rect()
    assert view.contains(panel.table.current_rect().center())
