"""A row of the table: what was measured, its floor and its goal."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What `ours` must keep to; `text` says it in words."""

    text: str
    limit: float
    is_least: bool = False

    def is_met(self, ours: float) -> bool:
        """Say whether a measured value keeps to the goal."""
        return ours >= self.limit if self.is_least else ours <= self.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measured thing; `floor` is what the machine, or a peer, took in this run."""

    name: str
    what: str
    unit: str
    ours: float
    floor: float
    goal: Goal

    @property
    def ratio(self) -> float:
        """Return ours as a multiple of the floor; 0 without a floor."""
        return self.ours / self.floor if self.floor else 0.0

    def as_json(self) -> dict[str, Any]:
        """Return the row with the keys that everybody reads."""
        return {
            "name": self.name,
            "what": self.what,
            "unit": self.unit,
            "ours": round(self.ours, 4),
            "floor": round(self.floor, 4),
            "ratio": round(self.ratio, 3),
            "goal": self.goal.text,
            "pass": self.goal.is_met(self.ours),
        }

    def line(self) -> str:
        """Return the row as a line of the table."""
        verdict = "pass" if self.goal.is_met(self.ours) else "MISS"
        floor = f"{self.floor:10.3f}" if self.floor else f"{'-':>10}"
        ratio = f"{self.ratio:7.2f}" if self.floor else f"{'-':>7}"
        return (
            f"{self.name:<4} {self.what:<58} {self.ours:10.3f} {floor} {ratio} "
            f"{self.unit:<5} {verdict}  {self.goal.text}"
        )


HEADING = (
    f"{'':<4} {'what':<58} {'ours':>10} {'floor':>10} {'ratio':>7} {'unit':<5} goal"
)


def times_floor(factor: float, floor: float, plus: float = 0.0) -> Goal:
    """Return the goal 'at most so many times the floor, and so much more'."""
    more = f" + {plus:g}" if plus else ""
    return Goal(text=f"≤ {factor:g} × floor{more}", limit=factor * floor + plus)


def at_most(value: float, floor: float = 0.0) -> Goal:
    """Return the goal 'at most so much, or twice the floor where that is more'."""
    if not floor:
        return Goal(text=f"≤ {value:g}", limit=value)
    return Goal(text=f"≤ max({value:g}, 2 × floor)", limit=max(value, 2 * floor))


def at_least(factor: float, floor: float) -> Goal:
    """Return the goal 'at least so much of the floor'."""
    return Goal(text=f"≥ {factor:g} × floor", limit=factor * floor, is_least=True)


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the value below or at which so many percent of the values are."""
    ordered = sorted(values)
    return ordered[max(math.ceil(len(ordered) * percent / 100) - 1, 0)]


def p95(values: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return percentile(values, 95)


def median(values: Sequence[float]) -> float:
    """Return the middle value."""
    return percentile(values, 50)
