"""Find papers by words: in titles first, then authors, abstracts and notes.

Inside each of these the newest comes first, unless some thousands are sorted by how
well they fit. A small place is read through; in a large one the index of words leads.
"""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from string import Template

from app.domain.query import Place, Query
from app.domain.view import Column
from app.library.driver import Connection
from app.library.search import ranking
from app.library.search.asking import MOST_FEW, Asked, as_text, ask
from app.library.search.indexing import SeenIn
from app.library.search.ordering import order_arguments, order_statement
from app.library.search.phrasing import COLUMNS, phrase
from app.library.search.placing import Placing, placing
from app.library.search.wanted import Part, asks_nothing, holds

_ALL_ROWS = -1
_MORE_TIMES = 4
_SMALL_PLACE = MOST_FEW
_TINY_PLACE = 100
"""In a place of so few papers the index is asked for each of them."""

_WINDOWS = (1_000, 4_000, 16_000)
"""So many of the newest papers are looked through before all are."""

_STRETCH = 50_000
"""So many characters of numbers are read in one go, which nobody can interrupt."""

_AS_TEXT = "with found(key) as ({}) select group_concat(key) from found"
_TEXTS = """
    select t.key, t.title, t.authors, t.abstract, t.notes
    from json_each(?) j cross join search_text t on t.key = j.value
"""
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


def find(
    connection: Connection,
    query: Query,
    limit: int | None,
    check: Callable[[], None] = lambda: None,
) -> "array[int]":
    """Return the keys of the papers that a query lists, in its order.

    `check` is called before a list is sorted; it raises when nobody waits any more.
    """
    if not query.sorting:
        return _find(connection, query, limit)
    found = _find(connection, query, None)
    if any(key.column is Column.RELEVANCE for key in query.sorting):
        _rank(connection, query, found, check)
    n_rows = _ALL_ROWS if limit is None else max(limit, 0)
    is_trash = query.place is Place.TRASH
    statement = order_statement(query.sorting, is_trash=is_trash)
    arguments = order_arguments(connection, found, n_rows)
    check()
    return array("q", _keys(connection, statement, arguments))


def _rank(
    connection: Connection,
    query: Query,
    found: "array[int]",
    check: Callable[[], None],
) -> None:
    """Teach the connection how well each paper found fits the words, null for none."""
    words = ask(connection, query.text, datetime.now().astimezone()).words
    scores = ranking.scores(connection, found, words, check)
    connection.create_function("relevance", 1, scores.get)


def _find(connection: Connection, query: Query, limit: int | None) -> "array[int]":
    place = placing(connection, query)
    n_rows = _ALL_ROWS if limit is None else max(limit, 0)
    is_tiny = bool(query.text) and _has_at_most(connection, place, _TINY_PLACE)
    now = datetime.now().astimezone()
    asked = ask(connection, query.text, now, is_tiny=is_tiny)
    if query.place is Place.TRASH:
        asked.few = None  # what is in the trash is not among them
    if asks_nothing(asked.words):
        return _list(connection, place, asked, n_rows)
    if not n_rows:
        return array("q")
    if _is_small(connection, place, asked):
        few = _list(connection, place, asked, _ALL_ROWS)
        found = _read_through(connection, few, asked)
    else:
        found = _look_up(connection, query, place, asked, n_rows)
    distinct = iter(dict.fromkeys(found)) if limit is None else _distinct(found)
    return array("q", islice(distinct, limit))


def _is_small(connection: Connection, place: Placing, asked: Asked) -> bool:
    """Say whether so few papers are left without the words that all can be read."""
    if asked.sieve and not asked.is_tiny:
        found = _list(connection, place, asked, max(_SMALL_PLACE + 1, 0))
        return len(found) <= _SMALL_PLACE
    return asked.is_tiny or _has_at_most(connection, place, _SMALL_PLACE)


def _has_at_most(connection: Connection, place: Placing, n_papers: int) -> bool:
    """Say whether a place has so many papers or fewer."""
    probe = {**place.parameters, "limit": n_papers + 1}
    (n_found,) = connection.execute(place.probe, probe).fetchone()
    return int(n_found) <= n_papers


def _distinct(keys: Iterator[int]) -> Iterator[int]:
    seen: set[int] = set()
    for key in keys:
        if key not in seen:
            seen.add(key)
            yield key


def _list(
    connection: Connection, place: Placing, asked: Asked, n_rows: int
) -> "array[int]":
    """List a place, as far as it goes through the sieve."""
    is_led = n_rows > 0 and place.is_newest_first
    if is_led and asked.few is not None:
        return _list_first(connection, place, asked, n_rows)
    if is_led and asked.asks_index:
        newest = _list_newest(connection, place, asked, n_rows)
        if newest is not None:
            return newest
    arguments = {**place.parameters, **asked.parameters, "limit": n_rows}
    statement = place.listing
    if asked.few is not None:
        arguments["few"] = as_text(asked.few)
        statement = place.sifted_few.substitute(sieve=asked.sieve)
    elif asked.sieve:
        statement = place.sifted.substitute(sieve=asked.sieve)
    return array("q", _keys(connection, statement, arguments))


