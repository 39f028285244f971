"""Say in SQL which papers a place holds."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from string import Template

from app.domain.errors import NotFound
from app.domain.query import Place, Query
from app.library.driver import Connection
from app.library.instants import to_micros

_IS_SNOOZED = "snoozed_until > :now and status = 'new' and trashed_at is null"
_IN_INBOX = """
    status = 'new' and trashed_at is null and key not in (
        select key from paper indexed by paper_snoozed
        where snoozed_until > :now and status = 'new' and trashed_at is null
    )
"""
_INDEXED = {
    Place.INBOX: ("paper_status", _IN_INBOX),
    Place.QUEUE: ("paper_queue", "status = 'queued' and trashed_at is null"),
    Place.READING: ("paper_status", "status = 'reading' and trashed_at is null"),
    Place.SNOOZED: ("paper_snoozed", _IS_SNOOZED),
    Place.DONE: ("paper_status", "status = 'done' and trashed_at is null"),
    Place.STARRED: ("paper_starred", "is_starred = 1 and trashed_at is null"),
    Place.ALL: ("paper_all", "trashed_at is null"),
    Place.TRASH: ("paper_trash", "trashed_at is not null"),
}
_LIST = Template("""
    select key from paper indexed by $index where $condition
    order by $order limit :limit
""")
_SIFT = Template("""
    select p.key from paper p indexed by $index where $condition and ($sieve)
    order by $order limit :limit
""")
_SIFT_TOPIC = Template("""
    select p.key from filing f cross join paper p on p.key = f.paper
    where f.topic in (select value from json_each(:topics)) and p.trashed_at is null
        and ($sieve)
    group by p.key order by p.key desc limit :limit
""")
_SIFT_FEW = Template("""
    select p.key from (select value as rowid from json_each(:few)) s
    cross join paper p on p.key = s.rowid where $condition and ($sieve)
    order by $order limit :limit
""")
_ORDERS = {
    Place.QUEUE: "queue_rank, key",
    Place.SNOOZED: "snoozed_until, key",
    Place.READING: """
        (select r.read_at from progress r where r.paper = uuid) desc nulls last,
        key desc
    """,
}
_LIST_INBOX = """
    select key from (
        select key from paper indexed by paper_snoozed
        where snoozed_until <= :now and status = 'new' and trashed_at is null
        order by snoozed_until desc, key desc limit :limit
    )
    union all
    select key from (
        select key from paper indexed by paper_status
        where status = 'new' and trashed_at is null and key not in (
            select key from paper indexed by paper_snoozed
            where snoozed_until is not null and status = 'new' and trashed_at is null
        )
        order by key desc limit :limit
    )
    limit :limit
"""
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
    """A place: `listing` gives its keys in its order, `probe` counts no further than
    needed (both up to a named parameter `limit`); `condition` holds for its papers `p`,
    beside the row `s` of the search index.
    """

    listing: str
    probe: str
    condition: str
    parameters: dict[str, str | int]
    sifted: Template
    """Gives the keys of those for which a condition `sieve` on `p` holds."""
    sifted_few: Template
    """As `sifted`, of the keys in the parameter `few` alone."""
    is_newest_first: bool
    """Whether all of these give the largest keys first."""


def placing(connection: Connection, query: Query) -> Placing:
    """Return the SQL of the query's place.

    Raises:
        NotFound: its topic is not there.
    """
    if query.place is not Place.TOPIC:
        index, condition = _INDEXED[query.place]
        order = _ORDERS.get(query.place, "key desc")
        listing = _LIST.substitute(index=index, condition=condition, order=order)
        if query.place is Place.INBOX:
            listing = _LIST_INBOX
        probe = _PROBE.substitute(index=index, condition=condition)
        parameters: dict[str, str | int] = {}
        if query.place in (Place.INBOX, Place.SNOOZED):
            parameters["now"] = to_micros(datetime.now(UTC))
        index = "paper_sift" if query.place is Place.ALL else index
        sifted = _halved(_SIFT, index=index, condition=condition, order=order)
        few = _halved(_SIFT_FEW, condition=condition, order=order)
        is_newest_first = query.place not in {*_ORDERS, Place.INBOX}
        return Placing(
            listing, probe, condition, parameters, sifted, few, is_newest_first
        )
    topics = [key for (key,) in connection.execute(_BELOW, (query.topic,))]
    if not topics:
        raise NotFound("This topic is no longer there.", "It may have been deleted.")
    listing = _LIST_TOPIC if len(topics) == 1 else _LIST_TOPICS
    wanted = json.dumps(topics)
    first, last = connection.execute(_RANGE, (wanted,)).fetchone()
    parameters = {"topics": wanted, "topic": topics[0], "first": first, "last": last}
    few = _halved(_SIFT_FEW, condition=_IN_TOPIC, order="p.key desc")
    return Placing(listing, _PROBE_TOPIC, _IN_TOPIC, parameters, _SIFT_TOPIC, few, True)


def _halved(template: Template, **parts: str) -> Template:
    """Fill in all but the sieve."""
    return Template(template.safe_substitute(**parts))
