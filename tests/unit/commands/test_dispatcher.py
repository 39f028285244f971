"""The dispatcher: one way for what handlers do and for what the window does."""

from typing import Any

import pytest

from app.domain.errors import Conflict
from app.domain.query import Place
from app.runtime.reporter import Tone
from tests.support.workbench import Workbench

pytestmark = pytest.mark.asyncio


async def test_windows_own_command_is_performed_at_once(bench: Workbench) -> None:
    assert bench.dispatcher.run("go.inbox") is None
    assert await bench.dispatcher.call("list.next-row") is None

    assert bench.desk.called("perform") == [
        ("go.inbox", {"place": Place.INBOX}),
        ("list.next-row", {}),
    ]


async def test_failure_of_the_window_is_told(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def perform(command_id: str, arguments: dict[str, Any]) -> None:
        raise Conflict(f"{command_id} needs another window.")

    monkeypatch.setattr(bench.desk, "perform", perform)

    bench.dispatcher.run("go.inbox")

    assert bench.texts(Tone.PROBLEM) == ["go.inbox needs another window."]


async def test_given_papers_come_before_the_chosen_ones(bench: Workbench) -> None:
    one, two = await bench.add("One", "Two")
    bench.desk.chosen = (one,)

    await bench.run("paper.star", ids=(two,))

    assert not (await bench.paper(one)).is_starred
    assert (await bench.paper(two)).is_starred


async def test_unknown_command_is_a_bug(bench: Workbench) -> None:
    with pytest.raises(KeyError):
        bench.dispatcher.run("no.such")
