"""The list in sections and as cards: the same rows, selection and keys."""

from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import product

import pytest
import pytest_asyncio
import shiboken6
from PySide6 import QtCore, QtGui, QtWidgets
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.commands.table import all_commands
from app.domain.edit import AddMarks, AddTopic, ChangePapers
from app.domain.paper import PaperId, Status
from app.domain.query import Place, Query
from app.domain.view import Column, Section, Sorting, View
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.models.paper_list import PaperListModel
from app.ui.models.topic_tree import TopicTree
from app.ui.panels.list.panel import ListPanel
from app.ui.views.view_store import ViewStore
from tests.support.sheets import Ran
from tests.support.waiting import until
from tests.unit.library.building import mark
from tests.unit.ui.conftest import AddTitles

pytestmark = [pytest.mark.ui, pytest.mark.asyncio]
LEFT = QtCore.Qt.MouseButton.LeftButton
NONE = QtCore.Qt.KeyboardModifier.NoModifier
BY_STATUS = View(section=Section.STATUS)


@pytest.fixture
def views() -> ViewStore:
    return ViewStore(lambda _query: False)


@pytest_asyncio.fixture
async def panel(
    look: Look,
    model: PaperListModel,
    topics: TopicTree,
    jobs: TaskSupervisor,
    views: ViewStore,
) -> AsyncIterator[ListPanel]:
    window = QtWidgets.QWidget()
    window.resize(900, 700)
    made = ListPanel(
        look, model, topics, jobs, Ran(), all_commands(), window, views=views
    )
    made.resize(900, 700)
    window.show()
    window.activateWindow()
    made.focus_rows()
    topics.reload()
    yield made
    shiboken6.delete(window)


def headings(model: PaperListModel) -> list[tuple[str, int, bool]]:
    """Return id, number of papers and folding of each heading."""
    return [(h.id, h.n_papers, h.is_folded) for h in model.parted.headings]


def ids(model: PaperListModel) -> list[PaperId | None]:
    return [model.id_at(row) for row in range(model.n_rows)]


async def show(
    panel: ListPanel, views: ViewStore, view: View, n: int, query: Query | None = None
) -> None:
    """Show a query in a view, with every row known."""
    query = query or Query()
    model = panel.table.model()
    views.change(query, view)
    panel.show_query(query)
    await until(lambda: model.is_settled and model.n_rows == n)
    for row in range(n):
        model.paper_at(row)
    await until(lambda: None not in ids(model))


async def queue(library: LibraryClient, *papers: PaperId) -> None:
    edit = ChangePapers(ids=papers, label="Queued", status=Status.QUEUED)
    await library.apply(edit)


def click_heading(panel: ListPanel, qtbot: QtBot, place: int) -> None:
    """Click the band of a heading that is in view."""
    bands, viewport = panel.table.bands, panel.table.viewport()
    wanted = panel.table.model().parted.headings[place].id
    for y in range(0, viewport.height(), 4):
        found = bands.at(y)
        if found is not None and found.id == wanted:
            qtbot.mouseClick(viewport, LEFT, NONE, QtCore.QPoint(60, y + 4))
            return
    raise AssertionError(f"the heading {wanted} is not in view")


async def test_rows_stand_under_headings_with_their_numbers(
    panel: ListPanel,
    model: PaperListModel,
    views: ViewStore,
    library: LibraryClient,
    add: AddTitles,
) -> None:
    one, two, three = await add("One", "Two", "Three")
    await queue(library, two)

    await show(panel, views, BY_STATUS, 3)

    assert headings(model) == [("new", 2, False), ("queued", 1, False)]
    assert ids(model) == [one, three, two]
    assert panel.targets() == (one,)


