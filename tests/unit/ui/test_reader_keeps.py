"""What the reader keeps while the window changes: column, line, one voice, its bar."""

import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from PySide6 import QtWidgets

from app.domain.edit import AddPapers
from app.library import Library
from app.pdf.client import PdfClient
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.panels.reader.mark_bar import MarkBar
from app.ui.panels.reader.spread import Spread
from tests.support.column_paper import write_column_paper
from tests.support.fake_voice import FakeVoice
from tests.support.pdf_workers import CHECKOUT, WORKER
from tests.support.reader_stage import ReaderStage
from tests.support.stage import WindowStage, play
from tests.support.stored_pdf import stored_pdf
from tests.support.waiting import until

pytestmark = pytest.mark.ui


@pytest_asyncio.fixture
async def stage(
    look: Look, library: LibraryClient, jobs: TaskSupervisor, settings: SettingsStore
) -> AsyncIterator[ReaderStage]:
    """A shown reader."""
    pdf = PdfClient(WORKER, folder=CHECKOUT)
    made = ReaderStage(look, library, jobs, settings, pdf)
    yield made
    await made.settle()
    made.panel.leave()
    made.panel.deleteLater()
    await pdf.close()


def test_column_when_the_page_is_turned_round_then_is_shown_again() -> None:
    upright = Spread(column=(0.1, 0.45))

    assert upright.turned(1).column_shown is None
    assert upright.turned(2).column_shown == pytest.approx((0.55, 0.9))
    assert upright.turned(1).turned(-1) == upright


@pytest.mark.asyncio
async def test_fitted_column_when_the_page_is_turned_and_back_then_is_still_fitted(
    stage: ReaderStage, tmp_path: Path
) -> None:
    await stage.open(write_column_paper(tmp_path / "a.pdf"))
    stage.do("reader.fit-column")
    zoom, scale = stage.view.zoom, stage.view.boxes[0].scale
    assert zoom == "column"

    stage.do("reader.turn-right")
    assert stage.view.boxes[0].scale != scale
    stage.do("reader.turn-left")

    assert stage.view.zoom == "column"
    assert stage.view.boxes[0].scale == scale


@pytest.mark.asyncio
async def test_place_when_the_window_changes_its_size_and_back_then_is_the_same_line(
    stage: ReaderStage, tmp_path: Path
) -> None:
    await stage.open(write_column_paper(tmp_path / "a.pdf"))
    bar = stage.view.verticalScrollBar()
    bar.setValue(bar.maximum() - 3)  # wider pages end earlier: it cannot stay there
    before = bar.value()

    for width in (700, 520, 1900, 431, 1200):
        stage.panel.resize(width, 800)

    assert bar.value() == before


@pytest.mark.parametrize("room_px", [2_000, 300, 140, 40])
def test_mark_bar_when_its_room_is_narrow_then_lies_in_more_rows(
    look: Look, qtbot: object, room_px: int
) -> None:
    owner = QtWidgets.QWidget()
    bar = MarkBar(look, owner)
    widest = bar.width()

    bar.fit(room_px)

    button = look.theme.px(26)
    assert bar.width() <= max(room_px, 2 * button)
    assert (bar.width() == widest) == (room_px >= widest)
    owner.deleteLater()


@pytest.mark.skipif(sys.platform == "win32", reason="the voice is a script here")
def test_voice_when_the_other_half_reads_too_then_one_is_heard(
    tmp_path: Path, qapp: QtWidgets.QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    FakeVoice(programs).hold()
    content = write_column_paper(tmp_path / "a.pdf").read_bytes()
    library = Library.open(tmp_path / "library")
    draft = stored_pdf(library, "Read", content, n_pages=2)
    library.apply(AddPapers(drafts=(draft,), label="Added"))
    library.close()

    async def listen(stage: WindowStage) -> None:
        readers = stage.parts.readers
        await until(lambda: stage.parts.papers.current_paper() is not None)
        await stage.do("paper.open")
        first = readers.active
        await until(lambda: first.document is not None and first.view.is_settled)
        await stage.do("reader.split")
        second = readers.active
        await until(lambda: second.document is not None and second.view.is_settled)
        await stage.do("reader.read-aloud")
        assert second.tools.aloud.is_on
        await stage.do("pane.next")
        await stage.do("reader.read-aloud")
        assert first.tools.aloud.is_on
        assert not second.tools.aloud.is_on
        await stage.do("reader.read-aloud")

    assert play(listen, library.folder) == 0
