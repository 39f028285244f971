"""The supervisor: jobs that are told, stopped, replaced, and fail once."""

import asyncio

import pytest

from app.domain.errors import NotFound
from app.runtime.reporter import Message, Reporter, Tone
from app.runtime.supervisor import Job, JobState, Progressing, TaskSupervisor

pytestmark = pytest.mark.asyncio


class Heard:
    """A supervisor with what it and its reporter told."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.jobs: list[Job] = []
        reporter = Reporter()
        reporter.subscribe(self.messages.append)
        self.supervisor = TaskSupervisor(reporter)
        self.supervisor.subscribe(self.jobs.append)

    def states(self, name: str) -> list[JobState]:
        return [job.state for job in self.jobs if job.name == name]


@pytest.fixture
def heard() -> Heard:
    return Heard()


async def forever(_progress: Progressing) -> None:
    await asyncio.Event().wait()


async def failing(_progress: Progressing) -> None:
    raise NotFound("It is not there.", "Look elsewhere.")


async def test_job_tells_its_progress_and_its_end(heard: Heard) -> None:
    async def work(progress: Progressing) -> int:
        progress.update(0.5, "half")
        return 7

    assert await heard.supervisor.start("job", work) == 7

    assert [(j.state, j.fraction, j.detail) for j in heard.jobs] == [
        (JobState.RUNNING, None, ""),
        (JobState.RUNNING, 0.5, "half"),
        (JobState.DONE, 0.5, ""),
    ]
    assert heard.supervisor.jobs() == ()


async def test_job_tells_that_it_waits_until_it_goes_on(heard: Heard) -> None:
    async def work(progress: Progressing) -> None:
        progress.wait("Waiting for your answer")
        progress.update(None, "Copying")
        progress.wait("Waiting once more")

    await heard.supervisor.start("job", work)

    assert [(j.is_waiting, j.detail) for j in heard.jobs] == [
        (False, ""),
        (True, "Waiting for your answer"),
        (False, "Copying"),
        (True, "Waiting once more"),
        (False, ""),
    ]


async def test_newer_job_of_a_key_replaces_the_older(heard: Heard) -> None:
    older = heard.supervisor.start("older", forever, key="k")
    other = heard.supervisor.start("other", forever, key="l")

    newer = heard.supervisor.start("newer", forever, key="k")
    await asyncio.wait([older])

    assert older.cancelled()
    assert [job.name for job in heard.supervisor.jobs()] == ["other", "newer"]
    heard.supervisor.start("newest", forever, key="k")
    await asyncio.wait([newer])
    assert not other.done()
    await heard.supervisor.close()


async def test_cancelled_job_is_told_and_no_failure(heard: Heard) -> None:
    task = heard.supervisor.start("job", forever)

    heard.supervisor.cancel(heard.supervisor.jobs()[0].number)
    heard.supervisor.cancel(999)
    await asyncio.wait([task])

    assert heard.states("job") == [JobState.RUNNING, JobState.CANCELLED]
    assert heard.messages == []


async def test_failure_of_a_job_is_reported_once(heard: Heard) -> None:
    await asyncio.wait([heard.supervisor.start("job", failing)])

    assert heard.states("job")[-1] is JobState.FAILED
    assert [m.text for m in heard.messages] == ["It is not there. Look elsewhere."]


async def test_failure_of_an_awaited_job_is_the_awaiters(heard: Heard) -> None:
    async def command() -> None:
        await heard.supervisor.start("job", failing, is_awaited=True)

    await asyncio.wait([heard.supervisor.run(command(), "command")])

    assert len(heard.messages) == 1
    assert heard.states("job")[-1] is JobState.FAILED


async def test_bug_in_short_work_is_reported_with_its_trace(heard: Heard) -> None:
    async def broken() -> None:
        raise ZeroDivisionError

    await asyncio.wait([heard.supervisor.run(broken(), "broken")])

    assert heard.messages[0].tone is Tone.BUG
    assert "ZeroDivisionError" in heard.messages[0].details


async def test_close_stops_jobs_and_lets_short_work_finish(heard: Heard) -> None:
    going = asyncio.Event()
    done: list[str] = []

    async def short() -> None:
        await going.wait()
        done.append("short")

    job = heard.supervisor.start("job", forever)
    heard.supervisor.run(short(), "short")
    asyncio.get_running_loop().call_soon(going.set)
    await heard.supervisor.close(patience_s=10)

    assert (job.cancelled(), done) == (True, ["short"])


async def test_close_without_patience_stops_all(heard: Heard) -> None:
    short = heard.supervisor.run(asyncio.Event().wait(), "short")

    await heard.supervisor.close()

    assert short.cancelled()


async def test_cleaning_up_of_a_stopped_job_is_waited_for(heard: Heard) -> None:
    steps: list[str] = []

    async def work(_progress: Progressing) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.to_thread(steps.append, "cleaned")

    heard.supervisor.start("job", work)
    await asyncio.get_running_loop().run_in_executor(None, steps.append, "begun")
    await heard.supervisor.close()

    assert steps == ["begun", "cleaned"]


async def test_close_from_within_a_task_leaves_that_task(heard: Heard) -> None:
    async def closing() -> str:
        await heard.supervisor.close()
        return "went on"

    assert await heard.supervisor.run(closing(), "closing") == "went on"
