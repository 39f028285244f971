"""Titles and names are compared alike from both sides, whatever they hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.library.duplicates.likeness import (
    Likeness,
    family_name,
    likeness,
    same_author,
    shape_of,
)

WORDS = st.lists(
    st.sampled_from(
        ["walking", "walkign", "robots", "the", "of", "2", "II", "slippery", "ground:"]
    ),
    min_size=3,
    max_size=9,
).map(" ".join)
TITLES = st.one_of(st.text(), WORDS)


@given(one=TITLES, other=TITLES)
def test_likeness_is_the_same_from_both_sides(one: str, other: str) -> None:
    ours, theirs = shape_of(one), shape_of(other)

    assert likeness(ours, theirs) == likeness(theirs, ours)
    assert likeness(ours, ours) is (Likeness.SAME if ours.key else Likeness.NONE)


@given(one=st.text(), other=st.text())
def test_same_author_is_the_same_from_both_sides(one: str, other: str) -> None:
    assert same_author(one, other) == same_author(other, one)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Ada Lovelace", "A. Lovelace", True),
        ("Lovelace, Ada", "Ada Lovelace", True),
        ("Zhang Wei", "Wei Zhang", True),
        ("Ludwig van der Berg", "van der Berg, L.", True),
        ("Émile Borel", "Emile Borel", True),
        ("John Smith", "John Doe", False),
        ("Ada Lovelace", "", None),
    ],
)
def test_names_of_one_person(one: str, other: str, is_same: bool | None) -> None:
    assert same_author(one, other) is is_same


def test_family_name_of_nothing_is_nothing() -> None:
    assert family_name(" , ") == ""
