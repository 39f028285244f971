"""What was typed is kept when the library does not take it."""

import asyncio
from typing import Any

import pytest
from PySide6 import QtCore
from pytestqt.qtbot import QtBot

from app.domain.errors import LibraryError
from app.domain.query import Query
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.openers.edit_opener import EditOpener
from app.ui.sheets.edit_sheet import EditSheet
from tests.support.sheets import Stage, focus
from tests.support.waiting import until
from tests.unit.ui.conftest import AddTitles

pytestmark = [pytest.mark.ui, pytest.mark.asyncio]
CONTROL = QtCore.Qt.KeyboardModifier.ControlModifier


async def refuse() -> None:
    raise LibraryError("The disk is full.", "Make room.")


async def accept() -> None:
    """Take what is given."""


@pytest.mark.parametrize(
    ("answer", "left"), [(refuse, {"venue": "ICLR"}), (accept, {})]
)
async def test_what_the_library_did_not_take_stands_there_again(
    answer: Any,
    left: dict[str, str],
    qtbot: QtBot,
    look: Look,
    library: LibraryClient,
    jobs: TaskSupervisor,
    add: AddTitles,
) -> None:
    stage, ids, tasks = Stage(qtbot, look), tuple(await add("One")), []

    def run(_command_id: str, **_arguments: Any) -> object:
        tasks.append(asyncio.ensure_future(answer()))
        return tasks[-1]

    opener = EditOpener(
        look,
        stage.sheets,
        library=library,
        jobs=jobs,
        run=run,
        targets=lambda: ids,
        query=Query,
    )
    edit = opener.actions()["paper.edit"]
    edit(field="venue")
    await until(lambda: stage.sheets.is_open)
    qtbot.keyClicks(focus(), "ICLR")
    qtbot.keyClick(focus(), QtCore.Qt.Key.Key_Return, CONTROL)
    await until(lambda: tasks[0].done())

    edit()
    await until(lambda: stage.sheets.is_open)

    sheet = stage.sheets.current
    assert isinstance(sheet, EditSheet)
    assert sheet.left() == left
    sheet.dismiss()
