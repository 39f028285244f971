"""P10: the memory of all processes with a PDF of 200 pages open."""

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.row import Row, at_most
from tests.benchmarks.shelves import shelf_with_pdfs
from tests.benchmarks.windows import visit_window

_N_PAGES, _FEW_PAGES = 200, 20
_GOAL_MB = 250.0


def measure(n_papers: int, place: Path) -> Iterator[Row]:
    """Weigh the window and its workers after some pages were turned."""
    n_pages = _N_PAGES if n_papers >= 10_000 else _FEW_PAGES
    folder = place / "weighed"
    shelf_with_pdfs(folder, 1, n_pages=n_pages)
    weighed = visit_window("weigh", folder, n_turns=n_pages // 10)
    yield Row(
        name="P10",
        what="memory of all processes, shared pages once",
        unit="MB",
        ours=weighed["held_mb"][0],
        floor=0.0,
        goal=at_most(_GOAL_MB),
    )
