"""One worker process as the window sees it: started, asked, watched and killed.

Everything here blocks and runs in the worker's own thread, but for `kill`,
`memory_bytes`, `is_gone`, `holds` and `discard`, which any thread may use.
"""

import logging
import os
import stat
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from app.domain.errors import Encrypted, InvalidInput, NotFound, Unreadable
from app.pdf import bodies
from app.pdf.contents import DocumentInfo, Inspection
from app.pdf.messages import (
    BadFrame,
    Begin,
    Done,
    Failed,
    Forget,
    Inspect,
    Message,
    Open,
    Opened,
    Ready,
    Request,
    read_frame,
    write_frame,
)
from app.pdf.resident import resident_bytes
from app.pdf.segment import SpareSegment
from app.pdf.spawning import HAS_SOCKETS, Spawned, spawn

log = logging.getLogger(__name__)

Value = TypeVar("Value")

_DOCUMENTS_KEPT = 4
_NAME_CHARS = 300

Identity = tuple[int, int, int, int]


def identify(path: Path) -> Identity:
    """Tell a file from all others and from its own later contents.

    Raises:
        NotFound: the file is not there.
        Unreadable: it is no file, or may not be looked at.
    """
    try:
        found = path.stat()
    except OSError as error:
        raise _not_opened(error) from error
    if not stat.S_ISREG(found.st_mode):
        raise Unreadable("This is no file, so no PDF.")
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


