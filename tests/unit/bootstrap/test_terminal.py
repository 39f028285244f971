"""The terminal program as a process: pipes that break, Ctrl+C, a held library."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.library import Library
from app.library.schema import STEPS
from tests.faults.migrating import N_IMPORTS, make_old
from tests.support.faults import Gate
from tests.support.listings import SAMPLE
from tests.support.paper_pdf import paper_pdf
from tests.support.server import PaperServer
from tests.unit.commands.conftest import TIDEWATER

CHECKOUT = Path(__file__).parents[3]
_WAIT_S = 60


def command(library: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "app", "--library", str(library), *words]


def octavo(library: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command(library, *words),
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=_WAIT_S,
    )


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    assert octavo(folder, "import", str(SAMPLE)).returncode == 0
    return folder


def test_reader_that_goes_away_is_no_error(library: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        command(library, "list", "--json"),
        cwd=CHECKOUT,
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=_WAIT_S,
    )
    os.close(writing)

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_interrupt_while_fetching_stops_in_order(library: Path) -> None:
    stub = ("import", "arXiv:2404.01234", "--json", "--set", "import.complete=false")
    added = json.loads(octavo(library, *stub).stdout)
    gate = Gate(paper_pdf(TIDEWATER.title), after_bytes=100)
    with PaperServer([TIDEWATER]) as server:
        server.plant(f"/pdf/{TIDEWATER.id}", gate)
        process = subprocess.Popen(
            command(
                library,
                *("fetch", *added["added"], "--json"),
                *("--set", f"sources.arxiv.api_url={server.api_url}"),
                *("--set", f"sources.arxiv.pdf_url={server.pdf_url}"),
                *("--set", "sources.arxiv.interval_s=0"),
            ),
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=_heed_interrupts,
        )
        assert gate.reached.wait(_WAIT_S)
        process.send_signal(signal.SIGINT)
        out, problem = process.communicate(timeout=_WAIT_S)

    assert process.returncode == 1
    assert json.loads(out)[0]["outcome"] == "cancelled"
    assert "Traceback" not in problem
    assert not [path for path in (library / "files").rglob("*") if path.is_file()]


def test_library_held_by_another_reads_and_says_who_holds_it(library: Path) -> None:
    held = Library.open(library)
    try:
        reading = octavo(library, "list", "--json")
        writing = octavo(library, "undo", "--json")
    finally:
        held.close()

    assert (reading.returncode, len(json.loads(reading.stdout))) == (0, 12)
    assert writing.returncode == 1
    assert str(os.getpid()) in writing.stderr
    assert writing.stderr.count("\n") == 1


def test_library_of_an_older_octavo_is_listed_at_once(tmp_path: Path) -> None:
    old = tmp_path / "old"
    make_old(old, len(STEPS) - 1)

    listed = octavo(old, "list", "--json")

    assert (listed.returncode, listed.stderr) == (0, "")
    assert len(json.loads(listed.stdout)) > N_IMPORTS
    assert len(list((old / "backups").glob("*.db"))) == 1


def test_library_let_go_in_time_is_written(library: Path) -> None:
    held = Library.open(library)
    letting_go = threading.Timer(1.0, held.close)
    letting_go.start()

    done = octavo(library, "undo")
    letting_go.join()

    assert done.returncode == 0


def test_bad_settings_file_is_told_and_the_work_is_done(
    library: Path, tmp_path: Path
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("[broken\n", "utf-8")

    done = octavo(library, "--settings", str(settings), "list", "--json")

    assert (done.returncode, len(json.loads(done.stdout))) == (0, 12)
    assert done.stderr.startswith("octavo: The settings file could not be read")


def test_terminal_loads_neither_qt_nor_http_nor_tomlkit(library: Path) -> None:
    code = (
        "import sys; from app.__main__ import main; "
        f"main(['--library', {str(library)!r}, 'list']); "
        "print([m for m in ('PySide6', 'httpx', 'tomlkit', 'pymupdf') "
        "if m in sys.modules], file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=_WAIT_S,
    )

    assert done.stderr.strip() == "[]"


def _heed_interrupts() -> None:
    """Heed SIGINT, which what is started in the background of a shell does not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
