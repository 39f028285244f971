"""Exports of the Web of Science: tagged text, and the table of the same tags."""

from pathlib import Path

import pytest

from app.domain.paper import Author, Detail, Draft, Identifier
from app.formats.bibliographies.web_of_science import is_wos
from app.formats.incoming import read_bytes, read_text
from tests.support.references import detail

TAGGED = """\ufeffFN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Smith, J
   Stone, KA
AF Smith, John
   Stone, Karl A.
CA A Consortium
TI A title that goes on
   in the next line
SO JOURNAL OF THINGS AND THEIR USE
LA English
DT Article
DE machine learning; open access
ID LONG WORDS
AB First words
   and last.
CR ALLEN JP, 1986, P NATL ACAD SCI USA, V83
   Another A, 2004, BIOCHEMISTRY-US, V43
SN 0006-2960
PD MAR 15
PY 2018
VL 7
IS 4
BP 342
EP 346
DI 10.1000/Things.2018.1
PM 29424689
UT WOS:000221807500019
ER

PT C
AU Doe, A
TI Another one
SO Proceedings of Somewhere
CT 5th Conference on Somewhere
PY 2001
AR 17
ER

PT J
PY 2003
ER

EF
"""
TABLE = (
    "\ufeffPT\tAU\tAF\tTI\tSO\tDT\tDE\tAB\tDI\tPY\tVL\tBP\tEP\tUT\n"
    "J\tSmith, J; Stone, KA\tSmith, John; Stone, Karl A.\tA Title\tThings\tArticle\t"
    'a; b\t"Say ""so"""\t10.1000/x\t2018\t7\t1\t9\tWOS:1\n'
)
SAMPLES = Path(__file__).parents[4] / ".." / "shared" / "data" / "bibliography"


def read(text: str) -> list[Draft]:
    return list(read_text(text, name="savedrecs.txt").drafts)


def test_record_is_read_field_by_field() -> None:
    draft = read(TAGGED.replace("\n", "\r\n"))[0]

    assert draft.title == "A title that goes on in the next line"
    assert draft.authors == (
        Author("John Smith", "Smith", "John"),
        Author("Karl A. Stone", "Stone", "Karl A."),
        Author("A Consortium", "A Consortium"),
    )
    assert (draft.year, draft.venue, draft.kind) == (
        *(2018, "Journal of Things and Their Use", "article-journal"),
    )
    assert draft.abstract == "First words and last."
    assert draft.identifiers == (
        Identifier("doi", "10.1000/things.2018.1"),
        Identifier("pmid", "29424689"),
    )
    assert draft.tags == ("machine learning", "open access", "LONG WORDS")
    assert (detail(draft, "page"), detail(draft, "issued")) == ("342-346", "2018-03-15")
    assert Detail("wos:UT", "WOS:000221807500019") in draft.details
    assert "Another A, 2004" in detail(draft, "wos:CR")
    assert draft.provenance.original.startswith("PT J\nAU Smith")


def test_paper_of_a_conference_has_its_number_as_page() -> None:
    draft = read(TAGGED)[1]

    assert (draft.kind, draft.authors) == (
        "paper-conference",
        (Author("A Doe", "Doe", "A"),),
    )
    assert (detail(draft, "event-title"), detail(draft, "page")) == (
        *("5th Conference on Somewhere", "17"),
    )


def test_record_without_a_name_is_listed_with_its_line() -> None:
    harvest = read_text(TAGGED, name="savedrecs.txt")

    assert [each.where for each in harvest.skipped] == ["savedrecs.txt, line 41"]


def test_table_is_read_as_the_tagged_text_is() -> None:
    [draft] = read_bytes(TABLE.encode("utf-16"), name="savedrecs.txt").drafts

    assert [author.name for author in draft.authors] == ["John Smith", "Karl A. Stone"]
    assert (draft.abstract, draft.tags) == ('Say "so"', ("a", "b"))
    assert draft.identifiers == (Identifier("doi", "10.1000/x"),)
    assert (detail(draft, "page"), detail(draft, "wos:UT")) == ("1-9", "WOS:1")


@pytest.mark.parametrize(
    "text",
    [
        "PT J is a way of naming\n\nIt is told at length.",
        "FN is the number of misses\nTI is another\n",
        "TI  - A\nAU  - B\n",
    ],
)
def test_prose_is_not_taken(text: str) -> None:
    assert not is_wos(text)


@pytest.mark.skipif(not SAMPLES.exists(), reason="the shared samples are not here")
def test_samples_of_others_are_read_whole() -> None:
    found = {
        path.name: read_bytes(path.read_bytes(), name=path.name)
        for path in (
            SAMPLES / "rispy" / "example_wos.ris",
            next(SAMPLES.rglob("IsiImporterTestInspec.isi")),
        )
    }

    assert [len(each.drafts) for each in found.values()] == [2, 2]
    assert not any(each.skipped for each in found.values())
