"""The messages between the window and the PDF worker, checked on arrival.

A frame is two little-endian uint32 (header and body length), a JSON header with the
kind and plain fields of one message, and raw bytes. Nothing is ever pickled.
"""

import json
import struct
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Protocol, TypeVar

HEADER_MAX_BYTES = 64 * 1024
BODY_MAX_BYTES = 32 * 1024 * 1024
_PREFIX = struct.Struct("<II")


class BadFrame(Exception):
    """The other side sent something that is no message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """Set the worker's limits; the first request, and only that."""

    memory_limit_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """Ask to open the attached file, or `path` where files cannot be attached."""

    document: int
    password: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forget:
    """Ask to close a document."""

    document: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Render:
    """Ask to draw a part of a page into the attached, or named, shared memory.

    The page is scaled by `scale_x`, `scale_y` (pixels a point); drawn is the box of
    `width` x `height` pixels whose upper left is at `left`, `top`.
    """

    document: int
    page_index: int
    scale_x: float
    scale_y: float
    left: int
    top: int
    width: int
    height: int
    is_dark: bool
    segment: str
    keeps_drawings: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadText:
    """Ask for the text of a page."""

    document: int
    page_index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLinks:
    """Ask for the links of a page."""

    document: int
    page_index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLayout:
    """Ask for the lines of a page with the size and weight of their letters."""

    document: int
    page_index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLabels:
    """Ask what the document calls its pages."""

    document: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFigures:
    """Ask for the figures of a page."""

    document: int
    page_index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAttached:
    """Ask which files lie in a document."""

    document: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAttached:
    """Ask for a file that lies in a document, by its number in the list of them."""

    document: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """Ask where a needle stands on a page, and on those after it for a while.

    That are at most `n_pages`; none is begun after `for_s` seconds but the first.
    """

    document: int
    page_index: int
    needle: str
    is_case_kept: bool
    n_pages: int = 1
    for_s: float = 0.0
    is_word: bool = False
    is_pattern: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspect:
    """Ask which paper the attached file is, called `name`; nothing stays open."""

    password: str
    path: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """Say that the worker is there."""

    pid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """Say that a document is open; its body is a packed DocumentInfo."""

    n_pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """Say what was drawn: RGB, 3 bytes a pixel, rows without padding."""

    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Say that it is done; what was asked for is in the body."""

    document: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """Say that it cannot be done: `reason` tells why.

    It is encrypted, memory, pattern (it takes too long) or unreadable.
    """

    reason: str
    detail: str


Request = (
    Open
    | Forget
    | Render
    | ReadText
    | ReadLinks
    | ReadLayout
    | ReadLabels
    | ReadFigures
    | ListAttached
    | ReadAttached
    | Find
    | Inspect
)
Reply = Ready | Opened | Rendered | Done | Failed
REQUESTS: tuple[type[Request], ...] = (
    Open,
    Forget,
    Render,
    ReadText,
    ReadLinks,
    ReadLayout,
    ReadLabels,
    ReadFigures,
    ListAttached,
    ReadAttached,
    Find,
    Inspect,
)
Message = TypeVar("Message", bound=Begin | Request | Reply)


class Stream(Protocol):
    """A two-way byte stream that may carry an open file beside the bytes."""

    def send(self, payload: bytes, fd: int | None) -> None:
        """Send all bytes, with the open file if there is one."""

    def receive(self, length_bytes: int) -> bytes:
        """Receive exactly so many bytes.

        Raises:
            EOFError: the other side is gone.
        """

    def take_fd(self) -> int | None:
        """Hand over the open file that came with the bytes; the caller closes it."""


def write_frame(
    stream: Stream,
    message: Begin | Request | Reply,
    body: bytes = b"",
    *,
    fd: int | None = None,
) -> None:
    """Send one message with its body and open file.

    Raises:
        BadFrame: the message is longer than its limit.
    """
    header = json.dumps({"kind": type(message).__name__, **asdict(message)}).encode()
    _check_sizes(len(header), len(body))
    stream.send(_PREFIX.pack(len(header), len(body)) + header + body, fd)


def read_frame(
    stream: Stream, expected: Sequence[type[Message]]
) -> tuple[Message, bytes]:
    """Receive one message of an expected kind with its body.

    Raises:
        BadFrame: it is too long, of another kind, or has other fields.
        EOFError: the other side is gone.
    """
    header_bytes, body_bytes = _PREFIX.unpack(stream.receive(_PREFIX.size))
    _check_sizes(header_bytes, body_bytes)
    header = stream.receive(header_bytes)
    return _parse_header(header, expected), stream.receive(body_bytes)


def _check_sizes(header_bytes: int, body_bytes: int) -> None:
    if header_bytes > HEADER_MAX_BYTES or body_bytes > BODY_MAX_BYTES:
        raise BadFrame(f"{header_bytes} and {body_bytes} bytes are too many")


def _parse_header(header: bytes, expected: Sequence[type[Message]]) -> Message:
    try:
        found = json.loads(header)
    except (ValueError, RecursionError) as error:
        raise BadFrame("no JSON header") from error
    if not isinstance(found, dict):
        raise BadFrame("no JSON object")
    kind = found.pop("kind", None)
    for wanted in expected:
        if wanted.__name__ == kind:
            return _build(wanted, found)
    raise BadFrame(f"unexpected {kind!r}")


def _build(wanted: type[Message], found: dict[str, Any]) -> Message:
    types = {field.name: field.type for field in fields(wanted)}
    if types.keys() != found.keys() or any(
        not _is_sound(found[name], type_) for name, type_ in types.items()
    ):
        raise BadFrame(f"wrong fields of {wanted.__name__}")
    return wanted(**found)


def _is_sound(value: object, wanted: object) -> bool:
    if wanted is float:
        return type(value) in (float, int)
    return type(value) is wanted
