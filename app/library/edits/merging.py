"""Merge papers that are one, and remember which are not."""

import itertools
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from app.domain.duplicates import STATUS_RANK, is_preprint_venue
from app.domain.edit import KeepApart, MergePapers, Merger
from app.domain.errors import InvalidInput
from app.domain.paper import Author, Detail, Status
from app.library.driver import Connection
from app.library.edits.filing import keys_of
from app.library.edits.parts import ADD_AUTHOR, ADD_DETAIL, author_rows, detail_rows
from app.library.folding import title_key
from app.library.instants import to_micros
from app.library.wording import elide

_CUT = ("…", "...")
_HEAD = "From “"
_LINE = "\n\n---\n\n"
_SCHEMES = {"arxiv": "arXiv", "doi": "DOI"}

_RECORD = """
    select p.uuid, p.title, p.abstract, p.year, p.venue, p.status, p.is_starred,
        p.rating, p.trashed_at, p.snoozed_until, p.queue_rank, p.edited, p.merged,
        p.kind,
        (select n.text from note n where n.paper = p.key),
        (
            select i.scheme || ' ' || i.value from identifier i where i.paper = p.key
            order by i.key limit 1
        ),
        (
            select v.source from provenance v where v.paper = p.key
            order by v.key limit 1
        )
    from paper p where p.key = ?
"""
_AUTHORS = """
    select name, family, given from author where paper = ? order by position, key
"""
_DETAILS = "select name, value from detail where paper = ? order by position, key"
_UPDATE = """
    update paper set title = ?, title_key = ?, abstract = ?, year = ?, venue = ?,
        status = ?, is_starred = ?, rating = ?, trashed_at = ?, snoozed_until = ?,
        queue_rank = ?, edited = ?, merged = ?, kind = ?
    where key = ?
"""
_NOTE = """
    insert into note(paper, text, changed_at) values (?, ?, ?)
    on conflict(paper) do update
    set text = excluded.text, changed_at = excluded.changed_at
    where text <> excluded.text
"""
_TAKE = (
    """
    insert into identifier(paper, scheme, value, match_key)
    select :target, i.scheme, i.value, i.match_key from identifier i
    where i.paper = :other and not exists (
        select 1 from identifier t
        where t.paper = :target and t.scheme = i.scheme and t.match_key = i.match_key
    ) order by i.key
    """,
    """
    insert into link(paper, position, url, kind)
    select :target, l.position + (
            select coalesce(max(t.position) + 1, 0) from link t where t.paper = :target
        ), l.url, l.kind
    from link l
    where l.paper = :other and not exists (
        select 1 from link t where t.paper = :target and t.url = l.url
    ) order by l.position, l.key
    """,
    """
    insert into tag(paper, name)
    select :target, g.name from tag g
    where g.paper = :other and not exists (
        select 1 from tag t where t.paper = :target and t.name = g.name
    ) order by g.key
    """,
    """
    insert into provenance(
        paper, source, kind, list_date, curator, badge, position, original, imported_at
    )
    select :target, v.source, v.kind, v.list_date, v.curator, v.badge, v.position,
        v.original, v.imported_at
    from provenance v
    where v.paper = :other and not exists (
        select 1 from provenance t
        where t.paper = :target and t.source = v.source and t.kind = v.kind
            and t.list_date = v.list_date and t.curator = v.curator
            and t.badge = v.badge and t.position = v.position
            and t.original = v.original and t.imported_at = v.imported_at
    ) order by v.key
    """,
    """
    insert into signal(paper, name, number, source, as_of)
    select :target, g.name, g.number, g.source, g.as_of from signal g
    where g.paper = :other
    on conflict(paper, name) do update set
        number = excluded.number, source = excluded.source, as_of = excluded.as_of
    where as_of < excluded.as_of
    """,
    """
    insert into file(
        paper, sha256, length_bytes, name, source, n_pages, added_at, version
    )
    select :target, f.sha256, f.length_bytes, f.name, f.source, f.n_pages, f.added_at,
        f.version
    from file f
    where f.paper = :other and not exists (
        select 1 from file t where t.paper = :target and t.sha256 = f.sha256
    ) order by f.key
    """,
    """
    insert into filing(paper, topic)
    select :target, f.topic from filing f
    where f.paper = :other and not exists (
        select 1 from filing t where t.paper = :target and t.topic = f.topic
    ) order by f.key
    """,
    """
    insert into refusal(paper, topic)
    select :target, r.topic from refusal r where r.paper = :other
    on conflict do nothing
    """,
    "update mark set paper = :target where paper = :other",
    """
    insert into distinct_pair(paper, other)
    select min(:target, d.third), max(:target, d.third) from (
        select iif(paper = :other, other, paper) as third from distinct_pair
        where paper = :other or other = :other
    ) d
    where d.third <> :target and not exists (
        select 1 from distinct_pair t where t.paper = min(:target, d.third)
            and t.other = max(:target, d.third)
    )
    """,
)
"""How a paper takes what another has and it has not, table by table."""

