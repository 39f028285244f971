"""The difference between the rows shown and the rows a query now gives."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Removal:
    """Rows to take out: `n` rows from `row` on."""

    row: int
    n: int


@dataclass(frozen=True, slots=True)
class Insertion:
    """Rows to put in before `row`."""

    row: int
    keys: "array[int]"


@dataclass(frozen=True, slots=True)
class Move:
    """A row that goes elsewhere: from `row` to where it is `to` afterwards."""

    row: int
    to: int


Step = Removal | Insertion


def row_diff(
    old: "array[int]", new: "array[int]", staying: AbstractSet[int]
) -> list[Step]:
    """Return the steps, to be taken in order, from `old` to `new`.

    Keys of `staying` are kept even where `new` lacks them. Keys in both keep their
    order of `old`, so that no row jumps; each new key comes after the key before it in
    `new`.
    """
    start = _n_common(old, new)
    tail = _n_common(old[start:][::-1], new[start:][::-1])
    before, after = old[start : len(old) - tail], new[start : len(new) - tail]
    wanted = set(after)
    kept = array("q", (k for k in before if k in wanted or k in staying))
    removals = _removals(before, wanted, staying, start)
    return [*removals, *_insertions(kept, after, start)]


def rows_after(old: "array[int]", steps: Iterable[Step]) -> "array[int]":
    """Return the keys after the steps are taken."""
    rows = old[:]
    for step in steps:
        match step:
            case Insertion(row, keys):
                rows[row:row] = keys
            case Removal(row, n):
                del rows[row : row + n]
    return rows


def moves(old: "array[int]", new: "array[int]", most: int) -> list[Move] | None:
    """Return the moves, to be taken in order, from `old` to the same keys in `new`.

    None when there are more than `most`.
    """
    rows, steps = old[:], list[Move]()
    while (start := _n_common(rows, new)) < len(new):
        if len(steps) == most:
            return None
        is_down = rows[start + 1] == new[start]
        row = start if is_down else rows.index(new[start], start)
        to = new.index(rows[start], start) if is_down else start
        rows.insert(to, rows.pop(row))
        steps.append(Move(row, to))
    return steps


def in_order(old: "array[int]", new: "array[int]") -> "array[int]":
    """Return the keys of `old` in the order of `new`.

    Keys that `new` lacks stay behind the one that they are behind in `old`.
    """
    here, wanted = set(old), set(new)
    followers: dict[int | None, array[int]] = {}
    before: int | None = None
    for key in old:
        if key in wanted:
            before = key
        else:
            followers.setdefault(before, array("q")).append(key)
    ordered = array("q", followers.get(None, ()))
    for key in new:
        if key in here:
            ordered.append(key)
            ordered.extend(followers.get(key, ()))
    return ordered


def runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Go through the first and last of rows that follow on one another."""
    start = before = None
    for row in rows:
        if start is None or before is None:
            start = row
        elif row != before + 1:
            yield start, before
            start = row
        before = row
    if start is not None and before is not None:
        yield start, before


def _n_common(one: "array[int]", other: "array[int]") -> int:
    """Return how many keys both begin with; arrays compare quicker than their keys."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _removals(
    old: "array[int]", wanted: AbstractSet[int], staying: AbstractSet[int], start: int
) -> list[Removal]:
    runs: list[Removal] = []
    row = len(old)
    while row > 0:
        end = row
        while row > 0 and old[row - 1] not in wanted and old[row - 1] not in staying:
            row -= 1
        if row < end:
            runs.append(Removal(start + row, end - row))
        row -= 1
    return runs


def _insertions(kept: "array[int]", new: "array[int]", start: int) -> list[Insertion]:
    here = set(kept)
    after: dict[int | None, array[int]] = {}
    before: int | None = None
    for key in new:
        if key in here:
            before = key
        else:
            after.setdefault(before, array("q")).append(key)
    if not after:
        return []
    rows: dict[int | None, int] = {None: 0}
    rows |= {key: row + 1 for row, key in enumerate(kept) if key in after}
    steps, shift = [], start
    for row, keys in sorted((rows[k], keys) for k, keys in after.items()):
        steps.append(Insertion(row + shift, keys))
        shift += len(keys)
    return steps
