"""The jobs that did not reach their aim, kept in a file for the next start."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.runtime.state_file import StateFile
from app.runtime.supervisor import Again, Job, JobState, TaskSupervisor

FILE_NAME = "unfinished.json"
STARTED_AGAIN: Mapping[str, Mapping[str, type]] = MappingProxyType(
    {
        "import.sources": {
            **dict.fromkeys(("paths", "urls"), list),
            **dict.fromkeys(("text", "html", "topic", "status"), str),
            **dict.fromkeys(("is_starred", "has_preview"), bool),
        },
        "metadata.check": {},
        "metadata.refresh": {"ids": list},
        "paper.fetch": {"ids": list},
        "paper.view": {"ids": list},
    }
)
"""The commands that start a job again, with the kinds of their arguments in JSON.

A library may come from elsewhere, and its file must not name just any command."""
_MOST = 50
_MOST_CHARS = 1_000


class JobJournal:
    """Keeps in a library's folder what can be started again; state, not an act.

    It is written on a thread of its own at each begin and end, newest state last.
    `tell` gets a line where the file of the run before was damaged.
    """

    def __init__(
        self, folder: Path, jobs: TaskSupervisor, tell: Callable[[str], None]
    ) -> None:
        self._file = StateFile(folder / FILE_NAME)
        self._tell = tell
        self._jobs = jobs
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="journal")
        self._known: frozenset[tuple[int, JobState]] = frozenset()
        self._is_open = False

    async def open(self) -> int:
        """Show the jobs of the run before; return how many it broke off."""
        loop = asyncio.get_running_loop()
        data = await loop.run_in_executor(self._writer, self._file.read)
        if self._file.damage:
            self._tell(self._file.damage)
        entries = _entries(data)
        for name, again, detail in entries:
            self._jobs.recall(name, again, detail)
        self._is_open = True
        self._jobs.subscribe(self._on_job)
        return sum(not detail for _, _, detail in entries)

    async def close(self) -> None:
        """Keep what is under way now as broken off, and write no more."""
        self._is_open = False
        await asyncio.to_thread(self._writer.shutdown)

    def _on_job(self, job: Job) -> None:
        is_new = (job.number, job.state) not in self._known
        if not self._is_open or (job.state is JobState.RUNNING and not is_new):
            return
        unfinished = self._jobs.unfinished()[-_MOST:]
        known = frozenset((each.number, each.state) for each in unfinished)
        if known != self._known:
            self._known = known
            entries = [_entry(each) for each in unfinished]
            self._writer.submit(self._file.write, entries or None)


def _entry(job: Job) -> dict[str, Any]:
    assert job.again is not None, "only what can be started again is kept"
    kept, known = job.again.arguments, STARTED_AGAIN.get(job.again.command)
    assert known is None or known.keys() >= kept.keys(), "else it would be left out"
    is_failed = job.state is JobState.FAILED
    return {
        "name": job.name,
        "detail": job.detail if is_failed else "",
        "command": job.again.command,
        "arguments": dict(job.again.arguments),
    }


def _entries(data: object) -> list[tuple[str, Again, str]]:
    """Return the entries; what is no entry is left out."""
    found = []
    for entry in data if isinstance(data, list) else []:
        match entry:
            case {
                "name": str(name),
                "detail": str(detail),
                "command": str(command),
                "arguments": dict(arguments),
            } if _is_known(command, arguments):
                again = Again(command, _restored(arguments))
                found.append((name[:_MOST_CHARS], again, detail[:_MOST_CHARS]))
    return found[:_MOST]


def _is_known(command: str, arguments: Mapping[Any, Any]) -> bool:
    """Say whether a command is one that starts jobs, and gets what it wants."""
    wanted = STARTED_AGAIN.get(command)
    if wanted is None:
        return False
    return all(
        type(value) is wanted.get(name)
        and (type(value) is not list or all(type(each) is str for each in value))
        for name, value in arguments.items()
    )


def _restored(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return arguments with the tuples that JSON made lists of."""
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in arguments.items()
    }
