"""`octavo metadata` as a process, against catalogues on loopback."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.settings.sources import ENABLED
from tests.support import faults
from tests.support.catalogues import SCHOLAR, Entry, serve_catalogues, settings_of
from tests.support.paper_pdf import pages_pdf
from tests.support.server import PaperServer, Work

CHECKOUT = Path(__file__).parents[3]
TIDE = Work(id="2404.01234", title="Tidewater: Streaming Attention for Sensors")
PLACED = Entry(title=TIDE.title, arxiv=TIDE.id, doi="10.1234/t", venue="ICLR")


@pytest.fixture
def server() -> Iterator[PaperServer]:
    with PaperServer([TIDE]) as running:
        serve_catalogues(running, [PLACED])
        yield running


def words_of(
    folder: Path, server: PaperServer, *words: str, completes: bool = False
) -> list[str]:
    given: dict[str, Any] = dict.fromkeys(ENABLED.values(), "false")
    for key, value in settings_of(server, "crossref", "semanticscholar").items():
        given[key.replace("__", ".")] = str(value).lower()
    given["sources.arxiv.enabled"] = "true"
    given["sources.arxiv.api_url"] = server.api_url
    given["sources.arxiv.pdf_url"] = server.pdf_url
    given["sources.arxiv.interval_s"] = "0"
    given["import.complete"] = str(completes).lower()
    sets = [
        word for key, value in given.items() for word in ("--set", f"{key}={value}")
    ]
    return [sys.executable, "-m", "app", "--library", str(folder), *sets, *words]


def octavo(
    folder: Path, server: PaperServer, *words: str, completes: bool = False
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        words_of(folder, server, *words, completes=completes),
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_import_of_a_link_joins_it_with_the_paper_of_that_title(
    tmp_path: Path, server: PaperServer
) -> None:
    library, file = tmp_path / "library", tmp_path / "mine.bib"
    file.write_text(f"@misc{{a, title={{{TIDE.title}}}, author={{Example, Ada}}}}\n")
    first = octavo(library, server, "import", str(file), "--json")
    (here,) = json.loads(first.stdout)["added"]

    second = octavo(
        library, server, "import", f"arXiv:{TIDE.id}", "--json", completes=True
    )

    told = json.loads(second.stdout)
    assert (told["added"], [d["id"] for d in told["duplicates"]]) == ([], [here])
    (paper,) = json.loads(octavo(library, server, "list", "--json").stdout)
    assert (paper["id"], paper["identifiers"]["arxiv"]) == (here, TIDE.id)


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


@pytest.mark.skipif(os.name == "nt", reason="no such signals here")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_refresh_broken_off_changes_nothing_and_the_next_goes_on(
    tmp_path: Path, server: PaperServer, number: signal.Signals
) -> None:
    library = tmp_path / "library"
    octavo(library, server, "import", f"arXiv:{TIDE.id}")
    server.asked.clear()
    gate = faults.Gate(b"{}", after_bytes=1)
    server.plant(f"{SCHOLAR}/batch", gate, server.serve)
    process = subprocess.Popen(
        words_of(library, server, "metadata", "refresh", "--all", "--json"),
        cwd=CHECKOUT,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # What a shell starts in its background is deaf to SIGINT, and so are its own.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert gate.reached.wait(30)

    process.send_signal(number)
    out, err = process.communicate(timeout=30)

    assert process.returncode in (-number, 128 + number, 1)
    assert "Traceback" not in err
    assert not out or json.loads(out) == {"error": "Stopped."}
    (listed,) = json.loads(octavo(library, server, "list", "--json").stdout)
    assert listed["venue"] == ""
    done = octavo(library, server, "metadata", "refresh", "--all", "--json")
    assert (done.returncode, json.loads(done.stdout)[0]["outcome"]) == (0, "changed")


def test_proxy_of_the_environment_is_not_asked(
    tmp_path: Path, server: PaperServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    library = tmp_path / "library"

    octavo(library, server, "import", f"arXiv:{TIDE.id}")
    done = octavo(library, server, "metadata", "refresh", "--all", "--json")

    assert (done.returncode, json.loads(done.stdout)[0]["outcome"]) == (0, "changed")


def test_no_network_is_told_with_exit_code_1(
    tmp_path: Path, server: PaperServer
) -> None:
    library = tmp_path / "library"
    octavo(library, server, "import", f"arXiv:{TIDE.id}")
    with PaperServer() as gone:
        pass

    done = octavo(library, gone, "metadata", "refresh", "--all", "--json")

    assert done.returncode == 1
    assert json.loads(done.stdout)[0]["outcome"] == "offline"
    assert "No connection to 127.0.0.1" in done.stderr


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


def test_newest_version_is_fetched_and_numbers_are_shown(
    tmp_path: Path, server: PaperServer
) -> None:
    library = tmp_path / "library"
    server.pdfs = {
        name: pages_pdf([[TIDE.title, "Ada Example", f"arXiv:{TIDE.id}{version}"]])
        for name, version in ((TIDE.id, "v1"), (f"{TIDE.id}v3", "v3"))
    }
    octavo(library, server, "import", f"arXiv:{TIDE.id}")
    (paper,) = json.loads(octavo(library, server, "list", "--json").stdout)
    octavo(library, server, "fetch", paper["id"])

    none = octavo(library, server, "fetch", "--newest", paper["id"], "--json")
    server.works[0] = replace(TIDE, version=3)
    octavo(library, server, "metadata", "check")
    done = octavo(library, server, "fetch", "--newest", paper["id"], "--json")
    octavo(library, server, "metadata", "refresh", "--all")
    shown = octavo(library, server, "show", paper["id"])

    (report,) = json.loads(none.stdout)
    assert (none.returncode, report["outcome"]) == (1, "not-found")
    assert "No newer version" in report["message"]
    (report,) = json.loads(done.stdout)
    assert (done.returncode, report["outcome"]) == (0, "fetched")
    assert "7 citations (Semantic Scholar, 2" in shown.stdout


def test_import_of_a_file_of_links_asks_nobody(
    tmp_path: Path, server: PaperServer
) -> None:
    links = tmp_path / "links.txt"
    links.write_text(f"https://arxiv.org/abs/{TIDE.id}\n", encoding="utf-8")

    done = octavo(
        tmp_path / "library", server, "import", str(links), "--json", completes=True
    )

    assert len(json.loads(done.stdout)["added"]) == 1
    assert server.paths() == []
