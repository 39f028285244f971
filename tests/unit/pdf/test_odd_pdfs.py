"""PDFs that are odd in one way each, or spoiled at random: an answer or plain words."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from app.domain.errors import Encrypted, TooSlow, Unreadable
from app.pdf.client import PdfClient
from app.pdf.document import Document
from app.pdf.lines import from_raw
from tests.any_pdf.odd import LIGHT_ODDITIES, ODDITIES
from tests.any_pdf.planted import SHOWN
from tests.any_pdf.spoiling import spoiled
from tests.support.pdf_workers import CHECKOUT, WORKER

_SEED, _N_SPOILED = 20_260, 60
_SLOW = ("patterns in a ring", "forms 5,000 deep")


async def drawn(document: Document) -> bool:
    """Draw the first page; False where it cannot be, and that is told."""
    return await _answers(lambda: document.render(0, 0.5))


async def unread(document: Document) -> list[str]:
    """Read all there is to the first page and the document; name what cannot be."""
    asked: dict[str, Callable[[], Awaitable[object]]] = {
        "text": lambda: document.text(0),
        "links": lambda: document.links(0),
        "layout": lambda: document.layout(0),
        "figures": lambda: document.figures(0),
        "labels": document.labels,
        "attached": document.attached,
    }
    return [name for name, ask in asked.items() if not await _answers(ask)]


async def _answers(ask: Callable[[], Awaitable[object]]) -> bool:
    try:
        await ask()
    except (Unreadable, TooSlow):
        return False
    return True


async def opened(client: PdfClient, path: Path) -> Document | None:
    """Open a file; None where it cannot be, and that is told."""
    with contextlib.suppress(Unreadable, Encrypted, TooSlow):
        return await client.open(path)
    return None


@pytest.mark.asyncio
async def test_each_odd_file_is_drawn_or_told_of(tmp_path: Path) -> None:
    client = PdfClient(WORKER, folder=CHECKOUT)
    path = tmp_path / "odd.pdf"
    wrong = []
    for oddity in LIGHT_ODDITIES:
        if oddity.name in _SLOW:
            continue
        await asyncio.to_thread(path.write_bytes, oddity.make())
        document = await opened(client, path)
        missing = ["document"]
        if document is not None:
            missing = await unread(document)
            missing += [] if await drawn(document) else ["picture"]
            document.close()
        if oddity.outcomes == (SHOWN,) and missing:
            wrong.append((oddity.name, missing))
    await client.close()

    assert wrong == []


@pytest.mark.asyncio
async def test_each_spoiled_file_is_drawn_or_told_of(tmp_path: Path) -> None:
    client = PdfClient(WORKER, folder=CHECKOUT)
    path = tmp_path / "spoiled.pdf"
    for _, content in spoiled(LIGHT_ODDITIES, _SEED, _N_SPOILED):
        await asyncio.to_thread(path.write_bytes, content)
        document = await opened(client, path)
        if document is not None:
            await drawn(document)
            await unread(document)
            document.close()
    await client.close()


@pytest.mark.asyncio
async def test_links_when_a_script_lies_on_one_then_are_told_once(
    client: PdfClient, tmp_path: Path
) -> None:
    [mixed] = [oddity for oddity in ODDITIES if oddity.name == "links and scripts"]
    path = tmp_path / "mixed.pdf"
    await asyncio.to_thread(path.write_bytes, mixed.make())
    document = await client.open(path)

    links = await document.links(0)

    assert {link.uri for link in links} == {"javascript:"}
    document.close()


def test_text_when_a_line_is_longer_than_a_page_may_be_then_is_cut() -> None:
    chars = [{"c": "a", "bbox": (0.0, 0.0, 1.0, 9.0)}] * 200_001
    line = {"bbox": (0, 0, 9, 9), "dir": (1, 0), "spans": [{"chars": chars}]}

    text = from_raw([{"number": 0, "lines": [line, line]}])

    assert [len(line.text) for line in text.lines] == [200_000]
