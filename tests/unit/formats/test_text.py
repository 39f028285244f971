"""Bytes of any encoding as clean text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.formats.text import TURN_CHARS, clean, decode, one_line

WORDS = "Café au lait, naïvely: “dash” – ℓ₂\n\nsecond"


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
    ],
)
def test_decode_when_unicode_then_text_is_the_same(codec: str, name: str) -> None:
    assert decode(WORDS.encode(codec)) == (WORDS, name)


def test_decode_when_windows_1252_then_its_quotes_are_read() -> None:
    data = b"\x93Caf\xe9\x94 \x96 ok\x85"

    assert decode(data) == ("“Café” – ok…", "Windows-1252")


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-le"])
def test_decode_when_cut_in_a_character_then_the_rest_is_whole(codec: str) -> None:
    data = "plain words, then é".encode(codec)

    assert decode(data[:-1])[0] == "plain words, then "


def test_decode_when_marks_and_zeros_inside_then_they_are_dropped() -> None:
    assert decode(b"a\x00b\xef\xbb\xbfc\x1bd\te")[0] == "abcd\te"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x85", "\u2028", "\u2029", "\x0c"])
def test_clean_when_other_line_ends_then_line_feeds(end: str) -> None:
    assert clean(f"a{end}b") == "a\nb"


def test_clean_when_lone_surrogate_then_it_can_be_stored() -> None:
    assert clean("a\ud800b").encode("utf-8").decode() == "a\ufffdb"


@given(st.binary(max_size=400))
def test_decode_when_any_bytes_then_clean_text(data: bytes) -> None:
    text, name = decode(data)

    assert name
    assert clean(text) == text
    assert "\r" not in text
    assert "\x00" not in text


@given(st.text(max_size=200))
def test_one_line_when_any_text_then_one_printable_line(text: str) -> None:
    line = one_line(text)

    assert "\n" not in line
    assert line == one_line(line)


@pytest.mark.parametrize("n_before", range(TURN_CHARS - 2, TURN_CHARS + 2))
def test_clean_when_a_turn_ends_at_a_line_end_then_it_is_one(n_before: int) -> None:
    text = "a" * n_before + "\r\n\r\nb\x00" + "c" * TURN_CHARS

    assert clean(text) == "a" * n_before + "\n\nb" + "c" * TURN_CHARS
