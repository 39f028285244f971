"""The strip of small pictures in the detail: made here, kept, and leading to pages."""

import hashlib
import shutil
from functools import partial
from pathlib import Path

import pytest
from PySide6 import QtWidgets

from app.domain.edit import AddPapers
from app.domain.paper import Draft, Provenance
from app.library import Library
from app.settings.places import picture_cache_folder
from tests.support.figure_pdf import RED, pdf_with_figure
from tests.support.paper_pdf import paper_pdf
from tests.support.stage import Key, WindowStage, play
from tests.support.stored_pdf import stored_pdf
from tests.support.waiting import until

pytestmark = pytest.mark.ui


@pytest.fixture
def folder(tmp_path: Path, qapp: QtWidgets.QApplication) -> Path:
    """Papers: with a figure on page 3, without figures, damaged, without a PDF."""
    shutil.rmtree(picture_cache_folder(), ignore_errors=True)
    library = Library.open(tmp_path / "library")
    drafts = (
        stored_pdf(library, "With a figure", pdf_with_figure(), n_pages=4),
        stored_pdf(library, "Words alone", paper_pdf("Words", n_pages=3), n_pages=3),
        stored_pdf(library, "Damaged", b"no PDF at all", n_pages=1),
        Draft(title="Bare", provenance=Provenance(source="test", kind="by hand")),
    )
    library.apply(AddPapers(drafts=drafts, label="Added"))
    library.close()
    return library.folder


async def at(stage: WindowStage, title: str) -> None:
    papers = stage.parts.papers
    await until(lambda: papers.current_paper() is not None)
    for row in range(stage.parts.model.n_rows):
        papers.table.go(row)
        paper = stage.parts.model.paper_at(row)
        if paper is not None and paper.title == title:
            return
    raise AssertionError(title)


def is_shown(stage: WindowStage, title: str) -> bool:
    paper = stage.parts.detail.paper
    return paper is not None and str(paper.title) == title


async def drawn(stage: WindowStage) -> None:
    await until(lambda: bool(stage.parts.detail.strip.buttons))


def test_pictures_when_a_pdf_comes_then_are_drawn_before_the_paper_is_looked_at(
    folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "new.pdf"
    file.write_bytes(paper_pdf("Lanterns for Every Harbour", n_pages=5))
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()

    async def look(stage: WindowStage) -> None:
        await at(stage, "Bare")
        bare = stage.parts.papers.current()
        await at(stage, "With a figure")
        await stage.do("paper.attach", ids=(bare,), paths=(str(file),))
        await until(partial(is_shown, stage, "With a figure"))
        await until(lambda: (picture_cache_folder() / sha256).is_dir())
        assert len(list((picture_cache_folder() / sha256).glob("*.png"))) == 4

    assert play(look, folder) == 0


def test_strip_when_a_paper_has_a_figure_then_its_picture_opens_that_page(
    folder: Path,
) -> None:
    async def look(stage: WindowStage) -> None:
        await at(stage, "With a figure")
        await drawn(stage)
        (button,) = stage.parts.detail.strip.buttons
        assert "A red field." in button.accessibleName()
        middle = button.picture.image.rect().center()
        assert button.picture.image.pixelColor(middle).getRgb()[:3] == RED
        button.setFocus()
        stage.press(Key.Key_Return)
        reader = stage.parts.reader
        await until(lambda: reader.document is not None)
        assert reader.view.page_index == 2

    assert play(look, folder) == 0


def test_strip_when_a_paper_has_no_figure_then_shows_its_pages(folder: Path) -> None:
    async def look(stage: WindowStage) -> None:
        await at(stage, "Words alone")
        await drawn(stage)
        pictures = [button.picture for button in stage.parts.detail.strip.buttons]
        assert [picture.page_index for picture in pictures] == [0, 1, 2]

    assert play(look, folder) == 0


def test_strip_when_looked_at_again_then_no_worker_is_asked(folder: Path) -> None:
    async def look(stage: WindowStage) -> None:
        await at(stage, "With a figure")
        await drawn(stage)

    async def look_again(stage: WindowStage) -> None:
        await at(stage, "With a figure")
        await drawn(stage)
        (button,) = stage.parts.detail.strip.buttons
        assert button.picture.page_index == 2

    assert play(look, folder) == 0
    for pdf in folder.rglob("*.pdf"):
        pdf.unlink()
    assert play(look_again, folder) == 0


def test_strip_when_there_is_nothing_to_draw_or_it_is_off_then_is_hidden(
    folder: Path,
) -> None:
    async def look(stage: WindowStage) -> None:
        strip = stage.parts.detail.strip
        await at(stage, "With a figure")
        await drawn(stage)
        for title in ("Bare", "Damaged"):
            await at(stage, title)
            await until(partial(is_shown, stage, title))
            assert strip.isHidden()

    async def look_off(stage: WindowStage) -> None:
        await at(stage, "With a figure")
        await stage.do("paper.open")
        await until(lambda: stage.parts.reader.document is not None)
        assert stage.parts.detail.strip.isHidden()

    assert play(look, folder) == 0
    assert play(look_off, folder, {"reading.figure_strip": "false"}) == 0
