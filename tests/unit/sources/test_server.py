"""The server tests use, as another process starts it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.formats.atom import read_arxiv_feed
from app.sources.http import HttpClient

ROOT = Path(__file__).parents[3]


@pytest.mark.asyncio
async def test_server_as_a_program_prints_its_address_and_serves(
    tmp_path: Path,
) -> None:
    works = tmp_path / "works.json"
    works.write_text(json.dumps([{"id": "2401.01234", "title": "On paper cranes"}]))
    process = subprocess.Popen(  # noqa: ASYNC220 the address comes within moments
        [sys.executable, "-m", "tests.support.server", "--works", str(works)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdin is not None
        address = process.stdout.readline().strip()
        client = HttpClient(user_agent="t", allowed_local=lambda: {address})

        listed = await client.get(
            f"{address}/api/query?search_query=ti:cranes",
            limit_bytes=99_999,
            deadline_s=20,
        )
        pdf = await client.get(
            f"{address}/pdf/2401.01234", limit_bytes=99_999, deadline_s=20
        )
        process.stdin.close()

    assert read_arxiv_feed(listed.body)[0].title == "On paper cranes"
    assert pdf.body.startswith(b"%PDF-")
    assert process.returncode == 0
