"""Fetching from the command line, from a server on loopback."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support import listings
from tests.support.faults import redirect, reply, web_page
from tests.support.paper_pdf import paper_pdf
from tests.support.program import Program
from tests.support.server import PaperServer, Work

TITLE, ABSTRACT = listings.sample().pairs[0]
OTHER_ABSTRACT = listings.sample().pairs[4][1]
WORK = Work(id="2504.00001", title=TITLE, abstract=ABSTRACT, authors=("Ada Example",))
SERVED = {"sources.arxiv.interval_s": "0", "limits.download_s": "20"}


@pytest.fixture
def server() -> Iterator[PaperServer]:
    """An arXiv on loopback that knows the first paper of the sample."""
    with PaperServer([WORK]) as made:
        yield made


@pytest.fixture
def fetching(
    tmp_path: Path, server: PaperServer, stock: Path
) -> Iterator[Callable[..., dict[str, Any]]]:
    """Return what imports the sample and fetches its first paper, with the code."""
    settings = {**SERVED, "sources.arxiv.api_url": server.api_url}
    settings["sources.arxiv.pdf_url"] = server.pdf_url
    options = [f"--set={key}={value}" for key, value in settings.items()]

    with Program(tmp_path, options=options) as octavo:
        shutil.copytree(stock, octavo.library)
        paper_id = octavo.papers()[0]["id"]

        def fetch(*more: str) -> dict[str, Any]:
            answer = octavo.run("fetch", paper_id, "--json", *more)
            [report] = answer.value
            assert set(report) >= {"id", "outcome", "attempts", "path", "sha256"}
            assert report["id"] == paper_id
            return {**report, "code": answer.code, "err": answer.err}

        yield fetch


def test_fetch_stores_the_pdf_and_finds_it_the_next_time(
    fetching: Callable[..., dict[str, Any]], server: PaperServer
) -> None:
    first = fetching()
    again = fetching()

    assert (first["outcome"], first["code"]) == ("fetched", 0)
    assert [attempt["status"] for attempt in first["attempts"]] == [200, 200]
    assert all(a["bytes"] > 0 and a["url"] for a in first["attempts"])
    assert first["sha256"] in first["path"]
    assert Path(first["path"]).read_bytes().startswith(b"%PDF-")
    assert (again["outcome"], again["code"]) == ("present", 0)
    assert again["attempts"] == []
    assert again["sha256"] == first["sha256"]
    assert server.paths() == ["/api/query", "/pdf/2504.00001"]


@pytest.mark.parametrize("content", [None, b"", b"%PDF-1.7 another"])
def test_fetch_of_a_file_that_others_changed_fetches_it_again(
    fetching: Callable[..., dict[str, Any]], content: bytes | None
) -> None:
    first = fetching()
    path = Path(first["path"])
    whole = path.read_bytes()
    path.unlink()
    if content is not None:
        path.write_bytes(content.ljust(len(whole)) if content else content)

    again = fetching()

    assert (again["outcome"], again["code"]) == ("fetched", 0)
    assert path.read_bytes() == whole
    assert fetching()["outcome"] == "present"


def test_fetch_of_two_works_that_fit_alike_asks(
    fetching: Callable[..., dict[str, Any]], server: PaperServer
) -> None:
    server.works.append(replace(WORK, id="2504.00002"))

    report = fetching()

    assert (report["outcome"], report["code"]) == ("ask", 1)


def test_fetch_of_a_paper_unknown_to_the_provider_is_not_found(
    fetching: Callable[..., dict[str, Any]], server: PaperServer
) -> None:
    server.works.clear()

    report = fetching()

    assert (report["outcome"], report["code"]) == ("not-found", 1)
    assert report["attempts"]
    assert report["err"].count("\n") == 1


def test_fetch_of_a_title_with_another_abstract_asks(
    fetching: Callable[..., dict[str, Any]], server: PaperServer
) -> None:
    server.works[:] = [Work(id="2504.00009", title=TITLE, abstract=OTHER_ABSTRACT)]

    report = fetching()

    assert (report["outcome"], report["code"]) == ("ask", 1)
    assert (report["path"], report["sha256"]) == (None, None)


@pytest.mark.parametrize(
    "fault",
    [
        reply(200, paper_pdf("On the Baking of Bread", abstract=OTHER_ABSTRACT), {}),
        web_page("Sign in to the hotel's network"),
        redirect("http://127.0.0.1:9/pdf"),
    ],
    ids=["another work", "a web page", "a redirect to loopback"],
)
def test_fetch_of_something_else_is_refused(
    fetching: Callable[..., dict[str, Any]], server: PaperServer, fault: Any
) -> None:
    server.plant("/pdf/2504.00001", fault)

    report = fetching()

    assert (report["outcome"], report["code"]) == ("refused", 1)
    assert len(report["attempts"]) >= 2
    assert report["attempts"][-1]["why"] or report["message"]


def test_fetch_without_a_network_is_offline(
    fetching: Callable[..., dict[str, Any]], server: PaperServer
) -> None:
    set_off = fetching("--set", "sources.offline=true")
    unreachable = fetching("--set", "sources.arxiv.api_url=http://127.0.0.1:9/query")

    assert (set_off["outcome"], set_off["attempts"]) == ("offline", [])
    assert unreachable["outcome"] == "offline"
    assert unreachable["attempts"]
    assert set_off["code"] == unreachable["code"] == 1
    assert server.paths() == []
