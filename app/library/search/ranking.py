"""Say how well papers fit the words of a search: the more there are, and the rarer.

Source: BM25 as FTS5 computes it, sqlite.org/fts5.html, section 5.1.1; by its own
function a common word is followed through the whole index, which takes seconds.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import log

from app.domain.view import MOST_RANKED
from app.library.driver import Connection
from app.library.search.asking import as_text
from app.library.search.indexing import SeenIn
from app.library.search.phrasing import COLUMNS, phrase
from app.library.search.wanted import Every, Part, Parts, Some

_WEIGHTS = {SeenIn.TITLE: 8, SeenIn.AUTHORS: 4, SeenIn.ABSTRACT: 2, SeenIn.NOTES: 2}
_SATURATION, _LENGTH_SHARE = 1.2, 0.75
_LEAST_RARITY = 1e-6
_STRETCH = 500
_MOST_COUNTED = 20_000
_TEXTS = """
    select t.key, t.title, t.authors, t.abstract, t.notes
    from json_each(?) j cross join search_text t on t.key = j.value
"""
_N_PAPERS = "select sum(n_papers) from tally"
_N_WITH = """
    select count(*) from (
        select rowid from search where search match :words limit :limit
    )
"""


def scores(
    connection: Connection,
    keys: Sequence[int],
    words: Parts,
    check: Callable[[], None],
) -> dict[int, float]:
    """Return for each paper how well it fits, the larger the better.

    There are none where too many papers are to be ranked, or no words. `check` is
    called between stretches; what it raises stops the ranking.
    """
    parts = tuple(dict.fromkeys(_parts(words)))
    if not parts or len(keys) > MOST_RANKED:
        return {}
    n_seen: list[tuple[int, int, list[int]]] = []
    for start in range(0, len(keys), _STRETCH):
        check()
        stretch = keys[start : start + _STRETCH]
        for key, *texts in connection.execute(_TEXTS, (as_text(stretch),)):
            spaced = [f" {text.replace(' ', '  ')} " for text in texts]
            seen = [_n_weighed(part, spaced) for part in parts]
            n_words = sum(text.count(" ") + bool(text) for text in texts)
            n_seen.append((key, n_words, seen))
    rarities = [_rarity(connection, part) for part in parts]
    usual = sum(length for _, length, _ in n_seen) / max(len(n_seen), 1)
    return {key: _score(seen, rarities, n / usual) for key, n, seen in n_seen}


def _parts(words: Parts) -> Iterator[Part]:
    match words:
        case Part():
            yield words
        case Every(inner) | Some(inner):
            for part in inner:
                yield from _parts(part)


def _n_weighed(part: Part, spaced: Sequence[str]) -> int:
    """Count a part in texts whose words have two blanks between them."""
    end = " " if part.is_whole else ""
    looked_for = f" {'  '.join(part.words)}{end}"
    return sum(
        _WEIGHTS[column] * text.count(looked_for)
        for column, text in zip(COLUMNS, spaced, strict=True)
        if part.column in (None, column)
    )


def _rarity(connection: Connection, part: Part) -> float:
    """Return by how much a part tells papers apart; very common ones count alike."""
    words, _ = phrase(connection, replace(part, column=None))
    arguments = {"words": words, "limit": _MOST_COUNTED}
    (n_with,) = connection.execute(_N_WITH, arguments).fetchone() if words else (0,)
    (n_papers,) = connection.execute(_N_PAPERS).fetchone()
    rarity = log((max(n_papers - n_with, 0) + 0.5) / (n_with + 0.5))
    return max(rarity, _LEAST_RARITY)


def _score(seen: Sequence[int], rarities: Sequence[float], length: float) -> float:
    """Return the score of a paper whose text is `length` times the usual one."""
    damping = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * length)
    return sum(
        rarity * n * (_SATURATION + 1) / (n + damping)
        for n, rarity in zip(seen, rarities, strict=True)
    )
