"""The list is sorted and its columns chosen by keys alone, and stays so."""

import re
from pathlib import Path

import pytest
from PySide6 import QtCore, QtTest
from pytestqt.qtbot import QtBot

from app.domain.query import Place, Query
from app.domain.view import Column, View
from app.domain.view_text import read_sorting
from app.library.folding import fold
from app.ui.sheets.columns_sheet import ColumnsSheet
from app.ui.sheets.sort_picker import SortPicker
from tests.support.listings import SAMPLE
from tests.support.stage import Key, WindowStage, play
from tests.support.waiting import until

pytestmark = pytest.mark.ui
SHIFT = QtCore.Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def folder(tmp_path: Path, qtbot: QtBot) -> Path:
    return tmp_path / "library"


def keys(stage: WindowStage, *pressed: QtCore.Qt.Key) -> None:
    for key in pressed:
        QtTest.QTest.keyClick(stage.parts.window.focusWidget(), key)


def shown_titles(stage: WindowStage) -> list[str]:
    model = stage.parts.model
    papers = (model.paper_at(row) for row in range(model.n_rows))
    return [paper.title if paper else "?" for paper in papers]


def plain(title: str) -> str:
    return re.sub("^(a|an|the) ", "", fold(title))


def test_keys_sort_and_choose_columns_and_a_restart_keeps_both(folder: Path) -> None:
    async def choose(stage: WindowStage) -> None:
        await stage.take(SAMPLE)
        await stage.do("go.all")
        await until(lambda: "?" not in shown_titles(stage))
        current = stage.parts.papers.current()
        stage.press(Key.Key_G)
        stage.press(Key.Key_O)
        await until(lambda: isinstance(stage.sheet, SortPicker))
        QtTest.QTest.keyClicks(stage.parts.window.focusWidget(), "title")
        keys(stage, Key.Key_Return, Key.Key_Return)
        focus = stage.parts.window.focusWidget()
        QtTest.QTest.keyClicks(focus, "year")
        QtTest.QTest.keyClick(focus, Key.Key_Return, SHIFT)
        keys(stage, Key.Key_Escape)
        await until(lambda: stage.sheet is None)
        await until(lambda: stage.parts.model.is_settled)
        titles = shown_titles(stage)
        assert titles[::-1] == sorted(titles, key=plain)
        assert stage.parts.papers.current() == current

        sheet = await stage.ask("view.columns")
        assert isinstance(sheet, ColumnsSheet)
        keys(stage, Key.Key_End, Key.Key_Space, Key.Key_Escape)
        await until(lambda: stage.sheet is None)
        assert Column.NOTES in stage.parts.model.columns

    async def look_again(stage: WindowStage) -> None:
        parts = stage.parts
        await until(lambda: parts.model.query.place is Place.ALL)
        await until(lambda: parts.model.is_settled)
        view = parts.views.view(Query())
        assert view.sorting == read_sorting("title:desc,year:desc")
        assert view.columns == (*View().columns, Column.NOTES)
        assert parts.model.query.sorting == view.sorting
        assert Column.NOTES in parts.model.columns
        await stage.do("go.inbox")
        await until(lambda: not parts.model.query.sorting)
        await until(lambda: Column.NOTES not in parts.model.columns)

    assert play(choose, folder) == 0
    assert play(look_again, folder) == 0