async def test_decided_paper_goes_to_its_section_row_by_row(
    panel: ListPanel,
    model: PaperListModel,
    views: ViewStore,
    library: LibraryClient,
    add: AddTitles,
    qtmodeltester: ModelTester,
) -> None:
    one, two, three = await add("One", "Two", "Three")
    await show(panel, views, BY_STATUS, 3)
    qtmodeltester.check(model)
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))

    await queue(library, one)
    await until(lambda: len(headings(model)) == 2)

    assert ids(model) == [two, three, one]
    assert panel.current() == two
    await library.undo()
    await until(lambda: headings(model) == [("new", 3, False)])
    assert ids(model) == [one, two, three]
    assert not resets


async def test_paper_that_leaves_its_place_stays_in_the_section_that_fits(
    panel: ListPanel,
    model: PaperListModel,
    views: ViewStore,
    library: LibraryClient,
    add: AddTitles,
) -> None:
    one, two = await add("One", "Two")
    await show(panel, views, BY_STATUS, 2, Query(place=Place.INBOX))

    await queue(library, one)

    await until(lambda: ids(model) == [two, one])
    assert headings(model) == [("new", 1, False), ("queued", 1, False)]


async def test_star_changes_no_section(
    panel: ListPanel,
    model: PaperListModel,
    views: ViewStore,
    library: LibraryClient,
    add: AddTitles,
) -> None:
    added = await add("One", "Two")
    await show(panel, views, BY_STATUS, 2)

    edit = ChangePapers(ids=(added[1],), label="Starred", is_starred=True)
    await library.apply(edit)
    await until(lambda: model.paper(added[1]).is_starred)

    assert ids(model) == added
    assert headings(model) == [("new", 2, False)]


async def test_new_topic_gets_its_papers_a_section(
    panel: ListPanel,
    model: PaperListModel,
    views: ViewStore,
    library: LibraryClient,
    add: AddTitles,
) -> None:
    one, two = await add("One", "Two")
    await show(panel, views, View(section=Section.TOPIC), 2)
    assert headings(model) == [("", 2, False)]

    await library.apply(AddTopic(path="Sheep"))
    edit = ChangePapers(ids=(two,), label="Filed", file_under=("Sheep",))
    await library.apply(edit)

    await until(lambda: len(headings(model)) == 2)
    assert ids(model) == [two, one]
    assert headings(model)[1] == ("", 1, False)


async def test_folded_section_has_a_heading_and_no_rows(
    panel: ListPanel,
    model: PaperListModel,
    views: ViewStore,
    library: LibraryClient,
    add: AddTitles,
    qtmodeltester: ModelTester,
) -> None:
    one, two, three = await add("One", "Two", "Three")
    await queue(library, two)
    await show(panel, views, BY_STATUS, 3)
    qtmodeltester.check(model)

    panel.sections.toggle_current()
    assert headings(model) == [("new", 2, True), ("queued", 1, False)]
    assert ids(model) == [two]
    assert panel.current() == two

    panel.sections.toggle_current()
    assert ids(model) == [one, three, two]
    assert panel.current() == one


async def test_what_comes_into_a_folded_section_is_counted(
    panel: ListPanel,
    model: PaperListModel,
    views: ViewStore,
    library: LibraryClient,
    add: AddTitles,
) -> None:
    one, two, three = await add("One", "Two", "Three")
    await queue(library, three)
    await show(panel, views, replace(BY_STATUS, folded=("queued",)), 2)
    assert model.n_papers == 3

    await queue(library, one)

    await until(lambda: headings(model) == [("new", 1, False), ("queued", 2, True)])
    assert ids(model) == [two]


async def test_folding_belongs_to_the_view_and_is_there_again(
    panel: ListPanel,
    model: PaperListModel,
    views: ViewStore,
    add: AddTitles,
) -> None:
    await add("One")
    await show(panel, views, BY_STATUS, 1)
    panel.sections.fold_all()
    assert model.n_rows == 0

    restored = ViewStore(lambda _query: False)
    restored.restore(views.values())

    view = restored.view(Query())
    assert view.folded == ("new",)
    assert view.section is Section.STATUS
    panel.show_query(Query(place=Place.INBOX))
    await until(lambda: model.n_rows == 1)
    panel.show_query(Query())
    await until(lambda: model.query.section is Section.STATUS)
    assert headings(model) == [("new", 1, True)]


