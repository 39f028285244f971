"""What is dropped on the window before it is whole is dropped once it is."""

import pytest
from PySide6 import QtCore, QtGui, QtWidgets
from pytestqt.qtbot import QtBot

from app.ui.drops.early_drops import EarlyDrops

pytestmark = pytest.mark.ui
Action = QtCore.Qt.DropAction
BOTH = Action.CopyAction | Action.MoveAction
LEFT = QtCore.Qt.MouseButton.LeftButton
NONE = QtCore.Qt.KeyboardModifier.NoModifier


class Taking(QtWidgets.QWidget):
    """Takes drops, and writes down what came."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[str] = []

    def dragEnterEvent(self, event: QtGui.QDragEnterEvent) -> None:
        self.taken.append(f"enter {event.mimeData().text()}")
        event.accept()

    def dropEvent(self, event: QtGui.QDropEvent) -> None:
        place = event.position().toPoint()
        self.taken.append(f"drop {event.mimeData().text()} {place.x()} {place.y()}")


@pytest.fixture
def window(qtbot: QtBot) -> Taking:
    """A window that is shown."""
    made = Taking()
    qtbot.addWidget(made)
    made.resize(200, 100)
    made.show()
    return made


def enter(window: QtWidgets.QWidget, text: str) -> QtGui.QDropEvent:
    """Carry a text over the window, offered as a move."""
    mime = QtCore.QMimeData()
    mime.setText(text)
    place = QtCore.QPoint(10, 20)
    event = QtGui.QDragEnterEvent(place, BOTH, mime, LEFT, NONE)
    event.setDropAction(Action.MoveAction)
    QtWidgets.QApplication.sendEvent(window, event)
    return event


def drop(window: QtWidgets.QWidget, text: str) -> QtGui.QDropEvent:
    """Carry a text over the window, and let it go."""
    enter(window, text)
    mime = QtCore.QMimeData()
    mime.setText(text)
    event = QtGui.QDropEvent(QtCore.QPointF(30, 40), BOTH, mime, LEFT, NONE)
    event.setDropAction(Action.MoveAction)
    QtWidgets.QApplication.sendEvent(window, event)
    return event


def test_drops_are_held_until_they_are_released(window: Taking) -> None:
    early = EarlyDrops(window)
    drop(window, "one")
    drop(window, "two")
    before = list(window.taken)

    early.release()
    early.release()

    assert before == []
    assert window.taken == [
        "enter one",
        "drop one 30 40",
        "enter two",
        "drop two 30 40",
    ]


def test_drop_is_always_a_copy(window: Taking) -> None:
    early = EarlyDrops(window)

    event = drop(window, "a file")

    assert (event.isAccepted(), event.dropAction()) == (True, Action.CopyAction)
    early.release()


def test_what_is_still_dragged_enters_anew(window: Taking) -> None:
    early = EarlyDrops(window)
    enter(window, "still here")

    early.release()

    assert window.taken == ["enter still here"]


def test_what_was_carried_away_does_not_come_back(window: Taking) -> None:
    early = EarlyDrops(window)
    enter(window, "gone")
    QtWidgets.QApplication.sendEvent(window, QtGui.QDragLeaveEvent())

    early.release()

    assert window.taken == []
