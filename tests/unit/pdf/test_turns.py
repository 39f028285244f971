"""Who comes next among the jobs that wait."""

import asyncio

import pytest

from app.pdf.turns import Job, Priority, Turns


def job(priority: Priority) -> Job:
    """Make a job that is about nothing."""
    done = asyncio.get_running_loop().create_future()
    return Job(priority=priority, document=0, work=lambda worker: worker, done=done)


@pytest.mark.asyncio
async def test_the_newest_visible_comes_first_and_the_oldest_prefetch_last() -> None:
    turns = Turns()
    order = [Priority.PREFETCH, Priority.VISIBLE, Priority.SOON, Priority.VISIBLE]
    jobs = [job(priority) for priority in [*order, Priority.PREFETCH]]
    for waiting in jobs:
        turns.add(waiting)

    taken = []
    while (following := turns.peek()) is not None:
        taken.append(jobs.index(following))
        turns.pop()

    assert taken == [3, 1, 2, 0, 4]


@pytest.mark.asyncio
async def test_cancelled_jobs_drop_out() -> None:
    turns = Turns()
    first, second = job(Priority.SOON), job(Priority.SOON)
    turns.add(first)
    turns.add(second)

    first.done.cancel()

    assert turns.peek() is second


@pytest.mark.asyncio
async def test_clear_cancels_all() -> None:
    turns = Turns()
    waiting = job(Priority.VISIBLE)
    turns.add(waiting)

    turns.clear()

    assert turns.peek() is None
    assert waiting.done.cancelled()
