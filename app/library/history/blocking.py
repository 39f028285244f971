"""Find the later act that stands in the way of taking an earlier one back."""

import json
from collections.abc import Iterable, Mapping
from string import Template
from typing import Any

from app.domain.change import Act, Blocker
from app.library.driver import Connection
from app.library.history import acts
from app.library.history.touching import Touched, images_of
from app.library.schema import HISTORIED, STAMPS

_LATER = """
    w.act > :act and w.act not in (select value from json_each(:off))
    and exists (select 1 from act a where a.number = w.act and a.is_undone = 0)
"""
_NEWEST = Template("""
    select max(w.act) from ${table}_was w
    where w.$column in (select value from json_each(:keys)) and $later
""")
_LATER_IMAGES = Template("""
    select w.act, w.key, w.side, w.seq from ${table}_was w
    where w.key in (select value from json_each(:keys)) and $later order by w.seq
""")
_THERE = Template(
    "select key from $table where key in (select value from json_each(?))"
)
_TWINS = Template("""
    select t.key from json_each(:seqs) j cross join ${table}_was w on w.seq = j.value
    join $table t on $same
    where t.key not in (select value from json_each(:made))
""")
_REFERENCES = 'select "from", "table" from pragma_foreign_key_list(?)'
_UNIQUE = """
    select i.name, c.name from pragma_index_list(?) i, pragma_index_info(i.name) c
    where i."unique" = 1
"""
_TOPICS = "select key, parent, name from topic"
_OLD = 0
_NOUNS = {
    "note": "note",
    "mark": "mark",
    "topic": "topic",
    "file": "PDF",
    "saved_search": "search",
}
_PAPER = "paper"

_Place = tuple[int | None, str]


def find_blocker(
    connection: Connection, act: Act, touched: Mapping[str, Touched]
) -> Blocker | None:
    """Return what stands in the way of taking an act back, None when nothing does."""
    look = _Look(connection, act.number, touched)
    found = [
        blocker
        for table in HISTORIED
        for blocker in look.blockers(table)
        if blocker is not None
    ]
    named = [blocker for blocker in found if blocker.act is not None]
    newest = max(named, key=lambda b: b.act.number if b.act else 0, default=None)
    return newest or (found[0] if found else None)


def references(connection: Connection, table: str) -> list[tuple[str, str]]:
    """Return the columns of a table that refer to others, each with that table."""
    return connection.execute(_REFERENCES, (table,)).fetchall()


