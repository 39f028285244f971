"""A mark is tagged by keys in the reader, shown with its tags, and found by them."""

from pathlib import Path

import pytest
from PySide6 import QtCore, QtTest, QtWidgets
from pytestqt.qtbot import QtBot

from app.commands.command import Mode
from app.domain.edit import AddPapers
from app.domain.mark import Mark
from app.domain.query import Query
from app.library import Library, Reader
from app.ui.panels.detail.marks_list import MarkQuote
from app.ui.panels.reader.text_selecting import Unit
from app.ui.sheets.mark_picker import MarkPicker
from app.ui.sheets.tag_picker import TagPicker
from app.ui.sheets.topic_picker import TopicPicker
from tests.support.column_paper import write_column_paper
from tests.support.stage import Key, WindowStage, play
from tests.support.stored_pdf import stored_pdf
from tests.support.waiting import until

pytestmark = pytest.mark.ui
ALT = QtCore.Qt.KeyboardModifier.AltModifier


@pytest.fixture
def folder(tmp_path: Path, qtbot: QtBot) -> Path:
    """A library of one paper."""
    file = write_column_paper(tmp_path / "a.pdf", n_pages=2)
    library = Library.open(tmp_path / "library")
    draft = stored_pdf(library, "Columns", file.read_bytes(), n_pages=2)
    library.apply(AddPapers(drafts=(draft,), label="Added"))
    library.close()
    return library.folder


async def read(stage: WindowStage) -> None:
    """Open the paper in the reader."""
    await until(lambda: stage.parts.papers.current() is not None)
    await stage.do("paper.view")
    await until(lambda: stage.parts.reader.marks.text_of(0) is not None)
    await until(lambda: stage.parts.reader.view.is_settled)


def marks(stage: WindowStage) -> tuple[Mark, ...]:
    found: tuple[Mark, ...] = stage.parts.reader.marks.marks
    return found


def tags(stage: WindowStage) -> tuple[str, ...]:
    return marks(stage)[0].tags


async def tag(stage: WindowStage, *names: str) -> None:
    """Type tags into the picker that is open, and close it."""
    await until(lambda: isinstance(stage.sheet, TagPicker))
    for name in names:
        stage.write(name)
        stage.press(Key.Key_Return)
    stage.press(Key.Key_Escape)
    await until(lambda: stage.sheet is None)
    await until(lambda: not stage.parts.reader.marks.is_writing)


def test_a_selection_is_marked_and_tagged_and_undo_takes_it_back(
    folder: Path,
) -> None:
    async def story(stage: WindowStage) -> None:
        await read(stage)
        stage.parts.reader.selecting.press(0, 100, 100, Unit.LINE)
        assert stage.parts.desk.key_mode() is Mode.MARK
        stage.write("t")
        await tag(stage, "method", "open question")
        await until(lambda: bool(marks(stage)) and len(tags(stage)) == 2)
        assert tags(stage) == ("method", "open question")
        pane = stage.parts.reader.face.marks.model
        role = QtCore.Qt.ItemDataRole.AccessibleTextRole
        assert "#method  #open question" in str(pane.data(pane.index(0), role))

        stage.write("t")
        await tag(stage, "METHOD")
        await until(lambda: tags(stage) == ("open question",))
        await stage.do("edit.undo")
        await until(lambda: len(tags(stage)) == 2)
        await stage.do("edit.undo")
        await until(lambda: tags(stage) == ("method",))

    assert play(story, folder) == 0
    reader = Reader.open(folder)
    [found] = reader.find_marks("#meth")
    assert found.mark.tags == ("method",)
    assert len(reader.keys(Query("mark-tag:method"))) == 1
    reader.close()


def test_a_mark_just_made_in_the_text_is_tagged_by_the_next_key(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await read(stage)
        stage.press(Key.Key_F7)
        await until(lambda: stage.parts.reader.key_mode is Mode.TEXT)
        stage.write("v3l")
        await until(lambda: stage.parts.reader.key_mode is Mode.SELECTION)
        stage.write("ht")
        await tag(stage, "claim")
        await until(lambda: tags(stage) == ("claim",))

    assert play(story, folder, {"keys.preset": "octavo"}) == 0


@pytest.mark.parametrize("preset", ["octavo", "vim", "classic"])
def test_the_key_is_for_topics_where_no_mark_is_chosen(
    folder: Path, preset: str
) -> None:
    async def story(stage: WindowStage) -> None:
        def press() -> None:
            held = ALT if preset == "classic" else QtCore.Qt.KeyboardModifier(0)
            focus = QtWidgets.QApplication.focusWidget() or stage.parts.window
            QtTest.QTest.keyClick(focus, Key.Key_T, held)

        async def opens(kind: type) -> None:
            press()
            await until(lambda: isinstance(stage.sheet, kind))
            stage.press(Key.Key_Escape)
            await until(lambda: stage.sheet is None)

        await read(stage)
        await opens(TopicPicker)
        stage.parts.reader.selecting.press(0, 100, 100, Unit.LINE)
        await opens(TagPicker)
        assert len(marks(stage)) == 1
        await opens(TagPicker)
        assert len(marks(stage)) == 1
        stage.press(Key.Key_Escape)
        await opens(TopicPicker)
        stage.press(Key.Key_F7)
        await until(lambda: stage.parts.reader.key_mode is Mode.TEXT)
        await opens(TopicPicker)

    assert play(story, folder, {"keys.preset": preset}) == 0


def test_tags_are_in_the_detail_and_in_the_search_of_marks(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await read(stage)
        stage.parts.reader.selecting.press(0, 100, 100, Unit.LINE)
        await stage.do("mark.highlight")
        stage.parts.reader.face.mark_bar.chosen.emit("mark.tag", 0)
        await tag(stage, "method")
        await stage.do("pane.close")

        def words() -> str:
            quotes = stage.parts.detail.findChildren(MarkQuote)
            labels = [
                label for q in quotes for label in q.findChildren(QtWidgets.QLabel)
            ]
            return " ".join(label.text() for label in labels if not label.isHidden())

        await until(lambda: "#method" in words())
        sheet = await stage.ask("marks.find")
        assert isinstance(sheet, MarkPicker)
        stage.write("#meth")
        await until(lambda: len(sheet.rows()) == 1)
        assert "#method" in sheet.spoken(sheet.rows()[0])
        stage.write("x")
        await until(lambda: not sheet.rows())
        stage.press(Key.Key_Escape)

    assert play(story, folder) == 0
