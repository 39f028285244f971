"""Join pairs of papers that may be one into groups."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Verdict:
    """Why two papers may be one, and whether it is certain."""

    reason: str
    is_certain: bool


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Two papers that may be one, by their keys, the lower first."""

    one: int
    other: int
    verdict: Verdict


Group = tuple[list[int], tuple[str, ...], bool]
"""The keys of a group, the reasons, and whether it is certain."""


def grouped(links: Iterable[Link], apart: set[tuple[int, int]]) -> list[Group]:
    """Return the groups, certain ones first, inside each the lowest keys first.

    What is certain is joined first; of such a group one paper stands for all in the
    groups that are not. No group holds two papers that are kept apart.
    """
    certain, maybe = _Sets(apart), _Sets(apart)
    doubtful = []
    for link in links:
        if link.verdict.is_certain:
            certain.join(link.one, link.other, link.verdict.reason)
        else:
            doubtful.append(link)
    for link in doubtful:
        one, other = certain.root(link.one), certain.root(link.other)
        if one != other:
            maybe.join(one, other, link.verdict.reason)
    return [
        (sorted(keys), reasons, is_certain)
        for sets, is_certain in ((certain, True), (maybe, False))
        for keys, reasons in sets.all()
    ]


class _Sets:
    """Disjoint sets of papers, each with the reasons that made it one."""

    def __init__(self, apart: set[tuple[int, int]]) -> None:
        self._parent: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        self._reasons: dict[int, dict[str, None]] = defaultdict(dict)
        self._apart: dict[int, set[int]] = defaultdict(set)
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def root(self, key: int) -> int:
        """Return the lowest key of the paper's set."""
        while (parent := self._parent.get(key, key)) != key:
            self._parent[key] = self._parent.get(parent, parent)
            key = parent
        return key

    def join(self, one: int, other: int, reason: str) -> None:
        """Make one set of two, unless two of its papers are kept apart."""
        low, high = sorted((self.root(one), self.root(other)))
        if low != high:
            ours = self._members.get(low, [low])
            theirs = self._members.get(high, [high])
            if any(not self._apart[key].isdisjoint(theirs) for key in ours):
                return
            self._parent[high] = low
            self._members[low] = ours + theirs
            self._members.pop(high, None)
            self._reasons[low] |= self._reasons.pop(high, {})
        self._reasons[low].setdefault(reason)

    def all(self) -> list[tuple[list[int], tuple[str, ...]]]:
        """Return the sets of two and more, with their reasons."""
        return [
            (members, tuple(self._reasons[root]))
            for root, members in sorted(self._members.items())
        ]
