"""Moving a topic by a few letters, and the page that tells of one."""

from dataclasses import replace

import pytest
from PySide6 import QtCore, QtWidgets
from pytestqt.qtbot import QtBot

from app.domain.paper import PaperId, Status, TopicId
from app.domain.topic import TopicSummary
from app.ui.appearance.look import Look
from app.ui.sheets.controls import ActButton
from app.ui.sheets.topic_page import TopicPage
from app.ui.sheets.topic_target import TopicTarget
from tests.support.sheets import Ran, Stage, a_topic, focus

pytestmark = pytest.mark.ui
KEY = QtCore.Qt.Key
PATHS = ("Agents", "Models", "Models/Scaling", "Models/Scaling/Laws", "Vision")


@pytest.fixture
def stage(qtbot: QtBot, look: Look) -> Stage:
    return Stage(qtbot, look)


@pytest.fixture
def ran() -> Ran:
    return Ran()


def target(look: Look, ran: Ran, path: str, parent: str | None = None) -> TopicTarget:
    topics = [a_topic(p) for p in PATHS]
    topic = replace(a_topic(path), parent=parent and TopicId(parent))
    return TopicTarget(look, topic=topic, topics=topics, run=ran)


def test_topic_moves_where_the_letters_say(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    sheet = target(look, ran, "Models/Scaling", "Models")
    stage.sheets.open(sheet)

    qtbot.keyClicks(focus(), "vis")
    qtbot.keyClick(focus(), KEY.Key_Return)

    moved = {"topic_id": "Models/Scaling", "parent": "Vision"}
    assert ran.calls == [("topic.place", moved)]
    assert sheet.is_closed


def test_topic_moves_to_the_top_level(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    stage.sheets.open(target(look, ran, "Models/Scaling", "Models"))

    qtbot.keyClick(focus(), KEY.Key_Return)

    moved = {"topic_id": "Models/Scaling", "parent": None}
    assert ran.calls == [("topic.place", moved)]


def test_targets_leave_out_the_topic_its_own_and_where_it_is(
    stage: Stage, look: Look, ran: Ran
) -> None:
    inner = target(look, ran, "Models/Scaling", "Models")
    outer = target(look, ran, "Models")

    assert [row.path for row in inner.rows()] == ["The top level", "Agents", "Vision"]
    assert [row.path for row in outer.rows()] == ["Agents", "Vision"]


def test_target_sheet_says_why_it_is_empty(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    alone = TopicTarget(look, topic=a_topic("A"), topics=[a_topic("A")], run=ran)
    stage.sheets.open(alone)

    def told() -> list[str]:
        labels = alone.findChildren(QtWidgets.QLabel)
        return [each.text() for each in labels if each.isVisible() and each.text()]

    assert told() == ["There is no other topic to move it into."]
    qtbot.keyClicks(focus(), "x")
    assert told() == ["Nothing fits what you typed."]


def a_page(look: Look, ran: Ran, note: str = "") -> TopicPage:
    topic = replace(a_topic("Models/Scaling"), note=note, slot=3)
    statuses = {Status.NEW: 2, Status.QUEUED: 0, Status.DONE: 1}
    best = ((PaperId("P"), r"The $\alpha$ law"),)
    summary = TopicSummary(topic=topic, n_papers=3, statuses=statuses, key_papers=best)
    return TopicPage(look, summary=summary, run=ran)


def test_page_tells_counts_and_digit(stage: Stage, look: Look, ran: Ran) -> None:
    page = a_page(look, ran)
    stage.sheets.open(page)

    words = " ".join(label.text() for label in page.findChildren(QtWidgets.QLabel))

    assert page.counts_text() == "2 new  ·  1 done"
    assert "3 papers" in words
    assert "digit 3" in words


def test_page_leaves_for_the_export_of_any_format(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    page = a_page(look, ran)
    stage.sheets.open(page)
    export = next(
        button
        for button in page.findChildren(ActButton)
        if button.accessibleName().startswith("Export…")
    )

    with qtbot.waitSignal(page.export_asked):
        export.click()

    assert page.is_closed


def test_note_of_the_page_is_kept_when_it_closes(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    stage.sheets.open(a_page(look, ran, note="old"))

    qtbot.keyClicks(focus(), "new ")
    qtbot.keyClick(focus(), KEY.Key_Escape)

    [(command, arguments)] = ran.calls
    assert command == "topic.write-note"
    assert (arguments["topic_id"], arguments["text"]) == ("Models/Scaling", "new old")
    assert arguments["session"]


def test_key_paper_of_the_page_is_shown_in_the_list(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    page = a_page(look, ran)
    stage.sheets.open(page)
    button = next(b for b in page.findChildren(ActButton) if b.text() == "The α law")

    qtbot.mouseClick(button, QtCore.Qt.MouseButton.LeftButton)

    assert ran.calls == [("paper.reveal", {"ids": ("P",)})]
    assert page.is_closed
