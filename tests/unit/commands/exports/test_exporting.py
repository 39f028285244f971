"""Exports: whole or not at all, and bundles that another library takes without loss."""

import asyncio
import os
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.edit import (
    AddMarks,
    ChangePapers,
    ChangeTopic,
    SnoozePapers,
    WriteNote,
)
from app.domain.errors import InvalidInput, NotFound
from app.domain.mark import Mark, MarkKind, Quad
from app.domain.paper import Identifier, MarkId, Paper, PaperId, Progress, new_id
from app.domain.query import Place, Query
from app.formats.format_names import SUFFIXES
from app.runtime.reporter import Tone
from tests.support.listings import SAMPLE
from tests.support.paper_pdf import paper_pdf
from tests.support.workbench import Workbench, workbench

pytestmark = pytest.mark.asyncio
WHEN = datetime(2026, 3, 11, 9, 30, tzinfo=UTC)
LATER = datetime(2090, 1, 1, tzinfo=UTC)


async def marked(bench: Workbench, folder: Path) -> tuple[PaperId, ...]:
    """Make a paper with all there is, and a bare one."""
    doi = (Identifier("doi", "10.1000/abc"),)
    (full,) = await bench.add("Tides of the North", identifiers=doi)
    (bare,) = await bench.add("A Bare Paper")
    pdf = folder / "tides.pdf"
    pdf.write_bytes(paper_pdf("Tides of the North"))
    await bench.run("paper.attach", ids=(full,), paths=(str(pdf),))
    [file] = (await bench.paper(full)).files
    mark = Mark(
        id=MarkId(new_id()),
        paper_id=full,
        file=file.sha256,
        kind=MarkKind.HIGHLIGHT,
        colour=4,
        page_index=1,
        quads=(Quad(1.5, 2, 30, 14.25),),
        quote="the moon",
        comment="why?",
        created_at=WHEN,
        changed_at=WHEN,
    )
    library = bench.library
    await library.apply(AddMarks((mark,)))
    await library.apply(WriteNote(paper_id=full, text="# Note\nread twice"))
    await library.apply(
        ChangePapers(
            ids=(full,), label="x", is_starred=True, rating=4, file_under=("Sea/Tides",)
        )
    )
    await library.apply(SnoozePapers(ids=(full,), label="x", until=LATER))
    topic = (await bench.topics())["Sea/Tides"]
    await library.apply(ChangeTopic(topic_id=topic.id, colour=7))
    await library.remember(
        full,
        Progress(
            page_index=1,
            top=0.5,
            zoom="width",
            furthest_page_index=1,
            n_pages=2,
            read_at=WHEN,
        ),
    )
    return full, bare


def lasting(paper: Paper) -> Paper:
    """Return a paper without what each library gives anew."""
    return replace(
        paper,
        id=PaperId(""),
        topics=(),
        provenance=paper.provenance[:1],
        files=tuple(replace(file, source="") for file in paper.files),
    )


async def test_bundle_is_taken_without_loss_as_one_act(tmp_path: Path) -> None:
    bundle = tmp_path / "list.octavo.zip"
    async with workbench(tmp_path / "one") as one:
        ids = await marked(one, tmp_path)
        await one.run(
            "library.export", file=bundle, format="zip", ids=ids, with_files=True
        )
        sent = [await one.paper(paper_id) for paper_id in ids]
        [mark] = await one.library.read(lambda r: r.marks(ids[0]))

    async with workbench(tmp_path / "two") as two:
        await two.run("import.sources", paths=(str(bundle),))
        keys = await two.library.read(lambda r: r.keys(Query(place=Place.ALL)))
        came = await two.library.read(lambda r: r.papers(keys))

        assert [lasting(paper) for paper in came] == [lasting(paper) for paper in sent]
        assert came[0].provenance[-1].source == bundle.name
        [back] = await two.library.read(lambda r: r.marks(came[0].id))
        assert replace(back, id=mark.id, paper_id=mark.paper_id) == mark
        topics = await two.topics()
        assert topics["Sea/Tides"].colour == 7
        assert came[0].topics == (topics["Sea/Tides"].id,)
        [stored] = two.stored()
        assert stored.read_bytes() == (tmp_path / "tides.pdf").read_bytes()

        assert len(await two.labels()) == 1
        await two.library.undo()
        assert not await two.library.read(lambda r: r.keys(Query()))
        assert await two.topics() == {}
        await two.library.redo()
        assert await two.library.read(lambda r: r.marks(came[0].id)) == (back,)


