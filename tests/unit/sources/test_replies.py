"""What statuses and headers mean."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import BadReply, NotFound, RateLimited, Refused
from app.sources.replies import (
    DEFAULT_RETRY_AFTER_S,
    MAX_RETRY_AFTER_S,
    page_title,
    raise_if_failed,
    raise_if_limited,
    read_retry_after,
    wait_in_words,
)

NOW = datetime(2026, 1, 1, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("3", 3.0),
        ("-5", 0.0),
        ("315360000", MAX_RETRY_AFTER_S),
        ("Thu, 01 Jan 2026 12:00:30 GMT", 30.0),
        ("Thu, 01 Jan 2026 11:00:00 GMT", 0.0),
        ("Wed, 01 Jan 2036 00:00:00 GMT", MAX_RETRY_AFTER_S),
        ("soon", DEFAULT_RETRY_AFTER_S),
        (f"Fri, 31 Dec {10**20} 23:59:59 GMT", DEFAULT_RETRY_AFTER_S),
        (f"Sun, 06 Nov 2026 08:49:37 +{10**40}", DEFAULT_RETRY_AFTER_S),
        ("nan", DEFAULT_RETRY_AFTER_S),
        ("inf", MAX_RETRY_AFTER_S),
        ("", DEFAULT_RETRY_AFTER_S),
        (None, DEFAULT_RETRY_AFTER_S),
    ],
)
def test_read_retry_after(value: str | None, seconds: float) -> None:
    assert read_retry_after(value, NOW) == seconds


@given(st.text())
def test_read_retry_after_whatever_comes_stays_in_range(value: str) -> None:
    assert 0 <= read_retry_after(value, NOW) <= MAX_RETRY_AFTER_S


@pytest.mark.parametrize("status", [429, 503])
def test_raise_if_limited_tells_how_long(status: int) -> None:
    with pytest.raises(RateLimited) as caught:
        raise_if_limited("arxiv.org", status, {"retry-after": "7"})

    assert caught.value.retry_after_s == 7
    assert "7 seconds" in caught.value.message


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (404, NotFound),
        (410, NotFound),
        (403, Refused),
        (500, BadReply),
        (204, BadReply),
    ],
)
def test_raise_if_failed_by_status(status: int, kind: type[Exception]) -> None:
    with pytest.raises(kind, match=str(status)):
        raise_if_failed("arxiv.org", status)


def test_page_title_is_one_plain_line() -> None:
    page = b"<html><TITLE lang='en'>\n Log in &amp;\x1b pay \n</TITLE>"

    assert page_title(page) == "Log in & pay"
    assert page_title(b"<title>never closed") == ""


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "1 second"), (7.2, "8 seconds"), (90, "90 seconds"), (3600, "60 minutes")],
)
def test_wait_in_words(seconds: float, words: str) -> None:
    assert wait_in_words(seconds) == words
