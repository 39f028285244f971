"""A list in sections: which papers stand under which heading, and which are folded."""

from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property

from app.domain.view import SectionRun
from app.ui.models.row_diff import Insertion, Removal, Step, in_order, row_diff


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The heading of a section, above the row `row`; behind the last row at the end."""

    id: str
    row: int
    n_papers: int
    is_folded: bool


@dataclass(frozen=True)
class Parted:
    """The keys of each section by its id, in their order; none of a list without.

    The rows of folded sections are not shown.
    """

    sections: "dict[str, array[int]]" = field(default_factory=dict)
    folded: frozenset[str] = frozenset()
    has_headings: bool = False

    @classmethod
    def of(
        cls,
        keys: "array[int]",
        runs: Sequence[SectionRun],
        folded: Collection[str] = (),
    ) -> "Parted":
        """Part keys that come section by section."""
        sections: dict[str, array[int]] = {}
        start = 0
        for run in runs:
            sections[run.id] = keys[start : start + run.n_papers]
            start += run.n_papers
        return cls(sections, frozenset(folded), has_headings=True)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings from top to bottom."""
        found: list[Heading] = []
        row = 0
        for id, keys in self.sections.items():
            is_folded = id in self.folded
            found.append(
                Heading(id=id, row=row, n_papers=len(keys), is_folded=is_folded)
            )
            row += 0 if is_folded else len(keys)
        return tuple(found)

    @cached_property
    def heading_rows(self) -> tuple[int, ...]:
        """The row below each heading."""
        return tuple(heading.row for heading in self.headings)

    @property
    def n_papers(self) -> int:
        """How many papers there are, folded ones too."""
        return sum(map(len, self.sections.values()))

    def rows(self, id: str) -> "array[int]":
        """Return the keys of a section that have rows: none when it is folded."""
        return array("q") if id in self.folded else self.sections.get(id, array("q"))

    def shown(self) -> "array[int]":
        """Return the keys of all rows."""
        found = array("q")
        for id in self.sections:
            found.extend(self.rows(id))
        return found

    def heading_at(self, row: int) -> Heading | None:
        """Return the heading that a row stands under."""
        open_ones = [h for h in self.headings if not h.is_folded]
        place = bisect_right([h.row for h in open_ones], row)
        return open_ones[place - 1] if place else None

    def section_of(self, key: int) -> str | None:
        """Return the section that a key belongs to, None for none."""
        return next((id for id, keys in self.sections.items() if key in keys), None)

    def fold(self, folded: Iterable[str]) -> "Parted":
        """Return the same list with these sections folded and no others."""
        return replace(self, folded=frozenset(folded))

    def without(self, gone: AbstractSet[int]) -> "Parted":
        """Return the list without some keys; sections left empty go too."""
        sections = dict(self.sections)
        for key in gone:
            if (id := self.section_of(key)) is not None:
                sections[id] = array("q", (k for k in sections[id] if k not in gone))
        left = {id: keys for id, keys in sections.items() if keys}
        return replace(self, sections=left)

    def with_rows(self, rows: "array[int]") -> "Parted":
        """Return the list with the keys of its rows in the order of `rows`."""
        sections = dict(self.sections)
        for heading in self.headings:
            if not heading.is_folded:
                start = heading.row
                sections[heading.id] = rows[start : start + heading.n_papers]
        return replace(self, sections=sections)

    def put_in_order(self, new: "Parted") -> "Parted":
        """Return these keys in the order that they have in `new`."""
        sections = {
            id: in_order(keys, new.sections.get(id, keys))
            for id, keys in self.sections.items()
        }
        return replace(self, sections=sections)


def steps_between(old: Parted, new: Parted) -> tuple[list[Step], Parted] | None:
    """Return the steps over the rows from one list to another, and how it is then.

    Keys that stay in their section keep the order of `old`, so that no row jumps. None
    when the sections themselves changed places: then there is no such way.
    """
    common = [id for id in old.sections if id in new.sections]
    if common != [id for id in new.sections if id in old.sections]:
        return None
    steps: list[Step] = []
    row = len(old.shown())
    for id in reversed(old.sections):
        n_rows = len(old.rows(id))
        row -= n_rows
        if id not in new.sections and n_rows:
            steps.append(Removal(row, n_rows))
    sections: dict[str, array[int]] = {}
    row = 0
    for id, keys in new.sections.items():
        sections[id] = _after(old.sections.get(id, array("q")), keys)
        before = old.rows(id)
        after = array("q") if id in new.folded else sections[id]
        steps += (replace(s, row=s.row + row) for s in _diff(before, after))
        row += len(after)
    return steps, replace(new, sections=sections)


def _diff(old: "array[int]", new: "array[int]") -> list[Step]:
    """Return the steps from some rows to others; folding is told at once."""
    if old is new:
        return []
    if not new:
        return [Removal(0, len(old))] if old else []
    return row_diff(old, new, frozenset()) if old else [Insertion(0, new)]


def _after(old: "array[int]", new: "array[int]") -> "array[int]":
    """Return the keys of `new`, those of `old` in the order that they had."""
    if old is new or not old:
        return new
    keys = old[:]
    for step in row_diff(old, new, frozenset()):
        match step:
            case Insertion(row, added):
                keys[row:row] = added
            case Removal(row, n):
                del keys[row : row + n]
    return keys
