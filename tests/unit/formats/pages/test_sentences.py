"""Sentences of papers are told apart, abbreviations and numbers notwithstanding."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.formats.pages.sentences import sentence_starts


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    starts = [*sentence_starts(text), len(text)]
    return [text[one:other].strip() for one, other in itertools.pairwise(starts)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One thing. Another thing.", ["One thing.", "Another thing."]),
        ("We use it, e.g. Fig. 3 of J. Smith et al. (2020).", None),
        (
            "As in Eq. 4, it holds. See Sec. 2.",
            ["As in Eq. 4, it holds.", "See Sec. 2."],
        ),
        ("Shown by Wu et al. However, it fails.", None),
        ("It costs 3.5 s. No more.", ["It costs 3.5 s.", "No more."]),
        ("Is it so? Yes! “Indeed.” We go on.", None),
        ("It is known [3, 4]. We ask why.[7] They too.", None),
        ("", []),
        ("   Indented only", ["Indented only"]),
        ("这是一句。那是另一句。", ["这是一句。", "那是另一句。"]),
    ],
)
def test_sentence_starts_when_text_is_read_then_parts_it(
    text: str, expected: list[str] | None
) -> None:
    others = {
        "We use": [text],
        "Shown": ["Shown by Wu et al.", "However, it fails."],
        "Is it": ["Is it so?", "Yes!", "“Indeed.”", "We go on."],
        "It is k": ["It is known [3, 4].", "We ask why.[7]", "They too."],
    }
    wanted = expected
    if wanted is None:
        wanted = next(v for k, v in others.items() if text.startswith(k))

    assert sentences(text) == wanted


@given(st.text())
def test_sentence_starts_when_any_text_then_grow_and_stand_before_letters(
    text: str,
) -> None:
    starts = sentence_starts(text)

    assert starts == sorted(set(starts))
    assert bool(starts) == bool(text.strip())
    assert all(not text[start].isspace() for start in starts)
