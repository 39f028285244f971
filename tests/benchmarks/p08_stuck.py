"""P8: how long the window's loop ever stands still."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.row import Row, at_most
from tests.benchmarks.shelves import shelf_to_fetch, shelf_with_pdfs
from tests.benchmarks.windows import visit_window
from tests.benchmarks.words import Corpus
from tests.support.server import Work

_CHECKOUT = Path(__file__).parents[2]
_GOAL_MS = 50.0
_N_IMPORTED = 20_000
_N_DOWNLOADS = 20
_PAGE_LIMIT_S = 3


def measure(n_papers: int, place: Path) -> Iterator[Row]:
    """Measure the longest gap of a 10 ms ticker while the program works."""
    n_imported = _N_IMPORTED if n_papers >= 10_000 else n_papers
    listing = place / "listing.txt"
    _write_listing(listing, n_imported)
    timed = visit_window("bring in", place / "imported", path=str(listing))
    n_added = int(timed["n_added"][0])
    yield _row(f"reading a listing of {n_added:,} papers", timed["preview_ms"][0])
    yield _row(f"import of {n_added:,} papers", timed["import_ms"][0])
    yield _row(*_fetch(place))
    shelf_with_pdfs(place / "hanging", 1, n_pages=2, title="HANG")
    limit = f"limits.page_s={_PAGE_LIMIT_S}"
    timed = visit_window("hang", place / "hanging", "--set", limit)
    yield _row("a PDF that hangs", timed["gap_ms"][0])


def _fetch(place: Path) -> tuple[str, float]:
    works = shelf_to_fetch(place / "fetched", _N_DOWNLOADS)
    with _served(works, place / "works.json") as address:
        settings = {
            "sources.arxiv.api_url": f"{address}/api/query",
            "sources.arxiv.pdf_url": f"{address}/pdf",
            "sources.arxiv.interval_s": "0",
        }
        options = [f"--set={key}={value}" for key, value in settings.items()]
        timed = visit_window("fetch", place / "fetched", *options)
    return f"{int(timed['n_fetched'][0])} downloads", timed["gap_ms"][0]


def _row(what: str, ours: float) -> Row:
    return Row(
        name="P8",
        what=f"longest gap of a 10 ms ticker, {what}",
        unit="ms",
        ours=ours,
        floor=0.0,
        goal=at_most(_GOAL_MS),
    )


def _write_listing(path: Path, n_papers: int) -> None:
    parts = []
    for draft in Corpus().papers(0, n_papers):
        abstract = draft.abstract[:1].upper() + draft.abstract[1:]
        parts += [draft.title, f"{abstract}."]
    path.write_text("\n\n".join(parts), "utf-8")


@contextmanager
def _served(works: list[Work], path: Path) -> Iterator[str]:
    """Serve works from a process of its own; yield its address."""
    path.write_text(json.dumps([asdict(work) for work in works]), "utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "tests.support.server", "--works", str(path)],
        cwd=_CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()
