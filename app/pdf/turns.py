"""Who is drawn next: the newest visible page, then what will be wanted soon."""

import asyncio
import heapq
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from app.pdf.process import WorkerProcess


class Priority(IntEnum):
    """How much something is wanted; the smaller, the sooner."""

    VISIBLE = 0
    SOON = 1
    PREFETCH = 2


@dataclass(eq=False, slots=True, kw_only=True)
class Job:
    """Work for a worker process: `work` runs in its thread, the outcome goes to `done`.

    `document` is the number of the PDF it is about, 0 for none.
    """

    priority: Priority
    document: int
    work: Callable[[WorkerProcess], Any]
    done: asyncio.Future[Any]


class Turns:
    """The jobs that wait, first the newest visible one; cancelled ones drop out."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, Job]] = []
        self._n_added = 0

    def add(self, job: Job) -> None:
        """Let a job wait for its turn."""
        self._n_added += 1
        is_visible = job.priority is Priority.VISIBLE
        order = -self._n_added if is_visible else self._n_added
        heapq.heappush(self._heap, (job.priority, order, job))

    def peek(self) -> Job | None:
        """Give the job whose turn is next, or None."""
        while self._heap and self._heap[0][2].done.done():
            heapq.heappop(self._heap)
        return self._heap[0][2] if self._heap else None

    def pop(self) -> None:
        """Take the next job out."""
        heapq.heappop(self._heap)

    def clear(self) -> None:
        """Cancel all jobs."""
        while self._heap:
            heapq.heappop(self._heap)[2].done.cancel()