async def test_list_with_every_section_folded_has_no_current_paper(
    panel: ListPanel,
    model: PaperListModel,
    views: ViewStore,
    library: LibraryClient,
    add: AddTitles,
) -> None:
    one, two = await add("One", "Two")
    await queue(library, two)
    await show(panel, views, BY_STATUS, 2)
    told: list[PaperId | None] = []
    panel.current_changed.connect(told.append)

    panel.sections.fold_all()
    assert panel.targets() == ()
    await until(lambda: told[-1:] == [None])
    panel.sections.unfold_next()

    assert ids(model) == [one]
    assert panel.targets() == (one,)


async def test_paper_to_be_shown_opens_its_section(
    panel: ListPanel,
    model: PaperListModel,
    views: ViewStore,
    library: LibraryClient,
    add: AddTitles,
) -> None:
    _, two = await add("One", "Two")
    await queue(library, two)
    await show(panel, views, replace(BY_STATUS, folded=("queued",)), 1)

    panel.select_paper(two)

    await until(lambda: panel.current() == two)


async def test_paper_just_added_opens_its_section_and_one_gone_back_to_does_not(
    panel: ListPanel,
    model: PaperListModel,
    views: ViewStore,
    library: LibraryClient,
    add: AddTitles,
) -> None:
    _, two = await add("One", "Two")
    await queue(library, two)
    await show(panel, views, replace(BY_STATUS, folded=("queued",)), 1)

    panel.show_query(Query(), wanted=(two,))
    await until(lambda: model.is_settled)
    assert model.n_rows == 1
    panel.show_query(Query(), wanted=(two,), is_revealed=True)

    await until(lambda: panel.current() == two)
    assert views.view(Query()).folded == ()


async def test_selected_paper_stays_selected_in_another_section(
    panel: ListPanel,
    model: PaperListModel,
    views: ViewStore,
    library: LibraryClient,
    add: AddTitles,
) -> None:
    one, two, three = await add("One", "Two", "Three")
    await queue(library, three)
    await show(panel, views, BY_STATUS, 3)
    panel.toggle_selected()
    panel.next_row()
    panel.toggle_selected()
    assert panel.targets() == (one, two)

    await queue(library, one)
    await until(lambda: ids(model) == [two, one, three])

    assert set(panel.targets()) == {one, two}
    await queue(library, two)  # its section was the last of the others
    await until(lambda: headings(model) == [("queued", 3, False)])
    assert set(panel.targets()) == {one, two}


async def test_click_on_a_heading_folds_and_selects_nothing(
    panel: ListPanel,
    model: PaperListModel,
    views: ViewStore,
    library: LibraryClient,
    add: AddTitles,
    qtbot: QtBot,
) -> None:
    one, two = await add("One", "Two")
    await queue(library, two)
    await show(panel, views, BY_STATUS, 2)

    click_heading(panel, qtbot, 1)
    assert headings(model)[1] == ("queued", 1, True)
    assert panel.current() == one
    click_heading(panel, qtbot, 0)
    assert model.n_rows == 0
    click_heading(panel, qtbot, 1)

    assert ids(model) == [two]


async def test_motions_go_from_section_to_section(
    panel: ListPanel,
    model: PaperListModel,
    views: ViewStore,
    library: LibraryClient,
    add: AddTitles,
) -> None:
    added = await add(*(f"Paper {n}" for n in range(6)))
    await queue(library, *added[2:4])
    done = ChangePapers(ids=tuple(added[4:]), label="Done", status=Status.DONE)
    await library.apply(done)
    await show(panel, views, BY_STATUS, 6)

    def row_after(motion: str) -> int:
        getattr(panel, motion, getattr(panel.sections, motion, None))()
        return panel.table.row()

    assert row_after("next_section") == 2
    assert row_after("next_row") == 3
    assert row_after("next_row") == 4
    assert row_after("next_section") == 4
    assert row_after("previous_section") == 2
    assert row_after("previous_section") == 0


