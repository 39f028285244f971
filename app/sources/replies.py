"""What a reply's status and headers mean."""

import html
import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from app.domain.errors import BadReply, NotFound, RateLimited, Refused

MAX_RETRY_AFTER_S = 3600.0
"""The longest wait a provider may ask for; a longer one counts as this."""

DEFAULT_RETRY_AFTER_S = 5.0
"""The wait when a provider asks for one without saying how long."""

TRY_AGAIN = "The paper is kept. Press ⟨paper.view⟩ to try again."

_PAGE_HEAD_BYTES = 16_384
_LIMITED = frozenset({429, 503})
_REFUSED = frozenset({401, 402, 403, 407, 451})
_MISSING = frozenset({404, 410})
_TITLE = re.compile(
    rb"<title[^>]{0,200}>(.{0,2000}?)</title", re.IGNORECASE | re.DOTALL
)


def read_retry_after(value: str | None, now: datetime) -> float:
    """Read a Retry-After header: seconds from `now`, 0 to `MAX_RETRY_AFTER_S`.

    Source: RFC 9110, 10.2.3.
    """
    if value is None or not value.strip():
        return DEFAULT_RETRY_AFTER_S
    try:
        wait_s = float(value)
    except ValueError:
        try:
            when = parsedate_to_datetime(value)
        except (ValueError, OverflowError):  # numbers no date can have
            return DEFAULT_RETRY_AFTER_S
        if when.tzinfo is None:
            when = when.replace(tzinfo=UTC)
        wait_s = (when - now).total_seconds()
    if math.isnan(wait_s):
        return DEFAULT_RETRY_AFTER_S
    return min(max(wait_s, 0.0), MAX_RETRY_AFTER_S)


def raise_if_limited(host: str, status: int, headers: Mapping[str, str]) -> None:
    """Pass unless the provider asks to wait.

    Raises:
        RateLimited: status 429 or 503.
    """
    if status not in _LIMITED:
        return
    wait_s = read_retry_after(headers.get("retry-after"), datetime.now(UTC))
    raise RateLimited(
        f"{host} asks to wait {wait_in_words(wait_s)}.",
        TRY_AGAIN,
        retry_after_s=wait_s,
    )


def raise_if_failed(host: str, status: int) -> None:
    """Pass only when the reply is the thing that was asked for (status 200).

    Raises:
        NotFound: the provider has no such thing.
        Refused: the provider does not give it to us.
        BadReply: any other status.
    """
    if status == 200:
        return
    if status in _MISSING:
        raise NotFound(f"{host} does not have it ({status}).")
    if status in _REFUSED:
        raise Refused(
            f"{host} does not give it without signing in ({status}).",
            "Press ⟨paper.open-page⟩ to open the paper's page in the browser.",
        )
    raise BadReply(f"{host} answered with an error ({status}).", TRY_AGAIN)


def page_title(head: bytes) -> str:
    """Return the title of a web page from its first bytes, or ''."""
    found = _TITLE.search(head)
    if not found:
        return ""
    text = html.unescape(found.group(1).decode("utf-8", "replace"))
    printable = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(printable.split())[:120]


def is_web_page(head: bytes, content_type: str) -> bool:
    """Say whether the bytes look like a web page."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    looks = start.startswith((b"<!doctype html", b"<html", b"<head"))
    return looks or "html" in content_type.lower()


def raise_if_page(host: str, body: bytes, content_type: str) -> None:
    """Pass unless a web page came where data was asked for.

    Raises:
        BadReply: it did; its title is told.
    """
    if not is_web_page(body[:1024], content_type):
        return
    title = page_title(body[:_PAGE_HEAD_BYTES])
    named = f", “{title}”," if title else ""
    raise BadReply(
        f"{host} sent a web page{named} and no list.",
        "You may have to sign in to this network first.",
    )


def wait_in_words(wait_s: float) -> str:
    """Say a wait in whole seconds or minutes, rounded up."""
    if wait_s > 90:
        return f"{math.ceil(wait_s / 60)} minutes"
    seconds = max(1, math.ceil(wait_s))
    return "1 second" if seconds == 1 else f"{seconds} seconds"
