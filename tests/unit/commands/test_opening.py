"""Files opened with Octavo: a PDF is shown, kept by the way, and never twice."""

from pathlib import Path

import pytest

from tests.support.listings import SAMPLE
from tests.support.paper_pdf import paper_pdf
from tests.support.workbench import Workbench

pytestmark = pytest.mark.asyncio
TITLE = "Lanterns: Small Lights for Large Models"


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "lanterns.PDF"
    path.write_bytes(paper_pdf(TITLE, abstract="Light is told in short. " * 8))
    return path


async def test_pdf_is_kept_and_shown_and_undo_takes_it_out(
    bench: Workbench, pdf: Path
) -> None:
    await bench.run("file.open", paths=(str(pdf),))

    [(paper, file)] = bench.desk.called("show_paper")
    assert paper.title == TITLE
    assert file.name.startswith(paper.files[0].sha256)
    assert bench.desk.plans == []
    assert await bench.labels() == [f"Added “{TITLE}” from lanterns.PDF"]
    await bench.run("edit.undo")
    assert await bench.labels() == []


async def test_pdf_that_is_here_is_shown_and_added_no_second_time(
    bench: Workbench, pdf: Path
) -> None:
    await bench.run("file.open", paths=(str(pdf),))
    await bench.run("file.open", paths=(str(pdf),))

    first, second = bench.desk.called("show_paper")
    assert first[0].id == second[0].id
    assert len(await bench.labels()) == 1
    assert bench.desk.plans == []


async def test_list_is_looked_at_first(bench: Workbench) -> None:
    await bench.run("file.open", paths=(str(SAMPLE),))

    assert len(bench.desk.plans) == 1
    assert bench.desk.called("show_paper") == []
