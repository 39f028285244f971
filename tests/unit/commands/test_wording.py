"""Acts name the one paper they act on, and count more."""

import pytest

from app.commands.wording import listed, quoted, titled


def test_one_title_is_quoted_and_more_are_counted() -> None:
    assert titled(["Densing Law"]) == "“Densing Law”"
    assert titled(["A", "B", "C"]) == "3 papers"


def test_quoted_title_reads_as_in_the_list() -> None:
    assert quoted(r"Na\"ively with $\ell_2$") == "“Naïvely with ℓ₂”"


def test_long_title_is_cut_with_an_ellipsis() -> None:
    words = quoted("word " * 40)

    assert words.endswith("…”")
    assert len(words) <= 62


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and 1 more"),
        ([], ""),
    ],
)
def test_names_are_listed_as_far_as_two(names: list[str], words: str) -> None:
    assert listed(names) == words
