"""Fuzzy matching finds letters in order and says how well."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.sheets.fuzzy import EXACT, match, match_path

pytestmark = pytest.mark.ui


def test_match_of_a_word_start_marks_its_letters() -> None:
    hit = match("scal", "Text and Scaling")

    assert hit is not None
    assert hit.positions == frozenset(range(9, 13))


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("settings", "Settings", "Show the settings"),
        ("go", "Go to Inbox", "Let it go"),
        ("box", "Go box", "Go to Inbox"),
        ("gti", "gtin", "go to inbox"),
        ("gti", "go to inbox", "eightieth"),
    ],
)
def test_match_prefers_starts_then_words_then_insides(
    typed: str, better: str, worse: str
) -> None:
    first, second = match(typed, better), match(typed, worse)

    assert first is not None
    assert second is not None
    assert first.score > second.score


def test_match_without_a_letter_finds_nothing() -> None:
    assert match("xyz", "Scaling laws") is None
    assert match("scaling mirage", "Scaling laws") is None


@given(st.text(max_size=40))
def test_match_of_a_text_with_itself_is_exact_when_tidy(text: str) -> None:
    tidy = " ".join(text.split())

    hit = match(tidy, tidy)

    assert hit is not None
    assert hit.score == (EXACT if tidy else 0.0)


@given(st.text(max_size=8), st.text(max_size=40))
def test_positions_lie_inside_the_text(typed: str, text: str) -> None:
    hit = match(typed, text)

    if hit is not None:
        assert all(0 <= at < len(text) for at in hit.positions)


def test_name_at_the_end_of_a_path_matches_as_a_whole() -> None:
    hit = match_path("attention", "Models/Attention", "/")

    assert hit is not None
    assert (hit.score, min(hit.positions)) == (EXACT, 7)


def test_path_matches_across_its_names() -> None:
    hit = match_path("models att", "Models/Attention", "/")

    assert hit is not None
    assert hit.score < EXACT
