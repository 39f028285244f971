"""Panes: who has the keys, what lies over the list, and the widths set by hand."""

from pathlib import Path

import pytest
from PySide6 import QtCore, QtTest, QtWidgets
from pytestqt.qtbot import QtBot

from app.ui.main_window import MIDDLE_PX, NARROW_PX, WIDE_PX
from app.ui.views.pane_widths import PaneWidths
from app.ui.widgets.buttons import CommandIcon
from app.ui.widgets.pane_ring import PaneRing
from tests.support.listings import SAMPLE
from tests.support.stage import Key, WindowStage, play
from tests.support.waiting import until

pytestmark = pytest.mark.ui
LEFT = QtCore.Qt.MouseButton.LeftButton


@pytest.fixture
def folder(tmp_path: Path, qtbot: QtBot) -> Path:
    made = tmp_path / "library"
    made.mkdir(mode=0o700)
    return made


async def at_width(stage: WindowStage, width: int) -> None:
    """Stock the library and give the window that width, scaled as its texts are."""
    await stage.take(SAMPLE)
    await until(lambda: stage.parts.model.n_rows == 12)
    await until(lambda: stage.parts.papers.current() is not None)
    await resize(stage, width)
    stage.parts.papers.focus_rows()


async def resize(stage: WindowStage, width: int) -> None:
    window = stage.parts.window
    window.resize(stage.parts.sidebar._look.theme.px(width) + 2, 800)
    await until(lambda: window.splitter.width() == window.width())


def click(widget: QtWidgets.QWidget, place: QtCore.QPoint) -> None:
    modifier = QtCore.Qt.KeyboardModifier.NoModifier
    QtTest.QTest.mouseClick(widget, LEFT, modifier, place)


def has_keys(pane: QtWidgets.QWidget) -> bool:
    focus = QtWidgets.QApplication.focusWidget()
    return focus is not None and (focus is pane or pane.isAncestorOf(focus))


async def with_topic(stage: WindowStage) -> None:
    await stage.do("topic.file", topic="Models/Agents")
    await until(lambda: len(stage.parts.topics.topics()) == 2)


