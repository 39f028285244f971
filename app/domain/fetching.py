"""Fetching: what became of asking the world for a paper's PDF."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.paper import Author, Detail, Identifier, Link, PaperId, Sha256
from app.domain.signal import Signal


class Outcome(StrEnum):
    """How a fetch ended."""

    FETCHED = "fetched"
    PRESENT = "present"
    ASK = "ask"
    NOT_FOUND = "not-found"
    REFUSED = "refused"
    OFFLINE = "offline"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One request made: `status` is None when no answer came; `why` not kept, or ''."""

    url: str
    status: int | None
    n_bytes: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRecord:
    """A work as a provider describes it.

    `kind` and `details` are as a Paper's; `version` is the newest one of a preprint,
    None where there are none, and `updated` its ISO date, '' when unknown.
    """

    title: str
    abstract: str
    authors: tuple[Author, ...]
    year: int | None
    venue: str
    identifiers: tuple[Identifier, ...]
    kind: str = ""
    details: tuple[Detail, ...] = ()
    links: tuple[Link, ...] = ()
    signals: tuple[Signal, ...] = ()
    version: int | None = None
    updated: str = ""

    def identifier(self, scheme: str) -> str | None:
        """Return the work's first identifier of that scheme."""
        return next((i.value for i in self.identifiers if i.scheme == scheme), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchReport:
    """What became of one paper's fetch; `candidates` are what to ask about."""

    id: PaperId
    outcome: Outcome
    attempts: tuple[Attempt, ...]
    path: str = ""
    sha256: Sha256 | None = None
    message: str = ""
    hint: str = ""
    candidates: tuple[WorkRecord, ...] = ()
