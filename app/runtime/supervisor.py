"""The task supervisor: background jobs with a name, progress and a way to stop."""

import asyncio
import itertools
import traceback
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from app.domain.errors import AppError
from app.runtime.reporter import Reporter


class JobState(StrEnum):
    """Where a job stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"
    """The program ended before the job did."""
    CLEARED = "cleared"
    """It has ended, and nobody wants to see it any more."""


@dataclass(frozen=True, slots=True)
class Again:
    """The command that starts a job once more, and its arguments."""

    command: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A snapshot of one job; `fraction` 0 to 1, or None while unknown.

    `again` starts a job that ended before its aim once more, None where nothing does;
    `details` tell its failure for a copied report. One that `is_waiting` for the user,
    or for another job, does nothing meanwhile.
    """

    number: int
    name: str
    state: JobState
    fraction: float | None = None
    detail: str = ""
    details: str = ""
    again: Again | None = None
    is_waiting: bool = False


class Progressing:
    """What a running job says of itself."""

    def __init__(self, tell: Callable[[float | None, str], None]) -> None:
        self._tell = tell
        self.failure = ""
        self.outcome = ""
        self.is_waiting = False

    def update(self, fraction: float | None, detail: str = "") -> None:
        """Tell how far the job is, 0 to 1 (None: unknown), and what it does now."""
        self.is_waiting = False
        self._tell(fraction, detail)

    def wait(self, detail: str) -> None:
        """Tell what the job waits for; until the next update it does nothing."""
        self.is_waiting = True
        self._tell(None, detail)

    def fail(self, why: str) -> None:
        """Tell that the job will end without what it was to bring."""
        self.failure = why

    def end(self, words: str) -> None:
        """Tell what the job did, for when it has ended well."""
        self.outcome = words


Work = Callable[[Progressing], Coroutine[Any, Any, Any]]


