"""Edit the tree of topics."""

from dataclasses import dataclass

from app.domain.edit import (
    AddTopic,
    ChangeTopic,
    DeleteTopic,
    WriteTopicNote,
)
from app.domain.errors import Conflict, InvalidInput, NotFound
from app.domain.paper import TopicId, new_id
from app.domain.topic import N_COLOURS, N_SLOTS, SEPARATOR, split_path
from app.library.driver import Connection
from app.library.edits.colours import check_colour
from app.library.folding import storable

_COLOURS_IN_TURN = (4, 5, 3, 7, 6, 2, 1, 8)
"""What new topics get, one after the other: neighbours are far apart in hue."""

_SIBLINGS = "select key, name from topic where parent is ? order by key"
# A key is never given twice: what was filed under a topic that is gone may come back.
_ADD = """
    insert into topic(key, uuid, parent, name, colour, position)
    select 1 + max(
        coalesce((select max(key) from topic), 0),
        coalesce((select max(key) from topic_was), 0)
    ), ?, ?, ?, ?, ?
"""
_LAST_POSITION = "select max(position) from topic where parent is ?"
_RENAME = "update topic set name = ? where key = ? and name <> ?"
_RECOLOUR = "update topic set colour = ? where key = ? and colour <> ?"
_FREE_SLOT = "update topic set slot = null where slot = ? and key <> ?"
_TAKE_SLOT = "update topic set slot = ? where key = ? and slot is not ?"
_NOTE = "update topic set note = ? where key = ? and note <> ?"


@dataclass(frozen=True, slots=True)
class Found:
    """A topic as it stands in the tree."""

    key: int
    parent: int | None
    name: str


def add_topic(connection: Connection, edit: AddTopic) -> str:
    """Make the topic and those above it; the label is returned."""
    ensure(connection, edit.path)
    path = SEPARATOR.join(split_path(edit.path))
    return f"Added the topic {path}"


def change_topic(connection: Connection, edit: ChangeTopic) -> str:
    """Rename or recolour a topic or give it a digit; the label is returned."""
    topic = find(connection, edit.topic_id)
    old_path = path_of(connection, topic.key)
    labels = []
    if edit.colour is not None:
        check_colour(edit.colour)
        values = (edit.colour, topic.key, edit.colour)
        if connection.execute(_RECOLOUR, values).rowcount:
            labels.append(f"Recoloured the topic {old_path}")
    if edit.slot is not None and _give_slot(connection, topic.key, edit.slot):
        labels.append(
            f"Gave the topic {old_path} the digit {edit.slot}"
            if edit.slot
            else f"Took the digit from the topic {old_path}"
        )
    if edit.name is not None:
        name = _rename(connection, topic, edit.name)
        if name != topic.name:
            labels.append(f"Renamed the topic {old_path} to {name}")
    return labels[-1] if len(labels) == 1 else f"Changed the topic {old_path}"


def write_note(connection: Connection, edit: WriteTopicNote) -> str:
    """Set the note of a topic; the label is returned."""
    topic = find(connection, edit.topic_id)
    text = storable(edit.text)
    connection.execute(_NOTE, (text, topic.key, text))
    verb = "Wrote a note on" if text else "Removed the note on"
    return f"{verb} the topic {path_of(connection, topic.key)}"


def delete_topic(connection: Connection, edit: DeleteTopic) -> str:
    """Remove a topic and those below it; the label is returned."""
    topic = find(connection, edit.topic_id)
    path = path_of(connection, topic.key)
    connection.execute("delete from topic where key = ?", (topic.key,))
    return f"Deleted the topic {path}"


def ensure(connection: Connection, path: str) -> int:
    """Return the key of the topic of that path, made where missing.

    Raises:
        InvalidInput: a part of the path is empty.
    """
    key: int | None = None
    for name in split_path(storable(path)):
        child = _child(connection, key, name)
        key = _add(connection, key, name) if child is None else child
    assert key is not None
    return key


def find_path(connection: Connection, path: str) -> int | None:
    """Return the key of the topic of that path, None when there is none."""
    key: int | None = None
    for name in split_path(storable(path)):
        key = _child(connection, key, name)
        if key is None:
            return None
    return key


def path_of(connection: Connection, key: int) -> str:
    """Return the full name of a topic."""
    names: list[str] = []
    above: int | None = key
    while above is not None:
        above, name = connection.execute(
            "select parent, name from topic where key = ?", (above,)
        ).fetchone()
        names.insert(0, name)
    return SEPARATOR.join(names)


def find(connection: Connection, topic_id: TopicId) -> Found:
    """Return the topic of that id.

    Raises:
        NotFound: it is not there.
    """
    row = connection.execute(
        "select key, parent, name from topic where uuid = ?", (topic_id,)
    ).fetchone()
    if row is None:
        raise NotFound("This topic is no longer there.", "It may have been deleted.")
    return Found(*row)


def _rename(connection: Connection, topic: Found, wanted: str) -> str:
    names = split_path(storable(wanted))
    if len(names) != 1:
        raise InvalidInput(
            f"“{wanted}” cannot be a topic's name.", "Leave out the “/”."
        )
    refuse_twin(connection, topic.key, topic.parent, names[0])
    connection.execute(_RENAME, (names[0], topic.key, names[0]))
    return names[0]


def refuse_twin(
    connection: Connection, topic: int, parent: int | None, name: str
) -> None:
    """Accept a name that no other topic below `parent` has.

    Raises:
        Conflict: another one has it, maybe in another case.
    """
    if _child(connection, parent, name) not in (None, topic):
        raise Conflict(f"There is a topic “{name}” already.", "Choose another name.")


def position_behind(connection: Connection, parent: int | None) -> int:
    """Return where a new topic stands among those below `parent`.

    While they are in the order of their names all positions are 0, its own too.
    """
    (last,) = connection.execute(_LAST_POSITION, (parent,)).fetchone()
    return last + 1 if last else 0


def _give_slot(connection: Connection, topic: int, slot: int) -> bool:
    """Give a topic the digit that files under it; tell whether that changed it."""
    if not 0 <= slot <= N_SLOTS:
        raise InvalidInput(
            f"There is no digit {slot}.", f"Digits go from 1 to {N_SLOTS}."
        )
    if slot:
        connection.execute(_FREE_SLOT, (slot, topic))
    value = slot or None
    return connection.execute(_TAKE_SLOT, (value, topic, value)).rowcount > 0


def _child(connection: Connection, parent: int | None, name: str) -> int | None:
    """Return the topic of that name below `parent`: written so, or in another case."""
    siblings = connection.execute(_SIBLINGS, (parent,)).fetchall()
    exact = (key for key, sibling in siblings if sibling == name)
    alike = (key for key, sibling in siblings if sibling.casefold() == name.casefold())
    return next(exact, None) or next(alike, None)


def _add(connection: Connection, parent: int | None, name: str) -> int:
    (n_topics,) = connection.execute("select count(*) from topic").fetchone()
    colour = _COLOURS_IN_TURN[n_topics % N_COLOURS]
    position = position_behind(connection, parent)
    values = (new_id(), parent, name, colour, position)
    key = connection.execute(_ADD, values).lastrowid
    assert key is not None
    return key
