"""Write the fields of papers, and remember which the user wrote."""

import json
from collections.abc import Callable, Iterable, Sequence

from app.domain.errors import InvalidInput
from app.domain.fields import Fields
from app.domain.paper import Author, Identifier, Link
from app.library.driver import Connection
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
_AUTHORS = "select name from author where paper = ? order by position, key"
_ADD_AUTHOR = "insert into author(paper, position, name) values (?, ?, ?)"
_IDENTIFIERS = "select scheme, value from identifier where paper = ? order by key"
_ADD_IDENTIFIER = """
    insert into identifier(paper, scheme, value, match_key) values (?, ?, ?, ?)
"""
_LINKS = "select url, kind from link where paper = ? order by position, key"
_ADD_LINK = "insert into link(paper, position, url, kind) values (?, ?, ?, ?)"
_TAGS = "select name from tag where paper = ? order by key"
_ADD_TAG = "insert into tag(paper, name) values (?, ?)"
_FORGET = {
    "authors": "delete from author where paper = ?",
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
        InvalidInput: a title is empty, or a year is none.
    """
    for name, write in _writers(connection, fields):
        written = [key for key in papers if write(key)]
        _mark(connection, written, name)
    for name in dict.fromkeys(_tidy(fields.add_tags)):
        _add_tag(connection, papers, name)
    for name in dict.fromkeys(_tidy(fields.remove_tags)):
        _remove_tag(connection, papers, name)


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
        rows("authors", _AUTHORS, _ADD_AUTHOR, _author_rows(fields.authors))
    if fields.year is not None:
        scalar("year", _YEAR, value=_year(fields.year))
    if fields.venue is not None:
        scalar("venue", _VENUE, value=storable(fields.venue.strip()))
    if fields.identifiers is not None:
        wanted = _identifier_rows(fields.identifiers)
        rows("identifiers", _IDENTIFIERS, _ADD_IDENTIFIER, wanted)
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


def _author_rows(authors: Iterable[Author]) -> _Rows:
    names = filter(None, (storable(author.name).strip() for author in authors))
    return [_Row((name,), (n, name)) for n, name in enumerate(names)]


def _identifier_rows(identifiers: Iterable[Identifier]) -> _Rows:
    found: dict[tuple[str, str], _Row] = {}
    for identifier in identifiers:
        scheme, value = storable(identifier.scheme), storable(identifier.value)
        key = identifier_key(scheme, value)
        row = _Row((scheme, value), (scheme, value, key))
        found.setdefault((scheme, key), row)
    return list(found.values())


def _link_rows(links: Iterable[Link]) -> _Rows:
    kinds = {storable(link.url): link.kind for link in links}
    return [
        _Row((url, kind.value), (n, url, kind.value))
        for n, (url, kind) in enumerate(kinds.items())
    ]


def _add_tag(connection: Connection, papers: Sequence[int], name: str) -> None:
    wanted = json.dumps(list(papers))
    lacking = [key for (key,) in connection.execute(_LACK_TAG, (wanted, name))]
    connection.executemany(_ADD_TAG, [(key, name) for key in lacking])
    _mark(connection, lacking, "tags")


def _remove_tag(connection: Connection, papers: Sequence[int], name: str) -> None:
    wanted = json.dumps(list(papers))
    having = [key for (key,) in connection.execute(_HAVE_TAG, (wanted, name))]
    connection.execute(_REMOVE_TAG, (json.dumps(having), name))
    _mark(connection, having, "tags")


def _mark(connection: Connection, papers: Sequence[int], field: str) -> None:
    """Remember that the user wrote a field of the papers."""
    if papers:
        values = {"field": field, "keys": json.dumps(list(papers))}
        connection.execute(_MARK, values)
