"""Find marks by the words marked, those written beside them, and their tags."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from app.domain.paper import PaperId
from app.domain.wanted import Key, Wanted, Words
from app.formats.queries.language import parse, plain_words
from app.library import tagging
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
    where p.trashed_at is null {} order by m.key desc limit :limit
"""
_MATCHED = """
    select m.key from mark_search s cross join mark m on m.key = s.rowid
    cross join paper p on p.key = m.paper
    where s.mark_search match :words and p.trashed_at is null {}
    order by s.rowid desc limit :limit
"""
_TAGGED = """
    and m.key in (
        select t.key from mark t indexed by mark_tagged
        where t.tags <> '' and t.tags in (select value from json_each(:{}))
    )
"""
_SIGN = "#"

_OF_PAPERS = """
    select t.paper, t.key, t.quote || ' ' || t.comment, m.tags
    from json_each(?) j cross join paper p on p.uuid = j.value
    cross join mark_text t on t.paper = p.key
    cross join mark m on m.key = t.key order by t.key
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
    `#word` is the beginning of a tag, `mark-tag:word` a whole one. `among` papers it is
    for each the one with most of the words and of the whole tags.
    """
    if among:
        return _with_words(connection, among, text)
    plain, tagged = _parted(connection, text)
    phrases = list(filter(None, map(_phrase, plain)))
    values = {f"tags_{n}": texts for n, texts in enumerate(tagged)}
    tags = "".join(map(_TAGGED.format, values))
    statement = (_MATCHED if phrases else _NEWEST).format(tags)
    words = " AND ".join(f"({phrase})" for phrase in phrases)
    rows: Iterator[tuple[int]] = connection.execute(
        statement, {"words": words, "limit": limit, **values}
    )
    return [key for (key,) in rows]


def _parted(connection: Connection, text: str) -> tuple[list[Words], list[str]]:
    """Return the words of a search, and how marks with each of its tags are tagged."""
    wanted = parse(text).wanted
    tagged = _tagged(connection, wanted)
    plain: list[Words] = []
    is_after_sign = False
    for words in plain_words(wanted, _KEYS):
        start = words.text.removeprefix(_SIGN)
        is_tag = is_after_sign or (not words.is_phrase and start != words.text)
        is_after_sign = words.text == _SIGN and not words.is_phrase
        if is_tag and not is_after_sign:
            tagged.append(tagging.texts_with_start(connection, start))
        elif not is_after_sign:
            plain.append(words)
    return plain, tagged


def _tagged(connection: Connection, wanted: Wanted) -> list[str]:
    """Return how marks with each whole tag that is asked for are tagged."""
    filters = Counter(plain_words(wanted, frozenset({Key.MARK_TAG})))
    filters.subtract(plain_words(wanted, frozenset()))
    return [
        tagging.texts_with_tag(connection, words.text) for words in filters.elements()
    ]


def _with_words(
    connection: Connection, papers: Sequence[PaperId], text: str
) -> list[int]:
    """Return for each paper the key of its mark with most words of a search, if any."""
    tree = parse(text).wanted
    tagged = [frozenset(json.loads(texts)) for texts in _tagged(connection, tree)]
    wanted = plain_words(tree, _KEYS)
    words = {f" {word}" for part in wanted for word in fold(part.text).split()}
    best: dict[int, tuple[int, int]] = {}
    rows = connection.execute(_OF_PAPERS, (json.dumps(list(papers)),))
    for paper, key, folded, tags in rows if words or tagged else ():
        n_there = sum(word in f" {folded}" for word in words)
        n_there += sum(tags in texts for texts in tagged)
        if n_there > best.get(paper, (0, 0))[0]:
            best[paper] = n_there, key
    return [key for _, key in best.values()]


def _phrase(words: Words) -> str:
    folded = fold(words.text)
    is_whole = words.is_phrase and not words.is_open
    return f'"{folded}"{"" if is_whole else " *"}' if folded else ""


def _named(row: Row) -> dict[str, str | int]:
    return dict(zip(("key", "paper", "quote", "comment"), row, strict=True))
