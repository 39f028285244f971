"""What did not reach its aim is offered again by the next run, and only that."""

import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InvalidInput
from app.runtime.journal import FILE_NAME, JobJournal
from app.runtime.reporter import Reporter
from app.runtime.supervisor import Again, JobState, Progressing, TaskSupervisor
from tests.support.waiting import until

AGAIN = Again("import.sources", {"paths": ("/tmp/ü \udcff.pdf",), "text": ""})


async def endless(_progress: Progressing) -> None:
    await asyncio.Event().wait()


async def brief(_progress: Progressing) -> None:
    """End at once."""


async def refused(_progress: Progressing) -> None:
    raise InvalidInput("No.")


async def recalled(folder: Path) -> list[tuple[str, JobState, object]]:
    """Return what the next run is offered."""
    jobs = TaskSupervisor(Reporter())
    journal = JobJournal(folder, jobs)
    await journal.open()
    await journal.close()
    return [(j.name, j.state, j.again) for j in jobs.unfinished()]


@pytest.mark.asyncio
async def test_what_a_kill_broke_off_is_offered_again(tmp_path: Path) -> None:
    jobs = TaskSupervisor(Reporter())
    await JobJournal(tmp_path, jobs).open()  # never closed, as in a kill

    jobs.start("Reading a", endless, again=AGAIN)
    jobs.start("Not to be repeated", endless)
    await asyncio.wait([jobs.start("Reading b", brief, again=AGAIN)])
    await asyncio.wait([jobs.start("Reading c", refused, is_awaited=True, again=AGAIN)])
    await until(lambda: "No." in text_of(tmp_path))

    assert await recalled(tmp_path) == [
        ("Reading c", JobState.FAILED, AGAIN),
        ("Reading a", JobState.INTERRUPTED, AGAIN),
    ]
    await jobs.close()


def text_of(folder: Path) -> str:
    file = folder / FILE_NAME
    return file.read_text("utf-8") if file.exists() else ""


@pytest.mark.asyncio
async def test_what_is_under_way_when_the_window_closes_stays(tmp_path: Path) -> None:
    jobs = TaskSupervisor(Reporter())
    journal = JobJournal(tmp_path, jobs)
    await journal.open()
    jobs.start("Reading a", endless, again=AGAIN)

    await journal.close()
    await jobs.close()

    assert [name for name, _, _ in await recalled(tmp_path)] == ["Reading a"]


@pytest.mark.asyncio
async def test_forgotten_is_offered_no_more(tmp_path: Path) -> None:
    jobs = TaskSupervisor(Reporter())
    journal = JobJournal(tmp_path, jobs)
    await journal.open()
    await asyncio.wait([jobs.start("Reading c", refused, is_awaited=True, again=AGAIN)])

    jobs.forget(jobs.unfinished()[0].number)
    await journal.close()

    assert await recalled(tmp_path) == []
    assert not (tmp_path / FILE_NAME).exists()


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "text", ["", "{", "[1, {}]", '[{"name": 1}]', '{"a": 1}', "[" * 100_000]
)
async def test_broken_file_offers_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_text(text, "utf-8")

    assert await recalled(tmp_path) == []


@given(
    st.lists(
        st.tuples(
            st.text(max_size=20),
            st.lists(st.text(max_size=20), max_size=3).map(tuple),
            st.text(max_size=40),
        ),
        max_size=6,
    )
)
def test_interrupted_queue_is_restored_whole(
    tmp_path_factory: pytest.TempPathFactory,
    queue: list[tuple[str, tuple[str, ...], str]],
) -> None:
    folder = tmp_path_factory.mktemp("queue")
    started = [
        (name, JobState.INTERRUPTED, Again("import.sources", {"paths": p, "text": t}))
        for name, p, t in queue
    ]

    async def live() -> list[tuple[str, JobState, object]]:
        jobs = TaskSupervisor(Reporter())
        journal = JobJournal(folder, jobs)
        await journal.open()
        for name, _, again in started:
            jobs.start(name, endless, again=again)
        await journal.close()
        await jobs.close()
        return await recalled(folder)

    assert asyncio.run(live()) == started
