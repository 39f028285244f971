"""Say in SQL which papers a place holds."""

import json
from dataclasses import dataclass
from string import Template

from app.domain.errors import NotFound
from app.domain.query import Place, Query
from app.library.driver import Connection

_INDEXED = {
    Place.INBOX: ("paper_status", "status = 'new' and trashed_at is null"),
    Place.QUEUE: ("paper_status", "status = 'queued' and trashed_at is null"),
    Place.READING: ("paper_status", "status = 'reading' and trashed_at is null"),
    Place.DONE: ("paper_status", "status = 'done' and trashed_at is null"),
    Place.STARRED: ("paper_starred", "is_starred = 1 and trashed_at is null"),
    Place.ALL: ("paper_all", "trashed_at is null"),
    Place.TRASH: ("paper_trash", "trashed_at is not null"),
}
_LIST = Template("""
    select key from paper indexed by $index where $condition
    order by key desc limit :limit
""")
_PROBE = Template("""
    select count(*) from (
        select 1 from paper indexed by $index where $condition limit :limit
    )
""")
_PROBE_TOPIC = """
    select count(*) from (
        select 1 from filing
        where topic in (select value from json_each(:topics)) limit :limit
    )
"""
_LIST_TOPIC = """
    select f.paper from filing f cross join paper p on p.key = f.paper
    where f.topic = :topic and p.trashed_at is null
    order by f.paper desc limit :limit
"""
_LIST_TOPICS = """
    select f.paper from filing f cross join paper p on p.key = f.paper
    where f.topic in (select value from json_each(:topics)) and p.trashed_at is null
    group by f.paper order by f.paper desc limit :limit
"""
_IN_TOPIC = """
    s.rowid between :first and :last and trashed_at is null and exists (
        select 1 from filing f
        where f.paper = p.key and f.topic in (select value from json_each(:topics))
    )
"""
_RANGE = """
    select min((select min(paper) from filing where topic = j.value)),
        max((select max(paper) from filing where topic = j.value))
    from json_each(?) j
"""
_BELOW = """
    with recursive below(key) as (
        select key from topic where uuid = ?
        union
        select t.key from topic t join below b on t.parent = b.key
    )
    select key from below
"""


@dataclass(frozen=True, slots=True)
class Placing:
    """A place: `listing` gives its keys, newest first, `probe` counts no further than
    needed (both up to a named parameter `limit`); `condition` holds for its papers `p`,
    beside the row `s` of the search index.
    """

    listing: str
    probe: str
    condition: str
    parameters: dict[str, str | int]


def placing(connection: Connection, query: Query) -> Placing:
    """Return the SQL of the query's place.

    Raises:
        NotFound: its topic is not there.
    """
    if query.place is not Place.TOPIC:
        index, condition = _INDEXED[query.place]
        listing = _LIST.substitute(index=index, condition=condition)
        probe = _PROBE.substitute(index=index, condition=condition)
        return Placing(listing, probe, condition, {})
    topics = [key for (key,) in connection.execute(_BELOW, (query.topic,))]
    if not topics:
        raise NotFound("This topic is no longer there.", "It may have been deleted.")
    listing = _LIST_TOPIC if len(topics) == 1 else _LIST_TOPICS
    wanted = json.dumps(topics)
    first, last = connection.execute(_RANGE, (wanted,)).fetchone()
    parameters = {"topics": wanted, "topic": topics[0], "first": first, "last": last}
    return Placing(listing, _PROBE_TOPIC, _IN_TOPIC, parameters)
