"""The text alone: one column in step with the pages, read as it comes near."""

from collections.abc import AsyncIterator
from pathlib import Path

import pymupdf
import pytest
import pytest_asyncio
from PySide6 import QtCore

from app.formats.pages.flow import Kind
from app.pdf.client import PdfClient
from app.pdf.finding import Manner
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.panels.reader.layout import Place
from app.ui.panels.reader.reflow_view import ReflowView
from tests.support.pdf_workers import CHECKOUT, WORKER
from tests.support.reader_stage import ReaderStage
from tests.support.waiting import until

pytestmark = [pytest.mark.ui, pytest.mark.asyncio]


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
    """Write pages of two columns; a sentence goes on from each page to the next."""
    document = pymupdf.open()
    for number in range(n_pages):
        page = document.new_page(width=400, height=600)
        left = ["goes on here."] if number else ["It all begins."]
        left += [f"Row {row} of page {number} is of the repre-" for row in range(9)]
        page.insert_text((30, 100), left, fontsize=8)
        right = ["sentation that one reads."] + ["Right column of text."] * 8
        right += [f"The last sentence of page {number}"]
        page.insert_text((220, 100), right, fontsize=8)
        if number == 1:
            for bar in range(6):
                x, top = 100 + 30 * bar, 420 - 15 * bar
                page.draw_rect(pymupdf.Rect(x, top, x + 14, 480), fill=(0, 0, 1))
            page.insert_text((100, 500), "Figure 1: Bars that grow.", fontsize=8)
    document.save(path)
    document.close()
    return path


async def opened(stage: ReaderStage, path: Path, n_pages: int) -> ReflowView:
    """Open a paper and show its text alone."""
    await stage.open(write_pdf(path, n_pages))
    stage.do("reader.reflow")
    text = stage.panel.face.reflow
    await until(lambda: text.is_settled)
    return text


async def test_text_is_one_column_joined_over_columns_and_pages(
    stage: ReaderStage, tmp_path: Path
) -> None:
    text = await opened(stage, tmp_path / "a.pdf", 3)

    shown = text.toPlainText()
    assert stage.panel.face.is_text_shown
    assert text.hasFocus()
    assert "of the representation that one reads." in shown
    assert "The last sentence of page 0 goes on here." in shown
    kinds = [piece.kind for piece in text.pieces]
    at = kinds.index(Kind.FIGURE)
    assert text.pieces[at + 1].text == "Figure 1: Bars that grow."
    assert text.document().blockCount() == len(text.pieces)
    await until(lambda: stage.panel.eyes.is_idle)


async def test_place_when_changing_there_and_back_then_is_kept(
    stage: ReaderStage, tmp_path: Path
) -> None:
    await stage.open(write_pdf(tmp_path / "a.pdf", 30))
    stage.view.go_to(Place(17, 0.22))
    stage.do("reader.reflow")
    text = stage.panel.face.reflow
    await until(lambda: text.is_settled)

    assert text.shown_place().page_index == 17
    assert text.shown_place().top == pytest.approx(0.22, abs=0.04)
    for _ in range(4):
        stage.do("reader.next-page")
        await until(lambda: text.is_settled)
    assert text.shown_place().page_index in (20, 21)
    stage.do("reader.reflow")
    assert not stage.panel.face.is_text_shown
    assert stage.view.hasFocus()
    assert stage.view.place().page_index in (20, 21)


async def test_text_of_many_pages_when_scrolled_through_then_only_some_are_held(
    stage: ReaderStage, tmp_path: Path
) -> None:
    text = await opened(stage, tmp_path / "a.pdf", 120)
    assert len(text.pieces) < 40

    stage.do("reader.end")
    await until(lambda: text.is_settled)
    assert text.shown_place().page_index >= 110
    stage.do("reader.start")
    await until(lambda: text.is_settled and text.shown_place().page_index == 0)
    for number in range(1, 60):
        text.go_to(Place(number, 0.2))
        await until(lambda: text.is_settled)

    assert text.shown_place().page_index >= 57
    held = {spot.page_index for piece in text.pieces for spot in piece.spots}
    assert len(held) <= 42


