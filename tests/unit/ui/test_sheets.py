"""Sheets hold the keys while they are open, and give them back."""

import asyncio

import pytest
from PySide6 import QtCore, QtWidgets
from pytestqt.qtbot import QtBot

from app.ui.appearance.look import Look
from app.ui.sheets.sheet import Sheet
from tests.support.sheets import Stage, focus

pytestmark = pytest.mark.ui
KEY = QtCore.Qt.Key


class TwoFields(Sheet):
    """A sheet with two fields."""

    def __init__(self, look: Look, *, is_light: bool = True) -> None:
        super().__init__(look, "Two", width_px=300, is_light=is_light)
        self.one = QtWidgets.QLineEdit(self)
        self.two = QtWidgets.QLineEdit(self)
        self.body.addWidget(self.one)
        self.body.addWidget(self.two)

    def first_focus(self) -> QtWidgets.QWidget:
        return self.one


@pytest.fixture
def stage(qtbot: QtBot, look: Look) -> Stage:
    return Stage(qtbot, look)


def test_open_focuses_the_sheet_and_esc_gives_the_focus_back(
    stage: Stage, look: Look, qtbot: QtBot
) -> None:
    sheet = TwoFields(look)

    stage.sheets.open(sheet)

    assert stage.sheets.is_open
    assert focus() is sheet.one
    qtbot.keyClick(focus(), KEY.Key_Escape)
    assert not stage.sheets.is_open
    assert focus() is stage.field


def test_closed_sheet_leaves_the_window_s_scroll_bars_usable(
    stage: Stage, look: Look, qtbot: QtBot
) -> None:
    area = QtWidgets.QScrollArea(stage.window)
    bar = area.verticalScrollBar()
    area.show()
    sheet = TwoFields(look)
    stage.sheets.open(sheet)
    for _ in range(6):
        qtbot.keyClick(focus(), KEY.Key_Tab)

    with qtbot.waitSignal(sheet.destroyed):
        sheet.dismiss()

    assert bar.value() == 0


def test_tab_stays_inside_the_sheet(stage: Stage, look: Look, qtbot: QtBot) -> None:
    sheet = TwoFields(look)
    stage.sheets.open(sheet)

    seen = []
    for _ in range(6):
        qtbot.keyClick(focus(), KEY.Key_Tab)
        seen.append(focus())

    assert sheet.two in seen
    assert all(sheet.isAncestorOf(widget) for widget in seen)
    assert len(set(seen)) == 3  # both fields and the close button


def test_backtab_goes_the_other_way(stage: Stage, look: Look, qtbot: QtBot) -> None:
    sheet = TwoFields(look)
    stage.sheets.open(sheet)
    qtbot.keyClick(focus(), KEY.Key_Tab)

    qtbot.keyClick(focus(), KEY.Key_Backtab, QtCore.Qt.KeyboardModifier.ShiftModifier)

    assert focus() is sheet.one


def test_second_sheet_waits_for_the_first(stage: Stage, look: Look) -> None:
    first, second = TwoFields(look), TwoFields(look)
    stage.sheets.open(first)

    stage.sheets.open(second)
    assert stage.sheets.current is first
    assert not second.isVisible()
    first.dismiss()

    assert stage.sheets.current is second
    assert focus() is second.one
    second.dismiss()
    assert focus() is stage.field


def test_click_outside_closes_only_light_sheets(
    stage: Stage, look: Look, qtbot: QtBot
) -> None:
    button, corner = QtCore.Qt.MouseButton.LeftButton, QtCore.QPoint(3, 3)
    stage.sheets.open(TwoFields(look, is_light=False))

    qtbot.mouseClick(stage.sheets, button, pos=corner)
    assert stage.sheets.is_open
    stage.sheets.current.dismiss()  # type: ignore[union-attr]  # open just now
    stage.sheets.open(TwoFields(look))
    qtbot.mouseClick(stage.sheets, button, pos=corner)

    assert not stage.sheets.is_open


def test_window_made_smaller_keeps_the_sheet_inside(stage: Stage, look: Look) -> None:
    sheet = TwoFields(look)
    stage.sheets.open(sheet)

    stage.window.resize(280, 200)

    assert stage.sheets.geometry() == stage.window.rect()
    assert stage.sheets.rect().contains(sheet.geometry())


@pytest.mark.asyncio
async def test_until_closed_ends_with_the_sheet(stage: Stage, look: Look) -> None:
    sheet = TwoFields(look)
    stage.sheets.open(sheet)
    waiting = asyncio.ensure_future(sheet.until_closed())
    await asyncio.sleep(0)

    sheet.dismiss()

    async with asyncio.timeout(30):
        await waiting


@pytest.mark.asyncio
async def test_waiting_that_is_cancelled_closes_the_sheet(
    stage: Stage, look: Look
) -> None:
    sheet = TwoFields(look)
    stage.sheets.open(sheet)
    waiting = asyncio.ensure_future(sheet.until_closed())
    await asyncio.sleep(0)

    waiting.cancel()

    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert not stage.sheets.is_open
