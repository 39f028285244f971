"""Read the tree of topics."""

from collections import defaultdict
from string import Template

from app.domain.errors import NotFound
from app.domain.paper import PaperId, Status, TopicId
from app.domain.topic import SEPARATOR, Topic, TopicSummary
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
_TOTALS = """
    with recursive up(topic, above) as (
        select key, parent from topic where parent is not null
        union all
        select up.topic, t.parent from up join topic t on t.key = up.above
        where t.parent is not null
    ), inner_topic(key) as (
        select distinct parent from topic where parent is not null
    ), member(above, paper) as (
        select up.above, f.paper from up cross join filing f on f.topic = up.topic
        union all
        select i.key, f.paper from inner_topic i cross join filing f on f.topic = i.key
    )
    select t.uuid, count(distinct m.paper)
    from member m cross join paper p on p.key = m.paper
    cross join topic t on t.key = m.above
    where p.trashed_at is null group by m.above
"""
_MEMBERS = Template("""
    with recursive below(key) as (
        select key from topic where uuid = ?
        union
        select t.key from topic t join below b on t.parent = b.key
    ), member(key) as (
        select distinct f.paper from below b cross join filing f on f.topic = b.key
    )
    select $columns from member m cross join paper p on p.key = m.key
    where p.trashed_at is null $rest
""")
_STATUSES = _MEMBERS.substitute(columns="p.status, count(*)", rest="group by p.status")
_KEY_PAPERS = _MEMBERS.substitute(
    columns="p.uuid, p.title",
    rest="""
        and (p.is_starred = 1 or p.rating > 0)
        order by p.is_starred * 3 + p.rating desc, p.key desc limit 8
    """,
)
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


def totals(connection: Connection) -> dict[TopicId, int]:
    """Return how many papers the topics with others below them hold with those."""
    parents = connection.execute(
        "select distinct p.uuid from topic t join topic p on p.key = t.parent"
    )
    found = {TopicId(uuid): 0 for (uuid,) in parents}
    return found | {TopicId(uuid): n for uuid, n in connection.execute(_TOTALS)}


def summary(connection: Connection, topic_id: TopicId) -> TopicSummary:
    """Return what a topic holds.

    Raises:
        NotFound: it is not there.
    """
    topic = next((t for t in topics(connection) if t.id == topic_id), None)
    if topic is None:
        raise NotFound("This topic is no longer there.", "It may have been deleted.")
    statuses = dict.fromkeys(Status, 0)
    statuses |= {
        Status(status): n for status, n in connection.execute(_STATUSES, (topic_id,))
    }
    return TopicSummary(
        topic=topic,
        n_papers=sum(statuses.values()),
        statuses=statuses,
        key_papers=tuple(
            (PaperId(uuid), title)
            for uuid, title in connection.execute(_KEY_PAPERS, (topic_id,))
        ),
    )


def siblings(connection: Connection, parent: int | None) -> list[int]:
    """Return the keys of the topics below `parent`, in their order."""
    found = connection.execute(_TOPICS).fetchall()
    return [row[0] for row in sorted(found, key=_place) if row[2] == parent]


def order(connection: Connection) -> tuple[TopicId, ...]:
    """Return the ids of all topics, in the order of `topics`."""
    return tuple(TopicId(row[1]) for row in _in_order(connection))


def order_below(
    connection: Connection, above: TopicId | None
) -> tuple[tuple[int, TopicId], ...]:
    """Return key and id of a topic and those below it, or of all, in their order."""
    found: list[tuple[int, TopicId]] = []
    inside: set[int] = set()
    for row in _in_order(connection):
        if above is None or row[1] == above or row[2] in inside:
            inside.add(row[0])
            found.append((row[0], TopicId(row[1])))
    return tuple(found)


def keys(connection: Connection) -> list[int]:
    """Return the keys of all topics, in the order of `topics`."""
    return [row[0] for row in _in_order(connection)]


def _in_order(connection: Connection) -> list[_Row]:
    below: dict[int | None, list[_Row]] = defaultdict(list)
    for row in connection.execute(_TOPICS):
        below[row[2]].append(row)
    for rows in below.values():
        rows.sort(key=_place)
    ordered: list[_Row] = []
    waiting = below[None][::-1]
    while waiting:
        row = waiting.pop()
        ordered.append(row)
        waiting.extend(below[row[0]][::-1])
    return ordered


def _place(row: _Row) -> tuple[int, str, str]:
    """Return by what siblings are sorted: their position, then their names."""
    return row[5], fold(row[3]), row[3]
