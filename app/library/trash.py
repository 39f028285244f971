"""List, restore and forget what was deleted beside papers.

Nothing of it is kept apart: it is what the acts that still hold took away.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from string import Template
from typing import Any

from app.domain.edit import DetachFiles, RestoreDeleted
from app.domain.errors import NotFound
from app.domain.paper import PaperId, Sha256
from app.domain.topic import SEPARATOR
from app.domain.trash import Trashed, TrashKind
from app.library.driver import Connection
from app.library.edits.filing import keys_of
from app.library.history import acts, blocking, taking_back
from app.library.history.touching import Touched, images_of, touched_by
from app.library.instants import from_micros
from app.library.schema import HISTORIED
from app.library.wording import elide

_REMOVED = Template("""
    with gone(act, key, first, last) as (
        select act, key, min(seq), max(seq) from ${table}_was
        where act in (select act from ${table}_was where side = 0) group by act, key
    )
    select g.act, g.key, g.first, g.last, a.at from gone g
    cross join ${table}_was f on f.seq = g.first
    cross join ${table}_was l on l.seq = g.last
    cross join act a on a.number = g.act
    where f.side = 0 and l.side = 0 and a.is_undone = 0 and a.takes_back is null
    order by g.act desc, g.key
""")
_PAPERS = """
    select key, uuid, title from paper where key in (select value from json_each(?))
"""
_HERE = {
    TrashKind.MARK: "select uuid from mark",
    TrashKind.TOPIC: "select uuid from topic",
    TrashKind.NOTE: "select paper || ' ' || text from note",
    TrashKind.FILE: "select paper || ' ' || sha256 from file",
}
_PATHS = """
    with recursive path(key, name) as (
        select key, name from topic where parent is null
        union all
        select t.key, p.name || :separator || t.name
        from topic t join path p on t.parent = p.key
    )
    select key, name from path
"""
_DETACH = "delete from file where paper in (select value from json_each(?))"
_FORGET = {
    TrashKind.MARK: ("delete from mark_was where uuid = :uuid",),
    TrashKind.NOTE: ("delete from note_was where paper = :paper and seq <= :last",),
    TrashKind.FILE: (
        """
        delete from file_was
        where paper = :paper and sha256 = :sha256 and seq <= :last
        """,
    ),
}
_FORGET_TOPICS = (
    "delete from topic_was where key in (select value from json_each(:keys))",
    """
    update topic_was set parent = null
    where parent in (select value from json_each(:keys))
    """,
    "delete from filing_was where topic in (select value from json_each(:keys))",
    "delete from refusal_was where topic in (select value from json_each(:keys))",
)


@dataclass(frozen=True, slots=True)
class _Gone:
    """A removed row: its thing, its image, and the number of its last image."""

    thing: Trashed
    image: Mapping[str, Any]
    last: int


def detach_files(connection: Connection, edit: DetachFiles) -> str:
    """Take the files of papers away; the label is returned."""
    keys = json.dumps(keys_of(connection, edit.ids))
    connection.execute(_DETACH, (keys,))
    return edit.label


def things(connection: Connection) -> tuple[Trashed, ...]:
    """Return what is in the trash beside papers, the newest first."""
    gone = [g.thing for kind in TrashKind for g in _gone(connection, kind)]
    return tuple(sorted(gone, key=lambda thing: (-thing.act, thing.kind, thing.key)))


def restore(connection: Connection, edit: RestoreDeleted) -> str:
    """Bring a thing back with all that hung on it; the label is returned.

    Raises:
        NotFound: it is not in the trash.
        Conflict: a later act stands in the way, or it is back already.
    """
    act = taking_back.find(connection, edit.act)
    touched = touched_by(connection, edit.act)
    table = edit.kind.value
    if table not in touched or edit.key not in touched[table].removed:
        raise NotFound(f"This {table} is not in the trash.", "Look into the history.")
    part = _hanging_on(connection, touched, table, edit.key)
    image = _image(connection, table, part[table].removed[edit.key])
    taking_back.refuse(blocking.find_blocker(connection, act, part))
    taking_back.mend(connection, part)
    if part == touched:
        taking_back.note(connection, edit.act)
    return _label(connection, edit.kind, image)


def forget(connection: Connection) -> tuple[tuple[Trashed, ...], tuple[Sha256, ...]]:
    """Remove every trace of the things in the trash from the history.

    They are returned, and the files among them.
    """
    forgotten: list[Trashed] = []
    files: list[Sha256] = []
    for kind in (TrashKind.MARK, TrashKind.NOTE, TrashKind.FILE):
        for gone in _gone(connection, kind):
            for statement in _FORGET[kind]:
                values = {**gone.image, "last": gone.last}
                connection.execute(statement, _used(statement, values))
            if kind is TrashKind.FILE:
                files.append(Sha256(gone.image["sha256"]))
            forgotten.append(gone.thing)
    keys: set[int] = set()
    for gone in _gone(connection, TrashKind.TOPIC):
        touched = touched_by(connection, gone.thing.act)
        part = _hanging_on(connection, touched, "topic", gone.thing.key)
        keys |= part["topic"].removed.keys()
        forgotten.append(gone.thing)
    for statement in _FORGET_TOPICS:
        connection.execute(statement, {"keys": json.dumps(sorted(keys))})
    return tuple(forgotten), tuple(files)


def _used(statement: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if f":{name}" in statement}


def _gone(connection: Connection, kind: TrashKind) -> list[_Gone]:
    """Return the rows of a kind that are gone, each once, the newest act's first."""
    table = kind.value
    taken = acts.taken_back(connection)
    rows = [
        row
        for row in connection.execute(_REMOVED.substitute(table=table))
        if row[0] not in taken
    ]
    images = images_of(connection, table, [first for _, _, first, _, _ in rows])
    seen = {identity for (identity,) in connection.execute(_HERE[kind])}
    found = []
    for act, key, first, last, at in rows:
        image = images[first]
        if (identity := _identity(kind, image)) in seen:
            continue
        seen.add(identity)
        thing = Trashed(act=act, kind=kind, key=key, words="", at=from_micros(at))
        found.append(_Gone(thing, image, last))
    if kind is TrashKind.TOPIC:
        return _as_topics(connection, found)
    return _of_papers(connection, found)


