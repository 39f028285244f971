"""Days as people write them: '1 Dec', 'Monday', '2 weeks', '2026-12-01'."""

import calendar
import re
from datetime import date, timedelta

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.(?:\s*(\d{4}))?")
_DAY_MONTH = re.compile(r"(\d{1,2})\.?\s*([a-z]{3,9})\.?(?:,?\s*(\d{4}))?")
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.?\s*(\d{1,2})(?:,?\s*(\d{4}))?")
_SPAN = re.compile(
    r"(?:in\s+)?(\d{1,4}|an?|one)\s*(d|w|m|y|days?|weeks?|months?|years?)"
)
_WEEKDAY = re.compile(r"(?:next\s+|on\s+)?([a-z]{2,9})")
_WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_SHORTEST_NAME = 3
_LEAP_DAY = (2, 29)
_LONGEST_LEAP = 8
"""Years between two leap days round a century."""

_MONTHS_A_YEAR = 12
_DAYS_A_YEAR = 365
_LATEST_YEAR = 2999


def parse_day(text: str, today: date) -> date | None:
    """Return the day that a text names, None when it names none.

    A day without a year is the next one of that name after `today`.
    """
    words = " ".join(text.lower().split())
    try:
        day = _named(words, today) or _dated(words, today) or _spanned(words, today)
    except (ValueError, OverflowError):
        return None
    return day if day is not None and day.year <= _LATEST_YEAR else None


def last_day(text: str, today: date) -> date | None:
    """Return the day that a list is of, None when it tells none.

    A day without a year is the last one of that name, `today` included.
    """
    words = " ".join(text.lower().split())
    try:
        return _dated(words, today - timedelta(days=_DAYS_A_YEAR))
    except (ValueError, OverflowError):
        return None


def next_weekday(today: date, weekday: int) -> date:
    """Return the next such day after `today`; Monday is 0."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def months_later(day: date, n_months: int) -> date:
    """Return the same day of a later month, or the last day of a shorter one."""
    months = day.year * _MONTHS_A_YEAR + day.month - 1 + n_months
    year, month = divmod(months, _MONTHS_A_YEAR)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _named(words: str, today: date) -> date | None:
    if words in ("today", "now"):
        return today
    if words == "tomorrow":
        return today + timedelta(days=1)
    if words == "next week":
        return next_weekday(today, 0)
    if words == "next month":
        return months_later(today, 1)
    found = _WEEKDAY.fullmatch(words)
    if found is None:
        return None
    weekday = _index(found[1], _WEEKDAYS)
    return None if weekday is None else next_weekday(today, weekday)


def _dated(words: str, today: date) -> date | None:
    if found := _ISO.fullmatch(words):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(words):
        return _coming(int(found[1]), int(found[2]), found[3], today)
    if found := _DAY_MONTH.fullmatch(words):
        month = _month(found[2])
        return None if month is None else _coming(int(found[1]), month, found[3], today)
    if found := _MONTH_DAY.fullmatch(words):
        month = _month(found[1])
        return None if month is None else _coming(int(found[2]), month, found[3], today)
    return None


def _spanned(words: str, today: date) -> date | None:
    found = _SPAN.fullmatch(words)
    if found is None:
        return None
    n = int(found[1]) if found[1].isdecimal() else 1
    match found[2][0]:
        case "d":
            return today + timedelta(days=n)
        case "w":
            return today + timedelta(weeks=n)
        case "m":
            return months_later(today, n)
        case _:
            return months_later(today, n * _MONTHS_A_YEAR)


def _coming(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year), month, day)
    years = range(today.year, today.year + _LONGEST_LEAP + 1)
    days = (
        date(year, month, day)
        for year in years
        if (month, day) != _LEAP_DAY or calendar.isleap(year)
    )
    return next(found for found in days if found > today)


def _month(word: str) -> int | None:
    month = _index(word, _MONTHS)
    return None if month is None else month + 1


def _index(word: str, names: tuple[str, ...]) -> int | None:
    """Return which name begins so, with three letters at least."""
    found = (n for n, name in enumerate(names) if name.startswith(word))
    return next(found, None) if len(word) >= _SHORTEST_NAME else None


def day_words(day: date, today: date) -> str:
    """Return a day as people read it: '1 December', with another year's number."""
    words = f"{day.day} {day:%B}"
    return words if day.year == today.year else f"{words} {day.year}"
