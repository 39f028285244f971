"""Read the tree of topics."""

from collections import defaultdict

from app.domain.paper import TopicId
from app.domain.topic import SEPARATOR, Topic
from app.library.driver import Connection
from app.library.folding import fold

_TOPICS = """
    select key, uuid, parent, name, colour, position, slot, note
    from topic order by key
"""
_COUNTS = """
    select f.topic, count(*), sum(p.status = 'new')
    from filing f cross join paper p on p.key = f.paper
    where p.trashed_at is null group by f.topic
"""
_Row = tuple[int, str, int | None, str, int, int, int | None, str]


def topics(connection: Connection) -> tuple[Topic, ...]:
    """Return all topics, each before those below it."""
    counts = {
        key: (n_papers, n_new) for key, n_papers, n_new in connection.execute(_COUNTS)
    }
    found: list[Topic] = []
    by_key: dict[int, Topic] = {}
    for key, uuid, parent, name, colour, _, slot, note in _in_order(connection):
        above = None if parent is None else by_key[parent]
        n_papers, n_new = counts.get(key, (0, 0))
        by_key[key] = Topic(
            id=TopicId(uuid),
            name=name,
            path=name if above is None else f"{above.path}{SEPARATOR}{name}",
            parent=None if above is None else above.id,
            colour=colour,
            n_papers=n_papers,
            n_new=n_new,
            slot=slot,
            note=note,
        )
        found.append(by_key[key])
    return tuple(found)


def order(connection: Connection) -> tuple[TopicId, ...]:
    """Return the ids of all topics, in the order of `topics`."""
    return tuple(TopicId(row[1]) for row in _in_order(connection))


def _in_order(connection: Connection) -> list[_Row]:
    below: dict[int | None, list[_Row]] = defaultdict(list)
    for row in connection.execute(_TOPICS):
        below[row[2]].append(row)
    for siblings in below.values():
        siblings.sort(key=lambda row: (row[5], fold(row[3]), row[3]))
    ordered: list[_Row] = []
    waiting = below[None][::-1]
    while waiting:
        row = waiting.pop()
        ordered.append(row)
        waiting.extend(below[row[0]][::-1])
    return ordered
