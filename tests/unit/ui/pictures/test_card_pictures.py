"""The pictures on the cards of the list: of papers in sight, leading to their pages."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6 import QtCore, QtGui, QtTest, QtWidgets

from app.domain.edit import AddPapers
from app.domain.paper import Draft, Paper, Provenance
from app.library import Library
from app.settings.places import picture_cache_folder
from app.ui.panels.list.card_delegate import not_known
from app.ui.panels.list.card_layout import lay_out_card
from app.ui.panels.list.tile_pointer import TilePointer
from app.ui.pictures.mosaic import Tile
from tests.support.figure_pdf import RED, pdf_with_figure
from tests.support.paper_pdf import paper_pdf
from tests.support.stage import WindowStage, play
from tests.support.stored_pdf import stored_pdf
from tests.support.waiting import until

pytestmark = pytest.mark.ui
LEFT = QtCore.Qt.MouseButton.LeftButton
NONE = QtCore.Qt.KeyboardModifier.NoModifier
ABSTRACT = "So many words fill all the lines of a card, however wide it is. " * 20
BARE = Draft(title="Bare", provenance=Provenance(source="test", kind="by hand"))


@pytest.fixture
def folder(tmp_path: Path, qapp: QtWidgets.QApplication) -> Path:
    """Papers: with a figure on page 3, without figures, damaged, without a PDF."""
    shutil.rmtree(picture_cache_folder(), ignore_errors=True)
    library = Library.open(tmp_path / "library")
    drafts = (
        stored_pdf(library, "With a figure", pdf_with_figure(), n_pages=4),
        stored_pdf(library, "Words alone", paper_pdf("Words", n_pages=3), n_pages=3),
        stored_pdf(library, "Damaged", b"no PDF at all", n_pages=1),
        BARE,
    )
    drafts = tuple(replace(draft, abstract=ABSTRACT) for draft in drafts)
    library.apply(AddPapers(drafts=drafts, label="Added"))
    library.close()
    return library.folder


@pytest.fixture
def long_folder(tmp_path: Path, qapp: QtWidgets.QApplication) -> Path:
    """Sixty papers with PDFs, each of its own."""
    shutil.rmtree(picture_cache_folder(), ignore_errors=True)
    library = Library.open(tmp_path / "library")
    drafts = tuple(
        stored_pdf(library, f"Paper {n}", paper_pdf(f"Words {n}"), n_pages=1)
        for n in range(60)
    )
    library.apply(AddPapers(drafts=drafts, label="Added"))
    library.close()
    return library.folder


async def show_cards(stage: WindowStage) -> None:
    stage.parts.window.resize(1440, 900)
    await stage.do("view.cards")
    await until(lambda: stage.parts.papers.current_paper() is not None)


def row_of(stage: WindowStage, title: str) -> int:
    model = stage.parts.model
    papers = [model.paper_at(row) for row in range(model.n_rows)]
    return [paper.title if paper else "" for paper in papers].index(title)


def tiles_of(stage: WindowStage, title: str) -> list[tuple[QtCore.QPoint, Tile]]:
    """Return the pictures on a card and their middles, found as the pointer does."""
    table = stage.parts.papers.table
    card = table.visualRect(table.model().index(row_of(stage, title), 0))
    found: dict[int, tuple[QtCore.QPoint, Tile]] = {}
    for x in range(card.left(), card.right(), 6):
        place = QtCore.QPoint(x, card.top() + 40)
        hit: tuple[Paper, Tile] | None = table.delegate.tile_at(place)
        if hit is not None:
            found.setdefault(id(hit[1]), (place + QtCore.QPoint(12, 0), hit[1]))
    return list(found.values())


async def shown(stage: WindowStage, title: str) -> None:
    await until(lambda: bool(tiles_of(stage, title)))


def has_words_at_the_right(stage: WindowStage, title: str) -> bool:
    """Say whether anything is painted where pictures would begin."""
    table = stage.parts.papers.table
    card = table.visualRect(table.model().index(row_of(stage, title), 0))
    theme = stage.parts._look.theme
    room = lay_out_card(theme, card.size(), has_pictures=True).pictures
    seen = table.viewport().grab(room.translated(card.topLeft())).toImage()
    ground = seen.pixelColor(0, seen.height() - 1)
    places = ((x, y) for x in range(40) for y in range(seen.height()))
    return any(seen.pixelColor(x, y) != ground for x, y in places)


def test_card_when_a_paper_has_a_figure_then_it_is_seen_and_opens_its_page(
    folder: Path,
) -> None:
    async def look(stage: WindowStage) -> None:
        await show_cards(stage)
        await shown(stage, "With a figure")
        ((place, tile),) = tiles_of(stage, "With a figure")
        viewport = stage.parts.papers.table.viewport()
        seen = viewport.grab().toImage().pixelColor(place)
        assert seen.getRgb()[:3] == RED
        assert (tile.number, tile.page_index) == ("Figure 1", 2)

        QtTest.QTest.mouseClick(viewport, LEFT, NONE, place)

        reader = stage.parts.reader
        await until(lambda: reader.document is not None)
        assert reader.paper.title == "With a figure"
        assert reader.view.page_index == 2

    assert play(look, folder) == 0


def test_card_when_its_picture_is_clicked_with_ctrl_or_pulled_then_opens_nothing(
    folder: Path,
) -> None:
    async def look(stage: WindowStage) -> None:
        await show_cards(stage)
        await shown(stage, "With a figure")
        ((place, _),) = tiles_of(stage, "With a figure")
        table = stage.parts.papers.table
        paper = stage.parts.model.paper_at(row_of(stage, "With a figure"))
        asked: list[tuple[str, dict[str, object]]] = []
        TilePointer(table, lambda name, **rest: asked.append((name, rest)))
        control = QtCore.Qt.KeyboardModifier.ControlModifier
        viewport = table.viewport()

        QtTest.QTest.mouseClick(viewport, LEFT, control, place)
        QtTest.QTest.mousePress(viewport, LEFT, NONE, place)
        away = place + QtCore.QPoint(0, 150)
        QtTest.QTest.mouseRelease(viewport, LEFT, NONE, away)
        assert not asked

        QtTest.QTest.mouseClick(viewport, LEFT, NONE, place)
        assert asked == [("paper.view", {"ids": (paper.id,), "page_index": 2})]

    assert play(look, folder) == 0


def test_card_when_the_pointer_rests_on_a_picture_then_names_figure_and_page(
    folder: Path,
) -> None:
    async def look(stage: WindowStage) -> None:
        await show_cards(stage)
        await shown(stage, "With a figure")
        ((place, _),) = tiles_of(stage, "With a figure")
        viewport = stage.parts.papers.table.viewport()
        at = viewport.mapToGlobal(place)
        resting = QtGui.QHelpEvent(QtCore.QEvent.Type.ToolTip, place, at)

        QtWidgets.QApplication.sendEvent(viewport, resting)

        said = QtWidgets.QToolTip.text()
        assert "Figure 1, page 3" in said
        assert "A red field." in said

    assert play(look, folder) == 0


def test_card_when_a_paper_has_no_figure_then_shows_its_first_pages(
    folder: Path,
) -> None:
    async def look(stage: WindowStage) -> None:
        await show_cards(stage)
        await shown(stage, "Words alone")
        tiles = tiles_of(stage, "Words alone")
        assert [tile.page_index for _, tile in tiles] == [0, 1]

    assert play(look, folder) == 0


def test_cards_when_pictures_come_then_no_row_moves_nor_grows(folder: Path) -> None:
    async def look(stage: WindowStage) -> None:
        await show_cards(stage)
        table = stage.parts.papers.table
        table.go(row_of(stage, "Bare"))
        header = table.verticalHeader()
        heights = [header.sectionSize(row) for row in range(4)]
        top = table.current_rect().top()

        await shown(stage, "With a figure")
        await shown(stage, "Words alone")

        assert [header.sectionSize(row) for row in range(4)] == heights
        assert table.current_rect().top() == top

    assert play(look, folder) == 0


def test_card_when_pictures_are_still_drawn_then_their_room_has_a_quiet_ground(
    folder: Path,
) -> None:
    async def look(stage: WindowStage) -> None:
        await show_cards(stage)
        table, title = stage.parts.papers.table, "With a figure"
        table.delegate.follow_pictures(not_known)
        card = table.visualRect(table.model().index(row_of(stage, title), 0))
        theme = stage.parts._look.theme
        room = lay_out_card(theme, card.size(), has_pictures=True).pictures
        middle = room.center() + card.topLeft()

        seen = table.viewport().grab(QtCore.QRect(middle, QtCore.QSize(1, 1)))

        assert seen.toImage().pixelColor(0, 0) == theme.colours.hover

    assert play(look, folder) == 0


@pytest.mark.parametrize("overrides", [{}, {"reading.figure_strip": "false"}])
def test_card_when_there_are_no_pictures_then_its_words_have_the_whole_room(
    folder: Path, overrides: dict[str, str]
) -> None:
    async def look(stage: WindowStage) -> None:
        await show_cards(stage)
        await until(lambda: stage.parts.cards.is_settled)
        for title in ("Bare", "Damaged", *(["With a figure"] if overrides else ())):
            assert has_words_at_the_right(stage, title)
            assert not tiles_of(stage, title)

    assert play(look, folder, overrides) == 0


def test_cards_when_the_list_is_long_then_only_those_in_sight_are_drawn(
    long_folder: Path,
) -> None:
    async def look(stage: WindowStage) -> None:
        await show_cards(stage)
        table, model = stage.parts.papers.table, stage.parts.model
        await shown(stage, model.paper_at(0).title)
        await until(lambda: stage.parts.cards.is_settled)
        in_sight = range(table.rowAt(table.viewport().height() - 1) + 1)
        titles = [model.paper_at(row).title for row in in_sight]
        assert 2 < len(titles) < 20
        assert all(tiles_of(stage, title) for title in titles[:-1])
        n_drawn = len(list(picture_cache_folder().iterdir()))
        assert len(titles) <= n_drawn < len(titles) + 3

    assert play(look, long_folder) == 0


def test_rows_have_no_pictures_made_but_for_the_detail(long_folder: Path) -> None:
    async def look(stage: WindowStage) -> None:
        await until(lambda: bool(stage.parts.detail.strip.buttons))
        assert stage.parts.cards.held_bytes == 0
        assert len(list(picture_cache_folder().iterdir())) == 1

    assert play(look, long_folder) == 0


def test_picture_when_the_look_is_dark_then_is_softened(folder: Path) -> None:
    async def look(stage: WindowStage) -> None:
        await show_cards(stage)
        await shown(stage, "With a figure")
        ((place, _),) = tiles_of(stage, "With a figure")
        seen = stage.parts.papers.table.viewport().grab().toImage().pixelColor(place)
        assert 100 < seen.red() < RED[0]

    assert play(look, folder, {"appearance.theme": "dark"}) == 0


def test_card_when_a_missing_file_is_there_again_then_shows_its_pictures(
    folder: Path,
) -> None:
    away = folder.parent / "away"
    (folder / "files").rename(away)

    async def look(stage: WindowStage) -> None:
        await show_cards(stage)
        await until(lambda: stage.parts.cards.is_settled)
        assert tiles_of(stage, "With a figure") == []
        shutil.copytree(away, folder / "files", dirs_exist_ok=True)
        await stage.do("go.queue")
        await stage.do("go.inbox")
        await until(lambda: stage.parts.model.n_rows == 4)
        await until(lambda: len(tiles_of(stage, "With a figure")) == 1)

    assert play(look, folder) == 0
