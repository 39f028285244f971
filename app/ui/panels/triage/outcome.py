"""What was decided on a paper, and how many papers were decided how."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from app.domain.paper import Paper, Status


class Outcome(StrEnum):
    """What became of a paper, in the order in which it is told."""

    QUEUED = "queued"
    DONE = "done"
    DISMISSED = "dismissed"
    POSTPONED = "postponed"


_OF_STATUS = {
    Status.QUEUED: Outcome.QUEUED,
    Status.DONE: Outcome.DONE,
    Status.DISMISSED: Outcome.DISMISSED,
}


def outcome(paper: Paper, now: datetime) -> Outcome | None:
    """Return what is decided on a paper, None while it is new or being read."""
    if paper.is_snoozed(now):
        return Outcome.POSTPONED
    return _OF_STATUS.get(paper.status)


def tally(outcomes: Iterable[Outcome]) -> str:
    """Return '12 queued · 21 dismissed', '' when nothing was decided."""
    counts = Counter(outcomes)
    parts = (f"{counts[each]} {each.value}" for each in Outcome if counts[each])
    return "  ·  ".join(parts)
