"""What the user chooses among papers that may be one; no widget knows more."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from app.domain.duplicates import DuplicateGroup
from app.domain.paper import PaperId


@dataclass(frozen=True, slots=True)
class Standing:
    """A group with the paper that the keys are on, and those that are left out."""

    ids: tuple[PaperId, ...]
    reasons: tuple[str, ...]
    is_certain: bool
    current: int = 0
    left_out: frozenset[PaperId] = frozenset()

    @property
    def taken(self) -> tuple[PaperId, ...]:
        """Return the papers that would be merged, the one to keep first.

        That is the current one, or the first when the current one is left out.
        """
        others = [id for id in self.ids if id not in self.left_out]
        current = self.ids[self.current]
        if current in others:
            others.remove(current)
            others.insert(0, current)
        return tuple(others)

    @property
    def can_merge(self) -> bool:
        """Say whether two papers and more are taken."""
        return len(self.taken) > 1

    def without(self, gone: Collection[PaperId]) -> "Standing":
        """Return the group without papers that are no longer there."""
        here = tuple(id for id in self.ids if id not in gone)
        current = self.ids[self.current]
        at = here.index(current) if current in here else 0
        return replace(self, ids=here, current=at)


class DuplicateChoices:
    """The groups that are still to decide, and the way back."""

    def __init__(self, groups: Sequence[DuplicateGroup]) -> None:
        self._open = [Standing(g.ids, g.reasons, g.is_certain) for g in groups]
        self._at = 0
        self._before: list[tuple[list[Standing], int]] = []

    @property
    def at(self) -> int:
        """Return the number of the group shown, from 0."""
        return self._at

    @property
    def n_open(self) -> int:
        """Count the groups still to decide."""
        return len(self._open)

    @property
    def current(self) -> Standing | None:
        """Return the group shown, None when all are decided."""
        return self._open[self._at] if self._open else None

    def step(self, n: int) -> None:
        """Go to another group; past an end it stays."""
        self._at = max(0, min(self._at + n, len(self._open) - 1))

    def step_paper(self, n: int) -> None:
        """Go to another paper of the group."""
        if group := self.current:
            self.choose(max(0, min(group.current + n, len(group.ids) - 1)))

    def choose(self, number: int) -> None:
        """Make a paper of the group current, from 0."""
        if (group := self.current) and 0 <= number < len(group.ids):
            self._open[self._at] = replace(group, current=number)

    def toggle_left_out(self) -> None:
        """Leave the current paper out of the group, or take it in again."""
        if group := self.current:
            paper = frozenset({group.ids[group.current]})
            self._open[self._at] = replace(group, left_out=group.left_out ^ paper)

    def certain(self) -> list[tuple[PaperId, ...]]:
        """Return what the certain groups would merge."""
        return [g.taken for g in self._open if g.is_certain and g.can_merge]

    def decide(self) -> None:
        """Take the group shown from those to decide."""
        self._keep_way_back()
        group = self._open.pop(self._at)
        self._replace(dict.fromkeys(group.taken[1:], group.taken[0]))

    def set_apart(self) -> None:
        """Take the group shown from those to decide; its papers stay as they are."""
        self._keep_way_back()
        self._open.pop(self._at)
        self.step(0)

    def decide_certain(self) -> None:
        """Take the certain groups from those to decide."""
        self._keep_way_back()
        merged: dict[PaperId, PaperId] = {}
        for first, *others in self.certain():
            merged |= dict.fromkeys(others, first)
        self._open = [g for g in self._open if not (g.is_certain and g.can_merge)]
        self._replace(merged)

    @property
    def can_take_back(self) -> bool:
        """Say whether anything was decided."""
        return bool(self._before)

    def take_back(self) -> None:
        """Show the groups as they were before the last decision."""
        if self._before:
            self._open, self._at = self._before.pop()

    def forget(self, gone: Collection[PaperId]) -> None:
        """Leave papers out that are no longer in the library."""
        groups = [group.without(gone) for group in self._open]
        self._open = [group for group in groups if len(group.ids) > 1]
        self.step(0)

    def _keep_way_back(self) -> None:
        self._before.append((list(self._open), self._at))

    def _replace(self, merged: dict[PaperId, PaperId]) -> None:
        """Name the paper that stays where a group names one merged into it."""
        groups = []
        for group in self._open:
            ids = tuple(dict.fromkeys(merged.get(id, id) for id in group.ids))
            at = min(group.current, len(ids) - 1)
            groups.append(replace(group, ids=ids, current=at))
        self._open = [group for group in groups if len(group.ids) > 1]
        self.step(0)
