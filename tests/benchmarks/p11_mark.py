"""P11: one mark from the command to the disk."""

import asyncio
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from app.domain.edit import AddMarks
from app.domain.mark import Mark, MarkKind, Quad
from app.domain.paper import MarkId, PaperId, Sha256
from app.domain.query import Query
from app.library.driver import sqlite3
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from tests.benchmarks.built import copied_library
from tests.benchmarks.row import Row, at_most, p95
from tests.benchmarks.shelves import shelf_with_pdfs
from tests.benchmarks.windows import visit_window

_N_MARKS = 200
_N_PAINTED = 40
_GOAL_MS = 50.0


def measure(n_papers: int, place: Path) -> Iterator[Row]:
    """Time marks in a library of so many papers, against one commit of SQLite alone."""
    floor = p95(_commits(place / "floor.db"))
    ours = p95(asyncio.run(_marks(copied_library(n_papers, place))))
    yield Row(
        name="P11",
        what=f"library p95, one mark stored, {n_papers:,} papers",
        unit="ms",
        ours=ours,
        floor=floor,
        goal=at_most(_GOAL_MS, floor),
    )
    shelf_with_pdfs(place / "marked", 1, n_pages=2)
    n_marks = _N_PAINTED if n_papers >= 10_000 else 2
    timed = visit_window("mark", place / "marked", n_marks=n_marks)
    yield Row(
        name="P11",
        what="p95, one mark from the command to the paint",
        unit="ms",
        ours=p95(timed["painted_ms"]),
        floor=floor,
        goal=at_most(_GOAL_MS, floor),
    )


def new_mark(paper: PaperId, number: int) -> Mark:
    """Return a mark of two lines."""
    now = datetime.now(UTC)
    return Mark(
        id=MarkId(str(uuid.uuid4())),
        paper_id=paper,
        file=Sha256("0" * 64),
        kind=MarkKind.HIGHLIGHT,
        colour=1,
        page_index=number % 20,
        quads=(Quad(72, 100, 500, 112), Quad(72, 114, 300, 126)),
        quote=f"A sentence worth marking, number {number}",
        created_at=now,
        changed_at=now,
    )


async def _marks(folder: Path) -> list[float]:
    library = LibraryClient(folder, ChangeFeed())
    await library.open()
    keys = await library.read(lambda reader: reader.keys(Query(), limit=1))
    paper = await library.read(lambda reader: reader.id_of(keys[0]))
    times = []
    for number in range(_N_MARKS):
        edit = AddMarks((new_mark(paper, number),))
        start = time.perf_counter()
        await library.apply(edit)
        times.append((time.perf_counter() - start) * 1000)
    await library.close()
    return times


def _commits(path: Path) -> list[float]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute("create table mark (key integer primary key, quote text)")
    times = []
    for number in range(_N_MARKS):
        start = time.perf_counter()
        connection.execute(
            "insert into mark(quote) values (?)", (f"A sentence, number {number}",)
        )
        times.append((time.perf_counter() - start) * 1000)
    connection.close()
    return times
