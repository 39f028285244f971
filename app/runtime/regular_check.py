"""Do a check of the world every week or month, while the program is open."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from app.runtime.state_file import StateFile

FILE_NAME = "checked.json"
EVERY: Mapping[str, timedelta] = MappingProxyType(
    {"weekly": timedelta(days=7), "monthly": timedelta(days=30)}
)
"""How long after a check the next one is due, by the setting's value."""

_FIRST_PAUSE_S = 60.0
_PAUSE_S = 1800.0
"""A computer that slept does not count the time: look at the clock so often."""
_DONE = "preprints"


class RegularCheck:
    """Runs `check` when it is due: `how_often` is a name of EVERY, else never.

    `check` says whether it came to its end; one that did not is tried again later.
    When it was done last stands in `file`.
    """

    def __init__(
        self,
        file: StateFile,
        how_often: Callable[[], str],
        check: Callable[[], Awaitable[bool]],
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        first_pause_s: float = _FIRST_PAUSE_S,
        pause_s: float = _PAUSE_S,
    ) -> None:
        self._file = file
        self._how_often = how_often
        self._check = check
        self._now = now
        self._first_pause_s = first_pause_s
        self._pause_s = pause_s

    async def run(self) -> None:
        """Look at the clock from time to time; never ends, cancel it."""
        await asyncio.sleep(self._first_pause_s)
        while True:
            if await asyncio.to_thread(self.is_due) and await self._check():
                done = {_DONE: self._now().isoformat()}
                await asyncio.to_thread(self._file.write, done)
            await asyncio.sleep(self._pause_s)

    def is_due(self) -> bool:
        """Say whether the last check is long ago; blocks on the disk."""
        every = EVERY.get(self._how_often())
        if every is None:
            return False
        kept = self._file.read()
        told = kept.get(_DONE) if isinstance(kept, dict) else None
        try:
            last = datetime.fromisoformat(told) if isinstance(told, str) else None
        except ValueError:
            last = None
        if last is None or last.tzinfo is None:
            return True
        since = self._now() - last
        return since >= every or since < timedelta(0)
