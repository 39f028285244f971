"""What every part of the window is built on, and the one attempt to open it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from app.domain.errors import AppError, LibraryError, NotFound
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.reporter import Reporter
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look

_BUSY_WAIT_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What parts are built on; `run` does a command, `call` does it for a part.

    `closing` is set when the window is to close.
    """

    look: Look
    settings: SettingsStore
    library: LibraryClient
    jobs: TaskSupervisor
    reporter: Reporter
    feed: ChangeFeed
    closing: asyncio.Event
    run: Callable[..., Any]
    call: Callable[..., Awaitable[Any]]


async def wait_for_any(*events: asyncio.Event, limit_s: float) -> None:
    """Wait for the first of some events, so long at most."""
    waits = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, timeout=limit_s, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()


async def opening_problem(basis: Basis) -> AppError | None:
    """Open the library and return what is wrong with it; None when it is open.

    When the window is to close meanwhile, what was begun is still waited for.
    """
    opening = asyncio.ensure_future(basis.library.open(wait_s=_BUSY_WAIT_S))
    closing = asyncio.ensure_future(basis.closing.wait())
    await asyncio.wait({opening, closing}, return_when=asyncio.FIRST_COMPLETED)
    closing.cancel()
    await asyncio.wait([opening])
    error = opening.exception()
    if error is not None and not isinstance(error, LibraryError | NotFound):
        raise error
    return error
