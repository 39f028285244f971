"""`octavo inspect`: one answer a file, in order, whatever the file does."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from app.__main__ import main
from app.cli.inspecting import inspect_files
from app.pdf.client import PdfClient
from tests.support.paper_pdf import paper_pdf
from tests.support.pdf_workers import CHECKOUT, PLANTED_WORKER

TITLE = "Slow Tides in Narrow Bays"
Inspect = Callable[..., tuple[int, Any]]


@pytest.fixture
def inspect(capsys: pytest.CaptureFixture[str]) -> Inspect:
    """Run `octavo inspect --json` without a library."""

    def run(*files: str | Path) -> tuple[int, Any]:
        code = main(["inspect", "--json", *map(str, files)])
        return code, json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.pdf"
    path.write_bytes(paper_pdf(TITLE, authors=["Ada Holm"], abstract="It is said."))
    return path


def locked(path: Path, user: str) -> Path:
    """Write a PDF that is locked with a password, or with an empty one."""
    document = pymupdf.open()
    document.new_page()
    document.save(
        path,
        encryption=pymupdf.PDF_ENCRYPT_AES_256,
        user_pw=user,
        owner_pw="owner",
    )
    document.close()
    return path


def test_each_file_has_its_answer_in_the_order_given(
    inspect: Inspect, tmp_path: Path, paper: Path
) -> None:
    text = tmp_path / "notes.pdf"
    text.write_text("No PDF at all.")
    nothing = tmp_path / "nothing.pdf"
    nothing.write_bytes(b"")
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and no more")
    empty = tmp_path / "empty.pdf"
    empty.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )
    closed = locked(tmp_path / "closed.pdf", "secret")
    opened = locked(tmp_path / "opened.pdf", "")
    gone = tmp_path / "gone.pdf"
    files = [paper, text, nothing, broken, empty, closed, opened, gone, tmp_path, paper]

    code, values = inspect(*files)

    assert code == 0
    assert [value["file"] for value in values] == list(map(str, files))
    assert [(v["outcome"], v["pages"]) for v in values] == [
        ("ok", 2),
        ("damaged", None),
        ("damaged", None),
        ("damaged", None),
        ("empty", 0),
        ("password", None),
        ("ok", 1),
        ("damaged", None),
        ("damaged", None),
        ("ok", 2),
    ]
    whys = [value["why"] for value in values]
    assert whys[1:4] == [
        "it is no PDF",
        "it has 0 bytes",
        "this PDF is damaged, or is no PDF",
    ]
    assert whys[7:9] == ["there is no such file", "it is a folder"]


def test_a_paper_has_all_its_fields(inspect: Inspect, paper: Path) -> None:
    stamped = paper.rename(paper.with_name("2401.00001v2.pdf"))

    (value,) = inspect(stamped)[1]

    assert value.keys() >= {
        "file", "outcome", "pages", "title", "authors", "identifiers", "score", "why"
    }  # fmt: skip
    assert (value["title"], value["authors"]) == (TITLE, ["Ada Holm"])
    assert (value["identifiers"], value["version"]) == ({"arxiv": "2401.00001"}, "2")
    assert value["score"] >= 0.5


def test_nothing_there_at_all_fails(inspect: Inspect, tmp_path: Path) -> None:
    code, values = inspect(tmp_path / "gone.pdf")

    assert (code, values[0]["outcome"]) == (1, "damaged")


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux alone")
def test_odd_bytes_of_a_name_come_out_as_they_went_in(
    inspect: Inspect, paper: Path
) -> None:
    odd = os.fsencode(paper.parent) + b"/na\xefve\n\xff.pdf"
    os.rename(paper, odd)

    (value,) = inspect(os.fsdecode(odd))[1]

    assert os.fsencode(value["file"]) == odd
    assert value["title"] == TITLE


def test_people_get_a_line_a_file(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", str(paper)]) == 0

    out = capsys.readouterr().out
    assert out.startswith("ok")
    assert out.rstrip().endswith(TITLE)


@pytest.mark.asyncio
@pytest.mark.skipif(sys.platform == "win32", reason="kills by POSIX signals")
@pytest.mark.parametrize(
    ("word", "outcome", "why", "limit_s"),
    [
        ("HANG", "timeout", "too long", 5),
        ("CRASH", "crashed", "the reader crashed: this PDF broke", 60),
        ("EAT", "crashed", "the reader crashed: this PDF needs more memory", 60),
    ],
)
async def test_a_file_that_hangs_crashes_or_eats_costs_itself_alone(
    tmp_path: Path, paper: Path, word: str, outcome: str, why: str, limit_s: float
) -> None:
    planted = tmp_path / "planted.pdf"
    document = pymupdf.open()
    document.new_page().insert_text((50, 100), word)
    document.save(planted)
    document.close()
    files = [str(file) for file in (paper, planted, paper, planted, planted, paper)]

    answer = await inspect_files(
        files,
        lambda: PdfClient(
            PLANTED_WORKER,
            folder=CHECKOUT,
            time_limit_s=limit_s,
            memory_limit_bytes=500_000_000,
            n_workers=1,
        ),
        n_workers=2,
    )

    outcomes = [value["outcome"] for value in answer.value]
    assert outcomes == ["ok", outcome, "ok", outcome, outcome, "ok"]
    assert all(why in answer.value[index]["why"] for index in (1, 3, 4))


_WAIT_S = 60
_MANY = 300
needs_proc = pytest.mark.skipif(
    sys.platform != "linux", reason="looks for the workers in /proc"
)


def _inspecting(*files: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "app", "inspect", "--json", *map(str, files)],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def _workers_of(process: subprocess.Popen[str]) -> list[int]:
    """Wait for the workers of a program; none once it ended."""
    while process.poll() is None:
        with contextlib.suppress(OSError):
            tasks = Path(f"/proc/{process.pid}/task").glob("*/children")
            if found := [
                int(pid) for each in tasks for pid in each.read_text().split()
            ]:
                return found
    return []


@needs_proc
def test_interrupt_ends_the_program_and_its_workers(paper: Path) -> None:
    process = _inspecting(*[paper] * _MANY)
    workers = _workers_of(process)

    process.send_signal(signal.SIGINT)
    out, problem = process.communicate(timeout=_WAIT_S)

    assert workers
    assert (process.returncode, problem) == (1, "octavo: Stopped.\n")
    assert json.loads(out) == {"error": "Stopped."}
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


@needs_proc
def test_killed_worker_costs_one_file_which_says_so(paper: Path) -> None:
    process = _inspecting(*[paper] * _MANY)
    workers = _workers_of(process)

    for worker in workers:
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
    out, problem = process.communicate(timeout=_WAIT_S)

    told = json.loads(out)
    crashed = [each for each in told if each["outcome"] != "ok"]
    assert (process.returncode, problem, len(told)) == (0, "", _MANY)
    assert len(crashed) <= len(workers)
    assert all(each["why"].startswith("the reader crashed") for each in crashed)


@needs_proc
def test_reader_that_goes_away_is_no_error(paper: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "app", "inspect", "--json", str(paper)],
        cwd=CHECKOUT,
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=_WAIT_S,
    )
    os.close(writing)

    assert (done.returncode, done.stderr) == (0, b"")
