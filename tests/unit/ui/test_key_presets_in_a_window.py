"""Presets of keys take effect at once, in the reader, the list and in what is shown."""

from pathlib import Path

import pytest
from PySide6 import QtCore, QtTest, QtWidgets
from pytestqt.qtbot import QtBot

from app.domain.edit import AddPapers
from app.domain.query import Place
from app.library import Library
from app.ui.sheets.keys_sheet import KeysSheet
from app.ui.widgets.keycap import KeyCaps
from tests.support.column_paper import write_column_paper
from tests.support.listings import SAMPLE
from tests.support.stage import Key, WindowStage, play
from tests.support.stored_pdf import stored_pdf
from tests.support.waiting import until

pytestmark = pytest.mark.ui
Modifier = QtCore.Qt.KeyboardModifier
SHIFT, ALT = Modifier.ShiftModifier, Modifier.AltModifier
PLACES = {
    "i": Place.INBOX,
    "q": Place.QUEUE,
    "r": Place.READING,
    "s": Place.STARRED,
    "a": Place.ALL,
    "d": Place.DONE,
    "t": Place.TRASH,
}
NOT_SOFT = {"reading.smooth_scroll": "false"}


@pytest.fixture
def folder(tmp_path: Path, qtbot: QtBot) -> Path:
    """A library of one paper of nine pages."""
    file = write_column_paper(tmp_path / "a.pdf", n_pages=9)
    library = Library.open(tmp_path / "library")
    draft = stored_pdf(library, "Columns", file.read_bytes(), n_pages=9)
    library.apply(AddPapers(drafts=(draft,), label="Added"))
    library.close()
    return library.folder


async def read(stage: WindowStage) -> None:
    """Open the paper in the reader."""
    await until(lambda: stage.parts.papers.current() is not None)
    await stage.do("paper.view")
    await until(lambda: stage.parts.reader.view.n_pages == 9)
    await until(lambda: stage.parts.reader.view.is_settled)


def choose(stage: WindowStage, preset: str) -> None:
    stage.parts.readers.active.setFocus()
    stage.settings.change("keys.preset", preset)


def across(stage: WindowStage) -> int:
    value: int = stage.parts.reader.view.horizontalScrollBar().value()
    return value


def down(stage: WindowStage) -> int:
    value: int = stage.parts.reader.view.verticalScrollBar().value()
    return value


def hold(stage: WindowStage, key: QtCore.Qt.Key, held: Modifier) -> None:
    focus = QtWidgets.QApplication.focusWidget() or stage.parts.window
    QtTest.QTest.keyClick(focus, key, held)


def caps_of(stage: WindowStage, name: str) -> list[str]:
    """Return the keys that the caps in a part of the reader show."""
    part: QtWidgets.QWidget = getattr(stage.parts.reader.face, name)
    return [caps.keys() for caps in part.findChildren(KeyCaps)]


def test_vim_keys_scroll_count_and_mark_from_the_moment_they_are_chosen(
    folder: Path,
) -> None:
    async def story(stage: WindowStage) -> None:
        await read(stage)
        view = stage.parts.reader.view
        view.set_zoom("3")
        before = down(stage)
        stage.write("j")
        one = down(stage) - before
        assert one > 0

        choose(stage, "vim")
        at = across(stage)
        stage.write("l")
        assert across(stage) > at
        stage.write("h")
        assert across(stage) == at
        before = down(stage)
        stage.write("5j")
        assert down(stage) - before == 5 * one
        stage.write("12k")
        assert down(stage) == max(0, before - 7 * one)
        stage.write("4G")
        assert view.page_index == 3
        stage.write("2gg")
        assert view.page_index == 1
        stage.write("9")
        stage.press(Key.Key_Escape)
        assert stage.parts.window.is_reading
        before = down(stage)
        stage.write("j")
        assert down(stage) - before == one

        stage.press(Key.Key_F7)
        await until(lambda: stage.parts.reader.key_mode == "text")
        stage.write("v3l")
        await until(lambda: stage.parts.reader.has_selection)
        stage.write("H")
        marks = stage.parts.reader.marks
        await until(lambda: marks.chosen is not None)

    assert play(story, folder, NOT_SOFT) == 0


