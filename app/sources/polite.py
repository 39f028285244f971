"""Ask each host in its own pace: one request at a time, with a pause between."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from app.domain.errors import RateLimited
from app.sources.addresses import parse_address
from app.sources.replies import TRY_AGAIN, wait_in_words

T = TypeVar("T")

MAX_WAIT_S = 10.0
"""The longest wait a provider may ask for that is waited for without a word."""


@dataclass(slots=True)
class _Lane:
    """One host's queue; both times are on the pacer's clock."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at_s: float = float("-inf")
    blocked_until_s: float = float("-inf")


class Pacer:
    """Spaces requests to the same host; waiting ones are served in order.

    `interval_s` is the least pause from one request's end to the next one's start,
    read anew each time. Every wait can be cancelled.
    """

    def __init__(
        self,
        interval_s: Callable[[], float],
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._interval_s = interval_s
        self._clock = clock
        self._sleep = sleep
        self._lanes: dict[str, _Lane] = {}

    async def run(self, url: str, request: Callable[[], Awaitable[T]]) -> T:
        """Make a request to `url`'s host when its turn comes.

        When the host asks for a short wait (up to 10 s), it is waited for, once.

        Raises:
            RateLimited: the host asks for more, or asks again.
            AppError: what `request` raised.
        """
        lane = self._lanes.setdefault(parse_address(url).host, _Lane())
        async with lane.lock:
            await self._wait_for_turn(lane, url)
            try:
                return await self._once(lane, request)
            except RateLimited as limited:
                if limited.retry_after_s > MAX_WAIT_S:
                    raise
            await self._wait_for_turn(lane, url)
            return await self._once(lane, request)

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
        try:
            return await request()
        except RateLimited as limited:
            lane.blocked_until_s = self._clock() + limited.retry_after_s
            raise
        finally:
            lane.free_at_s = self._clock()
