"""Saved pages with their folders, and pasted text."""

from pathlib import Path

import pytest

from app.commands.imports.importing import ImportReport
from app.domain.paper import Status
from tests.support import listings, pages
from tests.support.workbench import Workbench

pytestmark = pytest.mark.asyncio
SAMPLE = listings.sample()
PAGE = pages.page(SAMPLE, pages.rows(SAMPLE, pages.ids_of(SAMPLE)))


def saved_page(folder: Path, ending: str) -> Path:
    """Save a page as browsers do: its pictures and scripts in a folder beside it."""
    beside = folder / f"Daily Papers{ending}"
    beside.mkdir()
    (beside / "style.css").write_text("a { color: blue }")
    (beside / "frame.html").write_text("<html><p>An advertisement of lamps</p></html>")
    page = folder / "Daily Papers.html"
    page.write_text(PAGE)
    return page


async def imported(bench: Workbench, *paths: Path) -> ImportReport:
    report = await bench.run("import.sources", paths=[str(path) for path in paths])
    assert isinstance(report, ImportReport)
    return report


@pytest.mark.parametrize("ending", ["_files", ".files", "-Dateien", "_fichiers"])
async def test_folder_beside_a_saved_page_is_passed_over(
    bench: Workbench, tmp_path: Path, ending: str
) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    saved_page(folder, ending)

    report = await imported(bench, folder)

    assert (len(report.added), report.skipped) == (len(SAMPLE.pairs), ())


async def test_page_and_its_folder_dropped_together_are_the_page(
    bench: Workbench, tmp_path: Path
) -> None:
    page = saved_page(tmp_path, "_files")

    report = await imported(bench, page, tmp_path / "Daily Papers_files")

    assert (len(report.added), report.skipped) == (len(SAMPLE.pairs), ())


async def test_such_a_folder_without_its_page_is_walked(
    bench: Workbench, tmp_path: Path
) -> None:
    folder = tmp_path / "downloads" / "mine_files"
    folder.mkdir(parents=True)
    (folder / "list.txt").write_text("2304.15004\n2304.15005\n")

    report = await imported(bench, folder.parent)

    assert (len(report.added), report.skipped) == (2, ())


async def test_mixed_pasted_text_gets_a_verdict_for_each_line(
    bench: Workbench,
) -> None:
    text = "2304.15004\nTY  - JOUR\nTI  - A Title in RIS\nER  -\n\nan unknown line\n"

    report = await bench.run("import.sources", text=text)

    assert isinstance(report, ImportReport)
    assert len(report.added) == 2
    assert [each.text for each in report.skipped] == ["an unknown line"]


def zoro_folder(folder: Path, metadata: str) -> Path:
    """Lay a paper's folder out as zoro does: its data, and notes beside it."""
    notes = folder / "a-way-of-seeing" / "notes"
    notes.mkdir(parents=True)
    (notes.parent / "metadata.json").write_text(metadata)
    (notes / "b.md").write_text("# Second\n\nWhat I wrote of it at length, twice.\n")
    (notes / "a.md").write_text("First.\n")
    return folder


async def test_folder_of_zoro_is_one_paper_with_its_notes(
    bench: Workbench, tmp_path: Path
) -> None:
    metadata = (
        '{"slug": "a-way-of-seeing", "title": "A Way of Seeing", "notes": [],'
        ' "added_date": "2026-01-02T10:00:00Z", "read_status": "read"}'
    )
    folder = zoro_folder(tmp_path / "papers", metadata)

    report = await imported(bench, folder)

    [paper] = [await bench.paper(each) for each in report.added]
    assert (paper.title, paper.status, report.skipped) == (
        *("A Way of Seeing", Status.DONE, ()),
    )
    assert paper.note is not None
    assert paper.note.text == (
        "First.\n\n# Second\n\nWhat I wrote of it at length, twice."
    )


async def test_notes_beside_other_data_are_read_as_files(
    bench: Workbench, tmp_path: Path
) -> None:
    folder = zoro_folder(tmp_path / "papers", '{"name": "x"}')

    report = await imported(bench, folder)

    assert {each.where.partition(",")[0] for each in report.skipped} >= {
        *("metadata.json", "a.md"),
    }
