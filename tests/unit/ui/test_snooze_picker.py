"""The snooze picker: Enter takes a day offered, or one that is typed."""

from datetime import date

import pytest
from PySide6 import QtTest
from pytestqt.qtbot import QtBot

from app.domain.paper import PaperId
from app.ui.appearance.look import Look
from app.ui.sheets.snooze_picker import SnoozePicker
from tests.support.sheets import Ran, Stage, focus
from tests.support.stage import Key

pytestmark = pytest.mark.ui
TODAY = date(2026, 11, 20)
IDS = (PaperId("one"), PaperId("two"))


@pytest.fixture
def ran() -> Ran:
    return Ran()


@pytest.fixture
def sheet(look: Look, qtbot: QtBot, ran: Ran) -> SnoozePicker:
    stage = Stage(qtbot, look)
    made = SnoozePicker(look, ids=IDS, today=TODAY, run=ran)
    stage.sheets.open(made)
    qtbot.waitUntil(made.first_focus().hasFocus)
    return made


@pytest.mark.parametrize(
    ("typed", "n_down", "day"),
    [
        ("", 0, date(2026, 11, 21)),
        ("", 1, date(2026, 11, 23)),
        ("month", 0, date(2026, 12, 20)),
        ("1 Dec", 0, date(2026, 12, 1)),
    ],
)
def test_enter_puts_off_to_the_day_shown(
    sheet: SnoozePicker, ran: Ran, typed: str, n_down: int, day: date
) -> None:
    QtTest.QTest.keyClicks(focus(), typed)
    for key in [Key.Key_Down] * n_down + [Key.Key_Return]:
        QtTest.QTest.keyClick(focus(), key)

    assert ran.calls == [("paper.snooze", {"ids": IDS, "until": day})]
    assert sheet.is_closed


def test_what_is_no_day_is_told_and_not_taken(sheet: SnoozePicker, ran: Ran) -> None:
    QtTest.QTest.keyClicks(focus(), "moo")
    QtTest.QTest.keyClick(focus(), Key.Key_Return)

    assert [row.day for row in sheet.rows()] == [None]
    assert sheet.rows()[0].name.startswith("“moo” is no day.")
    assert ran.calls == []
    assert not sheet.is_closed


def test_escape_leaves_the_papers_where_they_are(sheet: SnoozePicker, ran: Ran) -> None:
    QtTest.QTest.keyClick(focus(), Key.Key_Escape)

    assert sheet.is_closed
    assert ran.calls == []
