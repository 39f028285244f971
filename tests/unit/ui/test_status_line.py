"""The status line and the jobs panel tell what happened and what is under way."""

import asyncio
from typing import Any

import pytest
from PySide6 import QtCore, QtWidgets
from pytestqt.qtbot import QtBot

from app.commands.command import Registry
from app.commands.table import all_commands
from app.domain.change import Change, Facet
from app.domain.errors import NotFound, Unreachable
from app.domain.paper import PaperId
from app.runtime.feed import ChangeFeed
from app.runtime.reporter import Reporter
from app.runtime.supervisor import Again, Progressing, TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.jobs_panel import JobsPanel
from app.ui.sheets.controls import ActButton
from app.ui.status_line import JobSummary, StatusLine
from tests.support.sheets import Ran
from tests.support.waiting import until

pytestmark = pytest.mark.ui


class Foot:
    """A window with a status line and a jobs panel."""

    def __init__(self, qtbot: QtBot, look: Look) -> None:
        self.ran = Ran()
        self.reporter = Reporter()
        self.feed = ChangeFeed()
        self.jobs = TaskSupervisor(self.reporter)
        self.window = QtWidgets.QWidget()
        self.window.resize(1000, 300)
        qtbot.addWidget(self.window)
        self.line = StatusLine(
            look,
            reporter=self.reporter,
            jobs=self.jobs,
            feed=self.feed,
            run=self.ran,
            parent=self.window,
        )
        self.line.resize(1000, self.line.height())
        self.panel = JobsPanel(look, jobs=self.jobs, run=self._run, parent=self.window)
        self.window.show()

    def _run(self, command_id: str, **arguments: Any) -> None:
        self.ran(command_id, **arguments)
        if command_id == "jobs.cancel":
            self.jobs.cancel(arguments["number"])

    def undo(self) -> ActButton:
        return self.link("Undo")

    def link(self, words: str) -> ActButton:
        found = [b for b in self.line.findChildren(ActButton) if b.text() == words]
        return found[0]

    def summary(self) -> JobSummary:
        return self.line.findChildren(JobSummary)[0]


@pytest.fixture
def foot(qtbot: QtBot, look: Look) -> Foot:
    return Foot(qtbot, look)


def test_act_is_told_with_undo(foot: Foot, qtbot: QtBot) -> None:
    foot.reporter.done("Queued “Densing Law of LLMs”")

    assert foot.line.message() == "Queued “Densing Law of LLMs”"
    assert foot.undo().isVisible()
    qtbot.mouseClick(foot.undo(), QtCore.Qt.MouseButton.LeftButton)
    assert foot.ran.calls == [("edit.undo", {})]


def test_problem_is_told_without_undo_until_the_next_message(foot: Foot) -> None:
    foot.reporter.done("Queued 3 papers")

    foot.reporter.failure(Unreachable("No connection.", "Press V to try again."))
    assert foot.line.message() == "No connection. Press V to try again."
    assert not foot.undo().isVisible()
    foot.reporter.notice("Copied a link")

    assert foot.line.message() == "Copied a link"


@pytest.mark.parametrize("act", [None, 7])
def test_undo_is_offered_until_another_act_is_the_last(
    foot: Foot, act: int | None
) -> None:
    foot.reporter.done("Starred “Densing Law of LLMs”", added=(PaperId("1"),))
    facets = frozenset({Facet.NOTES})
    change = Change(act=act, label="", papers=frozenset(), facets=facets)

    foot.feed.publish(change)

    assert foot.line.message() == "Starred “Densing Law of LLMs”"
    assert foot.undo().isVisible() is (act is None)
    assert foot.link("Show").isVisible()


def test_message_goes_after_a_while(foot: Foot, qtbot: QtBot) -> None:
    foot.reporter.failure(Unreachable("No connection.", "Try again."))
    assert foot.line.going.isActive()
    assert foot.line.going.interval() >= 10_000

    foot.line.going.start(0)

    qtbot.waitUntil(lambda: foot.line.message() == "")


def test_message_goes_with_its_undo_when_it_is_cleared(foot: Foot) -> None:
    foot.reporter.done("Queued 3 papers")

    foot.line.clear_message()

    assert foot.line.message() == ""
    assert not foot.undo().isVisible()
    assert not foot.line.going.isActive()


def test_begun_key_is_shown_until_it_is_whole(foot: Foot) -> None:
    def words() -> list[str]:
        labels = foot.line.findChildren(QtWidgets.QLabel)
        return [label.text() for label in labels if label.isVisible() and label.text()]

    foot.line.show_begun("12 g")
    assert words() == ["12 g"]
    foot.line.show_begun("")
    assert words() == []


@pytest.mark.asyncio
async def test_job_is_shown_with_its_part_and_goes_when_done(foot: Foot) -> None:
    may_end = asyncio.Event()

    async def work(progress: Progressing) -> None:
        progress.update(0.62, "1.2 MB")
        await may_end.wait()

    task = foot.jobs.start("Fetching 2 PDFs", work)
    await until(lambda: "62 %" in foot.summary().accessibleName())
    assert foot.summary().isVisible()
    assert "Fetching 2 PDFs" in foot.summary().accessibleName()
    assert foot.panel.rows()[0].words() == "62 % · 1.2 MB"
    may_end.set()
    await task

    await until(lambda: foot.summary().isHidden())
    assert foot.panel.rows()[0].words() == "Done"


