"""Suggestions in the window: under the topics of a paper, in triage, in sheets."""

from pathlib import Path

import pytest
from PySide6 import QtWidgets

from app.domain.edit import AddPapers, ChangeTopic
from app.library import Library, Reader
from app.ui.sheets.similar_sheet import SimilarSheet
from app.ui.suggested_topics import SuggestedTopics
from tests.support.stage import Key, WindowStage, play
from tests.support.subjects import SUBJECTS, papers_on
from tests.support.waiting import until

pytestmark = pytest.mark.ui
N_FILED = 8


@pytest.fixture
def folder(tmp_path: Path, qapp: QtWidgets.QApplication) -> Path:
    """A library of three subjects; one paper on birds is not filed."""
    library = Library.open(tmp_path / "library")
    for subject in SUBJECTS:
        drafts = papers_on(subject, N_FILED)
        library.apply(AddPapers(drafts=drafts, label="Added", topics=(subject,)))
    (loose,) = papers_on("Birds", 1, first=N_FILED)
    library.apply(AddPapers(drafts=(loose,), label="Added"))
    reader = Reader.open(library.folder)
    cheese = next(t for t in reader.topics() if t.path == "Cheese")
    reader.close()
    library.apply(ChangeTopic(topic_id=cheese.id, slot=1))
    library.close()
    return library.folder


async def look_at_suggestions(stage: WindowStage) -> None:
    """Open triage, which starts the learner, and leave it."""
    await stage.do("triage.toggle")
    await until(lambda: bool(stage.parts.triage.suggestions.suggestions()))
    await stage.do("triage.toggle")


def test_nothing_is_learned_until_suggestions_are_looked_at(folder: Path) -> None:
    async def walk(stage: WindowStage) -> None:
        kept, triage = stage.parts.window.findChildren(SuggestedTopics)
        asked: list[str] = []
        kept.asked.connect(lambda: asked.append("detail"))
        triage.asked.connect(lambda: asked.append("triage"))
        await until(lambda: stage.parts.detail.paper is not None)
        await until(kept.is_at_rest)

        for step in ("list.next-row", "list.previous-row"):
            await stage.do(step)
            await until(kept.is_at_rest)
        assert asked == []
        await look_at_suggestions(stage)
        assert asked[0] == "triage"
        await stage.do("list.next-row")
        await until(lambda: "detail" in asked)

    assert play(walk, folder) == 0


def test_nothing_is_suggested_while_the_setting_is_off(folder: Path) -> None:
    async def look(stage: WindowStage) -> None:
        _, triage = stage.parts.window.findChildren(SuggestedTopics)
        settled: list[None] = []
        triage.settled.connect(lambda: settled.append(None))

        await stage.do("triage.toggle")
        await until(lambda: bool(settled))

        assert stage.parts.triage.suggestions.suggestions() == ()

    assert play(look, folder, {"suggestions.enabled": "false"}) == 0


def test_suggestion_in_the_detail_is_filed_by_a_click_and_undone(folder: Path) -> None:
    async def accept(stage: WindowStage) -> None:
        row = stage.parts.detail.suggestions
        await look_at_suggestions(stage)
        await until(lambda: bool(row.suggestions()))
        assert row.suggestions()[0].path == "Birds"
        before = stage.state()

        row.accepted.emit(row.suggestions()[0])
        await until(lambda: stage.state() != before)
        await until(lambda: all(s.path != "Birds" for s in row.suggestions()))
        await stage.do("edit.undo")

        assert stage.state() == before

    assert play(accept, folder) == 0


def test_free_digit_in_triage_files_under_the_suggestion(folder: Path) -> None:
    async def decide(stage: WindowStage) -> None:
        await stage.do("triage.toggle")
        row = stage.parts.triage.suggestions
        await until(lambda: bool(row.suggestions()))
        paper = stage.state()[0][0]
        assert paper.topics == ()

        stage.press(Key.Key_2)  # 1 is the digit of another topic
        await until(lambda: stage.state()[0][0].topics != ())

        topics = {topic.id: topic.path for topic in stage.state()[1]}
        assert [topics[id] for id in stage.state()[0][0].topics] == ["Birds"]

    assert play(decide, folder) == 0


def test_more_like_this_goes_to_a_paper_of_the_same_subject(folder: Path) -> None:
    async def follow(stage: WindowStage) -> None:
        await until(lambda: len(stage.parts.desk.targets()) == 1)
        (asked,) = stage.parts.desk.targets()
        sheet = await stage.ask("paper.similar")
        assert isinstance(sheet, SimilarSheet)
        await until(lambda: bool(sheet.rows()))
        first = sheet.rows()[0]

        stage.press(Key.Key_Return)
        await until(lambda: stage.parts.desk.targets() == (first.id,))

        assert first.id != asked
        assert stage.sheet is None

    assert play(follow, folder) == 0
