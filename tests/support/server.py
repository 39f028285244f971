"""A real web server on loopback that answers as arXiv does, or misbehaves as planted.

As a program (`python -m tests.support.server --works FILE.json`) it prints its address
as the first line and serves until its standard input ends or it is stopped.
"""

import argparse
import json
import re
import ssl
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from tests.support.faults import Fault, Gate
from tests.support.paper_pdf import paper_pdf

_CHUNK_BYTES = 64 * 1024
_ID = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7})(v\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A work the server knows; `published` is an ISO date, `version` the newest."""

    id: str
    title: str
    abstract: str = ""
    authors: tuple[str, ...] = ("Ada Example",)
    published: str = "2024-05-01"
    doi: str = ""
    journal_ref: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = b""


Answers = Callable[[Asked], tuple[int, bytes]]
"""Answers a request to a catalogue with a status and JSON."""


class PaperServer:
    """Serves `/api/query` and `/pdf/ID` on 127.0.0.1 from its own threads.

    PDFs not given are written from the work. `pdf_seconds` spreads each PDF over that
    time, so that a person or a window test can see its progress.
    """

    def __init__(
        self,
        works: Iterable[Work] = (),
        pdfs: Mapping[str, bytes] | None = None,
        *,
        port: int = 0,
        pdf_seconds: float = 0.0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.works = list(works)
        self.pdfs = dict(pdfs or {})
        self.pdf_seconds = pdf_seconds
        self.asked: list[Asked] = []
        self._answers: dict[str, Answers] = {}
        self._faults: dict[str, list[Fault]] = {}
        self._gates: list[Gate] = []
        self._stopped = threading.Event()
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.paper_server = self
        self._scheme = "https" if tls else "http"
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopped.set()
        for gate in self._gates:
            gate.released.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def address(self) -> str:
        """Return the origin, without a slash at its end."""
        return f"{self._scheme}://127.0.0.1:{self._server.server_address[1]}"

    @property
    def api_url(self) -> str:
        """Return what `sources.arxiv.api_url` is to be."""
        return f"{self.address}/api/query"

    @property
    def pdf_url(self) -> str:
        """Return what `sources.arxiv.pdf_url` is to be."""
        return f"{self.address}/pdf"

    def plant(self, path: str, *faults: Fault) -> None:
        """Answer the next requests to `path` with these faults, in their order.

        The last one stays; plant `server.serve` last to become good again.
        """
        self._faults[path] = list(faults)
        self._gates += [fault for fault in faults if isinstance(fault, Gate)]

    def answer(self, path: str, answers: Answers) -> None:
        """Answer requests to `path` and below it as a catalogue does."""
        self._answers[path] = answers

    def paths(self) -> list[str]:
        """Return the paths asked so far, in order."""
        return [asked.path for asked in self.asked]

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request as arXiv would."""
        parts = urlsplit(handler.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        if parts.path == "/api/query":
            status, feed = self._answer_query(query)
            body = feed.encode()
            _send(handler, status, "application/atom+xml; charset=utf-8", body)
        elif parts.path.startswith("/pdf/"):
            self._serve_pdf(handler, unquote(parts.path.removeprefix("/pdf/")))
        elif found := [p for p in self._answers if parts.path.startswith(p)]:
            status, body = self._answers[max(found, key=len)](self.asked[-1])
            _send(handler, status, "application/json", body)
        else:
            _send(handler, 404, "text/html", b"<html><title>Not found</title></html>")

    def next_fault(self, path: str) -> Fault | None:
        """Take the fault planted for a path, if any."""
        planted = self._faults.get(path, [])
        return planted.pop(0) if len(planted) > 1 else next(iter(planted), None)

    def _serve_pdf(self, handler: BaseHTTPRequestHandler, asked_id: str) -> None:
        plain = re.sub(r"v\d+$", "", asked_id)
        work = next((w for w in self.works if w.id == plain), None)
        body = self.pdfs.get(asked_id, self.pdfs.get(plain))
        if body is None and work is not None:
            body = paper_pdf(work.title, authors=work.authors, abstract=work.abstract)
        if body is None:
            _send(handler, 404, "text/html", b"<html><title>No PDF</title></html>")
            return
        _send(handler, 200, "application/pdf", b"", length_bytes=len(body))
        size = _CHUNK_BYTES if not self.pdf_seconds else max(1, len(body) // 40)
        for start in range(0, len(body), size):
            handler.wfile.write(body[start : start + size])
            handler.wfile.flush()
            if self.pdf_seconds:
                self._stopped.wait(self.pdf_seconds / 40)

    def _answer_query(self, query: Mapping[str, str]) -> tuple[int, str]:
        ids = [part for part in query.get("id_list", "").split(",") if part]
        for asked_id in ids:
            if not _ID.fullmatch(asked_id):
                return 400, error_feed(f"incorrect id format for {asked_id}")
        start = int(query.get("start", "0"))
        count = int(query.get("max_results", "10"))
        words = query.get("search_query", "")
        found = self.works
        if ids:
            plain = [re.sub(r"v\d+$", "", asked_id) for asked_id in ids]
            found = [work for work in found if work.id in plain]
        if words:
            found = [work for work in found if matches(work, words)]
        return 200, feed(found, start, count, f"search_query={words}")


def matches(work: Work, search_query: str) -> bool:
    """Say whether a work answers a query of `ti:`, `abs:`, `au:` and `all:` terms."""
    fields = {"ti": work.title, "abs": work.abstract, "au": " ".join(work.authors)}
    fields["all"] = " ".join([*fields.values(), work.id])
    for term in search_query.split(" AND "):
        name, _, value = term.partition(":")
        text = f" {' '.join(_words(fields.get(name, '')))} "
        if f" {' '.join(_words(value))} " not in text:
            return False
    return True


def feed(works: Sequence[Work], start: int, count: int, query: str) -> str:
    """Write an Atom feed in the shape arXiv's API has."""
    entries = "".join(_entry(work) for work in works[start : start + count])
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        '<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"'
        ' xmlns:arxiv="http://arxiv.org/schemas/atom"'
        ' xmlns="http://www.w3.org/2005/Atom">\n'
        "  <id>https://arxiv.org/api/cHJpbnRlZCBieSBhIHRlc3Q</id>\n"
        f"  <title>arXiv Query: {escape(query)}</title>\n"
        "  <updated>2026-04-12T22:10:19Z</updated>\n"
        '  <link href="https://arxiv.org/api/query" type="application/atom+xml"/>\n'
        f"  <opensearch:itemsPerPage>{count}</opensearch:itemsPerPage>\n"
        f"  <opensearch:totalResults>{len(works)}</opensearch:totalResults>\n"
        f"  <opensearch:startIndex>{start}</opensearch:startIndex>\n"
        f"{entries}</feed>\n"
    )


def error_feed(reason: str) -> str:
    """Write the feed with which arXiv says what was wrong with a question."""
    entry = (
        "  <entry>\n"
        f"    <id>http://arxiv.org/api/errors#{escape(reason.replace(' ', '_'))}</id>\n"
        "    <title>Error</title>\n"
        f"    <summary>{escape(reason)}</summary>\n"
        "    <updated>2026-04-12T00:00:00Z</updated>\n"
        "    <author>\n      <name>arXiv api core</name>\n    </author>\n"
        "  </entry>\n"
    )
    return feed([], 0, 10, "").replace("</feed>", f"{entry}</feed>")


def read_works(path: Path) -> list[Work]:
    """Read a JSON array of works: {id, title, abstract, authors, published}."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [Work(**{**row, "authors": tuple(row.get("authors", ()))}) for row in rows]


def _entry(work: Work) -> str:
    authors = "".join(
        f"    <author>\n      <name>{escape(name)}</name>\n    </author>\n"
        for name in work.authors
    )
    when = f"{work.published}T17:59:46Z"
    doi = f"    <arxiv:doi>{escape(work.doi)}</arxiv:doi>\n" if work.doi else ""
    venue, name = escape(work.journal_ref), f"{work.id}v{work.version}"
    return (
        "  <entry>\n"
        f"    <id>http://arxiv.org/abs/{name}</id>\n"
        f"    <title>{_wrapped(escape(work.title))}</title>\n"
        f"    <updated>{when}</updated>\n"
        f'    <link href="https://arxiv.org/abs/{name}" rel="alternate"'
        ' type="text/html"/>\n'
        f'    <link href="https://arxiv.org/pdf/{name}" rel="related"'
        ' type="application/pdf" title="pdf"/>\n'
        f"    <summary>{escape(work.abstract)}</summary>\n"
        '    <category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>\n'
        f"    <published>{when}</published>\n"
        '    <arxiv:primary_category term="cs.LG"/>\n'
        + (f"    <arxiv:journal_ref>{venue}</arxiv:journal_ref>\n" if venue else "")
        + f"{authors}{doi}  </entry>\n"
    )


def _wrapped(title: str) -> str:
    """Break a long title as arXiv's feeds do: a new line and two spaces."""
    at = title.find(" ", 60)
    return title if at < 0 else f"{title[:at]}\n  {title[at + 1 :]}"


def _words(text: str) -> list[str]:
    return re.findall(r"\w+(?:'\w+)*", text.casefold())


def _send(
    handler: BaseHTTPRequestHandler,
    status: int,
    content_type: str,
    body: bytes,
    *,
    length_bytes: int | None = None,
) -> None:
    length = len(body) if length_bytes is None else length_bytes
    handler.send_response(status)
    handler.send_header("Content-Type", content_type)
    handler.send_header("Content-Length", str(length))
    handler.end_headers()
    handler.wfile.write(body)


class _Server(ThreadingHTTPServer):
    paper_server: PaperServer
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Let clients go away, and TLS fail, without a word."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        paper_server = self.server.paper_server
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", "0")))
        paper_server.asked.append(Asked(parts.path, query, headers, body))
        self.close_connection = True
        (paper_server.next_fault(parts.path) or paper_server.serve)(self)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Keep the standard error for what goes wrong."""


def main() -> None:
    """Serve the works of a file until the standard input ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=Path, required=True, help="a JSON array")
    parser.add_argument("--pdf", type=Path, help="the PDF of every work")
    parser.add_argument("--pdfs", type=Path, help="a folder of ID.pdf")
    parser.add_argument("--pdf-seconds", type=float, default=0.0)
    parser.add_argument("--port", type=int, default=0)
    options = parser.parse_args()
    works = read_works(options.works)
    pdfs = {work.id: options.pdf.read_bytes() for work in works if options.pdf}
    if options.pdfs:
        for path in options.pdfs.glob("*.pdf"):
            pdfs[path.stem] = path.read_bytes()
    with PaperServer(
        works, pdfs, port=options.port, pdf_seconds=options.pdf_seconds
    ) as server:
        print(server.address, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
