"""Turn rows into papers, many at a time: one query a table, whatever the number."""

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from app.domain.mark import FoundMark, Mark, MarkKind, Quad
from app.domain.paper import (
    Author,
    Detail,
    Identifier,
    Link,
    LinkKind,
    MarkId,
    Note,
    Paper,
    PaperId,
    Progress,
    Provenance,
    Sha256,
    Status,
    StoredFile,
    TopicId,
)
from app.domain.signal import Signal, SignalName
from app.library.driver import Connection
from app.library.instants import from_micros
from app.library.tagging import tags_of

_PAPERS = """
    select p.key, p.uuid, p.title, p.abstract, p.year, p.venue, p.status, p.is_starred,
        p.rating, p.added_at, p.trashed_at is not null,
        n.text, n.changed_at,
        (
            select count(*) from mark m where m.paper = p.key and not exists (
                select 1 from mark c indexed by mark_made
                where c.paper = m.paper and c.created_at = m.created_at
                    and c.key > m.key and c.file <> m.file and c.kind = m.kind
                    and c.quote = m.quote and m.quote <> ''
            )
        ),
        r.page_index, r.top, r.zoom, r.furthest_page_index, r.n_pages, r.read_at,
        p.snoozed_until, p.edited, p.kind
    from json_each(?) j
    cross join paper p on p.key = j.value
    left join note n on n.paper = p.key
    left join progress r on r.paper = coalesce(
        (select o.paper from progress o where o.paper = p.uuid),
        (
            select o.paper from json_each(p.merged) m
            cross join progress o on o.paper = m.value order by o.read_at desc limit 1
        )
    )
    order by j.key
"""
_AUTHORS = """
    select a.paper, a.name, a.family, a.given from json_each(?) j
    cross join author a on a.paper = j.value order by a.position, a.key
"""
_IDENTIFIERS = """
    select i.paper, i.scheme, i.value from json_each(?) j
    cross join identifier i on i.paper = j.value order by i.key
"""
_DETAILS = """
    select d.paper, d.name, d.value from json_each(?) j
    cross join detail d on d.paper = j.value order by d.position, d.key
"""
_SIGNALS = """
    select g.paper, g.name, g.number, g.source, g.as_of from json_each(?) j
    cross join signal g on g.paper = j.value order by g.name
"""
_LINKS = """
    select l.paper, l.url, l.kind from json_each(?) j
    cross join link l on l.paper = j.value order by l.position, l.key
"""
_TAGS = """
    select t.paper, t.name from json_each(?) j
    cross join tag t on t.paper = j.value order by t.key
"""
_PROVENANCE = """
    select v.paper, v.source, v.kind, v.list_date, v.curator, v.badge, v.position,
        v.original, v.imported_at
    from json_each(?) j cross join provenance v on v.paper = j.value order by v.key
"""
_FILES = """
    select f.paper, f.sha256, f.length_bytes, f.name, f.source, f.n_pages, f.added_at,
        f.version
    from json_each(?) j cross join file f on f.paper = j.value
    order by f.version desc nulls last, f.key
"""
_TOPICS = """
    select f.paper, t.uuid from json_each(?) j
    cross join filing f on f.paper = j.value join topic t on t.key = f.topic
"""
_MARKS = """
    select m.uuid, p.uuid, m.file, m.kind, m.colour, m.page_index, m.quads, m.quote,
        m.prefix, m.suffix, m.comment, m.created_at, m.changed_at, m.tags
    from mark m join paper p on p.key = m.paper
    where p.uuid = ? order by m.page_index, m.created_at, m.key
"""
_FOUND_MARKS = """
    select p.title, m.uuid, p.uuid, m.file, m.kind, m.colour, m.page_index, m.quads,
        m.quote, m.prefix, m.suffix, m.comment, m.created_at, m.changed_at, m.tags
    from json_each(?) j cross join mark m on m.key = j.value
    join paper p on p.key = m.paper order by j.key
"""

T = TypeVar("T")


