"""Start a writer in a process of its own and kill it at a chosen moment."""

import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path
from signal import SIGKILL

_FIRST_ACK_S = 60.0
Writer = Callable[[Callable[[int], None], Path, int], None]
"""A program: `tell` what is stored, the library's folder, the number of the next act.

It first tells the number before its first act, once it is ready, and then each act's
number after the act has returned.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Killed:
    """What came of one life: the acts told, and whether the kill was what ended it."""

    n_told: int
    n_acts: int
    was_killed: bool


def context() -> ForkServerContext:
    """Return the way to start writers: forked from a process that has the library.

    So a writer is there within milliseconds, and yet a process like any other.
    """
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload(["tests.faults.writers"])
    return forking


def kill_midway(
    writer: Writer, folder: Path, first: int, *, delay_s: float, starts_at_ack: int = 0
) -> Killed:
    """Let a writer do acts from `first` on, and kill it so long after its first word.

    With `starts_at_ack` the time runs from a later word.
    """
    forking = context()
    here, there = forking.Pipe(duplex=False)
    process = forking.Process(target=_live, args=(writer, there, folder, first))
    process.start()
    there.close()
    told = _listen(here, 1 + starts_at_ack, time.monotonic() + _FIRST_ACK_S)
    told += _listen(here, None, time.monotonic() + delay_s)
    process.kill()
    process.join()
    told += _listen(here, None, time.monotonic() + 1)
    here.close()
    return Killed(
        n_told=max(told, default=first - 1) + 1,
        n_acts=max(len(told) - 1, 0),
        was_killed=process.exitcode == -SIGKILL,
    )


def _live(writer: Writer, pipe: Connection, folder: Path, first: int) -> None:
    # One message is one write of a few bytes: it arrives whole or not at all.
    writer(lambda number: pipe.send_bytes(b"%d" % number), folder, first)


def _listen(pipe: Connection, n_words: int | None, deadline: float) -> list[int]:
    """Return the numbers told until there are so many, the deadline, or the end."""
    told: list[int] = []
    while n_words is None or len(told) < n_words:
        if not pipe.poll(max(deadline - time.monotonic(), 0)):
            break
        try:
            told.append(int(pipe.recv_bytes()))
        except EOFError:
            break
    return told
