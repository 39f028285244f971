"""Edit the tree of topics."""

from dataclasses import dataclass

from app.domain.edit import AddTopic, ChangeTopic, DeleteTopic
from app.domain.errors import Conflict, InvalidInput, NotFound
from app.domain.paper import TopicId, new_id
from app.domain.topic import N_COLOURS, SEPARATOR, split_path
from app.library.colours import check_colour
from app.library.driver import Connection
from app.library.folding import storable

_SIBLINGS = "select key, name from topic where parent is ? order by key"
_ADD = """
    insert into topic(uuid, parent, name, colour, position) values (?, ?, ?, ?, 0)
"""
_RENAME = "update topic set name = ? where key = ? and name <> ?"
_RECOLOUR = "update topic set colour = ? where key = ? and colour <> ?"


@dataclass(frozen=True, slots=True)
class _Found:
    key: int
    parent: int | None
    name: str


def add_topic(connection: Connection, edit: AddTopic) -> str:
    """Make the topic and those above it; the label is returned."""
    ensure(connection, edit.path)
    path = SEPARATOR.join(split_path(edit.path))
    return f"Added the topic {path}"


def change_topic(connection: Connection, edit: ChangeTopic) -> str:
    """Rename or recolour a topic; the label is returned."""
    topic = _find(connection, edit.topic_id)
    old_path = path_of(connection, topic.key)
    if edit.colour is not None:
        check_colour(edit.colour)
        connection.execute(_RECOLOUR, (edit.colour, topic.key, edit.colour))
    if edit.name is None:
        return f"Recoloured the topic {old_path}"
    names = split_path(storable(edit.name))
    if len(names) != 1:
        raise InvalidInput(
            f"“{edit.name}” cannot be a topic's name.", "Leave out the “/”."
        )
    twin = _child(connection, topic.parent, names[0])
    if twin not in (None, topic.key):
        raise Conflict(
            f"There is a topic “{names[0]}” already.", "Choose another name."
        )
    connection.execute(_RENAME, (names[0], topic.key, names[0]))
    return f"Renamed the topic {old_path} to {names[0]}"


def delete_topic(connection: Connection, edit: DeleteTopic) -> str:
    """Remove a topic and those below it; the label is returned."""
    topic = _find(connection, edit.topic_id)
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


def _find(connection: Connection, topic_id: TopicId) -> _Found:
    row = connection.execute(
        "select key, parent, name from topic where uuid = ?", (topic_id,)
    ).fetchone()
    if row is None:
        raise NotFound("This topic is no longer there.", "It may have been deleted.")
    return _Found(*row)


def _child(connection: Connection, parent: int | None, name: str) -> int | None:
    """Return the topic of that name below `parent`: written so, or in another case."""
    siblings = connection.execute(_SIBLINGS, (parent,)).fetchall()
    exact = (key for key, sibling in siblings if sibling == name)
    alike = (key for key, sibling in siblings if sibling.casefold() == name.casefold())
    return next(exact, None) or next(alike, None)


def _add(connection: Connection, parent: int | None, name: str) -> int:
    (n_topics,) = connection.execute("select count(*) from topic").fetchone()
    colour = n_topics % N_COLOURS + 1
    key = connection.execute(_ADD, (new_id(), parent, name, colour)).lastrowid
    assert key is not None
    return key
