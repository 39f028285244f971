"""The topic picker files papers by a few letters and Enter."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from PySide6 import QtCore, QtWidgets
from pytestqt.qtbot import QtBot

from app.domain.edit import AddPapers, AddTopic, ChangePapers, DeleteTopic
from app.domain.paper import PaperId
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.reporter import Reporter
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.sheets.recent import Recent
from app.ui.sheets.topic_picker import TopicPicker, TopicRow
from tests.support.sheets import Stage, a_draft, focus
from tests.support.waiting import until

pytestmark = pytest.mark.ui
KEY = QtCore.Qt.Key


class Filing:
    """A picker over a real library; its commands are applied as edits."""

    def __init__(self, library: LibraryClient, ids: tuple[PaperId, ...]) -> None:
        self.library, self.ids = library, ids
        self.jobs = TaskSupervisor(Reporter())

    def run(self, command_id: str, *, ids: tuple[PaperId, ...], topic: str) -> None:
        is_filed = command_id == "topic.file"
        edit = ChangePapers(
            ids=ids,
            label="Filed",
            file_under=(topic,) if is_filed else (),
            unfile=() if is_filed else (topic,),
        )
        self.jobs.run(self.library.apply(edit), command_id)

    def open(self, stage: Stage, look: Look) -> TopicPicker:
        picker = TopicPicker(
            look,
            ids=self.ids,
            library=self.library,
            jobs=self.jobs,
            run=self.run,
            recent=Recent(),
        )
        stage.sheets.open(picker)
        return picker


@pytest_asyncio.fixture
async def filing(tmp_path: Path) -> AsyncIterator[Filing]:
    library = LibraryClient(tmp_path / "library", ChangeFeed())
    await library.open()
    drafts = (a_draft("One", "1"), a_draft("Two", "2"))
    added = await library.apply(AddPapers(drafts=drafts, label="Added"))
    for path in ("Agents", "Models/Attention", "Models/Scaling laws"):
        await library.apply(AddTopic(path))
    filing = Filing(library, added.added)
    yield filing
    await filing.jobs.close()
    await library.close()


@pytest.fixture
def stage(qtbot: QtBot, look: Look) -> Stage:
    return Stage(qtbot, look)


def row(picker: TopicPicker, path: str) -> TopicRow | None:
    return next((row for row in picker.rows() if row.path == path), None)


def words_of(picker: TopicPicker) -> str:
    labels = picker.findChildren(QtWidgets.QLabel)
    return " ".join(each.text() for each in labels if each.isVisible())


def is_member(picker: TopicPicker, path: str) -> bool:
    found = row(picker, path)
    return found is not None and found.is_member


@pytest.mark.asyncio
async def test_library_without_topics_tells_how_to_make_one(
    filing: Filing, stage: Stage, look: Look
) -> None:
    for topic in await filing.library.read(lambda reader: tuple(reader.topics())):
        if topic.parent is None:
            await filing.library.apply(DeleteTopic(topic.id))

    picker = filing.open(stage, look)

    await until(lambda: "no topics yet" in words_of(picker))
    assert not picker.rows()


@pytest.mark.asyncio
async def test_letters_and_enter_file_then_take_out(
    filing: Filing, stage: Stage, look: Look, qtbot: QtBot
) -> None:
    picker = filing.open(stage, look)
    await until(lambda: row(picker, "Agents") is not None)

    qtbot.keyClicks(focus(), "scal")
    qtbot.keyClick(focus(), KEY.Key_Return)
    await until(lambda: is_member(picker, "Models/Scaling laws"))
    qtbot.keyClick(focus(), KEY.Key_Return)

    await until(lambda: not is_member(picker, "Models/Scaling laws"))
    assert not picker.is_closed


@pytest.mark.asyncio
async def test_name_of_no_topic_makes_it(
    filing: Filing, stage: Stage, look: Look, qtbot: QtBot
) -> None:
    picker = filing.open(stage, look)
    await until(lambda: row(picker, "Agents") is not None)

    qtbot.keyClicks(focus(), "Vision / Video")
    assert [r.is_missing for r in picker.rows()] == [True]
    qtbot.keyClick(focus(), KEY.Key_Return)

    await until(lambda: is_member(picker, "Vision/Video"))


@pytest.mark.asyncio
async def test_some_of_the_papers_filed_is_told_and_enter_files_the_rest(
    filing: Filing, stage: Stage, look: Look, qtbot: QtBot
) -> None:
    one = filing.ids[:1]
    await filing.library.apply(
        ChangePapers(ids=one, label="Filed", file_under=("Agents",))
    )
    picker = filing.open(stage, look)
    await until(lambda: row(picker, "Agents") is not None)
    found = row(picker, "Agents")
    assert found is not None
    assert (found.n_members, found.is_member) == (1, False)

    qtbot.keyClicks(focus(), "agents")
    qtbot.keyClick(focus(), KEY.Key_Return)

    await until(lambda: is_member(picker, "Agents"))


@pytest.mark.asyncio
async def test_closed_picker_no_longer_listens(
    filing: Filing, stage: Stage, look: Look, qtbot: QtBot
) -> None:
    picker = filing.open(stage, look)
    await until(lambda: row(picker, "Agents") is not None)

    qtbot.keyClick(focus(), KEY.Key_Escape)
    await asyncio.sleep(0)
    await filing.library.apply(AddTopic("Later"))

    assert picker.is_closed


@pytest.mark.asyncio
async def test_name_of_a_topic_below_another_is_a_whole_hit(
    filing: Filing, stage: Stage, look: Look, qtbot: QtBot
) -> None:
    await filing.library.apply(AddTopic("Attention maps"))
    picker = filing.open(stage, look)
    await until(lambda: row(picker, "Attention maps") is not None)

    qtbot.keyClicks(focus(), "attention")

    assert [r.path for r in picker.rows()] == [
        "Models/Attention",
        "Attention maps",
        "attention",
    ]


@pytest.mark.asyncio
async def test_new_topic_stands_before_what_has_the_letters_only(
    filing: Filing, stage: Stage, look: Look, qtbot: QtBot
) -> None:
    picker = filing.open(stage, look)
    await until(lambda: row(picker, "Agents") is not None)

    qtbot.keyClicks(focus(), "ants")

    assert [(r.path, r.is_missing) for r in picker.rows()] == [
        ("ants", True),
        ("Agents", False),
    ]
