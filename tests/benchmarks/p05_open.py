"""P5: from the key to the first painted page of a paper; P6: turning its pages."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pymupdf

from tests.benchmarks.row import Row, at_most, median, p95, times_floor
from tests.benchmarks.shelves import shelf_with_pdfs
from tests.benchmarks.windows import visit_window

_N_PAPERS, _FEW_PAPERS = 10, 2
_N_PAGES, _FEW_PAGES = 120, 24
_N_TURNS, _FEW_TURNS = 20, 3
_OPEN_GOAL = 2.0
_PLUS_MS = 10.0
_NEXT_GOAL_MS = 16.0


def measure_opening(n_papers: int, place: Path) -> Iterator[Row]:
    """Time papers opened in the running window against MuPDF alone."""
    folder, paths = _shelf(n_papers, place / "opened")
    timed = visit_window("read", folder, n_papers=len(paths), n_turns=1)
    floor = median([_open_and_render(path, timed["scale"][0]) for path in paths])
    yield Row(
        name="P5",
        what="median, a paper opened to its first painted page",
        unit="ms",
        ours=median(timed["opened_ms"][1:]),
        floor=floor,
        goal=times_floor(_OPEN_GOAL, floor, _PLUS_MS),
    )
    folder, paths = _shelf(n_papers, place / "leafed")
    leafed = visit_window("leaf", folder, n_papers=len(paths))
    yield Row(
        name="P5",
        what="median, to the next paper's first page (opened ahead)",
        unit="ms",
        ours=median(leafed["painted_ms"]),
        floor=floor,
        goal=times_floor(_OPEN_GOAL, floor, _PLUS_MS),
    )


def measure_turning(n_papers: int, place: Path) -> Iterator[Row]:
    """Time turns to the next page, and to one far away."""
    folder, paths = _shelf(n_papers, place / "turned")
    n_turns = _N_TURNS if n_papers >= 10_000 else _FEW_TURNS
    timed = visit_window("read", folder, n_papers=1, n_turns=n_turns)
    renders = _renders(paths[0], timed["scale"][0])
    yield Row(
        name="P6",
        what="p95, to the next page (drawn ahead)",
        unit="ms",
        ours=p95(timed["next_ms"]),
        floor=0.0,
        goal=at_most(_NEXT_GOAL_MS),
    )
    yield Row(
        name="P6",
        what="median, to a page far away",
        unit="ms",
        ours=median(timed["far_ms"]),
        floor=median(renders),
        goal=times_floor(1.0, median(renders), _PLUS_MS),
    )


def _shelf(n_papers: int, folder: Path) -> tuple[Path, Sequence[Path]]:
    is_full = n_papers >= 10_000
    paths = shelf_with_pdfs(
        folder,
        _N_PAPERS if is_full else _FEW_PAPERS,
        n_pages=_N_PAGES if is_full else _FEW_PAGES,
    )
    return folder, paths


def _open_and_render(path: Path, scale: float) -> float:
    """Return the milliseconds MuPDF takes to open a file and draw its first page."""
    start = time.perf_counter()
    document = pymupdf.open(path)
    document[0].get_pixmap(matrix=pymupdf.Matrix(scale, scale), alpha=False)
    took_ms = (time.perf_counter() - start) * 1000
    document.close()
    return took_ms


def _renders(path: Path, scale: float) -> list[float]:
    document = pymupdf.open(path)
    times = []
    for page_index in range(document.page_count):
        start = time.perf_counter()
        page = document[page_index]
        page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), alpha=False)
        times.append((time.perf_counter() - start) * 1000)
    document.close()
    return times
