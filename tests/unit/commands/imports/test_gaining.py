"""Papers here already: an import offers what it knows more of them, as one act."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.commands.imports.gaining import gain, told
from app.commands.imports.importing import ImportReport
from app.domain.edit import WriteNote
from app.domain.importing import ImportPlan, Verdict
from app.domain.paper import Identifier, Status
from tests.support.references import a_paper
from tests.support.workbench import Workbench
from tests.unit.library.building import draft

pytestmark = pytest.mark.asyncio
TITLES = ("Lanterns for the Harbour", "Tides of the Northern Sea")
LIST = """@article{lanterns,
  title = {Lanterns for the Harbour}, keywords = {light, sea}}
@article{tides, title = {Tides of the Northern Sea}}
@article{ropes, title = {Ropes That Are New in Here}}
"""


@pytest.fixture
def listing(tmp_path: Path) -> Path:
    path = tmp_path / "list.bib"
    path.write_text(LIST, "utf-8")
    return path


async def imported(bench: Workbench, path: Path) -> ImportReport:
    report = await bench.run("import.sources", paths=(str(path),))
    assert isinstance(report, ImportReport)
    return report


async def test_update_is_offered_counted_and_one_act(
    bench: Workbench, listing: Path
) -> None:
    lanterns, _ = await bench.add(*TITLES)

    report = await imported(bench, listing)

    plan = bench.desk.plans[-1]
    verdicts = [paper.verdict for paper in plan.papers]
    assert verdicts == [Verdict.UPDATE, Verdict.HERE, Verdict.NEW]
    assert plan.papers[0].gain is not None
    assert told(plan.papers[0].gain) == "2 tags"
    assert (plan.n_wanted, plan.n_updated) == (1, 1)
    assert report.updated == (lanterns,)
    assert (await bench.paper(lanterns)).tags == ("light", "sea")
    assert "and updated 1" in (await bench.labels())[0]

    await bench.run("edit.undo")
    assert (await bench.paper(lanterns)).tags == ()
    assert len(await bench.labels()) == 1


async def test_what_the_user_decided_is_not_offered_again() -> None:
    paper = a_paper(rating=2, status=Status.DONE, is_starred=True)
    theirs = draft(paper.title, rating=5, status=Status.QUEUED, is_starred=True)

    gained = gain(theirs, paper, (), {})

    assert told(gained) == ""
    assert gain(theirs, replace(paper, rating=0), (), {}).rating == 5


async def test_update_that_is_taken_out_changes_nothing(
    bench: Workbench, listing: Path
) -> None:
    lanterns, _ = await bench.add(*TITLES)

    def without_update(plan: ImportPlan) -> ImportPlan:
        papers = (replace(paper, is_wanted=False) for paper in plan.papers)
        return replace(plan, papers=tuple(papers), topic="Sea")

    bench.desk.look = without_update
    await imported(bench, listing)

    paper = await bench.paper(lanterns)
    assert (paper.tags, paper.topics) == ((), ())


async def test_bundle_brings_what_another_wrote(
    bench: Workbench, tmp_path: Path
) -> None:
    name = Identifier("arxiv", "2401.00001")
    [paper] = await bench.add(TITLES[0], identifiers=(name,), topics=("Sea",))
    await bench.library.apply(WriteNote(paper_id=paper, text="Theirs"))
    bundle = tmp_path / "x.octavo.zip"
    await bench.run("library.export", file=bundle, format="zip")
    await bench.library.apply(WriteNote(paper_id=paper, text="Mine"))

    await imported(bench, bundle)

    note = (await bench.paper(paper)).note
    assert note is not None
    assert note.text == "Mine\n\n---\n\nTheirs"
    assert (await bench.labels())[0] == f"Added note to “{TITLES[0]}”"
    assert (await imported(bench, bundle)).updated == ()
