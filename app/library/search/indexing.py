"""Keep the search index in step with the papers."""

import json
from collections.abc import Sequence
from enum import IntFlag

from app.library.driver import Connection
from app.library.folding import fold
from app.library.search import marked

_BATCH = 2_000


class SeenIn(IntFlag):
    """The columns of the search index, in their order of weight.

    NOTES holds what the reader wrote: the note, marked words and comments on them.
    """

    TITLE = 1
    AUTHORS = 2
    ABSTRACT = 4
    NOTES = 8


_FORGET = """
    insert into search(search, rowid, title, authors, abstract, notes)
    select 'delete', t.key, t.title, t.authors, t.abstract, t.notes
    from json_each(?) j cross join search_text t on t.key = j.value
"""
_IS_INDEXED = """
    select 1 from json_each(?) j cross join search_text t on t.key = j.value limit 1
"""
_DELETE = "delete from search_text where key in (select value from json_each(?))"
_SOURCE = """
    select p.key, p.title,
        coalesce((
            select group_concat(a.name, ' ') from author a where a.paper = p.key
        ), ''),
        p.abstract,
        coalesce((select n.text from note n where n.paper = p.key), '') || coalesce((
            select ' ' || group_concat(m.quote || ' ' || m.comment, ' ') from mark m
            where m.paper = p.key
        ), '')
    from json_each(?) j cross join paper p on p.key = j.value
"""
_INSERT = """
    insert into search_text(key, title, authors, abstract, notes)
    values (?, ?, ?, ?, ?)
"""
_INDEX = """
    insert into search(rowid, title, authors, abstract, notes) values (?, ?, ?, ?, ?)
"""
_GATHER = "insert into search(search, rank) values ('hashsize', ?)"
_GATHER_BYTES = 1 << 20
_LARGE_GATHER_BYTES = 1 << 24
"""Words that FTS5 gathers before it writes them: its default, and of many papers.

Source: sqlite3.c, FTS5_DEFAULT_HASHSIZE. More at once are fewer segments to merge.
"""
_LEARN = """
    insert into term(word, places) values (?, ?)
    on conflict(word) do update set places = places | excluded.places
    where places & excluded.places <> excluded.places
"""


def renew(connection: Connection, keys: Sequence[int]) -> None:
    """Index the papers of `keys` and their marks anew; those gone leave the indexes."""
    reindex(connection, keys)
    marked.reindex(connection, keys)


def reindex(connection: Connection, keys: Sequence[int]) -> None:
    """Index the papers of `keys` anew; those that are gone leave the index."""
    words: dict[SeenIn, set[str]] = {column: set() for column in SeenIn}
    ordered = sorted(keys)
    is_large = len(ordered) > _BATCH
    if is_large:
        connection.execute(_GATHER, (_LARGE_GATHER_BYTES,))
    for start in range(0, len(ordered), _BATCH):
        _reindex_batch(connection, ordered[start : start + _BATCH], words)
    if is_large:
        connection.execute(_GATHER, (_GATHER_BYTES,))
    places: dict[str, int] = {}
    for column, seen in words.items():
        bit = int(column)
        for word in seen:
            places[word] = places.get(word, 0) | bit
    ordered_words = sorted(places)  # in C, while all wait: of pairs it takes thrice it
    connection.executemany(_LEARN, ((word, places[word]) for word in ordered_words))


def _reindex_batch(
    connection: Connection, keys: list[int], words: dict[SeenIn, set[str]]
) -> None:
    """Index some papers anew; their words are added to `words`."""
    wanted = json.dumps(keys)
    if connection.execute(_IS_INDEXED, (wanted,)).fetchone():
        connection.execute(_FORGET, (wanted,))
        connection.execute(_DELETE, (wanted,))
    rows = [
        (key, fold(title), fold(authors), fold(abstract), fold(notes))
        for key, title, authors, abstract, notes in connection.execute(
            _SOURCE, (wanted,)
        )
    ]
    connection.executemany(_INSERT, rows)
    connection.executemany(_INDEX, rows)
    for row in rows:
        for column, text in zip(SeenIn, row[1:], strict=True):
            words[column].update(text.split())
