"""PDFs are taken, and nothing else for one."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import AppError, BadReply, NotFound, Refused
from app.domain.fetching import Attempt
from app.sources.download import fetch_pdf
from app.sources.http import HttpClient, Saved
from tests.support import faults
from tests.support.paper_pdf import paper_pdf
from tests.support.server import PaperServer, Work

WORK = Work(id="2401.01234", title="On paper cranes", abstract="They fold.")
PDF = paper_pdf(WORK.title, padding_bytes=200_000)


@pytest.fixture
def server() -> Iterator[PaperServer]:
    with PaperServer([WORK], {WORK.id: PDF}) as running:
        yield running


async def fetch(
    server: PaperServer, target: Path, attempts: list[Attempt] | None = None
) -> Saved:
    client = HttpClient(user_agent="t", allowed_local=lambda: {server.address})
    return await fetch_pdf(
        client,
        f"{server.pdf_url}/{WORK.id}",
        target,
        limit_bytes=1_000_000,
        deadline_s=20,
        on_attempt=None if attempts is None else attempts.append,
    )


@pytest.mark.asyncio
async def test_fetch_pdf_keeps_a_pdf(server: PaperServer, tmp_path: Path) -> None:
    saved = await fetch(server, tmp_path / "part")

    assert (tmp_path / "part").read_bytes() == PDF
    assert saved.n_bytes == len(PDF)
    assert saved.content_type == "application/pdf"


@pytest.mark.asyncio
async def test_fetch_pdf_when_bytes_stand_before_the_magic_keeps_it(
    server: PaperServer, tmp_path: Path
) -> None:
    server.plant(f"/pdf/{WORK.id}", faults.reply(200, b"\n" * 900 + PDF))

    assert (await fetch(server, tmp_path / "part")).n_bytes == len(PDF) + 900


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("fault", "kind", "message"),
    [
        (
            faults.web_page("Log in to Hotel &amp; Wifi"),
            Refused,
            "“Log in to Hotel & Wifi”",
        ),
        (faults.web_page(""), Refused, "a web page and not a PDF"),
        (faults.reply(200, b"\n" * 1024 + PDF), Refused, "no PDF"),
        (faults.reply(200, b'{"error": "no"}'), Refused, "no PDF"),
        (faults.reply(200, b"<html>" + b" " * 900_000), Refused, "a web page"),
        (faults.reply(200, b""), BadReply, "an empty file"),
        (faults.reply(200, PDF[:-3_000]), BadReply, "ends early"),
        (faults.reply(200, PDF[:4]), Refused, "no PDF"),
        (faults.lying_length(PDF[:5_000], len(PDF)), BadReply, "ended early"),
        (faults.web_page("Gone", status=404), NotFound, "404"),
        (faults.web_page("Forbidden", status=403), Refused, "403"),
        (faults.web_page("Oops", status=500), BadReply, "500"),
    ],
)
async def test_fetch_pdf_when_something_else_comes_says_what(
    server: PaperServer,
    tmp_path: Path,
    fault: faults.Fault,
    kind: type[AppError],
    message: str,
) -> None:
    server.plant(f"/pdf/{WORK.id}", fault)
    attempts: list[Attempt] = []

    with pytest.raises(kind) as caught:
        await fetch(server, tmp_path / "part", attempts)

    assert message in caught.value.message
    assert os.listdir(tmp_path) == []
    assert [attempt.why for attempt in attempts] == [caught.value.message]


@pytest.mark.asyncio
async def test_fetch_pdf_when_a_web_page_is_long_stops_early(
    server: PaperServer, tmp_path: Path
) -> None:
    server.plant(f"/pdf/{WORK.id}", faults.reply(200, b"<html>" + b" " * 900_000))
    attempts: list[Attempt] = []

    with pytest.raises(Refused):
        await fetch(server, tmp_path / "part", attempts)

    assert attempts[0].n_bytes < 200_000
