"""Notes, questions, texts, topics, the guide and reports, each by its keys."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6 import QtCore, QtGui, QtWidgets
from pytestqt.qtbot import QtBot

from app import __version__
from app.commands.desk import Question
from app.domain.paper import Note
from app.settings.places import resources_folder
from app.ui.appearance.look import Look
from app.ui.sheets.about_sheet import AboutSheet
from app.ui.sheets.add_sheet import AddSheet
from app.ui.sheets.controls import ActButton
from app.ui.sheets.guide_sheet import GuidePage, GuideSheet
from app.ui.sheets.note_editor import NoteEditor, NoteText
from app.ui.sheets.problem_sheet import ProblemSheet
from app.ui.sheets.question_sheet import QuestionSheet
from app.ui.sheets.topic_sheet import TopicSheet
from tests.support.sheets import Ran, Stage, a_paper, a_topic, focus

pytestmark = pytest.mark.ui
KEY = QtCore.Qt.Key
CONTROL = QtCore.Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def stage(qtbot: QtBot, look: Look) -> Stage:
    return Stage(qtbot, look)


@pytest.fixture
def ran() -> Ran:
    return Ran()


def test_note_is_kept_when_it_closes(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    stage.sheets.open(NoteEditor(look, paper=a_paper("P"), run=ran))

    qtbot.keyClicks(focus(), "remember")
    qtbot.keyClick(focus(), KEY.Key_Escape)

    [(command, arguments)] = ran.calls
    assert command == "note.write"
    assert (arguments["paper_id"], arguments["text"]) == ("P", "remember")


def test_note_is_kept_while_typing_in_one_session(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    stage.sheets.open(NoteEditor(look, paper=a_paper("P"), run=ran))

    qtbot.keyClicks(focus(), "one")
    qtbot.waitUntil(lambda: len(ran.calls) == 1)
    qtbot.keyClicks(focus(), " two")
    qtbot.keyClick(focus(), KEY.Key_Return, CONTROL)

    first, second = (arguments for _, arguments in ran.calls)
    assert (first["text"], second["text"]) == ("one", "one two")
    assert first["session"] == second["session"] != ""


def test_note_left_as_it_was_writes_nothing(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    note = Note(text="old", changed_at=datetime(2025, 1, 1, tzinfo=UTC))
    stage.sheets.open(NoteEditor(look, paper=replace(a_paper("P"), note=note), run=ran))

    qtbot.keyClick(focus(), KEY.Key_Escape)

    assert ran.calls == []


QUESTION = Question(
    title="Is this the paper?", details="Found: X.", answers=("Use this", "No")
)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("key", "answer"), [(KEY.Key_Return, 0), (KEY.Key_2, 1), (KEY.Key_Escape, None)]
)
async def test_question_is_answered_by_a_key(
    stage: Stage, look: Look, qtbot: QtBot, key: QtCore.Qt.Key, answer: int | None
) -> None:
    sheet = QuestionSheet(look, QUESTION)
    stage.sheets.open(sheet)

    qtbot.keyClick(focus(), key)

    assert await sheet.answered() == answer


def files() -> QtCore.QMimeData:
    mime = QtCore.QMimeData()
    mime.setUrls([QtCore.QUrl.fromLocalFile("/tmp/list.txt")])
    mime.setText("file:///tmp/list.txt")
    return mime


def is_entered(target: QtWidgets.QWidget, mime: QtCore.QMimeData) -> bool:
    event = QtGui.QDragEnterEvent(
        QtCore.QPoint(5, 5),
        QtCore.Qt.DropAction.CopyAction,
        mime,
        QtCore.Qt.MouseButton.LeftButton,
        QtCore.Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    QtWidgets.QApplication.sendEvent(target, event)
    return event.isAccepted()


def test_file_dropped_on_a_text_is_not_taken_as_text(stage: Stage, look: Look) -> None:
    sheet = AddSheet(look, run=Ran())
    stage.sheets.open(sheet)
    text = sheet.findChild(NoteText)
    assert text is not None
    words = QtCore.QMimeData()
    words.setText("2304.15004")

    assert not is_entered(text.viewport(), files())
    assert is_entered(text.viewport(), words)


def test_fields_of_sheets_leave_drops_to_the_window(stage: Stage, look: Look) -> None:
    sheet = TopicSheet(look, topic=None, run=Ran())
    stage.sheets.open(sheet)

    fields = sheet.findChildren(QtWidgets.QLineEdit)

    assert fields
    assert not any(field.acceptDrops() for field in fields)


def test_empty_text_keeps_the_sheet_open(
    stage: Stage, look: Look, qtbot: QtBot
) -> None:
    sheet = AddSheet(look, run=Ran())
    stage.sheets.open(sheet)

    qtbot.keyClick(focus(), KEY.Key_Return, CONTROL)

    assert not sheet.is_closed


def test_new_topic_is_added_by_its_path(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    stage.sheets.open(TopicSheet(look, topic=None, run=ran))

    qtbot.keyClicks(focus(), "Models / Attention")
    qtbot.keyClick(focus(), KEY.Key_Return)

    assert ran.calls == [("topic.add", {"path": "Models/Attention"})]


def test_topic_is_renamed(stage: Stage, look: Look, ran: Ran, qtbot: QtBot) -> None:
    stage.sheets.open(TopicSheet(look, topic=a_topic("A/B", colour=3), run=ran))

    qtbot.keyClicks(focus(), "C")
    qtbot.keyClick(focus(), KEY.Key_Return)

    wanted = {"topic_id": "A/B", "name": "C", "colour": 3}
    assert ran.calls == [("topic.change", wanted)]


def test_topic_gets_a_digit(stage: Stage, look: Look, ran: Ran, qtbot: QtBot) -> None:
    stage.sheets.open(TopicSheet(look, topic=a_topic("A", colour=3), run=ran))

    qtbot.keyClick(focus(), KEY.Key_Backtab)
    while not isinstance(focus(), QtWidgets.QComboBox):
        qtbot.keyClick(focus(), KEY.Key_Backtab)
    qtbot.keyClick(focus(), KEY.Key_4)
    qtbot.keyClick(focus(), KEY.Key_Tab)
    while not isinstance(focus(), QtWidgets.QLineEdit):
        qtbot.keyClick(focus(), KEY.Key_Tab)
    qtbot.keyClick(focus(), KEY.Key_Return)

    wanted = {"topic_id": "A", "name": "A", "colour": 3, "slot": 4}
    assert ran.calls == [("topic.change", wanted)]


def test_enter_saves_wherever_the_keys_are(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    stage.sheets.open(TopicSheet(look, topic=a_topic("A", colour=3), run=ran))
    while not isinstance(focus(), QtWidgets.QComboBox):
        qtbot.keyClick(focus(), KEY.Key_Tab)

    qtbot.keyClicks(focus(), "4")
    qtbot.keyClick(focus(), KEY.Key_Return)

    wanted = {"topic_id": "A", "name": "A", "colour": 3, "slot": 4}
    assert ran.calls == [("topic.change", wanted)]


def test_button_that_is_enabled_gets_room_for_its_key(look: Look, qtbot: QtBot) -> None:
    window = QtWidgets.QWidget()
    qtbot.addWidget(window)
    row = QtWidgets.QHBoxLayout(window)
    button = ActButton(look, "Take back", window, keys="Backspace")
    button.setEnabled(False)
    row.addWidget(button)
    row.addStretch(1)
    window.resize(600, 80)
    window.show()
    narrow = button.width()

    button.setEnabled(True)

    qtbot.waitUntil(lambda: button.width() == button.sizeHint().width() > narrow)


def test_topic_name_that_is_refused_keeps_the_sheet(
    stage: Stage, look: Look, ran: Ran, qtbot: QtBot
) -> None:
    sheet = TopicSheet(look, topic=None, run=ran)
    stage.sheets.open(sheet)

    qtbot.keyClick(focus(), KEY.Key_Return)

    assert not sheet.is_closed
    assert ran.calls == []


def test_guide_goes_from_chapter_to_chapter(
    stage: Stage, look: Look, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "1-a.md").write_text("# First\n\nalpha", encoding="utf-8")
    (tmp_path / "2-b.md").write_text("# Second\n\nbeta", encoding="utf-8")
    sheet = GuideSheet(look, tmp_path)
    stage.sheets.open(sheet)
    assert "alpha" in sheet.text()

    qtbot.keyClick(focus(), KEY.Key_BracketRight)

    assert "beta" in sheet.text()


def test_own_guide_can_be_shown(stage: Stage, look: Look) -> None:
    sheet = GuideSheet(look, resources_folder() / "guide")

    stage.sheets.open(sheet)

    assert sheet.text().strip()


def test_guide_page_loads_nothing(stage: Stage, tmp_path: Path) -> None:
    image = tmp_path / "x.png"
    QtGui.QImage(9, 9, QtGui.QImage.Format.Format_RGB32).save(str(image))
    page = GuidePage(stage.window)

    page.setMarkdown(f"![x]({image.as_uri()})")

    url = QtCore.QUrl(image.as_uri())
    kind = QtGui.QTextDocument.ResourceType.ImageResource
    assert page.document().resource(kind.value, url).width() == 1


def test_problem_report_is_copied(stage: Stage, look: Look, qtbot: QtBot) -> None:
    copied: list[str] = []
    stage.sheets.open(
        ProblemSheet(look, text="Oh.", details="Traceback: x", copy=copied.append)
    )

    qtbot.keyClick(focus(), KEY.Key_Return)

    assert __version__ in copied[0]
    assert copied[0].endswith("Traceback: x")


def test_problem_names_the_log(stage: Stage, look: Look, tmp_path: Path) -> None:
    log = tmp_path / "octavo.log"
    sheet = ProblemSheet(look, text="Oh.", details="x", copy=print, log=log)
    stage.sheets.open(sheet)

    words = " ".join(label.text() for label in sheet.findChildren(QtWidgets.QLabel))

    assert str(log) in words


def test_about_names_the_licence(stage: Stage, look: Look, tmp_path: Path) -> None:
    sheet = AboutSheet(look, library_folder=tmp_path)
    stage.sheets.open(sheet)

    words = " ".join(label.text() for label in sheet.findChildren(QtWidgets.QLabel))

    assert "AGPL-3.0-or-later" in words
    assert str(tmp_path) in words
