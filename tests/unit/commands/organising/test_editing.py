"""Writing fields of papers, and adding papers by hand."""

import pytest

from app.domain.errors import InvalidInput
from app.domain.fields import Fields
from app.domain.paper import Draft, Provenance, Status
from app.runtime.reporter import Tone
from tests.support.workbench import Workbench

pytestmark = pytest.mark.asyncio


def by_hand(title: str) -> Draft:
    return Draft(title=title, provenance=Provenance(source="by hand", kind="by hand"))


async def test_fields_are_written_as_one_labelled_act(bench: Workbench) -> None:
    (paper,) = bench.desk.chosen = await bench.add("One")

    await bench.run("paper.set", fields=Fields(title="Two", year=2024))

    written = await bench.paper(paper)
    assert (written.title, written.year, written.edited) == (
        "Two",
        2024,
        {"title", "year"},
    )
    assert (await bench.labels())[0] == "Edited the title and year of “One”"


async def test_many_papers_are_written_and_decided_on_in_one_act(
    bench: Workbench,
) -> None:
    papers = bench.desk.chosen = await bench.add("One", "Two")

    await bench.run(
        "paper.set",
        fields=Fields(venue="ICLR"),
        status=Status.DONE,
        file_under=("A",),
    )
    changed = [await bench.paper(paper) for paper in papers]
    await bench.run("edit.undo")

    assert {(p.venue, p.status, len(p.topics)) for p in changed} == {
        ("ICLR", Status.DONE, 1)
    }
    assert bench.texts(Tone.DONE)[0] == "Changed 2 papers"
    assert {(await bench.paper(paper)).venue for paper in papers} == {""}
    assert await bench.topics() == {}


async def test_empty_title_is_told_and_nothing_is_written(bench: Workbench) -> None:
    (paper,) = bench.desk.chosen = await bench.add("One")

    with pytest.raises(InvalidInput, match="A paper needs a title"):
        await bench.run("paper.set", fields=Fields(title=" ", venue="X"))

    assert (await bench.paper(paper)).venue == ""
    assert len(bench.texts(Tone.PROBLEM)) == 1


async def test_paper_by_hand_is_added_and_shown(bench: Workbench) -> None:
    await bench.run("paper.add", draft=by_hand("A thought"))

    [(shown,)] = bench.desk.called("reveal")
    paper = await bench.paper(shown[0])
    assert paper.title == "A thought"
    assert paper.provenance[0].kind == "by hand"
    assert await bench.labels() == ["Added “A thought” by hand"]


@pytest.mark.parametrize(("answer", "n_papers"), [(None, 1), (0, 1), (1, 2)])
async def test_paper_by_hand_that_seems_to_be_here_is_asked_about(
    answer: int | None, n_papers: int, bench: Workbench
) -> None:
    here = await bench.add("A thought")
    bench.desk.answers = [answer]

    await bench.run("paper.add", draft=by_hand("a Thought!"))

    assert len(await bench.labels()) == n_papers
    shown = bench.desk.called("reveal")
    assert (shown == [(here,)]) == (answer == 0)
