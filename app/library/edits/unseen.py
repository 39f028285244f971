"""Which new papers were not looked at; this is state, as progress is, and no act."""

from collections.abc import Sequence
from datetime import datetime
from string import Template

from app.domain.paper import PaperId, TopicId
from app.domain.query import MOST_UNSEEN, Unseen
from app.library.driver import Connection
from app.library.instants import to_micros

_UNSEEN = """
    select p.key, p.uuid from paper p indexed by paper_status
    where p.status = 'new' and p.trashed_at is null and p.snoozed_until is null
        and p.key > (select key from seen_before)
        and not exists (select 1 from seen s where s.paper = p.uuid)
    order by p.key desc limit :limit
"""
CONDITION = """
    (p.status = 'new' and p.trashed_at is null and p.snoozed_until is null
        and p.key > (select key from seen_before)
        and not exists (select 1 from seen s where s.paper = p.uuid))
"""
"""Holds for an unseen paper `p`."""

_ANY = Template("""
    select 1 from paper p indexed by paper_status where $condition limit 1
""").substitute(condition=CONDITION)

KEYS = Template("select key from ($unseen)").substitute(unseen=_UNSEEN)
"""Gives up to `limit` keys of unseen papers."""

_TOPICS = Template("""
    with recursive
        fresh(key, uuid) as materialized (select key, uuid from ($unseen)),
        above(paper, topic) as (
            select u.uuid, f.topic from fresh u cross join filing f on f.paper = u.key
            union
            select a.paper, t.parent from above a cross join topic t on t.key = a.topic
            where t.parent is not null
        )
    select t.uuid, a.paper from above a join topic t on t.key = a.topic
""").substitute(unseen=_UNSEEN)
_SEE = "insert or ignore into seen(paper, at) select uuid, ? from paper where uuid = ?"
_SEE_ALL = "update seen_before set key = (select coalesce(max(key), 0) from paper)"
_FORGET = "delete from seen"


def unseen(connection: Connection) -> Unseen:
    """Return the newest papers that are unseen, with the topics above them."""
    limit = {"limit": MOST_UNSEEN}
    papers = {key: PaperId(id) for key, id in connection.execute(_UNSEEN, limit)}
    topics: dict[TopicId, set[PaperId]] = {}
    if papers:
        for topic, paper in connection.execute(_TOPICS, limit):
            topics.setdefault(TopicId(topic), set()).add(PaperId(paper))
    filed = {topic: frozenset(ids) for topic, ids in topics.items()}
    return Unseen(papers=papers, topics=filed)


def see(
    connection: Connection, papers: Sequence[PaperId] | None, now: datetime
) -> None:
    """Keep that papers, or all (None), were looked at."""
    at = to_micros(now)
    connection.executemany(_SEE, [(at, paper) for paper in papers or ()])
    is_any_left = papers is not None and connection.execute(_ANY).fetchone()
    if not is_any_left:
        connection.execute(_SEE_ALL)
        connection.execute(_FORGET)
