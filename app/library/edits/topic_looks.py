"""Dress topics as another library has them: colours, digits, notes."""

from collections.abc import Collection, Iterable

from app.domain.importing import united_notes
from app.domain.mark import N_COLOURS
from app.domain.paper import TopicLook
from app.domain.topic import N_SLOTS, SEPARATOR, tidy_path
from app.library import tree
from app.library.driver import Connection
from app.library.edits import topics
from app.library.folding import storable

_PAINT = "update topic set colour = ? where key = ? and colour <> ?"
_TAKE_SLOT = """
    update topic set slot = :slot
    where key = :key and slot is null
        and not exists (select 1 from topic where slot = :slot)
"""
_PLACE = "update topic set position = ? where key = ?"
_NOTE = "update topic set note = ? where key = ? and note <> ?"


def missing(connection: Connection, looks: Iterable[TopicLook]) -> frozenset[str]:
    """Return the tidy paths of those topics that are not there yet."""
    paths = (tidy_path(look.path) for look in looks)
    return frozenset(
        path for path in paths if path and topics.find_path(connection, path) is None
    )


def dress(
    connection: Connection, looks: Iterable[TopicLook], is_new: Collection[str]
) -> None:
    """Give topics their colours, digits, notes and order.

    A topic that was there keeps its colour and digit, its note goes first; a digit that
    another topic has stays with it. A topic that holds nothing is made where it is bare
    in the other library, too, and else passed over. Where all of the topics below one
    are new they stand as they do in the other library.
    """
    below: dict[str, list[int]] = {}
    for look in looks:
        path = tidy_path(look.path)
        if not path:
            continue
        key = topics.find_path(connection, path)
        if key is None and look.is_bare:
            key = topics.ensure(connection, path)
        if key is not None:
            _dress(connection, key, look, is_new=path in is_new)
            if path in is_new:
                below.setdefault(path.rpartition(SEPARATOR)[0], []).append(key)
    for path, keys in below.items():
        parent = topics.find_path(connection, path) if path else None
        _order(connection, parent, keys)


def _order(connection: Connection, parent: int | None, wanted: list[int]) -> None:
    """Put the topics below one in an order, where they are not in that by themselves.

    Those that were there have an order of their own, which stays.
    """
    there = tree.siblings(connection, parent)
    if there != wanted and sorted(there) == sorted(wanted):
        places = ((place, key) for place, key in enumerate(wanted, start=1))
        connection.executemany(_PLACE, places)


def _dress(connection: Connection, key: int, look: TopicLook, *, is_new: bool) -> None:
    if is_new and 1 <= look.colour <= N_COLOURS:
        connection.execute(_PAINT, (look.colour, key, look.colour))
    if look.slot is not None and 1 <= look.slot <= N_SLOTS:
        connection.execute(_TAKE_SLOT, {"slot": look.slot, "key": key})
    if look.note.strip():
        (mine,) = connection.execute(
            "select note from topic where key = ?", (key,)
        ).fetchone()
        note = united_notes(mine, storable(look.note))
        connection.execute(_NOTE, (note, key, note))
