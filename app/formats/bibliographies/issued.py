"""Dates of publication as bibliographies write them: '2003/05//', '2018 Mar 1'."""

import calendar
import re
from datetime import UTC, datetime

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_YEAR = r"(?P<year>[12]\d{3})"
_WORD = r"(?P<word>[a-z]{3,9})\.?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}(?:[-/.](?P<month>\d{{1,2}})?(?:[-/.](?P<day>\d{{1,2}})?)?)?[-/.]*",
        rf"{_YEAR}[-/.]?(?P<month>\d{{2}})(?P<day>\d{{2}})",
        rf"{_YEAR},?[ /]{_WORD}(?:[ /](?P<day>\d{{1,2}}))?/?",
        rf"{_WORD} (?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? )?{_YEAR}",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.? {_WORD},? {_YEAR}",
        rf"{_YEAR}(?P<dash>[-/])(?P<month>\d\d)(?P=dash)(?P<day>\d\d)/?T[\d:.]{{4,15}}(?:Z|[+-]\d\d:?\d\d)?",
    )
)
_ANY_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_MAX_LENGTH = 60


def date_of(text: str) -> str:
    """Return a date as '2003', '2003-05' or '2003-05-21'; '' where it is none.

    What is no day of the calendar ends before it: '2003-02-31' is '2003-02'.
    """
    text = " ".join(text[:_MAX_LENGTH].split())
    for form in _FORMS:
        if match := form.fullmatch(text):
            parts = match.groupdict()
            word = parts.get("word")
            month = _month(word) if word else int(parts.get("month") or 0)
            if word and not month:
                continue
            return _iso(int(parts["year"]), month, int(parts.get("day") or 0))
    return ""


def year_of(text: str) -> int | None:
    """Return the first year that a text names, from 1000 to 2999."""
    match = _ANY_YEAR.search(text[:_MAX_LENGTH])
    return int(match[0]) if match else None


def moment_of(text: str) -> datetime | None:
    """Return a moment of ISO 8601 in UTC, None where there is none; UTC if not said."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    try:
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.astimezone(UTC)
    except OverflowError:
        return None


def _month(word: str) -> int:
    """Return the month that a word begins with, 0 where there is none."""
    word = word.casefold()[:3]
    return next((n for n, name in enumerate(_MONTHS, 1) if name[:3] == word), 0)


def _iso(year: int, month: int, day: int) -> str:
    if not 1 <= month <= len(_MONTHS):
        return f"{year:04}"
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}"
