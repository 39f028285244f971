"""Open any PDFs in the reader, off screen: `python -m tests.any_pdf [FOLDER…]`.

Without a folder those of `../shared/data`, and PDFs of our own that hang, crash or eat
memory. `--odd 500` visits instead the PDFs that are odd in one way each and 500 that
are spoiled at random. Prints a line for each that stalled the window or came to
another end than it should, and a summary; exits 1 when there was one, or a worker was
left behind.
"""

import argparse
import asyncio
import os
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

from PySide6 import QtCore, QtWidgets

from app.bootstrap.event_loop import WindowLoop
from app.pdf.client import PdfClient
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.reporter import Message, Reporter
from app.runtime.supervisor import TaskSupervisor
from app.settings.editing import with_value
from app.settings.places import resources_folder
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.collector import Collector
from tests.any_pdf.odd import write_odd
from tests.any_pdf.planted import (
    FAILED,
    LOCKED,
    NO_PAGE,
    REFUSED,
    SHOWN,
    write_planted,
)
from tests.any_pdf.visiting import NOTHING, STALL_MS, Stalls, Visit, visit
from tests.support.pdf_workers import CHECKOUT, PLANTED_WORKER
from tests.support.reader_stage import ReaderStage

_SHARED = CHECKOUT / ".." / "shared" / "data"
_ROW = re.compile(r"\|\s*(\S.*?\.pdf)\s*\|.*PyMuPDF [\d.]+: ([a-z_]+)")
_TOLD = {
    "ok": (SHOWN,),
    "needs_password": (LOCKED,),
    "zero_pages": (NO_PAGE, REFUSED),
    "exception": (NO_PAGE, REFUSED),
}


def main() -> int:
    """Visit all PDFs and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="with PDFs in them")
    parser.add_argument("--stall-ms", type=float, default=STALL_MS)
    parser.add_argument("--odd", type=int, metavar="N", help="N spoiled PDFs")
    parser.add_argument("--seed", type=int, default=1, help="of the spoiled ones")
    parser.add_argument("--only", default="", help="part of the names to visit")
    parser.add_argument("--page-s", type=float, default=5.0, help="limit of a page")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    QtCore.qInstallMessageHandler(_on_qt_message)
    application = QtWidgets.QApplication(["octavo"])
    with (
        tempfile.TemporaryDirectory(prefix="octavo-any-pdf-") as folder,
        asyncio.Runner(loop_factory=lambda: WindowLoop(application)) as runner,
    ):
        return runner.run(_run(application, Path(folder), options))


async def _run(
    application: QtWidgets.QApplication, place: Path, options: argparse.Namespace
) -> int:
    expected = _expected(place, options)
    told: list[str] = []

    def keep(message: Message) -> None:
        if message.details:
            told.append(f"{message.text} {message.details}")

    settings = SettingsStore(place / "settings.toml", {}, with_value)
    library = LibraryClient(place / "library", ChangeFeed())
    reporter = Reporter()
    reporter.subscribe(keep)
    jobs = TaskSupervisor(reporter)
    client = PdfClient(
        PLANTED_WORKER,
        folder=CHECKOUT,
        time_limit_s=options.page_s,
        memory_limit_bytes=900_000_000,
    )
    await library.open()
    collector = Collector(application)
    stage = ReaderStage(
        Look(application, settings, resources_folder()), library, jobs, settings, client
    )
    stage.reporter.subscribe(keep)
    stalls = Stalls(stage.panel)
    visits = []
    n_bad = 0
    for path, outcomes in expected.items():
        done = await visit(stage, stalls, path)
        visits.append(done)
        problems = _problems(done, outcomes, options.stall_ms) + told
        told.clear()
        n_bad += bool(problems)
        if problems:
            print(f"{path.name}: {'; '.join(problems)}", flush=True)
    _sum_up(visits, n_bad)
    stage.panel.leave()
    collector.close()
    await client.close()
    if left := _children():
        print(f"left behind: {left}", flush=True)
        n_bad += 1
    await jobs.close()
    await library.close()
    return 1 if n_bad else 0


def _children() -> list[str]:
    """Return the processes that this one started and that are still there."""
    told = Path("/proc/self/task").glob("*/children")
    return [number for path in told for number in path.read_text().split()]


def _on_qt_message(
    kind: QtCore.QtMsgType, _context: QtCore.QMessageLogContext, text: str
) -> None:
    """Pass on what Qt says, but not what the platform without a screen cannot do."""
    if "This plugin does not support" not in text:
        print(f"{kind.name}: {text}", file=sys.stderr)


def _expected(place: Path, options: argparse.Namespace) -> dict[Path, tuple[str, ...]]:
    """Return the files and what may come of each; () for anything but a dead window."""
    if options.odd is not None:
        found = write_odd(place / "odd", n_spoiled=options.odd, seed=options.seed)
    else:
        found = _given(place, options.folders)
    return {path: told for path, told in found.items() if options.only in path.stem}


def _given(place: Path, folders: list[Path]) -> dict[Path, tuple[str, ...]]:
    found: dict[Path, tuple[str, ...]] = {}
    for folder in folders or [_SHARED]:
        told = _manifest(folder / "MANIFEST.md")
        for path in sorted(folder.rglob("*.pdf")):
            name = path.relative_to(folder).as_posix()
            found[path] = _TOLD.get(told.get(name, ""), ())
    planted = write_planted(place / "planted")
    return found | {path: (outcome,) for path, outcome in planted.items()}


def _manifest(path: Path) -> dict[str, str]:
    """Return what is told of each PDF; nothing where there is no manifest."""
    if not path.is_file():
        return {}
    return dict(_ROW.findall(path.read_text("utf-8")))


def _problems(done: Visit, outcomes: tuple[str, ...], stall_ms: float) -> list[str]:
    problems = []
    if outcomes and done.outcome not in outcomes:
        wanted = " or ".join(outcomes)
        problems.append(f"{done.outcome}, not {wanted} ({done.words})")
    if not outcomes and done.outcome == FAILED:
        problems.append(done.words)
    if done.outcome == NOTHING:
        problems.append(NOTHING)
    if done.stall_ms > stall_ms:
        at = done.stalled_at or "opening"
        problems.append(f"the window stood still for {done.stall_ms:.0f} ms at {at}")
    if done.outcome not in (SHOWN, LOCKED) and not done.words:
        problems.append("no word of what is wrong")
    return problems


def _sum_up(visits: list[Visit], n_bad: int) -> None:
    outcomes = Counter(done.outcome for done in visits)
    told = ", ".join(f"{n} {outcome}" for outcome, n in sorted(outcomes.items()))
    longest = max((done.stall_ms for done in visits), default=0.0)
    n_pages = sum(done.n_pages for done in visits)
    n_scanned = sum(not done.has_text for done in visits)
    print(
        f"{len(visits)} PDFs, {n_pages:,} pages: {told}; {n_scanned} without text; "
        f"longest stall {longest:.0f} ms; {n_bad} not as they should be"
    )


if __name__ == "__main__":
    sys.exit(main())
