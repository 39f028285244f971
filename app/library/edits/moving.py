"""Move topics in the tree: under another topic, among their siblings."""

from app.domain.edit import MoveTopic
from app.domain.errors import Conflict, InvalidInput
from app.domain.paper import TopicId
from app.library.driver import Connection
from app.library.edits.topics import Found, find, path_of, position_behind, refuse_twin
from app.library.tree import siblings

_ABOVE = """
    with recursive above(key, parent) as (
        select key, parent from topic where key = ?
        union
        select t.key, t.parent from topic t join above a on t.key = a.parent
    )
    select key from above
"""
_MOVE = """
    update topic set parent = :parent, position = :position
    where key = :key and (parent is not :parent or position <> :position)
"""
_PLACE = "update topic set position = ? where key = ? and position <> ?"


def move_topic(connection: Connection, edit: MoveTopic) -> str:
    """Put a topic under another or on the top level; the label is returned.

    Raises:
        NotFound: one of the topics is not there.
        InvalidInput: it would come into itself or below itself, or stand before a topic
            that is elsewhere.
        Conflict: there is a topic of its name already.
    """
    topic = find(connection, edit.topic_id)
    parent = None if edit.parent is None else find(connection, edit.parent)
    path = path_of(connection, topic.key)
    if parent is not None:
        _refuse_circle(connection, topic, parent)
    parent_key = None if parent is None else parent.key
    is_elsewhere = parent_key != topic.parent
    if is_elsewhere:
        _refuse_twin(connection, topic, parent)
    if edit.before is not None or edit.is_last:
        _put_among(connection, topic, parent_key, edit.before)
    elif is_elsewhere:
        position = position_behind(connection, parent_key)
        values = {"key": topic.key, "parent": parent_key, "position": position}
        connection.execute(_MOVE, values)
    if not is_elsewhere:
        return f"Moved the topic {path} among its neighbours"
    if parent is None:
        return f"Moved the topic {path} to the top level"
    return f"Moved the topic {path} into {path_of(connection, parent.key)}"


def _refuse_circle(connection: Connection, topic: Found, parent: Found) -> None:
    above = [key for (key,) in connection.execute(_ABOVE, (parent.key,))]
    if topic.key not in above:
        return
    if topic.key == parent.key:
        what = f"The topic {topic.name} cannot go into itself."
    else:
        below = path_of(connection, parent.key)
        what = f"The topic {topic.name} cannot go into {below}, which is inside it."
    raise InvalidInput(what, "Choose a topic outside it.")


def _refuse_twin(connection: Connection, topic: Found, parent: Found | None) -> None:
    try:
        key = None if parent is None else parent.key
        refuse_twin(connection, topic.key, key, topic.name)
    except Conflict as error:
        where = "on the top level" if parent is None else f"in {parent.name}"
        raise Conflict(
            f"There is a topic “{topic.name}” {where} already.",
            "Rename one of them first.",
        ) from error


def _put_among(
    connection: Connection, topic: Found, parent: int | None, before: TopicId | None
) -> None:
    """Number the siblings from 1 in their order, the topic before one, or last."""
    keys = [key for key in siblings(connection, parent) if key != topic.key]
    at = len(keys)
    if before is not None:
        next_one = find(connection, before)
        if next_one.key not in keys:
            raise InvalidInput(
                f"The topic {topic.name} cannot stand before {next_one.name} there.",
                "Choose a neighbour in the same topic.",
            )
        at = keys.index(next_one.key)
    keys.insert(at, topic.key)
    for position, key in enumerate(keys, start=1):
        if key == topic.key:
            values = {"key": key, "parent": parent, "position": position}
            connection.execute(_MOVE, values)
        else:
            connection.execute(_PLACE, (position, key, position))
