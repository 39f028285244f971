"""Refreshing: what catalogues would change on a paper, field by field."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.fields import Fields
from app.domain.paper import Detail, PaperId
from app.domain.signal import Signal

TOLD_BY = "octavo:told-by"
"""The detail that names who told each field: 'title=arXiv; venue=Crossref'."""

PUBLISHED_IN = "octavo:published-in"
"""The detail that says where a preprint appeared: 'ICLR 2026'."""

LATEST_VERSION = "octavo:latest-version"
"""The detail with the number of a version that is newer than the stored PDF."""


class RefreshOutcome(StrEnum):
    """How a look-up of one paper ended."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    UNSURE = "unsure"
    REFUSED = "refused"
    NOT_FOUND = "not-found"
    OFFLINE = "offline"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What one source says of one field of a paper, in words and as a value.

    `name` is the field's, or the detail's where `field` is 'details', the signal's
    where it is 'signals'; then `details` are those of that name, or `signal` is it,
    else `value` gives the field. `is_taken` proposes it;
    a locked one was written by the user and is never taken.
    """

    field: str
    name: str
    old: str
    new: str
    source: str
    value: Fields | None = None
    details: tuple[Detail, ...] = ()
    signal: Signal | None = None
    is_taken: bool = True
    is_locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOffers:
    """What would change on one paper; `message` says what went wrong or is unsure.

    `confirmed` are numbers that are what they were: taken offers give them a new date.
    """

    id: PaperId
    title: str
    outcome: RefreshOutcome
    offers: tuple[Offer, ...] = ()
    message: str = ""
    confirmed: tuple[Signal, ...] = ()

    @property
    def taken(self) -> tuple[Offer, ...]:
        """Return the offers that are to be taken."""
        return tuple(o for o in self.offers if o.is_taken and not o.is_locked)
