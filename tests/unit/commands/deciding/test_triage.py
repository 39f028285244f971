"""Deciding on papers: each verb, and keys in quick succession."""

import pytest

from app.commands.command import Mode
from app.domain.errors import NotFound
from app.domain.paper import Status
from app.runtime.reporter import Tone
from tests.support.workbench import Workbench

pytestmark = pytest.mark.asyncio


async def test_run_chooses_its_papers_at_key_time(bench: Workbench) -> None:
    first, second = await bench.add("One", "Two")
    bench.desk.chosen = (first,)

    task = bench.dispatcher.run("paper.star")
    bench.desk.chosen = (second,)
    assert task is not None
    await task

    assert (await bench.paper(first)).is_starred
    assert not (await bench.paper(second)).is_starred


async def test_star_twice_at_once_toggles_twice(bench: Workbench) -> None:
    bench.desk.chosen = await bench.add("One")

    tasks = [bench.dispatcher.run("paper.star") for _ in range(2)]
    for task in tasks:
        assert task is not None
        await task

    assert not (await bench.paper(bench.desk.chosen[0])).is_starred
    assert await bench.labels() == ["Unstarred “One”", "Starred “One”", "Added papers"]


async def test_star_of_some_starred_stars_all(bench: Workbench) -> None:
    ids = await bench.add("One", "Two")
    await bench.run("paper.star", ids=ids[:1])

    await bench.run("paper.star", ids=ids)

    assert [(await bench.paper(i)).is_starred for i in ids] == [True, True]


async def test_star_that_is_asked_for_is_not_taken_away(bench: Workbench) -> None:
    ids = await bench.add("One")

    for _ in range(2):
        await bench.run("paper.star", ids=ids, is_starred=True)

    assert (await bench.paper(ids[0])).is_starred
    assert await bench.labels() == ["Starred “One”", "Added papers"]


@pytest.mark.parametrize(
    ("command_id", "status"),
    [
        ("paper.queue", Status.QUEUED),
        ("paper.done", Status.DONE),
        ("paper.dismiss", Status.DISMISSED),
        ("paper.toggle-new", Status.READING),
    ],
)
async def test_status_command_sets_it_and_tells(
    bench: Workbench, command_id: str, status: Status
) -> None:
    bench.desk.chosen = await bench.add("One", "Two")

    await bench.run(command_id)

    papers = [await bench.paper(i) for i in bench.desk.chosen]
    assert {paper.status for paper in papers} == {status}
    assert "2 papers" in bench.texts(Tone.DONE)[-1]


async def test_toggle_new_twice_is_new_again(bench: Workbench) -> None:
    bench.desk.chosen = await bench.add("One")

    await bench.run("paper.toggle-new")
    await bench.run("paper.toggle-new")

    assert (await bench.paper(bench.desk.chosen[0])).status is Status.NEW


async def test_same_rating_again_clears_it(bench: Workbench) -> None:
    bench.desk.chosen = await bench.add("One")

    await bench.run("paper.rate-4")
    rated = (await bench.paper(bench.desk.chosen[0])).rating
    await bench.run("paper.rate-4")

    assert rated == 4
    assert (await bench.paper(bench.desk.chosen[0])).rating == 0


async def test_status_that_is_there_is_no_act(bench: Workbench) -> None:
    bench.desk.chosen = await bench.add("One")
    await bench.run("paper.queue")

    await bench.run("paper.queue")

    assert await bench.labels() == ["Queued “One”", "Added papers"]
    assert len(bench.texts(Tone.DONE)) == 1


@pytest.mark.parametrize(("mode", "n_advances"), [(Mode.READER, 1), (Mode.LIST, 0)])
async def test_done_goes_on_in_the_reader_alone(
    bench: Workbench, mode: Mode, n_advances: int
) -> None:
    bench.desk.chosen = await bench.add("One")
    bench.desk.current_mode = mode

    await bench.run("paper.done")

    assert len(bench.desk.called("advance")) == n_advances


async def test_trash_leaves_the_reader_and_restore_brings_back(
    bench: Workbench,
) -> None:
    ids = bench.desk.chosen = await bench.add("One")

    await bench.run("paper.trash")
    assert (await bench.paper(ids[0])).is_trashed
    await bench.run("paper.restore")
    await bench.run("paper.restore")

    told = ["Nothing to restore: this is not in the trash."]
    assert bench.texts(Tone.NOTICE) == told
    assert bench.desk.called("leave_papers") == [(ids,)]
    assert not (await bench.paper(ids[0])).is_trashed


async def test_empty_trash_removes_for_good(bench: Workbench) -> None:
    await bench.run("trash.empty")
    await bench.run("paper.trash", ids=await bench.add("One"))

    await bench.run("trash.empty")

    assert bench.texts(Tone.NOTICE) == ["The trash is empty already."]
    assert bench.texts(Tone.DONE)[-1] == "Removed 1 paper for good"
    assert not bench.messages[-1].can_undo


async def test_verb_without_a_paper_says_so(bench: Workbench) -> None:
    with pytest.raises(NotFound):
        await bench.run("paper.star")

    assert bench.texts(Tone.PROBLEM) == ["No paper is selected."]


async def test_set_changes_several_values_as_one_act(bench: Workbench) -> None:
    ids = await bench.add("One")

    await bench.dispatcher.call(
        "paper.set", ids=ids, status=Status.DONE, is_starred=True, file_under=("A/B",)
    )
    await bench.run("edit.undo")

    paper = await bench.paper(ids[0])
    assert (paper.status, paper.is_starred, paper.topics) == (Status.NEW, False, ())
