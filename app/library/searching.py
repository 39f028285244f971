"""Find papers by words: in titles first, then authors, abstracts and notes.

Inside each of these the newest comes first. A small place is read through; in a large
one the index of words leads.
"""

import json
from array import array
from collections.abc import Iterator, Sequence
from itertools import islice
from string import Template

from app.domain.query import Place, Query
from app.library.driver import Connection
from app.library.indexing import SeenIn
from app.library.placing import Placing, placing
from app.library.wanted import Part, read

_ALL_ROWS = -1
_SMALL_PLACE = 2_000
_LONGEST_INDEXED_PREFIX = 4
_MOST_ENDINGS = 250
_EVERYWHERE = SeenIn.TITLE | SeenIn.AUTHORS | SeenIn.ABSTRACT | SeenIn.NOTES
_COLUMNS = {
    SeenIn.TITLE: "title",
    SeenIn.AUTHORS: "authors",
    SeenIn.ABSTRACT: "abstract",
    SeenIn.NOTES: "notes",
}
_LAST = "\U0010ffff"

_STRETCH = 50_000
"""So many characters of numbers are read in one go, which nobody can interrupt."""

_AS_TEXT = "with found(key) as ({}) select group_concat(key) from found"
_TEXTS = """
    select t.key, t.title, t.authors, t.abstract, t.notes
    from json_each(?) j cross join search_text t on t.key = j.value
"""
_ENDINGS = """
    select word, places from term where word >= ? and word < ? order by word limit ?
"""
_SEEN_IN = "select places from term where word = ?"
_MATCH_ALL = """
    select rowid from search where search match :words
        and rowid not in (
            select key from paper indexed by paper_trash where trashed_at is not null
        )
    order by rowid desc limit :limit
"""
_MATCH_PLACE = Template("""
    select s.rowid from search s cross join paper p on p.key = s.rowid
    where s.search match :words and $condition
    order by s.rowid desc limit :limit
""")


def find(connection: Connection, query: Query, limit: int | None) -> "array[int]":
    """Return the keys of the papers that a query lists, in its order."""
    place = placing(connection, query)
    n_rows = _ALL_ROWS if limit is None else max(limit, 0)
    parts = read(query.text)
    if not parts:
        return _list(connection, place, n_rows)
    if not n_rows:
        return array("q")
    probe = {**place.parameters, "limit": _SMALL_PLACE + 1}
    (n_papers,) = connection.execute(place.probe, probe).fetchone()
    if n_papers <= _SMALL_PLACE:
        few = _list(connection, place, _ALL_ROWS)
        found = _read_through(connection, few, parts)
    else:
        found = _look_up(connection, query, place, parts, n_rows)
    distinct = iter(dict.fromkeys(found)) if limit is None else _distinct(found)
    return array("q", islice(distinct, limit))


def _distinct(keys: Iterator[int]) -> Iterator[int]:
    seen: set[int] = set()
    for key in keys:
        if key not in seen:
            seen.add(key)
            yield key


def _list(connection: Connection, place: Placing, n_rows: int) -> "array[int]":
    arguments = {**place.parameters, "limit": n_rows}
    return array("q", _keys(connection, place.listing, arguments))


def _keys(
    connection: Connection, statement: str, arguments: dict[str, str | int]
) -> Iterator[int]:
    """Return the keys that a statement with a limit finds, in its order.

    All of them are fetched as one text: with a row for each, the window would wait for
    the interpreter's lock as many times.
    """
    if arguments["limit"] != _ALL_ROWS:
        yield from (key for (key,) in connection.execute(statement, arguments))
        return
    (text,) = connection.execute(_AS_TEXT.format(statement), arguments).fetchone()
    start, end = 0, len(text or "")
    while start < end:
        stop = text.find(",", start + _STRETCH)
        stop = end if stop < 0 else stop
        yield from map(int, text[start:stop].split(","))
        start = stop + 1


def _read_through(
    connection: Connection, keys: Sequence[int], parts: Sequence[Part]
) -> Iterator[int]:
    """Go through the words of the papers of `keys` without the index."""
    tiers: list[list[int]] = [[] for _ in range(len(SeenIn) + 1)]
    rows = connection.execute(_TEXTS, (json.dumps(list(keys)),))
    for key, *texts in rows:
        whole = "  ".join(texts)
        if not all(part.is_in(whole) for part in parts):
            continue
        for tier, text in zip(tiers, texts, strict=False):
            if all(part.is_in(text) for part in parts):
                tier.append(key)
                break
        else:
            tiers[-1].append(key)
    for tier in tiers:
        yield from tier


def _look_up(
    connection: Connection,
    query: Query,
    place: Placing,
    parts: Sequence[Part],
    n_rows: int,
) -> Iterator[int]:
    """Ask the index column by column, then for the words in whatever column."""
    everywhere = _EVERYWHERE
    phrases: list[str] = []
    for part in parts:
        phrase, places = _phrase(connection, part)
        if not phrase:
            return
        phrases.append(phrase)
        everywhere &= places
    words = " AND ".join(f"({phrase})" for phrase in phrases)
    tiers = [
        f"{{{column}}} : ({words})"
        for place_bit, column in _COLUMNS.items()
        if place_bit in everywhere
    ]
    if len(parts) > 1:
        tiers.append(words)
    if query.place is Place.ALL:
        statement = _MATCH_ALL
    else:
        statement = _MATCH_PLACE.substitute(condition=place.condition)
    for tier in tiers:
        arguments = {**place.parameters, "words": tier, "limit": n_rows}
        yield from _keys(connection, statement, arguments)


def _phrase(connection: Connection, part: Part) -> tuple[str, SeenIn]:
    """Return a part in FTS5's words ('' when nothing can match), and where it may be.

    The words are letters and digits only, so that quotes make them literal.
    """
    *head, last = part.words
    places = _EVERYWHERE
    for word in part.words if part.is_whole else head:
        row = connection.execute(_SEEN_IN, (word,)).fetchone()
        places &= SeenIn(row[0]) if row else SeenIn(0)
    if part.is_whole or not places:
        return _quoted(part.words) if places else "", places
    endings = connection.execute(
        _ENDINGS, (last, last + _LAST, _MOST_ENDINGS + 1)
    ).fetchall()
    if len(endings) > _MOST_ENDINGS:
        return f"{_quoted(part.words)} *", places
    seen = SeenIn(0)
    for _, seen_in in endings:
        seen |= SeenIn(seen_in)
    if len(last) <= _LONGEST_INDEXED_PREFIX:
        return f"{_quoted(part.words)} *" if endings else "", places & seen
    phrases = (_quoted([*head, word]) for word, _ in endings)
    return " OR ".join(phrases), places & seen


def _quoted(words: Sequence[str]) -> str:
    return f'"{" ".join(words)}"'
