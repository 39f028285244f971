"""Ask the web: the only place that speaks HTTP, by the rules of the threat model.

https only, except an address the user set; every redirect is checked by hand; a host is
looked up once and the very address that was checked is connected to; no cookies, no
sign-in, no proxy from the environment; every wait and every size has a limit.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from typing import TypeVar

import httpx

from app.domain.errors import AppError, BadReply, Refused, Unreachable
from app.domain.fetching import Attempt
from app.domain.paper import Sha256
from app.sources.addresses import (
    Address,
    Resolver,
    is_trusted,
    parse_address,
    redirect_target,
    resolve,
)
from app.sources.answer import Answer, Ends
from app.sources.part import PartFile
from app.sources.replies import TRY_AGAIN, raise_if_failed, raise_if_limited
from app.sources.transport import LOCAL_OK, RAW_BODY, CheckedTransport

T = TypeVar("T")

OnAttempt = Callable[[Attempt], None]
OnProgress = Callable[[int, int | None], None]
"""Called with the bytes so far and, where the server said it, their total."""

MAX_REDIRECTS = 5
_ANSWER = "octavo.answer"
"""The request extension that holds the `Answer` to fill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A whole reply in memory; header names are lower case, `url` is the last one."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A reply kept in a file; `head` holds its first bytes, at most 16 KiB."""

    url: str
    status: int
    n_bytes: int
    sha256: Sha256
    content_type: str
    head: bytes


@dataclass(frozen=True, slots=True)
class Check:
    """What a download must look like; both raise an AppError when it does not.

    `head` gets the first bytes (at most 16 KiB) and the content type before more is
    read, and again at the end; `tail` gets the last bytes (at most 2 KiB).
    """

    head: Callable[[bytes, str], None]
    tail: Callable[[bytes], None]


@dataclass(frozen=True, slots=True)
class _Asking:
    """What a request says beside its address."""

    headers: Mapping[str, str]
    content: bytes | None


