"""Addresses of documents: what is shown before they are opened, what never is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.formats.shown_address import shown_address


@pytest.mark.parametrize(
    ("raw", "url"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("www.example.org/a", "http://www.example.org/a"),
        ("doi:10.1000/182", "https://doi.org/10.1000/182"),
        ("10.1000/a(b)1", "https://doi.org/10.1000/a(b)1"),
        ("mailto:a@example.org?subject=Hi&attach=/etc/passwd",
         "mailto:a@example.org?subject=Hi"),
        (" https://exam\nple.org ", "https://example.org"),
    ],
)  # fmt: skip
def test_what_is_opened_is_shown_whole(raw: str, url: str) -> None:
    shown = shown_address(raw)
    assert (shown.url, shown.lines[0], shown.refusal) == (url, url, "")


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        ("file:///etc/passwd", "file"),
        ("javascript:alert(1)", "script"),
        ("java\nscript:alert(1)", "script"),
        ("data:text/html,<b>", "data"),
        ("launch:calc.exe", "program"),
        ("submit:https://example.org", "form"),
        ("ftp://example.org", "“ftp”"),
        ("smb://host/share", "“smb”"),
        ("calc.exe", "no kind"),
        ("https:///nowhere", "cannot be read"),
        ("https://good.org\\@evil.org/", "cannot be read"),
        ("https://[::1", "cannot be read"),
        ("https://example.org/" + "a" * 9_000, "characters long"),
    ],
)
def test_what_is_refused_is_told_in_plain_words(raw: str, word: str) -> None:
    shown = shown_address(raw)
    assert shown.url == ""
    assert word in shown.refusal


def test_a_name_before_the_site_is_shown() -> None:
    shown = shown_address("https://www.bank.org:pw@evil.example/login")
    assert "(“www.bank.org:pw”) is no part" in shown.lines[1]
    assert shown.lines[2] == "The site is evil.example."


def test_punycode_is_shown_raw_and_decoded() -> None:
    shown = shown_address("https://xn--80ak6aa92e.com/")
    assert (
        shown.lines[1]
        == "The site is xn--80ak6aa92e.com, “аррӏе.com” in letters beyond a to z."
    )
    same = shown_address("https://аррӏе.com/")
    assert same.lines[1] == shown.lines[1]


def test_marks_that_turn_the_writing_are_made_visible() -> None:
    shown = shown_address("https://example.org/\u202egpj.exe")
    assert "\u202e" not in shown.lines[0]
    assert "%E2%80%AE" in shown.url


@given(st.text())
def test_only_web_and_mail_are_ever_opened(raw: str) -> None:
    shown = shown_address(raw)
    scheme = shown.url.partition(":")[0].lower()
    assert scheme in ("", "http", "https", "mailto")
    assert bool(shown.refusal) != bool(shown.url)
    assert shown.lines[0] == shown.url or shown.refusal
