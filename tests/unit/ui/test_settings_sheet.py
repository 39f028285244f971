"""The settings sheet shows what is declared and applies it at once."""

import tomllib

import pytest
from PySide6 import QtCore, QtWidgets
from pytestqt.qtbot import QtBot

from app.settings.declaration import SETTINGS
from app.settings.store import SettingsStore
from app.ui.look import Look
from app.ui.sheets.controls import Check, Combo
from app.ui.sheets.settings_sheet import SettingsSheet
from tests.support.sheets import Stage, focus

pytestmark = pytest.mark.ui
KEY = QtCore.Qt.Key


@pytest.fixture
def stage(qtbot: QtBot, look: Look) -> Stage:
    return Stage(qtbot, look)


@pytest.fixture
def sheet(stage: Stage, look: Look, settings: SettingsStore) -> SettingsSheet:
    sheet = SettingsSheet(look, settings, key="sources.offline")
    stage.sheets.open(sheet)
    return sheet


def test_every_setting_has_a_named_control_with_its_value(
    sheet: SettingsSheet, settings: SettingsStore
) -> None:
    for setting in SETTINGS:
        control = sheet.control(setting.key)
        assert control.accessibleName() == setting.title
        if isinstance(control, Combo):
            assert control.currentText() == settings[setting.key]


def test_space_on_a_check_is_kept_in_the_file(
    sheet: SettingsSheet, settings: SettingsStore, qtbot: QtBot
) -> None:
    assert focus() is sheet.control("sources.offline")

    qtbot.keyClick(focus(), KEY.Key_Space)

    assert settings.is_on("sources.offline")
    kept = tomllib.loads(settings.file.read_text(encoding="utf-8"))
    assert kept["sources"]["offline"] is True


def test_choice_changes_the_look_at_once(
    sheet: SettingsSheet, look: Look, qtbot: QtBot
) -> None:
    combo = sheet.control("appearance.theme")
    assert isinstance(combo, Combo)

    with qtbot.waitSignal(look.changed):
        combo.setCurrentText("dark")

    assert look.theme.scheme == "dark"


def test_number_typed_and_entered_is_kept(
    sheet: SettingsSheet, settings: SettingsStore, qtbot: QtBot
) -> None:
    spin = sheet.control("limits.pdf_size_mb")
    assert isinstance(spin, QtWidgets.QSpinBox)
    spin.setFocus()
    spin.selectAll()

    qtbot.keyClicks(spin, "77")
    qtbot.keyClick(spin, KEY.Key_Return)

    assert settings["limits.pdf_size_mb"] == 77


def test_refused_value_says_why_below_its_field(
    sheet: SettingsSheet, settings: SettingsStore
) -> None:
    settings.file.write_text("not = [toml", encoding="utf-8")
    check = sheet.control("sources.offline")
    assert isinstance(check, Check)

    check.click()

    assert "not valid TOML" in sheet.problem("sources.offline")


def test_address_is_kept_when_the_sheet_closes(
    sheet: SettingsSheet, settings: SettingsStore, qtbot: QtBot
) -> None:
    field = sheet.control("sources.arxiv.pdf_url")
    field.setFocus()
    assert isinstance(field, QtWidgets.QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "http://127.0.0.1:1/pdf")

    qtbot.keyClick(field, KEY.Key_Escape)

    assert settings.text("sources.arxiv.pdf_url") == "http://127.0.0.1:1/pdf"
