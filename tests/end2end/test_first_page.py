"""A start that begins with a PDF: its page is shown before the window is whole."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from PySide6 import QtCore, QtGui, QtWidgets

from app.bootstrap import window_program
from app.bootstrap.event_loop import WindowLoop
from app.bootstrap.first_parts import FirstParts
from app.bootstrap.own_program import spawn_pdf_worker
from app.bootstrap.preferences import settings_store
from app.bootstrap.window_basis import Basis
from app.cli.asked import Asked
from app.pdf.spawning import Spawned
from app.ui.main_window import MainWindow
from app.ui.panels.reader.layout import Place
from app.ui.panels.reader.open_papers import OpenPaper
from tests.support.paper_pdf import paper_pdf
from tests.support.stage import WindowStage, play, remove
from tests.support.waiting import until

pytestmark = [pytest.mark.ui, pytest.mark.usefixtures("qapp")]

N_PAGES = 6
_PATIENT_S = 30.0
TITLE = "On the Shape of Early Pages"


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """Return a PDF of some pages, whose title is not its name."""
    path = tmp_path / "paper.pdf"
    words = "Light is told in short. " * 8
    path.write_bytes(paper_pdf(TITLE, abstract=words, n_pages=N_PAGES))
    return path


@pytest.fixture
def worker() -> Iterator[Spawned]:
    """Start a PDF worker as a start does."""
    spawned = spawn_pdf_worker()
    assert spawned is not None
    yield spawned
    spawned.close()


@dataclass
class Early:
    """What was on the screen when the rest of the window began to load."""

    then: Callable[[Any], object] = lambda _readers: None
    seen: list[tuple[bool, bool, int]] = field(default_factory=list)
    documents: list[object] = field(default_factory=list)


@pytest.fixture
def early(monkeypatch: pytest.MonkeyPatch) -> Early:
    """Look at the window, and do something in it, before it is whole."""
    noted = Early()
    load = window_program.load_the_rest

    async def look_and_load() -> None:
        shown = (w for w in QtWidgets.QApplication.topLevelWidgets() if w.isVisible())
        window = next(w for w in shown if isinstance(w, MainWindow))
        if window.is_reading:
            readers: Any = window.stack.currentWidget()
            view = readers.first.view
            is_drawn = view.loader.picture(view.page_index) is not None
            is_guest = not readers.guest_strip.isHidden()
            noted.seen.append((is_drawn, is_guest, view.page_index))
            noted.documents.append(readers.first.document)
            noted.then(readers)
        await load()

    monkeypatch.setattr("app.bootstrap.window_program.load_the_rest", look_and_load)
    monkeypatch.setattr("app.bootstrap.window_program._PAGE_S", _PATIENT_S)
    monkeypatch.setattr("app.bootstrap.window_program._PAINT_S", _PATIENT_S)
    return noted


def press_early(monkeypatch: pytest.MonkeyPatch, key: QtCore.Qt.Key, text: str) -> None:
    """Have a key pressed as soon as there is a window, as the system does."""

    class Hasty(FirstParts):
        def show(self) -> None:
            super().show()
            none = QtCore.Qt.KeyboardModifier.NoModifier
            press = QtGui.QKeyEvent(QtCore.QEvent.Type.KeyPress, key, none, text)
            handle = self.window.windowHandle()
            QtCore.QCoreApplication.sendEvent(handle, press)

    monkeypatch.setattr("app.bootstrap.window_program.FirstParts", Hasty)


async def keep(stage: WindowStage) -> None:
    """Keep the PDF that is shown in the library."""
    await until(lambda: stage.program.is_whole)
    await stage.do("paper.keep")
    await until(lambda: len(stage.state()[0]) == 1)


def test_pdf_is_shown_before_the_window_is_whole_and_stays(
    tmp_path: Path, pdf: Path, worker: Spawned, early: Early
) -> None:
    async def look(stage: WindowStage) -> None:
        reader = stage.parts.reader
        await until(lambda: stage.program.is_whole)
        assert early.seen == [(True, True, 0)]
        assert reader.document is early.documents[0]
        assert reader.paper.title == TITLE
        assert not stage.parts.readers.guest_strip.isHidden()
        assert stage.state()[0] == []
        await keep(stage)
        assert stage.state()[0][0].title == TITLE

    assert play(look, tmp_path / "library", files=[pdf], worker=worker) == 0


def test_pdf_that_is_here_is_shown_where_it_was_left(
    tmp_path: Path, pdf: Path, early: Early
) -> None:
    folder = tmp_path / "library"

    async def read(stage: WindowStage) -> None:
        await until(lambda: stage.parts.reader.document is not None)
        await keep(stage)
        stage.parts.reader.view.go_to(Place(3, 0.0))
        await until(lambda: stage.parts.reader.view.page_index == 3)

    async def read_on(stage: WindowStage) -> None:
        await until(lambda: stage.program.is_whole)
        reader = stage.parts.reader
        assert early.seen[-1] == (True, False, 3)
        assert reader.document is early.documents[-1]
        assert reader.view.page_index == 3
        assert stage.parts.readers.guest_strip.isHidden()

    assert play(read, folder, files=[pdf], worker=spawn_pdf_worker()) == 0
    assert play(read_on, folder, files=[pdf], worker=spawn_pdf_worker()) == 0
    # And without naming it: the session ended in the reader.
    assert play(read_on, folder, worker=spawn_pdf_worker()) == 0
    assert len(early.seen) == 3


def test_pdf_that_is_shown_first_takes_no_tab_of_those_left_open(
    tmp_path: Path, pdf: Path, early: Early
) -> None:
    folder, other, third = (tmp_path / n for n in ("library", "b.pdf", "c.pdf"))
    other.write_bytes(paper_pdf("Another", abstract="Dark."))
    third.write_bytes(paper_pdf("A Third", abstract="Dim."))

    async def leave_tabs(stage: WindowStage) -> None:
        await keep(stage)
        await stage.do("file.open", paths=(str(other),))
        await stage.do("paper.keep")
        await until(lambda: len(stage.state()[0]) == 2)
        tabs = [OpenPaper(paper.id, paper.title) for paper in stage.state()[0]]
        stage.parts.readers.restore_tabs(tabs)

    async def count_tabs(stage: WindowStage) -> None:
        await until(lambda: stage.program.is_whole)
        assert len(stage.parts.readers.tabs) == 3

    assert play(leave_tabs, folder, files=[pdf], worker=spawn_pdf_worker()) == 0
    assert play(count_tabs, folder, files=[third], worker=spawn_pdf_worker()) == 0
    assert len(early.seen) == 2


@pytest.mark.usefixtures("early")
def test_keys_pressed_before_the_window_is_whole_are_for_the_page(
    tmp_path: Path, pdf: Path, worker: Spawned, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def look(stage: WindowStage) -> None:
        await until(lambda: stage.parts.reader.view.page_index == N_PAGES - 1)

    press_early(monkeypatch, QtCore.Qt.Key.Key_End, "")

    assert play(look, tmp_path / "library", files=[pdf], worker=worker) == 0


def test_leaving_the_page_before_the_window_is_whole_is_obeyed(
    tmp_path: Path, pdf: Path, worker: Spawned, early: Early
) -> None:
    async def look(stage: WindowStage) -> None:
        await until(lambda: not stage.parts.window.is_reading)

    early.then = lambda readers: readers.first.face.bar.left.emit()

    assert play(look, tmp_path / "library", files=[pdf], worker=worker) == 0
    assert len(early.seen) == 1


def test_place_gone_to_before_the_window_is_whole_is_kept(
    tmp_path: Path, pdf: Path, worker: Spawned, early: Early
) -> None:
    async def look(stage: WindowStage) -> None:
        await until(lambda: stage.program.is_whole)
        assert stage.parts.reader.paper.title == TITLE
        assert stage.parts.reader.view.page_index == 4

    early.then = lambda readers: readers.first.view.go_to(Place(4, 0.0))

    assert play(look, tmp_path / "library", files=[pdf], worker=worker) == 0


@pytest.mark.parametrize("content", [b"%PDF-1.4 and nothing more", b"", None])
def test_pdf_that_cannot_be_read_is_told_of_and_the_list_is_shown(
    tmp_path: Path, worker: Spawned, early: Early, content: bytes | None
) -> None:
    file = tmp_path / "broken.pdf"
    if content is not None:
        file.write_bytes(content)

    async def look(stage: WindowStage) -> None:
        await until(lambda: stage.program.is_whole)
        await until(lambda: bool(told(stage)))
        assert not stage.parts.window.is_reading

    def told(stage: WindowStage) -> str:
        return (
            str(stage.parts.status_line.message) if stage.sheet is None else "a sheet"
        )

    assert play(look, tmp_path / "library", files=[file], worker=worker) == 0
    assert early.seen == []


def test_locked_pdf_asks_for_its_password(
    tmp_path: Path, pdf: Path, worker: Spawned, early: Early
) -> None:
    locked = tmp_path / "locked.pdf"
    with pymupdf.open(pdf) as document:
        document.save(
            locked, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="x", owner_pw="y"
        )

    async def look(stage: WindowStage) -> None:
        await until(lambda: stage.parts.window.is_reading)
        message = stage.parts.reader.face.message
        await until(message.isVisible)
        message.password_given.emit("x")
        await until(lambda: stage.parts.reader.document is not None)

    assert play(look, tmp_path / "library", files=[locked], worker=worker) == 0
    assert early.seen == []


def test_worker_that_was_killed_is_replaced(
    tmp_path: Path, pdf: Path, worker: Spawned, early: Early
) -> None:
    async def look(stage: WindowStage) -> None:
        await until(lambda: stage.parts.reader.document is not None)

    worker.child.kill()
    worker.child.wait()

    assert play(look, tmp_path / "library", files=[pdf], worker=worker) == 0
    assert len(early.seen) == 1


def test_window_closed_during_the_start_leaves_no_worker(
    tmp_path: Path, pdf: Path, worker: Spawned, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows: list[QtWidgets.QWidget] = []

    class Shut(FirstParts):
        """Closes the window as soon as there is one."""

        def __init__(self, basis: Basis) -> None:
            super().__init__(basis)
            windows.append(self.window)
            basis.closing.set()

    monkeypatch.setattr("app.bootstrap.window_program.FirstParts", Shut)
    application = QtWidgets.QApplication.instance()
    assert isinstance(application, QtWidgets.QApplication)
    settings = settings_store(Asked(subcommand=None, settings=tmp_path / "s.toml"))

    async def run() -> int:
        return await window_program.WindowProgram(
            application, settings, tmp_path / "library", (str(pdf),), worker=worker
        ).run()

    with asyncio.Runner(loop_factory=lambda: WindowLoop(application)) as one:
        assert one.run(run()) == 0

    remove(*windows)
    assert worker.child.poll() is not None