async def test_selection_made_over_sections_goes_through_both_shapes(
    panel: ListPanel,
    model: PaperListModel,
    views: ViewStore,
    library: LibraryClient,
    add: AddTitles,
) -> None:
    one, two, three = await add("One", "Two", "Three")
    await queue(library, two)
    await show(panel, views, BY_STATUS, 3)
    panel.table.go(1)
    panel.extend_down()
    assert panel.targets() == (three, two)

    views.change(Query(), replace(BY_STATUS, is_cards=True))
    assert panel.table.delegate.is_cards
    assert panel.targets() == (three, two)

    views.change(Query(), View(is_cards=True))
    await until(lambda: model.is_settled and not model.parted.has_headings)
    assert set(panel.targets()) == {three, two}
    assert ids(model) == [one, two, three]


async def test_only_rows_below_headings_are_taller(
    panel: ListPanel,
    model: PaperListModel,
    views: ViewStore,
    library: LibraryClient,
    add: AddTitles,
) -> None:
    added = await add(*(f"Paper {n}" for n in range(8)))
    await queue(library, added[5])
    table = panel.table

    def heights() -> set[int]:
        return {table.rowHeight(row) for row in range(model.n_rows)}

    for section in (Section.STATUS, Section.DATE, Section.TOPIC, Section.STATUS):
        for is_cards in (False, True):
            await show(panel, views, View(section=section, is_cards=is_cards), 8)
            low, tall = (
                table.delegate.height,
                table.delegate.height + table.bands.height,
            )
            rows = {heading.row for heading in model.parted.headings}
            for row in range(8):
                assert table.rowHeight(row) == (tall if row in rows else low)
    await show(panel, views, View(), 8)
    assert heights() == {table.delegate.height}


async def test_heading_keeps_its_room_when_another_row_comes_below_it(
    panel: ListPanel,
    model: PaperListModel,
    views: ViewStore,
    library: LibraryClient,
    add: AddTitles,
) -> None:
    one, two, three = await add("One", "Two", "Three")
    by_rating = (Sorting(Column.RATING, is_descending=True),)
    await show(panel, views, replace(BY_STATUS, sorting=by_rating), 3)

    edit = ChangePapers(ids=(three,), label="Rated", rating=5)
    await library.apply(edit)
    await until(lambda: ids(model) == [three, one, two])

    table = panel.table
    low, tall = table.delegate.height, table.delegate.height + table.bands.height
    await until(lambda: table.rowHeight(0) == tall)
    assert [table.rowHeight(row) for row in (1, 2)] == [low, low]


async def test_rows_stay_in_their_sections_while_they_are_held(
    panel: ListPanel,
    model: PaperListModel,
    views: ViewStore,
    library: LibraryClient,
    add: AddTitles,
) -> None:
    one, two, three = await add("One", "Two", "Three")
    by_rating = (Sorting(Column.RATING, is_descending=True),)
    await show(panel, views, replace(BY_STATUS, sorting=by_rating), 3)
    model.hold_order(is_held=True)
    heard: list[str] = []
    model.paper_changed.connect(heard.append)

    await queue(library, one)
    edit = ChangePapers(ids=(three,), label="Rated", rating=5)
    await library.apply(edit)
    await until(lambda: three in heard)
    assert ids(model) == [one, two, three]
    assert panel.current() == one

    model.hold_order(is_held=False)
    await until(lambda: ids(model) == [three, two, one])
    assert headings(model) == [("new", 2, False), ("queued", 1, False)]


