"""Keys pressed before the window is whole are obeyed in order, once."""

import pytest
from PySide6 import QtCore, QtGui, QtTest, QtWidgets
from pytestqt.qtbot import QtBot

from app.ui.keys.early_keys import EarlyKeys

pytestmark = pytest.mark.ui
Key = QtCore.Qt.Key


@pytest.fixture
def window(qtbot: QtBot) -> QtWidgets.QWidget:
    """A window that is shown."""
    made = QtWidgets.QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def field(window: QtWidgets.QWidget, qtbot: QtBot) -> QtWidgets.QLineEdit:
    """A field with the keys, in the window."""
    made = QtWidgets.QLineEdit(window)
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def press(field: QtWidgets.QLineEdit, letters: str) -> None:
    """Press letters as the system does, in the window of the field."""
    for letter in letters:
        QtTest.QTest.keyClick(field.window().windowHandle(), letter)


def test_keys_are_held_until_they_are_released(field: QtWidgets.QLineEdit) -> None:
    early = EarlyKeys(field.window())
    press(field, "abc")
    QtTest.QTest.keyClick(field.window().windowHandle(), Key.Key_Backspace)
    held = field.text()

    early.release()

    assert (held, field.text()) == ("", "ab")


def test_released_keys_are_held_no_more(field: QtWidgets.QLineEdit) -> None:
    early = EarlyKeys(field.window())
    early.release()

    press(field, "a")
    early.release()

    assert field.text() == "a"


def test_forgotten_keys_are_never_pressed(field: QtWidgets.QLineEdit) -> None:
    early = EarlyKeys(field.window())
    press(field, "a")

    early.forget()
    press(field, "b")

    assert field.text() == "b"


def test_shortcut_of_the_window_waits_too(
    field: QtWidgets.QLineEdit, qtbot: QtBot
) -> None:
    fired: list[None] = []
    shortcut = QtGui.QShortcut(QtGui.QKeySequence("Ctrl+J"), field.window())
    shortcut.activated.connect(lambda: fired.append(None))
    ctrl = QtCore.Qt.KeyboardModifier.ControlModifier
    early = EarlyKeys(field.window())

    QtTest.QTest.keyClick(field.window().windowHandle(), Key.Key_J, ctrl)
    assert fired == []

    early.release()
    assert fired == [None]