def papers(
    connection: Connection, keys: Sequence[int], topic_order: Sequence[TopicId]
) -> list[Paper]:
    """Return the papers of `keys`, in that order; those that are gone are left out."""
    wanted = json.dumps(list(keys))
    place = {topic: n for n, topic in enumerate(topic_order)}
    authors = _group(connection, _AUTHORS, wanted, Author)
    identifiers = _group(connection, _IDENTIFIERS, wanted, Identifier)
    details = _group(connection, _DETAILS, wanted, Detail)
    links = _group(connection, _LINKS, wanted, _link)
    signals = _group(connection, _SIGNALS, wanted, _signal)
    topics = _group(connection, _TOPICS, wanted, TopicId)
    tags = _group(connection, _TAGS, wanted, str)
    provenance = _group(connection, _PROVENANCE, wanted, _provenance)
    files = _group(connection, _FILES, wanted, _file)
    return [
        Paper(
            id=PaperId(row[1]),
            title=row[2],
            abstract=row[3],
            authors=tuple(authors.get(row[0], ())),
            year=row[4],
            venue=row[5],
            identifiers=tuple(identifiers.get(row[0], ())),
            links=tuple(links.get(row[0], ())),
            status=Status(row[6]),
            is_starred=bool(row[7]),
            rating=row[8],
            topics=tuple(sorted(topics.get(row[0], ()), key=lambda t: place[t])),
            tags=tuple(tags.get(row[0], ())),
            provenance=tuple(provenance.get(row[0], ())),
            files=tuple(files.get(row[0], ())),
            note=_note(*row[11:13]),
            n_marks=row[13],
            progress=_progress(*row[14:20]),
            added_at=from_micros(row[9]),
            is_trashed=bool(row[10]),
            snoozed_until=None if row[20] is None else from_micros(row[20]),
            edited=frozenset(row[21].split()),
            kind=row[22],
            details=tuple(details.get(row[0], ())),
            signals=tuple(signals.get(row[0], ())),
        )
        for row in connection.execute(_PAPERS, (wanted,))
    ]


def marks(connection: Connection, paper: PaperId) -> tuple[Mark, ...]:
    """Return the marks of a paper, in the order of its pages."""
    return tuple(_mark(*row) for row in connection.execute(_MARKS, (paper,)))


def found_marks(connection: Connection, keys: Sequence[int]) -> tuple[FoundMark, ...]:
    """Return the marks of `keys` with the titles of their papers, in that order."""
    rows = connection.execute(_FOUND_MARKS, (json.dumps(list(keys)),))
    return tuple(FoundMark(_mark(*mark), title) for title, *mark in rows)


def _group(
    connection: Connection, query: str, wanted: str, make: Callable[..., T]
) -> dict[int, list[T]]:
    groups: dict[int, list[T]] = defaultdict(list)
    for row in connection.execute(query, (wanted,)):
        groups[row[0]].append(make(*row[1:]))
    return groups


def _link(url: str, kind: str) -> Link:
    return Link(url, LinkKind(kind))


def _signal(name: str, number: int, source: str, as_of: int) -> Signal:
    return Signal(
        name=SignalName(name), number=number, source=source, as_of=from_micros(as_of)
    )


def _provenance(
    source: str,
    kind: str,
    list_date: str,
    curator: str,
    badge: str,
    position: int,
    original: str,
    imported_at: int,
) -> Provenance:
    return Provenance(
        source=source,
        kind=kind,
        list_date=list_date,
        curator=curator,
        badge=badge,
        position=position,
        original=original,
        imported_at=from_micros(imported_at),
    )


def _file(
    sha256: str,
    length_bytes: int,
    name: str,
    source: str,
    n_pages: int | None,
    added_at: int,
    version: int | None,
) -> StoredFile:
    return StoredFile(
        sha256=Sha256(sha256),
        length_bytes=length_bytes,
        name=name,
        source=source,
        n_pages=n_pages,
        added_at=from_micros(added_at),
        version=version,
    )


def _note(text: str | None, changed_at: int) -> Note | None:
    if text is None:
        return None
    return Note(text=text, changed_at=from_micros(changed_at))


def _progress(
    page_index: int | None,
    top: float,
    zoom: str,
    furthest_page_index: int,
    n_pages: int,
    read_at: int,
) -> Progress | None:
    if page_index is None:
        return None
    return Progress(
        page_index=page_index,
        top=top,
        zoom=zoom,
        furthest_page_index=furthest_page_index,
        n_pages=n_pages,
        read_at=from_micros(read_at),
    )


def _mark(*row: Any) -> Mark:
    return Mark(
        id=MarkId(row[0]),
        paper_id=PaperId(row[1]),
        file=Sha256(row[2]),
        kind=MarkKind(row[3]),
        colour=row[4],
        page_index=row[5],
        quads=tuple(Quad(*box) for box in json.loads(row[6])),
        quote=row[7],
        prefix=row[8],
        suffix=row[9],
        comment=row[10],
        created_at=from_micros(row[11]),
        changed_at=from_micros(row[12]),
        tags=tags_of(row[13]),
    )
