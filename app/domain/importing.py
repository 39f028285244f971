"""An import on its way: what would be added, what is here already, what is neither."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.paper import Draft, PaperId, Skipped


class Verdict(StrEnum):
    """What an import makes of one draft."""

    NEW = "new"
    MAYBE = "maybe"
    HERE = "here"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPaper:
    """One draft with its verdict.

    `known` is the paper in the library that the draft is for HERE, and that it may be
    for MAYBE: that is for the user to say. `first` is the index in the plan of the
    earlier draft for REPEATED. Only wanted NEW and MAYBE papers are added. With
    `adds_file` the draft's PDF is kept with the paper that it is.
    """

    draft: Draft
    where: str
    verdict: Verdict
    known: PaperId | None = None
    first: int | None = None
    is_wanted: bool = True
    adds_file: bool = False

    @property
    def is_added(self) -> bool:
        """Say whether the import makes a paper of it."""
        return self.verdict in (Verdict.NEW, Verdict.MAYBE) and self.is_wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What one import will do; `summary` names source, kind, encoding and date.

    `sources` are the names of all that was given, in its order; `colours` those of
    topics that it makes, by full path.
    """

    papers: tuple[PlannedPaper, ...]
    skipped: tuple[Skipped, ...]
    furniture: tuple[str, ...]
    summary: str
    topic: str = ""
    sources: tuple[str, ...] = ()
    colours: tuple[tuple[str, int], ...] = ()

    @property
    def n_wanted(self) -> int:
        """Count the papers that would be added."""
        return sum(p.is_added for p in self.papers)

    @property
    def n_maybe(self) -> int:
        """Count the papers to add that may be here already."""
        return sum(p.verdict is Verdict.MAYBE for p in self.papers)

    @property
    def n_attached(self) -> int:
        """Count the PDFs that would be kept with papers here already."""
        return sum(p.verdict is Verdict.HERE and p.adds_file for p in self.papers)
