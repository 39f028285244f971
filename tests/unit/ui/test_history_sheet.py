"""The history sheet lists acts by day, takes one back, and shows its papers."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
import shiboken6
from PySide6 import QtCore
from pytestqt.qtbot import QtBot

from app.domain.edit import AddTopic, ChangePapers, TakeBack, WriteNote
from app.domain.paper import PaperId
from app.runtime.library_client import LibraryClient
from app.runtime.reporter import Message, Reporter
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.sheets.history_sheet import HistorySheet
from tests.support.sheets import Ran, Stage, focus
from tests.support.waiting import until
from tests.unit.ui.conftest import AddTitles

pytestmark = pytest.mark.ui
KEY = QtCore.Qt.Key


class Scene:
    """A window over a library, and what the sheet ran."""

    def __init__(
        self,
        stage: Stage,
        look: Look,
        library: LibraryClient,
        jobs: TaskSupervisor,
        add: AddTitles,
    ) -> None:
        self.ran = Ran()
        self.library = library
        self.add = add
        self._stage, self._look, self._jobs = stage, look, jobs

    def is_reading(self) -> bool:
        """Say whether a sheet still reads the history."""
        return any(task.get_name() == "history" for task in asyncio.all_tasks())

    def made(self, jobs: TaskSupervisor) -> HistorySheet:
        """Make a sheet that is not open yet."""
        return HistorySheet(self._look, library=self.library, jobs=jobs, run=self.ran)

    async def open(self, n_acts: int) -> HistorySheet:
        """Open the sheet and wait until it lists so many acts."""
        sheet = self.made(self._jobs)
        self._stage.sheets.open(sheet)
        await until(lambda: len(sheet.rows()) == n_acts)
        return sheet


@pytest_asyncio.fixture
async def scene(
    qtbot: QtBot,
    look: Look,
    library: LibraryClient,
    jobs: TaskSupervisor,
    add: AddTitles,
) -> AsyncIterator[Scene]:
    yield Scene(Stage(qtbot, look), look, library, jobs, add)


def star(paper: PaperId) -> ChangePapers:
    return ChangePapers(ids=(paper,), label="Starred it", is_starred=True)


@pytest.mark.asyncio
async def test_acts_are_listed_newest_first_and_undone_by_key(
    scene: Scene, qtbot: QtBot
) -> None:
    await scene.library.apply(AddTopic("First"))
    await scene.library.apply(AddTopic("Second"))
    sheet = await scene.open(n_acts=2)

    assert "Second" in sheet.rows()[0].label
    qtbot.keyClick(
        focus(), QtCore.Qt.Key.Key_Z, QtCore.Qt.KeyboardModifier.ControlModifier
    )
    assert scene.ran.calls == [("edit.undo", {})]
    await scene.library.undo()

    await until(lambda: sheet.rows()[0].is_undone)


@pytest.mark.asyncio
async def test_chosen_act_is_taken_back_by_key_unless_a_later_one_needs_it(
    scene: Scene, qtbot: QtBot
) -> None:
    (paper,) = await scene.add("Densing Law")
    await scene.library.apply(star(paper))
    await scene.library.apply(WriteNote(paper_id=paper, text="n"))
    sheet = await scene.open(n_acts=3)
    qtbot.keyClick(focus(), KEY.Key_J)
    await until(lambda: "Densing Law" in sheet.detail())

    qtbot.keyClick(focus(), KEY.Key_Backspace)
    qtbot.keyClick(focus(), KEY.Key_Down)
    await until(lambda: "came later" in sheet.detail())
    qtbot.keyClick(focus(), KEY.Key_Backspace)

    starred = sheet.rows()[1]
    assert scene.ran.calls == [("edit.take-back", {"act": starred.number})]
    assert "“Wrote a note on “Densing Law””" in sheet.detail()
    assert "the same paper" in sheet.detail()


@pytest.mark.asyncio
async def test_enter_shows_the_papers_of_the_act(scene: Scene, qtbot: QtBot) -> None:
    papers = await scene.add("One", "Two")
    sheet = await scene.open(n_acts=1)
    await until(lambda: bool(sheet.detail()))

    qtbot.keyClick(focus(), KEY.Key_Return)

    [(command, arguments)] = scene.ran.calls
    assert (command, set(arguments["ids"])) == ("paper.reveal", set(papers))
    assert sheet.is_closed


@pytest.mark.asyncio
async def test_words_find_acts_and_no_hit_says_so(scene: Scene, qtbot: QtBot) -> None:
    for name in ("Gödel", "Escher", "Bach"):
        await scene.library.apply(AddTopic(name))
    sheet = await scene.open(n_acts=3)

    qtbot.keyClick(focus(), "/")
    qtbot.keyClicks(focus(), "godel")
    await until(lambda: len(sheet.rows()) == 1)
    label = sheet.rows()[0].label
    qtbot.keyClicks(focus(), "x")
    await until(lambda: not sheet.rows())

    assert label == "Added the topic Gödel"
    await until(lambda: sheet.detail() == "No act has these words.")


@pytest.mark.asyncio
async def test_old_acts_are_read_when_the_end_is_near(
    scene: Scene, qtbot: QtBot
) -> None:
    for number in range(450):
        await scene.library.apply(AddTopic(f"Topic {number}"))
    sheet = await scene.open(n_acts=200)

    qtbot.keyClick(focus(), KEY.Key_End)
    await until(lambda: len(sheet.rows()) == 400)
    qtbot.keyClick(focus(), KEY.Key_End)
    await until(lambda: len(sheet.rows()) == 450)

    numbers = [act.number for act in sheet.rows()]
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) == 450


@pytest.mark.asyncio
async def test_act_taken_back_stays_in_sight_and_says_so(scene: Scene) -> None:
    (paper,) = await scene.add("One")
    change = await scene.library.apply(star(paper))
    await scene.library.apply(AddTopic("X"))
    sheet = await scene.open(n_acts=3)
    assert change.act is not None

    await scene.library.apply(TakeBack(change.act))

    await until(lambda: len(sheet.rows()) == 4)
    old = next(act for act in sheet.rows() if act.number == change.act)
    assert old.is_off
    assert not sheet.rows()[0].is_off


@pytest.mark.asyncio
async def test_sheet_that_is_gone_when_its_reading_begins_is_asked_nothing(
    scene: Scene,
) -> None:
    told: list[Message] = []
    reporter = Reporter()
    reporter.subscribe(told.append)
    sheet = scene.made(TaskSupervisor(reporter))
    sheet.opened.emit()
    sheet.dismiss()
    shiboken6.delete(sheet)

    await scene.library.apply(AddTopic("First"))
    await until(lambda: not scene.is_reading())

    assert told == []
