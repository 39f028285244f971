"""Saved searches stand in the sidebar with their counts, and are shown as views."""

import pytest
from PySide6 import QtCore, QtWidgets
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.domain.edit import AddSearch, AddTopic, ChangeSearch, DeleteSearch
from app.domain.query import Place, Query
from app.domain.view import View
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.models.place_list import PlaceList, RowKind
from app.ui.models.saved_searches import SavedSearches
from app.ui.models.topic_tree import TopicTree
from app.ui.openers.search_opener import SearchOpener
from app.ui.views.view_store import ViewStore
from tests.support.sheets import Ran, Stage, focus
from tests.support.waiting import until
from tests.unit.ui.conftest import AddTitles

pytestmark = [pytest.mark.ui, pytest.mark.asyncio]
KEY = QtCore.Qt.Key


@pytest.fixture
def searches(
    library: LibraryClient, jobs: TaskSupervisor, root: QtCore.QObject
) -> SavedSearches:
    return SavedSearches(library, jobs, library.feed, root)


@pytest.fixture
def places(
    topics: TopicTree, searches: SavedSearches, root: QtCore.QObject
) -> PlaceList:
    return PlaceList(topics, root, searches=searches)


def listed(places: PlaceList) -> list[tuple[str, int]]:
    found = (places.row(row) for row in range(places.rowCount()))
    return [(r.text, r.count) for r in found if r and r.kind is RowKind.SEARCH]


async def test_saved_searches_are_listed_with_their_counts(
    places: PlaceList,
    library: LibraryClient,
    add: AddTitles,
    qtmodeltester: ModelTester,
) -> None:
    await add("Nets", "Deep nets", "Seas")
    await library.apply(AddSearch(name="All nets", text="nets"))
    await until(lambda: listed(places) == [("All nets", 2)])

    await add("More nets")

    await until(lambda: listed(places) == [("All nets", 3)])
    qtmodeltester.check(places)


async def test_saved_search_that_is_deleted_leaves_the_sidebar(
    places: PlaceList, searches: SavedSearches, library: LibraryClient
) -> None:
    await library.apply(AddSearch(name="All nets", text="nets"))
    await until(lambda: bool(listed(places)))

    await library.apply(DeleteSearch(searches.all()[0].id))

    await until(lambda: not listed(places))


async def test_row_of_a_query_is_its_saved_search_else_its_place(
    places: PlaceList, library: LibraryClient
) -> None:
    await library.apply(AddSearch(name="All nets", text="nets"))
    await until(lambda: bool(listed(places)))

    row = places.row(places.find(Query(text="nets")))
    other = places.row(places.find(Query(text="seas")))

    assert row is not None
    assert row.text == "All nets"
    assert other is not None
    assert other.query == Query(place=Place.ALL)


class Shown:
    """What the window lists."""

    def __init__(self) -> None:
        self.query = Query()
        self.told: list[str] = []
        self.views = ViewStore(lambda _query: False)

    def tell(self, text: str) -> None:
        self.told.append(text)


async def test_search_shown_is_saved_by_its_sheet(
    qtbot: QtBot, look: Look, searches: SavedSearches, topics: TopicTree
) -> None:
    stage, ran, shown = Stage(qtbot, look), Ran(), Shown()
    opener = SearchOpener(
        look,
        stage.sheets,
        searches,
        topics,
        run=ran,
        tell=shown.tell,
        query=lambda: shown.query,
        views=shown.views,
    )

    opener.actions()["search.save"]()
    assert len(shown.told) == 1
    shown.query = Query(text="nets is:new ")
    opener.actions()["search.save"]()
    qtbot.keyClick(focus(), KEY.Key_Return)
    assert ran.calls == []
    qtbot.keyClicks(focus(), "New nets")
    qtbot.keyClick(focus(), KEY.Key_Return)

    assert ran.calls == [("search.add", {"name": "New nets", "text": "nets is:new"})]


async def test_search_saved_or_rewritten_keeps_the_looks_that_it_has(
    qtbot: QtBot,
    look: Look,
    searches: SavedSearches,
    topics: TopicTree,
    library: LibraryClient,
) -> None:
    stage, ran, shown = Stage(qtbot, look), Ran(), Shown()
    views = ViewStore(lambda query: searches.saved_as(query) is not None)
    opener = SearchOpener(
        look,
        stage.sheets,
        searches,
        topics,
        run=ran,
        tell=shown.tell,
        query=lambda: shown.query,
        views=views,
    )
    shown.query = Query(text="nets")
    views.change(shown.query, View(is_cards=True))

    opener.actions()["search.save"]()
    qtbot.keyClicks(focus(), "Nets")
    qtbot.keyClick(focus(), KEY.Key_Return)
    await library.apply(AddSearch(**ran.calls.pop()[1]))
    await until(lambda: bool(searches.all()))
    assert views.view(shown.query).is_cards
    opener.actions()["search.edit"]()
    qtbot.keyClick(focus(), KEY.Key_Tab)
    qtbot.keyClicks(focus(), "seas")
    qtbot.keyClick(focus(), KEY.Key_Return)
    [(_, changed)] = ran.calls
    await library.apply(ChangeSearch(**changed))
    await until(lambda: searches.all()[0].text == changed["text"])

    assert changed["text"] != "nets"
    assert views.view(Query(text=changed["text"])).is_cards


async def test_search_inside_a_topic_is_saved_with_it(
    qtbot: QtBot,
    look: Look,
    searches: SavedSearches,
    topics: TopicTree,
    library: LibraryClient,
) -> None:
    await library.apply(AddTopic("My own/Topic"))
    await until(lambda: len(topics.topics()) == 2)
    stage, ran, shown = Stage(qtbot, look), Ran(), Shown()
    topic = next(t.id for t in topics.topics().values() if t.name == "Topic")
    shown.query = Query(text="nets", place=Place.TOPIC, topic=topic)
    opener = SearchOpener(
        look,
        stage.sheets,
        searches,
        topics,
        run=ran,
        tell=shown.tell,
        query=lambda: shown.query,
        views=shown.views,
    )

    opener.actions()["search.save"]()
    qtbot.keyClicks(focus(), "N")
    qtbot.keyClick(focus(), KEY.Key_Return)

    text = 'nets topic:"My own/Topic"'
    assert ran.calls == [("search.add", {"name": "N", "text": text})]


async def test_saved_search_shown_is_renamed_and_deleted_by_its_sheet(
    qtbot: QtBot,
    look: Look,
    searches: SavedSearches,
    topics: TopicTree,
    library: LibraryClient,
) -> None:
    await library.apply(AddSearch(name="Nets", text="nets"))
    await until(lambda: bool(searches.all()))
    saved = searches.all()[0].id
    stage, ran, shown = Stage(qtbot, look), Ran(), Shown()
    shown.query = Query(text="nets")
    opener = SearchOpener(
        look,
        stage.sheets,
        searches,
        topics,
        run=ran,
        tell=shown.tell,
        query=lambda: shown.query,
        views=shown.views,
    )

    opener.actions()["search.edit"]()
    qtbot.keyClicks(focus(), "N2")
    qtbot.keyClick(focus(), KEY.Key_Return)
    opener.actions()["search.edit"]()
    sheet = stage.sheets.current
    assert sheet is not None
    buttons = sheet.findChildren(QtWidgets.QAbstractButton)
    next(b for b in buttons if "Delete" in b.text()).click()

    changed = {"search_id": saved, "name": "N2", "text": "nets"}
    deleted = ("search.delete", {"search_id": saved})
    assert ran.calls == [("search.change", changed), deleted]
