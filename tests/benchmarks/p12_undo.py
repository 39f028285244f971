"""P12: taking a whole import back."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from app.domain.edit import AddPapers
from app.library import Library
from tests.benchmarks.built import copied_library
from tests.benchmarks.row import Row, times_floor
from tests.benchmarks.words import Corpus

N_IMPORTED = 20_000
_N_FULL = 10_000  # with fewer papers, the run is only to see that it works
_GOAL = 2.0


def measure(n_papers: int, place: Path) -> Iterator[Row]:
    """Time undo and redo of an import against the import's own database time.

    It comes to a library of `n_papers`.
    """
    n_imported = N_IMPORTED if n_papers >= _N_FULL else n_papers
    yield from measure_in(copied_library(n_papers, place), n_papers, n_imported)


def measure_in(folder: Path, n_papers: int, n_imported: int) -> Iterator[Row]:
    """Time it in a library that may be written to."""
    drafts = tuple(Corpus().papers(n_papers, n_imported))
    library = Library.open(folder)
    edit = AddPapers(drafts=drafts, label="Imported")
    import_s = _timed(lambda: library.apply(edit))
    undo_s = _timed(library.undo)
    redo_s = _timed(library.redo)
    library.close()
    for what, ours in (("undo", undo_s), ("redo", redo_s)):
        yield Row(
            name="P12",
            what=f"{what} of an import of {n_imported:,} to {n_papers:,} papers",
            unit="s",
            ours=ours,
            floor=import_s,
            goal=times_floor(_GOAL, import_s),
        )


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
