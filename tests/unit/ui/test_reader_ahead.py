"""The next paper of the list: opened ahead while one reads, and handed over."""

from pathlib import Path

import pytest
from PySide6 import QtWidgets

from app.domain.edit import AddPapers
from app.domain.query import Query
from app.library import Library
from tests.support.paper_pdf import paper_pdf
from tests.support.stage import WindowStage, play
from tests.support.stored_pdf import stored_pdf
from tests.support.waiting import until

pytestmark = pytest.mark.ui
TITLES = ("One", "Two", "Three")


@pytest.fixture
def folder(tmp_path: Path, qapp: QtWidgets.QApplication) -> Path:
    """A library of papers with PDFs, and between them one whose PDF is damaged."""
    library = Library.open(tmp_path / "library")
    drafts = [
        stored_pdf(library, title, paper_pdf(title, n_pages=3), n_pages=3)
        for title in TITLES
    ]
    drafts.append(stored_pdf(library, "Damaged", b"no PDF at all", n_pages=1))
    library.apply(AddPapers(drafts=tuple(drafts), label="Added"))
    library.close()
    return library.folder


async def read_first(stage: WindowStage, row: int = 0) -> None:
    parts = stage.parts
    parts.navigator.show(Query())
    await until(lambda: parts.model.n_rows == 4 and parts.model.is_settled)
    parts.papers.table.go(row)
    await until(lambda: parts.papers.current_paper() is not None)
    await stage.do("paper.open")
    await until(lambda: parts.reader.document is not None)


def has_picture(stage: WindowStage) -> bool:
    """Say whether the first page is there, as large as it shows."""
    view = stage.parts.reader.view
    picture = view.loader.picture(0)
    ratio = view.devicePixelRatioF()
    return picture is not None and (
        abs(picture.image.width() - view.boxes[0].width * ratio) <= 1
    )


def test_next_paper_when_opened_ahead_then_its_page_is_there_at_once(
    folder: Path,
) -> None:
    stores = {path.stem: path for path in folder.rglob("*.pdf")}

    async def walk(stage: WindowStage) -> None:
        await read_first(stage)
        reader = stage.parts.reader
        await until(lambda: reader.ahead.is_ready)
        two = stage.parts.model.paper_at(1)
        file = two.files[0]
        stored = stores[file.sha256]

        stage.parts.desk.show_paper(two, stored)  # what the command ends in

        assert reader.document is not None
        assert has_picture(stage)
        await until(lambda: reader.view.is_settled)

    assert play(walk, folder) == 0


def test_next_paper_when_one_goes_back_then_the_one_before_is_opened_ahead(
    folder: Path,
) -> None:
    async def walk(stage: WindowStage) -> None:
        await read_first(stage, row=2)
        reader = stage.parts.reader
        await stage.do("paper.previous")
        await until(lambda: reader.document is not None and reader.view.is_settled)
        first = stage.parts.model.paper_at(0)
        await until(lambda: reader.ahead.is_ready)
        assert reader.ahead.take(first.files[0].sha256) is not None

    assert play(walk, folder) == 0


def test_next_paper_when_damaged_then_it_is_told_only_when_it_is_opened(
    folder: Path,
) -> None:
    async def walk(stage: WindowStage) -> None:
        await read_first(stage, row=2)
        reader = stage.parts.reader
        await until(lambda: reader.ahead.is_tried)
        assert not reader.face.message.isVisible()
        await stage.do("paper.next")
        await until(reader.face.message.isVisible)

    assert play(walk, folder) == 0


def test_next_paper_when_the_reader_is_left_then_is_closed(folder: Path) -> None:
    async def walk(stage: WindowStage) -> None:
        await read_first(stage)
        reader = stage.parts.reader
        await until(lambda: reader.ahead.is_ready)
        await stage.do("pane.close")
        assert not reader.ahead.is_ready

    assert play(walk, folder) == 0
