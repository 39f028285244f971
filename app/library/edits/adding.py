"""Add papers, and complete those that are there."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from app.domain.edit import AddMarks, AddPapers, CompletePaper
from app.domain.paper import (
    MAX_RATING,
    Detail,
    Draft,
    Link,
    Provenance,
    Status,
    StoredFile,
    new_id,
)
from app.domain.topic import tidy_path
from app.formats.collecting import without_collecting
from app.library.driver import Connection
from app.library.edits import (
    carrying,
    marking,
    queueing,
    saving,
    signals,
    topic_looks,
    topics,
)
from app.library.edits.editing import edited_fields
from app.library.edits.filing import file_under, key_of, keys_of
from app.library.edits.paper_files import ADD_FILE, add_file, file_row
from app.library.edits.parts import (
    ADD_AUTHOR,
    ADD_DETAIL,
    ADD_IDENTIFIER,
    author_rows,
    detail_rows,
    identifier_rows,
)
from app.library.edits.updating import update_papers
from app.library.folding import storable, title_key
from app.library.instants import to_micros

_LAST_KEY = "select coalesce(max(seq), 0) from sqlite_sequence where name = 'paper'"
_PAPER = """
    insert into paper(
        key, uuid, title, abstract, title_key, year, venue, status, is_starred, rating,
        added_at, kind, queue_rank
    ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_NOTE = "insert into note(paper, text, changed_at) values (?, ?, ?)"
_LINK = "insert into link(paper, position, url, kind) values (?, ?, ?, ?)"
_TAG = "insert into tag(paper, name) values (?, ?)"
_PROVENANCE = """
    insert into provenance(
        paper, source, kind, list_date, curator, badge, position, original, imported_at
    ) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


@without_collecting()
def add_papers(connection: Connection, edit: AddPapers, now: datetime) -> None:
    """Add the drafts, the last one first, so that keys fall along the list."""
    refiled = keys_of(connection, edit.refile)
    (last,) = connection.execute(_LAST_KEY).fetchone()
    keys = range(last + len(edit.drafts), last, -1)
    pairs = list(zip(keys, edit.drafts, strict=True))[::-1]
    stamp = to_micros(now)
    _insert_papers(connection, pairs, stamp)
    _insert_belongings(connection, pairs, stamp)
    updated = update_papers(connection, edit.updates, now)
    is_new = topic_looks.missing(connection, edit.looks)
    for path in edit.topics if pairs or refiled else ():
        topic = topics.ensure(connection, path)
        file_under(connection, topic, [*refiled, *(key for key, _ in pairs)])
    for path, filed in _filings([*updated, *pairs]).items():
        file_under(connection, topics.ensure(connection, path), filed)
    topic_looks.dress(connection, edit.looks, is_new)
    saving.take_searches(connection, edit.searches)


_Pairs = Sequence[tuple[int, Draft]]
"""Drafts with the keys that they get, the last draft first."""


def _insert_papers(connection: Connection, pairs: _Pairs, stamp: int) -> None:
    ranks = _ranks(connection, pairs)
    connection.executemany(
        _PAPER, (_paper_row(k, d, stamp, ranks.get(k)) for k, d in pairs)
    )
    connection.executemany(
        ADD_AUTHOR,
        ((key, *row) for key, draft in pairs for row in author_rows(draft.authors)),
    )
    connection.executemany(
        ADD_DETAIL,
        ((key, *row) for key, draft in pairs for row in detail_rows(draft.details)),
    )
    connection.executemany(
        ADD_IDENTIFIER,
        (
            (key, *row)
            for key, draft in pairs
            for row in identifier_rows(draft.identifiers)
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
        _PROVENANCE,
        (
            _provenance_row(key, origin, stamp)
            for key, draft in pairs
            for origin in (*draft.origins, draft.provenance)
        ),
    )


def _insert_belongings(connection: Connection, pairs: _Pairs, stamp: int) -> None:
    """Add the files of drafts, and what was told and written of them elsewhere."""
    for key, draft in pairs:
        if draft.signals:
            signals.keep(connection, key, draft.signals, stamp)
    connection.executemany(
        ADD_FILE, (file_row(k, file, stamp) for k, d in pairs for file in _files_of(d))
    )
    connection.executemany(
        _NOTE, ((key, storable(d.note), stamp) for key, d in pairs if d.note.strip())
    )
    carrying.add_carried(connection, pairs)


def _ranks(connection: Connection, pairs: _Pairs) -> dict[int, float]:
    """Return the ranks of the drafts that are to be queued, behind the queue."""
    listed = list(reversed(pairs))
    listed.sort(key=lambda pair: queueing.place_of(pair[1]))
    queued = [key for key, draft in listed if draft.status is Status.QUEUED]
    last = queueing.last_rank(connection) if queued else 0.0
    return {key: last + n for n, key in enumerate(queued, start=1)}


def _filings(pairs: _Pairs) -> dict[str, list[int]]:
    """Return the papers by the paths of their own topics, in the list's order."""
    filed: dict[str, list[int]] = {}
    for key, draft in reversed(pairs):
        for path in draft.topics:
            if tidy := tidy_path(path):
                filed.setdefault(tidy, []).append(key)
    return filed


def _files_of(draft: Draft) -> Iterable[StoredFile]:
    """Return the files of a draft, each once."""
    found: dict[str, StoredFile] = {}
    for file in draft.files:
        found.setdefault(file.sha256, file)
    return found.values()


def _paper_row(
    key: int, draft: Draft, stamp: int, queue_rank: float | None
) -> tuple[object, ...]:
    return (
        key,
        draft.id or new_id(),
        storable(draft.title),
        storable(draft.abstract),
        title_key(draft.title),
        draft.year,
        storable(draft.venue),
        draft.status or Status.NEW,
        int(draft.is_starred),
        min(max(draft.rating, 0), MAX_RATING),
        stamp,
        storable(draft.kind),
        queue_rank,
    )


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
        stamp if told.imported_at is None else to_micros(told.imported_at),
    )