class _Look:
    """One look at what came after an act."""

    def __init__(
        self, connection: Connection, act: int, touched: Mapping[str, Touched]
    ) -> None:
        self._connection = connection
        self._act = act
        self._touched = touched
        pairs = acts.taken_back(connection).items()
        off = [n for pair in pairs if pair[0] > act for n in pair]
        self._later = {"act": act, "off": json.dumps(off)}

    def blockers(self, table: str) -> Iterable[Blocker | None]:
        """Go through what of a table stands in the way."""
        mine = self._touched.get(table)
        yield from self._on_what_was_made(table)
        if mine is None:
            return
        yield self._newest(table, "key", mine.made)
        yield self._changed_since(table, mine)
        yield from self._gone(table, mine)
        yield self._twin(table, mine)
        if table == "topic":
            yield self._misplaced(mine)

    def _on_what_was_made(self, table: str) -> Iterable[Blocker | None]:
        """Find what a later act put on a row that the act made."""
        for column, target in references(self._connection, table):
            made = self._touched[target].made if target in self._touched else set()
            yield self._newest(table, column, made, noun_of=target)

    def _changed_since(self, table: str, mine: Touched) -> Blocker | None:
        """Find a later act that changed the same columns, or removed the row."""
        rows = self._connection.execute(
            _LATER_IMAGES.substitute(table=table, later=_LATER),
            {"keys": json.dumps(list(mine.changed)), **self._later},
        )
        edges: dict[tuple[int, int], tuple[tuple[int, int], tuple[int, int]]] = {}
        for act, key, side, seq in rows:
            first, _ = edges.get((act, key), ((side, seq), None))
            edges[act, key] = (first, (side, seq))
        seqs = [seq for edge in edges.values() for _, seq in edge]
        images = images_of(self._connection, table, seqs)
        blocking = [
            act
            for (act, key), (first, last) in edges.items()
            if first[0] != _OLD
            or last[0] == _OLD
            or _differ(images[first[1]], images[last[1]], mine.changed[key])
        ]
        return self._named(max(blocking, default=None), table)

    def _gone(self, table: str, mine: Touched) -> Iterable[Blocker | None]:
        """Find what a row of before needs and is no longer there."""
        images = images_of(self._connection, table, mine.removed.values())
        for column, target in references(self._connection, table):
            needed = {image[column] for image in images.values()}
            needed |= {
                columns[column][0]
                for columns in mine.changed.values()
                if column in columns
            }
            needed.discard(None)
            if target in self._touched:
                needed -= self._touched[target].removed.keys()
            missing = needed - self._there(target, needed)
            if missing:
                yield self._newest(target, "key", missing) or Blocker(
                    act=None, noun=_NOUNS.get(target, _PAPER)
                )

    def _twin(self, table: str, mine: Touched) -> Blocker | None:
        """Find a row that is what a removed one was: only one of them can be."""
        indexes: dict[str, list[str]] = {}
        for index, column in self._connection.execute(_UNIQUE, (table,)):
            indexes.setdefault(index, []).append(column)
        same = [["key"]] if table in self._targets() else []
        twins: set[int] = set()
        for columns in [*indexes.values(), *same] if mine.removed else []:
            statement = _TWINS.substitute(
                table=table, same=" and ".join(f"t.{c} = w.{c}" for c in columns)
            )
            values = {
                "seqs": json.dumps(list(mine.removed.values())),
                "made": json.dumps(list(mine.made)),
            }
            twins.update(key for (key,) in self._connection.execute(statement, values))
        if not twins:
            return None
        noun = _NOUNS.get(table, _PAPER)
        return self._newest(table, "key", twins) or Blocker(act=None, noun=noun)

    def _misplaced(self, mine: Touched) -> Blocker | None:
        """Find a topic that has the name, or would be above itself."""
        tree: dict[int, _Place] = {
            key: (parent, name)
            for key, parent, name in self._connection.execute(_TOPICS)
            if key not in mine.made
        }
        images = images_of(self._connection, "topic", mine.removed.values())
        moved: dict[int, _Place] = {
            key: (images[seq]["parent"], images[seq]["name"])
            for key, seq in mine.removed.items()
        }
        for key, columns in mine.changed.items():
            if key in tree and columns.keys() & {"parent", "name"}:
                parent, name = tree[key]
                moved[key] = (
                    columns.get("parent", (parent,))[0],
                    columns.get("name", (name,))[0],
                )
        tree |= moved
        rivals = _namesakes(tree, moved.keys()) | _circles(tree, moved.keys())
        if not rivals:
            return None
        return self._newest("topic", "key", rivals) or Blocker(act=None, noun="topic")

    def _newest(
        self, table: str, column: str, keys: Iterable[Any], *, noun_of: str = ""
    ) -> Blocker | None:
        """Return the newest later act with an image that has one of `keys`."""
        wanted = list(keys)
        if not wanted:
            return None
        statement = _NEWEST.substitute(table=table, column=column, later=_LATER)
        (number,) = self._connection.execute(
            statement, {"keys": json.dumps(wanted), **self._later}
        ).fetchone()
        return self._named(number, noun_of or table)

    def _named(self, number: int | None, table: str) -> Blocker | None:
        if number is None:
            return None
        act = acts.act(self._connection, number)
        return Blocker(act=act, noun=_NOUNS.get(table, _PAPER))

    def _there(self, table: str, keys: Iterable[int]) -> set[int]:
        statement = _THERE.substitute(table=table)
        rows = self._connection.execute(statement, (json.dumps(list(keys)),))
        return {key for (key,) in rows}

    def _targets(self) -> set[str]:
        """Return the tables whose rows others refer to."""
        return {
            t for table in HISTORIED for _, t in references(self._connection, table)
        }


def _differ(
    before: Mapping[str, Any], after: Mapping[str, Any], columns: Iterable[str]
) -> bool:
    return any(before[c] != after[c] for c in columns if c not in STAMPS)


def _namesakes(tree: Mapping[int, _Place], moved: Iterable[int]) -> set[int]:
    """Return the topics that stay and have place and name of one that moves."""
    stirred = set(moved)
    places: dict[_Place, set[int]] = {}
    for key, (parent, name) in tree.items():
        places.setdefault((parent, name.casefold()), set()).add(key)
    wanted = {(tree[key][0], tree[key][1].casefold()) for key in stirred}
    crowded = (places[place] for place in wanted if len(places[place]) > 1)
    return {key for keys in crowded for key in keys} - stirred


def _circles(tree: Mapping[int, _Place], moved: Iterable[int]) -> set[int]:
    """Return the topics above ones that would be above themselves."""
    found: set[int] = set()
    for key in moved:
        seen = {key}
        above = tree[key][0]
        while above is not None and above in tree and above not in seen:
            seen.add(above)
            above = tree[above][0]
        if above in seen:
            found |= seen - {key}
    return found
