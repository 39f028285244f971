"""The columns of the list: sorted, moved, resized and shown as the view has them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from PySide6 import QtCore, QtGui, QtTest, QtWidgets
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.commands.table import all_commands
from app.domain.edit import AddPapers, ChangePapers
from app.domain.paper import Author, Draft, PaperId, Provenance, Status
from app.domain.query import Place, Query
from app.domain.signal import Signal, SignalName
from app.domain.view import Column, Sorting, View
from app.domain.view_text import read_sorting, write_sorting
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.models.paper_list import PaperListModel
from app.ui.models.topic_tree import TopicTree
from app.ui.panels.list.header import ListHeader
from app.ui.panels.list.panel import ListPanel
from app.ui.views.view_store import ViewStore
from tests.support.sheets import Ran
from tests.support.waiting import until

pytestmark = [pytest.mark.ui, pytest.mark.asyncio]
LEFT = QtCore.Qt.MouseButton.LeftButton
NONE = QtCore.Qt.KeyboardModifier.NoModifier
CONTROL = QtCore.Qt.KeyboardModifier.ControlModifier
SHIFT = QtCore.Qt.KeyboardModifier.ShiftModifier
TITLE, AUTHORS, YEAR, TOPICS = View().columns
TITLES = ("Cats", "An Ape", "The Dog", "Bees")


@pytest.fixture
def ran() -> Ran:
    return Ran()


@pytest.fixture
def views(qapp: QtWidgets.QApplication) -> ViewStore:
    return ViewStore(lambda _query: False)


@pytest_asyncio.fixture
async def panel(
    qtbot: QtBot,
    look: Look,
    model: PaperListModel,
    topics: TopicTree,
    jobs: TaskSupervisor,
    ran: Ran,
    views: ViewStore,
) -> AsyncIterator[ListPanel]:
    window = QtWidgets.QWidget()
    window.resize(1200, 700)
    qtbot.addWidget(window)
    made = ListPanel(
        look, model, topics, jobs, ran, all_commands(), window, views=views
    )
    made.resize(1200, 700)
    window.show()
    window.activateWindow()
    made.focus_rows()
    topics.reload()
    yield made
    window.close()


async def test_header_says_whether_the_best_come_first(
    panel: ListPanel,
    views: ViewStore,
    ids: dict[str, PaperId],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    header = panel.findChildren(ListHeader)[0]
    by_relevance = replace(View(), sorting=(Sorting(Column.RELEVANCE),))
    for text in ("", "ada"):
        views.change(Query(text), by_relevance)
    panel.show_query(Query())
    await until(lambda: "waits for words" in header.accessibleDescription())

    panel.show_query(Query("ada"))
    await until(lambda: header.accessibleDescription().endswith("; by relevance"))

    monkeypatch.setattr("app.ui.panels.list.columns.MOST_RANKED", 2)
    panel.show_query(Query("ad"))
    await until(lambda: "above 2 papers" in header.accessibleDescription())


@pytest_asyncio.fixture
async def ids(library: LibraryClient) -> dict[str, PaperId]:
    """Four papers of two years; their ids by title."""
    drafts = tuple(
        Draft(
            title=title,
            year=2020 + n % 2,
            venue=f"Venue {n}",
            tags=("a tag", f"t{n}"),
            rating=n,
            authors=(Author(f"Ada {title[-1]}"),),
            provenance=Provenance(
                source="list.txt", kind="saved listing", list_date="Mar 11"
            ),
        )
        for n, title in enumerate(TITLES)
    )
    change = await library.apply(AddPapers(drafts=drafts, label="Added"))
    return dict(zip(TITLES, change.added, strict=True))


def listed(model: PaperListModel) -> list[str]:
    papers = (model.paper_at(row) for row in range(model.n_rows))
    return [paper.title if paper else "?" for paper in papers]


async def show(panel: ListPanel, model: PaperListModel, query: Query) -> None:
    panel.show_query(query)
    await until(lambda: model.is_settled and "?" not in listed(model))
    await until(lambda: model.n_rows > 0)


async def now_listed(model: PaperListModel, *titles: str) -> None:
    await until(lambda: listed(model) == list(titles))


def header_of(panel: ListPanel) -> ListHeader:
    (found,) = panel.findChildren(ListHeader)
    return found


def place_of(header: ListHeader, column: Column) -> QtCore.QPoint:
    span = header.layout_now().span(column)
    assert span is not None
    return QtCore.QPoint(span.left + 4, header.height() // 2)


def click(
    header: ListHeader, column: Column, held: QtCore.Qt.KeyboardModifier = NONE
) -> None:
    QtTest.QTest.mouseClick(header, LEFT, held, place_of(header, column))


def drag(header: ListHeader, start: QtCore.QPoint, end: QtCore.QPoint) -> None:
    QtTest.QTest.mousePress(header, LEFT, NONE, start)
    middle = QtCore.QPoint((start.x() + end.x()) // 2, start.y())
    for place in (middle, end):
        QtTest.QTest.mouseMove(header, place)
    QtTest.QTest.mouseRelease(header, LEFT, NONE, end)


async def test_a_click_sorts_again_reverses_and_a_third_ends_it(
    panel: ListPanel, model: PaperListModel, ids: dict[str, PaperId]
) -> None:
    await show(panel, model, Query())
    header = header_of(panel)
    click(header, TITLE)
    await now_listed(model, "An Ape", "Bees", "Cats", "The Dog")
    click(header, TITLE)
    await now_listed(model, "The Dog", "Cats", "Bees", "An Ape")
    click(header, TITLE)
    await now_listed(model, *TITLES)


async def test_control_and_shift_add_keys(
    panel: ListPanel, model: PaperListModel, ids: dict[str, PaperId], views: ViewStore
) -> None:
    await show(panel, model, Query())
    header = header_of(panel)
    click(header, YEAR)
    click(header, YEAR)
    click(header, TITLE, CONTROL)
    await now_listed(model, "Cats", "The Dog", "An Ape", "Bees")
    click(header, TITLE, SHIFT)
    await now_listed(model, "The Dog", "Cats", "Bees", "An Ape")
    assert write_sorting(views.view(Query()).sorting) == "year,title:desc"
    assert "Year ascending, Title descending" in header.accessibleDescription()


async def test_the_order_keeps_current_paper_and_selection(
    panel: ListPanel, model: PaperListModel, ids: dict[str, PaperId]
) -> None:
    await show(panel, model, Query())
    panel.table.go(2)
    panel.table.toggle(0)
    panel.table.toggle(1)
    header = header_of(panel)
    for column in (TITLE, TITLE, AUTHORS):
        before = listed(model)
        click(header, column)
        await until(lambda was=before: listed(model) != was)
        assert panel.current() == ids["The Dog"]
        assert set(panel.targets()) == {ids["Cats"], ids["An Ape"]}


async def test_each_place_keeps_its_own_order(
    panel: ListPanel, model: PaperListModel, ids: dict[str, PaperId]
) -> None:
    await show(panel, model, Query())
    click(header_of(panel), TITLE)
    await now_listed(model, "An Ape", "Bees", "Cats", "The Dog")
    await show(panel, model, Query(place=Place.INBOX))
    assert listed(model) == list(TITLES)
    await show(panel, model, Query())
    assert listed(model) == ["An Ape", "Bees", "Cats", "The Dog"]


async def test_a_search_is_sorted_over_its_tiers(
    panel: ListPanel, model: PaperListModel, ids: dict[str, PaperId], views: ViewStore
) -> None:
    await show(panel, model, Query("ada"))
    click(header_of(panel), TITLE)
    await now_listed(model, "An Ape", "Bees", "Cats", "The Dog")
    panel.show_query(Query("ada cats"))
    await now_listed(model, "Cats")
    assert views.view(Query("whatever")).sorting == read_sorting("title")


async def test_an_edit_moves_one_row_and_undo_moves_it_back(
    panel: ListPanel,
    model: PaperListModel,
    library: LibraryClient,
    ids: dict[str, PaperId],
    views: ViewStore,
    qtbot: QtBot,
) -> None:
    views.change(Query(), View(sorting=read_sorting("rating:desc")))
    await show(panel, model, Query())
    await now_listed(model, "Bees", "The Dog", "An Ape", "Cats")
    panel.table.go(2)
    panel.table.toggle(2)
    edit = ChangePapers(ids=(ids["An Ape"],), label="Rated", rating=5)
    with qtbot.assertNotEmitted(model.modelReset):
        moved = QtTest.QSignalSpy(model.rowsMoved)
        await library.apply(edit)
        await now_listed(model, "An Ape", "Bees", "The Dog", "Cats")
        assert moved.count() == 1
        assert panel.table.row() == 0
        assert panel.current() == ids["An Ape"]
        assert panel.targets() == (ids["An Ape"],)
        await library.undo()
        await now_listed(model, "Bees", "The Dog", "An Ape", "Cats")
        assert panel.current() == ids["An Ape"]


async def test_what_came_goes_to_its_place_and_triage_holds_the_rows(
    panel: ListPanel,
    model: PaperListModel,
    library: LibraryClient,
    ids: dict[str, PaperId],
    views: ViewStore,
) -> None:
    views.change(Query(), View(sorting=read_sorting("status")))
    await show(panel, model, Query())
    await now_listed(model, *TITLES)
    model.hold_order(is_held=True)
    done = ChangePapers(ids=(ids["Cats"],), label="Done", status=Status.DONE)
    await library.apply(done)
    await until(lambda: (p := model.paper_at(0)) and p.status is Status.DONE)
    origin = Provenance(source="x", kind="by hand")
    drafts = (Draft(title="New", provenance=origin),)
    await library.apply(AddPapers(drafts=drafts, label="Added"))
    await until(lambda: model.n_rows == 5)
    assert listed(model).index("Cats") < listed(model).index("An Ape")
    model.hold_order(is_held=False)
    await now_listed(model, "New", "An Ape", "The Dog", "Bees", "Cats")


async def test_many_rows_that_change_places_keep_the_selection(
    panel: ListPanel,
    model: PaperListModel,
    library: LibraryClient,
    views: ViewStore,
) -> None:
    origin = Provenance(source="x", kind="by hand")
    drafts = [Draft(title=f"{n:03}", provenance=origin) for n in range(60)]
    added = await library.apply(AddPapers(drafts=tuple(drafts), label="Added"))
    views.change(Query(), View(sorting=read_sorting("rating:desc")))
    await show(panel, model, Query())
    panel.table.go(3)
    panel.table.toggle(3)
    rated = ChangePapers(ids=added.added[1::2], label="Rated", rating=4)
    await library.apply(rated)
    names = [f"{n:03}" for n in range(60)]
    await now_listed(model, *names[1::2], *names[::2])
    assert panel.targets() == (added.added[3],)


async def test_columns_are_moved_resized_and_fitted_by_the_mouse(
    panel: ListPanel, model: PaperListModel, ids: dict[str, PaperId], views: ViewStore
) -> None:
    await show(panel, model, Query())
    header = header_of(panel)
    start, end = place_of(header, YEAR), place_of(header, TITLE)
    drag(header, start, end)
    assert views.view(Query()).columns == (YEAR, TITLE, AUTHORS, TOPICS)
    assert [c.column for c in panel.table.row_delegate.layout.cells][1] is not YEAR
    drag(header, place_of(header, YEAR), QtCore.QPoint(header.width() - 2, 5))
    assert views.view(Query()).columns == (TITLE, AUTHORS, TOPICS, YEAR)
    before = header.layout_now().span(YEAR)
    assert before is not None
    edge = QtCore.QPoint(before.left - header.layout_now().gap // 2, 5)
    drag(header, edge, edge - QtCore.QPoint(40, 0))
    after = header.layout_now().span(YEAR)
    assert after is not None
    assert after.width == before.width + 40
    edge = QtCore.QPoint(after.left - header.layout_now().gap // 2, 5)
    QtTest.QTest.mouseDClick(header, LEFT, NONE, edge)
    fitted = header.layout_now().span(YEAR)
    assert fitted is not None
    assert 20 < fitted.width < after.width
    assert not views.view(Query()).sorting, "none of this is a click"


async def test_a_column_takes_no_more_room_than_the_title_can_yield(
    panel: ListPanel, model: PaperListModel, ids: dict[str, PaperId]
) -> None:
    await show(panel, model, Query())
    header = header_of(panel)
    span = header.layout_now().span(AUTHORS)
    assert span is not None
    edge = QtCore.QPoint(span.left - header.layout_now().gap // 2, 5)
    drag(header, edge, QtCore.QPoint(0, 5))
    assert [cell.column for cell in header.layout_now().cells] == list(View().columns)


async def test_a_right_click_asks_for_the_columns(panel: ListPanel, ran: Ran) -> None:
    header_of(panel).menu_asked.emit()
    assert ran.calls[-1] == ("view.columns", {})


async def test_the_model_tells_the_columns_of_the_view(
    panel: ListPanel,
    model: PaperListModel,
    ids: dict[str, PaperId],
    views: ViewStore,
    qtmodeltester: ModelTester,
) -> None:
    await show(panel, model, Query())
    panel.table.go(1)
    panel.table.toggle(1)
    qtmodeltester.check(model)
    views.change(Query(), View(columns=tuple(Column)))
    across = QtCore.Qt.Orientation.Horizontal
    names = [model.headerData(n, across) for n in range(model.columnCount())]
    assert names[:3] == ["Status", "Title", "Authors"]
    assert len(names) == len(Column)
    assert panel.current() == ids["An Ape"]
    assert panel.targets() == (ids["An Ape"],)
    texts = {
        name: model.data(model.index(1, number)) for number, name in enumerate(names)
    }
    assert texts["Venue"] == "Venue 1"
    assert texts["Tags"] == "a tag, t1"
    assert texts["Rating"] == "1/5"
    assert texts["Listed"] == "Mar 11"
    assert texts["Source"] == "list.txt"
    assert texts["Pages"] == texts["Progress"] == texts["Notes"] == ""
    spoken = QtCore.Qt.ItemDataRole.AccessibleTextRole
    assert "venue Venue 1" in model.data(model.index(1, 0), spoken)
    assert all(panel.table.isColumnHidden(n) for n in range(1, len(names)))
    views.change(Query(), View(columns=(TITLE,)))
    assert model.columnCount() == 2
    assert "venue" not in model.data(model.index(1, 0), spoken)


async def test_rows_paint_every_column(
    panel: ListPanel, model: PaperListModel, ids: dict[str, PaperId], views: ViewStore
) -> None:
    await show(panel, model, Query())
    before = panel.table.viewport().grab().toImage()
    for column in set(Column) - set(View().columns) - {Column.STAR, Column.STATUS}:
        views.change(Query(), View(columns=(TITLE, column)))
        panel.table.viewport().grab()
    views.change(Query(), View())
    assert panel.table.viewport().grab().toImage() == before
    views.change(Query(), View(columns=(*View().columns, Column.VENUE)))
    assert panel.table.viewport().grab().toImage() != before


async def test_a_number_ends_at_the_right_and_tells_who_counted_it(
    panel: ListPanel, model: PaperListModel, library: LibraryClient, views: ViewStore
) -> None:
    counted = Signal(
        name=SignalName.CITATIONS,
        number=7,
        source="A <b>source</b>",
        as_of=datetime(2026, 11, 3, 12, tzinfo=UTC),
    )
    origin = Provenance(source="list.txt", kind="saved listing")
    draft = Draft(title="Counted", signals=(counted,), provenance=origin)
    await library.apply(AddPapers(drafts=(draft,), label="Added"))
    views.change(Query(), View(columns=(TITLE, Column.CITATIONS)))
    await show(panel, model, Query())
    table = panel.table
    picture = table.viewport().grab().toImage()
    span = table.row_delegate.layout.span(Column.CITATIONS)
    assert span is not None
    rect = table.visualRect(model.index(0, 0))
    middle, ratio = span.left + span.width // 2, picture.devicePixelRatio()

    def inks(left: int, right: int) -> set[int]:
        return {
            picture.pixel(round(x * ratio), round(y * ratio))
            for x in range(left, right)
            for y in range(rect.top() + 4, rect.bottom() - 4)
        }

    assert len(inks(span.left, middle)) == 1
    assert len(inks(middle, span.right + 1)) > 1
    place = QtCore.QPoint(span.right - 2, rect.center().y())
    event = QtGui.QHelpEvent(
        QtCore.QEvent.Type.ToolTip, place, table.viewport().mapToGlobal(place)
    )
    QtWidgets.QApplication.sendEvent(table.viewport(), event)
    day = QtCore.QLocale().toString(QtCore.QDate(2026, 11, 3), "d MMM yyyy")
    told = f"from A &lt;b&gt;source&lt;/b&gt;, {day}"
    assert QtWidgets.QToolTip.text() == told
    QtWidgets.QToolTip.hideText()