async def test_bundle_without_pdfs_has_none(bench: Workbench, tmp_path: Path) -> None:
    ids = await marked(bench, tmp_path)
    bundle = tmp_path / "list.octavo.zip"

    await bench.run("library.export", file=bundle, format="zip", ids=ids)

    assert zipfile.ZipFile(bundle).namelist() == ["octavo.json"]
    report = await bench.run("import.sources", paths=(str(bundle),), is_dry_run=True)
    assert len(report.duplicates) == 2
    assert (report.updated, report.skipped) == ((), ())


async def test_bundle_whose_pdf_is_something_else_brings_no_file(
    bench: Workbench, tmp_path: Path
) -> None:
    ids = await marked(bench, tmp_path)
    bundle, forged = tmp_path / "list.octavo.zip", tmp_path / "forged.zip"
    await bench.run(
        "library.export", file=bundle, format="zip", ids=ids, with_files=True
    )
    with zipfile.ZipFile(bundle) as whole, zipfile.ZipFile(forged, "w") as other:
        for name in whole.namelist():
            data = whole.read(name)
            other.writestr(name, b"MZ" * 99 if name.endswith(".pdf") else data)
    async with workbench(tmp_path / "two") as two:
        await two.run("import.sources", paths=(str(forged),))

        assert two.stored() == []


async def test_archive_of_pdfs_and_lists_is_read_member_by_member(
    bench: Workbench, tmp_path: Path
) -> None:
    archive = tmp_path / "papers.zip"
    pdf = paper_pdf(
        "Tides of the Northern Sea",
        authors=("Ada Example", "Ben Sample"),
        abstract="The sea rises and falls twice a day. " * 9,
    )
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("a/scan_0042.pdf", pdf)
        out.writestr("b.bib", "@article{x, title={A Paper of the Bibliography}}")
        out.write(SAMPLE, "list.txt")
        out.writestr("picture.png", b"\x89PNG" + bytes(99))

    report = await bench.run("import.sources", paths=(str(archive),))

    assert len(report.added) == 14
    assert [each.where for each in report.skipped] == ["papers.zip, picture.png"]
    [stored] = bench.stored()
    assert stored.read_bytes() == pdf
    keys = await bench.library.read(lambda r: r.keys(Query(text="tides")))
    [paper] = await bench.library.read(lambda r: r.papers(keys))
    assert paper.title == "Tides of the Northern Sea"
    assert paper.files[0].name == "scan_0042.pdf"


@pytest.mark.parametrize("name", list(SUFFIXES))
async def test_every_format_is_written(
    bench: Workbench, tmp_path: Path, name: str
) -> None:
    ids = await bench.add("One", "Two")
    file = tmp_path / f"out{SUFFIXES[name]}"

    n_papers = await bench.run("library.export", file=file, format=name)

    assert n_papers == len(ids)
    assert file.stat().st_size > 0
    assert bench.texts(Tone.NOTICE) == [f"Wrote 2 papers to {file.name}"]
    assert not any(name.endswith(".part") for name in os.listdir(tmp_path))


async def test_ids_are_written_in_their_order(bench: Workbench, tmp_path: Path) -> None:
    one, _, three = await bench.add("One", "Two", "Three")
    file = tmp_path / "out.md"

    await bench.run("library.export", file=file, format="markdown", ids=(three, one))

    assert file.read_text("utf-8").split() == ["-", "Three", "-", "One"]


async def test_export_that_fails_leaves_the_old_file(
    bench: Workbench, tmp_path: Path
) -> None:
    file = tmp_path / "out.bib"
    file.write_text("old", "utf-8")

    with pytest.raises(NotFound):
        await bench.run("library.export", file=file, format="bibtex")
    with pytest.raises(InvalidInput, match="does not write"):
        await bench.run("library.export", file=file, format="docx")
    await bench.add("One")
    with pytest.raises(InvalidInput, match="cannot be written"):
        await bench.run("library.export", file=tmp_path / "no" / "x", format="zip")

    assert file.read_text("utf-8") == "old"


@pytest.mark.parametrize("name", ["bibtex", "zip"])
async def test_export_that_is_stopped_leaves_the_old_file(
    bench: Workbench, tmp_path: Path, name: str
) -> None:
    file = tmp_path / "out"
    file.write_text("old", "utf-8")
    await bench.add("One")
    exporting = bench.dispatcher.run("library.export", file=file, format=name)
    assert exporting is not None
    for _ in range(3):  # the command begins, and its job
        await asyncio.sleep(0)

    bench.jobs.cancel(bench.jobs.jobs()[0].number)
    with pytest.raises(asyncio.CancelledError):
        await exporting

    assert sorted(os.listdir(tmp_path)) == ["library", "out"]
    assert file.read_text("utf-8") == "old"


async def test_export_into_the_library_is_refused(bench: Workbench) -> None:
    await bench.add("One")
    database = bench.library.folder / "library.db"

    with pytest.raises(InvalidInput, match="belongs to the library"):
        await bench.run("library.export", file=database, format="csv")
