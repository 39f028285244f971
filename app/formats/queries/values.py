"""What may stand behind a key of a search: names, numbers, dates."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.paper import Status
from app.domain.wanted import Key

STATES = (*(status.value for status in Status), "starred", "pdf", "snoozed")
STATES += ("rated", "unseen")
"""What a paper may be called with `is:`."""

POSSESSIONS = (
    "pdf",
    "note",
    "marks",
    "topic",
    "tag",
    "abstract",
    "authors",
    "year",
    "venue",
    "rating",
    "doi",
    "arxiv",
    "link",
    "code",
    "project",
    "citations",
    "stars",
    "upvotes",
)
"""What a paper may have."""

NUMBERED = (Key.YEAR, Key.RATING, Key.CITATIONS, Key.STARS, Key.UPVOTES)
"""The keys whose values are numbers or ranges of them."""

CHOICES = {
    Key.STATUS: tuple(status.value for status in Status),
    Key.IS: STATES,
    Key.HAS: POSSESSIONS,
    Key.STAR: ("yes", "no"),
}
"""The keys that know only some values."""

DATE_WORDS = (
    "today",
    "yesterday",
    "this week",
    "last week",
    "this month",
    "last month",
    "this year",
    "last year",
    "<7d",
    ">30d",
)
"""Values of `added:` to choose from; a date or a range of dates is one too."""

_SAME = {"mark": "marks", "notes": "note", "topics": "topic", "tags": "tag"}
_SAME |= {"author": "authors", "links": "link", "unread": "new", "star": "starred"}
_RANGE = re.compile(r"(\d{0,9})\.\.(\d{0,9})")
_COMPARED = re.compile(r"(<=|>=|<|>|=)?(.+)")
_NUMBER = re.compile(r"\d{1,9}")
_DATE = re.compile(r"((?:19|2\d)\d\d)(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_AGE = re.compile(r"(<|>)?=?\s*(\d{1,4})\s*(d|w|m|y)")
_LAST_DAYS = re.compile(r"last (\d{1,4}) (day|week|month|year)s?")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


@dataclass(frozen=True, slots=True)
class Span:
    """From `first` to `last`, both included; None is no bound."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` until before `end`; None is no bound."""

    start: datetime | None
    end: datetime | None


def is_value(key: Key, text: str) -> bool:
    """Say whether `text` may stand behind the key."""
    if not text.strip():
        return False
    if key in CHOICES:
        return choice(key, text) is not None
    if key in NUMBERED:
        return span(text) is not None
    if key is Key.ADDED:
        return period(text, _SOME_DAY) is not None
    return True


def choice(key: Key, text: str) -> str | None:
    """Return which of the key's values is meant, None when it is none of them."""
    named = text.strip().casefold()
    named = _SAME.get(named, named)
    return named if named in CHOICES[key] else None


def span(text: str) -> Span | None:
    """Read `2020`, `>=2020`, `2019..2021`, `..2021`; None when it is no such thing."""
    wanted = text.strip()
    if found := _RANGE.fullmatch(wanted):
        first, last = (int(part) if part else None for part in found.groups())
        return None if first is last is None else Span(first, last)
    found = _COMPARED.fullmatch(wanted)
    if found is None or not _NUMBER.fullmatch(found[2]):
        return None
    number = int(found[2])
    match found[1]:
        case "<":
            return Span(None, number - 1)
        case "<=":
            return Span(None, number)
        case ">":
            return Span(number + 1, None)
        case ">=":
            return Span(number, None)
    return Span(number, number)


def period(text: str, now: datetime) -> Period | None:
    """Read a date, a range of dates, or words for one; None when it is none.

    `<7d` are the last seven days, `>7d` all before; weeks begin on Monday. Days begin
    at midnight in the zone of `now`.
    """
    try:
        return _period(" ".join(text.casefold().split()), now)
    except OverflowError:  # before the year 1
        return None


def _period(wanted: str, now: datetime) -> Period | None:
    if found := _LAST_DAYS.fullmatch(wanted):
        return Period(now - timedelta(days=int(found[1]) * _DAYS[found[2][0]]), None)
    if found := _AGE.fullmatch(wanted):
        then = now - timedelta(days=int(found[2]) * _DAYS[found[3]])
        return Period(None, then) if found[1] == ">" else Period(then, None)
    first, dots, last = wanted.partition("..")
    if dots and (first or last):
        begin = _dates(first, now) if first else Period(None, None)
        end = _dates(last, now) if last else Period(None, None)
        return None if begin is None or end is None else Period(begin.start, end.end)
    found = _COMPARED.fullmatch(wanted)
    dates = _dates(found[2], now) if found else None
    if found is None or dates is None:
        return None
    match found[1]:
        case "<":
            return Period(None, dates.start)
        case "<=":
            return Period(None, dates.end)
        case ">":
            return Period(dates.end, None)
        case ">=":
            return Period(dates.start, None)
    return dates


def _dates(text: str, now: datetime) -> Period | None:
    """Read one day, month, year, or a word for one."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    day = timedelta(days=1)
    monday = today - day * today.weekday()
    month, year = today.replace(day=1), today.replace(month=1, day=1)
    match text:
        case "today":
            return Period(today, today + day)
        case "yesterday":
            return Period(today - day, today)
        case "this week":
            return Period(monday, monday + 7 * day)
        case "last week":
            return Period(monday - 7 * day, monday)
        case "this month":
            return Period(month, _later(month))
        case "last month":
            return Period((month - day).replace(day=1), month)
        case "this year":
            return Period(year, year.replace(year=year.year + 1))
        case "last year":
            return Period(year.replace(year=year.year - 1), year)
    return _written(text, today)


def _written(text: str, today: datetime) -> Period | None:
    """Read `2026`, `2026-03` or `2026-03-11`."""
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        start = today.replace(year=year or 1, month=month or 1, day=day or 1)
    except ValueError:
        return None
    if day is not None:
        return Period(start, start + timedelta(days=1))
    if month is not None:
        return Period(start, _later(start))
    return Period(start, start.replace(year=start.year + 1))


def _later(month: datetime) -> datetime:
    return (month + timedelta(days=31)).replace(day=1)


_SOME_DAY = datetime(2000, 1, 1)
