"""The ring round a pane: for those who came by keys."""

import pytest
from PySide6 import QtCore, QtTest, QtWidgets
from pytestqt.qtbot import QtBot

from app.ui.appearance.look import Look
from app.ui.widgets.pane_ring import PaneRing

pytestmark = pytest.mark.ui


def test_ring_is_for_keys_and_not_for_clicks(qtbot: QtBot, look: Look) -> None:
    window = QtWidgets.QWidget()
    qtbot.addWidget(window)
    window.resize(300, 200)
    pane = QtWidgets.QWidget(window)
    pane.setGeometry(0, 0, 300, 150)
    text = QtWidgets.QLineEdit(pane)
    other = QtWidgets.QLineEdit(window)
    other.move(0, 160)
    ring = PaneRing(look, pane)
    window.show()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)

    QtTest.QTest.mouseClick(
        window.windowHandle(),
        QtCore.Qt.MouseButton.LeftButton,
        QtCore.Qt.KeyboardModifier.NoModifier,
        text.geometry().center(),
    )

    assert (text.hasFocus(), ring.isVisible()) == (True, False)
    other.setFocus()
    text.setFocus(QtCore.Qt.FocusReason.TabFocusReason)
    assert ring.isVisible()
