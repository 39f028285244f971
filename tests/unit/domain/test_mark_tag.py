"""Tags of marks have one form, and are the same whatever their case."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InvalidInput
from app.domain.mark_tag import (
    LONGEST_TAG,
    MOST_TAGS,
    checked_tag,
    tag_key,
    tidy_tag,
    united_tags,
)

NAMES = st.text(max_size=12) | st.sampled_from(["Method", "mEthod", "#a b", "É", "É"])


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("  open \n question ", "open question"),
        ("##method", "method"),
        ("C#", "C#"),
        ("Cafe\u0301", "Café"),
        ("me\u00adthod\u200b", "method"),
        ("\u200d", ""),
        ("# ", ""),
        ("\ud800x\0", "x"),
        ("深度", "深度"),
    ],
)
def test_tag_is_tidied(name: str, tag: str) -> None:
    assert tidy_tag(name) == tag


@pytest.mark.parametrize("name", ["", " # ", "x" * (LONGEST_TAG + 1)])
def test_tag_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput):
        checked_tag(name)


def test_of_two_cases_the_first_stays() -> None:
    assert united_tags(["Method"], ["METHOD", "straße"], without=["STRASSE"]) == (
        "Method",
    )


def test_there_are_not_more_tags_than_the_most() -> None:
    assert len(united_tags(map(str, range(999)))) == MOST_TAGS


@given(st.lists(NAMES, max_size=6), st.lists(NAMES, max_size=3))
def test_united_tags_are_tidy_and_each_once(tags: list[str], gone: list[str]) -> None:
    united = united_tags(tags, without=gone)

    assert united == united_tags(united)
    assert all(tag == tidy_tag(tag) and "\n" not in tag for tag in united)
    assert all(unicodedata.is_normalized("NFC", tag) for tag in united)
    keys = list(map(tag_key, united))
    assert len(set(keys)) == len(keys)
    assert not set(keys) & set(map(tag_key, gone))