_KEEP_APART = """
    insert into distinct_pair(paper, other)
    select :paper, :other where not exists (
        select 1 from distinct_pair d where d.paper = :paper and d.other = :other
    )
"""


def merge_papers(connection: Connection, edit: MergePapers, now: datetime) -> None:
    """Make each group one paper: its target.

    Raises:
        InvalidInput: a paper is named twice, or a target has nothing to take.
        NotFound: one of the papers is not there.
    """
    named = [id for each in edit.mergers for id in (each.target, *each.others)]
    if len(set(named)) < len(named):
        raise InvalidInput(
            "A paper cannot be merged with itself.", "Name each paper once."
        )
    if any(not each.others for each in edit.mergers):
        raise InvalidInput("One paper is nothing to merge.", "Name two or more.")
    for merger in edit.mergers:
        _merge(connection, merger, now)


def keep_apart(connection: Connection, edit: KeepApart) -> None:
    """Remember that no two of the papers are one.

    Raises:
        InvalidInput: there are not two of them.
        NotFound: one of the papers is not there.
    """
    keys = sorted(keys_of(connection, edit.ids))
    if len(keys) <= 1:
        raise InvalidInput("One paper is apart already.", "Name two or more.")
    for paper, other in itertools.combinations(keys, 2):
        connection.execute(_KEEP_APART, {"paper": paper, "other": other})


@dataclass(frozen=True, slots=True)
class _Record:
    """A paper's own row, with what names it."""

    uuid: str
    title: str
    abstract: str
    year: int | None
    venue: str
    status: str
    is_starred: int
    rating: int
    trashed_at: int | None
    snoozed_until: int | None
    queue_rank: float | None
    edited: str
    merged: str
    kind: str
    note: str | None
    identifier: str | None
    source: str | None
    authors: tuple[Author, ...]
    details: tuple[Detail, ...]

    def has_edited(self, field: str) -> bool:
        return field in self.edited.split()

    def name(self) -> str:
        """Return what tells the paper from one of the same title."""
        if self.identifier is None:
            return str(self.year or self.source or "")
        scheme, _, value = self.identifier.partition(" ")
        return f"{_SCHEMES.get(scheme, scheme)} {value}"


def _merge(connection: Connection, merger: Merger, now: datetime) -> None:
    target, *others = keys_of(connection, (merger.target, *merger.others))
    records = [_record(connection, key) for key in (target, *others)]
    _write_row(connection, target, records)
    authors = _chosen(records, "authors", _authors_of, _fullest_authors)
    if authors != records[0].authors:
        connection.execute("delete from author where paper = ?", (target,))
        rows = author_rows(authors)
        connection.executemany(ADD_AUTHOR, [(target, *row) for row in rows])
    details = _united_details(records)
    if details != records[0].details:
        connection.execute("delete from detail where paper = ?", (target,))
        told = detail_rows(details)
        connection.executemany(ADD_DETAIL, [(target, *row) for row in told])
    if note := _joined_notes(records):
        connection.execute(_NOTE, (target, note, to_micros(now)))
    for other in others:
        for statement in _TAKE:
            connection.execute(statement, {"target": target, "other": other})
        connection.execute("delete from paper where key = ?", (other,))


def _record(connection: Connection, key: int) -> _Record:
    row: tuple[Any, ...] = connection.execute(_RECORD, (key,)).fetchone()
    authors = tuple(Author(*told) for told in connection.execute(_AUTHORS, (key,)))
    details = tuple(Detail(*told) for told in connection.execute(_DETAILS, (key,)))
    return _Record(*(*row, authors, details))


