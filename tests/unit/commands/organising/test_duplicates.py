"""Duplicates are looked for as a job, shown, merged and kept apart as acts."""

import asyncio
from pathlib import Path

import pytest

from app.commands.organising.duplicates import MOST_TO_COMPARE
from app.domain.errors import AppError
from app.domain.paper import Identifier
from app.runtime.reporter import Tone
from app.runtime.supervisor import JobState
from tests.support.waiting import until
from tests.support.workbench import workbench

DOI = (Identifier("doi", "10.1/x"),)


@pytest.mark.asyncio
async def test_find_shows_what_it_found_as_a_job(tmp_path: Path) -> None:
    async with workbench(tmp_path) as bench:
        ids = await bench.add("Engines", "Engines", identifiers=DOI)

        await bench.run("duplicates.find")

        [(command_id, arguments)] = bench.desk.called("perform")
        assert command_id == "duplicates.review"
        assert [set(group.ids) for group in arguments["groups"]] == [set(ids)]
        states = [job.state for job in bench.job_states]
        assert (states[0], states[-1]) == (JobState.RUNNING, JobState.DONE)


@pytest.mark.asyncio
async def test_find_without_duplicates_says_so(tmp_path: Path) -> None:
    async with workbench(tmp_path) as bench:
        await bench.add("Engines", "Looms")

        await bench.run("duplicates.find")

        assert bench.texts(Tone.NOTICE) == ["No duplicates were found."]
        assert bench.desk.called("perform") == []


@pytest.mark.asyncio
async def test_a_search_may_be_stopped(tmp_path: Path) -> None:
    async with workbench(tmp_path) as bench:
        await bench.add(*(f"Paper {n} of many" for n in range(2_000)))
        task = asyncio.ensure_future(bench.run("duplicates.find"))
        await until(lambda: bool(bench.job_states))

        await bench.run("jobs.cancel", number=bench.job_states[0].number)

        await until(lambda: bench.job_states[-1].state is JobState.CANCELLED)
        with pytest.raises(asyncio.CancelledError):
            await task
        assert bench.desk.called("perform") == []


@pytest.mark.asyncio
async def test_merge_is_one_act_with_its_label(tmp_path: Path) -> None:
    async with workbench(tmp_path) as bench:
        ids = await bench.add("Engines", "Engines", "Looms", "Looms", "Tides")

        await bench.run("duplicates.merge", groups=(ids[:2], ids[2:4]))
        await bench.run("duplicates.merge", groups=((ids[4], ids[0]),))

        assert (await bench.labels())[:2] == [
            "Merged 2 papers into “Tides”",
            "Merged 4 papers into 2",
        ]
        assert bench.texts(Tone.DONE)[0] == "Merged 4 papers into 2"
        assert ("leave_papers", (ids[1], ids[3])) in bench.desk.calls
        await bench.run("edit.undo")
        await bench.run("edit.undo")
        assert [(await bench.paper(id)).title for id in ids[:2]] == ["Engines"] * 2


@pytest.mark.asyncio
async def test_papers_kept_apart_are_not_found_again(tmp_path: Path) -> None:
    async with workbench(tmp_path) as bench:
        ids = await bench.add("Engines", "Engines", identifiers=DOI)

        await bench.run("duplicates.keep-apart", ids=ids)

        assert await bench.dispatcher.call("duplicates.list") == ()
        assert bench.texts(Tone.DONE) == ["Kept 2 papers apart: “Engines”"]


@pytest.mark.asyncio
async def test_merging_the_selection_shows_it_first(tmp_path: Path) -> None:
    async with workbench(tmp_path) as bench:
        ids = await bench.add("Engines", "Engines of Thought")
        bench.desk.chosen = ids

        await bench.run("paper.merge")

        [(command_id, arguments)] = bench.desk.called("perform")
        assert command_id == "duplicates.review"
        assert set(arguments["groups"][0].ids) == set(ids)


@pytest.mark.asyncio
@pytest.mark.parametrize("n_papers", [0, 1, MOST_TO_COMPARE + 1])
async def test_too_few_or_too_many_are_refused(tmp_path: Path, n_papers: int) -> None:
    async with workbench(tmp_path) as bench:
        ids = await bench.add(*(f"Paper {n}" for n in range(n_papers + 1)))

        with pytest.raises(AppError):
            await bench.dispatcher.call("paper.merge", ids=ids[:n_papers])
        assert bench.desk.called("perform") == []
