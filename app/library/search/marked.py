"""Find marks by the words that were marked, and those written beside them."""

import json
from collections.abc import Callable, Iterator, Sequence

from app.domain.paper import PaperId
from app.domain.wanted import Key, Words
from app.formats.queries.language import parse, plain_words
from app.library.driver import Connection
from app.library.folding import fold

_BATCH = 2_000
_KEYS = frozenset({Key.MARK, Key.NOTE})
_THERE = """
    select m.key, m.paper, m.quote, m.comment
    from json_each(?) j cross join mark m on m.paper = j.value
"""
_INDEXED = """
    select t.key, t.paper, t.quote, t.comment
    from json_each(:papers) j cross join mark_text t on t.paper = j.value
    union
    select t.key, t.paper, t.quote, t.comment
    from json_each(:papers) j cross join mark m on m.paper = j.value
    cross join mark_text t on t.key = m.key
"""
_FORGET = """
    insert into mark_search(mark_search, rowid, quote, comment)
    values ('delete', :key, :quote, :comment)
"""
_DELETE = "delete from mark_text where key = :key"
_INSERT = """
    insert into mark_text(key, paper, quote, comment)
    values (:key, :paper, :quote, :comment)
"""
_INDEX = """
    insert into mark_search(rowid, quote, comment) values (:key, :quote, :comment)
"""
_PAPERS = """
    p.key in (
        select t.paper from mark_text t
        where t.key in (select rowid from mark_search where mark_search match {})
    )
"""
_NEWEST = """
    select m.key from mark m cross join paper p on p.key = m.paper
    where p.trashed_at is null order by m.key desc limit :limit
"""
_MATCHED = """
    select m.key from mark_search s cross join mark m on m.key = s.rowid
    cross join paper p on p.key = m.paper
    where s.mark_search match :words and p.trashed_at is null
    order by s.rowid desc limit :limit
"""

_OF_PAPERS = """
    select t.paper, t.key, t.quote || ' ' || t.comment
    from json_each(?) j cross join paper p on p.uuid = j.value
    cross join mark_text t on t.paper = p.key order by t.key
"""

Row = tuple[int, int, str, str]


def reindex(connection: Connection, papers: Sequence[int]) -> None:
    """Bring the index of marks up to date for the papers of these keys."""
    for start in range(0, len(papers), _BATCH):
        wanted = json.dumps(list(papers[start : start + _BATCH]))
        there = {
            (key, paper, fold(quote), fold(comment))
            for key, paper, quote, comment in connection.execute(_THERE, (wanted,))
        }
        indexed = set(map(tuple, connection.execute(_INDEXED, {"papers": wanted})))
        for statement, rows in (
            (_FORGET, indexed - there),
            (_DELETE, indexed - there),
            (_INSERT, there - indexed),
            (_INDEX, there - indexed),
        ):
            connection.executemany(statement, map(_named, sorted(rows)))


def condition(words: Words, bind: Callable[[str | int], str], never: str) -> str:
    """Return that a paper `p` has a mark with words in it, which follow each other."""
    phrase = _phrase(words)
    return _PAPERS.format(bind(phrase)) if phrase else never


def find(
    connection: Connection, text: str, limit: int, among: Sequence[PaperId] = ()
) -> list[int]:
    """Return the keys of the marks that have all words of a search, the newest first.

    Without words that are all marks. Those of papers in the trash are left out.
    `among` papers it is for each the one with most of the words.
    """
    if among:
        return _with_words(connection, among, text)
    phrases = list(filter(None, map(_phrase, plain_words(parse(text).wanted, _KEYS))))
    statement = _MATCHED if phrases else _NEWEST
    words = " AND ".join(f"({phrase})" for phrase in phrases)
    rows: Iterator[tuple[int]] = connection.execute(
        statement, {"words": words, "limit": limit}
    )
    return [key for (key,) in rows]


def _with_words(
    connection: Connection, papers: Sequence[PaperId], text: str
) -> list[int]:
    """Return for each paper the key of its mark with most words of a search, if any."""
    wanted = plain_words(parse(text).wanted, _KEYS)
    words = {f" {word}" for part in wanted for word in fold(part.text).split()}
    best: dict[int, tuple[int, int]] = {}
    rows = connection.execute(_OF_PAPERS, (json.dumps(list(papers)),))
    for paper, key, folded in rows if words else ():
        n_there = sum(word in f" {folded}" for word in words)
        if n_there > best.get(paper, (0, 0))[0]:
            best[paper] = n_there, key
    return [key for _, key in best.values()]


def _phrase(words: Words) -> str:
    folded = fold(words.text)
    is_whole = words.is_phrase and not words.is_open
    return f'"{folded}"{"" if is_whole else " *"}' if folded else ""


def _named(row: Row) -> dict[str, str | int]:
    return dict(zip(("key", "paper", "quote", "comment"), row, strict=True))
