"""What headings tell, on the screen and to a screen reader: papers, unseen, folded."""

from pathlib import Path

import pytest
from PySide6 import QtGui, QtWidgets

from app.domain.edit import AddPapers
from app.domain.paper import Draft, Provenance
from app.domain.query import Place, Query
from app.domain.view import Section, View
from app.library import Library
from app.ui.panels.list.section_bands import SectionBands
from tests.support.stage import WindowStage, play
from tests.support.waiting import until

pytestmark = pytest.mark.ui
EVERY = Query(place=Place.ALL)
N_PAPERS = 5
TEXT = QtGui.QAccessible.Text


@pytest.fixture
def folder(tmp_path: Path, qapp: QtWidgets.QApplication) -> Path:
    """A library of three papers from a feed and two from a file."""
    library = Library.open(tmp_path / "library")
    for source, n_papers in (("Feed", 3), ("file.bib", 2)):
        origin = Provenance(source=source, kind="by hand")
        drafts = (Draft(title=f"{source} {n}", provenance=origin) for n in range(3))
        edit = AddPapers(drafts=tuple(drafts)[:n_papers], label="Added")
        library.apply(edit)
    library.close()
    return library.folder


async def show_by_source(stage: WindowStage) -> SectionBands:
    stage.parts.views.change(EVERY, View(section=Section.SOURCE))
    await stage.do("go.all", place=Place.ALL)
    bands: SectionBands = stage.parts.papers.table.bands
    return bands


def words(stage: WindowStage) -> list[tuple[str, str, str]]:
    """Return what each heading says."""
    bands = stage.parts.papers.table.bands
    return [bands.words(heading) for heading in stage.parts.model.parted.headings]


def test_headings_tell_how_many_are_unseen_until_they_are_seen(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        # The first row is current, so it is seen after a moment: here, and there.
        await until(lambda: stage.parts.unseen.count() == N_PAPERS - 1)
        await show_by_source(stage)
        seen = [("Feed", "3", "2 unseen"), ("file.bib", "2", "1 unseen")]
        await until(lambda: words(stage) == seen)

        await stage.do("list.last-row")
        await until(lambda: words(stage)[1] == ("file.bib", "2", ""))
        picture = stage.parts.papers.table.viewport().grab().toImage()
        await stage.do("view.mark-seen")
        await until(lambda: [each[2] for each in words(stage)] == ["", ""])
        assert stage.parts.papers.table.viewport().grab().toImage() != picture

    assert play(story, folder) == 0


def test_paper_added_is_counted_in_its_folded_section(folder: Path) -> None:
    async def story(stage: WindowStage) -> None:
        kept: list[None] = []
        stage.parts.unseen.kept.connect(lambda: kept.append(None))
        await stage.do("view.mark-seen")
        await until(lambda: bool(kept))
        await show_by_source(stage)
        await stage.do("view.fold-all")
        origin = Provenance(source="Feed", kind="by hand")
        drafts = (Draft(title="New", provenance=origin),)
        await stage.program._library.apply(AddPapers(drafts=drafts, label="Added"))

        await until(lambda: words(stage)[0] == ("Feed", "4", "1 unseen"))

    assert play(story, folder) == 0


def test_screen_reader_says_headings_with_their_first_row_and_when_folded(
    folder: Path,
) -> None:
    async def story(stage: WindowStage) -> None:
        bands = await show_by_source(stage)
        await stage.do("view.mark-seen")
        await until(lambda: words(stage)[0][2] == "")
        table = stage.parts.papers.table
        access = QtGui.QAccessible.queryAccessibleInterface(table)

        def said(row: int) -> str:
            n_across = len(stage.parts.model.columns) + 1  # and the header of rows
            cell = access.child((row + 1) * n_across + 1)
            return cell.text(TEXT.Name)

        assert said(0).startswith("Section: Feed, 3 papers, open. Feed 0, new")
        assert said(1).startswith("Feed 1, new")
        assert said(3).startswith("Section: file.bib, 2 papers, open. file.bib 0")
        stage.parts.papers.sections.toggle("Feed")
        described = access.text(TEXT.Description)
        assert described == (
            "Section: Feed, 3 papers, folded; Section: file.bib, 2 papers, open"
        )
        first = stage.parts.model.paper_at(0)
        assert bands.spoken_above(first.id) == (
            "Section: Feed, 3 papers, folded, Section: file.bib, 2 papers, open"
        )

    assert play(story, folder) == 0
