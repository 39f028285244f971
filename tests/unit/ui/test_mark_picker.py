"""The picker of marks finds them in the whole library and goes to one."""

import pytest
from PySide6 import QtTest
from pytestqt.qtbot import QtBot

from app.commands.command import Registry
from app.commands.table import all_commands
from app.domain.edit import AddMarks
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.sheets.mark_picker import MarkPicker
from tests.support.sheets import Ran, Stage, focus
from tests.support.stage import Key
from tests.support.waiting import until
from tests.unit.library.building import mark
from tests.unit.ui.conftest import AddTitles

pytestmark = pytest.mark.ui


def quotes(picker: MarkPicker) -> list[str]:
    return [row.mark.quote for row in picker.rows()]


@pytest.mark.asyncio
async def test_words_find_marks_and_enter_goes_to_one(
    look: Look,
    library: LibraryClient,
    jobs: TaskSupervisor,
    add: AddTitles,
    qtbot: QtBot,
) -> None:
    one, two = await add("One", "Two")
    marks = (mark(one, "a telescoping sum"), mark(two, "nothing " * 40 + "but a sum"))
    await library.apply(AddMarks(marks))
    stage, ran = Stage(qtbot, look), Ran()
    picker = MarkPicker(look, library=library, jobs=jobs, run=ran)
    stage.sheets.open(picker)
    await until(lambda: len(quotes(picker)) == 2)

    QtTest.QTest.keyClicks(focus(), "telesc")
    await until(lambda: quotes(picker) == ["a telescoping sum"])
    assert picker.spoken(picker.rows()[0]) == "a telescoping sum, One, p. 3"
    assert not picker.grab().toImage().isNull()
    QtTest.QTest.keyClick(focus(), Key.Key_Return)

    assert ran.calls == [("mark.open", {"mark": marks[0]})]
    assert picker.is_closed


@pytest.mark.asyncio
async def test_picker_tells_where_nothing_is_found(
    look: Look, library: LibraryClient, jobs: TaskSupervisor, qtbot: QtBot
) -> None:
    stage = Stage(qtbot, look)
    picker = MarkPicker(look, library=library, jobs=jobs, run=Ran())
    stage.sheets.open(picker)

    await until(lambda: "Nothing is marked yet" in picker.absence(""))
    assert picker.absence("").endswith("in a paper and press h.")
    look.follow_keys(Registry(()))
    without_key = picker.absence("")
    look.follow_keys(all_commands())
    assert without_key.endswith("in a paper.")
    assert "No mark" in picker.absence("x")
