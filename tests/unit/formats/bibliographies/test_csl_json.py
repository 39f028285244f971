"""CSL-JSON of many hands, read item by item."""

import json

import pytest

from app.domain.errors import InvalidInput
from app.domain.paper import Author, Detail, Draft, Identifier, Status
from app.formats.bibliographies.csl_json import (
    is_csl_json,
    read_csl_json,
    write_csl_json,
)
from app.formats.incoming import read_bytes
from tests.support.references import TOPICS, a_paper, detail


def read_one(**members: object) -> Draft:
    text = json.dumps([{"id": "k", "type": "book", "title": "A"} | members])
    return read_csl_json(text, source="x").drafts[0]


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ({"family": "King", "given": "M. L."}, Author("M. L. King", "King", "M. L.")),
        (
            {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
            Author("Martin Luther King, Jr.", "King", "Martin Luther, Jr."),
        ),
        (
            {"family": "Beethoven", "given": "L.", "dropping-particle": "van"},
            Author("L. van Beethoven", "van Beethoven", "L."),
        ),
        ({"literal": "Ann Smith"}, Author("Ann Smith")),
        ({"literal": "WHO", "isInstitution": True}, Author("WHO", "WHO")),
        ({"name": "A Consortium", "sequence": "first"}, Author("A Consortium")),
        ("Smith, Ann", Author("Ann Smith", "Smith", "Ann")),
    ],
)
def test_name_is_read_in_each_form(name: object, author: Author) -> None:
    assert read_one(author=[name]).authors == (author,)


@pytest.mark.parametrize(
    ("issued", "year", "told"),
    [
        ({"date-parts": [[2003, 5, 21]]}, 2003, "2003-05-21"),
        ({"date-parts": [["2003", "05"]]}, 2003, "2003-05"),
        ({"date-parts": [[2018, 10, 21, 13]]}, 2018, "2018-10-21"),
        ({"date-parts": [[2003], [2004]]}, 2003, "2003/2004"),
        ({"date-parts": [[2003]], "season": 1}, 2003, "Spring 2003"),
        ({"raw": "21 May 2003"}, 2003, "2003-05-21"),
        ({"literal": "about 1999"}, 1999, "about 1999"),
        ({"date-parts": [[None]]}, None, ""),
        ({"date-parts": [[]]}, None, ""),
        ("2003-05-21", 2003, "2003-05-21"),
        (2003, 2003, ""),
    ],
)
def test_date_is_read_in_each_form(issued: object, year: int | None, told: str) -> None:
    draft = read_one(issued=issued)

    assert (draft.year, detail(draft, "issued")) == (year, told)


def test_markup_of_a_title_is_plain_and_its_source_kept() -> None:
    title = (
        'H<sub>2</sub>O, <i>E. coli</i> &amp; <span style="font-variant:small-caps;">x'
        "</span> at 10<sup>3</sup> where a < b"
    )

    draft = read_one(title=title)

    assert draft.title == "H₂O, E. coli & x at 10³ where a < b"
    assert detail(draft, "csl:title") == title


def test_abstract_of_a_publisher_is_plain() -> None:
    text = "<jats:title>Abstract</jats:title><jats:p>One.</jats:p><jats:p>Two.</jats:p>"

    assert read_one(abstract=text).abstract == "One.\nTwo."


@pytest.mark.parametrize(
    "text",
    [
        '{"id": "k", "type": "book", "title": "A"}',
        '{"items": [{"id": "k", "type": "book", "title": "A"}]}',
        '{"x": 1, "references": [{"id": "k", "title": "A", "issued": {"raw": "3"}}]}',
        '\ufeff[{"title": "A", "author": [{"family": "B"}]}]',
        '{"type": "book", "title": "A"}\n{"type": "book", "title": "B"}\n',
    ],
)
def test_list_is_found_in_each_shape(text: str) -> None:
    harvest = read_bytes(text.encode(), name="x.json")

    assert harvest.kind == "CSL-JSON"
    assert harvest.drafts[0].title == "A"


