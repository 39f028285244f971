"""Replies packed without being asked to be, against a real server on loopback."""

import gzip
import zlib
from collections.abc import Iterator

import pytest

from app.domain.errors import BadReply
from tests.support import faults
from tests.support.asking import Asking
from tests.support.server import PaperServer

BODY = bytes(range(256)) * 4_000
PACKED = gzip.compress(BODY)


@pytest.fixture
def server() -> Iterator[PaperServer]:
    with PaperServer() as running:
        yield running


@pytest.fixture
def asking(server: PaperServer) -> Asking:
    return Asking(server)


@pytest.mark.asyncio
@pytest.mark.parametrize("body", [BODY, b"", bytes(9_000_000)])
async def test_get_when_packed_unpacks(
    server: PaperServer, asking: Asking, body: bytes
) -> None:
    headers = {"Content-Encoding": "GZip"}
    server.plant("/x", faults.reply(200, gzip.compress(body), headers))

    reply = await asking.get()

    assert reply.body == body
    assert asking.attempts[0].n_bytes == len(body)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", b"no gzip"),
        ("gzip", PACKED[:-9]),
        ("gzip", PACKED[:-1]),
        ("gzip", PACKED[: len(PACKED) // 2]),
        ("gzip", PACKED + gzip.compress(b"more")),
        ("gzip, gzip", gzip.compress(PACKED)),
        ("deflate", zlib.compress(BODY)),
        ("br", BODY),
    ],
)
async def test_get_when_damaged_cut_or_packed_otherwise_refuses(
    server: PaperServer, asking: Asking, encoding: str, body: bytes
) -> None:
    server.plant("/x", faults.reply(200, body, {"Content-Encoding": encoding}))

    with pytest.raises(BadReply) as caught:
        await asking.get()

    assert asking.attempts[0].why == caught.value.message
    assert asking.attempts[0].status == 200
