"""Signals: numbers that catalogues tell of a paper on a day."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LARGEST = 10**12
"""A count above it is none."""


class SignalName(StrEnum):
    """What is counted; the value is its name in searches and exports."""

    CITATIONS = "citations"
    STARS = "stars"
    UPVOTES = "upvotes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A number that a source told of a paper; nobody edits it.

    `source` is who told it, for people to read; `as_of` when, None before it is kept.
    """

    name: SignalName
    number: int
    source: str
    as_of: datetime | None = None
