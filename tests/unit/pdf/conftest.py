"""PDFs made at test time, and clients with real worker processes."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pymupdf
import pytest
import pytest_asyncio

from app.pdf.client import PdfClient
from tests.support.pdf_workers import CHECKOUT, PLANTED_WORKER, WORKER, MakePdf


@pytest.fixture
def make_pdf(tmp_path: Path) -> MakePdf:
    """Give a maker of PDFs with one page for each text, 400 x 600 points."""

    def make(name: str, *texts: str, title: str = "", **how: object) -> Path:
        document = pymupdf.open()
        for text in texts:
            page = document.new_page(width=400, height=600)
            page.insert_text((50, 100), text.split("\n"), fontsize=12)
        document.set_metadata({"title": title, "author": "A. Writer"})
        path = tmp_path / name
        document.save(path, **how)
        document.close()
        return path

    return make


@pytest_asyncio.fixture
async def client() -> AsyncIterator[PdfClient]:
    """Give a client of the real worker."""
    made = PdfClient(WORKER, folder=CHECKOUT)
    yield made
    await made.close()


@pytest_asyncio.fixture
async def start_client() -> AsyncIterator[Callable[..., PdfClient]]:
    """Give a maker of clients, closed at the end, by default of the planted worker."""
    made: list[PdfClient] = []

    def start(command: list[str] = PLANTED_WORKER, **limits: float) -> PdfClient:
        made.append(PdfClient(command, folder=CHECKOUT, **limits))
        return made[-1]

    yield start
    for client in made:
        await client.close()
