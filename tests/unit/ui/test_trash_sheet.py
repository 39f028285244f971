"""The trash sheet lists what was deleted, and asks to restore it."""

import pytest
from PySide6 import QtCore
from pytestqt.qtbot import QtBot

from app.domain.edit import DeleteTopic, WriteNote
from app.domain.trash import TrashKind
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.sheets.trash_sheet import TrashSheet
from tests.support.sheets import Ran, Stage, focus
from tests.support.waiting import until
from tests.unit.ui.conftest import AddTitles

pytestmark = pytest.mark.ui


@pytest.mark.asyncio
@pytest.mark.parametrize("key", [QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_U])
async def test_deleted_things_are_listed_and_restored_by_key(
    qtbot: QtBot,
    look: Look,
    library: LibraryClient,
    jobs: TaskSupervisor,
    add: AddTitles,
    key: QtCore.Qt.Key,
) -> None:
    stage, ran = Stage(qtbot, look), Ran()
    (paper,) = await add("One", topic="A")
    await library.apply(WriteNote(paper_id=paper, text="my note"))
    await library.apply(WriteNote(paper_id=paper, text=""))
    (topic,) = await library.read(lambda r: r.topics())
    await library.apply(DeleteTopic(topic.id))
    sheet = TrashSheet(look, library=library, jobs=jobs, run=ran)
    stage.sheets.open(sheet)
    await until(lambda: len(sheet.rows()) == 2)

    qtbot.keyClick(focus(), QtCore.Qt.Key.Key_J)
    qtbot.keyClick(focus(), key)

    note = sheet.rows()[1]
    assert [thing.kind for thing in sheet.rows()] == [TrashKind.TOPIC, TrashKind.NOTE]
    [(command, arguments)] = ran.calls
    assert command == "trash.restore"
    assert arguments == {"act": note.act, "kind": TrashKind.NOTE, "key": note.key}
    await library.undo()
    await until(lambda: [t.kind for t in sheet.rows()] == [TrashKind.NOTE])
