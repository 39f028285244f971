"""RIS as publishers and programs write it, read field by field."""

import pytest

from app.domain.errors import InvalidInput
from app.domain.paper import Author, Detail, Draft, Identifier
from app.formats.bibliographies.ris import is_ris, read_ris, write_ris
from app.formats.incoming import read_bytes, read_text
from tests.support.references import a_paper, detail

LONG = "It is told at length and then once more, word by word. " * 4


def entry(*lines: str) -> str:
    return "\n".join(["TY  - JOUR", "TI  - A Title", *lines, "ER  - ", ""])


def read_one(*lines: str) -> Draft:
    harvest = read_ris(entry(*lines), source="x.ris")
    assert not harvest.skipped
    return harvest.drafts[0]


def test_article_is_read_field_by_field() -> None:
    draft = read_one(
        *("AU  - King, Martin Luther, Jr.", "A1  - Shannon,Claude E.", "PY  - 2003"),
        *("DA  - 2003/05/21/", "JF  - Nature", "JA  - Nat.", "VL  - 3", "IS  - 2"),
        *("SP  - 10", "EP  - 19", "DO  - https://doi.org/10.1000/XYZ", "KW  - one"),
        *("KW  - two", "AB  - Told.", "N1  - Mine.", "ID  - king03", "SN  - 1234-5678"),
        *("L1  - internal/a.pdf", "A2  - Ed, A.", "U1  - 26957754[pmid]"),
    )

    assert draft.authors[0] == Author(
        "Martin Luther King, Jr.", "King", "Martin Luther, Jr."
    )
    assert draft.authors[1] == Author("Claude E. Shannon", "Shannon", "Claude E.")
    assert (draft.year, draft.venue, draft.kind) == (2003, "Nature", "article-journal")
    assert set(draft.identifiers) == {
        Identifier("doi", "10.1000/xyz"),
        Identifier("pmid", "26957754"),
    }
    assert (draft.abstract, draft.note, draft.tags) == (
        "Told.",
        "Mine.",
        ("one", "two"),
    )
    assert draft.attachments == ("internal/a.pdf",)
    assert {(each.name, each.value) for each in draft.details} == {
        *(("issued", "2003-05-21"), ("container-title-short", "Nat."), ("volume", "3")),
        *(
            ("issue", "2"),
            ("page", "10-19"),
            ("ISSN", "1234-5678"),
            ("editor", "Ed, A."),
        ),
        ("citation-key", "king03"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "TY  - JOUR\r\nTI  - A Title\r\nER  - \r\n",
        "TY  - JOUR\rTI  - A Title\rER  -",
        "\ufeff\n\nTY  - JOUR\nTI  - A Title\n",
        "1.\nTY - JOUR\nTI - A Title\nER -\n",
        "TY  -JOUR\nTI  -A Title\nER  -\n",
        "ty  - jour\nti  - A Title\ner  - \n",
        "Provider: ACM\nDatabase: DL\n\nTY  - JOUR\nTI  - A Title\nER  - \n",
        "  TY  - JOUR\n  TI  - A Title\n  ER  - \n",
    ],
)
def test_odd_lines_are_taken(text: str) -> None:
    harvest = read_bytes(text.encode(), name="x.ris")

    assert (harvest.kind, [d.title for d in harvest.drafts]) == ("RIS", ["A Title"])
    assert harvest.drafts[0].kind == "article-journal"


def test_entries_without_end_or_gap_are_told_apart() -> None:
    text = (
        "TY  - JOUR\nTI  - One\nTY  - BOOK\nTI  - Two\nER  - \nTY  - CHAP\nTI  - Three"
    )

    drafts = read_ris(text, source="x").drafts

    assert [(d.title, d.kind) for d in drafts] == [
        *(("One", "article-journal"), ("Two", "book"), ("Three", "chapter")),
    ]


def test_line_in_prose_is_no_field() -> None:
    draft = read_one("AB  - It is", "AB - a test", "of two-way things")

    assert draft.abstract == "It is AB - a test of two-way things"


def test_paragraphs_of_an_abstract_stay_apart() -> None:
    draft = read_one("N2  - Short.", "Next one.")

    assert draft.abstract == "Short.\nNext one."


