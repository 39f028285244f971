"""Several papers open: tabs, two halves of the window, the next start, full screen."""

import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6 import QtCore, QtTest, QtWidgets

from app.commands.command import Mode
from app.domain.edit import AddPapers
from app.domain.mark import Mark
from app.domain.paper import PaperId
from app.library import Library
from app.ui.panels.reader.open_papers import MOST_OPEN, OpenPaper, OpenPapers
from app.ui.panels.reader.text_selecting import Unit
from tests.support.paper_pdf import paper_pdf
from tests.support.stage import WindowStage, play
from tests.support.stored_pdf import stored_pdf
from tests.support.waiting import until

TITLES = ("One", "Two", "Three")
N_PAGES = 12
NAMES = st.sampled_from("abcde")
ACTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["put", "put apart", "close"]), NAMES),
        st.tuples(st.just("reopen"), st.just("")),
        st.tuples(st.just("move"), st.tuples(st.integers(0, 4), st.integers(0, 4))),
    )
)


@given(ACTS)
def test_open_papers_when_anything_is_done_then_each_is_there_once_and_one_is_current(
    acts: list[tuple[str, object]],
) -> None:
    papers = OpenPapers()
    for act, what in acts:
        before = [paper.id for paper in papers.papers]
        match act, what:
            case "close", str(name):
                papers.close(PaperId(name))
                assert PaperId(name) not in [paper.id for paper in papers.papers]
            case "reopen", _:
                papers.reopen()
            case "move", (int(source), int(target)):
                papers.move(source, target)
                assert sorted(before) == sorted(paper.id for paper in papers.papers)
            case how, str(name):
                is_apart = how == "put apart"
                papers.put(OpenPaper(PaperId(name), name), is_apart=is_apart)
                assert papers.current == name
                if is_apart:
                    assert set(before) <= {paper.id for paper in papers.papers}
        ids = [paper.id for paper in papers.papers]
        assert len(ids) == len(set(ids))
        assert papers.current in ids if ids else papers.current is None


def test_open_papers_when_closed_and_reopened_then_lies_where_it_was() -> None:
    papers = OpenPapers()
    for name in "abc":
        papers.put(OpenPaper(PaperId(name), name), is_apart=True)

    papers.close(PaperId("b"))
    assert papers.reopen() == "b"

    assert [paper.id for paper in papers.papers] == ["a", "b", "c"]


def test_open_papers_when_too_many_then_an_old_one_makes_room() -> None:
    papers = OpenPapers()
    for number in range(MOST_OPEN + 5):
        papers.put(OpenPaper(PaperId(str(number)), ""), is_apart=True)

    assert len(papers.papers) == MOST_OPEN
    assert papers.current == str(MOST_OPEN + 4)


@pytest.fixture
def folder(tmp_path: Path, qapp: QtWidgets.QApplication) -> Path:
    """A library of papers with PDFs; the first is the newest."""
    library = Library.open(tmp_path / "library")
    drafts = tuple(
        stored_pdf(library, title, paper_pdf(title, n_pages=N_PAGES), n_pages=N_PAGES)
        for title in TITLES
    )
    library.apply(AddPapers(drafts=drafts, label="Added"))
    library.close()
    return library.folder


def tabs(stage: WindowStage) -> list[str]:
    return [tab.title for tab in stage.parts.readers.tabs]


async def opened(stage: WindowStage, title: str) -> None:
    def is_shown() -> bool:
        reader = stage.parts.reader
        is_it = reader.paper is not None and reader.paper.title == title
        return is_it and reader.document is not None and reader.view.is_settled

    await until(is_shown)


async def open_first(stage: WindowStage) -> None:
    await until(lambda: stage.parts.papers.current() is not None)
    stage.parts.papers.first_row()
    await stage.do("paper.open")
    await opened(stage, "One")


async def open_three(stage: WindowStage) -> None:
    """Read the first paper, and two more in tabs of their own."""
    await open_first(stage)
    for title in TITLES[1:]:
        await stage.do("pane.close")
        stage.parts.papers.next_row()
        await stage.do("reader.new-tab")
        await opened(stage, title)


