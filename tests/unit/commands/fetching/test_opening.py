"""Files opened with Octavo: a PDF is shown, and kept when the user says so."""

import asyncio
from pathlib import Path

import pytest

from app.domain.errors import Conflict, NotFound
from app.domain.hints import commands_named
from app.domain.paper import Paper, Status
from app.runtime.reporter import Tone
from tests.support.listings import SAMPLE
from tests.support.paper_pdf import paper_pdf
from tests.support.workbench import Workbench
from tests.unit.library.building import mark

pytestmark = pytest.mark.asyncio
TITLE = "Lanterns: Small Lights for Large Models"


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "lanterns.PDF"
    path.write_bytes(paper_pdf(TITLE, abstract="Light is told in short. " * 8))
    return path


def shown(bench: Workbench) -> tuple[Paper, Path]:
    """Return the PDF that is shown and not kept."""
    paper, file = bench.desk.called("show_guest")[-1]
    return paper, file


async def test_pdf_is_shown_and_nothing_is_left_in_the_library(
    bench: Workbench, pdf: Path
) -> None:
    await bench.run("file.open", paths=(str(pdf),))
    await bench.run("file.open", paths=(str(pdf),))

    paper, file = shown(bench)
    assert (paper.title, file) == (TITLE, pdf)
    assert bench.desk.called("show_guest")[0][0].id == paper.id
    assert bench.desk.plans == []
    assert await bench.labels() == []
    assert bench.stored() == []


async def test_one_key_keeps_it_as_the_paper_that_is_shown(
    bench: Workbench, pdf: Path
) -> None:
    await bench.run("file.open", paths=(str(pdf),))
    paper, _ = shown(bench)

    await bench.run("paper.keep", ids=(paper.id,))

    kept = await bench.paper(paper.id)
    assert (kept.title, kept.status, kept.has_pdf) == (TITLE, Status.READING, True)
    assert bench.desk.called("end_visit") == [(paper.id,)]
    assert await bench.labels() == [f"Kept “{TITLE}” in the library"]
    await bench.run("edit.undo")
    assert await bench.labels() == []
    await bench.run("edit.redo")
    assert (await bench.paper(paper.id)).has_pdf
    await bench.run("file.open", paths=(str(pdf),))
    assert bench.desk.called("show_paper")[-1][0].id == paper.id


async def test_mark_keeps_it_and_says_so(bench: Workbench, pdf: Path) -> None:
    await bench.run("file.open", paths=(str(pdf),))
    paper, _ = shown(bench)

    await bench.run("mark.add", marks=(mark(paper.id),))

    assert (await bench.paper(paper.id)).n_marks == 1
    assert bench.texts(Tone.DONE)[-1].endswith(", and kept the paper for it")


async def test_verb_on_it_says_how_to_keep_it(bench: Workbench, pdf: Path) -> None:
    await bench.run("file.open", paths=(str(pdf),))
    paper, _ = shown(bench)

    with pytest.raises(NotFound, match="not in your library") as refused:
        await bench.run("paper.star", ids=(paper.id,))

    assert commands_named(refused.value.hint) == ("paper.keep",)
    assert await bench.labels() == []


async def test_pdf_of_a_paper_without_one_is_kept_with_it(
    bench: Workbench, pdf: Path
) -> None:
    [known] = await bench.add(TITLE)
    await bench.run("file.open", paths=(str(pdf),))
    paper, _ = shown(bench)
    assert not (await bench.paper(known)).has_pdf

    await bench.run("mark.add", marks=(mark(paper.id),))

    kept = await bench.paper(known)
    assert (kept.has_pdf, kept.n_marks) == (True, 1)
    assert bench.desk.called("show_paper")[-1][0].id == known
    assert bench.desk.called("leave_papers") == [((paper.id,),)]


async def test_pdf_that_changed_meanwhile_is_not_kept(
    bench: Workbench, pdf: Path
) -> None:
    await bench.run("file.open", paths=(str(pdf),))
    paper, _ = shown(bench)
    await asyncio.to_thread(pdf.write_bytes, paper_pdf("Another", abstract="Dark."))

    with pytest.raises(Conflict, match="has changed"):
        await bench.run("paper.keep", ids=(paper.id,))

    assert bench.stored() == []


async def test_pdf_that_became_one_of_the_library_leaves_that_in_its_place(
    bench: Workbench, pdf: Path, tmp_path: Path
) -> None:
    other = tmp_path / "kept.pdf"
    other.write_bytes(paper_pdf("Kept Before", abstract="Here for long. " * 8))
    await bench.run("import.sources", paths=(str(other),))
    [stored] = bench.stored()
    await bench.run("file.open", paths=(str(pdf),))
    paper, _ = shown(bench)
    await asyncio.to_thread(pdf.write_bytes, other.read_bytes())

    with pytest.raises(Conflict, match="has changed"):
        await bench.run("paper.keep", ids=(paper.id,))

    assert bench.stored() == [stored]


async def test_pdf_that_was_moved_and_opened_again_is_kept(
    bench: Workbench, pdf: Path, tmp_path: Path
) -> None:
    await bench.run("file.open", paths=(str(pdf),))
    moved = await asyncio.to_thread(pdf.rename, tmp_path / "moved.pdf")
    await bench.run("file.open", paths=(str(moved),))
    paper, file = shown(bench)

    await bench.run("paper.keep", ids=(paper.id,))

    assert file == moved
    assert (await bench.paper(paper.id)).has_pdf


async def test_list_is_looked_at_first(bench: Workbench) -> None:
    await bench.run("file.open", paths=(str(SAMPLE),))

    assert len(bench.desk.plans) == 1
    assert bench.desk.called("show_paper") == []
