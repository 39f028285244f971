"""The difference between the rows shown and the rows a query now gives."""

from array import array
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