@pytest.mark.ui
def test_tabs_when_walked_closed_and_reopened_then_hold_what_was_opened(
    folder: Path,
) -> None:
    async def walk(stage: WindowStage) -> None:
        await open_three(stage)
        strip = stage.parts.readers.strip
        assert tabs(stage) == list(TITLES)
        assert strip.isVisible()
        await stage.do("reader.next-tab")
        await opened(stage, "One")
        await stage.do("reader.previous-tab")
        await opened(stage, "Three")
        await stage.do("reader.close-tab")
        await opened(stage, "Two")
        assert tabs(stage) == ["One", "Two"]
        await stage.do("reader.reopen-tab")
        await opened(stage, "Three")
        assert tabs(stage) == list(TITLES)
        side = QtWidgets.QTabBar.ButtonPosition.RightSide
        assert strip.tabButton(0, side).toolTip() == "Close the tab (Ctrl+W)"
        middle = strip.tabRect(1).center()
        QtTest.QTest.mouseClick(strip, QtCore.Qt.MouseButton.MiddleButton, pos=middle)
        assert tabs(stage) == ["One", "Three"]
        left = QtCore.Qt.MouseButton.LeftButton
        QtTest.QTest.mouseClick(strip, left, pos=strip.tabRect(0).center())
        await opened(stage, "One")

    assert play(walk, folder) == 0


@pytest.mark.ui
def test_next_paper_when_walked_then_stays_in_its_tab(folder: Path) -> None:
    async def walk(stage: WindowStage) -> None:
        await open_first(stage)
        await stage.do("paper.next")
        await opened(stage, "Two")
        assert tabs(stage) == ["Two"]
        assert not stage.parts.readers.strip.isVisible()
        await stage.do("paper.done")
        await opened(stage, "Three")

    assert play(walk, folder) == 0


@pytest.mark.ui
def test_pdf_from_elsewhere_is_shown_under_a_strip_until_it_is_kept(
    folder: Path, tmp_path: Path
) -> None:
    pdf = tmp_path / "elsewhere.pdf"
    pdf.write_bytes(paper_pdf("Lanterns for Every Harbour", abstract="Light. " * 30))

    async def walk(stage: WindowStage) -> None:
        readers = stage.parts.readers
        await stage.do("file.open", paths=(str(pdf),))
        await opened(stage, "Lanterns for Every Harbour")
        paper = readers.paper
        assert readers.guest_strip.isVisible()
        assert stage.parts.desk.targets() == (paper.id,)
        await stage.do("reader.next-page")
        stage.parts.desk.leave_reader()
        await open_first(stage)
        assert not readers.guest_strip.isVisible()
        await stage.do("paper.view", ids=(paper.id,))
        await opened(stage, "Lanterns for Every Harbour")
        assert readers.guest_strip.isVisible()
        assert readers.active.view.page_index == 1  # where it was left
        await stage.do("reader.start")
        await stage.do("paper.view", ids=(stage.parts.papers.current(),))
        await stage.do("paper.view", ids=(paper.id,))
        await opened(stage, "Lanterns for Every Harbour")
        assert readers.active.view.page_index == 0
        await stage.do("paper.keep", ids=(paper.id,))
        assert not readers.guest_strip.isVisible()
        assert readers.paper.id == paper.id
        assert readers.active.document is not None

    assert play(walk, folder) == 0


@pytest.mark.ui
def test_window_when_started_again_then_has_tabs_halves_and_places(
    folder: Path,
) -> None:
    async def leave_split(stage: WindowStage) -> None:
        await open_three(stage)
        await stage.do("reader.two-pages")
        for _ in range(2):
            await stage.do("reader.next-page")
        await stage.do("reader.split-below")
        await stage.do("reader.next-tab")
        await opened(stage, "One")

    async def find(stage: WindowStage) -> None:
        await opened(stage, "One")
        readers = stage.parts.readers
        await until(lambda: readers.other is not None)
        await until(lambda: readers.other.document is not None)
        assert tabs(stage) == list(TITLES)
        assert readers.other.paper.title == "Three"
        assert readers.other.view.page_index == 4
        assert readers.halves.orientation() is QtCore.Qt.Orientation.Vertical
        await until(lambda: readers.other.view.is_settled)

    assert play(leave_split, folder) == 0
    assert play(find, folder) == 0


