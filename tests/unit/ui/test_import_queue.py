"""Imports in the window: lines corrected in the preview, jobs kept, folders watched."""

import json
from pathlib import Path

import pytest
from PySide6 import QtWidgets
from pytestqt.qtbot import QtBot

from app.domain.edit import AddTopic
from app.domain.importing import Verdict
from app.domain.query import Place
from app.library import Library
from app.runtime.supervisor import JobState
from app.ui.sheets.import_sheet import ImportSheet
from tests.support.listings import SAMPLE
from tests.support.paper_pdf import paper_pdf
from tests.support.stage import Key, WindowStage, play
from tests.support.waiting import until

pytestmark = pytest.mark.ui
MIXED = "arXiv:2403.01234\nLanterns for a long night\narXiv:2403.01235\n"
TITLE = "Harbours of the Quiet North: A Survey"


@pytest.fixture
def folder(tmp_path: Path, qtbot: QtBot) -> Path:
    return tmp_path / "library"


def sheet_of(stage: WindowStage) -> ImportSheet:
    sheet = stage.sheet
    assert isinstance(sheet, ImportSheet)
    return sheet


async def at_skipped(stage: WindowStage) -> ImportSheet:
    """Open a preview with an unknown line, and put the keys on it."""
    await stage.ask("import.sources", text=MIXED)
    sheet = sheet_of(stage)
    stage.press(Key.Key_7)
    assert len(sheet.rows()) == 1
    return sheet


