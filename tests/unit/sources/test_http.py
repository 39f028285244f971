"""The rules of the web client, against a real server on loopback."""

import asyncio
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import (
    BadReply,
    RateLimited,
    Refused,
    Unreachable,
)
from app.domain.fetching import Attempt
from app.sources.http import HttpClient
from tests.support import faults
from tests.support.asking import Asking
from tests.support.server import PaperServer

BODY = bytes(range(256)) * 4_000


@pytest.fixture
def server() -> Iterator[PaperServer]:
    with PaperServer() as running:
        yield running


@pytest.fixture
def asking(server: PaperServer) -> Asking:
    return Asking(server)


@pytest.mark.asyncio
async def test_get_returns_the_reply(server: PaperServer, asking: Asking) -> None:
    server.plant("/x", faults.reply(200, b"hello", {"X-Kind": "Plain"}))

    reply = await asking.get("/x?q=a%20b")

    assert (reply.status, reply.body, reply.headers["x-kind"]) == (
        200,
        b"hello",
        "Plain",
    )
    assert reply.url == f"{server.address}/x?q=a%20b"
    assert asking.attempts == [Attempt(url=reply.url, status=200, n_bytes=5, why="")]
    assert server.asked[0].query == {"q": "a b"}
    assert server.asked[0].headers == {
        "host": server.address.removeprefix("http://"),
        "user-agent": "Octavo test",
        "accept": "*/*",
        "accept-encoding": "identity",
    }


@pytest.mark.asyncio
async def test_get_when_the_status_is_an_error_still_returns(asking: Asking) -> None:
    assert (await asking.get("/nothing")).status == 404


@pytest.mark.asyncio
async def test_get_keeps_no_cookie(server: PaperServer, asking: Asking) -> None:
    server.plant("/x", faults.reply(200, b"", {"Set-Cookie": "id=1; Path=/"}))

    await asking.get()
    await asking.get()

    assert all("cookie" not in asked.headers for asked in server.asked)


@pytest.mark.asyncio
async def test_get_ignores_a_proxy_of_the_environment(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert (await asking.get()).status == 404


@pytest.mark.asyncio
async def test_get_when_plain_http_is_not_set_asks_nothing(server: PaperServer) -> None:
    client = HttpClient(user_agent="t", allowed_local=frozenset)

    with pytest.raises(Refused):
        await client.get(f"{server.address}/x", limit_bytes=9, deadline_s=9)

    assert server.asked == []


@pytest.mark.asyncio
async def test_get_follows_redirects_of_its_origin_by_hand(
    server: PaperServer, asking: Asking
) -> None:
    server.plant("/x", faults.redirect("/y?z=1"))

    reply = await asking.get()

    assert reply.url == f"{server.address}/y?z=1"
    assert [(a.status, a.why) for a in asking.attempts] == [
        (302, f"redirected to {server.address}/y?z=1"),
        (404, ""),
    ]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "http://127.0.0.1:9/x",
        "http://arxiv.org/x",
        "http://localhost/x",
        "data:text/html,x",
        "https://user:pw@arxiv.org/",
        "https://127.0.0.1:9/x",
        "https://169.254.169.254/latest",
        "https://[::1]/x",
        "https://[bad",
        "https://arxiv.org:99999/",
    ],
)
async def test_get_when_redirected_out_of_bounds_refuses(
    server: PaperServer, asking: Asking, location: str
) -> None:
    server.plant("/x", faults.redirect(location))

    with pytest.raises(Refused):
        await asking.get()

    assert server.paths() == ["/x"]
    assert asking.attempts[0].status == 302
    assert asking.attempts[-1].why != ""


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["xn--zz", "xn--", "\N{SNOWMAN}", "a b"])
async def test_get_when_redirected_to_a_strange_name_asks_the_name_server_only(
    server: PaperServer, name: str
) -> None:
    async def resolver(host: str, port: int) -> tuple[str, ...]:
        return ("127.0.0.1",) if host == "127.0.0.1" else ()

    host = name.encode("idna").decode()
    asking = Asking(server, resolver=resolver)
    server.plant("/x", faults.redirect(f"https://{host}/"))

    with pytest.raises(Refused, match="does not lead to the public internet"):
        await asking.get()

    assert [a.status for a in asking.attempts] == [302, None]


@pytest.mark.asyncio
async def test_get_asks_for_the_very_path_it_was_given(
    server: PaperServer, asking: Asking
) -> None:
    reply = await asking.get("/a/../b/./c?d=[1]")

    assert reply.url == f"{server.address}/a/../b/./c?d=[1]"
    assert server.paths() == ["/a/../b/./c"]


@pytest.mark.asyncio
async def test_get_when_redirected_to_another_set_origin_refuses(
    server: PaperServer,
) -> None:
    with PaperServer() as other:
        origins = {server.address, other.address}
        client = HttpClient(user_agent="t", allowed_local=lambda: origins)
        server.plant("/x", faults.redirect(f"{other.address}/x"))

        with pytest.raises(Refused):
            await client.get(f"{server.address}/x", limit_bytes=99, deadline_s=9)

        assert other.asked == []


@pytest.mark.asyncio
async def test_get_when_a_name_leads_into_the_local_network_refuses(
    server: PaperServer,
) -> None:
    looked_up: list[str] = []

    async def resolver(host: str, port: int) -> tuple[str, ...]:
        looked_up.append(host)
        return ("127.0.0.1",) if host == "127.0.0.1" else ("10.0.0.7", "::1")

    asking = Asking(server, resolver=resolver)
    server.plant("/x", faults.redirect("https://rebound.example/x"))

    with pytest.raises(Refused, match="rebound"):
        await asking.get()

    assert looked_up == ["127.0.0.1", "rebound.example"]
    assert asking.attempts[-1].status is None