class Ended(Exception):
    """The worker process is gone, or of no use any more.

    `was_ready` tells whether it ever worked, `is_memory` whether its memory ran out.
    """

    def __init__(
        self, reason: str, *, was_ready: bool, is_memory: bool = False
    ) -> None:
        super().__init__(reason)
        self.was_ready = was_ready
        self.is_memory = is_memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A PDF a worker can be asked about; `number` is its name between the processes."""

    number: int
    path: Path
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """How a worker is started: its command, the folder it runs in and its memory."""

    command: tuple[str, ...]
    folder: Path | None
    memory_limit_bytes: int


class WorkerProcess:
    """A running worker and the documents it holds open.

    One that was `spawned` before is spoken with; if it is gone, another is started.
    """

    def __init__(self, start: Start, spawned: Spawned | None = None) -> None:
        self._start = start
        self._spawned = spawned
        self._documents: OrderedDict[int, DocumentInfo] = OrderedDict()
        self._discarded: list[int] = []
        self._is_killed = False
        self.is_ready = False
        self.spare = SpareSegment()

    def start(self) -> None:
        """Start the process and wait until it is there.

        Raises:
            Ended: it could not be started.
        """
        if self.is_ready:
            return
        try:
            self._spawn()
        except OSError as error:
            raise Ended(str(error), was_ready=False) from error
        if self._is_killed:
            self.kill()
        limit = self._start.memory_limit_bytes
        self._exchange(Begin(memory_limit_bytes=limit), Ready, None)
        self.is_ready = True

    def open(self, source: Source) -> DocumentInfo:
        """Open a document unless it is open; the least used one is closed for it.

        Raises:
            PdfError: it cannot be read, needs a password or too much memory.
            NotFound: the file is not there.
            Ended: the worker is gone.
        """
        self.start()
        while self._discarded:
            self._forget(self._discarded.pop())
        if source.number in self._documents:
            self._documents.move_to_end(source.number)
            return self._documents[source.number]
        while len(self._documents) >= _DOCUMENTS_KEPT:
            self._forget(next(iter(self._documents)))
        reply, body = self._open(source)
        try:
            info = bodies.unpack_info(body, reply.n_pages)
        except BadFrame as error:
            raise self._ended(str(error)) from error
        self._documents[source.number] = info
        return info

    def inspect(self, source: Source) -> Inspection:
        """Look at a file once and leave nothing of it open.

        Raises:
            PdfError, NotFound, Ended: as for `open`.
        """
        self.start()
        request = Inspect(
            password=source.password,
            path=_sent_path(source),
            name=source.path.name.encode("utf-8", "replace").decode()[:_NAME_CHARS],
        )
        _, body = self._ask_with_file(source, request, Done)
        try:
            return bodies.unpack_inspection(body)
        except BadFrame as error:
            raise self._ended(str(error)) from error

    def discard(self, number: int) -> None:
        """Close a document before the next one is opened or asked about."""
        self._discarded.append(number)

    def read(self, request: Request, decode: Callable[[bytes], Value]) -> Value:
        """Send one request and decode the body of its reply.

        Raises:
            PdfError: the document cannot give what was asked.
            Ended: the worker is gone, or what it says makes no sense.
        """
        _, body = self.ask(request, Done)
        try:
            return decode(body)
        except BadFrame as error:
            raise self._ended(str(error)) from error

    def ask(
        self, request: Request, expected: type[Message], *, fd: int | None = None
    ) -> tuple[Message, bytes]:
        """Send one request and wait for its reply, however long.

        Raises:
            PdfError: the document cannot give what was asked.
            Ended: the worker is gone, or what it says makes no sense.
        """
        return self._exchange(request, expected, fd)

    def kill(self) -> None:
        """End the process at once, or as soon as it is started."""
        self._is_killed = True
        spawned = self._spawned
        if spawned is not None and spawned.child.poll() is None:
            spawned.child.kill()

    def close(self) -> None:
        """End the process and leave nothing of it."""
        self.kill()
        self.spare.close()
        if self._spawned is not None:
            self._spawned.close()

    def memory_bytes(self) -> int:
        """Tell how much memory the process holds; 0 where the system does not say."""
        if self._spawned is None:
            return 0
        return resident_bytes(self._spawned.child.pid)

    def is_gone(self) -> bool:
        """Tell whether the process was started and has ended by itself."""
        return self._spawned is not None and self._spawned.child.poll() is not None

    def holds(self, number: int) -> bool:
        """Tell whether a document is open in this process."""
        return number in self._documents

    def _forget(self, number: int) -> None:
        if self._documents.pop(number, None) is not None:
            self.ask(Forget(document=number), Done)

    def _open(self, source: Source) -> tuple[Opened, bytes]:
        request = Open(
            document=source.number, password=source.password, path=_sent_path(source)
        )
        return self._ask_with_file(source, request, Opened)

    def _ask_with_file(
        self, source: Source, request: Open | Inspect, expected: type[Message]
    ) -> tuple[Message, bytes]:
        if not HAS_SOCKETS:
            return self.ask(request, expected)
        try:
            fd = os.open(source.path, os.O_RDONLY | os.O_NONBLOCK)
        except OSError as error:
            raise _not_opened(error) from error
        try:
            return self.ask(request, expected, fd=fd)
        finally:
            os.close(fd)

    def _spawn(self) -> None:
        early = self._spawned
        if early is not None and early.child.poll() is not None:
            early.close()
            early = None
        self._spawned = early or spawn(self._start.command, self._start.folder)

    def _exchange(
        self, request: Begin | Request, expected: type[Message], fd: int | None
    ) -> tuple[Message, bytes]:
        if self._spawned is None:
            raise self._ended("it was never started")
        kinds: tuple[type[Message] | type[Failed], ...] = (expected, Failed)
        try:
            write_frame(self._spawned.stream, request, fd=fd)
            reply, body = read_frame(self._spawned.stream, kinds)
        except (EOFError, OSError, BadFrame) as error:
            raise self._ended(str(error)) from error
        if isinstance(reply, Failed):
            raise self._failure(reply)
        assert isinstance(reply, expected)
        return reply, body

    def _failure(self, reply: Failed) -> Exception:
        match reply.reason:
            case "encrypted":
                return Encrypted(
                    "This PDF is locked with a password.", "Enter its password."
                )
            case "memory":
                return Ended(reply.detail, was_ready=True, is_memory=True)
            case "pattern":
                return InvalidInput(
                    "This pattern takes too long.", "Search for a simpler one."
                )
            case _:
                log.debug("the PDF worker says: %s", reply.detail)
                return Unreadable(
                    "This PDF is damaged, or is no PDF.",
                    "Fetch it again, or open it in another program.",
                )

    def _ended(self, reason: str) -> Ended:
        return Ended(reason, was_ready=self.is_ready)


def _sent_path(source: Source) -> str:
    """Return the path a worker opens itself where files cannot be attached."""
    return "" if HAS_SOCKETS else str(source.path.absolute())


def _not_opened(error: OSError) -> NotFound | Unreadable:
    if isinstance(error, FileNotFoundError):
        return NotFound("The PDF is no longer where it was stored.", "Fetch it again.")
    return Unreadable(f"The PDF may not be opened: {error.strerror}.")
