"""What a person types into the fields of a paper."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InvalidInput
from app.domain.paper import Author, Detail, Identifier, Link, LinkKind
from app.formats import typed


def test_title_keeps_its_tex_and_loses_its_line_breaks() -> None:
    assert typed.title_typed(" The $\\ell_2$\n  norm ") == "The $\\ell_2$ norm"


@pytest.mark.parametrize("text", ["", " \n "])
def test_empty_title_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="needs a title"):
        typed.title_typed(text)


def test_authors_stand_one_a_line() -> None:
    authors = (Author("Ada Lovelace"), Author("Borel, Émile"))

    assert typed.authors_typed("Ada Lovelace\n\n Borel, Émile ") == authors
    assert typed.authors_typed(typed.authors_text(authors)) == authors


@pytest.mark.parametrize(("text", "year"), [("", 0), (" 2024 ", 2024), ("1000", 1000)])
def test_year_is_read(text: str, year: int) -> None:
    assert typed.year_typed(text) == year


@pytest.mark.parametrize("text", ["24", "20245", "0999", "MMXX", "٢٠٢٤", "-2024"])
def test_what_is_no_year_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="is no year"):
        typed.year_typed(text)


def test_identifiers_are_known_by_their_shape_or_their_scheme() -> None:
    lines = "2401.00001\nhttps://doi.org/10.1000/XYZ\nISBN: 978-3-16\narxiv:2401.00001"

    assert typed.identifiers_typed(lines) == (
        Identifier("arxiv", "2401.00001"),
        Identifier("doi", "10.1000/xyz"),
        Identifier("isbn", "978-3-16"),
    )


def test_identifier_that_was_there_keeps_its_version() -> None:
    there = (Identifier("arxiv", "2401.00001v2"),)

    assert typed.identifiers_typed(typed.identifiers_text(there), there) == there


@pytest.mark.parametrize("line", ["just words", "https://example.org", ":x", "isbn:"])
def test_line_without_an_identifier_is_refused(line: str) -> None:
    with pytest.raises(InvalidInput, match="is no identifier"):
        typed.identifiers_typed(line)


def test_links_that_were_there_stay_what_they_were() -> None:
    there = Link("https://example.org/x", LinkKind.CODE)
    text = typed.links_text((there,)) + "\nhttps://github.com/a/b"

    assert typed.links_typed(text, (there,)) == (
        there,
        Link("https://github.com/a/b", LinkKind.CODE),
    )
    with pytest.raises(InvalidInput, match="is no web address"):
        typed.links_typed("example")


def test_tags_are_parted_by_commas() -> None:
    assert typed.tags_typed(" a, b c;a,,\nd ") == ("a", "b c", "d")


def test_paper_by_hand_says_so() -> None:
    draft = typed.draft_typed(title="A thought", year="1999", links="https://a.org/b")

    assert (draft.title, draft.year, draft.provenance.kind) == (
        "A thought",
        1999,
        "by hand",
    )


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (
        typed.title_typed,
        typed.authors_typed,
        typed.year_typed,
        typed.identifiers_typed,
        typed.links_typed,
        typed.tags_typed,
    ):
        with contextlib.suppress(InvalidInput):
            read(text)


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("volume: 3", "volume", "3"),
        (" volume :  3 ", "volume", "3"),
        ("volume:3", "volume", "3"),
        ("bibtex:annote: a: b", "bibtex:annote", "a: b"),
        ("bibtex:annote:x", "bibtex:annote", "x"),
        ("URL: https://a.example", "URL", "https://a.example"),
    ],
)
def test_detail_has_a_name_and_a_value(line: str, name: str, value: str) -> None:
    assert typed.details_typed(f"\n{line}\n") == (Detail(name, value),)


@pytest.mark.parametrize("line", ["volume", "volume:", ": 3", "URL:https://a.example"])
def test_line_without_a_name_or_a_value_is_refused(line: str) -> None:
    with pytest.raises(InvalidInput, match="is no field"):
        typed.details_typed(line)


def test_internal_details_are_kept_and_not_shown() -> None:
    known = (Detail("octavo:told-by", "title=arXiv"), Detail("volume", "3"))

    assert typed.details_text(known) == "volume: 3"
    assert typed.details_typed("volume: 4", known) == (Detail("volume", "4"), known[0])


@given(
    st.lists(st.builds(Detail, st.text(min_size=1), st.text(min_size=1)), max_size=4)
)
def test_details_that_were_there_stay_what_they_were(details: list[Detail]) -> None:
    there = tuple(
        Detail(name, value)
        for name, value in {
            f"x{n}": f"{detail.value}\nand more" for n, detail in enumerate(details)
        }.items()
    )

    assert typed.details_typed(typed.details_text(there), there) == there
