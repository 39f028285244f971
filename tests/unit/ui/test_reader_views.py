"""The reader lays pages out: in pairs, one by one, turned, by column, very large."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pymupdf
import pytest
import pytest_asyncio
from PySide6 import QtCore, QtGui

from app.pdf.client import PdfClient
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from tests.support.pdf_workers import CHECKOUT, WORKER
from tests.support.reader_stage import ReaderStage
from tests.support.waiting import until

pytestmark = pytest.mark.ui
WIDE, HIGH = 400.0, 600.0


@pytest_asyncio.fixture
async def pdf() -> AsyncIterator[PdfClient]:
    """A client of the real worker."""
    made = PdfClient(WORKER, folder=CHECKOUT)
    yield made
    await made.close()


@pytest_asyncio.fixture
async def make_stage(
    look: Look,
    library: LibraryClient,
    jobs: TaskSupervisor,
    settings: SettingsStore,
    pdf: PdfClient,
) -> AsyncIterator[Callable[[], ReaderStage]]:
    """Give a maker of shown readers."""
    made: list[ReaderStage] = []

    def make() -> ReaderStage:
        made.append(ReaderStage(look, library, jobs, settings, pdf))
        return made[-1]

    yield make
    for stage in made:
        stage.panel.leave()
        stage.panel.deleteLater()


def write_pdf(file: Path, *, n_pages: int = 5) -> Path:
    """Write pages with a red square at the upper left and a line of text below."""
    document = pymupdf.open()
    for number in range(n_pages):
        page = document.new_page(width=WIDE, height=HIGH)
        page.draw_rect((40, 40, 100, 100), fill=(1, 0, 0), color=None)
        page.insert_text((50, 300), f"Page {number + 1} of all pages here", fontsize=12)
    document.save(file)
    document.close()
    return file


def write_columns(file: Path) -> Path:
    """Write a page of two columns of text, 40 to 190 and 210 to 360 points across."""
    document = pymupdf.open()
    page = document.new_page(width=WIDE, height=HIGH)
    words = "many words stand in a column of text and are read one by one " * 12
    for left in (40, 210):
        page.insert_textbox((left, 60, left + 150, 560), words, fontsize=10)
    document.save(file)
    document.close()
    return file


def colour_at(stage: ReaderStage, page_index: int, x: float, y: float) -> str:
    """Return the colour that shows where a point of the page, in points, lies."""
    view = stage.view
    box = view.boxes[page_index]
    across, down = box.turned(x * box.scale, y * box.scale)
    at = QtCore.QPoint(
        round(across - view.horizontalScrollBar().value()),
        round(down - view.verticalScrollBar().value()),
    )
    assert view.viewport().rect().contains(at)
    return view.viewport().grab().toImage().pixelColor(at).name()


@pytest.mark.asyncio
async def test_turn_when_turned_then_picture_text_and_clicks_turn_too(
    make_stage: Callable[[], ReaderStage], tmp_path: Path
) -> None:
    stage = make_stage()
    await stage.open(write_pdf(tmp_path / "a.pdf"))
    stage.do("reader.fit-page")

    for turn in (1, 2, 3):
        stage.do("reader.turn-right")
        await stage.settle()
        box = stage.view.boxes[0]
        assert (box.width > box.height) is (turn != 2)
        assert colour_at(stage, 0, 70, 70) == "#ff0000"
        assert colour_at(stage, 0, WIDE - 70, 70) == "#ffffff"
        corner = box.turned(0.0, 0.0)
        assert box.to_page(*corner) == pytest.approx((0.0, 0.0), abs=1e-6)
        text = stage.panel.marks.text_of(0)
        assert text is not None
        line = text.lines[0]
        middle = ((line.left + line.right) / 2, (line.top + line.bottom) / 2)
        across, down = box.turned(*(side * box.scale for side in middle))
        found = stage.view.desk.to_page(0, across, down)
        assert found == pytest.approx(middle, abs=0.01)
    stage.do("reader.turn-left")
    stage.do("reader.turn-left")
    stage.do("reader.turn-left")
    assert stage.view.spread.turn == 0


@pytest.mark.asyncio
async def test_two_pages_when_shown_then_lie_beside_each_other_and_are_stepped_in_pairs(
    make_stage: Callable[[], ReaderStage], tmp_path: Path
) -> None:
    stage = make_stage()
    await stage.open(write_pdf(tmp_path / "a.pdf"))

    stage.do("reader.two-pages")
    stage.do("reader.fit-page")
    boxes = stage.view.boxes
    assert boxes[0].top == boxes[1].top
    assert boxes[0].left + boxes[0].width < boxes[1].left
    stage.do("reader.next-page")
    assert stage.view.page_index == 2
    stage.do("reader.cover")
    assert stage.view.boxes[1].top == stage.view.boxes[2].top
    assert stage.view.boxes[0].left == stage.view.boxes[2].left
    stage.do("reader.start")
    stage.do("reader.next-page")
    assert stage.view.page_index == 1
    await stage.settle()
    assert colour_at(stage, 2, 70, 70) == "#ff0000"


@pytest.mark.asyncio
async def test_page_by_page_when_on_then_never_shows_parts_of_two_pages(
    make_stage: Callable[[], ReaderStage], tmp_path: Path
) -> None:
    stage = make_stage()
    await stage.open(write_pdf(tmp_path / "a.pdf"))
    view = stage.view

    stage.do("reader.fit-page")
    stage.do("reader.page-by-page")
    seen = []
    for _ in range(6):
        top = view.verticalScrollBar().value()
        shown = view.desk.visible(top, top + view.viewport().height())
        assert len(shown) == 1
        seen.append(shown.start)
        stage.do("reader.scroll-down")
    assert seen == [0, 1, 2, 3, 4, 4]
    stage.do("reader.fit-width")
    stage.do("reader.start")
    pages: list[int] = []
    while view.page_index < 2 and len(pages) < 99:
        stage.do("reader.scroll-down")
        pages.append(view.page_index)
        top = view.verticalScrollBar().value()
        assert len(view.desk.visible(top, top + view.viewport().height())) == 1
    assert pages == sorted(pages)
    assert pages.count(0) > 2


@pytest.mark.asyncio
async def test_layout_when_opened_again_then_is_as_it_was_left(
    make_stage: Callable[[], ReaderStage], tmp_path: Path
) -> None:
    file = write_pdf(tmp_path / "a.pdf")
    stage = make_stage()
    paper = await stage.open(file)
    for command_id in ("cover", "page-by-page", "turn-left", "fit-page", "next-page"):
        stage.do(f"reader.{command_id}")
    left = stage.view.spread
    await stage.panel.finish()

    again = make_stage()
    again.panel.show_paper(await again.stored(paper.id), file, paper.files[0].sha256)
    await until(lambda: again.view.n_pages > 0)

    assert (again.view.spread, again.view.zoom) == (left, "page")
    assert again.view.page_index == stage.view.page_index == 1
    await again.settle()


@pytest.mark.asyncio
async def test_fit_column_when_asked_then_column_fills_the_window(
    make_stage: Callable[[], ReaderStage], tmp_path: Path
) -> None:
    stage = make_stage()
    await stage.open(write_columns(tmp_path / "a.pdf"))
    view = stage.view
    await until(lambda: stage.panel.marks.text_of(0) is not None)

    stage.do("reader.fit-column")

    assert view.zoom == "column"
    across = view.horizontalScrollBar()
    room = view.viewport().width()
    box = view.boxes[0]
    text = stage.panel.marks.text_of(0)
    assert text is not None
    lines = [line for line in text.lines if line.right < 200]
    left = box.left + lines[0].left * box.scale - across.value()
    width = max(line.right for line in lines) - lines[0].left
    assert 0 <= left < 40
    assert room * 0.9 < width * box.scale <= room
    stage.do("reader.fit-width")
    assert view.spread.column is None


@pytest.mark.asyncio
async def test_zoom_when_huge_then_what_shows_is_sharp_and_memory_is_bounded(
    make_stage: Callable[[], ReaderStage], tmp_path: Path
) -> None:
    stage = make_stage()
    await stage.open(write_pdf(tmp_path / "a.pdf"))
    view = stage.view

    at = stage.at(100, 100)
    view.set_zoom("64", at)
    await until(lambda: bool(view.loader.squares(0)) and view.is_settled)

    assert view.zoom_factor == pytest.approx(64, rel=1e-3)
    image = view.viewport().grab().toImage()
    edge = [image.pixelColor(x, round(at.y()) - 9) for x in range(image.width())]
    colours = {colour.name() for colour in edge}
    assert {"#ff0000", "#ffffff"} <= colours
    assert len(colours) <= 4  # a stretched picture is a blur of many
    assert view.loader.held_bytes < 200 * 1024 * 1024
    assert image.pixelColor(round(at.x()) - 20, round(at.y()) - 20) == QtGui.QColor(
        255, 0, 0
    )
