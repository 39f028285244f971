"""The history sheet lists acts, newest first, and asks for undo."""

from pathlib import Path

import pytest
from PySide6 import QtCore
from pytestqt.qtbot import QtBot

from app.domain.edit import AddTopic
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.reporter import Reporter
from app.runtime.supervisor import TaskSupervisor
from app.ui.look import Look
from app.ui.sheets.history_sheet import HistorySheet
from tests.support.sheets import Ran, Stage, focus
from tests.support.waiting import until

pytestmark = pytest.mark.ui


@pytest.mark.asyncio
async def test_acts_are_listed_newest_first_and_undone_by_key(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    stage, ran = Stage(qtbot, look), Ran()
    library = LibraryClient(tmp_path / "library", ChangeFeed())
    jobs = TaskSupervisor(Reporter())
    await library.open()
    await library.apply(AddTopic("First"))
    await library.apply(AddTopic("Second"))
    sheet = HistorySheet(look, library=library, jobs=jobs, run=ran)

    stage.sheets.open(sheet)
    await until(lambda: len(sheet.rows()) == 2)
    assert "Second" in sheet.rows()[0].label
    qtbot.keyClick(
        focus(), QtCore.Qt.Key.Key_Z, QtCore.Qt.KeyboardModifier.ControlModifier
    )
    assert ran.calls == [("edit.undo", {})]
    await library.undo()

    await until(lambda: sheet.rows()[0].is_undone)
    await jobs.close()
    await library.close()
