"""The sidebar lists places and topics, and finds the target of a drop."""

from collections.abc import Iterator

import pytest
from PySide6 import QtCore, QtWidgets
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.commands.table import all_commands
from app.domain.edit import (
    AddPapers,
    AddTopic,
    ChangePapers,
    ChangeTopic,
    DeleteTopic,
)
from app.domain.paper import Draft, Provenance, Status
from app.domain.query import Place, Query
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.models.place_list import PlaceList, RowKind, SidebarRow
from app.ui.models.topic_tree import TopicTree
from app.ui.panels.sidebar.panel import SidebarPanel
from app.ui.panels.sidebar.places_view import PlacesView
from tests.support.sheets import Ran
from tests.support.waiting import until
from tests.unit.ui.conftest import AddTitles

pytestmark = [pytest.mark.ui, pytest.mark.asyncio]
LEFT = QtCore.Qt.MouseButton.LeftButton
BARE = Draft(title="One", provenance=Provenance(source="test", kind="by hand"))


@pytest.fixture
def ran() -> Ran:
    return Ran()


@pytest.fixture
def places(topics: TopicTree, root: QtCore.QObject) -> PlaceList:
    return PlaceList(topics, root)


@pytest.fixture
def panel(
    qtbot: QtBot, look: Look, topics: TopicTree, ran: Ran
) -> Iterator[SidebarPanel]:
    window = QtWidgets.QWidget()
    window.resize(218, 700)
    qtbot.addWidget(window)
    made = SidebarPanel(look, topics, ran, all_commands(), window)
    made.resize(218, 700)
    window.show()
    yield made
    window.close()


def rows(places: PlaceList) -> list[SidebarRow]:
    found = (places.row(row) for row in range(places.rowCount()))
    return [row for row in found if row is not None]


def topic_rows(places: PlaceList) -> list[tuple[str, int, int]]:
    """Return name, depth and count of the topics listed."""
    kind = RowKind.TOPIC
    return [(r.text, r.depth, r.count) for r in rows(places) if r.kind is kind]


def point_of(panel: SidebarPanel, text: str) -> QtCore.QPoint:
    """Return the middle of a row, in the panel's coordinates."""
    for view in panel.findChildren(PlacesView):
        for row in range(view.places.rowCount()):
            shown = view.places.row(row)
            if shown is not None and shown.text == text:
                rect = view.visualRect(view.places.index(row))
                return view.viewport().mapTo(panel, rect.center())
    raise AssertionError(f"no row {text}")


async def test_topics_are_listed_as_a_tree_and_a_parent_counts_a_paper_once(
    places: PlaceList, library: LibraryClient, add: AddTitles
) -> None:
    ids = await add("One", "Two", topic="Models/Scaling laws")
    more = ChangePapers(ids=(ids[0],), label="Filed", file_under=("Models/Attention",))
    await library.apply(more)

    await until(lambda: len(topic_rows(places)) == 3)

    assert topic_rows(places) == [
        ("Models", 0, 2),
        ("Attention", 1, 1),
        ("Scaling laws", 1, 2),
    ]


async def test_digit_of_a_topic_is_told_and_painted(
    places: PlaceList, panel: SidebarPanel, library: LibraryClient
) -> None:
    await library.apply(AddTopic("Models"))
    await until(lambda: len(topic_rows(places)) == 1)
    bare = panel.grab().toImage()
    [topic] = await library.read(lambda r: r.topics())

    await library.apply(ChangeTopic(topic_id=topic.id, slot=7))

    await until(lambda: rows(places)[-1].slot == 7)
    assert panel.grab().toImage() != bare


async def test_tree_of_very_many_topics_begins_folded(
    root: QtCore.QObject, library: LibraryClient, jobs: TaskSupervisor
) -> None:
    paths = [f"A{n}/B" for n in range(160)]
    (paper,) = (await library.apply(AddPapers(drafts=(BARE,), label="x"))).added
    many = ChangePapers(ids=(paper,), label="x", file_under=tuple(paths))
    await library.apply(many)
    topics = TopicTree(library, jobs, library.feed, root)
    places = PlaceList(topics, root)

    topics.reload()
    await until(lambda: len(topic_rows(places)) == 160)

    assert {depth for _, depth, _ in topic_rows(places)} == {0}
    places.fold(next(iter(topics.topics())))
    assert len(topic_rows(places)) == 161


