"""In the window: papers that are there twice are merged by keys, and undone."""

from pathlib import Path

import pytest
from PySide6 import QtCore, QtTest
from pytestqt.qtbot import QtBot

from app.domain.edit import AddPapers
from app.domain.paper import Author, Draft, Provenance
from app.library import Library
from app.ui.sheets.duplicates_sheet import DuplicatesSheet
from tests.support.stage import Key, WindowStage, play
from tests.support.waiting import until

pytestmark = pytest.mark.ui

TITLES = (
    "Engines of Thought and of Labour",
    "Looms that Remember what they Wove",
    "Engines of Thought and of Labor",
    "Tides and Clocks",
)


@pytest.fixture
def folder(tmp_path: Path, qtbot: QtBot) -> Path:
    made = tmp_path / "library"
    made.mkdir(mode=0o700)
    origin = Provenance(source="list.txt", kind="saved listing")
    names = (Author("Ada Lovelace"),)
    drafts = tuple(Draft(title=t, authors=names, provenance=origin) for t in TITLES)
    library = Library.open(made)
    library.apply(AddPapers(drafts=drafts, label="Added 4 papers"))
    library.close()
    return made


def titles(stage: WindowStage) -> set[str]:
    return {paper.title for paper in stage.state()[0]}


def test_duplicates_are_found_merged_and_undone_by_keys(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        model = stage.parts.model
        await until(lambda: model.n_rows == 4 and model.is_settled)
        sheet = await stage.ask("duplicates.find")
        assert isinstance(sheet, DuplicatesSheet)
        await until(lambda: len(sheet.shown) == 2)

        stage.press(Key.Key_Return)

        await until(lambda: model.n_rows == 3 and model.is_settled)
        line = stage.parts.status_line
        await until(lambda: line.message().startswith("Merged 2 papers into"))
        assert stage.sheet is None
        assert len(titles(stage)) == 3
        await stage.do("edit.undo")
        assert titles(stage) == set(TITLES)

        sheet = await stage.ask("duplicates.find")
        assert isinstance(sheet, DuplicatesSheet)
        await until(lambda: len(sheet.shown) == 2)
        stage.press(Key.Key_N)
        await until(lambda: line.message().startswith("Kept 2 papers apart"))
        await stage.do("duplicates.find")
        assert line.message() == "No duplicates were found."

    assert play(story, folder) == 0


def test_the_selected_papers_are_merged_by_a_key(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        model = stage.parts.model
        await until(lambda: model.n_rows == 4 and model.is_settled)
        await stage.do("list.first-row")
        await stage.do("list.extend-down")

        stage.write("M")

        await until(lambda: isinstance(stage.sheet, DuplicatesSheet))
        sheet = stage.sheet
        assert isinstance(sheet, DuplicatesSheet)
        await until(lambda: len(sheet.shown) == 2)
        stage.press(Key.Key_Return)
        await until(lambda: model.n_rows == 3 and model.is_settled)
        assert TITLES[0] in titles(stage)
        assert TITLES[1] not in titles(stage)

    assert play(story, folder) == 0


def test_undo_in_the_sheet_brings_the_group_back(folder: Path) -> None:
    origin = Provenance(source="more.txt", kind="saved listing")
    drafts = (Draft(title=TITLES[1], provenance=origin),)
    library = Library.open(folder)
    library.apply(AddPapers(drafts=drafts, label="Added a paper"))
    library.close()

    async def story(stage: WindowStage) -> None:
        sheet = await stage.ask("duplicates.find")
        assert isinstance(sheet, DuplicatesSheet)
        await until(lambda: len(sheet.shown) == 2)
        first = sheet.shown
        stage.press(Key.Key_Return)
        await until(lambda: len(sheet.shown) == 2 and sheet.shown != first)

        modifiers = QtCore.Qt.KeyboardModifier
        QtTest.QTest.keyClick(sheet, Key.Key_Z, modifiers.ControlModifier)

        await until(lambda: sheet.shown == first)
        assert titles(stage) == set(TITLES)
        stage.press(Key.Key_Escape)

    assert play(story, folder) == 0
