"""The worker processes, each with its thread: who takes which job, and who is killed.

All methods belong to the event loop's thread; only `Job.work` runs in the workers'.
"""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable
from enum import Enum, auto

from app.pdf.process import Ended, Start, WorkerProcess
from app.pdf.spawning import Spawned
from app.pdf.turns import Job, Priority, Turns

_WATCH_INTERVAL_S = 0.1
_PATIENCE_S = 0.25
_CLOSE_LIMIT_S = 5.0
_RETIRE_SHARE = 3


class EndReason(Enum):
    """Why a worker is gone while it was at work."""

    SLOW = auto()
    MEMORY = auto()
    DIED = auto()
    ABSENT = auto()


class Hand:
    """One worker process with the thread that talks to it."""

    def __init__(
        self,
        start: Start,
        finished: Callable[["Hand", object], None],
        spawned: Spawned | None = None,
    ) -> None:
        self.process = WorkerProcess(start, spawned)
        self.job: Job | None = None
        self.killed_for: EndReason | None = None
        self.watch: asyncio.TimerHandle | None = None
        self._loop = asyncio.get_running_loop()
        self.closed: asyncio.Future[None] = self._loop.create_future()
        self._finished = finished
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(
            target=self._run, name="pdf-worker", daemon=True
        )
        self._thread.start()

    def take(self, job: Job) -> None:
        """Begin a job."""
        self.job = job
        self._jobs.put(job)

    def kill(self, reason: EndReason | None) -> None:
        """End the process and its thread; `closed` tells when both are gone."""
        self.killed_for = self.killed_for or reason
        self.process.kill()
        self._jobs.put(None)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._post(self._finished, self, self._work(job))
            if self._jobs.empty():
                self.process.spare.renew()
        self.process.close()
        self._post(self._note_closed)

    def _work(self, job: Job) -> object:
        try:
            return job.work(self.process)
        except Exception as error:  # noqa: BLE001 handed to whoever awaits the job
            return error

    def _post(self, callback: Callable[..., None], *arguments: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop may be closed by now
            self._loop.call_soon_threadsafe(callback, *arguments)

    def _note_closed(self) -> None:
        if not self.closed.done():
            self.closed.set_result(None)


class Crew:
    """At most `n_workers` workers; none is started before there is something to do.

    One that was `spawned` already is the first. `ended(job, reason)` makes the error of
    a job whose worker ended over it.
    """

    def __init__(
        self,
        start: Start,
        *,
        n_workers: int,
        time_limit_s: float,
        ended: Callable[[Job, EndReason], Exception],
        spawned: Spawned | None = None,
    ) -> None:
        self._start = start
        self._spawned = spawned
        self._n_workers = n_workers
        self._time_limit_s = time_limit_s
        self._ended = ended
        self._hands: list[Hand] = []
        self._leaving: set[Hand] = set()
        self._turns = Turns()
        self._help_call: asyncio.TimerHandle | None = None
        self._is_closed = False

    def add(self, job: Job) -> None:
        """Let a job wait for its turn, and give work to whoever is free."""
        if self._is_closed:
            job.done.cancel()
            return
        self._turns.add(job)
        self._hand_out()

    def discard(self, document: int) -> None:
        """Let all workers close a document as soon as they do something again."""
        for hand in self._hands:
            hand.process.discard(document)

    async def close(self) -> None:
        """Kill all workers, cancel all jobs and wait until nothing is left."""
        self._is_closed = True
        spawned, self._spawned = self._spawned, None
        if spawned is not None:
            await asyncio.to_thread(spawned.close)
        if self._help_call is not None:
            self._help_call.cancel()
        self._turns.clear()
        for hand in self._hands:
            if hand.job is not None:
                hand.job.done.cancel()
            self._dismiss(hand, None)
        self._hands.clear()
        closed = [hand.closed for hand in self._leaving]
        if closed:
            await asyncio.wait(closed, timeout=_CLOSE_LIMIT_S)

    def _hand_out(self) -> None:
        while (job := self._turns.peek()) is not None:
            hand = self._choose(job)
            if hand is None:
                break
            self._turns.pop()
            hand.take(job)
            started = asyncio.get_running_loop().time()
            self._watch_later(hand, job, started)
        if job is not None and job.priority is Priority.VISIBLE:
            self._call_for_help()

    def _choose(self, job: Job) -> Hand | None:
        """Find a free worker; one stays free for visible pages where there are two."""
        for hand in list(self._hands):
            if hand.job is None and hand.process.is_gone():
                self._let_go(hand)
        if not self._hands:
            return self._hire()
        free = [hand for hand in self._hands if hand.job is None]
        is_kept_free = job.priority is not Priority.VISIBLE and len(self._hands) > 1
        if len(free) <= is_kept_free:
            return None
        return next((h for h in free if h.process.holds(job.document)), free[0])

    def _hire(self) -> Hand:
        spawned, self._spawned = self._spawned, None
        hand = Hand(self._start, self._finish, spawned)
        self._hands.append(hand)
        return hand

    def _call_for_help(self) -> None:
        if self._help_call is None and len(self._hands) < self._n_workers:
            loop = asyncio.get_running_loop()
            self._help_call = loop.call_later(_PATIENCE_S, self._help)

    def _help(self) -> None:
        self._help_call = None
        job = self._turns.peek()
        if job is not None and len(self._hands) < self._n_workers:
            self._hire()
        self._hand_out()

    def _watch_later(self, hand: Hand, job: Job, started_s: float) -> None:
        loop = asyncio.get_running_loop()
        hand.watch = loop.call_later(
            _WATCH_INTERVAL_S, self._watch, hand, job, started_s
        )

    def _watch(self, hand: Hand, job: Job, started_s: float) -> None:
        if hand.job is not job:
            return
        used_s = asyncio.get_running_loop().time() - started_s
        if used_s > self._time_limit_s:
            self._dismiss(hand, EndReason.SLOW)
        elif hand.process.memory_bytes() > self._start.memory_limit_bytes:
            self._dismiss(hand, EndReason.MEMORY)
        else:
            self._watch_later(hand, job, started_s)

    def _dismiss(self, hand: Hand, reason: EndReason | None) -> None:
        if hand not in self._leaving:
            self._leaving.add(hand)
            hand.closed.add_done_callback(lambda _: self._leaving.discard(hand))
        hand.kill(reason)

    def _finish(self, hand: Hand, outcome: object) -> None:
        job = hand.job
        hand.job = None
        if hand.watch is not None:
            hand.watch.cancel()  # it would keep the job, and so a drawn page, alive
        assert job is not None
        if isinstance(outcome, Ended):
            reason = _reason(outcome)
            outcome = self._ended(job, hand.killed_for or reason)
            self._let_go(hand)
        elif hand in self._leaving or self._is_fat(hand):
            self._let_go(hand)
        if not job.done.done():
            if isinstance(outcome, Exception):
                job.done.set_exception(outcome)
            else:
                job.done.set_result(outcome)
        if not self._is_closed:
            self._hand_out()

    def _let_go(self, hand: Hand) -> None:
        if hand in self._hands:
            self._hands.remove(hand)
        self._dismiss(hand, None)

    def _is_fat(self, hand: Hand) -> bool:
        """Tell whether a worker holds so much that a fresh one is better."""
        limit = self._start.memory_limit_bytes // _RETIRE_SHARE
        return hand.process.memory_bytes() > limit


def _reason(ended: Ended) -> EndReason:
    if ended.is_memory:
        return EndReason.MEMORY
    return EndReason.DIED if ended.was_ready else EndReason.ABSENT