def test_classic_obeys_no_letter_and_its_chords_do_what_they_did(
    folder: Path,
) -> None:
    async def story(stage: WindowStage) -> None:
        await read(stage)
        choose(stage, "classic")
        before = down(stage)
        stage.write("jG5q")
        assert (down(stage), stage.parts.window.is_reading) == (before, True)
        stage.press(Key.Key_Down)
        assert down(stage) > before
        hold(stage, Key.Key_S, ALT)
        await until(lambda: stage.state()[0][0].is_starred)
        hold(stage, Key.Key_G, ALT)
        stage.write("i")
        await until(lambda: not stage.parts.window.is_reading)
        assert stage.parts.desk.query().place is Place.INBOX

    assert play(story, folder, NOT_SOFT) == 0


def test_hints_show_the_keys_in_force(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await read(stage)
        assert caps_of(stage, "marks") == ["i", "h"]
        assert caps_of(stage, "bar") == ["e"]
        highlight = stage.parts.reader.face.mark_bar.findChildren(
            QtWidgets.QAbstractButton
        )[8]
        assert highlight.accessibleDescription() == "h"
        narrow = stage.parts.reader.face.mark_bar.sizeHint().width()

        choose(stage, "vim")
        assert caps_of(stage, "marks") == ["i", "H"]
        assert highlight.accessibleDescription() == "H"
        assert stage.parts.reader.face.mark_bar.sizeHint().width() > narrow  # Alt+1

        stage.settings.change("keys.own", "mark.highlight: ctrl+h; paper.done: D")
        assert caps_of(stage, "bar") == ["D"]
        assert highlight.toolTip() == "Highlight (Ctrl+H)"
        sheet = await stage.ask("keys.show")
        assert isinstance(sheet, KeysSheet)
        assert any(line.startswith("Ctrl+H") for line in sheet.lines())

    assert play(story, folder, NOT_SOFT) == 0


def test_g_and_a_letter_leave_the_reader_for_a_place(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        for letter, place in PLACES.items():
            await stage.do("go.all")
            await until(lambda: stage.parts.papers.current() is not None)
            await read(stage)
            stage.write(f"g{letter}")
            await until(lambda: not stage.parts.window.is_reading)
            assert stage.parts.desk.query().place is place

    assert play(story, folder) == 0


def test_a_count_goes_down_the_list(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stage.take(SAMPLE)
        await stage.do("go.all")
        table = stage.parts.papers.table
        stage.settings.change("keys.preset", "vim")
        stage.write("gg")
        first = table.row()
        stage.write("3j")
        assert table.row() == first + 3
        stage.write("2G")
        assert table.row() == first + 1

    assert play(story, folder) == 0


def test_own_keys_that_take_others_are_told(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await until(lambda: "“Follow a link”" in stage.parts.status_line.message())

    assert play(story, folder, {"keys.own": "paper.star: f"}) == 0


def test_hint_tells_the_key_in_force_and_what_is_begun_is_shown(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        line = stage.parts.status_line
        await until(lambda: stage.parts.papers.current() is not None)
        stage.settings.change("keys.own", "paper.queue: B")
        await stage.do("queue.read-next")
        await until(lambda: line.message().startswith("The queue is empty."))
        assert line.message() == "The queue is empty. Press B on a paper to queue it."

        stage.parts.papers.focus_rows()
        choose(stage, "vim")
        stage.parts.papers.focus_rows()
        begun = line.findChildren(QtWidgets.QLabel)
        QtTest.QTest.keyClicks(stage.parts.papers.table, "12g")
        assert "12 g" in [label.text() for label in begun if label.isVisible()]
        QtTest.QTest.keyClicks(stage.parts.papers.table, "g")
        assert "12 g" not in [label.text() for label in begun]

    assert play(story, folder) == 0