async def test_counts_follow_the_library(
    places: PlaceList, library: LibraryClient, add: AddTitles
) -> None:
    ids = await add("One", "Two")
    done = ChangePapers(ids=(ids[0],), label="Done", status=Status.DONE)
    await library.apply(done)

    await until(lambda: rows(places)[0].count == 1)

    counts = {r.query.place: r.count for r in rows(places) if r.query}
    assert counts[Place.INBOX] == 1
    assert counts[Place.DONE] == 1
    assert counts[Place.ALL] == 2


async def test_model_passes_qt_s_own_test_while_topics_come_and_go(
    places: PlaceList,
    topics: TopicTree,
    library: LibraryClient,
    add: AddTitles,
    qtmodeltester: ModelTester,
) -> None:
    qtmodeltester.check(places)
    await add("One", topic="A/B")
    await until(lambda: len(topic_rows(places)) == 2)
    places.fold(next(iter(topics.topics())))
    assert len(topic_rows(places)) == 1
    await library.apply(DeleteTopic(next(iter(topics.topics()))))

    await until(lambda: not topic_rows(places))
    assert rows(places)[-1].kind is RowKind.HINT


async def test_click_chooses_a_place_a_topic_and_the_trash(
    panel: SidebarPanel, topics: TopicTree, library: LibraryClient, qtbot: QtBot
) -> None:
    await library.apply(AddTopic("Agents"))
    await until(lambda: bool(topics.topics()))
    chosen: list[Query] = []
    panel.query_chosen.connect(chosen.append)

    for text in ("Queue", "Agents", "Trash"):
        point = point_of(panel, text)
        target = panel.childAt(point)
        assert target is not None
        qtbot.mouseClick(target, LEFT, pos=target.mapFrom(panel, point))

    topic = next(iter(topics.topics()))
    assert chosen == [
        Query(place=Place.QUEUE),
        Query(place=Place.TOPIC, topic=topic),
        Query(place=Place.TRASH),
    ]


async def test_keys_walk_over_the_section_name_and_choose(
    panel: SidebarPanel, topics: TopicTree, library: LibraryClient
) -> None:
    await library.apply(AddTopic("Agents"))
    await until(lambda: bool(topics.topics()))
    chosen: list[Query] = []
    panel.query_chosen.connect(chosen.append)
    panel.show_query(Query(place=Place.ALL))

    panel.next_row()
    panel.activate()
    panel.previous_row()
    panel.activate()

    topic = next(iter(topics.topics()))
    assert chosen == [Query(place=Place.TOPIC, topic=topic), Query(place=Place.ALL)]


async def test_topic_under_the_pointer_lights_up_as_a_target(
    panel: SidebarPanel, topics: TopicTree, library: LibraryClient
) -> None:
    await library.apply(AddTopic("Models/Agents"))
    await until(lambda: len(topics.topics()) == 2)
    topic = next(t for t in topics.topics().values() if t.name == "Agents")
    before = panel.grab().toImage()

    row = panel.row_at(point_of(panel, "Agents"))
    assert row is not None
    assert row.path == "Models/Agents"
    assert row.query == Query(place=Place.TOPIC, topic=topic.id)

    panel.highlight(row.query)
    assert panel.grab().toImage() != before
    panel.highlight(None)
    assert panel.grab().toImage() == before


async def test_place_and_trash_light_up_as_targets(panel: SidebarPanel) -> None:
    for text in ("Queue", "Trash"):
        before = panel.grab().toImage()
        row = panel.row_at(point_of(panel, text))
        assert row is not None
        assert row.text == text

        panel.highlight(row.query)
        assert panel.grab().toImage() != before
        panel.highlight(None)
        assert panel.grab().toImage() == before


