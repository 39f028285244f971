"""A12: how quickly `octavo inspect` tells which papers many PDF files are."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.row import Row, times_floor
from tests.support.first_pages import draw
from tests.support.first_pages_of_others import OTHERS
from tests.support.first_pages_of_papers import PAPERS
from tests.support.first_pages_of_publishers import PUBLISHERS

_CHECKOUT = Path(__file__).parents[2]
_SHARED = _CHECKOUT.parent / "shared" / "data"
_N_FILES = 1_500
_RATIO = 2.0
_FLOOR = """
import pymupdf, sys
pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)
for name in sys.argv[1:]:
    try:
        document = pymupdf.open(name)
        if document.page_count:
            document[0].get_text()
    except Exception:
        pass
"""
"""Opening each file and reading the text of page 1, in one process."""


def measure(n_papers: int, place: Path) -> Iterator[Row]:
    """Inspect drawn pages, and the shared PDFs where they are; count processor time."""
    pages = (*PUBLISHERS, *PAPERS, *OTHERS)
    (place / "pages").mkdir()
    drawn = [str(draw(page, place / "pages")) for page in pages]
    shared = sorted(map(str, _SHARED.glob("*-pdfs/*/*.pdf")))
    broken = sorted(map(str, _SHARED.glob("pdf-robustness/*/*.pdf")))
    sets = [("drawn pages", drawn), ("papers", shared), ("broken files", broken)]
    for what, files in sets:
        if files:
            yield _row(what, files * max(1, min(_N_FILES, n_papers) // len(files)))


def _row(what: str, files: Sequence[str]) -> Row:
    inspect = [sys.executable, "-m", "app", "inspect", "--json"]
    start_s, _ = _used_s([*inspect, files[0]])
    ours_s, out = _used_s([*inspect, *files])
    if [value["file"] for value in json.loads(out)] != list(files):
        raise RuntimeError("inspect left files out")
    floor_s, _ = _used_s([sys.executable, "-c", _FLOOR, *files])
    base_s, _ = _used_s([sys.executable, "-c", _FLOOR])
    each = 1000 / len(files)
    ours, floor = (ours_s - start_s) * each, (floor_s - base_s) * each
    return Row(
        name="A12",
        what=f"inspect, a file of {len(files):,} {what}",
        unit="ms",
        ours=ours,
        floor=floor,
        goal=times_floor(_RATIO, floor),
    )


def _used_s(command: Sequence[str]) -> tuple[float, bytes]:
    """Run a program; return the processor time of all its processes, and its output."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command, stdout=subprocess.PIPE, cwd=_CHECKOUT, env=os.environ, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, done.stdout
