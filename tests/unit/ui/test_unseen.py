"""What nobody looked at: told in the sidebar and the rows until one rests on it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.edit import AddPapers, ChangePapers
from app.domain.paper import Draft, PaperId, Provenance, Status
from app.domain.query import Query
from app.library import Library, Reader
from app.runtime.library_client import LibraryClient
from app.runtime.reporter import Message, Reporter
from app.runtime.supervisor import TaskSupervisor
from app.ui.models.place_list import ROW_ROLE, RowKind, SidebarRow
from app.ui.models.unseen import UnseenPapers
from tests.support.stage import WindowStage, play
from tests.support.waiting import until
from tests.unit.ui.conftest import AddTitles

pytestmark = pytest.mark.ui
N_PAPERS = 5
WIDE = (1500, 900)


@pytest.fixture
def folder(tmp_path: Path, qapp: QtWidgets.QApplication) -> Path:
    """A library of five new papers, two of them under a topic below another."""
    library = Library.open(tmp_path / "library")
    origin = Provenance(source="test", kind="by hand")
    drafts = [Draft(title=f"Title {n}", provenance=origin) for n in range(N_PAPERS)]
    filed, loose = tuple(drafts[:2]), tuple(drafts[2:])
    library.apply(AddPapers(drafts=filed, label="Added", topics=("A/B",)))
    library.apply(AddPapers(drafts=loose, label="Added"))
    library.close()
    return library.folder


def rows(stage: WindowStage) -> dict[str, SidebarRow]:
    """Return the rows of the sidebar by their names."""
    model = stage.parts.sidebar.findChildren(QtWidgets.QListView)[0].model()
    found = [model.index(n, 0).data(ROW_ROLE) for n in range(model.rowCount())]
    return {row.text: row for row in found if row.kind is not RowKind.SECTION}


def row_picture(stage: WindowStage, row: int) -> QtGui.QImage:
    """Return a row of the list as it is painted."""
    table = stage.parts.papers.table
    index = stage.parts.model.index(row, 0)
    picture: QtGui.QImage = table.viewport().grab(table.visualRect(index)).toImage()
    return picture


def unseen_in(folder: Path) -> int:
    reader = Reader.open(folder)
    try:
        return len(reader.unseen().papers)
    finally:
        reader.close()


def test_resting_on_papers_makes_them_seen_and_that_lasts(folder: Path) -> None:
    async def read_on(stage: WindowStage) -> None:
        stage.parts.window.resize(*WIDE)
        await until(lambda: rows(stage)["Inbox"].n_unseen == N_PAPERS - 1)
        assert rows(stage)["A"].n_unseen == rows(stage)["B"].n_unseen == 2
        first = stage.parts.model.paper(stage.parts.papers.current())
        assert not stage.parts.model.words.is_unseen(first)

        await stage.do("list.last-row")
        await until(lambda: rows(stage)["A"].n_unseen == 1)

        last = stage.parts.model.paper(stage.parts.papers.current())
        assert "not looked at" not in stage.parts.model.words.sentence(last)

    assert play(read_on, folder) == 0
    assert unseen_in(folder) == N_PAPERS - 2


def test_deciding_counts_and_all_are_marked_at_once(folder: Path) -> None:
    async def decide(stage: WindowStage) -> None:
        await until(lambda: rows(stage)["Inbox"].n_unseen == N_PAPERS - 1)
        await stage.do("list.next-row")
        await stage.do("paper.done", ids=stage.parts.papers.targets())
        await until(lambda: rows(stage)["Inbox"].n_unseen <= N_PAPERS - 2)

        stage.parts.papers.focus_rows()
        bold = row_picture(stage, N_PAPERS - 1)
        stage.write("I")
        await until(lambda: rows(stage)["Inbox"].n_unseen == 0)
        assert row_picture(stage, N_PAPERS - 1) != bold
        await until(lambda: unseen_in(folder) == 0)

    assert play(decide, folder) == 0


def test_saved_search_tells_how_many_it_has(folder: Path) -> None:
    async def search(stage: WindowStage) -> None:
        stage.parts.window.resize(*WIDE)
        await stage.do("search.add", name="Odd", text="title:1 or title:3")
        await until(lambda: "Odd" in rows(stage) and rows(stage)["Odd"].count == 2)
        await until(lambda: rows(stage)["Odd"].n_unseen == 2)
        await stage.do("search.add", name="Rest", text="is:unseen")
        await until(lambda: "Rest" in rows(stage))
        await stage.do("view.mark-seen")
        await until(lambda: rows(stage)["Rest"].count == 0)
        await until(lambda: rows(stage)["Odd"].n_unseen == 0)

    assert play(search, folder) == 0


class Kept:
    """The unseen papers of a library, with what was told."""

    def __init__(self, library: LibraryClient, root: QtCore.QObject) -> None:
        self.library, self.told = library, list[Message]()
        reporter = Reporter()
        reporter.subscribe(self.told.append)
        self.jobs = TaskSupervisor(reporter)
        self.papers = UnseenPapers(
            library, self.jobs, library.feed, reporter, root, look_ms=0
        )


@pytest_asyncio.fixture
async def kept(library: LibraryClient, root: QtCore.QObject) -> AsyncIterator[Kept]:
    made = Kept(library, root)
    yield made
    await made.jobs.close(patience_s=5.0)


@pytest.mark.asyncio
async def test_paper_passed_by_stays_unseen(kept: Kept, add: AddTitles) -> None:
    passed, rested = await add("Passed", "Rested")
    await until(lambda: kept.papers.count() == 2)

    kept.papers.look_at(passed)
    kept.papers.look_at(rested)
    await until(lambda: kept.papers.count() == 1)

    assert kept.papers.holds(passed)
    await kept.papers.finish()
    found = await kept.library.read(lambda reader: reader.unseen())
    assert set(found.papers.values()) == {passed}


@pytest.mark.asyncio
async def test_what_is_looked_at_is_kept_in_one_write(
    kept: Kept, add: AddTitles, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = await add(*(f"T {n}" for n in range(6)))
    await until(lambda: kept.papers.count() == len(ids))
    written: list[tuple[PaperId, ...]] = []
    see = kept.library.see

    async def listen(papers: tuple[PaperId, ...]) -> None:
        written.append(papers)
        await see(papers)

    monkeypatch.setattr(kept.library, "see", listen)
    for id in ids:
        kept.papers.look_at(id)
        await until(lambda id=id: not kept.papers.holds(id))  # type: ignore[misc]
    await until(lambda: bool(written))

    assert [len(papers) for papers in written] == [len(ids)]


@pytest.mark.asyncio
async def test_list_of_the_unseen_follows_decisions(kept: Kept, add: AddTitles) -> None:
    first, second = await add("First", "Second")
    edit = ChangePapers(ids=(first,), label="Queued", status=Status.QUEUED)
    await kept.library.apply(edit)

    await until(lambda: kept.papers.count() == 1)
    keys = await kept.library.read(lambda r: r.keys(Query(text="is:unseen")))
    papers = await kept.library.read(lambda r: r.papers(keys))

    assert [paper.id for paper in papers] == [second]
