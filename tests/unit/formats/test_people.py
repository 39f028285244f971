"""Names of people and organisations, read and written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.paper import Author
from app.formats.people import (
    author_of,
    family_given,
    has_others,
    read_name,
    read_names,
    write_name,
)


@pytest.mark.parametrize(
    ("text", "family", "given"),
    [
        ("Ludwig van Beethoven", "van Beethoven", "Ludwig"),
        ("van Beethoven, Ludwig", "van Beethoven", "Ludwig"),
        ("Laurens Van der Maaten", "Van der Maaten", "Laurens"),
        ("King, Jr., Martin Luther", "King", "Martin Luther, Jr."),
        ("King, Martin Luther, Jr.", "King", "Martin Luther, Jr."),
        ("Martin Luther King Jr.", "King", "Martin Luther, Jr."),
        ("Chen, Xi", "Chen", "Xi"),
        ("{Barnes and Noble, Inc.}", "Barnes and Noble, Inc.", ""),
        ("{van der Berg}, Jan", "van der Berg", "Jan"),
        ("Donald~E. Knuth", "Knuth", "Donald E."),
        ("family=Beethoven, given=Ludwig, prefix=van", "van Beethoven", "Ludwig"),
        ("王 小明", "王", "小明"),
        ("OpenAI", "OpenAI", ""),
        ("edward bear", "bear", "edward"),
    ],
)
def test_read_name_when_in_any_form_then_its_parts(
    text: str, family: str, given: str
) -> None:
    read = read_name(text)

    assert (read.family, read.given) == (family, given)
    assert read_name(write_name(read)) == read or "," in family


def test_read_names_when_and_is_in_braces_then_one_name() -> None:
    names = "A. Smith and {Barnes and Noble} AND de la Cruz, Ana and others"

    assert [name.name for name in read_names(names)] == [
        "A. Smith",
        "Barnes and Noble",
        "Ana de la Cruz",
    ]
    assert has_others(names)
    assert not has_others("Others, Ann")


def test_author_of_when_east_asian_then_the_name_has_no_space() -> None:
    assert author_of("王", "小明").name == "王小明"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Jan van der Berg", ("van der Berg", "Jan")),
        ("University of Oxford", ("University of Oxford", "")),
        ("Erdős, Pál", ("Erdős", "Pál")),
        ("", ("", "")),
    ],
)
def test_family_given_when_parts_are_unknown_then_told_by_the_words(
    name: str, parts: tuple[str, str]
) -> None:
    assert family_given(Author(name)) == parts


def test_family_given_when_parts_are_known_then_those() -> None:
    assert family_given(Author("A B C", "B C", "A")) == ("B C", "A")


@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "Ann",
                    "B.",
                    "Smith",
                    "O'Hara",
                    "Jr",
                    "III",
                    "PhD",
                    "MD",
                    "van",
                    "de",
                ),
                *("Jean-Luc", "II.", "A.B.", "McK", "X", "la", "Éva", "{A B}", "Jr."),
            ]
        ),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(["", ","]),
    st.integers(0, 4),
)
def test_usual_name_is_read_as_the_rules_say(
    words: list[str], comma: str, at: int
) -> None:
    text = " ".join(word + comma * (n == at) for n, word in enumerate(words))

    assert read_name(text) == read_name(f" {text}~".replace(" ", "  "))
