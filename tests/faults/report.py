"""What a run of kills found."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum


class Harm(StrEnum):
    """What a kill must never do."""

    LOST = "lost"
    PARTIAL = "partial"
    DAMAGED = "damaged"
    LEFTOVER = "leftover"
    ENDED = "ended by itself"


@dataclass(frozen=True, slots=True)
class Finding:
    """One harm, with what was seen."""

    harm: Harm
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One operation killed many times; `n_acts` counts the acts it had told of."""

    name: str
    n_kills: int
    n_acts: int
    duration_s: float
    findings: tuple[Finding, ...]

    def line(self) -> str:
        """Return the report as one line."""
        harms = Counter(finding.harm for finding in self.findings)
        found = ", ".join(f"{harms[harm]} {harm}" for harm in Harm)
        return (
            f"{self.name:<12} {self.n_kills:>5} kills {self.n_acts:>7} acts told of  "
            f"{found}  {self.duration_s:6.1f} s"
        )
