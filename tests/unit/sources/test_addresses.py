"""Which addresses may be asked."""

import pytest

from app.domain.errors import Refused
from app.sources.addresses import (
    is_public,
    is_trusted,
    origin_of,
    parse_address,
    redirect_target,
    resolve,
)

LOCAL = "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("url", "whole"),
    [
        ("https://arXiv.org", "https://arxiv.org/"),
        ("https://arxiv.org:443/pdf/1", "https://arxiv.org/pdf/1"),
        ("https://arxiv.org./x", "https://arxiv.org/x"),
        ("http://[::1]:8000/a b?q=c d#part", "http://[::1]:8000/a%20b?q=c%20d"),
        (
            "https://bücher.example/ü?q=%20",
            "https://xn--bcher-kva.example/%C3%BC?q=%20",
        ),
    ],
)
def test_parse_address_writes_it_plainly(url: str, whole: str) -> None:
    assert str(parse_address(url)) == whole


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://arxiv.org/x",
        "javascript:alert(1)",
        "arxiv.org/pdf/1",
        "https://",
        "https://user:secret@arxiv.org/",
        "https://[::1/",
        "https://arxiv.org:99999/",
        "https://" + "a" * 70 + ".example/",
        "",
    ],
)
def test_parse_address_refuses_what_is_none(url: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_address(url)

    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "numeric",
    [
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "nonsense",
    ],
)
def test_is_public_when_local_or_special_says_no(numeric: str) -> None:
    assert not is_public(numeric)


@pytest.mark.parametrize(
    "numeric", ["151.101.3.42", "2a04:4e42::554", "64:ff9b::9765:32a", "1.1.1.1"]
)
def test_is_public_when_global_says_yes(numeric: str) -> None:
    assert is_public(numeric)


def test_is_trusted_when_the_user_set_the_origin_allows_plain_http() -> None:
    assert is_trusted(parse_address(f"{LOCAL}/x"), {LOCAL}, None)


def test_is_trusted_when_http_is_not_set_refuses() -> None:
    with pytest.raises(Refused):
        is_trusted(parse_address("http://127.0.0.1:8001/"), {LOCAL}, None)


def test_is_trusted_when_redirected_from_elsewhere_to_a_set_origin_refuses() -> None:
    came_from = parse_address("https://arxiv.org/")

    with pytest.raises(Refused):
        is_trusted(parse_address(f"{LOCAL}/x"), {LOCAL}, came_from)


def test_is_trusted_when_redirected_inside_its_origin_stays() -> None:
    assert is_trusted(parse_address(f"{LOCAL}/y"), {LOCAL}, parse_address(f"{LOCAL}/x"))


def test_is_trusted_when_https_elsewhere_is_not_trusted_but_passes() -> None:
    assert not is_trusted(parse_address("https://arxiv.org/"), {LOCAL}, None)


def test_redirect_target_joins_relative_ones() -> None:
    start = parse_address("https://arxiv.org/pdf/1?x=1")

    assert str(redirect_target(start, "../abs/2")) == "https://arxiv.org/abs/2"
    assert str(redirect_target(start, "//b.example/z")) == "https://b.example/z"


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://a/b", "https://[x"])
def test_redirect_target_refuses_other_schemes(location: str) -> None:
    with pytest.raises(Refused):
        redirect_target(parse_address("https://arxiv.org/"), location)


def test_origin_of_leaves_the_usual_port_out() -> None:
    assert origin_of("https://arxiv.org:443/pdf") == "https://arxiv.org"
    assert origin_of("http://127.0.0.1:8000/x") == LOCAL


@pytest.mark.asyncio
async def test_resolve_gives_numeric_addresses() -> None:
    assert "127.0.0.1" in await resolve("127.0.0.1", 80)


@pytest.mark.asyncio
async def test_resolve_when_the_name_cannot_be_raises_os_error() -> None:
    with pytest.raises(OSError, match="no host name"):
        await resolve("a..b", 80)
