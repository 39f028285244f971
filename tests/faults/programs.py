"""The terminal program itself, killed from outside while it imports or fetches."""

import json
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from app.domain.edit import AddPapers
from app.domain.paper import Draft, Identifier, Provenance
from app.domain.query import Query
from app.library import Library, Reader
from tests.faults.looking import damage, reopened
from tests.faults.report import Finding, Harm, Report
from tests.support.listings import Listing
from tests.support.server import PaperServer, Work

CHECKOUT = Path(__file__).parents[2]
_LIMIT_S = 60.0
_N_ENTRIES = 40


def kill_imports(place: Path, *, n_kills: int, seed: int = 1) -> Report:
    """Kill `octavo import FILE` at random moments of its life."""
    chance = Random(f"octavo import {seed}")
    folder = place / "library"
    start = time.monotonic()
    life_s = _finish(_start(folder, "import", str(_saved_listing(place, 0))))
    stored, findings = {0}, []
    n_acts = 1
    for number in range(1, n_kills + 1):
        process = _start(folder, "import", str(_saved_listing(place, number)))
        is_told = _kill(process, chance.uniform(0.3, 1.1) * life_s)
        n_acts += is_told
        with reopened(folder) as (_, reader):
            findings += damage(reader, folder)
            found = _check_import(reader, number, is_told=is_told)
            findings += found
            findings += [f for old in stored for f in _check_import(reader, old)]
            if _n_entries(reader, number):
                stored.add(number)
    return Report(
        name="octavo import",
        n_kills=n_kills,
        n_acts=n_acts,
        duration_s=time.monotonic() - start,
        findings=tuple(findings),
    )


def _check_import(
    reader: Reader, number: int, *, is_told: bool = True
) -> list[Finding]:
    n_entries = _n_entries(reader, number)
    if n_entries not in (0, _N_ENTRIES):
        return [Finding(Harm.PARTIAL, f"{n_entries} papers of import {number}")]
    if is_told and not n_entries:
        return [Finding(Harm.LOST, f"Import {number} had ended")]
    papers = reader.papers(reader.keys(Query(f'"act{number}"')))
    if any(len(paper.provenance) != 1 for paper in papers):
        return [Finding(Harm.PARTIAL, f"Import {number} lacks its provenance")]
    return []


def _n_entries(reader: Reader, number: int) -> int:
    return len(reader.keys(Query(f'"act{number}"')))


def _saved_listing(place: Path, number: int) -> Path:
    words = f"We show what happens when programs are killed in act{number}. " * 12
    pairs = tuple(
        (f"On Killing the Programs of Entry {position} and act{number}", words.strip())
        for position in range(_N_ENTRIES)
    )
    path = place / f"{number}.txt"
    path.write_text(Listing(header=(), pairs=pairs).text(), "utf-8")
    return path


def kill_fetches(place: Path, *, n_kills: int, seed: int = 1) -> Report:
    """Kill `octavo fetch ID` at random moments of its life, then let it end once."""
    chance = Random(f"octavo fetch {seed}")
    folder = place / "library"
    works = [
        Work(
            id=f"2401.{number:05}",
            title=f"What Remains of Downloads After the Kill of Program {number}",
            abstract="Programs are killed while bytes come, and we look at the rest. "
            * 5,
        )
        for number in range(n_kills + 1)
    ]
    _make_fetchable(folder, works)
    start = time.monotonic()
    findings: list[Finding] = []
    n_acts = 0
    with PaperServer(works, pdf_seconds=0.4) as server:
        life_s = _finish(_fetch(folder, server, works[0]))
        for work in works[1:]:
            process = _fetch(folder, server, work)
            is_told = _kill(process, chance.uniform(0.3, 1.1) * life_s)
            n_acts += is_told
            findings += _check_fetch(folder, work, is_told=is_told)
        _finish(_fetch(folder, server, *works))
    for work in works:
        findings += _check_fetch(folder, work, is_told=True)
    return Report(
        name="octavo fetch",
        n_kills=n_kills,
        n_acts=n_acts + len(works),
        duration_s=time.monotonic() - start,
        findings=tuple(findings),
    )


def _check_fetch(folder: Path, work: Work, *, is_told: bool) -> list[Finding]:
    with reopened(folder) as (library, reader):
        found = damage(reader, folder)
        (paper,) = reader.papers(reader.keys(Query(f'"{work.title}"')))
        if is_told and not paper.has_pdf:
            found.append(Finding(Harm.LOST, f"The PDF of {work.id} had come"))
        if not all(library.files.has(file.sha256) for file in paper.files):
            found.append(Finding(Harm.LOST, f"The file of {work.id} is missing"))
    return found


def _make_fetchable(folder: Path, works: list[Work]) -> None:
    library = Library.open(folder)
    drafts = tuple(
        Draft(
            title=work.title,
            identifiers=(Identifier("arxiv", work.id),),
            provenance=Provenance(source="a test", kind="by hand"),
        )
        for work in works
    )
    library.apply(AddPapers(drafts=drafts, label="Papers"))
    library.close()


def _fetch(
    folder: Path, server: PaperServer, *works: Work
) -> "subprocess.Popen[bytes]":
    reader = Reader.open(folder)
    titles = [f'"{work.title}"' for work in works]
    papers = [reader.papers(reader.keys(Query(title)))[0] for title in titles]
    reader.close()
    settings = {
        "sources.arxiv.api_url": server.api_url,
        "sources.arxiv.pdf_url": server.pdf_url,
        "sources.arxiv.interval_s": "0",
    }
    options = [f"--set={key}={value}" for key, value in settings.items()]
    return _start(folder, *options, "fetch", *(paper.id for paper in papers))


def _start(folder: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "app", "--library", str(folder), *arguments]
    return subprocess.Popen(
        [*command, "--json"],
        cwd=CHECKOUT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _finish(process: "subprocess.Popen[bytes]") -> float:
    """Let a program end well; return how long that took, in seconds."""
    start = time.monotonic()
    output, problem = process.communicate(timeout=_LIMIT_S)
    if process.returncode:
        raise AssertionError(f"It ended with {problem.decode()}")
    json.loads(output)
    return time.monotonic() - start


def _kill(process: "subprocess.Popen[bytes]", after_s: float) -> bool:
    """Kill a program unless it ended before; return whether it had done its work."""
    try:
        process.communicate(timeout=after_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
    return process.returncode == 0
