"""An import on its way: what would be added, what is here already, what is neither."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.paper import Draft, NamedSearch, PaperId, Skipped, TopicLook
from app.domain.query import SavedSearch

_RULE = "\n\n---\n\n"
"""What stands between notes that were written apart."""


class Verdict(StrEnum):
    """What an import makes of one draft."""

    NEW = "new"
    MAYBE = "maybe"
    UPDATE = "update"
    HERE = "here"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPaper:
    """One draft with its verdict.

    `known` is the paper in the library that the draft is for HERE and UPDATE, and that
    it may be for MAYBE: that is for the user to say. `first` is the index in the plan
    of the earlier draft for REPEATED. Only wanted NEW and MAYBE papers are added. An
    UPDATE's `gain` is the part of the draft that the paper lacks. With `adds_file` the
    draft's PDF is kept with the paper that it is. A HERE paper is filed under the topic
    of the import unless `stays_put`.
    """

    draft: Draft
    where: str
    verdict: Verdict
    known: PaperId | None = None
    first: int | None = None
    is_wanted: bool = True
    adds_file: bool = False
    gain: Draft | None = None
    stays_put: bool = False

    @property
    def is_added(self) -> bool:
        """Say whether the import makes a paper of it."""
        return self.verdict in (Verdict.NEW, Verdict.MAYBE) and self.is_wanted

    @property
    def is_update(self) -> bool:
        """Say whether the import adds to a paper here already."""
        return self.verdict is Verdict.UPDATE and self.is_wanted

    @property
    def is_filed(self) -> bool:
        """Say whether a topic of the import is given to a paper here already."""
        return self.verdict is Verdict.HERE and not self.stays_put


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What one import will do; `summary` names source, kind, encoding and date.

    `sources` are the names of all that was given, in its order; `looks` tell of its
    topics, and `searches` are those that the library has not.
    """

    papers: tuple[PlannedPaper, ...]
    skipped: tuple[Skipped, ...]
    furniture: tuple[str, ...]
    summary: str
    topic: str = ""
    sources: tuple[str, ...] = ()
    looks: tuple[TopicLook, ...] = ()
    searches: tuple[NamedSearch, ...] = ()

    @property
    def n_wanted(self) -> int:
        """Count the papers that would be added."""
        return sum(p.is_added for p in self.papers)

    @property
    def n_maybe(self) -> int:
        """Count the papers to add that may be here already."""
        return sum(p.verdict is Verdict.MAYBE for p in self.papers)

    @property
    def is_all_known(self) -> bool:
        """Say whether there are papers, all here already with all that they tell."""
        new = self.n_wanted or self.n_updated or self.skipped or self.searches
        return bool(self.papers) and not new

    @property
    def n_attached(self) -> int:
        """Count the PDFs that would be kept with papers here already."""
        return sum(p.is_update and p.adds_file for p in self.papers)

    @property
    def n_updated(self) -> int:
        """Count the papers here already that would be added to."""
        return len({p.known for p in self.papers if p.is_update})


def new_searches(
    told: Iterable[NamedSearch], here: Iterable[SavedSearch]
) -> tuple[NamedSearch, ...]:
    """Return the searches that are not here, be it under a name like theirs."""
    names: dict[str, list[str]] = {}
    for saved in here:
        names.setdefault(saved.text, []).append(saved.name.casefold())
    return tuple(
        each
        for each in dict.fromkeys(told)
        if not any(
            name.startswith(each.name.casefold()) for name in names.get(each.text, ())
        )
    )


def united_notes(mine: str, theirs: str) -> str:
    """Return a note with what another adds to it, below a line; mine stays as it is."""
    if not mine.strip() or _holds(theirs, mine):
        return theirs
    parts = [part.strip() for part in theirs.split(_RULE)]
    fresh = [part for part in parts if part and not _holds(mine, part)]
    return _RULE.join((mine.rstrip(), *fresh)) if fresh else mine


def _holds(text: str, part: str) -> bool:
    """Say whether a part is in a text as whole lines, not as letters of a word."""
    return f"\n{part.strip()}\n" in f"\n{text.strip()}\n"
