"""A regular check is done when it is due, and never without the user's switch."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.runtime.regular_check import RegularCheck
from app.runtime.state_file import StateFile
from tests.support.waiting import until

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Clock:
    """A clock that is set by hand, and the checks that were done."""

    def __init__(self, folder: Path, how_often: str) -> None:
        self.file = folder / "checked.json"
        self.how_often = how_often
        self.now = MONDAY
        self.checked: list[datetime] = []
        self.is_online = True
        self.regular = self.opened()

    def opened(self) -> RegularCheck:
        """Return the check as the next run of the program has it."""
        return RegularCheck(
            StateFile(self.file),
            lambda: self.how_often,
            self._check,
            now=lambda: self.now,
            first_pause_s=0.0,
            pause_s=0.001,
        )

    async def _check(self) -> bool:
        self.checked.append(self.now)
        return self.is_online


@pytest.mark.parametrize(("how_often", "days"), [("weekly", 7), ("monthly", 30)])
@pytest.mark.asyncio
async def test_check_is_done_once_when_it_is_due_and_over_runs(
    tmp_path: Path, how_often: str, days: int
) -> None:
    clock = Clock(tmp_path, how_often)
    task = asyncio.create_task(clock.regular.run())
    await until(lambda: clock.file.exists())
    task.cancel()

    assert clock.checked == [MONDAY]
    clock.now += timedelta(days=days, seconds=-1)
    assert not clock.opened().is_due()
    clock.now += timedelta(seconds=1)
    assert clock.opened().is_due()


def test_check_is_never_due_without_the_switch(tmp_path: Path) -> None:
    assert not Clock(tmp_path, "off").regular.is_due()


@pytest.mark.asyncio
async def test_check_that_did_not_come_to_its_end_is_tried_again(
    tmp_path: Path,
) -> None:
    clock = Clock(tmp_path, "weekly")
    clock.is_online = False
    task = asyncio.create_task(clock.regular.run())
    await until(lambda: len(clock.checked) > 1)
    assert not clock.file.exists()

    clock.is_online = True
    await until(lambda: clock.file.exists())
    task.cancel()


@pytest.mark.parametrize(
    "text", ["[]", "{", '{"preprints": 3}', '{"preprints": "soon"}', "9999-01-01"]
)
def test_file_that_tells_nothing_means_due(tmp_path: Path, text: str) -> None:
    clock = Clock(tmp_path, "weekly")
    clock.file.write_text(text)

    assert clock.regular.is_due()


def test_clock_that_was_put_back_means_due(tmp_path: Path) -> None:
    clock = Clock(tmp_path, "weekly")
    later = (MONDAY + timedelta(days=400)).isoformat()
    clock.file.write_text(f'{{"preprints": "{later}"}}')

    assert clock.regular.is_due()
