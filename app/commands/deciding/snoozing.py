"""Putting papers off: until a day, at whose start they are new again."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from app.commands.acting import act_on_papers
from app.commands.command import LIST, Command, Group, Menu, Mode
from app.commands.context import Context
from app.commands.wording import subject
from app.domain.change import Change
from app.domain.edit import SnoozePapers
from app.domain.errors import InvalidInput
from app.domain.paper import Paper, PaperId
from app.formats.days import day_words, months_later, next_weekday, parse_day


def days_offered(today: date) -> tuple[tuple[str, date], ...]:
    """Return the days one most often puts a paper off to, with their names.

    A day is offered once: on a Monday the next one is in a week, on a Sunday tomorrow.
    """
    named = (
        ("Tomorrow", today + timedelta(days=1)),
        ("Next Monday", next_weekday(today, 0)),
        ("In a week", today + timedelta(weeks=1)),
        ("In a month", months_later(today, 1)),
    )
    names: dict[date, str] = {}
    for name, day in named:
        names.setdefault(day, name)
    return tuple((name, day) for day, name in names.items())


def day_meant(text: str, today: date) -> date:
    """Return the day that a text names.

    Raises:
        InvalidInput: it names none, or one that is not ahead.
    """
    day = parse_day(text, today)
    if day is None:
        raise InvalidInput(
            f"“{text}” is no day.", "Write 1 Dec, Friday, 2 weeks or 2030-01-31."
        )
    if day <= today:
        raise InvalidInput("This day is over.", "Give a day that is still to come.")
    return day


async def snooze(
    context: Context, *, ids: Sequence[PaperId], until: date | None
) -> Change:
    """Put papers off to the start of a day here; None brings them back at once."""

    def decide(papers: Sequence[Paper]) -> SnoozePapers:
        chosen = tuple(paper.id for paper in papers)
        if until is None:
            label = f"Brought {subject(papers)} back"
            return SnoozePapers(ids=chosen, label=label, until=None)
        words = day_words(until, datetime.now().astimezone().date())
        return SnoozePapers(
            ids=chosen,
            label=f"Postponed {subject(papers)} to {words}",
            until=datetime.combine(until, time()).astimezone(UTC),
        )

    change = await act_on_papers(context, ids, decide)
    if context.desk.mode() is Mode.READER:
        context.desk.advance(ids)
    return change


COMMANDS = (
    Command(
        id="paper.snooze",
        title="Postpone to a day",
        help="Put papers off; they are new again on that day.",
        group=Group.DECIDE,
        handler=snooze,
        takes_papers=True,
        is_listed=False,
        is_decision=True,
    ),
    Command(
        id="paper.wake",
        title="Bring back now",
        help="Make postponed papers new again at once.",
        group=Group.DECIDE,
        modes=LIST,
        menu=Menu.PAPER,
        handler=snooze,
        takes_papers=True,
        arguments={"until": None},
    ),
)