def _write_row(connection: Connection, key: int, records: Sequence[_Record]) -> None:
    """Write what the paper's own row becomes."""
    target = records[0]
    title = _chosen(records, "title", lambda r: r.title, _whole_title)
    published = _published(records)
    decided = max(records, key=lambda r: STATUS_RANK[Status(r.status)])
    is_trashed = all(r.trashed_at is not None for r in records)
    edited = dict.fromkeys(field for r in records for field in r.edited.split())
    merged = [*json.loads(target.merged)]
    for record in records[1:]:
        merged += [record.uuid, *json.loads(record.merged)]
    connection.execute(
        _UPDATE,
        (
            title,
            title_key(title),
            _chosen(records, "abstract", lambda r: r.abstract, _longest_abstract),
            _chosen(records, "year", lambda r: r.year, lambda _: published.year),
            _chosen(records, "venue", lambda r: r.venue, lambda _: published.venue),
            decided.status,
            max(r.is_starred for r in records),
            max(r.rating for r in records),
            target.trashed_at if is_trashed else None,
            decided.snoozed_until,
            decided.queue_rank,
            " ".join(edited),
            json.dumps(merged),
            _chosen(records, "kind", lambda r: r.kind, lambda _: published.kind),
            key,
        ),
    )


_Value = TypeVar("_Value")


def _chosen(
    records: Sequence[_Record],
    field: str,
    value: Callable[[_Record], _Value],
    fullest: Callable[[Sequence[_Record]], _Value],
) -> _Value:
    """Return what the user wrote in a field, the target's first, or the fullest."""
    edited = next((r for r in records if r.has_edited(field)), None)
    return fullest(records) if edited is None else value(edited)


def _authors_of(record: _Record) -> tuple[Author, ...]:
    return record.authors


def _fullest_authors(records: Sequence[_Record]) -> tuple[Author, ...]:
    """Return the longest list of authors; of equal ones that of the fuller names."""

    def fullness(authors: tuple[Author, ...]) -> tuple[int, int, int]:
        n_letters = sum(len(author.name) for author in authors)
        return len(authors), n_letters, sum(bool(author.family) for author in authors)

    return max((r.authors for r in records), key=fullness)


def _whole_title(records: Sequence[_Record]) -> str:
    """Return the target's title, or the one that it is the beginning of."""
    title = records[0].title.rstrip()
    if not title.strip() or title.endswith(_CUT):
        begun = title_key(title)
        for record in records[1:]:
            if len(record.title) > len(title) and title_key(record.title).startswith(
                begun
            ):
                return record.title
    return records[0].title


def _longest_abstract(records: Sequence[_Record]) -> str:
    return max((r.abstract for r in records), key=len)


@dataclass(frozen=True, slots=True)
class _Publication:
    """Where, when and as what a paper came out."""

    venue: str
    year: int | None
    kind: str


def _published(records: Sequence[_Record]) -> _Publication:
    """Return the journal's or the conference's words before a preprint server's."""
    first = _first_published(records)
    years = (r.year for r in (first, *records) if r.year is not None)
    kinds = (r.kind for r in (first, *records) if r.kind)
    return _Publication(first.venue, next(years, None), next(kinds, ""))


def _first_published(records: Sequence[_Record]) -> _Record:
    known = next((r for r in records if not is_preprint_venue(r.venue)), None)
    return known or next((r for r in records if r.venue), records[0])


def _united_details(records: Sequence[_Record]) -> tuple[Detail, ...]:
    """Return the details of all; of one name those of the record that tells best.

    What the user wrote goes first, then what tells of the publication.
    """
    edited = [r for r in records if r.has_edited("details")]
    united: list[Detail] = []
    for record in (*edited, _first_published(records), *records):
        names = {detail.name for detail in united}
        united += [detail for detail in record.details if detail.name not in names]
    return tuple(united)


def _joined_notes(records: Sequence[_Record]) -> str:
    """Return the notes as one text; of several, each part says where it is from."""
    parts: dict[str, _Record] = {}
    for record in records:
        if record.note:
            parts.setdefault(record.note, record)
    if len(parts) <= 1:
        return "".join(parts)
    return _LINE.join(_headed(text, record) for text, record in parts.items())


def _headed(text: str, record: _Record) -> str:
    if text.startswith(_HEAD):  # joined before
        return text
    name = record.name()
    return f"{_HEAD}{elide(record.title)}”{f' ({name})' if name else ''}:\n\n{text}"
