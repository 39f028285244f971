"""Going on where one stopped: the strip above the list, and the window's next start."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6 import QtCore, QtTest, QtWidgets

from app.commands.command import Mode
from app.domain.edit import AddPapers, ChangePapers, OpenPaper
from app.domain.paper import (
    Draft,
    PaperId,
    Progress,
    Provenance,
    Sha256,
    Status,
    StoredFile,
)
from app.domain.query import Place, Query
from app.library import Library
from app.ui.panels.list.continue_strip import ContinueStrip
from tests.support.paper_pdf import paper_pdf
from tests.support.stage import Key, WindowStage, play
from tests.support.waiting import until

pytestmark = pytest.mark.ui
TITLES = ("Read long ago", "Read just now", "Never read", "Left alone")
N_PAGES = 12


@pytest.fixture
def folder(tmp_path: Path, qapp: QtWidgets.QApplication) -> Path:
    """A library of four papers, two of which are being read."""
    library = Library.open(tmp_path / "library")
    drafts = tuple(_stored(library, title) for title in TITLES)
    long_ago, just_now, *_ = library.apply(
        AddPapers(drafts=drafts, label="Added")
    ).added
    for number, paper in enumerate((long_ago, just_now), 1):
        library.apply(OpenPaper(id=paper))
        library.remember(paper, _left_at_page(3, day=number))
    library.close()
    return library.folder


def _stored(library: Library, title: str) -> Draft:
    content = paper_pdf(title, n_pages=N_PAGES)
    sha256 = Sha256(hashlib.sha256(content).hexdigest())
    path = library.files.path(sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return Draft(
        title=title,
        file=StoredFile(
            sha256=sha256, length_bytes=len(content), name="a.pdf", n_pages=N_PAGES
        ),
        provenance=Provenance(source="test", kind="PDF"),
    )


def _left_at_page(page_index: int, *, day: int) -> Progress:
    return Progress(
        page_index=page_index,
        top=0.5,
        zoom="width",
        furthest_page_index=page_index,
        n_pages=N_PAGES,
        read_at=datetime(2026, 3, day, tzinfo=UTC),
    )


def strip(stage: WindowStage) -> ContinueStrip:
    found: ContinueStrip = stage.parts.strip
    return found


def button(stage: WindowStage, number: int = 0) -> QtWidgets.QAbstractButton:
    return strip(stage).findChildren(QtWidgets.QAbstractButton)[number]


async def offered(stage: WindowStage, title: str) -> None:
    await until(lambda: title in strip(stage).words() and strip(stage).isVisible())


def test_strip_opens_the_paper_read_last_at_its_page(folder: Path) -> None:
    async def go_on(stage: WindowStage) -> None:
        await offered(stage, "Read just now, page 4 of 12")

        button(stage).setFocus()
        stage.press(Key.Key_Return)

        await until(lambda: stage.parts.desk.mode() is Mode.READER)
        assert stage.parts.reader.paper.title == "Read just now"

    assert play(go_on, folder) == 0


def test_key_goes_on_also_where_the_strip_is_not_shown(folder: Path) -> None:
    async def go_on(stage: WindowStage) -> None:
        await offered(stage, "Read just now")
        await stage.do("go.queue")
        await until(lambda: not strip(stage).isVisible())
        stage.parts.papers.focus_rows()

        stage.write("gv")

        await until(lambda: stage.parts.desk.mode() is Mode.READER)

    assert play(go_on, folder) == 0


def test_key_goes_on_with_the_paper_that_was_left_only_now(folder: Path) -> None:
    async def leave_and_go_on(stage: WindowStage) -> None:
        await offered(stage, "Read just now")
        paper = next(p for p in stage.state()[0] if p.title == "Never read")
        await stage.do("paper.view", ids=(paper.id,))
        await until(lambda: stage.parts.reader.document is not None)
        await until(lambda: stage.parts.reader.view.is_settled)

        stage.parts.reader.perform("reader.next-page", {})
        stage.write("q")
        stage.write("gv")

        await until(lambda: stage.parts.desk.mode() is Mode.READER)
        assert stage.parts.reader.paper.id == paper.id

    assert play(leave_and_go_on, folder) == 0


def test_search_hides_the_strip_until_it_is_cleared(folder: Path) -> None:
    async def search(stage: WindowStage) -> None:
        await offered(stage, "Read just now")
        await stage.do("search.show", text="never")
        assert not strip(stage).isVisible()

        await stage.do("view.escape")

        await until(strip(stage).isVisible)

    assert play(search, folder) == 0


def test_paper_put_away_makes_way_until_it_is_read_again(folder: Path) -> None:
    async def put_away(stage: WindowStage) -> None:
        await offered(stage, "Read just now")
        for title in ("Read long ago", ""):
            button(stage, 1).setFocus()
            button(stage, 1).click()
            await until(lambda title=title: title in strip(stage).words())  # type: ignore[misc]
        await until(lambda: not strip(stage).isVisible())
        assert stage.parts.papers.table.hasFocus()

    async def read_on(stage: WindowStage) -> None:
        await until(lambda: stage.parts.model.n_rows == 2)
        assert not strip(stage).isVisible()
        paper = next(p for p in stage.state()[0] if p.title == "Read long ago")
        progress = _left_at_page(8, day=5)
        await stage.parts._library.remember(paper.id, progress)
        stage.parts.continuing.reload()
        await offered(stage, "Read long ago, page 9 of 12")

    assert play(put_away, folder) == 0
    assert play(read_on, folder) == 0


def test_queued_paper_that_is_read_is_offered(folder: Path) -> None:
    async def queue(stage: WindowStage) -> None:
        await offered(stage, "Read just now")
        await stage.do("paper.queue", ids=(strip(stage).paper_id,))
        await stage.do("go.all")
        stage.parts.continuing.reload()
        await offered(stage, "Read just now")
        [queued] = [p for p in stage.state()[0] if p.status is Status.QUEUED]
        assert strip(stage).paper_id == queued.id

    assert play(queue, folder) == 0


def test_done_paper_is_not_offered(folder: Path) -> None:
    async def finish(stage: WindowStage) -> None:
        await offered(stage, "Read just now")
        await stage.do("paper.done", ids=(strip(stage).paper_id,))
        await offered(stage, "Read long ago")
        await stage.do("edit.undo")
        await offered(stage, "Read just now")

    assert play(finish, folder) == 0


def test_nothing_to_go_on_with_is_told(tmp_path: Path, qapp: object) -> None:
    async def ask(stage: WindowStage) -> None:
        await stage.do("paper.continue")

        assert stage.parts.desk.mode() is Mode.LIST
        assert not strip(stage).isVisible()

    library = Library.open(tmp_path / "library")
    library.close()
    assert play(ask, library.folder) == 0


def test_next_start_is_at_the_row_where_the_paper_was(folder: Path) -> None:
    places: list[PaperId] = []

    async def leave(stage: WindowStage) -> None:
        await stage.do("go.all")
        await until(lambda: stage.parts.model.n_rows == len(TITLES))
        for _ in range(2):
            await stage.do("list.next-row")
        for row in (1, 2, 3):
            await until(lambda row=row: stage.parts.model.paper_at(row) is not None)  # type: ignore[misc]
            places.append(stage.parts.model.id_at(row))
        assert stage.parts.papers.current() == places[1]

    async def come_back(stage: WindowStage) -> None:
        await until(lambda: stage.parts.model.n_rows == len(TITLES) - 1)
        assert stage.parts.navigator.query == Query(place=Place.ALL)
        await until(lambda: stage.parts.papers.current() == places[2])

    assert play(leave, folder) == 0
    library = Library.open(folder)
    gone = ChangePapers(ids=(places[1],), label="Trashed", is_trashed=True)
    library.apply(gone)
    library.close()
    assert play(come_back, folder) == 0


def test_next_start_is_in_the_search_that_was_left(folder: Path) -> None:
    async def leave(stage: WindowStage) -> None:
        await stage.do("go.reading")
        stage.parts.papers.focus_search()
        QtTest.QTest.keyClicks(QtWidgets.QApplication.focusWidget(), "read")
        await until(lambda: stage.parts.model.n_rows == 3)
        stage.parts.papers.focus_rows()
        await stage.do("list.last-row")
        await until(lambda: stage.parts.papers.table.row() == 2)

    async def come_back(stage: WindowStage) -> None:
        await until(lambda: stage.parts.model.n_rows == 3)
        assert stage.parts.papers.toolbar.search.text() == "read"
        await until(lambda: stage.parts.papers.table.row() == 2)
        await stage.do("view.escape")
        assert stage.parts.navigator.query == Query(place=Place.READING)

    assert play(leave, folder) == 0
    assert play(come_back, folder) == 0


def test_strip_in_a_narrow_list_keeps_page_and_bar(folder: Path) -> None:
    async def shrink(stage: WindowStage) -> None:
        await offered(stage, "Read just now")
        stage.parts.window.resize(600, 500)
        await until(lambda: strip(stage).width() <= 600)

        assert strip(stage).minimumSizeHint().width() < 300
        assert not strip(stage).grab().isNull()
        assert strip(stage).focusPolicy() is QtCore.Qt.FocusPolicy.NoFocus

    assert play(shrink, folder) == 0
