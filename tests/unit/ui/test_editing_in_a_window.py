"""Editing papers and topics in the whole window, by its keys and commands."""

from pathlib import Path

import pytest
from PySide6 import QtCore, QtTest
from pytestqt.qtbot import QtBot

from app.domain.query import Place
from app.ui.sheets.add_sheet import AddSheet
from app.ui.sheets.edit_sheet import EditSheet
from app.ui.sheets.edit_sheet_many import EditManySheet
from app.ui.sheets.topic_page import TopicPage
from app.ui.sheets.topic_sheet import TopicSheet
from app.ui.sheets.topic_target import TopicTarget
from tests.support.listings import SAMPLE
from tests.support.stage import Key, WindowStage, play
from tests.support.waiting import until

pytestmark = pytest.mark.ui
CONTROL = QtCore.Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def folder(tmp_path: Path, qtbot: QtBot) -> Path:
    return tmp_path / "library"


def save(stage: WindowStage) -> None:
    focus = stage.parts.window.focusWidget()
    QtTest.QTest.keyClick(focus, Key.Key_Return, CONTROL)


async def pressed(stage: WindowStage, key: QtCore.Qt.Key) -> object:
    """Press a key that opens a sheet, and return the sheet."""
    stage.press(key)
    await until(lambda: stage.sheet is not None)
    return stage.sheet


def test_i_edits_the_current_paper_as_tex_and_the_list_reads_it(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stage.take(SAMPLE)
        parts = stage.parts
        paper = parts.papers.current()
        sheet = await pressed(stage, Key.Key_I)
        assert isinstance(sheet, EditSheet)
        sheet.form.set_text("title", r"The $\ell_2$ norm of sheep")
        save(stage)
        await until(lambda: stage.sheet is None)
        await until(lambda: parts.model.paper(paper).title.startswith("The"))

        assert parts.model.words.title(parts.model.paper(paper)) == (
            "The ℓ₂ norm of sheep"
        )
        papers, _, _ = stage.state()
        edited = next(p for p in papers if p.id == paper)
        assert edited.title == r"The $\ell_2$ norm of sheep"
        assert edited.edited == {"title"}
        await stage.do("edit.undo")
        assert all(not p.edited for p in stage.state()[0])

    assert play(story, folder) == 0


def test_what_was_typed_and_left_stands_there_again(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stage.take(SAMPLE)
        sheet = await pressed(stage, Key.Key_F2)
        assert isinstance(sheet, EditSheet)
        sheet.form.set_text("venue", "A half-typed venue")
        stage.press(Key.Key_Escape)
        await until(lambda: stage.sheet is None)

        again = await pressed(stage, Key.Key_I)

        assert isinstance(again, EditSheet)
        assert again.left() == {"venue": "A half-typed venue"}
        again.dismiss()

    assert play(story, folder) == 0


def test_all_selected_papers_are_edited_as_one_act(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stage.take(SAMPLE)
        await stage.do("list.select-all")
        sheet = await stage.ask("paper.edit")
        assert isinstance(sheet, EditManySheet)
        sheet.form.set_text("venue", "Pasture")
        sheet.form.set_text("status", "queued")
        save(stage)
        await until(lambda: {p.venue for p in stage.state()[0]} == {"Pasture"})
        assert {p.status for p in stage.state()[0]} == {"queued"}

        await stage.do("edit.undo")

        assert {p.venue for p in stage.state()[0]} == {""}
        assert {p.status for p in stage.state()[0]} == {"new"}

    assert play(story, folder) == 0


def test_paper_by_hand_is_added_and_current(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stage.take(SAMPLE)
        sheet = await stage.ask("import.type")
        assert isinstance(sheet, AddSheet)
        stage.write("A thought of my own")
        save(stage)
        await until(lambda: len(stage.state()[0]) == 13)
        await until(lambda: stage.parts.model.is_settled)

        added = next(p for p in stage.state()[0] if p.title.startswith("A thought"))
        assert added.provenance[0].kind == "by hand"
        await until(lambda: stage.parts.papers.current() == added.id)

    assert play(story, folder) == 0


def test_topic_is_moved_given_a_digit_and_told_of(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stage.take(SAMPLE, topic="Animals")
        await stage.do("topic.add", path="Farm")
        animals = next(t for t in stage.state()[1] if t.name == "Animals")
        await stage.do("view.show", place=Place.TOPIC, topic=animals.id)

        target = await stage.ask("topic.move")
        assert isinstance(target, TopicTarget)
        stage.write("farm")
        stage.press(Key.Key_Return)
        await until(lambda: "Farm/Animals" in [t.path for t in stage.state()[1]])
        sheet = await stage.ask("topic.edit")
        assert isinstance(sheet, TopicSheet)
        sheet.dismiss()
        await stage.do("topic.change", topic_id=animals.id, slot=5)
        await stage.do("list.select-all")
        await stage.do("topic.slot-5")
        assert not any(p.topics for p in stage.state()[0])
        await stage.do("edit.undo")

        page = await stage.ask("topic.about")
        assert isinstance(page, TopicPage)
        assert page.counts_text() == "12 new"
        stage.write("What sheep think")
        stage.press(Key.Key_Escape)
        await until(lambda: any(t.note == "What sheep think" for t in stage.state()[1]))

    assert play(story, folder) == 0


def test_keys_in_the_sidebar_edit_and_move_the_topic_they_are_on(
    folder: Path,
) -> None:
    async def story(stage: WindowStage) -> None:
        await stage.take(SAMPLE)
        for path in ("A", "B"):
            await stage.do("topic.add", path=path)
        await until(lambda: len(stage.parts.topics.topics()) == 2)
        await stage.do("topics.focus")

        stage.write("}")
        await until(lambda: [t.name for t in stage.state()[1]] == ["B", "A"])
        sheet = await pressed(stage, Key.Key_I)

        assert isinstance(sheet, TopicSheet)
        sheet.dismiss()

    assert play(story, folder) == 0