@pytest.mark.parametrize(
    "text",
    [
        '[{"paper": {"id": "2304.15004", "title": "A", "authors": []}}]',
        '{"items": [{"itemType": "book", "title": "A", "creators": []}]}',
        '{"type": "object", "title": "A schema"}',
        '[{"title": "A", "url": "https://a.org"}]',
        "{JSON} Is All You Need",
        "[]",
    ],
)
def test_other_json_is_not_taken(text: str) -> None:
    assert not is_csl_json(text)


def test_identifiers_are_told_apart() -> None:
    draft = read_one(
        DOI="10.1000/X", PMID=12, PMCID="PMC9", ISBN="978-3-86680-192-9",
        archive="arXiv", archive_location="2304.15004", note="PMID: 13\nWritten late.",
    )  # fmt: skip

    assert set(draft.identifiers) == {
        *(Identifier("doi", "10.1000/x"), Identifier("pmid", "12")),
        *(Identifier("pmcid", "PMC9"), Identifier("isbn", "9783866801929")),
        *(Identifier("arxiv", "2304.15004"), Identifier("pmid", "13")),
    }
    assert draft.note == "PMID: 13\nWritten late."


def test_unknown_members_are_kept() -> None:
    draft = read_one(funder=[{"name": "NSF"}], greycite="x", volume=3, editor=["E"])

    assert {
        Detail("csl:funder", '[{"name":"NSF"}]'),
        Detail("csl:greycite", "x"),
    } < set(draft.details)
    assert (detail(draft, "volume"), detail(draft, "editor")) == ("3", "E")
    assert detail(draft, "citation-key") == "k"


def test_broken_items_are_listed_with_their_lines() -> None:
    good = '{"type": "book", "title": "A"}'
    text = f'[\n {good},\n {{"type": "book" "title": "B"}},\n {good},\n 5,\n {{}}\n]'

    harvest = read_csl_json(text, source="x.json")

    assert len(harvest.drafts) == 2
    assert [each.where for each in harvest.skipped] == [
        *("x.json, line 3", "x.json, line 5", "x.json, line 6"),
    ]
    assert harvest.skipped[0].why.startswith("broken JSON in line 3")
    assert harvest.skipped[0].text == '{"type": "book" "title": "B"}'


def test_item_without_its_end_spares_the_next() -> None:
    text = '[\n {"type": "book",\n  "title": "A"\n,\n {"type": "book", "title": "B"}\n]'

    harvest = read_csl_json(text, source="x")

    assert [draft.title for draft in harvest.drafts] == ["B"]
    assert len(harvest.skipped) == 1


def test_source_of_an_item_is_kept() -> None:
    text = '[{"type": "book", "title": "A"}, {"type":"book","title": "B"}]'

    drafts = read_csl_json(text, source="x").drafts

    assert drafts[1].provenance.original == '{"type":"book","title": "B"}'
    assert drafts[1].provenance.position == 2


def test_nothing_is_refused() -> None:
    with pytest.raises(InvalidInput):
        read_csl_json("[]", source="x")


def test_what_csl_has_no_variable_for_is_custom() -> None:
    paper = a_paper(
        status=Status.READING,
        is_starred=True,
        rating=4,
        topics=tuple(TOPICS),
        kind="book",
        details=(Detail("citation-key", "king03"), Detail("issued", "2003-05")),
        year=2003,
    )

    item = json.loads(write_csl_json([paper], topics=TOPICS))[0]

    assert item == {
        "id": "king03",
        "type": "book",
        "title": "Attention and the Sea",
        "issued": {"date-parts": [[2003, 5]]},
        "citation-key": "king03",
        "custom": {
            "octavo": {
                "topics": ["Agents", "Learning/Diffusion, fast"],
                "status": "reading",
                "starred": True,
                "rating": 4,
            }
        },
    }


@pytest.mark.parametrize(
    "rest",
    [5, [], {"rating": 9}, {"rating": True}, {"year": "x"}, {"links": [["a", "b"]]},
     {"authors": [["a"]]}, {"title": ""}, {"status": "lost"}, {"tags": [1]}],
)  # fmt: skip
def test_forged_rest_is_left_out(rest: object) -> None:
    draft = read_one(custom={"octavo": rest})

    assert (draft.title, draft.rating, draft.status, draft.tags) == ("A", 0, None, ())
