"""One HTTP answer while it is being read: counted, checked, its ends remembered."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Mapping

from app.domain.errors import BadReply, Refused
from app.domain.fetching import Attempt
from app.sources.addresses import Address
from app.sources.replies import TRY_AGAIN
from app.sources.transport import RawBody

HEAD_BYTES = 16 * 1024
TAIL_BYTES = 2 * 1024
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PLAIN = frozenset({"", "identity"})
_GZIP = "gzip"
_SMALL_BYTES = 1024
"""Pieces of so little come by the thousand out of one read."""


class Answer:
    """One reply while it is being read."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.n_bytes = 0
        self.total_bytes: int | None = None
        self.headers: Mapping[str, str] = {}
        self.why = ""
        """Why the answer was not kept, or ''; goes into the attempt."""
        self.status = 0  # nothing yet
        self._content: AsyncIterable[bytes] | None = None
        self._raw: RawBody | None = None

    @property
    def content_type(self) -> str:
        """Return the Content-Type header, or ''."""
        return self.headers.get("content-type", "")

    @property
    def is_redirect(self) -> bool:
        """Say whether the answer only names another address."""
        return self.status in _REDIRECTS and "location" in self.headers

    def begin(
        self,
        status: int,
        headers: Mapping[str, str],
        content: AsyncIterable[bytes],
        raw: RawBody,
    ) -> None:
        """Take what the server said, and the body to come: its content and as sent."""
        self.status = status
        self.headers = headers
        self._content = content
        self._raw = raw
        length = headers.get("content-length", "")
        if length.isdecimal() and self._encoding in _PLAIN:
            self.total_bytes = int(length)

    async def pieces(self, limit_bytes: int) -> AsyncGenerator[bytes, None]:
        """Yield the content, counting it against the limit as it comes.

        Raises:
            Refused: it is, or says it is, larger than the limit.
            BadReply: it is packed in a way not asked for, or ends early.
        """
        if self._content is None:
            return
        if self._encoding not in _PLAIN and self._encoding != _GZIP:
            raise BadReply(
                f"The answer of {self.address.host} is packed in a way not asked for "
                f"({self._encoding})."
            )
        too_large = Refused(
            f"What {self.address.host} sends is larger than "
            f"{limit_bytes / 1_000_000:g} MB.",
            "Press ⟨paper.open-page⟩ to open the paper's page in the browser.",
        )
        if (self.total_bytes or 0) > limit_bytes:
            raise too_large
        is_packed = self._encoding == _GZIP
        async for piece in self._content:
            self.n_bytes += len(piece)
            if self.n_bytes > limit_bytes:
                raise too_large
            yield piece
            if is_packed or len(piece) < _SMALL_BYTES:  # the read alone lets others run
                await asyncio.sleep(0)
        if is_packed:
            self._check_length()

    @property
    def _encoding(self) -> str:
        return self.headers.get("content-encoding", "").strip().lower()

    def _check_length(self) -> None:
        """Check that gzip's own length fits; httpx takes cut content for whole.

        Source: RFC 1952, 2.3.1 (ISIZE).
        """
        ending = self._raw.ending if self._raw else b""
        if int.from_bytes(ending, "little") != self.n_bytes % 2**32:
            raise BadReply(f"The answer of {self.address.host} ended early.", TRY_AGAIN)

    def attempt(self) -> Attempt:
        """Return the account of this request."""
        return Attempt(
            url=str(self.address),
            status=self.status or None,
            n_bytes=self.n_bytes,
            why=self.why,
        )


class Ends:
    """The first and the last bytes of what streams by."""

    def __init__(self) -> None:
        self.head = b""
        self.tail = b""

    @property
    def has_head(self) -> bool:
        """Say whether no more first bytes are wanted."""
        return len(self.head) == HEAD_BYTES

    def add(self, piece: bytes) -> None:
        """Take the next bytes."""
        self.head += piece[: HEAD_BYTES - len(self.head)]
        self.tail = (self.tail + piece[-TAIL_BYTES:])[-TAIL_BYTES:]
