"""Citation keys: what they are made of, and that two papers never share one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.paper import Author, Detail, Paper, PaperId
from app.formats.citations.keys import citation_key, fresh_keys, own_key
from tests.support.references import a_paper, papers

PAPER = a_paper(
    "The Tides of Ångström", authors=(Author("Ludwig van Beethoven"),), year=2024
)


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        ("{family}{year}{word}", "beethoven2024tides"),
        ("{Family}{yy}{Word}", "Beethoven24Tides"),
        ("{family}:{year}", "beethoven:2024"),
        ("x{nothing}y", "xy"),
        ("{family} {year}", "beethoven2024"),
        ("", "paper0b5d0a52"),
    ],
)
def test_key_is_made_by_the_pattern(pattern: str, key: str) -> None:
    assert citation_key(PAPER, pattern) == key


def test_own_key_stays_whatever_the_pattern() -> None:
    paper = a_paper(details=(Detail("citation-key", "mine:1"),))

    assert citation_key(paper, "{word}") == "mine:1"
    assert fresh_keys([paper], ()) == {}


def test_key_that_bibtex_cannot_have_is_passed_over() -> None:
    assert own_key(a_paper(details=(Detail("citation-key", "a, b"),))) == ""


@given(st.lists(papers(), max_size=5), st.sampled_from(["{word}", "x", "{family}"]))
def test_fresh_keys_are_each_once_and_not_taken(
    made: list[Paper], pattern: str
) -> None:
    keys = fresh_keys(made, {"x", "xa"}, pattern)

    assert len(set(keys.values())) == len(keys)
    assert not {"x", "xa"} & set(keys.values())


def test_same_work_twice_gets_letters() -> None:
    two = [a_paper(id=PaperId("1")), a_paper(id=PaperId("2")), a_paper(id=PaperId("3"))]

    keys = fresh_keys(two, {"attentionsea"}, "{word}")

    assert list(keys.values()) == ["attentionseaa", "attentionseab", "attentionseac"]
