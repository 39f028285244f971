"""Fetching: what became of asking the world for a paper's PDF."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.paper import Author, Identifier, PaperId, Sha256


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
    """A work as a provider describes it."""

    title: str
    abstract: str
    authors: tuple[Author, ...]
    year: int | None
    venue: str
    identifiers: tuple[Identifier, ...]


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
