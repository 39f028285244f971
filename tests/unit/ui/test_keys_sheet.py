"""The keys sheet lists the keys of a mode and finds them."""

import pytest
from PySide6 import QtCore, QtWidgets
from pytestqt.qtbot import QtBot

from app.commands.command import Mode, Registry
from app.commands.table import all_commands
from app.commands.window.motions import MOTIONS
from app.ui.appearance.look import Look
from app.ui.sheets.keys_sheet import KeysSheet
from app.ui.sheets.keys_table import KeysTable
from tests.support.sheets import Stage, focus

pytestmark = pytest.mark.ui
KEY = QtCore.Qt.Key
CONTROL = QtCore.Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def stage(qtbot: QtBot, look: Look) -> Stage:
    return Stage(qtbot, look)


@pytest.fixture
def sheet(stage: Stage, look: Look) -> KeysSheet:
    sheet = KeysSheet(look, registry=Registry(MOTIONS), mode=Mode.LIST)
    stage.sheets.open(sheet)
    return sheet


def test_all_keys_of_the_mode_are_listed(sheet: KeysSheet) -> None:
    wanted = [c.id for c in Registry(MOTIONS).listed(Mode.LIST) if c.keys]

    assert sorted(sheet.shown()) == sorted(wanted)
    assert "reader.zoom-in" not in sheet.shown()


def test_word_filters(sheet: KeysSheet, qtbot: QtBot) -> None:
    qtbot.keyClicks(focus(), "inbox")

    assert sheet.shown() == ("go.inbox",)


def test_key_typed_finds_its_command(sheet: KeysSheet, qtbot: QtBot) -> None:
    qtbot.keyClicks(focus(), "?")

    assert sheet.shown() == ("keys.show",)


def test_chord_lights_its_row(sheet: KeysSheet, qtbot: QtBot) -> None:
    qtbot.keyClick(focus(), KEY.Key_K, CONTROL)
    assert sheet.lit() == "palette.open"

    qtbot.keyClick(focus(), KEY.Key_F9)
    assert sheet.lit() == "sidebar.toggle"


def test_chord_of_no_command_lights_nothing(sheet: KeysSheet, qtbot: QtBot) -> None:
    qtbot.keyClick(focus(), KEY.Key_K, CONTROL)

    qtbot.keyClick(focus(), KEY.Key_F8)

    assert sheet.lit() == ""


def test_digits_of_one_series_share_a_line(stage: Stage, look: Look) -> None:
    sheet = KeysSheet(look, registry=Registry(MOTIONS), mode=Mode.READER)
    stage.sheets.open(sheet)

    assert "1…8 Recolour the mark" in sheet.lines()
    assert "mark.colour-5" in sheet.shown()
    assert not any("Use mark colour" in line for line in sheet.lines())


def test_chord_of_a_series_lights_its_line(
    stage: Stage, look: Look, qtbot: QtBot
) -> None:
    sheet = KeysSheet(look, registry=all_commands(), mode=Mode.LIST)
    stage.sheets.open(sheet)

    qtbot.keyClick(focus(), KEY.Key_3, CONTROL)

    assert sheet.lit() == "paper.rate-3"
    assert "Ctrl+1…5 Rate 1 to 5" in sheet.lines()


def test_other_keys_of_a_command_are_named_behind_its_title(sheet: KeysSheet) -> None:
    assert "j Go to the next row or Down" in sheet.lines()


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("size", [(1000, 650), (600, 420)])
def test_lines_are_whole_and_nothing_scrolls_sideways(
    stage: Stage, look: Look, mode: Mode, size: tuple[int, int]
) -> None:
    stage.window.resize(*size)
    sheet = KeysSheet(look, registry=all_commands(), mode=mode)
    stage.sheets.open(sheet)
    [table] = sheet.findChildren(KeysTable)
    [scroll] = sheet.findChildren(QtWidgets.QScrollArea)

    assert table.overflowing() == ()
    assert table.width() == scroll.viewport().width()


def test_words_without_a_key_are_told_where_else_to_look(
    sheet: KeysSheet, qtbot: QtBot
) -> None:
    before = sheet.absence()

    qtbot.keyClicks(focus(), "zzzz")
    after = sheet.absence()
    focus().clear()

    assert before == sheet.absence() == ""
    assert "“zzzz”" in after
    assert "Ctrl+K" in after
