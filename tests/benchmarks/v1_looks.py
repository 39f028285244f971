"""V1: other looks at the same: a page zoomed far in, the list as cards."""

import time
from collections.abc import Iterator
from pathlib import Path

import pymupdf

from tests.benchmarks.built import copied_library
from tests.benchmarks.row import Row, at_most, median, times_floor
from tests.benchmarks.shelves import shelf_with_pdfs
from tests.benchmarks.windows import visit_window

_N_MOVES, _FEW_MOVES = 12, 4
_N_TIMES, _FEW_TIMES = 10, 1
_SQUARE_PX = 1024
_SHARP_GOAL = 2.0
_PLUS_MS = 10.0
_CARDS_GOAL_MS = 100.0


def measure(n_papers: int, place: Path) -> Iterator[Row]:
    """Time the squares of a page against MuPDF alone, and cards against rows."""
    is_full = n_papers >= 10_000
    (path,) = shelf_with_pdfs(place / "zoomed", 1, n_pages=2)
    n_moves = _N_MOVES if is_full else _FEW_MOVES
    timed = visit_window("zoom", place / "zoomed", n_moves=n_moves)
    square_ms = median(_squares(path, timed["scale"][0]))
    n_squares = median(timed["n_squares"])
    yield Row(
        name="V1",
        what=f"median, {n_squares:.0f} squares of a page at 600 % painted",
        unit="ms",
        ours=median(timed["sharp_ms"]),
        floor=n_squares * square_ms,
        goal=times_floor(_SHARP_GOAL, n_squares * square_ms, _PLUS_MS),
    )
    n_times = _N_TIMES if is_full else _FEW_TIMES
    folder = copied_library(n_papers, place)
    shown = visit_window("cards", folder, n_times=n_times)
    yield Row(
        name="V1",
        what=f"median, rows to painted cards (floor: back), {n_papers:,} papers",
        unit="ms",
        ours=median(shown["cards_ms"]),
        floor=median(shown["rows_ms"]),
        goal=at_most(_CARDS_GOAL_MS, median(shown["rows_ms"])),
    )


def _squares(path: Path, scale: float) -> list[float]:
    """Return the milliseconds MuPDF takes to draw each square of the first page."""
    document = pymupdf.open(path)
    page = document[0]
    side = _SQUARE_PX / scale
    times = []
    for row in range(int(page.rect.height // side)):
        for column in range(int(page.rect.width // side)):
            left, top = column * side, row * side
            start = time.perf_counter()
            page.get_pixmap(
                matrix=pymupdf.Matrix(scale, scale),
                clip=pymupdf.Rect(left, top, left + side, top + side),
                alpha=False,
            )
            times.append((time.perf_counter() - start) * 1000)
    document.close()
    return times
