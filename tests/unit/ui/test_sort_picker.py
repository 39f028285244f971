"""The sort picker and the columns sheet do everything by keys."""

import pytest
from PySide6 import QtCore, QtTest
from pytestqt.qtbot import QtBot

from app.domain.view import Column, Sorting, View
from app.domain.view_text import read_sorting
from app.ui.appearance.look import Look
from app.ui.sheets.columns_sheet import ColumnsSheet
from app.ui.sheets.sheet import Sheet
from app.ui.sheets.sort_picker import SortPicker
from tests.support.sheets import Stage, focus
from tests.support.stage import Key

pytestmark = pytest.mark.ui
SHIFT = QtCore.Qt.KeyboardModifier.ShiftModifier
CONTROL = QtCore.Qt.KeyboardModifier.ControlModifier
TITLE, AUTHORS, YEAR, TOPICS = View().columns


class Kept:
    """Keeps a view as the store does."""

    def __init__(self) -> None:
        self.view = View()
        self.fitting = set(Column)

    def get(self) -> View:
        return self.view

    def change(self, view: View) -> None:
        self.view = view

    def fit(self) -> set[Column]:
        return self.fitting


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def stage(look: Look, qtbot: QtBot) -> Stage:
    return Stage(qtbot, look)


def opened(qtbot: QtBot, stage: Stage, sheet: Sheet) -> None:
    stage.sheets.open(sheet)
    qtbot.waitUntil(sheet.first_focus().hasFocus)


def press(*keys: QtCore.Qt.Key, held: QtCore.Qt.KeyboardModifier | None = None) -> None:
    none = QtCore.Qt.KeyboardModifier.NoModifier
    for key in keys:
        QtTest.QTest.keyClick(focus(), key, held or none)


@pytest.fixture
def picker(look: Look, qtbot: QtBot, stage: Stage, kept: Kept) -> SortPicker:
    made = SortPicker(look, view=kept.get, change=kept.change)
    opened(qtbot, stage, made)
    return made


def test_enter_sorts_and_again_reverses_and_a_third_time_ends_it(
    picker: SortPicker, kept: Kept
) -> None:
    QtTest.QTest.keyClicks(focus(), "yea")
    press(Key.Key_Return)
    assert kept.view.sorting == (Sorting(YEAR, is_descending=True),)
    press(Key.Key_Return)
    assert kept.view.sorting == (Sorting(YEAR),)
    press(Key.Key_Return)
    assert kept.view == View()
    assert not picker.is_closed


def test_shift_enter_adds_a_key_and_the_own_order_takes_all_away(
    picker: SortPicker, kept: Kept
) -> None:
    QtTest.QTest.keyClicks(focus(), "year")
    press(Key.Key_Return)
    QtTest.QTest.keyClicks(focus(), "title")  # what was typed is selected
    press(Key.Key_Return, held=SHIFT)
    press(Key.Key_Return, held=SHIFT)
    assert kept.view.sorting == read_sorting("year:desc,title:desc")
    QtTest.QTest.keyClicks(focus(), "own")
    press(Key.Key_Return)
    assert kept.view == View()
    assert picker.is_closed


def test_every_column_may_sort_those_shown_first(
    picker: SortPicker, kept: Kept
) -> None:
    columns = [row.column for row in picker.rows()]
    assert columns[:4] == list(View().columns)
    assert set(columns) == set(Column)
    press(Key.Key_Down, Key.Key_Return)
    assert kept.view.sorting == (Sorting(AUTHORS),)
    assert picker.rows()[0].column is None
    press(Key.Key_Return)
    assert kept.view.sorting == (Sorting(AUTHORS, is_descending=True),)


@pytest.fixture
def sheet(look: Look, qtbot: QtBot, stage: Stage, kept: Kept) -> ColumnsSheet:
    made = ColumnsSheet(look, view=kept.get, change=kept.change, fitting=kept.fit)
    opened(qtbot, stage, made)
    return made


def test_space_hides_and_shows(sheet: ColumnsSheet, kept: Kept) -> None:
    press(Key.Key_Space)
    assert kept.view == View(), "the title stays"
    press(Key.Key_Down, Key.Key_Space)
    assert kept.view.columns == (TITLE, YEAR, TOPICS)
    press(Key.Key_End, Key.Key_Space)
    assert kept.view.columns == (TITLE, YEAR, TOPICS, Column.NOTES)
    assert [row.is_shown for row in sheet.rows()].count(True) == 4


def test_control_and_arrows_move_and_reset_brings_all_back(
    sheet: ColumnsSheet, kept: Kept
) -> None:
    press(Key.Key_Down)
    press(Key.Key_Down, held=CONTROL)
    assert kept.view.columns == (TITLE, YEAR, AUTHORS, TOPICS)
    press(Key.Key_Up, Key.Key_Up, Key.Key_Up, held=CONTROL)
    assert kept.view.columns == (AUTHORS, TITLE, YEAR, TOPICS)
    press(Key.Key_Tab, Key.Key_Tab)
    while not focus().accessibleName().startswith("Reset"):
        press(Key.Key_Tab)
    press(Key.Key_Return)
    assert kept.view == View()
    press(Key.Key_Escape)
    assert sheet.is_closed


def test_a_column_without_room_says_so(
    look: Look, qtbot: QtBot, stage: Stage, kept: Kept
) -> None:
    kept.fitting.discard(YEAR)
    made = ColumnsSheet(look, view=kept.get, change=kept.change, fitting=kept.fit)
    opened(qtbot, stage, made)
    tight = [row.column for row in made.rows() if not row.has_room]
    assert tight == [YEAR]
