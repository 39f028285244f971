"""Triage: one paper at a time, one key a decision, and every decision taken back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6 import QtCore, QtTest, QtWidgets

from app.commands.command import Mode
from app.domain.edit import ChangePapers, SnoozePapers
from app.domain.paper import Paper, PaperId, Status
from app.domain.query import Place
from app.ui.panels.triage.legend import KeyButton
from app.ui.panels.triage.pace import Pace
from app.ui.panels.triage.toast import Toast
from app.ui.panels.triage.topics import DigitChip
from app.ui.sheets.snooze_picker import SnoozePicker
from tests.support.listings import SAMPLE
from tests.support.paper_pdf import paper_pdf
from tests.support.stage import Key, WindowStage, play
from tests.support.waiting import until

pytestmark = [pytest.mark.ui, pytest.mark.usefixtures("qapp")]
N_PAPERS = 12
CONTROL = QtCore.Qt.KeyboardModifier.ControlModifier
OUT = "Take out of Agents"
LETTERS = {
    Status.NEW: ".",
    Status.QUEUED: "w",
    Status.READING: "r",
    Status.DONE: "e",
    Status.DISMISSED: "d",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


async def begin(stage: WindowStage) -> list[PaperId]:
    """Stock the library and press F7 in the inbox; return its papers in order."""
    await stage.take(SAMPLE)
    await stage.do("go.inbox")
    await until(lambda: stage.parts.model.n_rows == N_PAPERS)
    await until(lambda: stage.parts.papers.current() is not None)
    stage.parts.papers.focus_rows()
    stage.press(Key.Key_F7)
    await until(lambda: stage.parts.desk.mode() is Mode.TRIAGE)
    return [paper.id for paper in stage.state()[0]]


def current(stage: WindowStage) -> Any:
    return stage.parts.papers.current()


def left(stage: WindowStage) -> str:
    return str(stage.parts.triage.words()[0])


def undo(stage: WindowStage) -> None:
    focus = QtWidgets.QApplication.focusWidget() or stage.parts.window
    QtTest.QTest.keyClick(focus, Key.Key_Z, CONTROL)


def paper(stage: WindowStage, paper_id: PaperId) -> Paper:
    return next(each for each in stage.state()[0] if each.id == paper_id)


def decided(stage: WindowStage) -> str:
    """Return a letter a paper: what was decided, '.' for nothing."""
    return "".join(LETTERS[each.status] for each in stage.state()[0])


def test_keys_typed_ahead_decide_on_one_paper_after_the_other(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        ids = await begin(stage)
        assert left(stage) == "12 left"

        stage.write("wdejwsd")

        await until(lambda: left(stage) == "7 left")
        assert decided(stage) == "wde.wd......"
        assert paper(stage, ids[5]).is_starred
        assert current(stage) == ids[6]
        await until(
            lambda: (
                stage.parts.triage.words()[1] == "2 queued  ·  1 done  ·  2 dismissed"
            )
        )

    assert play(story, folder) == 0


def test_undo_goes_back_to_the_paper_and_keys_wait_for_it(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        ids = await begin(stage)
        stage.write("wwww")
        await until(lambda: left(stage) == "8 left")

        undo(stage)
        undo(stage)
        stage.write("d")

        await until(lambda: decided(stage) == "wwd.........")
        await until(lambda: current(stage) == ids[3])
        await until(lambda: left(stage) == "9 left")
        stage.write("e")
        await until(lambda: current(stage) == ids[4])

    assert play(story, folder) == 0


def test_after_undo_a_decision_goes_on_to_the_next_open_paper(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        ids = await begin(stage)
        stage.write("jdddk")
        await until(lambda: left(stage) == "9 left")
        assert current(stage) == ids[3]
        stage.write("kkk")
        await until(lambda: current(stage) == ids[0])

        stage.write("w")

        await until(lambda: current(stage) == ids[4])

    assert play(story, folder) == 0


def test_decision_under_way_is_not_gone_through_again(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        ids = await begin(stage)

        stage.write("jdkkd")  # the second paper, then the first

        assert current(stage) == ids[2]
        await until(lambda: decided(stage) == "dd..........")

    assert play(story, folder) == 0


def test_end_tells_what_was_decided_and_leads_to_the_queue(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await begin(stage)
        stage.write("w" * 3 + "d" * 9)
        await until(lambda: stage.parts.triage.is_at_end)
        await until(lambda: left(stage) == "0 left")
        told = ("Inbox done", "3 queued  ·  9 dismissed")
        await until(lambda: stage.parts.triage.end_words() == told)
        assert stage.parts.desk.targets() == ()

        undo(stage)
        await until(lambda: not stage.parts.triage.is_at_end)
        assert decided(stage) == "wwwdddddddd."
        stage.write("d")
        await until(lambda: stage.parts.triage.is_at_end)
        stage.write("gq")

        await until(lambda: stage.parts.desk.query().place is Place.QUEUE)
        assert stage.parts.desk.mode() is Mode.LIST
        await until(lambda: stage.parts.model.n_rows == 3)

    assert play(story, folder) == 0


def test_end_with_papers_left_says_so_and_k_goes_back(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        ids = await begin(stage)
        stage.write("j" * N_PAPERS)

        await until(lambda: stage.parts.triage.is_at_end)

        heading, words = stage.parts.triage.end_words()
        assert heading == "The end of Inbox"
        assert words.startswith("12 papers are not decided on yet")
        stage.write("k")
        await until(lambda: not stage.parts.triage.is_at_end)
        assert current(stage) == ids[-1]

    assert play(story, folder) == 0


@pytest.mark.parametrize("key", [Key.Key_F7, Key.Key_Escape, Key.Key_Q])
def test_leaving_keeps_the_paper_current_in_the_list(
    folder: Path, key: QtCore.Qt.Key
) -> None:
    async def story(stage: WindowStage) -> None:
        ids = await begin(stage)
        assert not stage.parts.status_line.isVisible()
        stage.write("wd")
        await until(lambda: left(stage) == "10 left")

        stage.press(key)

        assert stage.parts.desk.mode() is Mode.LIST
        assert stage.parts.desk.targets() == (ids[2],)
        assert stage.parts.status_line.isVisible()
        assert stage.parts.papers.table.hasFocus()

    assert play(story, folder) == 0


def test_postponing_by_keys_is_a_decision(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        ids = await begin(stage)
        stage.write("p")
        await until(lambda: isinstance(stage.sheet, SnoozePicker))
        stage.write("2 weeks")
        stage.press(Key.Key_Return)
        await until(lambda: stage.sheet is None)

        await until(lambda: left(stage) == "11 left")
        assert current(stage) == ids[1]
        await until(lambda: stage.parts.triage.words()[1] == "1 postponed")
        assert paper(stage, ids[0]).snoozed_until is not None
        stage.write("gp")
        await until(lambda: stage.parts.model.query.place is Place.SNOOZED)
        await until(lambda: stage.parts.model.n_rows == 1)

    assert play(story, folder) == 0


def test_stars_and_digits_do_not_go_on(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        ids = await begin(stage)
        await stage.do("topic.add", path="Agents")
        await until(lambda: len(stage.parts.topics.topics()) == 1)
        [topic] = stage.parts.topics.topics()
        await stage.do("topic.change", topic_id=topic, slot=3)
        chips = stage.parts.triage.findChildren
        await until(lambda: len(chips(DigitChip)) == 1)

        stage.write("s3")

        await until(lambda: paper(stage, ids[0]).topics == (topic,))
        assert paper(stage, ids[0]).is_starred
        assert current(stage) == ids[0]
        assert left(stage) == "12 left"

    assert play(story, folder) == 0


def test_click_on_a_chip_files_the_paper_and_a_second_takes_it_out(
    folder: Path,
) -> None:
    async def story(stage: WindowStage) -> None:
        ids = await begin(stage)
        await stage.do("topic.add", path="Agents")
        await until(lambda: len(stage.parts.topics.topics()) == 1)
        [topic] = stage.parts.topics.topics()
        await stage.do("topic.change", topic_id=topic, slot=3)
        chips = stage.parts.triage.findChildren

        await until(lambda: len(chips(DigitChip)) == 1)
        chips(DigitChip)[0].click()
        await until(lambda: paper(stage, ids[0]).topics == (topic,))
        await until(lambda: [c.toolTip() for c in chips(DigitChip)] == [OUT])
        chips(DigitChip)[0].click()

        await until(lambda: paper(stage, ids[0]).topics == ())
        assert stage.parts.desk.mode() is Mode.TRIAGE
        stage.write("w")
        await until(lambda: current(stage) == ids[1])

    assert play(story, folder) == 0


def test_paper_read_in_triage_leads_back_there(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        ids = await begin(stage)
        file = folder.parent / "one.pdf"
        file.write_bytes(paper_pdf("One"))
        for paper_id in ids[:2]:
            await stage.do("paper.attach", ids=(paper_id,), paths=(str(file),))
        stage.write("v")
        await until(lambda: stage.parts.reader.document is not None)
        assert stage.parts.desk.mode() is Mode.READER
        stage.press(Key.Key_Q)
        await until(lambda: stage.parts.desk.mode() is Mode.TRIAGE)
        assert current(stage) == ids[0]

        stage.write("v")
        await until(lambda: stage.parts.desk.mode() is Mode.READER)
        stage.write("e")

        await until(lambda: stage.parts.desk.mode() is Mode.TRIAGE)
        await until(lambda: current(stage) == ids[1])
        assert decided(stage).startswith("e.")

    assert play(story, folder) == 0


def test_paper_whose_time_comes_enters_the_open_inbox_on_top(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        ids = await begin(stage)
        stage.press(Key.Key_Escape)
        until_then = datetime.now(UTC) + timedelta(milliseconds=600)
        edit = SnoozePapers(ids=(ids[5],), label="Postponed", until=until_then)
        await stage.parts.model._library.apply(edit)
        await stage.do("go.all")
        await stage.do("go.inbox")
        await until(lambda: stage.parts.model.query.place is Place.INBOX)
        assert datetime.now(UTC) > until_then or stage.parts.model.n_rows == 11

        await until(lambda: stage.parts.model.n_rows == N_PAPERS)

        assert stage.parts.model.id_at(0) == ids[5]
        await until(lambda: "back in the Inbox" in stage.parts.status_line.message())
        await until(lambda: stage.parts.topics.count(Place.INBOX) == N_PAPERS)

    assert play(story, folder) == 0


def test_legend_and_toast_do_what_their_keys_do(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        ids = await begin(stage)
        buttons = {b.text(): b for b in stage.parts.triage.findChildren(KeyButton)}

        buttons["Dismiss"].click()
        await until(lambda: left(stage) == "11 left")
        assert current(stage) == ids[1]
        toast = stage.parts.triage.findChild(Toast)
        await until(lambda: toast.isVisible())
        assert toast.text().startswith("Dismissed “")
        toast.click()

        await until(lambda: left(stage) == "12 left")
        assert current(stage) == ids[0]
        assert list(buttons) == [
            "Queue",
            "Dismiss",
            "Done",
            "Star",
            "Topic",
            "View PDF",
            "Postpone",
            "Back",
        ]

    assert play(story, folder) == 0


def test_toast_when_another_act_came_then_takes_nothing_back(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        ids = await begin(stage)
        stage.press(Key.Key_D)
        await until(lambda: left(stage) == "11 left")
        toast = stage.parts.triage.findChild(Toast)
        await until(lambda: toast.isVisible() and toast.can_undo)

        await stage.program._library.apply(
            ChangePapers(ids=(ids[5],), label="Starred", is_starred=True)
        )
        await until(lambda: not toast.can_undo)
        toast.click()

        assert not toast.isVisible()
        assert left(stage) == "11 left"

    assert play(story, folder) == 0


def test_space_reads_on_before_it_goes_on(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        ids = await begin(stage)
        stage.parts.window.resize(900, 420)
        panel = stage.parts.triage
        await until(lambda: panel.width() == 900)
        bar = panel.findChild(QtWidgets.QScrollArea).verticalScrollBar()
        await until(lambda: bar.maximum() > 0)

        stage.press(Key.Key_Space)
        assert bar.value() > 0
        assert current(stage) == ids[0]
        for _ in range(20):
            if current(stage) != ids[0]:
                break
            stage.press(Key.Key_Space)

        assert current(stage) == ids[1]
        await until(lambda: bar.value() == 0)

    assert play(story, folder) == 0


def test_pace_is_told_after_some_decisions_and_leaves_pauses_out() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    for seconds in (6, 6, 6, 3_000):
        now[0] += seconds
        pace.count()
    assert pace.minutes(10) is None

    now[0] += 12
    pace.count()

    assert pace.minutes(10) == 4  # 6, 6, 6, 90 and 12 seconds
    assert pace.minutes(0) is None
