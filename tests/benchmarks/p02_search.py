"""P2: one key press in the search box, in a small and in a large library."""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from app.domain.paper import TopicId
from app.domain.query import Place, Query
from app.library import Reader
from app.library.driver import sqlite3
from app.library.schema import DATABASE
from tests.benchmarks.built import TOPIC, built_library, copied_library
from tests.benchmarks.row import Row, at_most, median, p95, times_floor
from tests.benchmarks.windows import visit_window
from tests.benchmarks.words import Corpus

N_SMALL = 10_000
_N_FIRST = 60
_N_QUERIES = 60
_LIBRARY_GOAL_MS = 16.0
_PAINTED_GOAL_MS = 33.0
_GROWTH_GOAL = 3.0
_FLOOR = "select rowid from search where search match ? order by rowid desc limit 60"


_FILTERS = (
    "year:>=2020",
    "-year:2020",
    "year:1990..1991 is:new",
    "status:new or year:2001",
    "is:starred",
    "status:done",
    "rating:>=3",
    "added:<7d",
    "has:note",
    "-has:note",
    "from:generated",
    "doi:10.1000/77",
    'topic:"a small topic"',
)


@dataclass(frozen=True, slots=True)
class Presses:
    """Key presses of one kind."""

    name: str
    texts: tuple[str, ...]


def measure(n_papers: int, place: Path) -> Iterator[Row]:
    """Time searches in 10,000 papers and in `n_papers`."""
    sizes = sorted({min(N_SMALL, n_papers), n_papers})
    slowest = {}
    for size in sizes:
        rows = list(_measure_size(size))
        slowest[size] = max(row.ours for row in rows)
        yield from rows
        yield from _measure_painted(size, place)
    if len(sizes) > 1:
        small, large = sizes
        yield Row(
            name="P2",
            what=f"slowest p95, {large:,} papers against {small:,}",
            unit="ms",
            ours=slowest[large],
            floor=slowest[small],
            goal=times_floor(_GROWTH_GOAL, slowest[small]),
        )


def _measure_size(n_papers: int) -> Iterator[Row]:
    folder = built_library(n_papers)
    presses = key_presses()
    floor = p95(_floor(folder, presses[0].texts))
    reader = Reader.open(folder)
    topic = next(t.id for t in reader.topics() if t.path == TOPIC)
    for where, queried in (("", Query()), (", in a topic of 20", _in_topic(topic))):
        for press in presses:
            queries = [replace(queried, text=text) for text in press.texts]
            times = _timed(lambda query: _look_up(reader, query), queries)
            yield Row(
                name="P2",
                what=f"library p95, {press.name}{where}, {n_papers:,} papers",
                unit="ms",
                ours=p95(times),
                floor=floor,
                goal=at_most(_LIBRARY_GOAL_MS, floor),
            )
    reader.close()


def _measure_painted(n_papers: int, place: Path) -> Iterator[Row]:
    """Time key presses in the window itself, to the painted rows."""
    words = Corpus().words
    texts = [words[0], f"{words[3]} {words[40]}", words[250], words[2_000]]
    folder = copied_library(n_papers, place)
    for topic, where in (("", ""), (TOPIC, ", in a topic of 20")):
        typed = texts if not topic else _texts_in(folder)
        timed = visit_window("search", folder, texts=typed, topic=topic)
        yield Row(
            name="P2",
            what=f"painted p95, typing{where}, {n_papers:,} papers",
            unit="ms",
            ours=p95(timed["painted_ms"]),
            floor=0.0,
            goal=at_most(_PAINTED_GOAL_MS),
        )


def _texts_in(folder: Path) -> list[str]:
    """Return words that papers of the small topic have."""
    reader = Reader.open(folder)
    topic = next(t.id for t in reader.topics() if t.path == TOPIC)
    papers = reader.papers(reader.keys(_in_topic(topic)))
    reader.close()
    return [paper.abstract.split()[7] for paper in papers[:4]]


def key_presses() -> tuple[Presses, ...]:
    """Return what is typed: common words and rare ones, whole, begun, and in pairs."""
    corpus = Corpus()
    chance = Random(5)
    words = [corpus.words[int(1.19**n) - 1] for n in range(_N_QUERIES)]
    prefixes = [
        word[:length]
        for length in range(1, 11)
        for word in chance.sample([w for w in corpus.words if len(w) >= length], 12)
    ]
    # What most people type first: the start of a common word.
    prefixes += [word[:n] for word in words[::6] for n in range(1, len(word))]
    pairs = [
        f"{first} {second}" for first, second in zip(words, words[7:], strict=False)
    ]
    pairs += [f"{words[n]} {words[-1 - n][:3]}" for n in range(20)]
    return (
        Presses("whole words", tuple(words)),
        Presses("prefixes of 1-10 letters", tuple(prefixes)),
        Presses("two words", tuple(pairs)),
        Presses("filters", _FILTERS),
        Presses("words with filters", _filtered(words)),
    )


def _filtered(words: Sequence[str]) -> tuple[str, ...]:
    """Return searches of words beside filters and operators."""
    forms = (
        "{0} year:>=2010",
        "{0} year:1999 status:new",
        "{0} -{1}",
        "({0} or {1}) {2}",
        "title:{0}",
        '{0} topic:"a small topic"',
        "{0} or year:2001",
    )
    return tuple(
        form.format(*words[n : n + 3])
        for form in forms
        for n in range(0, len(words) - 3, 6)
    )


def _in_topic(topic: TopicId) -> Query:
    return Query(place=Place.TOPIC, topic=topic)


def _look_up(reader: Reader, query: Query) -> None:
    reader.papers(reader.keys(query, limit=_N_FIRST))


def _timed(act: Callable[[Query], None], queries: Sequence[Query]) -> list[float]:
    """Return the milliseconds of each; a first round fills the caches."""
    best: list[float] = []
    for query in queries:
        times = []
        for _ in range(3):
            start = time.perf_counter()
            act(query)
            times.append((time.perf_counter() - start) * 1000)
        best.append(median(times))
    return best


def _floor(folder: Path, words: Sequence[str]) -> list[float]:
    """Return the milliseconds in which SQLite alone finds the newest 60 of each."""
    connection = sqlite3.connect(folder / DATABASE)

    def find(query: Query) -> None:
        connection.execute(_FLOOR, (f'"{query.text}"',)).fetchall()

    assert all(re.fullmatch(r"[a-z]+", word) for word in words)
    times = _timed(find, [Query(word) for word in words])
    connection.close()
    return times
