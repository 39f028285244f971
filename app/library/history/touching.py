"""Tell from an act's recorded rows what it made, removed and changed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from string import Template
from typing import Any

from app.library.driver import Connection
from app.library.history.history import column_types
from app.library.schema import HISTORIED

_NEW = 1

_EDGES = Template("""
    with edge(key, first, last) as (
        select key, min(seq), max(seq) from ${table}_was where act = ? group by key
    )
    select e.key, e.first, e.last, f.side, l.side from edge e
    cross join ${table}_was f on f.seq = e.first
    cross join ${table}_was l on l.seq = e.last
""")
_IMAGES = Template("""
    select w.seq, $columns from json_each(?) j
    cross join ${table}_was w on w.seq = j.value
""")


Changes = dict[int, dict[str, tuple[Any, Any]]]
"""Values from before and after, by the columns of each key."""


@dataclass(slots=True)
class Touched:
    """What an act did to the rows of a table, by their keys.

    `made` are the rows that it left behind; `removed` tells the image of those that it
    took away; `changed` tells the values from before and after of those that it left
    different.
    """

    made: set[int] = field(default_factory=set)
    removed: dict[int, int] = field(default_factory=dict)
    changed: Changes = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is left of it."""
        return not (self.made or self.removed or self.changed)


def touched_by(connection: Connection, number: int) -> dict[str, Touched]:
    """Return what an act did, by table."""
    found = {}
    for table in HISTORIED:
        touched = Touched()
        edges: dict[int, tuple[int, int]] = {}
        statement = _EDGES.substitute(table=table)
        for key, first, last, before, after in connection.execute(statement, (number,)):
            if before == _NEW:
                if after == _NEW:
                    touched.made.add(key)
            elif after == _NEW:
                edges[key] = (first, last)
            else:
                touched.removed[key] = first
        touched.changed = _differences(connection, table, edges)
        if not touched.is_empty:
            found[table] = touched
    return found


def _differences(
    connection: Connection, table: str, edges: Mapping[int, tuple[int, int]]
) -> Changes:
    images = images_of(connection, table, [s for edge in edges.values() for s in edge])
    found = {}
    for key, (first, last) in edges.items():
        before, after = images[first], images[last]
        if different := {
            name: (before[name], after[name])
            for name in before
            if before[name] != after[name]
        }:
            found[key] = different
    return found


def images_of(
    connection: Connection, table: str, seqs: Iterable[int]
) -> dict[int, dict[str, Any]]:
    """Return row images of a table by their numbers."""
    names = tuple(column_types(connection, table))
    columns = ", ".join(f"w.{name}" for name in names)
    rows = connection.execute(
        _IMAGES.substitute(table=table, columns=columns), (json.dumps(list(seqs)),)
    )
    return {seq: dict(zip(names, row, strict=True)) for seq, *row in rows}
