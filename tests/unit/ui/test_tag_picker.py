"""The picker of tags gives a mark tags by a few letters, and takes them off again."""

from dataclasses import replace

import pytest
from PySide6 import QtCore, QtTest
from pytestqt.qtbot import QtBot

from app.domain.edit import AddMarks
from app.domain.mark import Mark
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.sheets.tag_picker import TagPicker
from tests.support.sheets import Ran, Stage, focus
from tests.support.stage import Key
from tests.support.waiting import until
from tests.unit.library.building import mark
from tests.unit.ui.conftest import AddTitles

pytestmark = pytest.mark.ui


class Tagging:
    """A picker over a real library in which marks have tags."""

    def __init__(
        self, look: Look, library: LibraryClient, jobs: TaskSupervisor, qtbot: QtBot
    ) -> None:
        self._look, self._library, self._jobs = look, library, jobs
        self.stage, self.ran = Stage(qtbot, look), Ran()

    def open(self, of: Mark) -> TagPicker:
        picker = TagPicker(
            self._look, mark=of, library=self._library, jobs=self._jobs, run=self.ran
        )
        self.stage.sheets.open(picker)
        return picker


@pytest.fixture
def tagging(
    look: Look, library: LibraryClient, jobs: TaskSupervisor, qtbot: QtBot
) -> Tagging:
    return Tagging(look, library, jobs, qtbot)


async def marked(library: LibraryClient, add: AddTitles) -> Mark:
    """Tag marks of two papers, and return one of them."""
    one, two = await add("One", "Two")
    marks = [
        replace(mark(one, "a"), tags=("method", "open question")),
        replace(mark(two, "b"), tags=("method", "dataset")),
        replace(mark(two, "c"), tags=("Claim",)),
    ]
    await library.apply(AddMarks(tuple(marks)))
    return marks[2]


def spoken(picker: TagPicker) -> list[str]:
    return [picker.spoken(row) for row in picker.rows()]


@pytest.mark.asyncio
async def test_letters_and_enter_give_tags_in_use_and_new_ones(
    tagging: Tagging, library: LibraryClient, add: AddTitles
) -> None:
    claim = await marked(library, add)
    picker = tagging.open(claim)
    await until(lambda: len(picker.rows()) == 4)
    assert spoken(picker)[0] == "Claim, given"
    assert spoken(picker)[1] == "method, not given"
    assert not picker.grab().toImage().isNull()

    QtTest.QTest.keyClicks(focus(), "open q")
    assert spoken(picker)[0] == "open question, not given"
    QtTest.QTest.keyClick(focus(), Key.Key_Return)
    QtTest.QTest.keyClicks(focus(), "#weak spot")
    assert spoken(picker) == ["New tag “weak spot”"]
    QtTest.QTest.keyClick(focus(), Key.Key_Return)

    assert tagging.ran.calls == [
        ("mark.change", {"mark_id": claim.id, "add_tags": ("open question",)}),
        ("mark.change", {"mark_id": claim.id, "add_tags": ("weak spot",)}),
    ]
    assert picker.tags == ("Claim", "open question", "weak spot")
    assert not picker.is_closed
    assert "weak spot, given" in spoken(picker)


@pytest.mark.asyncio
async def test_a_tag_that_the_mark_has_is_taken_off_by_enter_or_a_click(
    tagging: Tagging, library: LibraryClient, add: AddTitles
) -> None:
    claim = await marked(library, add)
    picker = tagging.open(replace(claim, tags=("Claim", "dataset")))
    await until(lambda: len(picker.rows()) == 4)

    QtTest.QTest.keyClicks(focus(), "CLAIM")
    assert spoken(picker) == ["Claim, given"]
    QtTest.QTest.keyClick(focus(), Key.Key_Return)
    at = picker.list.visualRect(picker.model.index(0)).center()
    viewport, left = picker.list.viewport(), QtCore.Qt.MouseButton.LeftButton
    QtTest.QTest.mouseClick(viewport, left, pos=at)

    assert [call[1].get("remove_tags") for call in tagging.ran.calls] == [
        ("Claim",),
        ("dataset",),
    ]
    assert picker.tags == ()


@pytest.mark.asyncio
async def test_enter_pressed_ahead_of_the_tags_in_use_gives_the_one_in_use(
    tagging: Tagging, library: LibraryClient, add: AddTitles
) -> None:
    claim = await marked(library, add)
    tagging.open(claim)

    QtTest.QTest.keyClicks(focus(), "data")
    QtTest.QTest.keyClick(focus(), Key.Key_Return)
    await until(lambda: bool(tagging.ran.calls))

    assert tagging.ran.calls[0][1]["add_tags"] == ("dataset",)


@pytest.mark.asyncio
async def test_where_no_mark_has_a_tag_the_picker_says_what_to_do(
    tagging: Tagging, add: AddTitles
) -> None:
    (one,) = await add("One")
    picker = tagging.open(mark(one))

    await until(lambda: "Type one" in picker.absence(""))
    QtTest.QTest.keyClick(focus(), Key.Key_Return)

    assert tagging.ran.calls == []