async def test_search_and_marks_are_lit_in_the_text(
    stage: ReaderStage, tmp_path: Path
) -> None:
    paper = await stage.open(write_pdf(tmp_path / "a.pdf", 2))
    stage.drag((31, 108), (150, 111))
    stage.do("mark.highlight")
    await until(lambda: bool(stage.panel.marks.marks))
    stage.do("reader.reflow")
    text = stage.panel.face.reflow
    await until(lambda: text.is_settled)
    n_marks = len(text.extraSelections())
    assert n_marks >= 1
    assert paper.id

    stage.do("reader.find")
    bar = stage.panel.face.find_bar
    assert bar.isVisible()
    bar.field.setText("representation")
    bar.enter()
    await until(lambda: not stage.panel.finder.is_searching and text.is_settled)

    lit = [light.cursor.selectedText() for light in text.extraSelections()]
    assert lit.count("representation") == 2
    assert stage.do("view.escape")
    assert bar.isHidden()
    assert stage.do("view.escape")
    assert not stage.panel.face.is_text_shown


async def test_size_when_made_larger_then_is_kept_and_the_place_stays(
    stage: ReaderStage, tmp_path: Path, settings: SettingsStore
) -> None:
    text = await opened(stage, tmp_path / "a.pdf", 12)
    text.go_to(Place(2, 0.2))
    await until(lambda: text.is_settled)

    stage.do("reader.zoom-in")
    await until(lambda: text.is_settled and text.shown_place().page_index == 2)

    assert settings.number("reading.text_size") == pytest.approx(1.32)


async def test_resource_of_any_address_is_never_fetched(
    stage: ReaderStage, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"\x89PNG\r\n\x1a\n")
    text = await opened(stage, tmp_path / "a.pdf", 1)

    image = text.loadResource(2, QtCore.QUrl.fromLocalFile(str(secret)))

    assert (image.width(), image.height()) == (4, 4)


async def test_caret_when_asked_for_in_the_text_then_stands_on_the_pages(
    stage: ReaderStage, tmp_path: Path
) -> None:
    text = await opened(stage, tmp_path / "a.pdf", 9)
    stage.do("reader.next-page")
    await until(lambda: text.is_settled)

    stage.do("reader.caret")

    assert not stage.panel.face.is_text_shown
    await until(lambda: stage.panel.tools.caret.is_on)
    caret = stage.panel.tools.caret.caret
    assert caret is not None
    assert caret.page_index == stage.view.place().page_index


async def test_keys_when_the_ruler_is_on_then_scroll_the_text_that_shows(
    stage: ReaderStage, tmp_path: Path
) -> None:
    await stage.open(write_pdf(tmp_path / "a.pdf", 9))
    stage.do("reader.ruler")
    await until(lambda: stage.panel.tools.ruler.row is not None)
    row = stage.panel.tools.ruler.row
    stage.do("reader.reflow")
    text = stage.panel.face.reflow
    await until(lambda: text.is_settled)

    before = text.verticalScrollBar().value()
    stage.do("reader.scroll-down")

    assert text.verticalScrollBar().value() > before
    assert stage.panel.tools.ruler.row == row
    stage.do("reader.ruler")


async def test_formula_is_a_picture_whose_words_are_found_and_copied(
    stage: ReaderStage, tmp_path: Path
) -> None:
    document = pymupdf.open()
    page = document.new_page(width=400, height=600)
    wide = ["A row of running text that is as wide as its column."] * 6
    page.insert_text((30, 100), wide, fontsize=10)
    page.insert_text((120, 185), "a+b=g", fontsize=10, fontname="symb")
    page.insert_text((30, 210), wide, fontsize=10)
    document.save(tmp_path / "a.pdf")
    await stage.open(tmp_path / "a.pdf")
    stage.do("reader.reflow")
    text = stage.panel.face.reflow
    await until(lambda: text.is_settled)

    at = [piece.kind for piece in text.pieces].index(Kind.DISPLAY)
    words = text.pieces[at].text
    text.show_hits(words, Manner())
    await until(lambda: text.is_settled)
    text.selectAll()

    assert "=" in words
    assert [light.cursor.blockNumber() for light in text.extraSelections()] == [at]
    copied = text.createMimeDataFromSelection()
    assert copied.text().split("\n")[at] == words
    assert not copied.hasHtml()