class HttpClient:
    """Asks addresses through one httpx client, which the first request builds.

    `allowed_local` gives the origins ('http://127.0.0.1:8000') the user set in the
    settings; they, and nothing else, may be plain http or lie in a local network.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        allowed_local: Callable[[], Collection[str]],
        connect_s: float = 10.0,
        idle_s: float = 20.0,
        resolver: Resolver = resolve,
    ) -> None:
        self._user_agent = user_agent
        self._allowed_local = allowed_local
        self._timeout = httpx.Timeout(idle_s, connect=connect_s, pool=None)
        self._resolver = resolver
        self._building = asyncio.Lock()
        self._client: httpx.AsyncClient | None = None
        self._is_closed = False

    async def get(
        self,
        url: str,
        *,
        limit_bytes: int,
        deadline_s: float,
        on_attempt: OnAttempt | None = None,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
    ) -> Reply:
        """Return the reply of an address, whatever its status, redirects followed.

        `headers` are sent beside our own. With `content`, which is JSON, it is posted,
        and no redirect is followed.

        Raises:
            Refused: the address, a redirect or the size is against the rules.
            Unreachable: no connection, or it broke off.
            RateLimited: the provider asks to wait.
            BadReply: the answer is not HTTP, came in part, or took too long.
        """

        async def take(answer: Answer) -> Reply:
            async with contextlib.aclosing(answer.pieces(limit_bytes)) as pieces:
                body = b"".join([piece async for piece in pieces])
            return Reply(
                url=str(answer.address),
                status=answer.status,
                headers=answer.headers,
                body=body,
            )

        posted = _Asking(headers or {}, content)
        return await self._follow(url, deadline_s, on_attempt, take, posted)

    async def save(
        self,
        url: str,
        target: Path,
        *,
        limit_bytes: int,
        deadline_s: float,
        on_attempt: OnAttempt | None = None,
        on_progress: OnProgress | None = None,
        check: Check | None = None,
    ) -> Saved:
        """Stream the reply of an address into a new file and bring it to the disk.

        Whatever goes wrong, and a cancel too, leaves no file behind.

        Raises:
            Refused, Unreachable, RateLimited, BadReply: as `get`.
            NotFound: the provider has no such file.
            SourceError: the disk does not take it.
            AppError: what `check` raised.
        """

        async def take(answer: Answer) -> Saved:
            raise_if_failed(answer.address.host, answer.status)
            ends = Ends()
            async with (
                PartFile(target) as part,
                contextlib.aclosing(answer.pieces(limit_bytes)) as pieces,
            ):
                async for piece in pieces:
                    was_short = not ends.has_head
                    ends.add(piece)
                    if check and was_short and ends.has_head:
                        check.head(ends.head, answer.content_type)
                    await part.add(piece)
                    if on_progress:
                        on_progress(answer.n_bytes, answer.total_bytes)
                if check:
                    check.head(ends.head, answer.content_type)
                    check.tail(ends.tail)
                sha256 = await part.finish()
            return Saved(
                url=str(answer.address),
                status=answer.status,
                n_bytes=answer.n_bytes,
                sha256=sha256,
                content_type=answer.content_type,
                head=ends.head,
            )

        return await self._follow(url, deadline_s, on_attempt, take)

    async def close(self) -> None:
        """Refuse every later request; those under way break off."""
        self._is_closed = True
        if self._client is not None:
            await self._client.aclose()

    async def _follow(
        self,
        url: str,
        deadline_s: float,
        on_attempt: OnAttempt | None,
        take: Callable[[Answer], Awaitable[T]],
        asking: "_Asking | None" = None,
    ) -> T:
        asking = asking or _Asking({}, None)
        address = parse_address(url)
        is_local_ok = is_trusted(address, self._allowed_local(), None)
        try:
            async with asyncio.timeout(deadline_s) as deadline:
                for _ in range(MAX_REDIRECTS + 1):
                    async with self._ask(
                        address, is_local_ok, on_attempt, deadline, asking
                    ) as answer:
                        raise_if_limited(address.host, answer.status, answer.headers)
                        if not answer.is_redirect or asking.content is not None:
                            return await take(answer)
                        target = redirect_target(address, answer.headers["location"])
                        is_local_ok = is_trusted(target, self._allowed_local(), address)
                        answer.why = f"redirected to {target}"
                    address = target
        except TimeoutError as error:
            # Who does not connect is given up much sooner: this one sends too slowly.
            raise BadReply(
                f"{address.host} took longer than {deadline_s:g} seconds and was given "
                "up.",
                TRY_AGAIN,
            ) from error
        raise Refused(f"{address.host} sends from one address to the next without end.")

    @contextlib.asynccontextmanager
    async def _ask(
        self,
        address: Address,
        is_local_ok: bool,
        on_attempt: OnAttempt | None,
        deadline: asyncio.Timeout,
        asking: "_Asking",
    ) -> AsyncIterator[Answer]:
        """Make one request; tell `on_attempt` once, when it is over."""
        if self._is_closed:
            raise Unreachable("Octavo is closing.")
        answer = Answer(address)
        try:
            client = await self._ready_client()
            async with client.stream(
                "GET" if asking.content is None else "POST",
                str(address),
                content=asking.content,
                headers={
                    **asking.headers,
                    "Host": address.netloc,  # httpx stumbles over some names
                },
                extensions={
                    _ANSWER: answer,
                    LOCAL_OK: is_local_ok,
                    "target": address.target.encode("ascii"),  # httpx takes dots out
                },
            ):
                yield answer
        except AppError as error:
            answer.why = error.message
            raise
        except httpx.InvalidURL as error:
            answer.why = f"The address of {address.host} is none that can be asked."
            raise Refused(answer.why) from error
        except httpx.DecodingError as error:
            answer.why = f"The answer of {address.host} arrived damaged."
            raise BadReply(answer.why, TRY_AGAIN) from error
        except asyncio.CancelledError:
            answer.why = "took too long" if deadline.expired() else "cancelled"
            raise
        finally:
            if on_attempt:
                on_attempt(answer.attempt())

    async def _ready_client(self) -> httpx.AsyncClient:
        async with self._building:
            if self._client is None:
                self._client = await asyncio.to_thread(self._build)
        if self._is_closed:
            raise Unreachable("Octavo is closing.")
        return self._client

    def _build(self) -> httpx.AsyncClient:
        client = httpx.AsyncClient(
            transport=CheckedTransport(self._resolver),
            headers={
                "User-Agent": self._user_agent,
                "Accept": "*/*",
                "Accept-Encoding": "identity",
            },
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            timeout=self._timeout,
            follow_redirects=False,
            trust_env=False,
            event_hooks={"response": [_begin]},
        )
        del client.headers["Connection"]
        return client


async def _begin(response: httpx.Response) -> None:
    """Tell the answer what came, and keep a redirect's address from httpx.

    httpx reads it even where it is not to follow, and stumbles over a hostile one.
    """
    raw = response.extensions[RAW_BODY]
    content = response.aiter_bytes()
    answer = response.request.extensions[_ANSWER]
    answer.begin(response.status_code, dict(response.headers), content, raw)
    response.headers.pop("Location", None)
