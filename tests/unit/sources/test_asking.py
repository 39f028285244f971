"""Asking a catalogue: cached, conditional, tried again, and told when to wait."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import BadReply, RateLimited
from app.sources.asking import Asker
from app.sources.http import HttpClient
from app.sources.polite import Pacer
from app.sources.reply_cache import ReplyCache
from tests.support import faults
from tests.support.server import PaperServer

pytestmark = pytest.mark.asyncio
PATH = "/works"
GOOD = faults.reply(200, b"[1]", {"ETag": '"one"', "Last-Modified": "Mon"})


class Clock:
    """A clock that moves when somebody sleeps, or by hand."""

    def __init__(self) -> None:
        self.now_s = 1_000.0

    def __call__(self) -> float:
        return self.now_s

    async def sleep(self, wait_s: float) -> None:
        await asyncio.sleep(0)
        self.now_s += wait_s


@pytest.fixture
def server() -> Iterator[PaperServer]:
    with PaperServer() as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def asker(server: PaperServer, clock: Clock, tmp_path: Path) -> Asker:
    return Asker(
        HttpClient(user_agent="t", allowed_local=lambda: {server.address}),
        Pacer(lambda: 0.0, clock=clock, sleep=clock.sleep),
        ReplyCache(tmp_path / "replies", clock=clock),
        sleep=clock.sleep,
    )


async def asked(server: PaperServer, asker: Asker, post: object = None) -> bytes:
    return await asker.ask(server.address + PATH, bytes, post=post)


async def test_fresh_reply_is_asked_once(server: PaperServer, asker: Asker) -> None:
    server.plant(PATH, GOOD)

    replies = [await asked(server, asker) for _ in range(3)]

    assert replies == [b"[1]"] * 3
    assert len(server.asked) == 1


async def test_doubted_reply_is_asked_for_only_where_it_changed(
    server: PaperServer, clock: Clock, tmp_path: Path
) -> None:
    cache = ReplyCache(tmp_path / "replies", clock=clock)
    http = HttpClient(user_agent="t", allowed_local=lambda: {server.address})
    asker = Asker(http, Pacer(lambda: 0.0), cache)
    server.plant(PATH, GOOD, faults.reply(304))
    await asked(server, asker)
    cache.doubt()
    clock.now_s += 1

    replies = [await asked(server, asker) for _ in range(2)]

    assert replies == [b"[1]"] * 2
    assert len(server.asked) == 2
    assert server.asked[1].headers["if-none-match"] == '"one"'


async def test_older_reply_is_asked_for_only_where_it_changed(
    server: PaperServer, asker: Asker, clock: Clock
) -> None:
    server.plant(PATH, GOOD, faults.reply(304))
    await asked(server, asker)
    clock.now_s += 7_200

    again = await asked(server, asker)

    assert again == b"[1]"
    headers = server.asked[1].headers
    assert headers["if-none-match"] == '"one"'
    assert headers["if-modified-since"] == "Mon"
    await asked(server, asker)
    assert len(server.asked) == 2


async def test_unchanged_of_another_reply_is_asked_for_whole(
    server: PaperServer, asker: Asker, clock: Clock
) -> None:
    other = faults.reply(304, headers={"ETag": '"two"'})
    server.plant(PATH, GOOD, other, faults.reply(200, b"[2]"))
    await asked(server, asker)
    clock.now_s += 7_200

    assert await asked(server, asker) == b"[2]"
    assert "if-none-match" not in server.asked[2].headers


async def test_unchanged_that_was_not_asked_for_is_a_bad_reply(
    server: PaperServer, asker: Asker
) -> None:
    server.plant(PATH, faults.reply(304))

    with pytest.raises(BadReply, match="304"):
        await asked(server, asker)


async def test_etag_of_strange_bytes_spoils_no_later_request(
    server: PaperServer, asker: Asker, clock: Clock
) -> None:
    server.plant(PATH, faults.reply(200, b"[1]", {"ETag": '"\xe4\xff"'}), GOOD)
    await asked(server, asker)
    clock.now_s += 7_200

    assert await asked(server, asker) == b"[1]"


async def test_kept_reply_that_is_spoilt_is_asked_for_anew(
    server: PaperServer, asker: Asker
) -> None:
    server.plant(PATH, faults.reply(200, b"rubbish"), GOOD)
    await asked(server, asker)

    def read(data: bytes) -> bytes:
        if data != b"[1]":
            raise BadReply("no list")
        return data

    assert await asker.ask(server.address + PATH, read) == b"[1]"


async def test_what_is_posted_is_told_apart(server: PaperServer, asker: Asker) -> None:
    server.plant(PATH, GOOD)

    for ids in (["a"], ["a"], ["b"]):
        await asked(server, asker, post={"ids": ids})

    assert [each.body for each in server.asked] == [
        b'{"ids": ["a"]}',
        b'{"ids": ["b"]}',
    ]
    assert server.asked[0].headers["content-type"] == "application/json"


async def test_server_that_stumbles_is_asked_twice_more(
    server: PaperServer, asker: Asker, clock: Clock
) -> None:
    server.plant(PATH, faults.reply(500), faults.reply(502), GOOD)

    assert await asked(server, asker) == b"[1]"
    assert clock.now_s == 1_004.0


async def test_server_that_goes_on_stumbling_is_given_up(
    server: PaperServer, asker: Asker
) -> None:
    server.plant(PATH, faults.reply(500))

    with pytest.raises(BadReply, match="500"):
        await asked(server, asker)
    assert len(server.asked) == 3


async def test_short_wait_is_waited_for_and_a_long_one_told(
    server: PaperServer, asker: Asker
) -> None:
    server.plant(PATH, faults.rate_limited("2"), GOOD)
    assert await asked(server, asker) == b"[1]"
    server.plant(PATH + "2", faults.rate_limited("1800"))

    with pytest.raises(RateLimited, match=r"asks to wait until \d\d:\d\d\.") as told:
        await asker.ask(server.address + PATH + "2", bytes)

    assert told.value.retry_after_s == 1_800


async def test_web_page_is_no_list_and_is_not_kept(
    server: PaperServer, asker: Asker
) -> None:
    server.plant(PATH, faults.web_page("Sign in here"), GOOD)

    with pytest.raises(BadReply, match="“Sign in here”"):
        await asked(server, asker)
    assert await asked(server, asker) == b"[1]"


async def test_rubbish_is_not_kept(server: PaperServer, asker: Asker) -> None:
    server.plant(PATH, faults.reply(200, b"{]"), GOOD)

    def read(data: bytes) -> bytes:
        if data != b"[1]":
            raise BadReply("no list")
        return data

    with pytest.raises(BadReply):
        await asker.ask(server.address + PATH, read)
    assert await asker.ask(server.address + PATH, read) == b"[1]"


async def test_reply_that_never_ends_can_be_cancelled(
    server: PaperServer, asker: Asker
) -> None:
    gate = faults.Gate(bytes(100), after_bytes=10)
    server.plant(PATH, gate)
    task = asyncio.ensure_future(asked(server, asker))
    await asyncio.to_thread(gate.reached.wait)

    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task
