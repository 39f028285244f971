"""P7: searching inside a PDF of 224 pages, against MuPDF alone."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pymupdf

from app.pdf.client import PdfClient
from tests.benchmarks.pdfs import write_pdf
from tests.benchmarks.row import Row, at_most, median, times_floor
from tests.support.pdf_workers import CHECKOUT, WORKER

_N_PAGES, _FEW_PAGES = 224, 24
_NEEDLES = (
    "praistfonger",
    "chion",
    "chaims",
    "soumpremion nagioxly",
    "a word not there",
)
"""Words of the pages: common ones, one pair, and one that is on none."""

_NUMBER = 7
_ALL_GOAL = 1.5
_FIRST_GOAL_MS = 100.0


def measure(n_papers: int, place: Path) -> Iterator[Row]:
    """Time all hits of words, and the first hit of a document just opened."""
    is_full = n_papers >= 10_000
    file = place / "searched.pdf"
    write_pdf(file, _NUMBER, n_pages=_N_PAGES if is_full else _FEW_PAGES)
    all_ms, first_ms = asyncio.run(_search(file))
    floor = median([_search_raw(file, needle) for needle in _NEEDLES])
    yield Row(
        name="P7",
        what="median, all hits in a document just opened",
        unit="ms",
        ours=median(all_ms),
        floor=floor,
        goal=times_floor(_ALL_GOAL, floor),
    )
    yield Row(
        name="P7",
        what="median, the first hit",
        unit="ms",
        ours=median(first_ms),
        floor=0.0,
        goal=at_most(_FIRST_GOAL_MS),
    )


async def _search(file: Path) -> tuple[list[float], list[float]]:
    client = PdfClient(WORKER, folder=CHECKOUT)
    await client.warm()
    all_ms, first_ms = [], []
    for needle in _NEEDLES:
        document = await client.open(file)
        start = time.perf_counter()
        first: float | None = None
        async for _ in document.search(needle):
            first = first or (time.perf_counter() - start) * 1000
        all_ms.append((time.perf_counter() - start) * 1000)
        if first is not None:
            first_ms.append(first)
        document.close()
    await client.close()
    return all_ms, first_ms


def _search_raw(file: Path, needle: str) -> float:
    """Return the milliseconds MuPDF takes to find all places of a needle."""
    document = pymupdf.open(file)
    start = time.perf_counter()
    for page in document:
        page.search_for(needle)
    took_ms = (time.perf_counter() - start) * 1000
    document.close()
    return took_ms
