"""Items of Zotero: dates in several parts, lines of Extra, fields of any kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.paper import Identifier, Provenance
from app.formats.bibliographies.reference import Reference
from app.formats.zotero.items import (
    Creator,
    ZoteroItem,
    read_date,
    read_item,
    read_stamp,
)


def read(item_type: str = "journalArticle", **fields: str) -> Reference:
    return read_item(ZoteroItem(item_type=item_type, fields=fields))


def details(read: Reference) -> dict[str, str]:
    return {each.name: each.value for each in read.details}


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2020-00-00 2020", "2020"),
        ("2020-05-00 May 2020", "2020-05"),
        ("2020-05-07 7 May 2020", "2020-05-07"),
        ("2020-05-07", "2020-05-07"),
        ("0000-00-00 May 2020", "2020-05"),
        ("0000-00-00 in press", ""),
        ("2019", "2019"),
        ("", ""),
        ("2020-13-45", "2020"),
    ],
)
def test_a_date_in_several_parts_is_read(text: str, date: str) -> None:
    assert read_date(text) == date


@pytest.mark.parametrize(
    ("text", "year", "kept"),
    [
        ("2020-00-00 2020", 2020, {}),
        ("2020-05-00 May 2020", 2020, {"issued": "2020-05"}),
        ("0000-00-00 in press", None, {"zotero:date": "in press"}),
        ("0000-00-00 c. 1850?", 1850, {"zotero:date": "c. 1850?"}),
    ],
)
def test_a_date_that_is_none_stays_in_its_own_words(
    text: str, year: int | None, kept: dict[str, str]
) -> None:
    found = read(date=text)

    assert (found.year, details(found)) == (year, kept)


def test_the_lines_of_extra_name_the_work_and_the_rest_is_kept() -> None:
    found = read(
        extra="DOI: 10.5555/a.1\narXiv:2101.00001 [cs]\nPMCID: PMC7654321\n"
        "Original Date: 1911\nopen: a file\n\nJust words: DOI 10.1/x"
    )

    assert set(found.identifiers) == {
        Identifier("doi", "10.5555/a.1"),
        Identifier("arxiv", "2101.00001"),
        Identifier("pmcid", "PMC7654321"),
    }
    assert details(found) == {
        "original-date": "1911",
        "zotero:extra": "open: a file\nJust words: DOI 10.1/x",
    }


def test_a_preprint_has_its_number_of_arxiv() -> None:
    found = read("preprint", title="A", number="arXiv:2101.00001", publisher="arXiv")

    assert Identifier("arxiv", "2101.00001") in found.identifiers


def test_an_isbn_names_a_book_but_not_its_chapter() -> None:
    assert (
        Identifier("isbn", "9783161484100")
        in read("book", ISBN="978-3-16-148410-0").identifiers
    )
    assert details(read("bookSection", ISBN="978-3-16-148410-0")) == {
        "ISBN": "9783161484100"
    }


def test_who_made_a_work_is_its_author_whatever_the_role_is_called() -> None:
    creators = (
        Creator(role="contributor", last="Other", first="Olga"),
        Creator(role="programmer", last="Maker", first="Max"),
        Creator(role="", last="Nobody"),
    )

    found = read_item(ZoteroItem(item_type="computerProgram", creators=creators))

    assert [author.name for author in found.authors] == ["Max Maker"]
    assert details(found) == {
        "contributor": "Other, Olga",
        "zotero:creator": "Nobody",
    }


def test_a_type_nobody_knows_is_a_document_that_says_so() -> None:
    found = read("hologram", title="A")

    assert found.kind == "document"
    assert details(found) == {"zotero:itemType": "hologram"}


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=40), max_size=6))
def test_no_field_is_lost_and_none_stops_the_reading(fields: dict[str, str]) -> None:
    found = read(title="A", **{f"x{name}": text for name, text in fields.items()})

    draft = found.draft(Provenance(source="s", kind="k"))
    assert draft is not None
    kept = details(found)
    for name, text in fields.items():
        words = " ".join(text.split())
        if words.isalnum() and words.isascii():
            assert kept[f"zotero:x{name}"] == words


@given(st.text(max_size=30))
def test_any_text_is_a_stamp_or_none(text: str) -> None:
    assert read_stamp(text) is None or text[:2].isdigit()
