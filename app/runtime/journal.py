"""The jobs that did not reach their aim, kept in a file for the next start."""

import asyncio
import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from app.runtime.supervisor import Again, Job, JobState, TaskSupervisor

FILE_NAME = "unfinished.json"
_MOST = 50
_MOST_BYTES = 16_000_000
"""A pasted text may be long; a file of more is not ours, and is not kept."""


class JobJournal:
    """Keeps in a library's folder what can be started again; state, not an act.

    It is written on a thread of its own at each begin and end, newest state last.
    """

    def __init__(self, folder: Path, jobs: TaskSupervisor) -> None:
        self._file = folder / FILE_NAME
        self._jobs = jobs
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="journal")
        self._known: frozenset[tuple[int, JobState]] = frozenset()
        self._is_open = False

    async def open(self) -> int:
        """Show the jobs of the run before; return how many it broke off."""
        loop = asyncio.get_running_loop()
        entries = await loop.run_in_executor(self._writer, _read, self._file)
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
            self._writer.submit(
                _write, self._file, [_entry(each) for each in unfinished]
            )


def _entry(job: Job) -> dict[str, Any]:
    assert job.again is not None, "only what can be started again is kept"
    is_failed = job.state is JobState.FAILED
    return {
        "name": job.name,
        "detail": job.detail if is_failed else "",
        "command": job.again.command,
        "arguments": dict(job.again.arguments),
    }


def _read(file: Path) -> list[tuple[str, Again, str]]:
    """Read the entries; what is no entry is left out."""
    try:
        if file.stat().st_size > _MOST_BYTES:
            return []
        data = json.loads(file.read_text(encoding="utf-8", errors="surrogateescape"))
    except (OSError, ValueError, RecursionError):
        return []
    found = []
    for entry in data if isinstance(data, list) else []:
        match entry:
            case {
                "name": str(name),
                "detail": str(detail),
                "command": str(command),
                "arguments": dict(arguments),
            }:
                found.append((name, Again(command, _restored(arguments)), detail))
    return found[:_MOST]


def _restored(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return arguments with the tuples that JSON made lists of."""
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in arguments.items()
    }


def _write(file: Path, entries: list[dict[str, Any]]) -> None:
    """Write the file in one step; a disk that refuses loses only this."""
    with contextlib.suppress(OSError):
        if not entries:
            file.unlink(missing_ok=True)
            return
        descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=FILE_NAME)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                json.dump(entries, stream)
            Path(name).replace(file)
        except OSError:
            Path(name).unlink()
