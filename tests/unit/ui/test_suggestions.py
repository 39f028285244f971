"""Suggested topics: offered, accepted by click or digit, refused, never filed alone."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from PySide6 import QtCore, QtWidgets
from pytestqt.qtbot import QtBot

from app.bootstrap.services import learner_start
from app.domain.edit import (
    AddPapers,
    ChangePapers,
    ChangeTopic,
    FilePapers,
    RefuseTopic,
)
from app.domain.paper import Paper, PaperId, TopicId
from app.domain.query import Query
from app.runtime.library_client import LibraryClient
from app.runtime.suggester import Suggester
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.sheets.clusters_sheet import ClustersSheet
from app.ui.sheets.picker_suggestions import PickerSuggestions
from app.ui.sheets.recent import Recent
from app.ui.sheets.similar_sheet import SimilarSheet
from app.ui.sheets.topic_picker import TopicPicker
from app.ui.suggested_topics import SuggestedTopics
from app.ui.widgets.suggestion_row import (
    SuggestedTopic,
    SuggestionChip,
    SuggestionRow,
)
from tests.support.sheets import Ran, Stage, focus
from tests.support.subjects import SUBJECTS, papers_on
from tests.support.waiting import until

pytestmark = pytest.mark.ui
KEY = QtCore.Qt.Key
N_FILED = 8
OFFERS = tuple(
    SuggestedTopic(id=TopicId(name), path=name, colour=n, words=("wing", "nest"))
    for n, name in enumerate(("Birds", "Flight"), 1)
)


class Shelf:
    """A library with three subjects filed, and a paper of each that is not."""

    def __init__(
        self, library: LibraryClient, jobs: TaskSupervisor, suggester: Suggester
    ) -> None:
        self.library, self.jobs, self.suggester = library, jobs, suggester
        self.loose: dict[str, PaperId] = {}
        self.members: dict[str, tuple[PaperId, ...]] = {}

    async def fill(self, *, is_filed: bool = True) -> None:
        for subject in SUBJECTS:
            topics = (subject,) if is_filed else ()
            drafts = papers_on(subject, N_FILED)
            edit = AddPapers(drafts=drafts, label="Added", topics=topics)
            self.members[subject] = (await self.library.apply(edit)).added
            more = papers_on(subject, 1, first=N_FILED)
            change = await self.library.apply(AddPapers(drafts=more, label="Added"))
            (self.loose[subject],) = change.added

    def run(self, command_id: str, **given: object) -> None:
        """Do the commands that the sheets run, as the window does."""
        match command_id, given:
            case "topic.file", {"ids": tuple(ids), "topic": str(topic)}:
                edit = ChangePapers(ids=ids, label="Filed", file_under=(topic,))
                self.jobs.run(self.library.apply(edit), command_id)
            case "topics.make", {"groups": tuple(groups)}:
                edits = FilePapers(groups=groups, label="Filed")
                self.jobs.run(self.library.apply(edits), command_id)
            case _:
                raise AssertionError(command_id)

    async def paper(self, id: PaperId) -> Paper:
        return await self.library.read(lambda reader: reader.paper(id))

    async def topics_of(self, id: PaperId) -> set[str]:
        paper = await self.paper(id)
        topics = await self.library.read(lambda reader: reader.topics())
        return {topic.path for topic in topics if topic.id in paper.topics}


@pytest_asyncio.fixture
async def shelf(library: LibraryClient, jobs: TaskSupervisor) -> AsyncIterator[Shelf]:
    suggester = Suggester(library, jobs, learner_start())
    yield Shelf(library, jobs, suggester)
    await suggester.close()


@pytest.fixture
def stage(qtbot: QtBot, look: Look) -> Stage:
    return Stage(qtbot, look)


@pytest.fixture
def window(qtbot: QtBot) -> QtWidgets.QWidget:
    made = QtWidgets.QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def row(look: Look, window: QtWidgets.QWidget) -> SuggestionRow:
    made = SuggestionRow(look, window, digits=(1, 2, 3))
    made.resize(600, 40)
    window.show()
    made.show_suggestions(OFFERS)
    return made


def chips(row: SuggestionRow) -> list[SuggestionChip]:
    found = row.findChildren(SuggestionChip)
    return [chip for chip in found if not chip.isHidden()]


def test_click_accepts_and_delete_or_the_cross_refuses(
    row: SuggestionRow, qtbot: QtBot
) -> None:
    accepted, refused = [], []
    row.accepted.connect(accepted.append)
    row.refused.connect(refused.append)
    first, second = chips(row)

    qtbot.mouseClick(first, QtCore.Qt.MouseButton.LeftButton)
    qtbot.keyClick(second, KEY.Key_Return)
    qtbot.keyClick(first, KEY.Key_Delete)
    qtbot.mouseClick(
        second, QtCore.Qt.MouseButton.LeftButton, pos=second._cross().center()
    )

    assert accepted == list(OFFERS)
    assert refused == list(OFFERS)


def test_digit_accepts_only_what_is_there(row: SuggestionRow) -> None:
    accepted: list[SuggestedTopic] = []
    row.accepted.connect(accepted.append)

    assert row.accept(2)
    assert not row.accept(3)
    assert accepted == [OFFERS[1]]


def test_row_without_suggestions_is_not_there(row: SuggestionRow) -> None:
    assert not row.isHidden()

    row.show_suggestions(())

    assert row.isHidden()
    assert chips(row) == []


def test_chip_tells_its_words(row: SuggestionRow) -> None:
    chip = chips(row)[0]

    assert "wing, nest" in chip.toolTip()
    assert chip.accessibleName() == "File under Birds"


@pytest.mark.asyncio
async def test_paper_shown_gets_suggestions_that_refusing_takes_away(
    row: SuggestionRow, shelf: Shelf, root: QtCore.QObject
) -> None:
    await shelf.fill()
    row.show_suggestions(())
    ran = Ran()
    kept = SuggestedTopics(
        row,
        suggester=shelf.suggester,
        library=shelf.library,
        jobs=shelf.jobs,
        run=ran,
        parent=root,
        after_ms=0,
    )
    birds = await shelf.paper(shelf.loose["Birds"])

    kept.show_paper(birds)
    await until(lambda: bool(row.suggestions()))
    assert row.suggestions()[0].path == "Birds"
    row.refused.emit(row.suggestions()[0])
    assert "Birds" not in {s.path for s in row.suggestions()}
    [(command, refusal)] = ran.calls
    assert command == "topic.refuse"
    await shelf.library.apply(RefuseTopic(**refusal))
    kept.show_paper(await shelf.paper(shelf.loose["Cheese"]))
    await until(lambda: bool(row.suggestions()))
    row.accept(1)
    kept.show_paper(None)
    settled: list[None] = []
    kept.settled.connect(lambda: settled.append(None))
    kept.show_paper(birds)
    await until(lambda: bool(settled))

    kept.leave()
    assert "Birds" not in {s.path for s in row.suggestions()}
    filed = {"ids": (shelf.loose["Cheese"],), "topic": "Cheese"}
    assert ran.calls[1:] == [("topic.file", filed)]


@pytest.mark.asyncio
async def test_suggestion_has_the_digit_of_its_topic_else_a_free_one(
    row: SuggestionRow, shelf: Shelf, root: QtCore.QObject
) -> None:
    await shelf.fill()
    topics = await shelf.library.read(lambda reader: reader.topics())
    [birds] = [topic.id for topic in topics if topic.path == "Birds"]
    row.show_suggestions(())
    await shelf.library.apply(ChangeTopic(topic_id=birds, slot=7))
    ran = Ran()
    kept = SuggestedTopics(
        row,
        suggester=shelf.suggester,
        library=shelf.library,
        jobs=shelf.jobs,
        run=ran,
        parent=root,
        after_ms=0,
        has_free_digits=True,
    )

    kept.show_paper(await shelf.paper(shelf.loose["Birds"]))
    await until(lambda: any(s.path == "Birds" for s in row.suggestions()))

    assert row.accept(7)
    assert [call["topic"] for _, call in ran.calls] == ["Birds"]
    kept.leave()


@pytest.mark.asyncio
async def test_digit_in_the_empty_picker_files_and_with_letters_is_typed(
    shelf: Shelf, stage: Stage, look: Look, qtbot: QtBot
) -> None:
    await shelf.fill()
    id = shelf.loose["Birds"]
    picker = TopicPicker(
        look,
        ids=(id,),
        library=shelf.library,
        jobs=shelf.jobs,
        run=shelf.run,
        recent=Recent(),
        suggester=shelf.suggester,
    )
    stage.sheets.open(picker)
    offers = picker.findChild(PickerSuggestions)
    assert offers is not None
    await until(lambda: bool(offers.row.suggestions()))
    assert offers.isVisible()

    qtbot.keyClicks(focus(), "x1")
    assert await shelf.topics_of(id) == set()
    focus().clear()  # type: ignore[attr-defined]  # a line edit
    qtbot.keyClicks(focus(), "1")

    await until(lambda: all(s.path != "Birds" for s in offers.row.suggestions()))
    await until(lambda: any(row.is_member for row in picker.rows()))
    assert await shelf.topics_of(id) == {"Birds"}


@pytest.mark.asyncio
async def test_similar_papers_are_listed_with_shared_words_and_enter_goes_to_one(
    shelf: Shelf, stage: Stage, look: Look, qtbot: QtBot
) -> None:
    await shelf.fill()
    ran = Ran()
    sheet = SimilarSheet(
        look,
        id=shelf.loose["Birds"],
        suggester=shelf.suggester,
        library=shelf.library,
        jobs=shelf.jobs,
        run=ran,
    )
    stage.sheets.open(sheet)
    await until(lambda: bool(sheet.rows()))
    first, second = sheet.rows()[:2]

    qtbot.keyClick(focus(), KEY.Key_J)
    qtbot.keyClick(focus(), KEY.Key_Return)

    assert first.words
    assert await shelf.topics_of(second.id) == {"Birds"}
    assert ran.calls == [("paper.reveal", {"ids": (second.id,)})]
    assert sheet.is_closed


@pytest.mark.asyncio
async def test_groups_are_named_ticked_and_made_as_one_act(
    shelf: Shelf, stage: Stage, look: Look, qtbot: QtBot
) -> None:
    await shelf.fill(is_filed=False)
    library = shelf.library
    keys = await library.read(lambda reader: reader.keys(Query()))
    papers = await library.read(lambda reader: reader.papers(keys))
    sheet = ClustersSheet(
        look,
        ids=[paper.id for paper in papers],
        suggester=shelf.suggester,
        library=library,
        jobs=shelf.jobs,
        run=shelf.run,
    )
    stage.sheets.open(sheet)
    await until(lambda: bool(sheet.entries()))
    first, second, *others = sheet.entries()
    kept = second.name.text()
    assert await library.read(lambda reader: reader.topics()) == ()

    for entry in others:
        entry.check.click()
    first.name.setText(" ")
    qtbot.keyClick(second.name, KEY.Key_Return)
    assert sheet.message() == "A topic needs a name."
    first.name.setText("My/Name")
    qtbot.keyClick(second.name, KEY.Key_Return)
    await until(lambda: sheet.is_closed)
    await shelf.jobs.close(patience_s=10.0)

    assert await shelf.topics_of(first.ids[0]) == {"My/Name"}
    topics = await library.read(lambda reader: reader.topics())
    assert {topic.path for topic in topics} == {"My", "My/Name", kept}
    await library.undo()
    assert await library.read(lambda reader: reader.topics()) == ()


@pytest.mark.asyncio
async def test_few_papers_make_no_group_and_no_suggestion_is_told(
    shelf: Shelf, stage: Stage, look: Look
) -> None:
    edit = AddPapers(drafts=papers_on("Birds", 2), label="Added")
    ids = (await shelf.library.apply(edit)).added
    sheet = ClustersSheet(
        look,
        ids=ids,
        suggester=shelf.suggester,
        library=shelf.library,
        jobs=shelf.jobs,
        run=shelf.run,
    )
    stage.sheets.open(sheet)

    await until(lambda: "too few" in sheet.message())

    assert sheet.entries() == ()


@pytest.mark.asyncio
async def test_paper_shown_gets_new_suggestions_when_more_was_learned(
    row: SuggestionRow, shelf: Shelf, root: QtCore.QObject
) -> None:
    await shelf.fill(is_filed=False)
    row.show_suggestions(())
    kept = SuggestedTopics(
        row,
        suggester=shelf.suggester,
        library=shelf.library,
        jobs=shelf.jobs,
        run=Ran(),
        parent=root,
        after_ms=0,
    )
    settled: list[None] = []
    kept.settled.connect(lambda: settled.append(None))
    kept.show_paper(await shelf.paper(shelf.loose["Birds"]))
    await until(lambda: bool(settled))
    for subject, ids in shelf.members.items():
        edit = ChangePapers(ids=ids, label="Filed", file_under=(subject,))
        await shelf.library.apply(edit)

    await shelf.suggester.learn_anew()

    await until(lambda: bool(row.suggestions()))
    kept.leave()
    assert row.suggestions()[0].path == "Birds"


@pytest.mark.asyncio
async def test_topic_above_the_one_filed_under_is_not_suggested(
    row: SuggestionRow, shelf: Shelf, root: QtCore.QObject
) -> None:
    await shelf.fill()
    id = shelf.loose["Birds"]
    edit = ChangePapers(ids=(id,), label="Filed", file_under=("Birds/Owls",))
    await shelf.library.apply(edit)
    assert await shelf.suggester.topics_for(id)
    kept = SuggestedTopics(
        row,
        suggester=shelf.suggester,
        library=shelf.library,
        jobs=shelf.jobs,
        run=Ran(),
        parent=root,
        after_ms=0,
    )
    settled: list[None] = []
    kept.settled.connect(lambda: settled.append(None))

    kept.show_paper(await shelf.paper(id))
    await until(lambda: bool(settled))
    kept.leave()

    assert "Birds" not in {s.path for s in row.suggestions()}


@pytest.mark.asyncio
async def test_guest_starts_nothing_and_is_served_once_somebody_else_asked(
    row: SuggestionRow, shelf: Shelf, root: QtCore.QObject
) -> None:
    await shelf.fill()
    row.show_suggestions(())
    kept = SuggestedTopics(
        row,
        suggester=shelf.suggester,
        library=shelf.library,
        jobs=shelf.jobs,
        run=Ran(),
        parent=root,
        after_ms=0,
        is_guest=True,
    )
    kept.show_paper(await shelf.paper(shelf.loose["Birds"]))
    await until(kept.is_at_rest)
    assert shelf.suggester.would_start

    assert await shelf.suggester.topics_for(shelf.loose["Cheese"])

    await until(lambda: bool(row.suggestions()))
    kept.leave()
    assert row.suggestions()[0].path == "Birds"
