"""The models of lists in sheets keep every promise that views rely on."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6 import QtCore, QtWidgets
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.domain.paper import PaperId
from app.domain.view import Section, View
from app.ui.appearance.look import Look
from app.ui.sheets.columns_sheet import ColumnsSheet
from app.ui.sheets.rows import RowsModel
from app.ui.sheets.section_picker import SectionPicker
from app.ui.sheets.sheet import Sheet
from app.ui.sheets.snooze_picker import SnoozePicker
from app.ui.sheets.sort_picker import SortPicker
from tests.support.sheets import Ran, Stage, focus

pytestmark = pytest.mark.ui


def section_picker(look: Look) -> Sheet:
    return SectionPicker(look, current=Section.NONE, choose=Ran())


def sort_picker(look: Look) -> Sheet:
    return SortPicker(look, view=View, change=Ran())


def columns_sheet(look: Look) -> Sheet:
    return ColumnsSheet(look, view=View, change=Ran(), fitting=tuple)


def snooze_picker(look: Look) -> Sheet:
    ids = (PaperId("P"),)
    return SnoozePicker(look, ids=ids, today=date(2026, 11, 23), run=Ran())


@pytest.mark.parametrize(
    "make", [section_picker, sort_picker, columns_sheet, snooze_picker]
)
def test_rows_of_a_sheet_are_a_sound_model_while_one_types(
    make: Callable[[Look], Sheet],
    look: Look,
    qtbot: QtBot,
    qtmodeltester: ModelTester,
) -> None:
    sheet = make(look)
    Stage(qtbot, look).sheets.open(sheet)
    [rows] = sheet.findChildren(QtWidgets.QAbstractItemView)
    model = rows.model()
    assert isinstance(model, RowsModel)
    n_rows = model.rowCount()
    qtmodeltester.check(model)

    for letters in ("s", "t", "zzz"):
        qtbot.keyClicks(focus(), letters)
    qtbot.keyClick(focus(), QtCore.Qt.Key.Key_Backspace)

    assert n_rows > 0
    assert all(model.data(model.index(row)) for row in range(model.rowCount()))