def test_keys_that_come_to_the_list_go_to_its_rows(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await at_width(stage, WIDE_PX)
        table = stage.parts.papers.table
        for commands in (
            ("pane.right", "pane.left"),
            ("pane.left", "pane.right"),
            ("pane.right", "pane.next", "pane.next"),
            ("paper.details",),
            ("paper.details",),
        ):
            for command in commands:
                await stage.do(command)
            assert table.hasFocus(), commands

    assert play(story, folder) == 0


def test_pane_that_is_hidden_hands_its_keys_to_the_rows(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await at_width(stage, WIDE_PX)
        table = stage.parts.papers.table
        await stage.do("pane.left")
        assert has_keys(stage.parts.sidebar)

        await stage.do("sidebar.toggle")
        from_sidebar = table.hasFocus()
        await stage.do("pane.right")
        await resize(stage, NARROW_PX)

        assert (from_sidebar, table.hasFocus()) == (True, True)

    assert play(story, folder) == 0


def test_detail_with_the_keys_shows_a_ring(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await at_width(stage, WIDE_PX)
        detail = stage.parts.detail
        (ring,) = detail.findChildren(PaneRing)
        accent = stage.parts.sidebar._look.theme.colours.accent.name()
        assert not ring.isVisible()

        await stage.do("pane.right")

        assert ring.isVisible()
        image = detail.grab().toImage()
        edge = {image.pixelColor(x, 200).name() for x in range(6)}
        assert accent in edge
        await stage.do("pane.left")
        assert not ring.isVisible()

    assert play(story, folder) == 0


def test_click_in_the_detail_leaves_the_keys_with_the_list(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await at_width(stage, WIDE_PX)
        detail, table = stage.parts.detail, stage.parts.papers.table
        table.setFocus()
        buttons = detail.findChildren(CommandIcon)
        star = next(b for b in buttons if "star" in b.accessibleName().lower())

        click(star, star.rect().center())
        click(detail, QtCore.QPoint(4, detail.height() - 4))

        assert table.hasFocus()

    assert play(story, folder) == 0


def test_place_without_papers_shows_that_it_has_the_keys(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await at_width(stage, WIDE_PX)
        (ring,) = stage.parts.papers.findChildren(PaneRing)

        await stage.do("go.done")
        await until(lambda: stage.parts.model.n_rows == 0)
        await until(ring.isVisible)
        await stage.do("pane.left")

        assert not ring.isVisible()

    assert play(story, folder) == 0


@pytest.mark.parametrize("width", [WIDE_PX, NARROW_PX])
def test_opening_a_paper_without_a_pdf_shows_its_detail_and_never_hides_it(
    folder: Path, width: int
) -> None:
    async def story(stage: WindowStage) -> None:
        await at_width(stage, width)
        detail = stage.parts.detail

        for _ in range(2):
            await stage.do("paper.open")
            assert detail.isVisible()
            assert has_keys(detail)

    assert play(story, folder) == 0


@pytest.mark.parametrize(
    ("width", "is_hidden"), [(WIDE_PX, False), (WIDE_PX, True), (NARROW_PX, False)]
)
def test_jump_to_a_topic_shows_the_sidebar_and_gives_it_the_keys(
    folder: Path, width: int, is_hidden: bool
) -> None:
    async def story(stage: WindowStage) -> None:
        await at_width(stage, width)
        await with_topic(stage)
        if is_hidden:
            await stage.do("sidebar.toggle")

        await stage.do("topics.focus")
        assert has_keys(stage.parts.sidebar)
        stage.press(Key.Key_Return)

        query = stage.parts.desk.query
        await until(lambda: query().topic is not None)
        topic = stage.parts.topics.topic(query().topic)
        assert topic.name == "Models"

    assert play(story, folder) == 0


def test_jump_to_a_topic_says_that_there_is_none(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await at_width(stage, WIDE_PX)

        await stage.do("topics.focus")

        assert "no topic yet" in stage.parts.status_line.message()
        assert stage.parts.papers.table.hasFocus()

    assert play(story, folder) == 0


@pytest.mark.parametrize("closing", ["sidebar.toggle", "view.escape", "pane.next"])
def test_sidebar_lies_over_a_narrow_list_until_it_is_closed(
    folder: Path, closing: str
) -> None:
    async def story(stage: WindowStage) -> None:
        await at_width(stage, NARROW_PX - 60)
        parts = stage.parts
        width = parts.papers.width()

        await stage.do("sidebar.toggle")
        assert parts.sidebar.isVisible()
        assert has_keys(parts.sidebar)
        assert parts.papers.width() == width
        await stage.do(closing)

        assert not parts.sidebar.isVisible()
        assert parts.papers.table.hasFocus()
        assert not parts.window.is_sidebar_hidden

    assert play(story, folder) == 0


def test_sidebar_over_the_list_goes_when_a_place_is_chosen(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await at_width(stage, NARROW_PX - 60)
        await stage.do("sidebar.toggle")

        stage.press(Key.Key_J)
        stage.press(Key.Key_Return)

        await until(lambda: not stage.parts.sidebar.isVisible())
        assert stage.parts.papers.isVisible()

    assert play(story, folder) == 0


def test_sidebar_over_the_list_keeps_the_keys_in_a_window_made_wide(
    folder: Path,
) -> None:
    async def story(stage: WindowStage) -> None:
        await at_width(stage, NARROW_PX - 60)
        parts = stage.parts
        await stage.do("sidebar.toggle")

        await resize(stage, WIDE_PX)

        assert parts.window.splitter.indexOf(parts.sidebar) == 0
        assert parts.sidebar.isVisible()
        assert has_keys(parts.sidebar)
        place = parts.papers.mapTo(parts.window, QtCore.QPoint(0, 0))
        assert place.x() >= parts.sidebar.width()

    assert play(story, folder) == 0


def test_press_beside_the_sidebar_over_the_list_closes_it(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await at_width(stage, NARROW_PX - 60)
        await stage.do("sidebar.toggle")
        window = stage.parts.window
        place = QtCore.QPoint(window.width() - 40, 300)
        under = window.childAt(place)

        click(under, under.mapFrom(window, place))

        assert not stage.parts.sidebar.isVisible()

    assert play(story, folder) == 0


def test_rail_comes_back_in_its_place_after_the_wide_sidebar(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await at_width(stage, MIDDLE_PX)
        await with_topic(stage)
        parts = stage.parts
        before = parts.papers.mapTo(parts.window, QtCore.QPoint(0, 0)).x()

        await stage.do("topics.focus")
        during = parts.papers.mapTo(parts.window, QtCore.QPoint(0, 0)).x()
        is_wide = parts.sidebar.width() > 2 * before
        await stage.do("view.escape")

        await until(lambda: parts.sidebar.width() <= before)
        assert parts.window.splitter.indexOf(parts.sidebar) == 0
        assert (is_wide, abs(during - before) <= 1) == (True, True)

    assert play(story, folder) == 0


def test_bar_of_a_detail_over_the_list_leads_back(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await at_width(stage, NARROW_PX)
        parts = stage.parts
        back = next(
            button
            for button in parts.detail.findChildren(QtWidgets.QAbstractButton)
            if button.accessibleName() == "Back to the list"
        )

        await stage.do("paper.details")
        was_visible = back.isVisible()
        click(back, back.rect().center())

        await until(lambda: parts.papers.isVisible())
        assert was_visible
        assert "(q)" in back.toolTip()
        await resize(stage, WIDE_PX)
        assert not back.isVisible()

    assert play(story, folder) == 0


def test_toolbar_offers_the_panes_that_are_not_shown(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await at_width(stage, WIDE_PX)
        bar = stage.parts.papers.toolbar
        wide = (bar.sidebar.isVisible(), bar.details.isVisible())

        await resize(stage, NARROW_PX - 60)

        assert wide == (False, False)
        assert (bar.sidebar.isVisible(), bar.details.isVisible()) == (True, True)

    assert play(story, folder) == 0


async def pull(stage: WindowStage, handle: int, by_px: int) -> None:
    """Move the edge between two panes as a mouse does."""
    splitter = stage.parts.window.splitter
    grip, pane = splitter.handle(handle), splitter.widget(handle)
    await until(lambda: grip.isVisible() and abs(grip.x() - pane.x()) < 8)
    splitter.moveSplitter(grip.pos().x() + by_px, handle)


def test_widths_set_by_hand_outlast_looks_sizes_and_a_restart(folder: Path) -> None:
    wide: list[int] = []

    async def story(stage: WindowStage) -> None:
        await at_width(stage, WIDE_PX)
        splitter = stage.parts.window.splitter
        await pull(stage, 1, 30)
        await pull(stage, 2, 50)
        wide.extend(splitter.sizes())

        await stage.do("theme.toggle")
        await resize(stage, NARROW_PX)
        await resize(stage, WIDE_PX)

        await until(lambda: splitter.sizes() == wide)

    async def again(stage: WindowStage) -> None:
        await resize(stage, WIDE_PX)
        await until(lambda: stage.parts.window.splitter.sizes() == wide)

    assert play(story, folder) == 0
    assert play(again, folder) == 0


def test_widths_are_the_default_ones_until_set(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await at_width(stage, WIDE_PX)
        theme = stage.parts.sidebar._look.theme
        sizes = stage.parts.window.splitter.sizes()

        await resize(stage, WIDE_PX + 300)

        now = stage.parts.window.splitter.sizes()
        assert (sizes[0], sizes[2]) == (now[0], now[2])
        assert sizes[0] == theme.px(theme.sizes.sidebar)
        assert sizes[2] == theme.px(theme.sizes.detail)
        assert stage.parts.window.widths == [0, 0, 0]

    assert play(story, folder) == 0


def test_detail_has_a_width_of_its_own_beside_the_rail(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await at_width(stage, WIDE_PX)
        splitter = stage.parts.window.splitter
        wide = splitter.sizes()[2]
        await resize(stage, MIDDLE_PX)
        await pull(stage, 2, 40)
        narrow = splitter.sizes()[2]

        await resize(stage, WIDE_PX)
        await until(lambda: splitter.sizes()[2] == wide)
        await resize(stage, MIDDLE_PX)

        await until(lambda: abs(splitter.sizes()[2] - narrow) <= 1)

    assert play(story, folder) == 0


@pytest.mark.parametrize(
    "stored", [[], [1, 2], [218, -4, 9], [1, 2, 3, 4], [196, 799, 443]]
)
def test_stored_widths_that_make_no_sense_leave_the_defaults(stored: list[int]) -> None:
    widths = PaneWidths()

    widths.restore(stored)

    assert (widths.sidebar(218), widths.detail(492, is_rail=False)) == (218, 492)