@pytest.mark.asyncio
async def test_cancel_stops_the_job(foot: Foot) -> None:
    async def work(_progress: Progressing) -> None:
        await asyncio.Event().wait()

    foot.jobs.start("Fetching", work)
    foot.panel.toggle()
    await asyncio.sleep(0)

    foot.panel.rows()[0].cancel()

    await until(lambda: foot.panel.rows()[0].words() == "Stopped")
    assert foot.ran.calls[0][0] == "jobs.cancel"


def test_click_on_the_summary_asks_for_the_jobs(foot: Foot, qtbot: QtBot) -> None:
    with qtbot.waitSignal(foot.line.jobs_asked):
        foot.summary().click()


def test_undone_act_offers_redo_in_place_of_undo(foot: Foot, qtbot: QtBot) -> None:
    foot.reporter.done("Undid: Queued 2 papers", can_undo=False, can_redo=True)

    assert (foot.undo().isVisible(), foot.link("Redo").isVisible()) == (False, True)
    qtbot.mouseClick(foot.link("Redo"), QtCore.Qt.MouseButton.LeftButton)
    assert foot.ran.calls == [("edit.redo", {})]
    foot.reporter.notice("Copied a link")
    assert not foot.link("Redo").isVisible()


def test_papers_added_out_of_sight_can_be_shown(foot: Foot, qtbot: QtBot) -> None:
    foot.reporter.done("Added 2 papers", added=(PaperId("a"), PaperId("b")))

    assert foot.undo().isVisible()
    qtbot.mouseClick(foot.link("Show"), QtCore.Qt.MouseButton.LeftButton)

    assert foot.ran.calls == [("paper.reveal", {"ids": ("a", "b")})]


@pytest.mark.asyncio
async def test_name_of_a_job_is_shown_whole_where_it_fits(foot: Foot) -> None:
    async def work(_progress: Progressing) -> None:
        await asyncio.Event().wait()

    foot.panel.resize(420, 100)
    foot.panel.toggle()
    foot.jobs.start("Fetching “Densing Law”", work)

    await until(lambda: foot.panel.rows()[0].name() == "Fetching “Densing Law”")
    assert foot.panel.rows()[0].width() > 300
    await foot.jobs.close()


@pytest.mark.asyncio
async def test_panel_grows_upwards_with_its_jobs_and_then_scrolls(foot: Foot) -> None:
    async def work(_progress: Progressing) -> None:
        await asyncio.Event().wait()

    foot.panel.setGeometry(500, 600, 420, 60)
    foot.panel.toggle()
    await until(lambda: foot.panel.height() == foot.panel.sizeHint().height())
    bottom, low = foot.panel.geometry().bottom(), foot.panel.height()

    for n in range(20):
        foot.jobs.start(f"Fetching {n}", work)

    await until(lambda: foot.panel.height() > 2 * low)
    assert foot.panel.geometry().bottom() == bottom
    assert foot.panel.height() < 500
    await foot.jobs.close()


@pytest.mark.asyncio
async def test_job_that_failed_is_tried_again_and_its_failure_copied(
    foot: Foot,
) -> None:
    async def work(progress: Progressing) -> None:
        progress.fail("arxiv.org does not answer.")

    again = Again("paper.fetch", {"ids": ("a",)})
    await foot.jobs.start("Fetching “One”", work, again=again)
    foot.panel.toggle()
    (row,) = foot.panel.rows()
    told = row.words()

    row.copy_details()
    copied = QtWidgets.QApplication.clipboard().text()
    row.retry()

    assert told == "arxiv.org does not answer."
    assert copied == "Fetching “One”: arxiv.org does not answer."
    assert foot.ran.calls == [("paper.fetch", {"ids": ("a",)})]
    assert foot.panel.rows() == ()


@pytest.mark.asyncio
async def test_job_that_failed_names_the_keys_in_force(foot: Foot, look: Look) -> None:
    async def work(_progress: Progressing) -> None:
        raise NotFound("No copy was found.", "Press ⟨paper.open-page⟩ to look.")

    look.follow_keys(Registry(()))
    with pytest.raises(NotFound):
        await foot.jobs.start("One", work, is_awaited=True)
    look.follow_keys(all_commands())
    with pytest.raises(NotFound):
        await foot.jobs.start("Two", work, is_awaited=True)
    without, with_key = foot.panel.rows()

    with_key.copy_details()

    assert without.words() == "No copy was found."
    assert with_key.words() == "No copy was found. Press O to look."
    assert QtWidgets.QApplication.clipboard().text().endswith("Press O to look.")


@pytest.mark.asyncio
async def test_trace_of_a_bug_is_copied(foot: Foot) -> None:
    async def work(_progress: Progressing) -> None:
        raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        await foot.jobs.start("Working", work, is_awaited=True)
    (row,) = foot.panel.rows()

    row.copy_details()

    assert "ValueError: a bug" in QtWidgets.QApplication.clipboard().text()