def test_unknown_line_is_corrected_and_read_again(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        sheet = await at_skipped(stage)
        stage.press(Key.Key_Return)
        stage.write("arXiv:2403.09999")
        stage.press(Key.Key_Return)
        await until(lambda: len(sheet.rows()) == 3)
        stage.press(Key.Key_Return)
        await until(lambda: len(stage.state()[0]) == 3)

        ids = {paper.identifier("arxiv") for paper in stage.state()[0]}
        assert ids == {"2403.01234", "2403.01235", "2403.09999"}

    play(story, folder)


def test_line_corrected_to_a_paper_of_the_list_is_repeated(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        sheet = await at_skipped(stage)
        stage.press(Key.Key_Return)
        stage.write("2403.01235")
        stage.press(Key.Key_Return)
        await until(lambda: sheet._choices.count(Verdict.REPEATED) == 1)

        assert sheet._choices.n_wanted == 2

    play(story, folder)


def test_lone_title_is_added_by_hand_with_one_key(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await at_skipped(stage)
        stage.press(Key.Key_Space)
        stage.press(Key.Key_Return)
        await until(lambda: len(stage.state()[0]) == 3)

        titles = {paper.title for paper in stage.state()[0]}
        assert "Lanterns for a long night" in titles

    play(story, folder)


def test_esc_in_the_line_keeps_the_sheet(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        sheet = await at_skipped(stage)
        stage.press(Key.Key_Return)
        stage.write("x")
        stage.press(Key.Key_Escape)

        assert stage.sheet is sheet
        assert len(sheet.rows()) == 1

    play(story, folder)


def test_import_open_when_the_window_closes_is_offered_again(folder: Path) -> None:
    async def closes(stage: WindowStage) -> None:
        await stage.ask("import.sources", paths=(str(SAMPLE),))

    async def resumes(stage: WindowStage) -> None:
        panel = stage.parts.jobs_panel
        await until(lambda: len(panel.rows()) == 1)
        assert panel.rows()[0].state is JobState.INTERRUPTED
        assert "1 job was broken off" in stage.parts.status_line.message()
        await stage.ask("jobs.resume")
        stage.press(Key.Key_Return)
        await until(lambda: len(stage.state()[0]) == 12)
        await until(lambda: not (folder / "unfinished.json").exists())

    play(closes, folder)
    play(resumes, folder)


def test_keys_that_show_what_was_broken_off_reach_resume(folder: Path) -> None:
    async def closes(stage: WindowStage) -> None:
        await stage.ask("import.sources", paths=(str(SAMPLE),))

    async def resumes(stage: WindowStage) -> None:
        panel = stage.parts.jobs_panel
        await until(lambda: len(panel.rows()) == 1)

        await stage.do("jobs.show")

        focus = QtWidgets.QApplication.focusWidget()
        assert focus is not None
        assert focus is panel.rows()[0].first_button()
        await stage.do("jobs.show")
        assert not panel.isVisible()
        assert stage.parts.papers.isAncestorOf(QtWidgets.QApplication.focusWidget())

    play(closes, folder)
    play(resumes, folder)


def test_stopped_import_takes_its_preview_away(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stage.ask("import.sources", paths=(str(SAMPLE),))
        [row] = stage.parts.jobs_panel.rows()
        row.cancel()
        await until(lambda: stage.sheet is None)
        await until(lambda: row.state is JobState.CANCELLED)

        assert stage.state()[0] == []
        await stage.do("jobs.clear")
        assert stage.parts.jobs_panel.rows() == ()

    play(story, folder)


def test_no_bar_runs_while_the_preview_waits(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stage.ask("import.sources", paths=(str(SAMPLE),))
        summary = stage.parts.status_line._summary
        [row] = stage.parts.jobs_panel.rows()

        assert row.words() == "Waiting for your answer"
        assert (summary.isHidden(), row._has_bar) == (True, False)
        stage.press(Key.Key_Return)
        await until(lambda: row.state is JobState.DONE)

    play(story, folder)


def test_second_import_waits_and_knows_the_first(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stage.ask("import.sources", paths=(str(SAMPLE),))
        run = stage.parts.jobs_panel._run
        run("import.sources", paths=(str(SAMPLE),))
        await until(lambda: len(stage.parts.jobs_panel.rows()) == 2)
        waiting = stage.parts.jobs_panel.rows()[1]
        await until(lambda: "Waiting for another" in waiting.words())
        first = stage.sheet
        stage.press(Key.Key_Return)
        await until(lambda: stage.sheet not in (None, first))

        assert sheet_of(stage)._choices.count(Verdict.HERE) == 12

    play(story, folder)


def test_found_pdf_is_looked_at_and_added(folder: Path, tmp_path: Path) -> None:
    downloads = tmp_path / "Downloads"
    downloads.mkdir()
    data = paper_pdf(TITLE, abstract="Harbours are told at length. " * 9)
    (downloads / "a.pdf").write_bytes(data)

    async def story(stage: WindowStage) -> None:
        strip = stage.parts.found.strip
        await until(lambda: strip.isVisible())
        assert strip.words() == "Found 1 new PDF in Downloads"
        await stage.ask("found.look")
        stage.press(Key.Key_Return)
        await until(lambda: len(stage.state()[0]) == 1)
        await until(lambda: not strip.isVisible())

    play(story, folder, {"import.watched": str(downloads)})


def test_refused_pdf_is_offered_no_more(folder: Path, tmp_path: Path) -> None:
    downloads = tmp_path / "Downloads"
    downloads.mkdir()
    (downloads / "a.pdf").write_bytes(paper_pdf(TITLE, abstract="Told. " * 40))

    async def refuses(stage: WindowStage) -> None:
        strip = stage.parts.found.strip
        await until(lambda: strip.isVisible())
        await stage.do("found.refuse")
        await until(lambda: not strip.isVisible())
        assert stage.state()[0] == []
        await until((folder / "watched.json").exists)

    play(refuses, folder, {"import.watched": str(downloads)})

    assert len(json.loads((folder / "watched.json").read_text())["refused"]) == 1


def test_paste_goes_into_the_topic_that_shows(folder: Path) -> None:
    library = Library.open(folder)
    library.apply(AddTopic("Sea/Tides"))
    library.close()

    async def story(stage: WindowStage) -> None:
        topic = next(t for t in stage.state()[1] if t.path == "Sea/Tides")
        await stage.do("view.show", place=Place.TOPIC, topic=topic.id)
        QtWidgets.QApplication.clipboard().setText("arXiv:2403.01234")
        await stage.do("import.paste")
        await until(lambda: len(stage.state()[0]) == 1)

        assert stage.state()[0][0].topics == (topic.id,)

    play(story, folder)
