"""The settings sheet shows what is declared and applies it at once."""

import tomllib
from pathlib import Path

import pytest
from PySide6 import QtCore, QtGui, QtWidgets
from pytestqt.qtbot import QtBot

from app.settings.declaration import SETTINGS, Value
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.sheets.controls import Check, Combo
from app.ui.sheets.folder_list import FolderList
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
            assert control.currentData() == settings[setting.key]


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
        combo.setCurrentText("Dark")

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


def words_of(sheet: SettingsSheet) -> list[str]:
    return [label.text() for label in sheet.findChildren(QtWidgets.QLabel)]


def test_default_and_unit_are_told(sheet: SettingsSheet) -> None:
    spin = sheet.control("limits.download_s")
    assert isinstance(spin, QtWidgets.QSpinBox)

    assert spin.text() == "300 s"
    assert "A slower download is stopped. Default: 300 s" in words_of(sheet)
    assert "Ask nothing of the network. Default: off" in words_of(sheet)
    assert "How y c writes citations. Default: APA" in words_of(sheet)


def test_choices_are_called_in_sentence_case(sheet: SettingsSheet) -> None:
    combo = sheet.control("reading.page_theme")
    assert isinstance(combo, Combo)

    names = [combo.itemText(n) for n in range(combo.count())]

    assert names[:4] == ["As the window", "Light", "Dark", "Sepia"]
    assert names[4:] == ["Grey", "Your own"]


def test_number_out_of_bounds_is_refused_below_its_field(
    sheet: SettingsSheet, settings: SettingsStore, qtbot: QtBot
) -> None:
    spin = sheet.control("limits.pdf_size_mb")
    assert isinstance(spin, QtWidgets.QSpinBox)
    spin.setFocus()
    spin.selectAll()

    qtbot.keyClicks(spin, "5000")
    qtbot.keyClick(spin, KEY.Key_Return)

    wanted = "Give a number from 1 to 2000 MB."
    assert sheet.problem("limits.pdf_size_mb") == wanted
    assert settings["limits.pdf_size_mb"] == 200


def test_address_that_is_none_is_refused(
    sheet: SettingsSheet, settings: SettingsStore, qtbot: QtBot
) -> None:
    field = sheet.control("sources.arxiv.api_url")
    assert isinstance(field, QtWidgets.QLineEdit)
    field.setFocus()
    field.selectAll()

    qtbot.keyClicks(field, "arxiv")
    qtbot.keyClick(field, KEY.Key_Return)

    assert "https://" in sheet.problem("sources.arxiv.api_url")
    assert settings.text("sources.arxiv.api_url").startswith("https://export")


@pytest.mark.parametrize(
    ("key", "other"),
    [
        ("limits.page_s", 99),
        ("appearance.serif", False),
        ("reading.page_theme", "dark"),
        ("sources.arxiv.pdf_url", "http://127.0.0.1:9/pdf"),
        ("sources.arxiv.interval_s", 7.0),
    ],
)
def test_back_to_default_is_offered_for_what_differs(
    stage: Stage, look: Look, settings: SettingsStore, key: str, other: Value
) -> None:
    settings.change(key, other)
    sheet = SettingsSheet(look, settings, key=key)
    stage.sheets.open(sheet)
    [default] = [s.default for s in SETTINGS if s.key == key]
    assert sheet.reset(key).isVisible()

    sheet.reset(key).click()

    assert settings[key] == default
    assert not sheet.reset(key).isVisible()


def test_wheel_over_a_control_without_the_focus_changes_nothing(
    sheet: SettingsSheet, settings: SettingsStore, qtbot: QtBot
) -> None:
    combo = sheet.control("appearance.theme")
    down = QtCore.QPoint(0, -120)
    event = QtGui.QWheelEvent(
        QtCore.QPointF(5, 5),
        QtCore.QPointF(combo.mapToGlobal(QtCore.QPoint(5, 5))),
        QtCore.QPoint(),
        down,
        QtCore.Qt.MouseButton.NoButton,
        QtCore.Qt.KeyboardModifier.NoModifier,
        QtCore.Qt.ScrollPhase.NoScrollPhase,
        False,
    )

    QtWidgets.QApplication.sendEvent(combo, event)

    assert settings["appearance.theme"] == "system"


def test_folders_are_added_once_and_removed(
    sheet: SettingsSheet, settings: SettingsStore, tmp_path: Path
) -> None:
    folders = sheet.control("import.watched")
    assert isinstance(folders, FolderList)
    one, two = str(tmp_path / "a b"), str(tmp_path / "ü")

    for folder in (one, two, one):
        folders.add(folder)
    both = settings.text("import.watched")
    kept = tomllib.loads(settings.file.read_text(encoding="utf-8"))
    folders.remove(one)

    assert both == kept["import"]["watched"] == f"{one}\n{two}"
    assert settings.text("import.watched") == two
    assert folders.folders() == [two]