async def test_bands_of_folded_sections_stay_behind_the_last_row(
    panel: ListPanel,
    model: PaperListModel,
    views: ViewStore,
    library: LibraryClient,
    add: AddTitles,
) -> None:
    _, two, three = await add("One", "Two", "Three")
    await queue(library, two)
    done = ChangePapers(ids=(three,), label="Done", status=Status.DONE)
    await library.apply(done)

    await show(panel, views, replace(BY_STATUS, folded=("queued", "done")), 1)

    table, band = panel.table, panel.table.bands.height
    assert table.rowHeight(0) == table.delegate.height + 3 * band
    top = table.delegate.height + band
    found = [table.bands.at(y) for y in (1, top + 1, top + band + 1)]
    assert [heading.id for heading in found] == ["new", "queued", "done"]
    assert table.current_rect().top() == band
    assert table.current_rect().height() == table.delegate.height


async def test_band_sticks_and_never_hides_the_current_row(
    panel: ListPanel,
    model: PaperListModel,
    views: ViewStore,
    add: AddTitles,
) -> None:
    await add(*(f"Paper {n}" for n in range(60)))
    await show(panel, views, BY_STATUS, 60)

    panel.last_row()
    assert panel.table.bands.at(0).id == "new"
    for _ in range(59):
        panel.previous_row()
        assert panel.table.current_rect().top() >= panel.table.bands.height

    assert panel.table.row() == 0


async def test_rows_and_cards_show_the_mark_found_unless_their_own_words_were(
    panel: ListPanel,
    model: PaperListModel,
    views: ViewStore,
    look: Look,
    library: LibraryClient,
    add: AddTitles,
) -> None:
    (one,) = await add("One")
    marked = mark(one, "a telescoping sum")
    await library.apply(AddMarks((marked,)))
    table, match = panel.table, look.theme.colours.match

    def is_matched(text: str) -> bool:
        table.delegate.set_search(text)
        place = table.visualRect(model.index(0, 0))
        image = table.viewport().grab(place).toImage()
        points = product(range(image.width()), range(image.height()))
        return any(image.pixelColor(x, y) == match for x, y in points)

    for is_cards in (False, True):
        table.delegate.follow_marks(lambda _paper: None)
        await show(panel, views, View(is_cards=is_cards), 1)
        assert not is_matched("telescoping")
        table.delegate.follow_marks(lambda _paper: marked)
        assert is_matched("telescoping")
        assert not is_matched("elsewhere")


async def test_current_card_is_outlined_and_shows_its_abstract(
    panel: ListPanel,
    model: PaperListModel,
    views: ViewStore,
    look: Look,
    add: AddTitles,
) -> None:
    await add("One", "Two")
    await show(panel, views, View(is_cards=True), 2)
    panel.focus_rows()

    def ink(row: int, colour: QtGui.QColor) -> int:
        """Count the points of a colour on a card."""
        place = panel.table.visualRect(model.index(row, 0))
        image = panel.table.viewport().grab(place).toImage()
        return sum(
            image.pixelColor(x, y) == colour
            for x in range(image.width())
            for y in range(0, image.height(), 2)
        )

    accent = look.theme.colours.accent
    assert ink(0, accent) > ink(1, accent)
    assert panel.table.rowHeight(0) == panel.table.delegate.height
    before = ink(1, look.theme.colours.match)
    panel.table.delegate.set_search("about")
    assert ink(1, look.theme.colours.match) > before


async def test_fold_of_ten_thousand_papers_moves_few_rows(
    panel: ListPanel,
    model: PaperListModel,
    views: ViewStore,
    library: LibraryClient,
    add: AddTitles,
) -> None:
    added = await add(*(f"Paper {n}" for n in range(10_000)))
    await queue(library, added[-1])
    views.change(Query(), BY_STATUS)
    panel.show_query(Query())
    await until(lambda: model.n_rows == 10_000)
    resized: list[int] = []
    panel.table.verticalHeader().sectionResized.connect(
        lambda row, _old, _new: resized.append(row)
    )

    panel.sections.toggle("new")
    assert model.n_rows == 1
    panel.sections.toggle("new")

    assert model.n_rows == 10_000
    assert len(resized) < 20
