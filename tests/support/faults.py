"""Ways in which a server misbehaves; plant them in a `PaperServer`."""

import gzip
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler

Fault = Callable[[BaseHTTPRequestHandler], None]
"""Answers one request instead of the server; the client may go away meanwhile."""


def reply(
    status: int, body: bytes = b"", headers: Mapping[str, str] | None = None
) -> Fault:
    """Answer with exactly this; a Content-Length is added unless one is given."""
    sent = {"Content-Length": str(len(body)), **(headers or {})}

    def fault(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in sent.items():
            if value:
                handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return fault


def rate_limited(retry_after: str = "", status: int = 429) -> Fault:
    """Ask to wait; without Retry-After when it is ''."""
    return reply(status, b"later", {"Retry-After": retry_after})


def redirect(location: str, status: int = 302) -> Fault:
    """Send elsewhere."""
    return reply(status, b"moved", {"Location": location})


def web_page(title: str, status: int = 200) -> Fault:
    """Answer with a web page, as a captive portal does."""
    page = f"<!DOCTYPE html><html><head><title>{title}</title></head></html>"
    return reply(status, page.encode(), {"Content-Type": "text/html; charset=utf-8"})


def lying_length(body: bytes, announced: int) -> Fault:
    """Announce another length than is sent, then close."""
    return reply(200, body, {"Content-Length": str(announced)})


def gzip_bomb(length_bytes: int) -> Fault:
    """Answer with zeros, packed a thousand times smaller, without being asked to."""
    body = gzip.compress(bytes(length_bytes), compresslevel=9)
    return reply(200, body, {"Content-Encoding": "gzip"})


def billion_laughs() -> Fault:
    """Answer with XML whose entities grow without end."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    text = (
        f'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY e0 "ha">{entities}]>'
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>&e9;</title></feed>'
    )
    return reply(200, text.encode(), {"Content-Type": "application/atom+xml"})


def reset_midway(body: bytes, announced: int) -> Fault:
    """Send some bytes, then reset the connection."""

    def fault(handler: BaseHTTPRequestHandler) -> None:
        lying_length(body, announced)(handler)
        handler.wfile.flush()
        linger = struct.pack("ii", 1, 0)
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        handler.connection.shutdown(socket.SHUT_RDWR)

    return fault


class Gate:
    """Holds a reply in the middle until the test lets it go.

    `reached` is set when the first part is on its way; `left` when the client has gone
    or everything was sent.
    """

    def __init__(
        self, body: bytes, *, after_bytes: int, announced: bool = True
    ) -> None:
        self._body = body
        self._after_bytes = after_bytes
        self._announced = announced
        self.reached = threading.Event()
        self.released = threading.Event()
        self.left = threading.Event()

    def __call__(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        handler.send_response(200)
        if self._announced:
            handler.send_header("Content-Length", str(len(self._body)))
        handler.end_headers()
        try:
            handler.wfile.write(self._body[: self._after_bytes])
            handler.wfile.flush()
            self.reached.set()
            self.released.wait(30)
            handler.wfile.write(self._body[self._after_bytes :])
        finally:
            self.left.set()


def drip(body: bytes, *, every_s: float) -> Fault:
    """Send one byte at a time (a slow loris), until the client goes away."""

    def fault(handler: BaseHTTPRequestHandler) -> None:
        pause = threading.Event()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        for index in range(len(body)):
            handler.wfile.write(body[index : index + 1])
            handler.wfile.flush()
            pause.wait(every_s)

    return fault


def tiny_chunks(n_bytes: int) -> Fault:
    """Send a body at once, but each byte as a chunk of its own."""

    def fault(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"1\r\nx\r\n" * n_bytes + b"0\r\n\r\n")

    return fault


def silent() -> Fault:
    """Take the request and close without a word."""
    return lambda handler: handler.connection.shutdown(socket.SHUT_RDWR)