@pytest.mark.asyncio
async def test_get_connects_to_the_very_address_that_was_looked_up(
    server: PaperServer,
) -> None:
    answers = [("127.0.0.1",)]
    port = server.address.rsplit(":", 1)[1]

    async def resolver(host: str, port: int) -> tuple[str, ...]:
        return answers.pop()

    client = HttpClient(
        user_agent="t",
        allowed_local=lambda: {f"http://papers.invalid:{port}"},
        resolver=resolver,
    )
    url = f"http://papers.invalid:{port}/x"

    reply = await client.get(url, limit_bytes=999, deadline_s=9)

    assert reply.status == 404
    assert server.asked[0].headers["host"] == f"papers.invalid:{port}"
    assert answers == []


@pytest.mark.asyncio
async def test_get_when_redirected_without_end_stops_at_five(
    server: PaperServer, asking: Asking
) -> None:
    server.plant("/x", faults.redirect("/x"))

    with pytest.raises(Refused, match="without end"):
        await asking.get()

    assert len(server.asked) == len(asking.attempts) == 6


@pytest.mark.asyncio
async def test_get_when_nobody_listens_is_unreachable(asking: Asking) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    client = HttpClient(
        user_agent="t", allowed_local=lambda: {f"http://127.0.0.1:{port}"}
    )

    with pytest.raises(Unreachable) as caught:
        await client.get(
            f"http://127.0.0.1:{port}/",
            limit_bytes=9,
            deadline_s=9,
            on_attempt=asking.attempts.append,
        )

    assert caught.value.message == "No connection to 127.0.0.1."
    assert "⟨paper.view⟩" in caught.value.hint
    (attempt,) = asking.attempts
    assert (attempt.status, attempt.why) == (None, "No connection to 127.0.0.1.")


@pytest.mark.asyncio
async def test_get_when_the_name_is_not_known_is_unreachable(
    server: PaperServer,
) -> None:
    async def resolver(host: str, port: int) -> tuple[str, ...]:
        raise socket.gaierror(-2, "Name or service not known")

    asking = Asking(server, resolver=resolver)

    with pytest.raises(Unreachable, match=r"No connection to export\.arxiv\.org"):
        await asking.get("https://export.arxiv.org/api/query")


@pytest.mark.asyncio
async def test_get_when_the_name_server_is_silent_keeps_the_connect_limit(
    server: PaperServer,
) -> None:
    async def resolver(host: str, port: int) -> tuple[str, ...]:
        await asyncio.Event().wait()
        return ()

    with pytest.raises(Unreachable, match="No connection"):
        await Asking(server, resolver=resolver, connect_s=0.05).get()


@pytest.mark.asyncio
async def test_get_when_bytes_drip_keeps_the_deadline(
    server: PaperServer, asking: Asking
) -> None:
    server.plant("/x", faults.drip(bytes(10_000), every_s=0.01))

    with pytest.raises(BadReply, match=r"longer than 0\.2 seconds"):
        await asking.get(deadline_s=0.2)

    assert asking.attempts[0].why == "took too long"


@pytest.mark.asyncio
async def test_get_when_the_server_stops_sending_keeps_the_idle_limit(
    server: PaperServer,
) -> None:
    gate = faults.Gate(BODY, after_bytes=10)
    server.plant("/x", gate)

    with pytest.raises(Unreachable, match="stopped answering"):
        await Asking(server, idle_s=0.05).get()


@pytest.mark.asyncio
@pytest.mark.parametrize("retry_after", ["7", "-1", "315360000", ""])
async def test_get_when_limited_tells_how_long(
    server: PaperServer, asking: Asking, retry_after: str
) -> None:
    server.plant("/x", faults.rate_limited(retry_after))

    with pytest.raises(RateLimited) as caught:
        await asking.get()

    assert 0 <= caught.value.retry_after_s <= 3600
    assert asking.attempts[0].status == 429


@pytest.mark.asyncio
async def test_get_when_the_certificate_is_not_trusted_refuses(tmp_path: Path) -> None:
    with PaperServer(tls=self_signed(tmp_path)) as server:
        asking = Asking(server)

        with pytest.raises(Refused, match="cannot be trusted"):
            await asking.get()

        assert server.asked == []
        assert asking.attempts[0].status is None


@pytest.mark.asyncio
async def test_close_refuses_what_comes_after(
    server: PaperServer, asking: Asking
) -> None:
    await asking.client.close()

    with pytest.raises(Unreachable):
        await asking.get()

    assert server.asked == []


@pytest.mark.asyncio
async def test_close_breaks_off_what_is_under_way(
    server: PaperServer, asking: Asking
) -> None:
    gate = faults.Gate(BODY, after_bytes=10)
    server.plant("/x", gate)
    task = asyncio.ensure_future(asking.get())
    await asyncio.to_thread(gate.reached.wait)

    await asking.client.close()

    with pytest.raises(Unreachable):
        await asyncio.wait_for(task, 5)


@pytest.mark.asyncio
async def test_get_thirty_times_at_once_answers_each(asking: Asking) -> None:
    replies = await asyncio.gather(*(asking.get(f"/{n}") for n in range(30)))

    assert [reply.status for reply in replies] == [404] * 30
    assert [attempt.why for attempt in asking.attempts] == [""] * 30


@pytest.mark.asyncio
async def test_requests_leave_no_thread_and_no_task(asking: Asking) -> None:
    await asking.get()

    assert len(asyncio.all_tasks()) == 1
    assert "resolve" not in {thread.name for thread in threading.enumerate()}


def self_signed(folder: Path) -> ssl.SSLContext:
    """Make a certificate nobody trusts, for this one test."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(
        [
            *["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"],
            *["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"],
            *files,
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context
