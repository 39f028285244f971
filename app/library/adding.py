"""Add papers, and complete those that are there."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from app.domain.edit import AddPapers, CompletePaper
from app.domain.paper import Draft, Identifier, Link, Provenance, StoredFile, new_id
from app.library import topics
from app.library.driver import Connection
from app.library.editing import edited_fields
from app.library.filing import file_under, key_of, keys_of
from app.library.folding import identifier_key, storable, title_key
from app.library.instants import to_micros

_LAST_KEY = "select coalesce(max(seq), 0) from sqlite_sequence where name = 'paper'"
_PAPER = """
    insert into paper(
        key, uuid, title, abstract, title_key, year, venue, status, is_starred, rating,
        added_at
    ) values (?, ?, ?, ?, ?, ?, ?, 'new', 0, 0, ?)
"""
_AUTHOR = "insert into author(paper, position, name) values (?, ?, ?)"
_IDENTIFIER = """
    insert into identifier(paper, scheme, value, match_key) values (?, ?, ?, ?)
"""
_LINK = "insert into link(paper, position, url, kind) values (?, ?, ?, ?)"
_TAG = "insert into tag(paper, name) values (?, ?)"
_PROVENANCE = """
    insert into provenance(
        paper, source, kind, list_date, curator, badge, position, original, imported_at
    ) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_FILE = """
    insert into file(paper, sha256, length_bytes, name, source, n_pages, added_at)
    values (?, ?, ?, ?, ?, ?, ?)
"""


def add_papers(connection: Connection, edit: AddPapers, now: datetime) -> None:
    """Add the drafts, the last one first, so that keys fall along the list."""
    refiled = keys_of(connection, edit.refile)
    (last,) = connection.execute(_LAST_KEY).fetchone()
    keys = range(last + len(edit.drafts), last, -1)
    pairs = list(zip(keys, edit.drafts, strict=True))[::-1]
    stamp = to_micros(now)
    _insert_papers(connection, pairs, stamp)
    for key, draft in pairs:
        if draft.file is not None:
            connection.execute(_FILE, _file_row(key, draft.file, stamp))
    for paper_id, file in edit.attach:
        key = key_of(connection, paper_id)
        if not _has_file(connection, key, file):
            connection.execute(_FILE, _file_row(key, file, stamp))
    for path in edit.topics if pairs or refiled else ():
        topic = topics.ensure(connection, path)
        file_under(connection, topic, [*refiled, *(key for key, _ in pairs)])


def _insert_papers(
    connection: Connection, pairs: Sequence[tuple[int, Draft]], stamp: int
) -> None:
    connection.executemany(_PAPER, (_paper_row(k, d, stamp) for k, d in pairs))
    connection.executemany(
        _AUTHOR,
        (
            (key, position, storable(author.name))
            for key, draft in pairs
            for position, author in enumerate(draft.authors)
        ),
    )
    connection.executemany(
        _IDENTIFIER,
        (
            (key, *row)
            for key, draft in pairs
            for row in _identifier_rows(draft.identifiers)
        ),
    )
    connection.executemany(
        _LINK,
        (
            (key, position, storable(link.url), link.kind)
            for key, draft in pairs
            for position, link in enumerate(draft.links)
        ),
    )
    connection.executemany(
        _TAG,
        (
            (key, tag)
            for key, draft in pairs
            for tag in dict.fromkeys(map(storable, draft.tags))
        ),
    )
    connection.executemany(
        _PROVENANCE, (_provenance_row(k, d.provenance, stamp) for k, d in pairs)
    )


def _paper_row(key: int, draft: Draft, stamp: int) -> tuple[object, ...]:
    return (
        key,
        new_id(),
        storable(draft.title),
        storable(draft.abstract),
        title_key(draft.title),
        draft.year,
        storable(draft.venue),
        stamp,
    )


def _identifier_rows(
    identifiers: Iterable[Identifier], known: Iterable[tuple[str, str]] = ()
) -> list[tuple[str, str, str]]:
    """Return scheme, value and match key of each work name that is not known yet."""
    rows: dict[tuple[str, str], tuple[str, str, str]] = {}
    for identifier in identifiers:
        scheme, value = storable(identifier.scheme), storable(identifier.value)
        match_key = identifier_key(scheme, value)
        rows.setdefault((scheme, match_key), (scheme, value, match_key))
    return [row for name, row in rows.items() if name not in set(known)]


def _provenance_row(key: int, told: Provenance, stamp: int) -> tuple[object, ...]:
    return (
        key,
        storable(told.source),
        storable(told.kind),
        storable(told.list_date),
        storable(told.curator),
        storable(told.badge),
        told.position,
        storable(told.original),
        stamp,
    )


def _file_row(key: int, file: StoredFile, stamp: int) -> tuple[object, ...]:
    return (
        key,
        file.sha256,
        file.length_bytes,
        storable(file.name),
        storable(file.source),
        file.n_pages,
        stamp if file.added_at is None else to_micros(file.added_at),
    )


def complete_paper(connection: Connection, edit: CompletePaper, now: datetime) -> None:
    """Add what the paper lacks; what is there stays."""
    key = key_of(connection, edit.paper_id)
    edited = edited_fields(connection, key)
    may_name = "authors" not in edited and not _has_authors(connection, key)
    if edit.authors and may_name:
        connection.executemany(
            _AUTHOR,
            [(key, n, storable(author.name)) for n, author in enumerate(edit.authors)],
        )
    if edit.year is not None and "year" not in edited:
        connection.execute(
            "update paper set year = ? where key = ? and year is null", (edit.year, key)
        )
    if edit.venue and "venue" not in edited:
        connection.execute(
            "update paper set venue = ? where key = ? and venue = ''",
            (storable(edit.venue), key),
        )
    if "identifiers" not in edited:
        known = connection.execute(
            "select scheme, match_key from identifier where paper = ?", (key,)
        ).fetchall()
        rows = _identifier_rows(edit.identifiers, known)
        connection.executemany(_IDENTIFIER, [(key, *row) for row in rows])
    if "links" not in edited:
        _add_links(connection, key, edit.links)
    if edit.file is not None and not _has_file(connection, key, edit.file):
        connection.execute(_FILE, _file_row(key, edit.file, to_micros(now)))


def _has_authors(connection: Connection, key: int) -> bool:
    found = connection.execute("select 1 from author where paper = ?", (key,))
    return found.fetchone() is not None


def _has_file(connection: Connection, key: int, file: StoredFile) -> bool:
    found = connection.execute(
        "select 1 from file where paper = ? and sha256 = ?", (key, file.sha256)
    )
    return found.fetchone() is not None


def _add_links(connection: Connection, key: int, links: Iterable[Link]) -> None:
    known = [
        url
        for (url,) in connection.execute("select url from link where paper = ?", (key,))
    ]
    fresh = {storable(link.url): link.kind for link in links}
    missing = [(url, kind) for url, kind in fresh.items() if url not in known]
    connection.executemany(
        _LINK,
        [(key, len(known) + n, url, kind) for n, (url, kind) in enumerate(missing)],
    )
