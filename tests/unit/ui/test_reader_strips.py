"""The strips beside the pages: small pages and the figures of the paper."""

from collections.abc import AsyncIterator
from pathlib import Path

import pymupdf
import pytest
import pytest_asyncio
from PySide6 import QtGui

from app.pdf.client import PdfClient
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from tests.support.pdf_workers import CHECKOUT, WORKER
from tests.support.reader_stage import ReaderStage
from tests.support.waiting import until

pytestmark = [pytest.mark.ui, pytest.mark.asyncio]
_COLOURS = ((1, 0, 0), (0, 1, 0), (0, 0, 1))


@pytest_asyncio.fixture
async def stage(
    look: Look, library: LibraryClient, jobs: TaskSupervisor, settings: SettingsStore
) -> AsyncIterator[ReaderStage]:
    """A shown reader with a real PDF worker."""
    client = PdfClient(WORKER, folder=CHECKOUT)
    made = ReaderStage(look, library, jobs, settings, client)
    yield made
    made.panel.leave()
    made.panel.deleteLater()
    await client.close()


def write_pdf(path: Path, n_pages: int) -> Path:
    """Write pages in three colours by turns, each third with a figure."""
    document = pymupdf.open()
    for number in range(n_pages):
        page = document.new_page(width=400, height=600)
        colour = _COLOURS[number % 3]
        page.draw_rect(pymupdf.Rect(0, 0, 400, 60), color=colour, fill=colour)
        if number % 3 == 0:
            for bar in range(6):
                left, top = 100 + 30 * bar, 320 - 15 * bar
                page.draw_rect(pymupdf.Rect(left, top, left + 14, 380), fill=(0, 0, 1))
            page.insert_text((100, 405), f"Figure {number + 1}: Bars that grow.")
    document.save(path)
    document.close()
    return path


def picture(stage: ReaderStage) -> QtGui.QImage:
    """Return how the list of small pages is painted."""
    return stage.panel.face.thumbnails.list.viewport().grab().toImage()


def has_colour(image: QtGui.QImage, red: int, green: int, blue: int) -> bool:
    """Say whether any pixel of a picture is nearly of a colour."""
    wanted = (red, green, blue)
    pixels = (
        image.pixelColor(x, y).getRgb()[:3]  # type: ignore[index]
        for y in range(0, image.height(), 2)
        for x in range(0, image.width(), 6)
    )
    return any(
        all(abs(a - b) < 30 for a, b in zip(pixel, wanted, strict=True))
        for pixel in pixels
    )


async def test_small_pages_when_shown_then_only_those_that_show_are_drawn(
    stage: ReaderStage, tmp_path: Path
) -> None:
    await stage.open(write_pdf(tmp_path / "a.pdf", 90))
    face = stage.panel.face
    assert face.small_pictures.n_held == 0

    stage.do("reader.thumbnails")
    face.thumbnails.list.viewport().repaint()
    await until(lambda: face.small_pictures.n_held >= 3)
    await until(lambda: stage.panel.eyes.is_idle)

    assert face.thumbnails.list.hasFocus()
    assert face.small_pictures.n_held <= 8
    image = picture(stage)
    assert has_colour(image, 255, 0, 0)
    assert has_colour(image, 0, 255, 0)


async def test_small_page_when_entered_then_is_gone_to_and_marked(
    stage: ReaderStage, tmp_path: Path
) -> None:
    await stage.open(write_pdf(tmp_path / "a.pdf", 9))
    pane = stage.panel.face.thumbnails
    stage.do("reader.thumbnails")
    stage.do("reader.scroll-down")
    stage.do("reader.scroll-down")
    assert stage.view.page_index == 0

    pane.list.activated.emit(pane.list.currentIndex())

    assert (stage.view.page_index, pane.present) == (2, 2)
    assert stage.view.hasFocus()
    stage.do("reader.next-page")
    assert (pane.present, pane.list.currentIndex().row()) == (3, 3)
    stage.do("reader.back")
    assert stage.view.page_index == 0
    stage.do("reader.thumbnails")
    stage.do("reader.thumbnails")
    assert pane.isHidden()
    await until(lambda: stage.panel.eyes.is_idle)


async def test_figures_when_entered_then_the_page_is_gone_to(
    stage: ReaderStage, tmp_path: Path
) -> None:
    await stage.open(write_pdf(tmp_path / "a.pdf", 8))
    pane = stage.panel.face.figures

    stage.do("reader.figures")
    await until(lambda: not stage.panel.eyes.figures.is_looking)

    captions = [row.figure.caption for row in pane.model.rows]
    assert captions == [f"Figure {number}: Bars that grow." for number in (1, 4, 7)]
    assert pane.count_text == "3"
    pane.focus()
    stage.do("reader.end")
    pane.list.activated.emit(pane.list.currentIndex())
    assert stage.view.page_index == 6 or stage.view.place().page_index == 6
    await until(lambda: stage.panel.eyes.is_idle)


async def test_figures_when_the_paper_has_none_then_says_so(
    stage: ReaderStage, tmp_path: Path
) -> None:
    document = pymupdf.open()
    document.new_page(width=400, height=600).insert_text((50, 100), "No figure.")
    document.save(tmp_path / "a.pdf")
    await stage.open(tmp_path / "a.pdf")

    stage.do("reader.figures")
    await until(lambda: not stage.panel.eyes.figures.is_looking)

    assert stage.panel.face.figures.empty_text == "No figure was found in this paper."
