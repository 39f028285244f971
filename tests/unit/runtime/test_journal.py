"""What did not reach its aim is offered again by the next run, and only that."""

import asyncio
import inspect
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.commands.table import all_commands
from app.domain.errors import InvalidInput
from app.runtime.journal import FILE_NAME, STARTED_AGAIN, JobJournal
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


def fail(words: str) -> None:
    raise AssertionError(words)


async def recalled(
    folder: Path, tell: Callable[[str], None] = fail
) -> list[tuple[str, JobState, object]]:
    """Return what the next run is offered."""
    jobs = TaskSupervisor(Reporter())
    journal = JobJournal(folder, jobs, tell)
    await journal.open()
    await journal.close()
    return [(j.name, j.state, j.again) for j in jobs.unfinished()]


@pytest.mark.asyncio
async def test_what_a_kill_broke_off_is_offered_again(tmp_path: Path) -> None:
    jobs = TaskSupervisor(Reporter())
    await JobJournal(tmp_path, jobs, fail).open()  # never closed, as in a kill

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
    journal = JobJournal(tmp_path, jobs, fail)
    await journal.open()
    jobs.start("Reading a", endless, again=AGAIN)

    await journal.close()
    await jobs.close()

    assert [name for name, _, _ in await recalled(tmp_path)] == ["Reading a"]


@pytest.mark.asyncio
async def test_forgotten_is_offered_no_more(tmp_path: Path) -> None:
    jobs = TaskSupervisor(Reporter())
    journal = JobJournal(tmp_path, jobs, fail)
    await journal.open()
    await asyncio.wait([jobs.start("Reading c", refused, is_awaited=True, again=AGAIN)])

    jobs.forget(jobs.unfinished()[0].number)
    await journal.close()

    assert await recalled(tmp_path) == []
    assert not (tmp_path / FILE_NAME).exists()


@pytest.mark.asyncio
@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "0" * 17_000_000])
async def test_broken_file_offers_nothing_is_kept_and_told_once(
    tmp_path: Path, text: str
) -> None:
    told: list[str] = []
    (tmp_path / FILE_NAME).write_text(text, "utf-8")

    for _ in range(2):
        assert await recalled(tmp_path, told.append) == []

    assert len(told) == 1
    assert (tmp_path / "unfinished.json.damaged").read_text("utf-8") == text


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "entry",
    [
        1,
        {},
        {"name": 1},
        {"command": "trash.empty", "arguments": {}},
        {"command": "no.such", "arguments": {}},
        {"command": "paper.fetch", "arguments": {"ids": [1]}},
        {"command": "paper.fetch", "arguments": {"ids": "a"}},
        {"command": "paper.fetch", "arguments": {"command_id": "trash.empty"}},
        {"command": "import.sources", "arguments": {"is_dry_run": False}},
    ],
)
async def test_entry_that_names_something_else_is_left_out(
    tmp_path: Path, entry: object
) -> None:
    told = {"name": "Reading a", "detail": ""}
    whole = {**told, **entry} if isinstance(entry, dict) else entry
    good = {**told, "command": "import.sources", "arguments": {"paths": ["a"]}}
    (tmp_path / FILE_NAME).write_text(json.dumps([whole, good]), "utf-8")

    (offered,) = await recalled(tmp_path)

    assert offered[2] == Again("import.sources", {"paths": ("a",)})


def test_commands_started_again_take_what_is_kept_of_them() -> None:
    commands = all_commands()
    for command, wanted in STARTED_AGAIN.items():
        handler = commands[command].handler
        assert handler is not None
        assert set(wanted) <= set(inspect.signature(handler).parameters)


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
        journal = JobJournal(folder, jobs, fail)
        await journal.open()
        for name, _, again in started:
            jobs.start(name, endless, again=again)
        await journal.close()
        await jobs.close()
        return await recalled(folder)

    assert asyncio.run(live()) == started
