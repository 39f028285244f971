"""Tell of papers that were put off when their time comes."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

from app.domain.change import Change, Facet
from app.domain.paper import Paper
from app.library import Reader
from app.runtime.library_client import LibraryClient

_LONGEST_WAIT_S = 60.0
"""A computer that slept does not count the time: look at the clock so often."""


async def wake_papers(
    library: LibraryClient, tell: Callable[[Sequence[Paper]], None]
) -> None:
    """Publish each return while the library is open, and `tell` of the papers.

    Nothing is written: papers put off are new by themselves when their time has come,
    and this lets the window know. It never ends; cancel it.
    """
    is_changed = asyncio.Event()

    def on_changed(change: Change) -> None:
        if Facet.PAPERS in change.facets:
            is_changed.set()

    stop = library.feed.subscribe(on_changed)
    since = datetime.now(UTC)
    try:
        while True:
            is_changed.clear()
            until = datetime.now(UTC)
            papers = await library.publish_returned(since, until)
            if papers:
                tell(papers)
            since = until
            wait_s = await library.read(partial(_wait_s, now=until))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(is_changed.wait(), wait_s)
    finally:
        stop()


def _wait_s(reader: Reader, now: datetime) -> float | None:
    due = reader.next_return(now)
    if due is None:
        return None
    return min(max(0.0, (due - now).total_seconds()), _LONGEST_WAIT_S)
