"""The pace of requests, on a clock of the test's own."""

import asyncio
from itertools import pairwise
from pathlib import Path

import pytest

from app.domain.errors import BadReply, RateLimited
from app.library.lock import FolderLock
from app.sources.polite import Pacer

ARXIV = "https://export.arxiv.org/api/query"


class Clock:
    """A clock that only moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s

    async def sleep(self, wait_s: float) -> None:
        await asyncio.sleep(0)
        self.now_s += wait_s


def limited(wait_s: float) -> RateLimited:
    return RateLimited("Later.", retry_after_s=wait_s)


class Requests:
    """Remembers when each request was made; raises the planted errors first."""

    def __init__(self, clock: Clock, *errors: Exception) -> None:
        self.clock = clock
        self.errors = list(errors)
        self.times_s: list[float] = []
        self.n_running = 0
        self.most_running = 0

    async def __call__(self) -> str:
        self.times_s.append(self.clock())
        self.n_running += 1
        self.most_running = max(self.most_running, self.n_running)
        await asyncio.sleep(0)
        self.n_running -= 1
        if self.errors:
            raise self.errors.pop(0)
        return "done"


def pacer_of(clock: Clock, interval_s: float = 3.0) -> Pacer:
    return Pacer(lambda: interval_s, clock=clock, sleep=clock.sleep)


@pytest.mark.asyncio
async def test_run_when_many_come_spaces_them_one_at_a_time() -> None:
    clock = Clock()
    requests = Requests(clock)
    pacer = pacer_of(clock)

    await asyncio.gather(*(pacer.run(ARXIV, requests) for _ in range(3)))

    assert requests.times_s == [0, 3, 6]
    assert requests.most_running == 1


@pytest.mark.asyncio
@pytest.mark.parametrize("left", ["", "rubbish", "nan", "1e400", "9" * 400])
async def test_run_when_two_programs_ask_spaces_them_one_at_a_time(
    tmp_path: Path, left: str
) -> None:
    (tmp_path / "lock").write_text(left, "utf-8")
    clock = Clock()
    requests = Requests(clock)
    pacers = [
        Pacer(
            lambda: 3.0,
            clock=clock,
            sleep=clock.sleep,
            door_of=lambda _host: FolderLock(tmp_path),
            now=lambda: 1_000_000 + clock.now_s,
        )
        for _ in range(3)
    ]

    await asyncio.gather(*(p.run(ARXIV, requests) for p in pacers for _ in range(3)))

    pauses = [b - a for a, b in pairwise(requests.times_s)]
    assert len(pauses) == 8
    assert min(pauses) >= 3.0 - 0.01
    assert requests.most_running == 1


@pytest.mark.asyncio
async def test_run_where_no_door_can_be_had_asks_all_the_same(tmp_path: Path) -> None:
    clock = Clock()
    requests = Requests(clock)
    gone = FolderLock(tmp_path / "gone")
    pacer = Pacer(
        lambda: 3.0, clock=clock, sleep=clock.sleep, door_of=lambda _host: gone
    )

    assert await pacer.run(ARXIV, requests) == "done"


@pytest.mark.asyncio
async def test_run_when_cancelled_at_the_door_lets_the_others_through(
    tmp_path: Path,
) -> None:
    clock = Clock()
    requests = Requests(clock)
    other, door = FolderLock(tmp_path), FolderLock(tmp_path)
    pacer = Pacer(
        lambda: 0.0, clock=clock, sleep=clock.sleep, door_of=lambda _host: door
    )
    other.take(0)
    task = asyncio.ensure_future(pacer.run(ARXIV, requests))
    await asyncio.sleep(0)

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    other.release()

    assert await pacer.run(ARXIV, requests) == "done"
    assert not door.is_held


@pytest.mark.asyncio
async def test_run_when_hosts_differ_does_not_wait() -> None:
    clock = Clock()
    requests = Requests(clock)
    pacer = pacer_of(clock)

    await pacer.run(ARXIV, requests)
    await pacer.run("https://arxiv.org/pdf/1", requests)

    assert requests.times_s == [0, 0]


@pytest.mark.asyncio
async def test_run_when_a_short_wait_is_asked_waits_once() -> None:
    clock = Clock()
    requests = Requests(clock, limited(8))

    assert await pacer_of(clock).run(ARXIV, requests) == "done"
    assert requests.times_s == [0, 8]


@pytest.mark.asyncio
async def test_run_when_asked_to_wait_again_raises() -> None:
    clock = Clock()
    requests = Requests(clock, limited(1), limited(1))

    with pytest.raises(RateLimited):
        await pacer_of(clock).run(ARXIV, requests)

    assert requests.times_s == [0, 3]


@pytest.mark.asyncio
async def test_run_when_a_long_wait_is_asked_asks_nothing_until_then() -> None:
    clock = Clock()
    requests = Requests(clock, limited(60))
    pacer = pacer_of(clock)

    with pytest.raises(RateLimited):
        await pacer.run(ARXIV, requests)
    with pytest.raises(RateLimited) as caught:
        await pacer.run(ARXIV, requests)
    clock.now_s = 55
    await pacer.run(ARXIV, requests)

    assert caught.value.retry_after_s == 60
    assert requests.times_s == [0, 60]


@pytest.mark.asyncio
async def test_run_when_a_request_fails_still_keeps_the_pause() -> None:
    clock = Clock()
    requests = Requests(clock, BadReply("Damaged."))
    pacer = pacer_of(clock)

    with pytest.raises(BadReply):
        await pacer.run(ARXIV, requests)
    await pacer.run(ARXIV, requests)

    assert requests.times_s == [0, 3]


@pytest.mark.asyncio
async def test_run_when_a_waiting_one_is_cancelled_lets_the_next_go() -> None:
    clock = Clock()
    started = asyncio.Event()
    release = asyncio.Event()

    async def slow() -> str:
        started.set()
        await release.wait()
        return "slow"

    requests = Requests(clock)
    pacer = pacer_of(clock, 0)
    first = asyncio.ensure_future(pacer.run(ARXIV, slow))
    await started.wait()
    second = asyncio.ensure_future(pacer.run(ARXIV, requests))
    third = asyncio.ensure_future(pacer.run(ARXIV, requests))
    await asyncio.sleep(0)

    second.cancel()
    release.set()

    assert await first == "slow"
    assert await third == "done"
    assert second.cancelled() or await asyncio.wait([second])
    assert len(requests.times_s) == 1
