"""Putting papers off, and what is told of it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.commands.command import Mode
from app.commands.deciding.snoozing import day_meant, days_offered
from app.domain.errors import InvalidInput
from app.domain.paper import Status
from app.domain.query import Place, Query
from app.formats.days import day_words
from app.runtime.reporter import Tone
from tests.support.workbench import Workbench

TODAY = date(2026, 11, 20)  # a Friday


def ahead(n_days: int) -> date:
    return datetime.now().astimezone().date() + timedelta(days=n_days)


async def listed(bench: Workbench, place: Place) -> int:
    keys = await bench.library.read(lambda r: r.keys(Query(place=place)))
    return len(keys)


@pytest.mark.asyncio
async def test_paper_is_put_off_to_the_start_of_the_day(bench: Workbench) -> None:
    bench.desk.chosen = await bench.add("One")
    day = ahead(3)

    await bench.run("paper.snooze", until=day)

    paper = await bench.paper(bench.desk.chosen[0])
    assert paper.snoozed_until == datetime.combine(day, time()).astimezone(UTC)
    assert await listed(bench, Place.INBOX) == 0
    told = bench.texts(Tone.DONE)[-1]
    assert told.startswith(f"Postponed “One” to {day.day} {day:%B}")


@pytest.mark.asyncio
async def test_papers_put_off_are_one_act_and_brought_back_by_another(
    bench: Workbench,
) -> None:
    ids = bench.desk.chosen = await bench.add("One", "Two")
    await bench.run("paper.queue", ids=ids[:1])
    await bench.run("paper.snooze", until=ahead(9))
    assert await listed(bench, Place.SNOOZED) == 2

    await bench.run("paper.wake")
    assert await listed(bench, Place.INBOX) == 2
    for _ in range(2):
        await bench.run("edit.undo")

    assert (await bench.paper(ids[0])).status is Status.QUEUED
    assert await listed(bench, Place.SNOOZED) == 0


@pytest.mark.asyncio
async def test_day_that_is_over_is_refused_in_words(bench: Workbench) -> None:
    bench.desk.chosen = await bench.add("One")

    with pytest.raises(InvalidInput):
        await bench.run("paper.snooze", until=ahead(-1))

    assert bench.texts(Tone.PROBLEM)[0].startswith("This day is over.")


@pytest.mark.asyncio
@pytest.mark.parametrize(("mode", "n"), [(Mode.READER, 1), (Mode.LIST, 0)])
async def test_postponing_in_the_reader_goes_on(
    bench: Workbench, mode: Mode, n: int
) -> None:
    bench.desk.chosen = await bench.add("One")
    bench.desk.current_mode = mode

    await bench.run("paper.snooze", until=ahead(1))

    assert len(bench.desk.called("advance")) == n


@pytest.mark.asyncio
async def test_decision_shows_the_next_paper_at_the_key(bench: Workbench) -> None:
    ids = bench.desk.chosen = await bench.add("One")

    tasks = [
        bench.dispatcher.run(command_id)
        for command_id in ("paper.queue", "paper.done", "paper.dismiss", "paper.star")
    ]

    assert bench.desk.called("go_on") == [(ids,)] * 3  # and nothing is done yet
    for task in tasks:
        assert task is not None
        await task


@pytest.mark.asyncio
async def test_undo_and_redo_go_back_to_their_papers(bench: Workbench) -> None:
    ids = await bench.add("One")
    await bench.run("paper.queue", ids=ids)

    await bench.run("edit.undo")
    await bench.run("edit.redo")

    assert bench.desk.called("go_back_to") == [(frozenset(ids),)] * 2


def test_offered_days_are_ahead() -> None:
    assert days_offered(TODAY) == (
        ("Tomorrow", date(2026, 11, 21)),
        ("Next Monday", date(2026, 11, 23)),
        ("In a week", date(2026, 11, 27)),
        ("In a month", date(2026, 12, 20)),
    )


@pytest.mark.parametrize(
    ("today", "names"),
    [
        (date(2026, 11, 22), ["Tomorrow", "In a week", "In a month"]),
        (date(2026, 11, 23), ["Tomorrow", "Next Monday", "In a month"]),
    ],
)
def test_offered_day_is_there_once(today: date, names: list[str]) -> None:
    assert [name for name, _ in days_offered(today)] == names


def test_day_that_is_meant_is_ahead_or_told_why_not() -> None:
    assert day_meant("2 weeks", TODAY) == date(2026, 12, 4)
    for wrong in ("moo", "today", "2026-11-19", ""):
        with pytest.raises(InvalidInput):
            day_meant(wrong, TODAY)


def test_day_is_told_with_its_year_where_it_is_another() -> None:
    assert day_words(date(2026, 12, 1), TODAY) == "1 December"
    assert day_words(date(2027, 1, 2), TODAY) == "2 January 2027"
