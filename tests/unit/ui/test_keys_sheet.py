"""The keys sheet lists the keys of a mode and finds them."""

import pytest
from PySide6 import QtCore
from pytestqt.qtbot import QtBot

from app.commands.command import Mode, Registry
from app.commands.motions import MOTIONS
from app.ui.look import Look
from app.ui.sheets.keys_sheet import KeysSheet
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