def complete_paper(connection: Connection, edit: CompletePaper, now: datetime) -> None:
    """Add what the paper lacks; what is there stays."""
    key = key_of(connection, edit.paper_id)
    edited = edited_fields(connection, key)
    title = storable(edit.title).strip()
    if title and "title" not in edited and _is_stub(connection, key):
        connection.execute(
            "update paper set title = ?, title_key = ? where key = ?",
            (title, title_key(title), key),
        )
    if edit.abstract and "abstract" not in edited:
        connection.execute(
            "update paper set abstract = ? where key = ? and abstract = ''",
            (storable(edit.abstract).strip(), key),
        )
    may_name = "authors" not in edited and not _has_authors(connection, key)
    if edit.authors and may_name:
        rows = author_rows(edit.authors)
        connection.executemany(ADD_AUTHOR, [(key, *row) for row in rows])
    if edit.year is not None and "year" not in edited:
        connection.execute(
            "update paper set year = ? where key = ? and year is null", (edit.year, key)
        )
    if edit.venue and "venue" not in edited:
        connection.execute(
            "update paper set venue = ? where key = ? and venue = ''",
            (storable(edit.venue), key),
        )
    if edit.kind and "kind" not in edited:
        connection.execute(
            "update paper set kind = ? where key = ? and kind = ''",
            (storable(edit.kind), key),
        )
    if "details" not in edited:
        _add_details(connection, key, edit.details)
    if "identifiers" not in edited:
        known = connection.execute(
            "select scheme, match_key from identifier where paper = ?", (key,)
        ).fetchall()
        named = identifier_rows(edit.identifiers, known)
        connection.executemany(ADD_IDENTIFIER, [(key, *row) for row in named])
    if "links" not in edited:
        _add_links(connection, key, edit.links)
    if edit.file is not None:
        add_file(connection, key, edit.file, to_micros(now))
    if edit.marks:
        marking.add_marks(connection, AddMarks(edit.marks))


def _add_details(connection: Connection, key: int, details: Iterable[Detail]) -> None:
    """Add the details of names that the paper has not."""
    known = connection.execute(
        "select name, position from detail where paper = ?", (key,)
    ).fetchall()
    names = {name for name, _ in known}
    first = 1 + max((position for _, position in known), default=-1)
    fresh = [detail for detail in details if detail.name not in names]
    connection.executemany(
        ADD_DETAIL, [(key, *row) for row in detail_rows(fresh, first)]
    )


def _is_stub(connection: Connection, key: int) -> bool:
    """Say whether a paper's title is one of its identifiers, behind its scheme."""
    told = connection.execute(
        """
        select 1 from paper p join identifier i on i.paper = p.key
        where p.key = ? and substr(p.title, instr(p.title, ' ') + 1) = i.value
        """,
        (key,),
    )
    return told.fetchone() is not None


def _has_authors(connection: Connection, key: int) -> bool:
    found = connection.execute("select 1 from author where paper = ?", (key,))
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