def test_unknown_tags_and_types_are_kept() -> None:
    text = "TY  - BLAH\nTI  - A\nT1  - B\nXX  - what\nC7  - e12\nM1  - 7\nER  - \n"

    draft = read_ris(text, source="x").drafts[0]

    for kept in [
        ("ris:TY", "BLAH"),
        ("ris:XX", "what"),
        ("ris:C7", "e12"),
        ("ris:T1", "B"),
    ]:
        assert Detail(*kept) in draft.details
    assert draft.provenance.original == text.strip("\n")


def test_isbn_names_a_book_and_not_its_chapter() -> None:
    isbn = "SN  - 978-3-86680-192-9"

    book = read_ris(f"TY  - BOOK\nTI  - A\n{isbn}\nER  - ", source="x").drafts[0]
    chapter = read_ris(f"TY  - CHAP\nTI  - A\n{isbn}\nER  - ", source="x").drafts[0]

    assert book.identifiers == (Identifier("isbn", "9783866801929"),)
    assert (chapter.identifiers, detail(chapter, "ISBN")) == ((), "9783866801929")


def test_addresses_are_parted_and_name_the_paper() -> None:
    draft = read_one(
        "UR  - http://a.org; https://arxiv.org/abs/2304.15004v2", "L2  - a.pdf"
    )

    assert [link.url for link in draft.links] == [
        *("http://a.org", "https://arxiv.org/abs/2304.15004v2"),
    ]
    assert draft.identifiers == (Identifier("arxiv", "2304.15004"),)
    assert draft.attachments == ("a.pdf",)


@pytest.mark.parametrize(
    ("lines", "year", "issued"),
    [
        (["PY  - 1948/07//"], 1948, "1948-07"),
        (["Y1  - 2003"], 2003, ""),
        (["PY  - 2003/02/31/"], 2003, "2003-02"),
        (["PY  - 2003///Spring"], 2003, "2003///Spring"),
        (["DA  - May 3, 2001"], 2001, "2001-05-03"),
        (["PY  - in press"], None, "in press"),
    ],
)
def test_date_is_read_as_far_as_it_goes(
    lines: list[str], year: int | None, issued: str
) -> None:
    draft = read_one(*lines)

    assert (draft.year, detail(draft, "issued")) == (year, issued)


def test_entry_that_names_nothing_is_listed_with_its_line() -> None:
    text = entry() + "\nTY  - JOUR\nAU  - King, M.\nER  - \nlost words\n" + entry()

    harvest = read_ris(text, source="x.ris")

    assert len(harvest.drafts) == 2
    assert [(each.where, each.text.partition("\n")[0]) for each in harvest.skipped] == [
        *(("x.ris, line 5", "TY  - JOUR"), ("x.ris, line 8", "lost words")),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"On TY  - JOUR\n\n{LONG}",
        f"A Title of a Paper\n\n{LONG}\nTY  - JOUR\nTI  - x\n{LONG}",
        f"TY - A Typed Title\n\n{LONG}",
        "TY  - JOUR",
    ],
)
def test_prose_is_not_taken(text: str) -> None:
    assert not is_ris(text)


def test_listing_that_quotes_an_entry_stays_a_listing() -> None:
    text = f"A Title of a Paper\n\n{LONG} It writes TY  - JOUR.\n\nAnother\n\n{LONG}"

    assert read_text(text, name="x").kind != "RIS"


def test_text_without_entries_is_refused() -> None:
    with pytest.raises(InvalidInput, match="“x” holds no entry of RIS"):
        read_ris("words\nand words", source="x")


def test_usual_paper_is_written_without_a_rest() -> None:
    paper = a_paper(
        authors=(Author("Ludwig van Beethoven", "van Beethoven", "Ludwig"),),
        year=2003,
        venue="Nature",
        kind="article-journal",
        identifiers=(Identifier("doi", "10.1000/x"), Identifier("arxiv", "2304.15004")),
        details=(Detail("page", "1-9"), Detail("volume", "3")),
        abstract="One.\nTwo.",
    )

    text = write_ris([paper])

    assert text == (
        "TY  - JOUR\nTI  - Attention and the Sea\nAU  - van Beethoven, Ludwig\n"
        "PY  - 2003\nT2  - Nature\nDO  - 10.1000/x\nAN  - arXiv:2304.15004\n"
        "AB  - One.\nTwo.\nEP  - 9\nSP  - 1\nVL  - 3\nER  - \n"
    )