async def test_first_topic_takes_the_keys(
    panel: SidebarPanel, topics: TopicTree, library: LibraryClient
) -> None:
    assert not panel.has_topics
    await library.apply(AddTopic("Agents"))
    await until(lambda: panel.has_topics)
    chosen: list[Query] = []
    panel.query_chosen.connect(chosen.append)
    other = QtWidgets.QLineEdit(panel.window())
    other.show()
    panel.window().activateWindow()
    other.setFocus()
    await until(other.hasFocus)

    panel.first_topic()
    panel.activate()

    await until(lambda: panel.focusProxy().hasFocus())
    assert [query.place for query in chosen] == [Place.TOPIC]


@pytest.mark.parametrize("is_compact", [False, True])
async def test_menu_button_is_there_wide_and_as_a_rail(
    panel: SidebarPanel, qtbot: QtBot, is_compact: bool
) -> None:
    asked: list[QtCore.QPoint] = []
    panel.main_menu_requested.connect(asked.append)
    panel.set_compact(is_compact)
    menu = next(
        button
        for button in panel.findChildren(QtWidgets.QAbstractButton)
        if button.accessibleName() == "Menu"
    )
    await until(lambda: panel.rect().contains(menu.geometry()))

    qtbot.mouseClick(menu, LEFT)

    assert asked == [menu.mapToGlobal(QtCore.QPoint(0, 0))]


async def test_row_under_the_pointer_is_filled_until_it_leaves(
    panel: SidebarPanel, qtbot: QtBot
) -> None:
    before = panel.grab().toImage()
    view = panel.findChildren(PlacesView)[0]
    place = view.visualRect(view.places.index(2)).center()

    qtbot.mouseMove(view.viewport(), place)
    await until(lambda: panel.grab().toImage() != before)
    leave = QtCore.QEvent(QtCore.QEvent.Type.Leave)
    QtWidgets.QApplication.sendEvent(view.viewport(), leave)

    assert panel.grab().toImage() == before


async def test_rail_shows_icons_with_their_names_in_tooltips(
    panel: SidebarPanel, topics: TopicTree, library: LibraryClient, look: Look
) -> None:
    await library.apply(AddTopic("Agents"))
    await until(lambda: bool(topics.topics()))

    panel.set_compact(True)

    assert panel.maximumWidth() == look.theme.px(look.theme.sizes.rail)
    view = panel.findChildren(PlacesView)[0]
    kinds = [row.kind for row in rows(view.places)]
    assert kinds == [RowKind.PLACE] * 6 + [RowKind.TOPICS]
    tip = view.places.index(0).data(QtCore.Qt.ItemDataRole.ToolTipRole)
    assert tip == "Inbox"


async def test_plus_beside_the_topics_makes_a_new_one(
    panel: SidebarPanel, ran: Ran, qtbot: QtBot
) -> None:
    button = next(
        b
        for b in panel.findChildren(QtWidgets.QAbstractButton)
        if b.accessibleName() == "New topic"
    )

    qtbot.mouseClick(button, LEFT)

    assert ran.calls == [("topic.new", {})]


async def test_topic_clicked_with_ctrl_is_combined_and_not_shown(
    panel: SidebarPanel, topics: TopicTree, library: LibraryClient, qtbot: QtBot
) -> None:
    await library.apply(AddTopic("Agents/Tool use"))
    await until(lambda: len(topics.topics()) == 2)
    combined: list[str] = []
    shown: list[object] = []
    panel.topic_combined.connect(combined.append)
    panel.query_chosen.connect(shown.append)
    view = panel.findChildren(PlacesView)[0]
    place = view.viewport().mapFrom(panel, point_of(panel, "Tool use"))

    control = QtCore.Qt.KeyboardModifier.ControlModifier
    qtbot.mouseClick(view.viewport(), LEFT, control, place)

    assert (combined, shown) == (["Agents/Tool use"], [])
