"""Write the fields of papers, and remember which the user wrote."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from app.domain.errors import InvalidInput
from app.domain.fields import Fields
from app.domain.paper import Author, Identifier, Link
from app.library.driver import Connection
from app.library.edits.parts import (
    ADD_AUTHOR,
    ADD_DETAIL,
    ADD_IDENTIFIER,
    author_rows,
    detail_rows,
    identifier_rows,
)
from app.library.folding import identifier_key, storable, title_key

FIRST_YEAR, LAST_YEAR = 1000, 9999

_TITLE = """
    update paper set title = :value, title_key = :title_key
    where key = :key and title <> :value
"""
_ABSTRACT = "update paper set abstract = :value where key = :key and abstract <> :value"
_VENUE = "update paper set venue = :value where key = :key and venue <> :value"
_YEAR = "update paper set year = :value where key = :key and year is not :value"
_MARK = """
    update paper set edited = trim(edited || ' ' || :field)
    where key in (select value from json_each(:keys))
        and instr(' ' || edited || ' ', ' ' || :field || ' ') = 0
"""
_EDITED = "select edited from paper where key = ?"
_KIND = "update paper set kind = :value where key = :key and kind <> :value"
_AUTHORS = """
    select name, family, given from author where paper = ? order by position, key
"""
_DETAILS = "select name, value from detail where paper = ? order by position, key"
_IDENTIFIERS = "select scheme, value from identifier where paper = ? order by key"
_LINKS = "select url, kind from link where paper = ? order by position, key"
_ADD_LINK = "insert into link(paper, position, url, kind) values (?, ?, ?, ?)"
_TAGS = "select name from tag where paper = ? order by key"
_ADD_TAG = "insert into tag(paper, name) values (?, ?)"
_FORGET = {
    "authors": "delete from author where paper = ?",
    "details": "delete from detail where paper = ?",
    "identifiers": "delete from identifier where paper = ?",
    "links": "delete from link where paper = ?",
    "tags": "delete from tag where paper = ?",
}
_LACK_TAG = """
    select j.value from json_each(?) j
    where not exists (select 1 from tag t where t.paper = j.value and t.name = ?)
"""
_HAVE_TAG = """
    select j.value from json_each(?) j
    where exists (select 1 from tag t where t.paper = j.value and t.name = ?)
"""
_REMOVE_TAG = """
    delete from tag where paper in (select value from json_each(?)) and name = ?