class TaskSupervisor:
    """Runs coroutines as tasks, keeps them alive, reports their failures."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self._numbers = itertools.count(1)
        self._jobs: dict[int, Job] = {}
        self._open: dict[int, Job] = {}
        self._tasks: dict[int, asyncio.Task[Any]] = {}
        self._keys: dict[str, int] = {}
        self._awaited: set[int] = set()
        self._quiet: set[asyncio.Task[Any]] = set()
        self._listeners: list[Callable[[Job], None]] = []

    def subscribe(self, listener: Callable[[Job], None]) -> None:
        """Call `listener` with every new state of every job."""
        self._listeners.append(listener)

    def jobs(self) -> tuple[Job, ...]:
        """Return the running jobs, oldest first."""
        return tuple(j for j in self._jobs.values() if j.state is JobState.RUNNING)

    def unfinished(self) -> tuple[Job, ...]:
        """Return the jobs that can be started again and did not reach their aim."""
        running = (job for job in self._jobs.values() if job.again is not None)
        return (*self._open.values(), *running)

    def recall(self, name: str, again: Again, detail: str = "") -> None:
        """Show a job of an earlier run that can be started again.

        `detail` is why it failed, '' where the program ended before it.
        """
        number = next(self._numbers)
        state = JobState.FAILED if detail else JobState.INTERRUPTED
        details = f"{name}: {detail}"
        job = Job(number=number, name=name, state=state, again=again)
        self._open[number] = replace(job, detail=detail, details=details)
        self._tell(self._open[number])

    def forget(self, number: int) -> None:
        """Show an ended job no more, nor offer it again."""
        job = self._open.pop(number, None)
        if job is None and number not in self._jobs:
            job = Job(number=number, name="", state=JobState.CLEARED)
        if job is not None:
            self._tell(replace(job, state=JobState.CLEARED))

    def is_running(self, key: str) -> bool:
        """Say whether a job with this key is under way."""
        return key in self._keys

    def start(
        self,
        name: str,
        work: Work,
        *,
        key: str = "",
        is_awaited: bool = False,
        again: Again | None = None,
    ) -> asyncio.Task[Any]:
        """Start a visible job; it replaces a running one with the same non-empty key.

        With `is_awaited` its failure is left to whoever awaits the task; else it is
        reported here. `again` is what starts it once more after a failure.
        """
        if key and (older := self._keys.get(key)) is not None:
            self.cancel(older)
        number = next(self._numbers)
        state = JobState.RUNNING
        self._show(Job(number=number, name=name, state=state, again=again))
        progressing = Progressing(
            lambda *told: self._advance(number, progressing.is_waiting, *told)
        )
        task = asyncio.get_running_loop().create_task(work(progressing), name=name)
        self._tasks[number] = task
        if is_awaited:
            self._awaited.add(number)
        if key:
            self._keys[key] = number
        task.add_done_callback(
            lambda done: self._finish(number, key, progressing, done)
        )
        return task

    def run(self, awaitable: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        """Run a short piece of work that shows no progress."""
        task = asyncio.get_running_loop().create_task(awaitable, name=name)
        self._quiet.add(task)
        task.add_done_callback(self._finish_quiet)
        return task

    def cancel(self, number: int) -> None:
        """Stop a job; it is told, and cleans up by itself."""
        if task := self._tasks.get(number):
            task.cancel()

    async def close(self, *, patience_s: float = 0.0) -> None:
        """Stop the jobs, give short work so long to finish, and stop what is left."""
        await _stopped(self._tasks.values())
        if patience_s and (short := _others(self._quiet)):
            await asyncio.wait(short, timeout=patience_s)
        await _stopped([*self._tasks.values(), *self._quiet])

    def _advance(
        self, number: int, is_waiting: bool, fraction: float | None, detail: str
    ) -> None:
        job = self._jobs.get(number)
        if job and job.state is JobState.RUNNING:
            told = replace(job, fraction=fraction, detail=detail)
            self._show(replace(told, is_waiting=is_waiting))

    def _finish(
        self, number: int, key: str, said: Progressing, task: asyncio.Task[Any]
    ) -> None:
        self._tasks.pop(number, None)
        if key and self._keys.get(key) == number:
            del self._keys[key]
        job = self._jobs.pop(number)
        if task.cancelled():
            state, detail = JobState.CANCELLED, "Stopped"
        elif (error := task.exception()) is not None:
            state = JobState.FAILED
            detail = "Failed"
            if isinstance(error, AppError):
                detail = f"{error.message} {error.hint}".strip()
            if number not in self._awaited:
                self._reporter.failure(error)
        else:
            state = JobState.FAILED if said.failure else JobState.DONE
            detail = said.failure or said.outcome
        self._awaited.discard(number)
        details = f"{job.name}: {detail}{_trace(task)}"
        ended = replace(
            job, state=state, detail=detail, details=details, is_waiting=False
        )
        if state is JobState.FAILED and job.again is not None:
            self._open[number] = ended
        self._tell(ended)

    def _finish_quiet(self, task: asyncio.Task[Any]) -> None:
        self._quiet.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._reporter.failure(error)

    def _show(self, job: Job) -> None:
        self._jobs[job.number] = job
        self._tell(job)

    def _tell(self, job: Job) -> None:
        for listener in tuple(self._listeners):
            listener(job)


def _trace(task: asyncio.Task[Any]) -> str:
    """Return the trace of a bug that ended a job, '' where none did."""
    error = None if task.cancelled() else task.exception()
    if error is None or isinstance(error, AppError):
        return ""
    return "\n\n" + "".join(traceback.format_exception(error))


def _others(tasks: Iterable[asyncio.Task[Any]]) -> list[asyncio.Task[Any]]:
    """Return the tasks that are under way, without the one that asks."""
    current = asyncio.current_task()
    return [task for task in tasks if task is not current and not task.done()]


async def _stopped(tasks: Iterable[asyncio.Task[Any]]) -> None:
    pending = _others(tasks)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
