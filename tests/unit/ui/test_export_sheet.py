"""The export sheet: by keys alone, with what was chosen the last time."""

from pathlib import Path
from typing import Any

import pytest
from PySide6 import QtTest, QtWidgets
from pytestqt.qtbot import QtBot

from app.domain.paper import PaperId, TopicId
from app.domain.query import Place, Query
from app.settings.editing import with_value
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.openers.export_opener import ExportOpener
from app.ui.sheets.export_sheet import Choice, ExportSheet, Scope
from tests.support.listings import SAMPLE
from tests.support.sheets import Ran, Stage, focus
from tests.support.stage import Key, WindowStage, play
from tests.support.waiting import until

pytestmark = pytest.mark.ui
SCOPES = (
    Scope(words="Inbox: 12 papers", name="Inbox", arguments={"query": Query()}),
    Scope(words="The whole library", name="library", arguments={}),
)


@pytest.fixture
def stage(look: Look, qtbot: QtBot) -> Stage:
    return Stage(qtbot, look)


def test_keys_choose_format_and_papers(stage: Stage, look: Look, qtbot: QtBot) -> None:
    chosen: list[Choice] = []
    sheet = ExportSheet(look, scopes=SCOPES, format="html", go_on=chosen.append)
    stage.sheets.open(sheet)
    qtbot.waitUntil(sheet.format.hasFocus)
    assert sheet.format.currentData() == "html"
    assert not sheet.with_files.isVisible()

    place = sheet.geometry()
    QtTest.QTest.keyClick(focus(), Key.Key_End)
    assert sheet.with_files.isVisible()
    assert sheet.geometry() == place
    QtTest.QTest.keyClick(focus(), Key.Key_Tab)
    QtTest.QTest.keyClick(focus(), Key.Key_Down)
    QtTest.QTest.keyClick(focus(), Key.Key_Return)

    assert sheet.is_closed
    assert chosen == [Choice(scope=SCOPES[1], format="zip", with_files=True)]


def test_pdfs_are_for_bundles_alone(stage: Stage, look: Look) -> None:
    chosen: list[Choice] = []
    sheet = ExportSheet(look, scopes=SCOPES, format="bibtex", go_on=chosen.append)
    stage.sheets.open(sheet)

    sheet.accept()

    assert chosen == [Choice(scope=SCOPES[0], format="bibtex", with_files=False)]


@pytest.mark.parametrize(
    ("n_chosen", "first"), [(0, "Inbox: 12 papers"), (1, "Inbox"), (2, "Selected: 2")]
)
def test_likeliest_papers_come_first(
    stage: Stage, look: Look, tmp_path: Path, n_chosen: int, first: str
) -> None:
    ran, ids = Ran(), tuple(PaperId(str(n)) for n in range(n_chosen))
    settings = SettingsStore(tmp_path / "settings.toml", {}, with_value)
    opener = ExportOpener(
        look,
        stage.sheets,
        settings,
        run=ran,
        targets=lambda: ids,
        query=Query,
        name=lambda: "Inbox",
        n_listed=lambda: 12,
    )

    scopes = opener.scopes()
    opener.write(Choice(scope=scopes[0], format="ris", with_files=False), "/tmp/a.ris")

    assert scopes[0].words.startswith(first)
    assert scopes[-1].arguments == {}
    [(command, arguments)] = ran.calls
    assert command == "library.export"
    assert arguments["file"] == Path("/tmp/a.ris")
    assert settings.text("export.format") == "ris"


def test_window_writes_the_list_in_its_own_order(tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "Inbox.md"

    async def story(stage: WindowStage) -> None:
        await stage.take(SAMPLE)
        await until(lambda: stage.parts.model.n_rows == 12)
        sheet: Any = await stage.ask("export.choose")
        assert isinstance(sheet, ExportSheet)
        sheet.format.setCurrentIndex(sheet.format.findData("markdown"))
        sheet.accept()
        dialog: Any = stage.parts.window.findChild(QtWidgets.QFileDialog)
        assert dialog.selectedFiles()[0].endswith("Inbox.md")

        dialog.fileSelected.emit(str(file))
        dialog.close()
        await until(file.exists)

    assert play(story, tmp_path / "library") == 0
    assert file.read_text("utf-8").count("\n- ") == 11


def test_topic_goes_out_in_any_format(stage: Stage, look: Look, tmp_path: Path) -> None:
    ran = Ran()
    settings = SettingsStore(tmp_path / "settings.toml", {}, with_value)
    opener = ExportOpener(
        look,
        stage.sheets,
        settings,
        run=ran,
        targets=tuple,
        query=Query,
        name=lambda: "Inbox",
        n_listed=lambda: 12,
    )

    opener.actions()["export.choose"](topic_id=TopicId("t"), name="Agents")

    sheet = stage.sheets.findChild(ExportSheet)
    assert isinstance(sheet, ExportSheet)
    assert sheet.scope.currentText() == "Topic: Agents"
    assert sheet.format.count() > 5
    (scope, *_) = sheet.scopes
    assert scope.arguments == {"query": Query(place=Place.TOPIC, topic=TopicId("t"))}
