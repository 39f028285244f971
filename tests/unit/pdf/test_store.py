"""What a worker keeps of pages it drew stays within bounds."""

import os
import sys
from pathlib import Path

import pymupdf
import pytest

from app.pdf.client import PdfClient
from app.pdf.resident import resident_bytes

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="memory is told by /proc"
)
N_PAGES = 24
WIDTH, HEIGHT = 1_700, 2_200
MOST_BYTES = 170 * 1024**2
"""The worker itself, its share of store, and what one page takes while it is drawn."""


def scanned(path: Path) -> Path:
    """Write a PDF with a picture over each page, each its own: 270 MB unpacked."""
    made = pymupdf.open()
    for number in range(N_PAGES):
        scan = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, WIDTH, HEIGHT))
        scan.clear_with(240)
        scan.set_rect(pymupdf.IRect(100, 50 * number, 900, 50 * number + 40), (9, 9, 9))
        page = made.new_page()
        page.insert_image(page.rect, stream=scan.tobytes("jpeg"))
    made.save(path)
    return path


def largest_child() -> int:
    """Return how much memory the largest process holds that this one has started."""
    tasks = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return max(resident_bytes(int(pid)) for t in tasks for pid in t.read_text().split())


@pytest.mark.asyncio
async def test_worker_when_scans_are_read_then_does_not_keep_them_all(
    client: PdfClient, tmp_path: Path
) -> None:
    document = await client.open(scanned(tmp_path / "scans.pdf"))

    held = []
    for page_index in range(N_PAGES):
        page = await document.render(page_index, 2.0)
        page.close()
        held.append(largest_child())

    assert max(held) < MOST_BYTES


@pytest.mark.asyncio
async def test_page_when_its_scan_was_let_go_then_is_drawn_alike(
    client: PdfClient, tmp_path: Path
) -> None:
    document = await client.open(scanned(tmp_path / "scans.pdf"))
    first = await document.render(0, 2.0)
    before = bytes(first.data)
    for page_index in range(1, N_PAGES):
        (await document.render(page_index, 2.0)).close()

    again = await document.render(0, 2.0)

    assert bytes(again.data) == before


def test_memory_of_a_process_that_is_not_there_is_none() -> None:
    assert resident_bytes(os.getpid()) > 1_000_000
    assert resident_bytes(2**22 + 1) == 0