def _identity(kind: TrashKind, image: Mapping[str, Any]) -> str:
    match kind:
        case TrashKind.NOTE:
            return f"{image['paper']} {image['text']}"
        case TrashKind.FILE:
            return f"{image['paper']} {image['sha256']}"
        case _:
            return str(image["uuid"])


def _of_papers(connection: Connection, found: list[_Gone]) -> list[_Gone]:
    """Name what was of papers; what a paper took with it is not told of."""
    keys = json.dumps([gone.image["paper"] for gone in found])
    papers = {key: row for key, *row in connection.execute(_PAPERS, (keys,))}
    named = []
    for gone in found:
        if (paper := papers.get(gone.image["paper"])) is None:
            continue
        words = _words(gone.thing.kind, gone.image)
        uuid, title = paper
        thing = replace(gone.thing, words=words, paper=PaperId(uuid), title=title)
        named.append(replace(gone, thing=thing))
    return named


def _as_topics(connection: Connection, found: list[_Gone]) -> list[_Gone]:
    """Name topics by their paths; those below another one go with it."""
    paths = dict(connection.execute(_PATHS, {"separator": SEPARATOR}).fetchall())
    together = {(gone.thing.act, gone.thing.key) for gone in found}
    named = []
    for gone in found:
        act, above = gone.thing.act, gone.image["parent"]
        if (act, above) in together:
            continue
        touched = touched_by(connection, act)
        part = _hanging_on(connection, touched, "topic", gone.thing.key)
        filings = part.get("filing", Touched()).removed.values()
        images = images_of(connection, "filing", filings).values()
        words = gone.image["name"]
        if above in paths:
            words = SEPARATOR.join((paths[above], words))
        n_papers = len({image["paper"] for image in images})
        named.append(
            replace(gone, thing=replace(gone.thing, words=words, n_papers=n_papers))
        )
    return named


def _hanging_on(
    connection: Connection, touched: Mapping[str, Touched], table: str, key: int
) -> dict[str, Touched]:
    """Return the part of an act that took away a row and those that refer to it."""
    kept = {table: {key}}
    for child in HISTORIED:
        removed = touched[child].removed if child in touched else {}
        references = [
            (column, target)
            for column, target in blocking.references(connection, child)
            if target in kept
        ]
        if not (removed and references):
            continue
        rows = images_of(connection, child, removed.values())
        images = {key: rows[seq] for key, seq in removed.items()}
        mine = kept.setdefault(child, set())
        while more := {
            key
            for key, image in images.items()
            if key not in mine
            and any(image[column] in kept[target] for column, target in references)
        }:
            mine |= more
    return {
        name: Touched(removed={k: touched[name].removed[k] for k in sorted(keys)})
        for name, keys in kept.items()
        if keys
    }


def _image(connection: Connection, table: str, seq: int) -> Mapping[str, Any]:
    return images_of(connection, table, (seq,))[seq]


def _words(kind: TrashKind, image: Mapping[str, Any]) -> str:
    match kind:
        case TrashKind.MARK:
            return str(image["quote"] or image["comment"])
        case TrashKind.NOTE:
            return str(image["text"])
        case TrashKind.FILE | TrashKind.TOPIC:
            return str(image["name"])


def _label(connection: Connection, kind: TrashKind, image: Mapping[str, Any]) -> str:
    words = elide(_words(kind, image))
    match kind:
        case TrashKind.TOPIC:
            return f"Restored the topic {image['name']}"
        case TrashKind.MARK:
            return f"Restored the mark “{words}”" if words else "Restored a mark"
        case TrashKind.NOTE | TrashKind.FILE:
            what = "note on" if kind is TrashKind.NOTE else "PDF of"
            keys = json.dumps([image["paper"]])
            [(_, _, title)] = connection.execute(_PAPERS, (keys,)).fetchall()
            return f"Restored the {what} “{elide(title)}”"
