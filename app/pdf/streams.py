"""The byte streams between the window and the PDF worker, from either end.

On POSIX one Unix socket carries the bytes of both directions and open files; on
Windows a pair of pipes carries bytes alone.
"""

import os
import socket
import sys
from typing import IO, Protocol

_CHUNK_BYTES = 1 << 20


class ClosableStream(Protocol):
    """A stream with an end; see app.pdf.messages.Stream."""

    def send(self, payload: bytes, fd: int | None) -> None:
        """Send all bytes, with the open file if there is one."""

    def receive(self, length_bytes: int) -> bytes:
        """Receive exactly so many bytes, or raise EOFError."""

    def take_fd(self) -> int | None:
        """Hand over the open file that came with the bytes."""

    def close(self) -> None:
        """Close it; the other side then finds its end."""


class SocketStream:
    """One end of a Unix socket pair."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._fds: list[int] = []

    def send(self, payload: bytes, fd: int | None) -> None:
        """Send all bytes, with the open file if there is one."""
        view = memoryview(payload)
        sent = 0
        if fd is not None:
            sent = socket.send_fds(self._connection, [view[:_CHUNK_BYTES]], [fd])
        self._connection.sendall(view[sent:])

    def receive(self, length_bytes: int) -> bytes:
        """Receive exactly so many bytes, or raise EOFError."""
        received = bytearray()
        while len(received) < length_bytes:
            want = min(length_bytes - len(received), _CHUNK_BYTES)
            part, fds, _, _ = socket.recv_fds(self._connection, want, 1)
            self._fds += fds
            if not part:
                raise EOFError
            received += part
        return bytes(received)

    def take_fd(self) -> int | None:
        """Hand over the open file that came with the bytes."""
        return self._fds.pop() if self._fds else None

    def close(self) -> None:
        """Close the socket, and any file nobody took."""
        while self._fds:
            os.close(self._fds.pop())
        self._connection.close()


class PipeStream:
    """A pipe to read from and a pipe to write to."""

    def __init__(self, source: IO[bytes], sink: IO[bytes]) -> None:
        self._source = source
        self._sink = sink

    def send(self, payload: bytes, fd: int | None) -> None:
        """Send all bytes; an open file cannot go this way."""
        assert fd is None
        self._sink.write(payload)
        self._sink.flush()

    def receive(self, length_bytes: int) -> bytes:
        """Receive exactly so many bytes, or raise EOFError."""
        received = self._source.read(length_bytes)
        if len(received) < length_bytes:
            raise EOFError
        return received

    def take_fd(self) -> int | None:
        """Give None: an open file cannot come this way."""
        return None

    def close(self) -> None:
        """Close both pipes."""
        self._source.close()
        self._sink.close()


def connect() -> ClosableStream:
    """Take over standard input (and output) as the connection to the window."""
    source = os.dup(0)
    sink = os.dup(1)
    with open(os.devnull, "r+b", buffering=0) as nothing:
        for standard in (0, 1, 2):
            os.dup2(nothing.fileno(), standard)
    if sys.platform == "win32":
        return PipeStream(os.fdopen(source, "rb"), os.fdopen(sink, "wb"))
    os.close(sink)
    return SocketStream(socket.socket(fileno=source))
