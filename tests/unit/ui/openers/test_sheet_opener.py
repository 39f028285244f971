"""Sheets of the whole window: what they learn of the library, and how many open."""

from pathlib import Path

import pytest
from PySide6 import QtWidgets
from pytestqt.qtbot import QtBot

from app.domain.query import Query
from app.library import Reader
from app.runtime.reporter import Message, Tone
from app.ui.sheets.add_sheet import AddSheet
from app.ui.sheets.controls import ActButton
from app.ui.sheets.import_sheet import ImportSheet
from app.ui.sheets.problem_sheet import ProblemSheet
from tests.support.listings import SAMPLE
from tests.support.stage import Key, WindowStage, play
from tests.support.waiting import until

pytestmark = pytest.mark.ui


@pytest.fixture
def folder(tmp_path: Path, qtbot: QtBot) -> Path:
    made = tmp_path / "library"
    made.mkdir(mode=0o700)
    return made


async def stocked(stage: WindowStage) -> None:
    await stage.take(SAMPLE)
    line, model = stage.parts.status_line, stage.parts.model
    await until(lambda: line.message().startswith("Added"))
    await until(lambda: model.n_rows == 12 and model.is_settled)


def test_papers_here_already_say_where_they_are(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        first, second, third, *_ = (paper.id for paper in stage.state()[0])
        await stage.do("paper.trash", ids=(first,))
        await stage.do("paper.done", ids=(second,))
        await stage.do("topic.file", ids=(third,), topic="Agents")

        sheet = await stage.ask("import.sources", paths=(str(SAMPLE),))
        assert isinstance(sheet, ImportSheet)

        await until(lambda: "(In the trash)" in sheet.spoken()[0])
        assert "(In Done)" in sheet.spoken()[1]
        assert "(In Inbox · Agents)" in sheet.spoken()[2]
        stage.press(Key.Key_Escape)

    assert play(story, folder) == 0


def test_import_while_reading_leaves_the_list_as_it_was(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stocked(stage)
        papers, window = stage.parts.papers, stage.parts.window
        await stage.do("list.last-row")
        here, query = papers.current(), stage.parts.navigator.query
        window.show_reader()

        await stage.do("import.sources", text="https://arxiv.org/abs/2404.99999")

        assert window.is_reading
        assert (papers.current(), stage.parts.navigator.query) == (here, query)
        line = stage.parts.status_line
        assert line.message().startswith("Added “")
        [show] = [b for b in line.findChildren(ActButton) if b.text() == "Show"]
        show.click()

        assert not window.is_reading
        await until(lambda: papers.current() not in (None, here))
        assert "2404.99999" in str(stage.parts.detail.paper)

    assert play(story, folder) == 0


def test_one_bug_is_shown_at_a_time(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        host = stage.parts.sheet_host
        bug = Message(tone=Tone.BUG, text="Something went wrong.", details="x")
        for _ in range(3):
            stage.parts.sheets.show_problem(bug)
        first = host.current
        assert isinstance(first, ProblemSheet)

        first.dismiss()

        assert host.current is None
        stage.parts.sheets.show_problem(bug)
        assert host.current is not None
        host.current.dismiss()

    assert play(story, folder) == 0


def test_links_typed_and_left_stand_there_again(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stage.ask("import.type")
        stage.write("2404.99999")
        stage.press(Key.Key_Escape)
        await until(lambda: stage.sheet is None)

        again = await stage.ask("import.type")

        assert isinstance(again, AddSheet)
        assert again.left() == {"given": "2404.99999"}
        again.dismiss()

    assert play(story, folder) == 0
    reader = Reader.open(folder)
    assert not list(reader.keys(Query()))
    reader.close()


def test_files_dialog_shows_bibliographies_and_a_folder_may_be_opened(
    folder: Path,
) -> None:
    async def story(stage: WindowStage) -> None:
        window = stage.parts.window
        await stage.do("import.choose-files")
        (files,) = window.findChildren(QtWidgets.QFileDialog)
        first = files.nameFilters()[0]
        files.reject()
        assert all(f"*.{end}" in first for end in ("pdf", "bib", "ris", "html", "zip"))
        await until(lambda: not window.findChildren(QtWidgets.QFileDialog))

        await stage.do("import.choose-folder")
        (chooser,) = window.findChildren(QtWidgets.QFileDialog)
        assert chooser.fileMode() == QtWidgets.QFileDialog.FileMode.Directory
        chooser.filesSelected.emit([str(SAMPLE.parent)])
        chooser.reject()
        await until(lambda: isinstance(stage.sheet, ImportSheet))

    assert play(story, folder) == 0
