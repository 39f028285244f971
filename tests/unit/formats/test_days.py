"""Days are read as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.formats.days import months_later, next_weekday, parse_day

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tomorrow", date(2026, 11, 24)),
        ("Mon", date(2026, 11, 30)),
        ("next  Friday", date(2026, 11, 27)),
        ("1 Dec", date(2026, 12, 1)),
        ("Dec 1", date(2026, 12, 1)),
        ("1. December 2027", date(2027, 12, 1)),
        ("23 nov", date(2027, 11, 23)),
        ("24.11.", date(2026, 11, 24)),
        ("2 weeks", date(2026, 12, 7)),
        ("in 3 days", date(2026, 11, 26)),
        ("in a month", date(2026, 12, 23)),
        ("2y", date(2028, 11, 23)),
        ("next week", date(2026, 11, 30)),
        ("2030-01-31", date(2030, 1, 31)),
        ("29 feb", date(2028, 2, 29)),
        ("31 feb", None),
        ("2030-02-31", None),
        ("moo", None),
        ("m", None),
        ("9999 y", None),
        ("", None),
    ],
)
def test_day_is_read_as_it_is_written(text: str, day: date | None) -> None:
    assert parse_day(text, TODAY) == day


@given(st.text(max_size=30), st.dates(min_value=date(2000, 1, 1)))
def test_any_text_is_a_day_or_none(text: str, today: date) -> None:
    day = parse_day(text, today)

    assert day is None or day.year < 3000


@given(st.dates(date(2000, 1, 1), date(2900, 1, 1)), st.integers(1, 60))
def test_later_months_and_weekdays_are_ahead(today: date, n: int) -> None:
    later = months_later(today, n)

    assert later > today
    assert (later.year - today.year) * 12 + later.month - today.month == n
    assert 1 <= (next_weekday(today, 0) - today).days <= 7
    assert next_weekday(today, 0).weekday() == 0


@given(st.dates(date(2000, 1, 1), date(2800, 1, 1)), st.dates(date(2000, 1, 1)))
def test_written_day_without_a_year_is_the_next_one(today: date, given: date) -> None:
    found = parse_day(f"{given.day} {given:%B}", today)

    assert found is not None
    assert found > today
    assert (found.month, found.day) == (given.month, given.day)
