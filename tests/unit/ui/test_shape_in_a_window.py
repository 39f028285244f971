"""Sections and cards in the whole window, by their keys, and after a restart."""

from pathlib import Path
from typing import Any

import pytest
from PySide6 import QtCore
from pytestqt.qtbot import QtBot

from app.domain.query import Place
from app.domain.view import Section
from app.ui.sheets.section_picker import SectionPicker
from tests.support.listings import SAMPLE
from tests.support.stage import Key, WindowStage, play
from tests.support.waiting import until

pytestmark = pytest.mark.ui


@pytest.fixture
def folder(tmp_path: Path, qtbot: QtBot) -> Path:
    return tmp_path / "library"


def headings(parts: Any) -> list[tuple[str, int, bool]]:
    return [(h.id, h.n_papers, h.is_folded) for h in parts.model.parted.headings]


async def part_by(stage: WindowStage, letters: str) -> None:
    """Open the picker by its keys, type a few letters and press Return."""
    stage.write("zs")
    await until(lambda: isinstance(stage.sheet, SectionPicker))
    stage.write(letters)
    stage.press(Key.Key_Return)
    await until(lambda: stage.sheet is None and stage.parts.model.is_settled)


def test_keys_part_fold_and_decide_and_a_restart_keeps_it(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        await stage.take(SAMPLE)
        parts = stage.parts
        await stage.do("go.all", place=Place.ALL)
        n = parts.model.n_rows
        await part_by(stage, "sta")
        await until(lambda: headings(parts) == [("new", n, False)])

        first = parts.papers.current()
        stage.write("w")
        await until(
            lambda: headings(parts) == [("new", n - 1, False), ("queued", 1, False)]
        )
        assert parts.papers.current() != first
        await stage.do("edit.undo")
        await until(lambda: headings(parts) == [("new", n, False)])
        await stage.do("edit.redo")
        await until(lambda: len(headings(parts)) == 2)

        stage.write("za")
        await until(lambda: parts.model.n_rows == 1)
        assert parts.papers.current() == first
        stage.write("gc")
        await until(lambda: parts.papers.table.delegate.is_cards)

    async def next_day(stage: WindowStage) -> None:
        parts = stage.parts
        await until(lambda: len(headings(parts)) == 2)
        assert [is_folded for *_, is_folded in headings(parts)] == [True, False]
        assert parts.papers.table.delegate.is_cards
        stage.write("zr")
        await until(lambda: parts.model.n_rows == parts.model.n_papers)
        stage.write("J")
        assert parts.papers.table.row() == parts.model.n_rows - 1
        stage.write("zm")
        await until(lambda: parts.model.n_rows == 0)
        stage.write("e")
        stage.write("zo")
        await until(lambda: parts.model.n_rows > 0)
        papers, _, _ = stage.state()
        assert not any(paper.status == "done" for paper in papers)

    assert play(story, folder) == 0
    assert play(next_day, folder) == 0


def test_every_way_to_part_shows_every_paper_and_the_button_says_which(
    folder: Path,
) -> None:
    async def story(stage: WindowStage) -> None:
        await stage.take(SAMPLE)
        parts = stage.parts
        n = parts.model.n_rows
        query = parts.desk.query()
        for letters, section in (
            ("dat", Section.DATE),
            ("top", Section.TOPIC),
            ("sou", Section.SOURCE),
            ("no s", Section.NONE),
        ):
            await part_by(stage, letters)
            await until(lambda: parts.model.query.section is section)  # noqa: B023
            assert parts.views.view(query).section is section
            assert parts.model.n_rows == n
            assert sum(found for _, found, _ in headings(parts)) in (n, 0)

    assert play(story, folder) == 0


def test_click_on_a_card_makes_it_current(folder: Path, qtbot: QtBot) -> None:
    async def story(stage: WindowStage) -> None:
        await stage.take(SAMPLE)
        parts = stage.parts
        await stage.do("view.cards")
        table = parts.papers.table
        place = table.visualRect(parts.model.index(1, 0)).center()

        qtbot.mouseClick(table.viewport(), QtCore.Qt.MouseButton.LeftButton, pos=place)

        assert table.row() == 1

    assert play(story, folder) == 0