@pytest.mark.ui
def test_halves_when_one_marks_then_the_other_shows_it_and_keys_swap(
    folder: Path,
) -> None:
    async def mark(stage: WindowStage) -> None:
        await open_first(stage)
        readers = stage.parts.readers
        first = readers.active
        await stage.do("reader.split")
        await opened(stage, "One")
        second = readers.active
        assert second is not first
        await until(lambda: second.marks.text_of(0) is not None)
        second.selecting.press(0, 100, 60, Unit.LINE)
        await stage.do("mark.highlight")
        await until(lambda: len(first.marks.marks) == 1)
        found: tuple[Mark, ...] = second.marks.marks
        assert found[0].quote == first.marks.marks[0].quote
        await stage.do("pane.next")
        assert readers.active is first
        await stage.do("reader.end")
        assert (first.view.page_index, second.view.page_index) == (N_PAGES - 1, 0)
        await until(lambda: first.view.is_settled and second.view.is_settled)
        await stage.do("reader.unsplit")
        assert readers.other is None
        assert not second.isVisible()
        await stage.do("pane.close")
        assert stage.parts.desk.mode() is Mode.LIST

    assert play(mark, folder) == 0


@pytest.mark.ui
def test_keys_when_jobs_show_then_they_come_behind_the_last_half(folder: Path) -> None:
    async def go_round(stage: WindowStage) -> None:
        await open_first(stage)
        readers, jobs = stage.parts.readers, stage.parts.jobs_panel
        await stage.do("reader.split")
        await opened(stage, "One")
        first, second = readers.other, readers.active
        is_over = asyncio.Event()
        job = stage.parts._jobs.start("Fetching", lambda progress: is_over.wait())
        await stage.do("jobs.show")
        second.setFocus()
        for holder in (jobs, first, second, jobs):
            await stage.do("pane.next")
            focus = QtWidgets.QApplication.focusWidget()
            assert focus is not None
            assert holder.isAncestorOf(focus) or holder is focus
        await stage.do("reader.unsplit")
        await stage.do("pane.next")
        assert jobs.isAncestorOf(QtWidgets.QApplication.focusWidget())
        await stage.do("pane.close")
        assert not jobs.isVisible()
        is_over.set()
        await job

    assert play(go_round, folder) == 0


@pytest.mark.ui
def test_paper_when_trashed_then_its_tab_goes(folder: Path) -> None:
    async def trash(stage: WindowStage) -> None:
        await open_three(stage)
        await stage.do("paper.trash")
        await until(lambda: tabs(stage) == ["One", "Two"])

    assert play(trash, folder) == 0


@pytest.mark.ui
def test_full_screen_when_on_then_pages_have_it_until_esc(folder: Path) -> None:
    async def fill(stage: WindowStage) -> None:
        await open_first(stage)
        bar = stage.parts.reader.face.bar
        await stage.do("window.full-screen")
        assert not bar.isVisible()
        assert not stage.parts.status_line.isVisible()
        await stage.do("reader.ask-page")
        assert bar.isVisible()
        bar.field_left.emit()
        await until(lambda: not bar.isVisible())
        viewport = stage.parts.reader.view.viewport()
        QtTest.QTest.mouseMove(viewport, QtCore.QPoint(200, 1))
        await until(bar.isVisible)
        await stage.do("view.escape")
        assert bar.isVisible()
        assert stage.parts.desk.mode() is Mode.READER
        assert not stage.parts.window.isFullScreen()

    assert play(fill, folder) == 0
