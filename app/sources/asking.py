"""Ask a catalogue politely: in its pace, from the cache where that holds, once more."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar

from app.domain.errors import BadReply, RateLimited
from app.sources.addresses import parse_address
from app.sources.http import HttpClient, OnAttempt, Reply
from app.sources.polite import Pacer
from app.sources.replies import raise_if_failed, raise_if_page
from app.sources.reply_cache import Kept, ReplyCache

T = TypeVar("T")

TRY_LATER = "Try again later."
_REPLY_LIMIT_BYTES = 5_000_000
_REPLY_DEADLINE_S = 40.0
_BACKOFF_S = (1.0, 3.0)
"""The pauses before a second and a third try, where a server stumbled."""
_FRESH_S = 3600.0
"""So long a reply is used without asking whether it still holds."""
_LARGE_BYTES = 50_000
"""A reply of so much takes longer to read than the loop may stand still."""
_STUMBLED = frozenset({500, 502, 504})
_UNCHANGED = 304


class Asker:
    """Asks one provider; several requests wait for each other.

    A reply not older than an hour is used as it is, so that a run that was stopped
    goes on where it was; an older one, or one in doubt, is asked for only where it
    changed.
    """

    def __init__(
        self,
        http: HttpClient,
        pacer: Pacer,
        cache: ReplyCache | None = None,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._http = http
        self._pacer = pacer
        self._cache = cache
        self._sleep = sleep

    async def ask(
        self,
        url: str,
        read: Callable[[bytes], T],
        *,
        post: object = None,
        on_attempt: OnAttempt | None = None,
    ) -> T:
        """Return what `read` makes of the reply; with `post` that is sent as JSON.

        Raises:
            NotFound: the provider has no such thing.
            SourceError: it was not reached, or did not answer as it should.
        """
        content = None if post is None else json.dumps(post).encode()
        kept = await self._kept(url, content)
        if kept is not None and kept.age_s < _FRESH_S and not kept.is_doubted:
            with contextlib.suppress(BadReply):  # what is kept may be spoilt: ask anew
                return await _read(kept.body, read)
            kept = None
        reply = await self._reply(url, kept, content, on_attempt)
        host = parse_address(url).host
        if reply.status == 200:
            raise_if_page(host, reply.body, reply.headers.get("content-type", ""))
        raise_if_failed(host, reply.status)
        found = await _read(reply.body, read)
        await self._keep(url, content, reply)
        return found

    async def _reply(
        self,
        url: str,
        kept: Kept | None,
        content: bytes | None,
        on_attempt: OnAttempt | None,
    ) -> Reply:
        plain = {} if content is None else {"Content-Type": "application/json"}
        headers = plain if kept is None else {**plain, **kept.conditions()}
        reply = await self._once(url, headers, content, on_attempt)
        for pause_s in _BACKOFF_S:
            if reply.status not in _STUMBLED:
                break
            await self._sleep(pause_s)
            reply = await self._once(url, headers, content, on_attempt)
        if reply.status != _UNCHANGED or kept is None:
            return reply
        if reply.headers.get("etag", kept.etag) == kept.etag:
            return _as_reply(url, kept)
        return await self._once(url, plain, content, on_attempt)  # of another reply

    async def _once(
        self,
        url: str,
        headers: Mapping[str, str],
        content: bytes | None,
        on_attempt: OnAttempt | None,
    ) -> Reply:
        try:
            return await self._pacer.run(
                url,
                lambda: self._http.get(
                    url,
                    limit_bytes=_REPLY_LIMIT_BYTES,
                    deadline_s=_REPLY_DEADLINE_S,
                    on_attempt=on_attempt,
                    headers=headers,
                    content=content,
                ),
            )
        except RateLimited as limited:
            until = datetime.now().astimezone() + timedelta(
                seconds=limited.retry_after_s
            )
            raise RateLimited(
                f"{parse_address(url).host} asks to wait until {until:%H:%M}.",
                TRY_LATER,
                retry_after_s=limited.retry_after_s,
            ) from limited

    async def _kept(self, url: str, content: bytes | None) -> Kept | None:
        if self._cache is None:
            return None
        return await asyncio.to_thread(self._cache.find, _key(url, content))

    async def _keep(self, url: str, content: bytes | None, reply: Reply) -> None:
        """Keep a reply that was read well."""
        if self._cache is None:
            return
        await asyncio.to_thread(
            self._cache.keep,
            _key(url, content),
            reply.body,
            content_type=reply.headers.get("content-type", ""),
            etag=reply.headers.get("etag", ""),
            last_modified=reply.headers.get("last-modified", ""),
        )


def _key(url: str, content: bytes | None) -> bytes:
    return url.encode() + b"\n" + (content or b"")


def _as_reply(url: str, kept: Kept) -> Reply:
    headers = {
        "content-type": kept.content_type,
        "etag": kept.etag,
        "last-modified": kept.last_modified,
    }
    return Reply(url=url, status=200, headers=headers, body=kept.body)


async def _read(body: bytes, read: Callable[[bytes], T]) -> T:
    if len(body) < _LARGE_BYTES:
        return read(body)
    return await asyncio.to_thread(read, body)
