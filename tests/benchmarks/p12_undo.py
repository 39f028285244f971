"""P12: taking a whole import back."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from app.domain.edit import AddPapers
from app.library import Library
from tests.benchmarks.row import Row, times_floor
from tests.benchmarks.words import Corpus

N_IMPORTED = 20_000
_N_FULL = 10_000  # with fewer papers, the run is only to see that it works
_GOAL = 2.0


def measure(n_papers: int, place: Path) -> Iterator[Row]:
    """Time undo and redo of an import against the import's own database time."""
    n_imported = N_IMPORTED if n_papers >= _N_FULL else n_papers
    drafts = tuple(Corpus().papers(0, n_imported))
    library = Library.open(place / "undone")
    edit = AddPapers(drafts=drafts, label="Imported")
    import_s = _timed(lambda: library.apply(edit))
    undo_s = _timed(library.undo)
    redo_s = _timed(library.redo)
    library.close()
    for what, ours in (("undo", undo_s), ("redo", redo_s)):
        yield Row(
            name="P12",
            what=f"{what} of an import of {n_imported:,} papers",
            unit="s",
            ours=ours,
            floor=import_s,
            goal=times_floor(_GOAL, import_s),
        )


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
