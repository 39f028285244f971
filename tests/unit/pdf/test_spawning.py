"""A worker that was started before anybody had something for it."""

from pathlib import Path

import pytest

from app.pdf.client import PdfClient
from app.pdf.spawning import spawn
from tests.support.paper_pdf import paper_pdf
from tests.support.pdf_workers import CHECKOUT, WORKER

pytestmark = pytest.mark.asyncio


async def test_worker_that_was_spawned_does_the_first_job(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(paper_pdf("A", n_pages=3))
    spawned = spawn(WORKER, CHECKOUT)
    client = PdfClient(["/no/such/program"], spawned=spawned)

    document = await client.open(file)
    await client.close()

    assert document.info.n_pages == 3
    assert spawned.child.poll() is not None


async def test_spawned_worker_that_is_gone_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(paper_pdf("A", n_pages=3))
    spawned = spawn(WORKER, CHECKOUT)
    spawned.child.kill()
    spawned.child.wait()
    client = PdfClient(WORKER, folder=CHECKOUT, spawned=spawned)

    document = await client.open(file)
    await client.close()

    assert document.info.n_pages == 3


async def test_spawned_worker_that_nobody_needed_ends_with_the_client() -> None:
    spawned = spawn(WORKER, CHECKOUT)

    await PdfClient(WORKER, folder=CHECKOUT, spawned=spawned).close()

    assert spawned.child.poll() is not None
