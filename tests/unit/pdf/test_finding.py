"""A needle is found whatever line ends, cases, accents and hyphens stand between."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.mark import Quad
from app.pdf.contents import Hit
from app.pdf.finding import Manner, fault_of, find, fold, fold_fast


def box(line: int, start: int, end: int) -> Quad:
    """Give boxes of lines 10 points high with letters 1 point wide."""
    return Quad(float(start), 10.0 * line, float(end), 10.0 * line + 10)


def hits(needle: str, *lines: str, **how: bool) -> list[Hit]:
    """Find a needle in lines."""
    return find(lines, needle, 0, box, Manner(**how))


def found(needle: str, *lines: str, **how: bool) -> list[str]:
    """Return what a needle finds in lines, as it stands there."""
    return [h.context[h.start : h.end] for h in hits(needle, *lines, **how)]


@pytest.mark.parametrize(
    ("needle", "lines"),
    [
        ("deep learning", ["about Deep", "Learning now"]),
        ("deep  learning ", ["deep learning"]),
        ("representation", ["a represen-", "tation of"]),
        ("representation", ["a represen\u2010", "tation of"]),
        ("representation", ["a represen\u00adtation of"]),
        ("pretraining", ["pre-training"]),
        ("pre-training", ["pretraining"]),
        ("state-of-the-art", ["the state-of-", "the-art"]),
        ("efficient", ["e\ufb03cient"]),
        ("naive", ["na\u00efve"]),
        ("na\u00efve", ["nai\u0308ve"]),
        ("strasse", ["Stra\u00dfe"]),
        ("a.b*(c", ["xa.b*(cx"]),
    ],
)
def test_find_finds(needle: str, lines: list[str]) -> None:
    assert len(hits(needle, *lines)) == 1


@pytest.mark.parametrize(
    ("needle", "line"),
    [("12", "1-2"), ("", "text"), ("   ", "a   b"), ("ab", "a b"), ("-", "pre-train")],
)
def test_find_does_not_find(needle: str, line: str) -> None:
    assert hits(needle, line) == []


def test_find_keeps_case_when_asked() -> None:
    assert len(hits("WORD", "word Word WORD", is_case_kept=True)) == 1
    assert len(hits("WORD", "word Word WORD")) == 3


def test_find_gives_a_box_a_line_and_the_words_around() -> None:
    (hit,) = hits("represen tation".replace(" ", ""), "a represen-", "tation of")

    first, second = hit.quads
    assert (first.left, first.right, first.top) == (2.0, 11.0, 0.0)
    assert (second.left, second.right, second.top) == (0.0, 6.0, 10.0)
    assert hit.context == "a represen- tation of"
    assert hit.context[hit.start : hit.end] == "represen- tation"


def test_find_gives_each_hit_its_own_boxes() -> None:
    found = hits("ab", "ab xab", "", "ab")

    boxes = [[(quad.top, quad.left) for quad in hit.quads] for hit in found]
    assert boxes == [[(0.0, 0.0)], [(0.0, 4.0)], [(20.0, 0.0)]]


def test_find_stops_at_a_thousand() -> None:
    assert len(hits("a", "a" * 3000)) == 1000


@given(st.text(max_size=80), st.booleans())
def test_fold_gives_each_letter_a_place_in_order(text: str, is_case_kept: bool) -> None:
    folded, places = fold(text, is_case_kept=is_case_kept)

    assert len(folded) == len(places)
    in_order = [places[number] for number in range(len(places))]
    assert in_order == sorted(in_order)
    assert all(0 <= place < len(text) for place in in_order)


@given(st.lists(st.text("abc d-\u00e9", max_size=12), max_size=4), st.text("abc d"))
def test_find_points_at_boxes_inside_the_page(lines: list[str], needle: str) -> None:
    for hit in hits(needle, *lines):
        assert hit.quads
        assert hit.start < hit.end <= len(hit.context)
        assert all(quad.left < quad.right for quad in hit.quads)


@given(
    st.text(max_size=80) | st.text("aB -\u2010\u00ad\u0301\u00e9\n", max_size=20),
    st.booleans(),
)
@example("\u13a0", False)  # Cherokee, whose small letters fold to capitals
def test_fold_fast_folds_as_fold_does(text: str, is_case_kept: bool) -> None:
    folded, _ = fold(text, is_case_kept=is_case_kept)

    assert fold_fast(text, is_case_kept=is_case_kept) == folded.strip()


@pytest.mark.parametrize(
    ("needle", "lines", "n_found"),
    [
        ("cat", ["cat concatenate cat_2 cat."], 2),
        ("cat", ["the cat\u00e9 cat"], 1),
        ("training", ["pre-training"], 1),
        ("tation", ["a represen-", "tation of"], 0),
        ("represen", ["a represen-", "tation of"], 0),
        ("representation", ["a represen-", "tation of"], 1),
        ("nai", ["nai\u0308ve nai"], 1),
        ("c++", ["in c++ and c"], 1),
    ],
)
def test_find_gives_whole_words_when_asked(
    needle: str, lines: list[str], n_found: int
) -> None:
    assert len(hits(needle, *lines, is_word=True)) == n_found


@pytest.mark.parametrize(
    ("pattern", "lines", "expected"),
    [
        (r"colou?r", ["Colour or color"], ["Colour", "color"]),
        (r"\d+ dB", ["at 12", "dB and 3 dB"], ["12 dB", "3 dB"]),
        (r"repr\w+", ["a represen-", "tation of"], ["represen- tation"]),
        (r"pre-\w+", ["pre-training"], ["pre-training"]),
        (r"^a|f$", ["a bc", "d ef"], ["a", "f"]),
        (r"e(ffi)cient", ["e\ufb03cient"], ["e\ufb03cient"]),
        (r"x*", ["axxb"], ["xx"]),
    ],
)
def test_find_follows_a_regular_expression(
    pattern: str, lines: list[str], expected: list[str]
) -> None:
    assert found(pattern, *lines, is_pattern=True) == expected


def test_find_keeps_case_in_a_regular_expression_when_asked() -> None:
    assert found("A+", "aA", is_pattern=True, is_case_kept=True) == ["A"]
    assert found("A+", "aA", is_pattern=True) == ["aA"]


@given(st.text(max_size=40))
def test_fault_of_tells_what_cannot_be_compiled(pattern: str) -> None:
    if not fault_of(pattern):
        hits(pattern, "some text", is_pattern=True)


def test_fault_of_says_what_is_wrong() -> None:
    assert "unterminated" in fault_of("(a")
    assert fault_of("a+") == ""


@given(st.text("aB- \u00ad\n\u00e9", max_size=20))
def test_fold_keeps_hyphens_as_fold_fast_does(text: str) -> None:
    folded, _ = fold(text, is_case_kept=True, is_hyphen_kept=True)

    fast = fold_fast(text, is_case_kept=True, is_hyphen_kept=True)
    assert fast == folded.strip()
