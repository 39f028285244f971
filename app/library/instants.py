"""Times as the library stores them: microseconds since 1970 in UTC."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FIRST = timedelta(days=1) // _MICROSECOND
_LAST = (datetime(3000, 1, 1, tzinfo=UTC) - _EPOCH) // _MICROSECOND
"""What every platform can tell in every time zone; other libraries name any time."""


def to_micros(at: datetime) -> int:
    """Return the microseconds from 1970 to an aware time, at most of the year 3000."""
    return _bounded((at - _EPOCH) // _MICROSECOND)


def from_micros(micros: int) -> datetime:
    """Return the time in UTC of so many microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=_bounded(micros))


def _bounded(micros: int) -> int:
    return min(max(micros, _FIRST), _LAST)
