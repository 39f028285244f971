"""Part a list under headings: by day, topic, status or source.

The papers are looked at a stretch at a time, so that a long list can be given up and no
thread waits long for the interpreter.
"""

import json
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache, partial
from string import Template
from typing import Any, assert_never

from app.domain.paper import Status
from app.domain.query import Place, Query
from app.domain.view import POSTPONED, Day, Section, SectionRun
from app.library import tree
from app.library.driver import Connection
from app.library.folding import fold
from app.library.instants import to_micros

Label = Callable[[Any], str]
"""Gives the id of the section that a value of a paper stands for."""

_STRETCH = 4_000
_FIRST_YEAR = 1970

_VALUES = Template("""
    select json_group_array(p.key), json_group_array($value) from json_each(:keys) l
    cross join paper p $index on p.key = l.value $condition
""")
_LISTED_INDEX = ("indexed by paper_sift", "and p.trashed_at is null")
"""Spares the papers' rows, which are as long as their abstracts."""

_STATUS = """
    case when p.status = 'new' and p.snoozed_until > :now then 'postponed'
    else p.status end
"""
_TOPICS = "(select group_concat(f.topic) from filing f where f.paper = p.key)"
_SOURCE = "(select v.source from provenance v where v.paper = p.key order by v.key)"
_STATUSES = (
    Status.NEW.value,
    Status.QUEUED.value,
    Status.READING.value,
    POSTPONED,
    Status.DONE.value,
    Status.DISMISSED.value,
)


def part(
    connection: Connection,
    query: Query,
    keys: "array[int]",
    now: datetime,
    check: Callable[[], None],
) -> "tuple[array[int], tuple[SectionRun, ...]]":
    """Put keys into the order of the query's sections; inside each they keep theirs.

    Only sections with papers are there; keys of papers that are gone are left out.
    `now` has the user's time zone. `check` is called between stretches and may raise.
    """
    if query.section is Section.NONE:
        return keys, ()
    value, label, order = _plan(connection, query, now)
    found: defaultdict[str, array[int]] = defaultdict(partial(array, "q"))
    for start in range(0, len(keys), _STRETCH):
        check()
        stretch = keys[start : start + _STRETCH]
        known, values = _values(connection, query, value, stretch, now)
        for key, id in zip(known, map(label, values), strict=True):
            found[id].append(key)
    ids = order(found)
    parted = array("q")
    for id in ids:
        parted.extend(found[id])
    return parted, tuple(SectionRun(id, len(found[id])) for id in ids)


def _plan(
    connection: Connection, query: Query, now: datetime
) -> tuple[str, Label, Callable[[Iterable[str]], list[str]]]:
    """Return what to ask of a paper, the section of each answer, and their order."""
    match query.section:
        case Section.DATE:
            days = _days(now)
            return "p.added_at", _dated(days), _in_order([id for _, id in days])
        case Section.STATUS:
            return _STATUS, str, _in_order(_STATUSES)
        case Section.TOPIC:
            topics = _topics(connection, query)
            return _TOPICS, _filed(topics), _in_order([*topics.values(), ""])
        case Section.SOURCE:
            return _SOURCE, _source, _by_name
        case Section.NONE:
            raise AssertionError("a list without sections is not parted")
    assert_never(query.section)


def _values(
    connection: Connection,
    query: Query,
    value: str,
    keys: Sequence[int],
    now: datetime,
) -> tuple[list[int], list[Any]]:
    """Return the keys that are there, in the order of `keys`, and their values."""
    is_listed = query.place is not Place.TRASH
    index, condition = _LISTED_INDEX if is_listed else ("", "")
    statement = _VALUES.substitute(value=value, index=index, condition=condition)
    arguments = {"keys": json.dumps(list(keys)), "now": to_micros(now)}
    answer = connection.execute(statement, arguments).fetchone()
    known, values = map(json.loads, answer)
    if known == list(keys):
        return known, values
    by_key = dict(zip(known, values, strict=True))
    there = [key for key in keys if key in by_key]
    return there, [by_key[key] for key in there]


def _days(now: datetime) -> list[tuple[int, str]]:
    """Return when each section by date begins, in microseconds, the latest first."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    week = today - timedelta(days=today.weekday())
    starts = [
        (today, Day.TODAY.value),
        (today - timedelta(days=1), Day.YESTERDAY.value),
        (week, Day.THIS_WEEK.value),
        (week - timedelta(days=7), Day.LAST_WEEK.value),
    ]
    for month in range(today.month, 0, -1):
        starts.append((today.replace(month=month, day=1), f"{today:%Y}-{month:02}"))
    for year in range(today.year - 1, _FIRST_YEAR - 1, -1):
        starts.append((datetime(year, 1, 1), f"{year:04}"))
    kept: list[tuple[datetime, str]] = []
    for start, id in starts:
        if not kept or start < kept[-1][0]:
            kept.append((start, id))
    return [(to_micros(start.astimezone()), id) for start, id in kept]


def _dated(days: Sequence[tuple[int, str]]) -> Label:
    starts = [start for start, _ in days[::-1]]
    ids = [id for _, id in days[::-1]]

    def label(added_at: int) -> str:
        return ids[max(0, bisect_right(starts, added_at) - 1)]

    return label


def _topics(connection: Connection, query: Query) -> dict[int, str]:
    """Return the topics that make sections, by key, in the tree's order.

    In the list of a topic these are itself and those below it.
    """
    return dict(tree.order_below(connection, query.topic))


def _filed(topics: dict[int, str]) -> Label:
    places = {key: place for place, key in enumerate(topics)}
    ids = [*topics.values(), ""]

    @lru_cache(maxsize=4_096)
    def label(filed: str | None) -> str:
        keys = map(int, filed.split(",")) if filed else ()
        return ids[min((places[k] for k in keys if k in places), default=-1)]

    return label


def _source(words: str | None) -> str:
    """Return a source as a section: its words; of an address only the host."""
    source = (words or "").strip()
    scheme, mark, rest = source.partition("://")
    if mark and scheme.isalpha():
        return rest.partition("/")[0].removeprefix("www.") or source
    return source


def _by_name(ids: Iterable[str]) -> list[str]:
    return sorted(ids, key=lambda id: (not id, fold(id), id))


def _in_order(order: Sequence[str]) -> Callable[[Iterable[str]], list[str]]:
    def ordered(ids: Iterable[str]) -> list[str]:
        found = set(ids)
        return [id for id in order if id in found]

    return ordered
