"""D2: the list sorted by columns, in the library and painted in the window."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from app.domain.query import Query
from app.domain.view_text import read_sorting
from app.library import Reader
from app.library.driver import sqlite3
from app.library.schema import DATABASE
from tests.benchmarks.built import built_library, copied_library
from tests.benchmarks.row import Row, at_most, median, times_floor
from tests.benchmarks.windows import visit_window

_SMALL = 10_000
_PER_PAPER = 500.0 / 50_000
_N_ROUNDS = 5
_ORDERS = ("title", "authors", "year:desc", "venue", "year:desc,authors,title")
_FLOOR = "select key from paper where trashed_at is null order by {}, key desc"


def measure(n_papers: int, place: Path) -> Iterator[Row]:
    """Time orders in the library, and from the command to the painted rows."""
    folder = built_library(n_papers)
    limit = 60.0 if n_papers <= _SMALL else max(500.0, _PER_PAPER * n_papers)
    reader = Reader.open(folder)
    floor = _timed(_bare(folder))
    for order in _ORDERS:
        query = Query(sorting=read_sorting(order))
        yield Row(
            name="D2",
            what=f"library, sorted by {order}, {n_papers:,} papers",
            unit="ms",
            ours=_timed(partial(reader.keys, query)),
            floor=floor,
            goal=at_most(limit),
        )
    reader.close()
    timed = visit_window("sort", copied_library(n_papers, place), orders=_ORDERS)
    yield Row(
        name="D2",
        what=f"painted, the slowest of these orders, {n_papers:,} papers",
        unit="ms",
        ours=max(timed["painted_ms"]),
        floor=floor,
        goal=at_most(limit + 33.0),
    )
    yield Row(
        name="D2",
        what=f"painted, one row goes elsewhere after an edit, {n_papers:,} papers",
        unit="ms",
        ours=median(timed["moved_ms"]),
        floor=floor,
        goal=times_floor(3, floor, limit),
    )


def _timed(act: Callable[[], object]) -> float:
    """Return the milliseconds of it in the middle of a few rounds."""
    times = []
    for _ in range(_N_ROUNDS):
        start = time.perf_counter()
        act()
        times.append((time.perf_counter() - start) * 1000)
    return median(times)


def _bare(folder: Path) -> Callable[[], object]:
    """Return what SQLite alone does to sort by the words of titles."""
    connection = sqlite3.connect(folder / DATABASE)
    statement = _FLOOR.format("title_key")
    return lambda: connection.execute(statement).fetchall()
