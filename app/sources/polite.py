"""Ask each host in its own pace: one request at a time, with a pause between."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from app.domain.errors import AppError, Busy, RateLimited
from app.sources.addresses import parse_address
from app.sources.replies import TRY_AGAIN, wait_in_words

T = TypeVar("T")

MAX_WAIT_S = 10.0
"""The longest wait a provider may ask for that is waited for without a word."""


_KNOCK_S = 0.1


class Door(Protocol):
    """Lets one process at a time ask a host; its words last from one to the next."""

    @property
    def is_held(self) -> bool:
        """Say whether this program has it."""

    def take(self, wait_s: float) -> None:
        """Take it, waiting so long.

        Raises:
            Busy: another process has it still.
            AppError: there is none here.
        """

    def sign(self, words: str) -> None:
        """Leave words for the next one."""

    def words(self) -> str:
        """Return what was left there, or ''."""

    def release(self) -> None:
        """Let the next one take it."""


@dataclass(slots=True)
class _Lane:
    """One host's queue; both times are on the pacer's clock."""

    door: Door | None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at_s: float = float("-inf")
    blocked_until_s: float = float("-inf")


class Pacer:
    """Spaces requests to the same host; waiting ones are served in order.

    `interval_s` is the least pause from one request's end to the next one's start,
    read anew each time. With `door_of` a host, the pause holds between all programs
    that have the same door. Every wait can be cancelled.
    """

    def __init__(
        self,
        interval_s: Callable[[], float],
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        door_of: Callable[[str], Door | None] = lambda _host: None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._interval_s = interval_s
        self._clock = clock
        self._sleep = sleep
        self._door_of = door_of
        self._now = now
        self._lanes: dict[str, _Lane] = {}

    async def run(self, url: str, request: Callable[[], Awaitable[T]]) -> T:
        """Make a request to `url`'s host when its turn comes.

        When the host asks for a short wait (up to 10 s), it is waited for, once.

        Raises:
            RateLimited: the host asks for more, or asks again.
            AppError: what `request` raised.
        """
        host = parse_address(url).host
        if host not in self._lanes:
            self._lanes[host] = _Lane(self._door_of(host))
        lane = self._lanes[host]
        async with lane.lock, self._through_door(lane):
            await self._wait_for_turn(lane, url)
            try:
                return await self._once(lane, request)
            except RateLimited as limited:
                if limited.retry_after_s > MAX_WAIT_S:
                    raise
            await self._wait_for_turn(lane, url)
            return await self._once(lane, request)

    @contextlib.asynccontextmanager
    async def _through_door(self, lane: _Lane) -> AsyncIterator[None]:
        """Hold the door of a host, where there is one, and mind who went before."""
        door = lane.door
        if door is None or not await self._taken(door):
            yield
            return
        try:
            ended_s = self._now() - _seconds(door.words())
            if ended_s >= 0:  # else the clock has gone back
                lane.free_at_s = max(lane.free_at_s, self._clock() - ended_s)
            yield
        finally:
            self._sign(door)
            door.release()

    async def _taken(self, door: Door) -> bool:
        """Take a door; False where it cannot be had at all."""
        while True:
            try:
                door.take(0.0)  # on the loop: it only asks the system for a lock
            except Busy:
                await self._sleep(_KNOCK_S)
            except AppError:
                return False
            else:
                return True

    def _sign(self, door: Door) -> None:
        with contextlib.suppress(OSError):
            door.sign(f"{self._now():.3f}")

    async def _wait_for_turn(self, lane: _Lane, url: str) -> None:
        blocked_s = lane.blocked_until_s - self._clock()
        if blocked_s > MAX_WAIT_S:
            host = parse_address(url).host
            raise RateLimited(
                f"{host} asked to wait; {wait_in_words(blocked_s)} are left.",
                TRY_AGAIN,
                retry_after_s=blocked_s,
            )
        ready_at_s = max(lane.free_at_s + self._interval_s(), lane.blocked_until_s)
        wait_s = ready_at_s - self._clock()
        if wait_s > 0:
            await self._sleep(wait_s)

    async def _once(self, lane: _Lane, request: Callable[[], Awaitable[T]]) -> T:
        if lane.door is not None and lane.door.is_held:
            self._sign(lane.door)  # a kill leaves no later word
        try:
            return await request()
        except RateLimited as limited:
            lane.blocked_until_s = self._clock() + limited.retry_after_s
            raise
        finally:
            lane.free_at_s = self._clock()


def _seconds(words: str) -> float:
    """Return the time that the one before signed with; long ago where it is none."""
    try:
        return float(words)
    except ValueError:
        return float("-inf")
