"""`octavo metadata` as a process, against catalogues on loopback."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.settings.sources import ENABLED
from tests.support.catalogues import Entry, serve_catalogues, settings_of
from tests.support.server import PaperServer, Work

CHECKOUT = Path(__file__).parents[3]
TIDE = Work(id="2404.01234", title="Tidewater: Streaming Attention for Sensors")
PLACED = Entry(title=TIDE.title, arxiv=TIDE.id, doi="10.1234/t", venue="ICLR")


@pytest.fixture
def server() -> Iterator[PaperServer]:
    with PaperServer([TIDE]) as running:
        serve_catalogues(running, [PLACED])
        yield running


def octavo(
    folder: Path, server: PaperServer, *words: str
) -> "subprocess.CompletedProcess[str]":
    given: dict[str, Any] = dict.fromkeys(ENABLED.values(), "false")
    for key, value in settings_of(server, "crossref", "semanticscholar").items():
        given[key.replace("__", ".")] = str(value).lower()
    given["sources.arxiv.enabled"] = "true"
    given["sources.arxiv.api_url"] = server.api_url
    given["sources.arxiv.interval_s"] = "0"
    sets = [
        word for key, value in given.items() for word in ("--set", f"{key}={value}")
    ]
    return subprocess.run(
        [sys.executable, "-m", "app", "--library", str(folder), *sets, *words],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_refresh_tells_changes_and_makes_them_once(
    tmp_path: Path, server: PaperServer
) -> None:
    library = tmp_path / "library"
    octavo(library, server, "import", f"arXiv:{TIDE.id}")

    dry = octavo(library, server, "metadata", "refresh", "--all", "--dry-run", "--json")
    done = octavo(library, server, "metadata", "refresh", "--all", "--json")
    again = octavo(library, server, "metadata", "refresh", "--all", "--json")

    assert dry.stdout == done.stdout
    (paper,) = json.loads(done.stdout)
    changes = {each["field"]: each for each in paper["changes"]}
    assert (done.returncode, paper["outcome"]) == (0, "changed")
    assert changes["venue"] == {
        "field": "venue",
        "old": "",
        "new": "ICLR",
        "source": "Crossref",
    }
    (listed,) = json.loads(octavo(library, server, "list", "--json").stdout)
    assert (listed["title"], listed["venue"]) == (TIDE.title, "ICLR")
    (same,) = json.loads(again.stdout)
    assert (same["outcome"], same["changes"]) == ("unchanged", [])


def test_paper_nobody_knows_is_told_with_exit_code_1(
    tmp_path: Path, server: PaperServer
) -> None:
    library = tmp_path / "library"
    added = octavo(library, server, "import", "arXiv:2404.09999", "--json")
    (paper,) = json.loads(added.stdout)["added"]

    done = octavo(library, server, "metadata", "refresh", paper, "--json")

    assert done.returncode == 1
    (told,) = json.loads(done.stdout)
    assert told["outcome"] == "not-found"
    assert "not refreshed" in done.stderr
    assert octavo(library, server, "metadata", "refresh").returncode == 1
    assert octavo(library, server, "metadata", "forget").returncode == 2
