"""S1: what is asked of a library beyond words: patterns, the best first, marks."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from app.domain.edit import AddMarks
from app.domain.query import Query
from app.domain.view_text import read_sorting
from app.library import Library, Reader
from app.library.driver import sqlite3
from app.library.schema import DATABASE
from tests.benchmarks.built import built_library, copied_library
from tests.benchmarks.p11_mark import new_mark
from tests.benchmarks.row import Row, at_most, median
from tests.benchmarks.words import Corpus

_N_MARKS = 10_000
_N_QUOTED = 30
_N_SHOWN = 50
_N_FIRST = 60
_N_ROUNDS = 5
_GOAL_MS = 50.0
_PATTERNS = (r"^s\w+ing", r"(tion|ment)\b.*er$", r"\d{3}\d*:", "no such title")
_TITLES = "select title from paper"
_BEST = """
    select rowid from search where search match ?
    order by bm25(search, 10, 1, 1, 1) limit 60
"""
_MARKS = """
    select rowid from mark_search where mark_search match ?
    order by rowid desc limit 50
"""


def measure(n_papers: int, place: Path) -> Iterator[Row]:
    """Time searches by a pattern, by relevance, and in the marks of all papers."""
    folder = built_library(n_papers)
    connection = sqlite3.connect(folder / DATABASE)
    reader = Reader.open(folder)
    words = [Corpus().words[rank] for rank in (9, 250, 2_000)]
    yield _row(
        f"a regular expression in titles, {n_papers:,} papers",
        [partial(_list, reader, f'title:~"{pattern}"') for pattern in _PATTERNS],
        [partial(_match_titles, connection, pattern) for pattern in _PATTERNS],
    )
    yield _row(
        f"the best of a search first, {n_papers:,} papers",
        [partial(_list, reader, word, order="relevance") for word in words],
        [partial(_rows, connection, _BEST, word) for word in words],
    )
    reader.close()
    connection.close()
    yield _measure_marks(n_papers, place)


def _measure_marks(n_papers: int, place: Path) -> Row:
    n_marks = min(_N_MARKS, n_papers)
    place.joinpath("marks").mkdir(exist_ok=True)
    folder = copied_library(n_papers, place / "marks")
    words = _mark_words(folder, n_marks)
    reader = Reader.open(folder)
    connection = sqlite3.connect(folder / DATABASE)
    row = _row(
        f"a word in {n_marks:,} marks",
        [partial(reader.find_marks, word, limit=_N_SHOWN) for word in words],
        [partial(_rows, connection, _MARKS, word) for word in words],
    )
    reader.close()
    connection.close()
    return row


def _mark_words(folder: Path, n_marks: int) -> list[str]:
    """Mark a part of each abstract; return words of many marks, and of few."""
    library, reader = Library.open(folder), Reader.open(folder)
    marks = []
    for number, paper in enumerate(reader.papers(reader.keys(Query(), limit=n_marks))):
        quote = " ".join(paper.abstract.split()[:_N_QUOTED])
        marks.append(replace(new_mark(paper.id, number), quote=quote))
    library.apply(AddMarks(tuple(marks)))
    reader.close()
    library.close()
    corpus = Corpus()
    return [corpus.words[rank] for rank in (0, 20, 400)] + [marks[0].quote.split()[7]]


def _list(reader: Reader, text: str, order: str = "") -> None:
    query = Query(text=text, sorting=read_sorting(order) if order else ())
    reader.papers(reader.keys(query)[:_N_FIRST])


def _match_titles(connection: sqlite3.Connection, pattern: str) -> None:
    """Do what Python alone does to match the titles of all papers."""
    found = re.compile(pattern, re.IGNORECASE).search
    for (title,) in connection.execute(_TITLES):
        found(title)


def _rows(connection: sqlite3.Connection, statement: str, word: str) -> None:
    connection.execute(statement, (f'"{word}"',)).fetchall()


def _row(
    what: str, ours: list[Callable[[], object]], bare: list[Callable[[], object]]
) -> Row:
    floor = max(map(_timed, bare))
    return Row(
        name="S1",
        what=f"library, slowest, {what}",
        unit="ms",
        ours=max(map(_timed, ours)),
        floor=floor,
        goal=at_most(_GOAL_MS, floor),
    )


def _timed(act: Callable[[], object]) -> float:
    """Return the milliseconds of it in the middle of a few rounds."""
    times = []
    for _ in range(_N_ROUNDS):
        start = time.perf_counter()
        act()
        times.append((time.perf_counter() - start) * 1000)
    return median(times)