def _list_first(
    connection: Connection, place: Placing, asked: Asked, n_rows: int
) -> "array[int]":
    """List the first papers of a place that are among few, a stretch at a time."""
    keys = sorted(asked.few or (), reverse=True)
    found = array("q")
    for start in range(0, len(keys), _WINDOWS[0]):
        stretch = keys[start : start + _WINDOWS[0]]
        found.extend(_sift(connection, place, asked, stretch, n_rows - len(found)))
        if len(found) >= n_rows:
            break
    return found


def _list_newest(
    connection: Connection, place: Placing, asked: Asked, n_rows: int
) -> "array[int] | None":
    """List the first papers of a place if the newest hold enough; else None."""
    for n_newest in _WINDOWS:
        arguments = {**place.parameters, "limit": n_newest}
        newest = list(_keys(connection, place.listing, arguments))
        found = array("q", _sift(connection, place, asked, newest, n_rows))
        if len(found) >= n_rows or len(newest) < n_newest:
            return found
    return None


def _sift(
    connection: Connection,
    place: Placing,
    asked: Asked,
    keys: Sequence[int],
    n_rows: int,
) -> Iterator[int]:
    """Give those of the largest keys first that go through the sieve."""
    arguments = {**place.parameters, **asked.parameters}
    arguments |= {"few": as_text(keys), "limit": n_rows}
    arguments |= {"low": min(keys, default=0), "high": max(keys, default=0)}
    statement = place.sifted_few.substitute(sieve=asked.sieve)
    return _keys(connection, statement, arguments)


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
    connection: Connection, keys: Sequence[int], asked: Asked
) -> Iterator[int]:
    """Go through the words of the papers of `keys` without the index."""
    tiers: list[list[int]] = [[] for _ in range(len(SeenIn) + 1)]
    for key, columns in _texts(connection, keys):
        if not holds(columns, asked.words) or _is_left_out(columns, asked):
            continue
        for tier, (column, text) in zip(tiers, columns.items(), strict=False):
            if holds({column: text}, asked.words):
                tier.append(key)
                break
        else:
            tiers[-1].append(key)
    for tier in tiers:
        yield from tier


def _texts(
    connection: Connection, keys: Sequence[int]
) -> Iterator[tuple[int, dict[SeenIn, str]]]:
    for key, *texts in connection.execute(_TEXTS, (as_text(keys),)):
        yield key, dict(zip(COLUMNS, texts, strict=True))


def _is_left_out(columns: Mapping[SeenIn, str], asked: Asked) -> bool:
    return any(holds(columns, part) for part in asked.left_out)


def _look_up(
    connection: Connection,
    query: Query,
    place: Placing,
    asked: Asked,
    n_rows: int,
) -> Iterator[int]:
    """Ask the index column by column, then for the words in whatever column."""
    words, everywhere = phrase(connection, asked.words)
    if not words:
        return
    tiers = [
        f"{{{column}}} : ({words})"
        for place_bit, column in COLUMNS.items()
        if place_bit in everywhere
    ]
    if not isinstance(asked.words, Part):
        tiers.append(words)
    left_out = [phrase(connection, part)[0] for part in asked.left_out]
    without = "".join(f" NOT ({part})" for part in left_out if part)
    if query.place is Place.ALL and not asked.sieve:
        statement = _MATCH_ALL
    else:
        sieve = f" and ({asked.sieve})" if asked.sieve else ""
        statement = _MATCH_PLACE.substitute(condition=place.condition + sieve)
    for tier in tiers:
        arguments = {
            **place.parameters,
            **asked.parameters,
            "words": f"({tier}){without}",
            "limit": n_rows,
        }
        first = None
        if without and n_rows > 0:
            plain = {**arguments, "words": tier}
            first = _look_up_first(connection, statement, plain, asked, n_rows)
        yield from _keys(connection, statement, arguments) if first is None else first


def _look_up_first(
    connection: Connection,
    statement: str,
    arguments: dict[str, str | int],
    asked: Asked,
    n_rows: int,
) -> list[int] | None:
    """Find with the index, and leave out by reading; None if too many are left out.

    The index would walk through all papers with a word that is to be left out.
    """
    n_looked = _MORE_TIMES * n_rows
    arguments["limit"] = n_looked
    found = [key for (key,) in connection.execute(statement, arguments)]
    columns = dict(_texts(connection, found))
    kept = [key for key in found if not _is_left_out(columns[key], asked)]
    is_enough = len(kept) >= n_rows or len(found) < n_looked
    return kept[:n_rows] if is_enough else None
