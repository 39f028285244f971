"""The main window: which panes fit, what lies over what, and how it comes back."""

import asyncio
from pathlib import Path

import pytest
from PySide6 import QtCore, QtWidgets
from pytestqt.qtbot import QtBot

from app.ui.main_window import MIDDLE_PX, NARROW_PX, WIDE_PX
from app.ui.session import FILE_NAME, Session, save_session
from tests.support.listings import SAMPLE
from tests.support.stage import WindowStage, play
from tests.support.waiting import until

pytestmark = pytest.mark.ui


@pytest.fixture
def folder(tmp_path: Path, qtbot: QtBot) -> Path:
    made = tmp_path / "library"
    made.mkdir(mode=0o700)
    return made


async def at_width(stage: WindowStage, width: int) -> None:
    """Stock the library and give the window that width, scaled as its texts are."""
    await stage.take(SAMPLE)
    await until(lambda: stage.parts.model.n_rows == 12)
    window: QtWidgets.QWidget = stage.parts.window
    theme = window._look.theme  # type: ignore[attr-defined]  # the scale of the panes
    window.resize(round(width * theme.scale * theme.base_pt / 10) + 2, 800)
    await until(lambda: not stage.parts.papers.size().isEmpty())


@pytest.mark.parametrize(
    ("width", "has_sidebar", "has_detail"),
    [
        (WIDE_PX, True, True),
        (MIDDLE_PX, True, True),
        (NARROW_PX, True, False),
        (NARROW_PX - 40, False, False),
    ],
)
def test_panes_are_shown_as_far_as_they_fit(
    folder: Path, width: int, has_sidebar: bool, has_detail: bool
) -> None:
    async def story(stage: WindowStage) -> None:
        await at_width(stage, width)
        parts = stage.parts

        await until(lambda: parts.sidebar.isVisible() == has_sidebar)
        assert parts.detail.isVisible() == has_detail
        assert parts.papers.isVisible()

    assert play(story, folder) == 0


def test_detail_lies_over_a_narrow_list_until_it_is_closed(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await at_width(stage, NARROW_PX)
        detail, papers = stage.parts.detail, stage.parts.papers

        await stage.do("paper.details")
        assert (detail.isVisible(), papers.isVisible()) == (True, False)
        await stage.do("view.escape")

        assert (detail.isVisible(), papers.isVisible()) == (False, True)

    assert play(story, folder) == 0


def test_triage_when_left_then_the_list_has_the_keys_and_nothing_over_it(
    folder: Path,
) -> None:
    async def story(stage: WindowStage) -> None:
        await at_width(stage, NARROW_PX)
        detail, papers = stage.parts.detail, stage.parts.papers
        await stage.do("paper.details")
        assert detail.isVisible()

        await stage.do("triage.toggle")
        await stage.do("view.escape")

        assert (detail.isVisible(), papers.isVisible()) == (False, True)
        assert papers.table.hasFocus()

    assert play(story, folder) == 0


def test_window_when_closed_then_vanishes_before_all_else(folder: Path) -> None:
    seen: list[bool] = []

    async def story(stage: WindowStage) -> None:
        await at_width(stage, WIDE_PX)
        await stage.ask("keys.show")
        window = stage.parts.window

        class Watch(QtCore.QObject):
            def eventFilter(
                self, watched: QtCore.QObject, event: QtCore.QEvent
            ) -> bool:
                if event.type() is QtCore.QEvent.Type.Hide:
                    seen.append(stage.sheet is not None)
                return False

        watch = Watch(window)
        window.installEventFilter(watch)

    assert play(story, folder) == 0
    assert seen == [True]


def test_detail_of_a_wide_window_opens_and_closes(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await at_width(stage, WIDE_PX)

        await stage.do("paper.details")
        was_visible = stage.parts.detail.isVisible()
        await stage.do("paper.details")

        assert (was_visible, stage.parts.detail.isVisible()) == (False, True)

    assert play(story, folder) == 0


def test_empty_library_has_no_detail(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        stage.parts.window.resize(1440, 900)
        await until(lambda: not stage.parts.detail.isVisible())

    assert play(story, folder) == 0


@pytest.mark.parametrize(
    "session",
    [
        Session(geometry="\ud800nonsense", widths=[0, -4, 9]),
        Session(place="topic", topic="gone", reading="gone", current={"inbox:": "x"}),
    ],
)
def test_session_that_does_not_fit_gives_a_usable_window(
    folder: Path, session: Session
) -> None:
    save_session(folder, session)
    assert (folder / FILE_NAME).exists()

    async def story(stage: WindowStage) -> None:
        await until(lambda: stage.parts.topics.is_loaded)
        assert stage.parts.window.isVisible()

    assert play(story, folder) == 0


@pytest.mark.parametrize("key", ["view.escape", "pane.close"])
def test_jobs_panel_is_closed_by_esc_and_q(folder: Path, key: str) -> None:
    async def story(stage: WindowStage) -> None:
        await at_width(stage, WIDE_PX)
        await stage.do("jobs.show")
        assert stage.parts.jobs_panel.isVisible()

        await stage.do(key)

        assert not stage.parts.jobs_panel.isVisible()

    assert play(story, folder) == 0


def test_jobs_panel_is_the_last_pane_that_the_keys_go_to(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await at_width(stage, WIDE_PX)
        is_over = asyncio.Event()
        job = stage.parts._jobs.start("Fetching", lambda progress: is_over.wait())
        await stage.do("jobs.show")
        stage.parts.detail.setFocus()

        await stage.do("pane.next")

        focus = QtWidgets.QApplication.focusWidget()
        row = stage.parts.jobs_panel.rows()[-1]
        assert focus is not None
        assert focus is row.first_button()
        is_over.set()
        await job

    assert play(story, folder) == 0
