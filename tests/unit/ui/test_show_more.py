"""A text too long to be laid out at once is shown part by part."""

from collections.abc import Iterator

import pytest
from PySide6 import QtCore, QtTest, QtWidgets
from pytestqt.qtbot import QtBot

from app.ui.widgets.show_more import ShowMore, first_part

pytestmark = pytest.mark.ui
WORDS = "word " * 50_000


@pytest.fixture
def shown() -> list[str]:
    """What was shown, the newest last."""
    return []


@pytest.fixture
def more(qtbot: QtBot, shown: list[str]) -> Iterator[ShowMore]:
    window = QtWidgets.QWidget()
    qtbot.addWidget(window)
    made = ShowMore(shown.append, window)
    window.show()
    yield made
    window.close()


def test_each_press_shows_ten_times_more_until_all_is_there(
    more: ShowMore, shown: list[str]
) -> None:
    more.show_text(WORDS)
    assert more.isVisible()
    assert shown[-1] == first_part(WORDS)
    assert (more.text(), len(shown[-1])) == ("Show more", 10_001)

    QtTest.QTest.keyClick(more, QtCore.Qt.Key.Key_Return)
    assert len(shown[-1]) == 100_001
    assert more.text() == f"Show all {QtCore.QLocale().toString(len(WORDS))} characters"
    QtTest.QTest.keyClick(more, QtCore.Qt.Key.Key_Space)

    assert shown[-1] == WORDS
    assert more.isHidden()


def test_text_shown_again_stays_open_and_another_begins_anew(
    more: ShowMore, shown: list[str]
) -> None:
    more.show_text(WORDS)
    more.click()
    more.show_text(WORDS)
    assert len(shown[-1]) == 100_001

    more.show_text(f"{WORDS}!")
    assert len(shown[-1]) == 10_001
    more.show_text("short")

    assert shown[-1] == "short"
    assert more.isHidden()
