"""Patterns find what Python's own find, and never take for ever."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.formats.queries.matching import Matcher, fault_of
from app.formats.queries.patterns import LONGEST

ATOMS = ["a", "b", "ab", ".", "[ab]", "[^a]", r"\w", r"\W", r"\s", r"\d", r"\.", "1"]
EDGES = ["^", "$", r"\b", r"\B"]
TIMES = ["", "", "*", "+", "?", "*?", "{2}", "{1,2}", "{,2}", "{1,}"]
PATTERNS = st.recursive(
    st.one_of(
        st.tuples(st.sampled_from(ATOMS[:2] + ATOMS[3:]), st.sampled_from(TIMES)).map(
            "".join
        ),
        st.sampled_from(EDGES + ATOMS),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(
            lambda parts: f"(?:{'|'.join(parts)})"
        ),
        st.tuples(inner, st.sampled_from(TIMES)).map(lambda p: f"({p[0]}){p[1]}"),
    ),
    max_leaves=8,
)


@settings(max_examples=400)
@given(pattern=PATTERNS, text=st.text("ab1 .\n_", max_size=12))
@example(pattern="(a*)*b", text="aab")
@example(pattern="^$", text="a\n\nb")
@example(pattern="(|a)+$", text="")
def test_matcher_agrees_with_python(pattern: str, text: str) -> None:
    expected = re.search(pattern, text, re.MULTILINE) is not None

    # Python leaves the last line end of a text out before `$`, and `\B` of nothing.
    if "$" in pattern or "\\B" in pattern:
        text += "a"
        expected = re.search(pattern, text, re.MULTILINE) is not None
    assert Matcher(pattern).is_in(text) == expected


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("GRAPH|net", "A graph"),
        ("^hö", "Hopper"),
        ("[À-Ü]x", "éx"),
        ("strasse", "Straße"),
        ("学.方", "深度学习方法"),
        ("(?i)todo:", "ToDo: prove it"),
        (r"\bnet\b", "neural net, deep"),
        ("end$", "one end\nsecond"),
    ],
)
def test_matcher_folds_case_and_accents(pattern: str, text: str) -> None:
    assert Matcher(pattern).is_in(text)


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a|a)*b", "(a*)*b", "(.*.*.*.*.*)*x", "(x+x+)+y"]
)
def test_matcher_of_what_goes_back_for_ever_ends_at_once(pattern: str) -> None:
    # Python's own would need longer than the world is old.
    assert not Matcher(pattern).is_in("a" * 50_000 + "!")


def test_matcher_of_many_states_forgets_and_goes_on() -> None:
    text = "".join("ab"[n * n % 7 % 2] for n in range(6_000))
    matcher = Matcher("(a|b)*a(a|b){12}c")

    assert not matcher.is_in(text)
    assert matcher.is_in(text + "abbbbbbbbbbbbc")


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(a", "unterminated"),
        ("a**", "multiple repeat"),
        ("[z-a]", "bad character range"),
        ("(?=a)", "(?:"),
        (r"(a)\1", "\\1"),
        ("a*+", "+"),
        ("a{1000}", "repetitions"),
        ("(a{100}){100}", "large"),
        ("(" * 60 + "a" + ")" * 60, "deep"),
        ("a" * (LONGEST + 1), "long"),
        ("(((){200}){200}){200}", "too large"),
    ],
)
def test_fault_tells_why_a_text_is_no_pattern(pattern: str, why: str) -> None:
    assert why in fault_of(pattern)


@settings(max_examples=400)
@given(
    pattern=st.text(
        st.one_of(st.characters(), st.sampled_from("()[]{}*+?|\\^$.,-9")), max_size=30
    )
)
def test_fault_of_any_text_is_told_or_it_is_a_pattern(pattern: str) -> None:
    if not fault_of(pattern):
        Matcher(pattern).is_in("Some text, 12.\nÀ second line")


@settings(max_examples=300)
@given(pattern=PATTERNS, text=st.text("ab1 .\n_", max_size=12))
@example(pattern="a|ab", text="xab ab")
@example(pattern="^a|b$", text="ab\nab")
def test_spans_are_stretches_that_python_finds(pattern: str, text: str) -> None:
    spans = Matcher(pattern).spans(text)

    for start, end in spans:
        ends_there = rf"(?:{pattern})(?<=\A[\s\S]{{{end}}})"
        assert re.compile(ends_there, re.MULTILINE).match(text, start)
    assert spans == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    found = re.finditer(pattern, text, re.MULTILINE)
    assert spans or not any(match[0] for match in found)


def test_spans_are_told_in_characters_of_the_text() -> None:
    assert Matcher("strasse|élan").spans("Die Straße, e\u0301lan") == [
        (4, 10),
        (12, 17),
    ]


def test_spans_of_a_hostile_pattern_come_in_a_bounded_time() -> None:
    pattern = "(a|aa|aaa|aaaa|aaaaa)*b"
    followed = Matcher(pattern).spans("a" * 100_000)

    assert followed == []
