"""A PDF that hangs, crashes or eats memory costs its worker and nothing else."""

import asyncio
import contextlib
import os
import random
import signal
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pymupdf
import pytest

from app.domain.errors import AppError, TooSlow, WorkerDied
from app.pdf.client import PdfClient
from tests.support.pdf_workers import CHECKOUT, WORKER, MakePdf

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.skipif(sys.platform == "win32", reason="kills by POSIX signals"),
]
CORPUS = CHECKOUT.parent / "shared" / "data" / "pdf-robustness"
LIMIT_S = 60


@contextlib.asynccontextmanager
async def ticking() -> AsyncIterator[list[int]]:
    """Count, in a list of one, how often the event loop comes round."""
    ticks = [0]

    async def tick() -> None:
        while True:
            ticks[0] += 1
            await asyncio.sleep(0.005)

    task = asyncio.ensure_future(tick())
    yield ticks
    task.cancel()


def children() -> set[int]:
    """Give the processes this one has started, zombies included."""
    path = Path(f"/proc/{os.getpid()}/task")
    return {int(p) for f in path.glob("*/children") for p in f.read_text().split()}


def read(path: str) -> str:
    """Read a small file of the system."""
    return Path(path).read_text()


def kill_and_wait(process: int) -> None:
    """Kill a child process and wait until it is a zombie."""
    os.kill(process, signal.SIGKILL)
    os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)


@pytest.mark.parametrize(
    ("title", "error", "time_limit_s"),
    [
        ("HANG", TooSlow, 5.0),
        ("CRASH", WorkerDied, LIMIT_S),
        ("EAT", WorkerDied, LIMIT_S),
        ("BABBLE", WorkerDied, LIMIT_S),
    ],
)
async def test_a_planted_pdf_is_an_error_and_the_others_go_on(
    start_client: Callable[..., PdfClient],
    make_pdf: MakePdf,
    title: str,
    error: type[AppError],
    time_limit_s: float,
) -> None:
    client = start_client(time_limit_s=time_limit_s, memory_limit_bytes=700_000_000)
    good = await client.open(make_pdf("good.pdf", "Sound"))
    bad = await client.open(make_pdf("bad.pdf", "Unsound", title=title))

    async with asyncio.timeout(LIMIT_S), ticking() as ticks:
        with pytest.raises(error):
            await bad.render(0, 1.0)
        ticks_then = ticks[0]
        text = await good.text(0)

    assert text.lines[0].text == "Sound"
    assert ticks_then > (50 if title == "HANG" else 0)


async def test_a_pdf_that_killed_twice_is_opened_again_only_if_told_so(
    start_client: Callable[..., PdfClient], make_pdf: MakePdf
) -> None:
    path = make_pdf("bad.pdf", "Unsound", title="CRASH")
    client = start_client()
    document = await client.open(path)
    for _ in range(2):
        with pytest.raises(WorkerDied, match="broke the PDF reader"):
            await document.render(0, 1.0)

    with pytest.raises(WorkerDied, match="twice"):
        await document.links(0)
    with pytest.raises(WorkerDied, match="twice"):
        await client.open(path)
    again = await client.open(path, again=True)

    assert await again.links(0) == ()


async def test_a_hang_does_not_hold_up_another_document(
    start_client: Callable[..., PdfClient], make_pdf: MakePdf
) -> None:
    client = start_client(time_limit_s=LIMIT_S)
    bad = await client.open(make_pdf("bad.pdf", "Unsound", title="HANG"))
    good_path = make_pdf("good.pdf", "Sound")

    hanging = asyncio.ensure_future(bad.render(0, 1.0))
    async with asyncio.timeout(LIMIT_S / 2):
        good = await client.open(good_path)
        await good.render(0, 1.0)

    assert not hanging.done()
    await client.close()
    assert hanging.cancelled()


async def test_a_really_heavy_page_is_stopped(
    start_client: Callable[..., PdfClient], tmp_path: Path
) -> None:
    made = pymupdf.open()
    page = made.new_page(width=600, height=600)
    numbers = random.Random(1)
    curves = "\n".join(
        " ".join(str(numbers.randrange(600)) for _ in range(6)) + " c"
        for _ in range(60_000)
    )
    page.insert_text((10, 10), "x")
    xref = page.get_contents()[0]
    made.update_stream(xref, b"0 0 m\n" + curves.encode() + b"\nf*\n")
    made.save(tmp_path / "heavy.pdf")
    client = start_client(WORKER, time_limit_s=5.0)
    await client.warm()
    document = await client.open(tmp_path / "heavy.pdf")

    async with asyncio.timeout(LIMIT_S):
        with pytest.raises(TooSlow):
            await document.render(0, 8.0)

    assert document.info.n_pages == 1


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks into /proc")
async def test_close_leaves_no_process_file_or_segment(make_pdf: MakePdf) -> None:
    segments = os.listdir("/dev/shm")
    started = children()
    n_files = len(os.listdir("/proc/self/fd"))
    client = PdfClient(WORKER, folder=CHECKOUT)
    document = await client.open(make_pdf("a.pdf", *["page"] * 4))
    images = await asyncio.gather(*(document.render(i, 1.0) for i in range(4)))
    assert children() > started

    images.clear()
    await client.close()

    assert children() == started
    assert os.listdir("/dev/shm") == segments
    assert len(os.listdir("/proc/self/fd")) == n_files


async def test_an_image_outlives_its_worker(
    client: PdfClient, make_pdf: MakePdf
) -> None:
    image = await (await client.open(make_pdf("a.pdf", "Hello"))).render(0, 1.0)

    await client.close()

    assert min(image.data) < 128
    image.close()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="looks into /proc")
async def test_the_worker_can_neither_write_files_nor_see_our_environment(
    client: PdfClient, make_pdf: MakePdf
) -> None:
    before = children()
    await client.open(make_pdf("a.pdf", "Hello"))

    (worker,) = children() - before

    limits = read(f"/proc/{worker}/limits").splitlines()
    rows = {line[:26].strip(): line[26:].split()[0] for line in limits}
    assert (rows["Max file size"], rows["Max core file size"]) == ("0", "0")
    assert rows["Max address space"] == "1500000000"
    assert "HOME=" not in read(f"/proc/{worker}/environ")


async def test_an_idle_worker_that_was_killed_is_replaced(
    client: PdfClient, make_pdf: MakePdf
) -> None:
    before = children()
    document = await client.open(make_pdf("a.pdf", "Hello"))
    (worker,) = children() - before
    kill_and_wait(worker)

    text = await document.text(0)

    assert text.lines[0].text == "Hello"


@pytest.mark.skipif(not CORPUS.exists(), reason="needs the shared corpus")
async def test_each_broken_pdf_of_the_corpus_ends_in_a_page_or_an_error() -> None:
    paths = sorted(CORPUS.rglob("*.pdf"))[::3]
    client = PdfClient(WORKER, folder=CHECKOUT, time_limit_s=5.0)
    n_drawn = n_refused = 0

    for path in paths:
        try:
            document = await client.open(path)
            await document.render(0, 1.0)
            await document.text(0)
            await document.links(0)
            _ = [hit async for hit in document.search("e")]
            document.close()
            n_drawn += 1
        except AppError:
            n_refused += 1

    await client.close()
    assert n_drawn + n_refused == len(paths)
    assert n_drawn > len(paths) / 2
