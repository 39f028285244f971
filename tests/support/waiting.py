"""Waiting on a condition in asynchronous tests, with a limit."""

import asyncio
from collections.abc import Callable

_LIMIT_S = 30.0
_BETWEEN_S = 0.005


async def until(is_so: Callable[[], bool]) -> None:
    """Let the event loop run until `is_so`; TimeoutError after thirty seconds."""
    loop = asyncio.get_running_loop()
    came = asyncio.Event()

    def look() -> None:
        if is_so():
            came.set()
        elif not is_late:
            loop.call_later(_BETWEEN_S, look)

    is_late = False
    try:
        look()
        async with asyncio.timeout(_LIMIT_S):
            await came.wait()
    finally:
        is_late = True
