"""What the list asks of the library, answered on the reader's thread."""

from array import array
from dataclasses import dataclass, field

from app.domain.query import Place, Query
from app.library import Reader
from app.ui.models.parted import Parted, steps_between
from app.ui.models.row_diff import Move, Step, in_order, moves, row_diff, rows_after

_MOST_MOVES = 24
"""With more rows that move, it is quicker to put all in order at once."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the rows shown become those of a query.

    `steps` are None when only a new list can show it; `keys` are the rows that a new
    list has, in its order, `parted` their sections. After the steps the rows take the
    `moves`; when these are None, the order of `keys`.
    """

    steps: list[Step] | None
    keys: "array[int]"
    parted: Parted
    moves: list[Move] | None = field(default_factory=list)


def compare(
    reader: Reader,
    query: Query,
    old: "array[int]",
    parted: Parted,
    staying: set[int],
) -> Comparison:
    """Compare the rows shown, and their sections, with what a query lists now.

    Papers of `staying` stay where the query lacks them.
    """
    keys = reader.keys(query, limit=None)
    is_ordered = query.place is Place.QUEUE or bool(query.sorting)
    if not parted.has_headings:
        steps = row_diff(old, keys, staying)
        if not is_ordered:
            return Comparison(steps, keys, parted)
        rows = rows_after(old, steps)
        ordered = in_order(rows, keys)
        moved = moves(rows, ordered, _MOST_MOVES)
        return Comparison(steps, ordered, parted, moved)
    known = set(keys)
    for section in parted.sections.values():
        keys.extend(key for key in section if key in staying and key not in known)
    new = Parted.of(*reader.sections(query, keys), parted.folded)
    found = steps_between(parted, new)
    if found is None:
        return Comparison(None, new.shown(), new)
    steps, after = found
    if not is_ordered:
        return Comparison(steps, after.shown(), after)
    after = after.put_in_order(new)
    ordered = after.shown()
    moved = moves(rows_after(old, steps), ordered, _MOST_MOVES)
    return Comparison(steps, ordered, after, moved)
