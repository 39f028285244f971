"""P9: fetching a PDF, with hash, checks and the way to the disk."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from app.library import FileStore
from app.sources.download import fetch_pdf
from app.sources.http import HttpClient
from tests.benchmarks.row import Row, at_least, median
from tests.support.paper_pdf import paper_pdf

_CHECKOUT = Path(__file__).parents[2]
_LARGE_BYTES = 60_000_000
_SMALL_BYTES = 600_000  # with few papers, the run is only to see that it works
_N_ROUNDS = 5
_GOAL = 0.8
_ID = "2401.00001"


def measure(n_papers: int, place: Path) -> Iterator[Row]:
    """Time a PDF of 60 MB from loopback against a raw stream that is thrown away."""
    n_bytes = _LARGE_BYTES if n_papers >= 10_000 else _SMALL_BYTES
    pdf = place / "large.pdf"
    pdf.write_bytes(paper_pdf("A large paper", padding_bytes=n_bytes))
    works = place / "works.json"
    works.write_text(json.dumps([{"id": _ID, "title": "A large paper"}]), "utf-8")
    ours, floor = asyncio.run(_measure(works, pdf, place / "store"))
    megabytes = pdf.stat().st_size / 1_000_000
    yield Row(
        name="P9",
        what=f"one PDF of {megabytes:,.1f} MB from loopback",
        unit="MB/s",
        ours=megabytes / median(ours),
        floor=megabytes / median(floor),
        goal=at_least(_GOAL, megabytes / median(floor)),
    )


async def _measure(
    works: Path, pdf: Path, store: Path
) -> tuple[list[float], list[float]]:
    """Return the seconds of the program's way and of the raw one, taken in turn."""
    files = FileStore(store)
    ours, floor = [], []
    async with _served(works, pdf) as address:
        http = HttpClient(
            user_agent="Octavo benchmark", allowed_local=lambda: {address}
        )
        url = f"{address}/pdf/{_ID}"
        async with httpx.AsyncClient(trust_env=False) as client:
            for number in range(_N_ROUNDS + 1):
                took = await _timed(lambda: _raw(client, url))
                took_ours = await _timed(lambda: _kept(http, url, files))
                files.remove(list(files.hashes()))  # else the next finds it there
                if number:  # the first round warms up
                    floor.append(took)
                    ours.append(took_ours)
        await http.close()
    return ours, floor


async def _raw(client: httpx.AsyncClient, url: str) -> None:
    async with client.stream("GET", url) as reply:
        async for _ in reply.aiter_bytes():
            pass


async def _kept(http: HttpClient, url: str, files: FileStore) -> None:
    part = files.temporary()
    saved = await fetch_pdf(http, url, part, limit_bytes=10**9, deadline_s=60)
    await asyncio.to_thread(files.keep, part, saved.sha256)


async def _timed(act: Callable[[], Coroutine[Any, Any, None]]) -> float:
    start = time.perf_counter()
    await act()
    return time.perf_counter() - start


@asynccontextmanager
async def _served(works: Path, pdf: Path) -> AsyncIterator[str]:
    """Serve the PDF from a process of its own; yield the server's address."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.support.server"),
        *("--works", str(works), "--pdf", str(pdf)),
        cwd=_CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.stdin.close()
        await process.wait()
