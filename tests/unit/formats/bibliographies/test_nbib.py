"""PubMed's text, read field by field."""

import pytest

from app.domain.paper import Author, Detail, Identifier
from app.formats.bibliographies.nbib import is_nbib, read_nbib
from app.formats.incoming import read_bytes
from tests.support.references import detail

TEXT = """
PMID- 29424689
OWN - NLM
IS  - 2050-084X (Electronic)
VI  - 7
IP  - 4
DP  - 2018 Mar 1
TI  - A title that goes on
      in the next line.
PG  - 342-6
LID - 10.7554/eLife.32822 [doi]
LID - e32822 [pii]
AB  - First words
      and last.
FAU - Himmelstein, Daniel S
AU  - Himmelstein DS
CN  - A Consortium
PT  - Journal Article
TA  - Elife
JT  - eLife today
PMC - PMC5832410
MH  - *Machine Learning
OT  - open access
PHST- 2018/02/08 00:00 [accepted]

PMID- 12
BTI - A Book
FED - Editor, A
AU  - Short A
DP  - 2001 Spring
"""


def test_citation_is_read_field_by_field() -> None:
    draft = read_bytes(TEXT.replace("\n", "\r\n").encode(), name="x.nbib").drafts[0]

    assert draft.title == "A title that goes on in the next line"
    assert draft.authors == (
        Author("Daniel S Himmelstein", "Himmelstein", "Daniel S"),
        Author("A Consortium", "A Consortium"),
    )
    assert (draft.year, draft.venue, draft.abstract) == (
        *(2018, "eLife today", "First words and last."),
    )
    assert draft.identifiers == (
        Identifier("pmid", "29424689"),
        Identifier("doi", "10.7554/elife.32822"),
        Identifier("pmcid", "PMC5832410"),
    )
    assert draft.tags == ("Machine Learning", "open access")
    assert (draft.kind, detail(draft, "issued")) == ("article-journal", "2018-03-01")
    assert Detail("nbib:PHST", "2018/02/08 00:00 [accepted]") in draft.details
    assert Detail("nbib:LID", "e32822 [pii]") in draft.details
    assert draft.provenance.original.startswith("PMID- 29424689\nOWN")


def test_book_has_its_title_and_editors() -> None:
    draft = read_nbib(TEXT, source="x").drafts[1]

    assert (draft.title, draft.kind, draft.year) == ("A Book", "book", 2001)
    assert (detail(draft, "editor"), detail(draft, "issued")) == (
        *("Editor, A", "2001 Spring"),
    )
    assert draft.authors == (Author("Short A"),)


def test_number_alone_is_a_paper_and_what_names_none_is_listed() -> None:
    harvest = read_nbib("PMID- 12\n\nPMID- x\nOWN - NLM\n", source="x.nbib")

    assert harvest.drafts[0].identifiers == (Identifier("pmid", "12"),)
    assert [each.where for each in harvest.skipped] == ["x.nbib, line 3"]


@pytest.mark.parametrize("text", ["PMID 12 is told\n\nTI  - x", "PMID-based names\nA"])
def test_prose_is_not_taken(text: str) -> None:
    assert not is_nbib(text)
