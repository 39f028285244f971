"""Changes: what an act did, told to whoever shows the library."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.paper import PaperId


class Facet(StrEnum):
    """A side of the library that an act may touch."""

    PAPERS = "papers"
    MEMBERSHIP = "membership"
    TOPICS = "topics"
    NOTES = "notes"
    MARKS = "marks"
    FILES = "files"
    PROGRESS = "progress"
    SEARCHES = "searches"
    SUGGESTIONS = "suggestions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one transaction did.

    `act` is the act's number in the history, None when it is no act (or nothing
    changed); `label` is the act in the past tense ('Queued 3 papers'); `papers` are the
    papers touched, `added` those that came, in list order, `removed` those that went.
    MEMBERSHIP among the facets says that lists may hold other papers than before.
    `cause` tells who did it, so that a view can know its own echo.
    """

    act: int | None
    label: str
    papers: frozenset[PaperId]
    added: tuple[PaperId, ...] = ()
    removed: frozenset[PaperId] = frozenset()
    facets: frozenset[Facet]
    cause: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was changed."""
        return not self.facets


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One line of the history.

    `taken_back_by` is the later act that took this one back, None while it holds.
    """

    number: int
    label: str
    at: datetime
    is_undone: bool
    taken_back_by: int | None = None

    @property
    def is_off(self) -> bool:
        """Say whether nothing of it holds: it is undone or was taken back."""
        return self.is_undone or self.taken_back_by is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocker:
    """What stands in the way of taking an act back.

    `act` is the newest later act that builds on it, None when none can be named; `noun`
    says what both touch.
    """

    act: Act | None
    noun: str

    @property
    def words(self) -> str:
        """Say what stands in the way, in a sentence."""
        if self.act is None:
            return f"The {self.noun} that this act touched is not as it was."
        at, now = self.act.at.astimezone(), datetime.now().astimezone()
        day = "" if at.date() == now.date() else f"{at.day} {at:%B}, "
        return (
            f"“{self.act.label}” ({day}{at:%H:%M}) came later and touches the same "
            f"{self.noun}."
        )
