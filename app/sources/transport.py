"""Carry requests to the network: only to addresses that were looked up and checked."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Iterable

import anyio
import httpcore
import httpx

from app.domain.errors import AppError, BadReply, Refused, Unreachable
from app.sources.addresses import Resolver, is_public
from app.sources.replies import TRY_AGAIN

LOCAL_OK = "octavo.is_local_ok"
"""The request extension that, when True, lets a request into the local network."""

RAW_BODY = "octavo.raw_body"
"""The response extension that holds the `RawBody`."""

_MAX_CONNECTIONS = 20
_MAX_ADDRESSES = 4
_PACKED_BYTES = 1024
"""So much of a packed body is unpacked in one step: it gives about 1 MiB at most."""

_FAILURES = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError)


class CheckedTransport(httpx.AsyncBaseTransport):
    """What httpx sends requests through; every failure comes out as an AppError.

    One connection per request. Building it loads the certificates and more, some 90 ms
    in all: build it in a thread.
    """

    def __init__(self, resolver: Resolver) -> None:
        anyio.run(anyio.sleep, 0)  # anyio imports its asyncio side at the first use
        tls = httpx.create_ssl_context(trust_env=False)
        self._public = _pool(tls, resolver, is_local_ok=False)
        self._local = _pool(tls, resolver, is_local_ok=True)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return the reply, its body still to come.

        Raises:
            Refused: the host leads where it may not, or its certificate is not trusted.
            Unreachable: no connection, or it broke off.
            BadReply: the answer is not HTTP.
        """
        host = request.url.raw_host.decode("ascii")
        is_local_ok = request.extensions.get(LOCAL_OK) is True
        pool = self._local if is_local_ok else self._public
        core_request = httpcore.Request(
            request.method,
            httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        try:
            reply = await pool.handle_async_request(core_request)
        except _FAILURES as error:
            raise _in_our_words(host, error, None) from error
        is_packed = any(
            name.lower() == b"content-encoding" for name, _ in reply.headers
        )
        raw = RawBody(host, reply, is_packed=is_packed)
        return httpx.Response(
            reply.status,
            headers=reply.headers,
            stream=raw,
            extensions={**reply.extensions, RAW_BODY: raw},
        )

    async def aclose(self) -> None:
        """Close every connection; requests under way break off."""
        await self._public.aclose()
        await self._local.aclose()


class RawBody(httpx.AsyncByteStream):
    """The body of a reply as it comes; a packed one in small slices.

    httpx unpacks a slice whole: small ones keep a bomb from bursting before the bytes
    are counted. `ending` holds a packed one's last bytes so far, at most four.
    """

    def __init__(self, host: str, reply: httpcore.Response, *, is_packed: bool) -> None:
        self.ending = b""
        self._host = host
        self._reply = reply
        self._is_packed = is_packed
        self._n_bytes = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for raw in self._reply.aiter_stream():
                self._n_bytes += len(raw)
                if not self._is_packed:
                    yield raw
                    continue
                self.ending = (self.ending + raw[-4:])[-4:]
                for start in range(0, len(raw), _PACKED_BYTES):
                    yield raw[start : start + _PACKED_BYTES]
        except _FAILURES as error:
            raise _in_our_words(self._host, error, self._n_bytes) from error

    async def aclose(self) -> None:
        """Give the connection up."""
        await self._reply.aclose()


class _CheckedNetwork(httpcore.AsyncNetworkBackend):
    """Looks a host up once, checks what came, and connects to exactly that."""

    def __init__(self, resolver: Resolver, *, is_local_ok: bool) -> None:
        self._resolver = resolver
        self._is_local_ok = is_local_ok
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 the library's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        try:
            async with asyncio.timeout(timeout):
                found = await self._resolver(host, port)
        except OSError as error:  # TimeoutError is one
            raise _no_connection(host) from error
        usable = [n for n in found if self._is_local_ok or is_public(n)]
        if not usable:
            raise Refused(
                f"{host} does not lead to the public internet.",
                "Octavo asks local addresses only where the settings name them.",
            )
        usable = usable[:_MAX_ADDRESSES]
        share_s = None if timeout is None else timeout / len(usable)
        for numeric in usable:
            with contextlib.suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return await self._network.connect_tcp(
                    numeric, port, share_s, local_address, socket_options
                )
        raise _no_connection(host)


def _pool(
    tls: ssl.SSLContext, resolver: Resolver, *, is_local_ok: bool
) -> httpcore.AsyncConnectionPool:
    return httpcore.AsyncConnectionPool(
        ssl_context=tls,
        max_connections=_MAX_CONNECTIONS,
        max_keepalive_connections=0,
        network_backend=_CheckedNetwork(resolver, is_local_ok=is_local_ok),
    )


def _no_connection(host: str) -> Unreachable:
    return Unreachable(f"No connection to {host}.", TRY_AGAIN)


def _in_our_words(host: str, error: Exception, n_bytes: int | None) -> AppError:
    """Return what to say; `n_bytes` is None while the server has not answered."""
    if isinstance(error.__context__, ssl.SSLError):  # the pool hides the cause
        return Refused(
            f"The secure connection to {host} cannot be trusted.",
            "Check this computer's clock and network; nothing was sent.",
        )
    match error:
        case httpcore.ProtocolError():
            return BadReply(
                f"The answer of {host} ended early or is damaged.", TRY_AGAIN
            )
        case httpcore.ConnectError() | httpcore.ConnectTimeout():
            return _no_connection(host)
        case httpcore.TimeoutException():
            return Unreachable(f"{host} stopped answering.", TRY_AGAIN)
    if n_bytes is None:
        return Unreachable(f"{host} closed the connection.", TRY_AGAIN)
    return Unreachable(
        f"The connection to {host} broke off after {n_bytes / 1000:.0f} KB.", TRY_AGAIN
    )
