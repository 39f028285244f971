"""The colours of pages, as they are painted: white, night, sepia, grey, one's own."""

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
PAPER, INK, RED, FIGURE_PAPER = (20, 20), (70, 70), (150, 70), (182, 330)


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


def write_pdf(path: Path, **how: object) -> Path:
    """Write a page with black, with red, and with drawn bars over a caption."""
    document = pymupdf.open()
    page = document.new_page(width=400, height=600)
    page.draw_rect(pymupdf.Rect(50, 50, 90, 90), fill=(0, 0, 0))
    page.draw_rect(pymupdf.Rect(130, 50, 170, 90), fill=(1, 0, 0))
    for number in range(6):
        left, top = 100 + 30 * number, 320 - 15 * number
        page.draw_rect(pymupdf.Rect(left, top, left + 14, 380), fill=(0.2, 0.4, 0.8))
    page.insert_text((100, 405), "Figure 1: Bars that grow.")
    document.save(path, **how)
    document.close()
    return path


async def shown(stage: ReaderStage, at: tuple[float, float]) -> QtGui.QColor:
    """Return the colour at a point of the page once it is drawn."""
    await until(lambda: stage.has_picture(0))
    return stage.pixel(*at)


def is_like(found: QtGui.QColor, wanted: QtGui.QColor) -> bool:
    """Say whether two colours are the same but for rounding."""
    pairs = zip(found.getRgb(), wanted.getRgb(), strict=True)  # type: ignore[arg-type]
    return all(abs(one - other) <= 4 for one, other in pairs)


@pytest.mark.parametrize("name", ["light", "dark", "sepia", "grey", "custom"])
async def test_page_when_shown_in_a_look_then_paper_and_ink_have_its_colours(
    stage: ReaderStage,
    tmp_path: Path,
    look: Look,
    settings: SettingsStore,
    name: str,
) -> None:
    settings.change("reading.own_page", "#103050")
    settings.change("reading.own_ink", "#f0e0a0")
    await stage.open(write_pdf(tmp_path / "a.pdf"))
    theme = look.theme
    page, ink = {
        "light": (QtGui.QColor("white"), QtGui.QColor("black")),
        "dark": (theme.night_page, theme.night_ink),
        "sepia": (theme.sepia_page, theme.sepia_ink),
        "grey": (theme.grey_page, theme.grey_ink),
        "custom": (QtGui.QColor("#103050"), QtGui.QColor("#f0e0a0")),
    }[name]

    assert stage.do(f"reader.page-{name}")

    assert is_like(await shown(stage, PAPER), page)
    assert is_like(await shown(stage, INK), ink)
    red = await shown(stage, RED)
    assert red.red() > red.blue() + 40


async def test_look_of_one_paper_when_chosen_then_is_kept_for_it_alone(
    stage: ReaderStage, tmp_path: Path, look: Look, settings: SettingsStore
) -> None:
    first = await stage.open(write_pdf(tmp_path / "a.pdf"))
    stage.do("reader.page-sepia")
    kept = stage.panel.theme.values()

    await stage.open(write_pdf(tmp_path / "b.pdf", garbage=1))

    assert is_like(await shown(stage, PAPER), QtGui.QColor("white"))
    assert settings.text("reading.page_theme") == "follow"
    await stage.settle()
    await stage.show(await stage.stored(first.id), tmp_path / "a.pdf")
    assert is_like(await shown(stage, PAPER), look.theme.sepia_page)
    stage.do("reader.page-usual")
    assert is_like(await shown(stage, PAPER), QtGui.QColor("white"))
    stage.panel.theme.restore({**kept, "other": "pink"})
    assert is_like(await shown(stage, PAPER), look.theme.sepia_page)
    assert stage.panel.theme.values() == kept == {first.id: "sepia"}
    stage.do("reader.page-theme")
    assert is_like(await shown(stage, PAPER), look.theme.grey_page)
    assert settings.text("reading.page_theme") == "follow"


async def test_own_colours_when_they_are_none_then_pages_are_white(
    stage: ReaderStage, tmp_path: Path, settings: SettingsStore
) -> None:
    settings.change("reading.own_page", "no colour")
    await stage.open(write_pdf(tmp_path / "a.pdf"))

    stage.do("reader.page-custom")

    assert is_like(await shown(stage, PAPER), QtGui.QColor("white"))


@pytest.mark.parametrize("kept", ["photos", "all"])
async def test_drawn_figure_when_the_page_is_dark_then_is_light_where_asked_for(
    stage: ReaderStage,
    tmp_path: Path,
    look: Look,
    settings: SettingsStore,
    kept: str,
) -> None:
    settings.change("reading.night_figures", kept)
    await stage.open(write_pdf(tmp_path / "a.pdf"))

    stage.do("reader.page-dark")

    is_all = kept == "all"
    wanted = look.theme.night_ink if is_all else look.theme.night_page
    assert is_like(await shown(stage, FIGURE_PAPER), wanted)
    assert is_like(await shown(stage, PAPER), look.theme.night_page)
