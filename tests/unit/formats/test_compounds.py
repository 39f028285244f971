"""Hyphens at the ends of lines: those of compounds stay."""

import pytest

from app.formats.compounds import is_compound


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("A Corpus-", "based Study"),
        ("with context-", "aware models"),
        ("few-", "shot"),
        ("state-of-", "the-art"),
        ("self-", "attention"),
        ("Word-", "level, not"),
    ],
)
def test_hyphen_of_a_compound_stays(before: str, behind: str) -> None:
    assert is_compound(before, behind)


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("the Trans-", "former"),
        ("model-", "ing of"),
        ("other-", "wise"),
        ("inter-", "pretation"),
        ("data-", "base systems"),
        ("context\u00ad", "based"),
        ("no hyphen", "based"),
        ("1-", "based"),
        ("-", "based"),
        ("x-", ""),
    ],
)
def test_hyphen_within_a_word_goes(before: str, behind: str) -> None:
    assert not is_compound(before, behind)
