"""The quick reading of a command line that asks for a window."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli.arguments import parse
from app.cli.asked import Asked, window_asked

WORDS = ("--library", "--settings", "--set", "a=1", "b", "=", "", "-", "--", "list")


@given(st.lists(st.sampled_from(WORDS), max_size=6))
def test_what_is_read_quickly_is_what_the_whole_reading_finds(words: list[str]) -> None:
    quick = window_asked(words)

    assert quick is None or quick == parse(words)


def test_general_options_are_read_quickly() -> None:
    words = ["--library", "A", "--set", "a=1", "--library", "B", "--set", "b=2"]

    assert window_asked(words) == Asked(
        subcommand=None, library=Path("B"), overrides=("a=1", "b=2")
    )
    assert window_asked([]) == Asked(subcommand=None)


def test_pdfs_that_are_there_are_read_quickly(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.touch()
    words = ["--library", "A", str(file)]

    assert window_asked(words) == parse(words)
    assert window_asked([*words, str(tmp_path / "none.pdf")]) is None
    assert window_asked([str(file), *words]) is None


@pytest.mark.parametrize(
    "words", [["list"], ["--library"], ["--set", "a"], ["--help", "x"], ["a.bib", "b"]]
)
def test_any_other_line_is_left_to_the_whole_reading(words: list[str]) -> None:
    assert window_asked(words) is None
