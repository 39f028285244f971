"""Papers here already: an import offers what it knows more of them, as one act."""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.commands.imports.gaining import gain, told
from app.commands.imports.importing import ImportReport
from app.domain.edit import WriteNote
from app.domain.importing import ImportPlan, Verdict
from app.domain.paper import Identifier, PaperId, Status
from app.domain.signal import LARGEST, Signal, SignalName
from tests.support.references import a_paper
from tests.support.workbench import Workbench
from tests.unit.library.building import draft, mark

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


def hub_page(path: Path, *, upvotes: int, stars: int | None = None) -> Path:
    """Write a page of Hugging Face papers with one paper."""
    paper = {"id": "2401.00001", "title": TITLES[0], "upvotes": upvotes}
    if stars is not None:
        paper["githubStars"] = stars
    page = [{"paper": {**paper, "submittedOnDailyAt": "2024-01-02T00:00:00.000Z"}}]
    path.write_text(json.dumps(page), "utf-8")
    return path


async def numbers(bench: Workbench, paper: PaperId) -> dict[str, int]:
    return {s.name.value: s.number for s in (await bench.paper(paper)).signals}


async def test_newer_numbers_of_a_paper_here_are_gained_as_one_act(
    bench: Workbench, tmp_path: Path
) -> None:
    report = await imported(bench, hub_page(tmp_path / "one.json", upvotes=3))
    [paper] = report.added

    later = await imported(bench, hub_page(tmp_path / "two.json", upvotes=9, stars=40))

    assert later.updated == (paper,)
    assert await numbers(bench, paper) == {"stars": 40, "upvotes": 9}
    assert (await bench.labels())[0] == f"Added upvotes and stars to “{TITLES[0]}”"
    await bench.run("edit.undo")
    assert await numbers(bench, paper) == {"upvotes": 3}
    await bench.run("edit.redo")
    assert await numbers(bench, paper) == {"stars": 40, "upvotes": 9}


async def test_a_page_saved_earlier_and_the_same_again_change_nothing(
    bench: Workbench, tmp_path: Path
) -> None:
    page = hub_page(tmp_path / "one.json", upvotes=9)
    [paper] = (await imported(bench, page)).added
    old = hub_page(tmp_path / "old.json", upvotes=3)
    os.utime(old, (1_700_000_000, 1_700_000_000))

    assert (await imported(bench, page)).updated == ()
    assert (await imported(bench, old)).updated == ()

    assert await numbers(bench, paper) == {"upvotes": 9}


async def test_an_old_page_of_a_new_paper_tells_its_day(
    bench: Workbench, tmp_path: Path
) -> None:
    page = hub_page(tmp_path / "one.json", upvotes=3)
    os.utime(page, (1_700_000_000, 1_700_000_000))

    [paper] = (await imported(bench, page)).added

    [signal] = (await bench.paper(paper)).signals
    assert signal.as_of == datetime.fromtimestamp(1_700_000_000, UTC)


async def test_a_number_beyond_all_counting_is_none(
    bench: Workbench, tmp_path: Path
) -> None:
    page = hub_page(tmp_path / "one.json", upvotes=LARGEST + 1, stars=-1)

    [paper] = (await imported(bench, page)).added

    assert await numbers(bench, paper) == {}


@pytest.mark.parametrize(
    ("days", "number", "wanted"),
    [
        (1, 6, "upvotes"),
        (0, 6, "upvotes"),
        (-1, 6, ""),
        (1, 5, ""),
        (None, 6, "upvotes"),
    ],
)
async def test_the_newer_of_two_numbers_counts(
    days: int | None, number: int, wanted: str
) -> None:
    then = datetime(2026, 3, 1, tzinfo=UTC)
    mine = Signal(name=SignalName.UPVOTES, number=5, source="Hub", as_of=then)
    at = None if days is None else then + timedelta(days=days)
    theirs = replace(mine, number=number, as_of=at)

    gained = gain(draft("A", signals=(theirs,)), a_paper(signals=(mine,)), (), {})

    assert told(gained) == wanted


async def test_mark_that_is_here_is_gained_only_for_tags_that_it_lacks() -> None:
    paper = a_paper()
    mine = replace(mark(paper.id), tags=("Method",))

    def gained(*tags: str) -> int:
        theirs = draft("One", marks=(replace(mine, tags=tags),))
        return len(gain(theirs, paper, (mine,), {}).marks)

    assert (gained(), gained("METHOD"), gained("method", "claim")) == (0, 0, 1)