"""


def write_fields(connection: Connection, papers: Sequence[int], fields: Fields) -> None:
    """Write fields of papers; those that change are the user's from then on.

    Raises:
        InvalidInput: a title is empty, a year is none, or an identifier names no work.
    """
    _refuse_nameless(fields.identifiers or ())
    for name, write in _writers(connection, fields):
        written = [key for key in papers if write(key)]
        _mark(connection, written, name)
    _mark(connection, _change_tags(connection, papers, fields), "tags")


def set_field(connection: Connection, key: int, field: str, value: Fields) -> None:
    """Write one field of a paper as a source tells it; it does not become the user's.

    Raises:
        InvalidInput: a title is empty, or a year is none.
    """
    for name, write in _writers(connection, value):
        if name == field:
            write(key)
    if field == "tags":
        _change_tags(connection, [key], value)


def edited_fields(connection: Connection, key: int) -> frozenset[str]:
    """Return the names of the fields of a paper that the user wrote."""
    (edited,) = connection.execute(_EDITED, (key,)).fetchone()
    return frozenset(edited.split())


_Writer = Callable[[int], bool]
"""Writes one field of the paper of a key; tells whether that changed it."""


def _writers(connection: Connection, fields: Fields) -> list[tuple[str, _Writer]]:
    writers: list[tuple[str, _Writer]] = []

    def scalar(name: str, statement: str, **values: object) -> None:
        def write(key: int) -> bool:
            return connection.execute(statement, {"key": key, **values}).rowcount > 0

        writers.append((name, write))

    def rows(name: str, ask: str, add: str, wanted: _Rows) -> None:
        def write(key: int) -> bool:
            there = [tuple(row) for row in connection.execute(ask, (key,))]
            if there == [row.told for row in wanted]:
                return False
            connection.execute(_FORGET[name], (key,))
            connection.executemany(add, [(key, *row.stored) for row in wanted])
            return True

        writers.append((name, write))

    if fields.title is not None:
        title = _title(fields.title)
        scalar("title", _TITLE, value=title, title_key=title_key(title))
    if fields.authors is not None:
        writers.append(("authors", _author_writer(connection, fields.authors)))
    if fields.year is not None:
        scalar("year", _YEAR, value=_year(fields.year))
    if fields.venue is not None:
        scalar("venue", _VENUE, value=storable(fields.venue.strip()))
    if fields.kind is not None:
        scalar("kind", _KIND, value=storable(fields.kind.strip()))
    if fields.details is not None:
        told = [_Row(row[1:], row) for row in detail_rows(fields.details)]
        rows("details", _DETAILS, ADD_DETAIL, told)
    if fields.identifiers is not None:
        named = [_Row(row[:2], row) for row in identifier_rows(fields.identifiers)]
        rows("identifiers", _IDENTIFIERS, ADD_IDENTIFIER, named)
    if fields.links is not None:
        rows("links", _LINKS, _ADD_LINK, _link_rows(fields.links))
    if fields.tags is not None:
        rows("tags", _TAGS, _ADD_TAG, [_Row((t,), (t,)) for t in _tidy(fields.tags)])
    if fields.abstract is not None:
        scalar("abstract", _ABSTRACT, value=storable(fields.abstract.strip()))
    return writers


class _Row:
    """A row to write: `told` is what a paper shows of it, `stored` what is kept."""

    def __init__(self, told: tuple[object, ...], stored: tuple[object, ...]) -> None:
        self.told, self.stored = told, stored


_Rows = list[_Row]


def _title(text: str) -> str:
    title = storable(text).strip()
    if not title:
        raise InvalidInput("A paper needs a title.", "Write one, in TeX if you like.")
    return title


def _year(year: int) -> int | None:
    if year and not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidInput(
            f"{year} is no year.", f"Years go from {FIRST_YEAR} to {LAST_YEAR}."
        )
    return year or None


def _tidy(names: Iterable[str]) -> list[str]:
    """Return the names that are not empty, trimmed, each once, in order."""
    trimmed = (storable(name).strip() for name in names)
    return list(dict.fromkeys(filter(None, trimmed)))


def _author_writer(connection: Connection, authors: Iterable[Author]) -> _Writer:
    """Return what writes authors; a name alone keeps the parts that it has."""
    trimmed = [replace(author, name=author.name.strip()) for author in authors]
    given = [author for author in trimmed if author.name]

    def write(key: int) -> bool:
        there = connection.execute(_AUTHORS, (key,)).fetchall()
        parted = {row[0]: Author(*row) for row in there}
        wanted = author_rows(
            author if author.family or author.given else parted.get(author.name, author)
            for author in given
        )
        if there == [row[1:] for row in wanted]:
            return False
        connection.execute(_FORGET["authors"], (key,))
        connection.executemany(ADD_AUTHOR, [(key, *row) for row in wanted])
        return True

    return write


def _refuse_nameless(identifiers: Iterable[Identifier]) -> None:
    for identifier in identifiers:
        if not identifier_key(identifier.scheme, identifier.value):
            raise InvalidInput(
                f"“{identifier.value}” names no paper.",
                "It stands in a template until the paper has its own.",
            )


def _link_rows(links: Iterable[Link]) -> _Rows:
    kinds = {storable(link.url): link.kind for link in links}
    return [
        _Row((url, kind.value), (n, url, kind.value))
        for n, (url, kind) in enumerate(kinds.items())
    ]


def _change_tags(
    connection: Connection, papers: Sequence[int], fields: Fields
) -> list[int]:
    """Add and remove tags; return the papers on which that changed something."""
    wanted = json.dumps(list(papers))
    changed: dict[int, None] = {}
    for name in dict.fromkeys(_tidy(fields.add_tags)):
        lacking = [key for (key,) in connection.execute(_LACK_TAG, (wanted, name))]
        connection.executemany(_ADD_TAG, [(key, name) for key in lacking])
        changed |= dict.fromkeys(lacking)
    for name in dict.fromkeys(_tidy(fields.remove_tags)):
        having = [key for (key,) in connection.execute(_HAVE_TAG, (wanted, name))]
        connection.execute(_REMOVE_TAG, (json.dumps(having), name))
        changed |= dict.fromkeys(having)
    return list(changed)


def _mark(connection: Connection, papers: Sequence[int], field: str) -> None:
    """Remember that the user wrote a field of the papers."""
    if papers:
        values = {"field": field, "keys": json.dumps(list(papers))}
        connection.execute(_MARK, values)
