"""The window as commands see it: who is acted on, who does what, closing in order."""

from pathlib import Path

import pytest
from PySide6 import QtCore, QtGui, QtTest, QtWidgets
from pytestqt.qtbot import QtBot

from app.commands.command import Mode
from app.commands.window.motions import MOTIONS
from app.domain.paper import Paper, Status
from app.domain.query import Place
from app.library import Library, Reader
from app.ui.panels.sidebar.places_view import PlacesView
from app.ui.sheets.note_editor import NoteEditor
from app.ui.sheets.palette import Palette
from app.ui.sheets.palette_entries import Entry, Section
from tests.support.listings import SAMPLE
from tests.support.stage import Key, WindowStage, play
from tests.support.waiting import until

pytestmark = pytest.mark.ui


@pytest.fixture
def folder(tmp_path: Path, qtbot: QtBot) -> Path:
    return tmp_path / "library"


async def stocked(stage: WindowStage) -> None:
    await stage.take(SAMPLE)
    await until(lambda: stage.parts.model.n_rows == 12)
    await until(lambda: stage.parts.papers.current() is not None)


def labels(folder: Path) -> list[str]:
    reader = Reader.open(folder)
    found = [act.label for act in reader.history()]
    reader.close()
    return found


def test_window_does_every_command_without_a_handler(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        assert stage.parts.desk.bound() == {command.id for command in MOTIONS}

    assert play(story, folder) == 0


def test_targets_are_the_selection_else_the_current(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        desk = stage.parts.desk
        assert desk.targets() == (stage.parts.papers.current(),)

        await stage.do("list.extend-down")
        await until(lambda: len(desk.targets()) == 2)
        stage.parts.papers.clear_selected()

        assert len(desk.targets()) == 1
        assert (desk.mode(), desk.query().place) == (Mode.LIST, Place.INBOX)

    assert play(story, folder) == 0


def test_papers_added_elsewhere_are_revealed_in_all(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stage.do("go.done")
        await stocked(stage)

        assert stage.parts.desk.query().place is Place.ALL

    assert play(story, folder) == 0


def test_act_of_the_last_key_is_kept_when_the_window_closes(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        stage.parts.papers.focus_rows()
        stage.press(Key.Key_S)

    assert play(story, folder) == 0

    assert labels(folder)[0].startswith("Starred")


def test_note_being_written_is_kept_when_the_window_closes(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        sheet = await stage.ask("note.edit")
        assert isinstance(sheet, NoteEditor)
        stage.write("remember this")

    assert play(story, folder) == 0

    assert "ote" in labels(folder)[0]


def test_review_left_open_does_not_hold_the_window(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stage.ask("import.sources", paths=(str(SAMPLE),))

    assert play(story, folder) == 0

    assert labels(folder) == []


def test_window_comes_back_as_it_was_left(folder: Path) -> None:
    left: dict[str, object] = {}

    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        await stage.do("go.all")
        await stage.do("list.last-row")
        stage.parts.window.resize(1440, 900)
        await stage.do("sidebar.toggle")
        stage.parts.window.toggle_detail()
        await until(lambda: stage.parts.papers.table.row() == 11)
        await until(lambda: stage.parts.papers.current() is not None)
        left["current"] = stage.parts.papers.current()

    async def again(stage: WindowStage) -> None:
        parts = stage.parts
        await until(lambda: parts.papers.current() == left["current"])
        assert parts.desk.query().place is Place.ALL
        assert parts.window.is_sidebar_hidden
        assert parts.detail.isHidden()

    assert play(story, folder) == 0
    assert play(again, folder) == 0


def test_close_button_asks_the_program_to_close(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        window = stage.parts.window
        asked: list[bool] = []
        window.closing.connect(lambda: asked.append(True))

        assert not window.close()

        assert asked == [True]
        assert isinstance(window, QtWidgets.QWidget)

    assert play(story, folder) == 0


def test_held_library_is_told_and_a_second_try_opens_it(folder: Path) -> None:
    held = [Library.open(folder)]

    async def story(stage: WindowStage) -> None:
        await until(lambda: stage.sheet is not None)
        held.pop().close()
        stage.press(Key.Key_Return)
        await until(lambda: stage.parts.topics.is_loaded)

    assert play(story, folder) == 0


def send_drag(window: QtWidgets.QWidget, place: QtCore.QPoint, file: Path) -> None:
    """Carry a file over a place of the window, and leave it there."""
    mime = QtCore.QMimeData()
    mime.setUrls([QtCore.QUrl.fromLocalFile(str(file))])
    event = QtGui.QDragEnterEvent(
        place,
        QtCore.Qt.DropAction.CopyAction,
        mime,
        QtCore.Qt.MouseButton.LeftButton,
        QtCore.Qt.KeyboardModifier.NoModifier,
    )
    QtWidgets.QApplication.sendEvent(window, event)
    assert event.isAccepted()


def test_drag_over_a_topic_lights_it_until_it_leaves(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        parts = stage.parts
        parts.window.resize(1440, 900)
        await stage.do("topic.file", topic="A")
        await until(lambda: len(parts.topics.topics()) == 1)
        sidebar = parts.sidebar
        delegate = sidebar.findChildren(PlacesView)[0].painter_delegate
        places = [QtCore.QPoint(60, y) for y in range(0, sidebar.height(), 8)]

        def topics_there() -> list[QtCore.QPoint]:
            rows = ((place, sidebar.row_at(place)) for place in places)
            return [place for place, row in rows if row is not None and row.path == "A"]

        await until(lambda: bool(topics_there()))
        over = topics_there()[0]

        send_drag(parts.window, sidebar.mapTo(parts.window, over), SAMPLE)
        is_lit = delegate.target_row >= 0
        QtWidgets.QApplication.sendEvent(parts.window, QtGui.QDragLeaveEvent())

        assert (is_lit, delegate.target_row) == (True, -1)

    assert play(story, folder) == 0


def shown_menu() -> list[str]:
    """Close the menu that is open and return its lines."""
    menu = QtWidgets.QApplication.activePopupWidget()
    assert isinstance(menu, QtWidgets.QMenu)
    found = [action.text().split("\t")[0] for action in menu.actions()]
    menu.close()
    return found


def test_menu_of_a_paper_offers_what_fits_the_place(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        papers = stage.parts.papers
        papers.menu_requested.emit(QtCore.QPoint(50, 50))
        in_inbox = shown_menu()
        await stage.do("paper.trash")
        await stage.do("go.trash")
        await until(lambda: stage.parts.model.n_rows == 1)

        papers.menu_requested.emit(QtCore.QPoint(50, 50))
        in_trash = shown_menu()

        commands = ("Move to the trash", "Restore from the trash")
        assert [command in in_inbox for command in commands] == [True, False]
        assert [command in in_trash for command in commands] == [False, True]

    assert play(story, folder) == 0


def test_menu_offers_moves_in_the_queue_for_what_is_in_it_alone(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        model, papers = stage.parts.model, stage.parts.papers
        papers.menu_requested.emit(QtCore.QPoint(50, 50))
        of_a_new_one = shown_menu()
        paper_id = papers.current()
        assert paper_id is not None
        await stage.do("paper.queue")
        await until(lambda: is_queued(model.paper(paper_id)))

        papers.menu_requested.emit(QtCore.QPoint(50, 50))
        of_a_queued_one = shown_menu()

        moves = {f"Move {way} in the queue" for way in ("up", "down")}
        assert not moves & set(of_a_new_one)
        assert moves <= set(of_a_queued_one)

    assert play(story, folder) == 0


def is_queued(paper: Paper | None) -> bool:
    return paper is not None and paper.status is Status.QUEUED


def test_palette_and_messages_know_what_came_before(folder: Path) -> None:
    async def choose(stage: WindowStage) -> None:
        await stocked(stage)
        line = stage.parts.status_line
        palette = await stage.ask("palette.open")
        QtTest.QTest.keyClicks(stage.parts.window.focusWidget(), ">star")
        QtTest.QTest.keyClick(stage.parts.window.focusWidget(), Key.Key_Return)
        await palette.until_closed()
        await until(lambda: line.message().startswith("Starred"))
        await stage.do("go.starred")
        assert line.message() == ""

    async def look_again(stage: WindowStage) -> None:
        await until(lambda: stage.parts.sheets.recent == ["command paper.star"])
        palette = await stage.ask("palette.open")
        assert isinstance(palette, Palette)
        first = next(row for row in palette.rows() if isinstance(row, Entry))
        assert (first.section, first.command) == (Section.RECENT, "paper.star")

    assert play(choose, folder) == 0
    assert play(look_again, folder) == 0


def test_window_menu_opens_at_its_button(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        sidebar = stage.parts.sidebar

        sidebar.main_menu_requested.emit(QtCore.QPoint(10, 400))

        found = shown_menu()
        assert found[0] == "Open files"
        assert found[-1] == "Quit"

    assert play(story, folder) == 0


def test_detail_when_keys_come_fast_then_shows_the_last_paper_alone(
    folder: Path,
) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        parts, shown = stage.parts, []
        await until(lambda: parts.detail.paper is not None)
        parts.detail.paper_shown.connect(shown.append)

        for row in (1, 0, 1):
            parts.papers.table.go(row)
        assert shown == []
        await until(lambda: bool(shown))

        assert {paper.id for paper in shown} == {parts.papers.current()}

    assert play(story, folder) == 0


def test_detail_waits_while_a_paper_is_read(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        parts, shown, later = stage.parts, [], []
        await until(lambda: parts.detail.paper is not None)
        parts.detail.paper_shown.connect(shown.append)
        parts.window.show_reader()

        parts.papers.table.go(3)
        QtCore.QTimer.singleShot(0, lambda: later.append(True))
        await until(lambda: bool(later))
        assert shown == []
        parts.window.show_list()

        assert [paper.id for paper in shown] == [parts.papers.current()]

    assert play(story, folder) == 0


def test_detail_counts_the_selected_papers_whichever_is_current(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        parts = stage.parts
        await until(lambda: parts.detail.paper is not None)

        await stage.do("list.extend-down")
        await until(lambda: len(parts.papers.targets()) == 2)
        await until(lambda: parts.detail.paper is None)
        await stage.do("list.next-row")
        assert parts.detail.paper is None
        await stage.do("view.escape")

        await until(lambda: parts.detail.paper is not None)
        assert parts.detail.paper.id == parts.papers.current()

    assert play(story, folder) == 0
