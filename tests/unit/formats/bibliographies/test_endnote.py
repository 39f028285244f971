"""EndNote's XML and tagged text, read field by field."""

import pytest

from app.domain.errors import InvalidInput
from app.domain.paper import Author, Detail, Identifier
from app.formats.bibliographies.endnote import (
    is_endnote_text,
    is_endnote_xml,
    read_endnote_xml,
)
from app.formats.incoming import read_bytes
from tests.support.references import detail

STYLE = '<style face="normal" font="default" size="100%">'
RECORD = f"""<record><database name="My.enl">My.enl</database><rec-number>7</rec-number>
<ref-type name="Journal Article">17</ref-type><contributors><authors>
<author>{STYLE}King, Martin Luther, Jr.</style></author>
<author>World Health Organization,</author></authors>
<secondary-authors><author>Ed, A.</author></secondary-authors></contributors>
<titles><title>{STYLE}Growth of </style><style face="italic">E. coli</style></title>
<secondary-title>Nature</secondary-title></titles><periodical>
<full-title>Nature</full-title><abbr-1>Nat.</abbr-1></periodical><pages>1-5</pages>
<volume>3</volume><number>2</number><keywords><keyword>a</keyword><keyword>b</keyword>
</keywords><dates><year>2001</year><pub-dates><date>Mar 15</date></pub-dates></dates>
<isbn>0028-0836</isbn><accession-num>123456</accession-num><abstract>Told.</abstract>
<notes>Mine.</notes><urls><related-urls><url>http://a.org/x</url></related-urls>
<pdf-urls><url>internal-pdf://12/a.pdf</url></pdf-urls></urls>
<electronic-resource-num>10.1000/X</electronic-resource-num><custom1>c</custom1></record>
"""
XML = f'<?xml version="1.0" encoding="UTF-8" ?><xml><records>{RECORD}</records></xml>'


def test_record_is_read_field_by_field() -> None:
    harvest = read_bytes(XML.encode(), name="x.xml")
    draft = harvest.drafts[0]

    assert (harvest.kind, draft.title, draft.venue) == (
        *("EndNote XML", "Growth of E. coli", "Nature"),
    )
    assert draft.authors == (
        Author("Martin Luther King, Jr.", "King", "Martin Luther, Jr."),
        Author("World Health Organization", "World Health Organization"),
    )
    assert draft.identifiers == (Identifier("doi", "10.1000/x"),)
    assert draft.attachments == ("12/a.pdf",)
    assert [link.url for link in draft.links] == ["http://a.org/x"]
    assert (draft.tags, draft.note, draft.abstract) == (("a", "b"), "Mine.", "Told.")
    assert (draft.year, detail(draft, "issued")) == (2001, "2001-03-15")
    assert {
        Detail("endnote:custom1", "c"),
        Detail("endnote:accession-num", "123456"),
    } < set(draft.details)
    assert draft.provenance.original == RECORD.strip()


PUBMED = "<remote-database-name>PubMed</remote-database-name>"


def test_accession_number_of_pubmed_names_the_paper() -> None:
    text = XML.replace("</abstract>", f"</abstract>{PUBMED}")

    draft = read_endnote_xml(text, source="x").drafts[0]

    assert Identifier("pmid", "123456") in draft.identifiers


def test_broken_record_is_listed_and_the_rest_read() -> None:
    bad = "<record>\n<titles><title>A & B</title></titles></record>"

    harvest = read_endnote_xml(
        XML.replace("<records>", f"<records>\n{bad}\n"), source="x"
    )

    assert len(harvest.drafts) == 1
    assert [(each.where, each.text) for each in harvest.skipped] == [("x, line 2", bad)]
    assert harvest.skipped[0].why.startswith("broken XML")


def test_record_that_does_not_end_spares_the_next() -> None:
    harvest = read_endnote_xml(
        XML.replace("<records>", "<records><record><a>"), source="x"
    )

    assert (len(harvest.drafts), len(harvest.skipped)) == (1, 1)


def test_tagged_text_is_read_field_by_field() -> None:
    text = (
        "%0 Conference Paper\n%T A Title\n%A King, M.\n%A Smith, J.\n%D 2001\n"
        "%8 Mar 15\n%B Proc. of X\n%P 1-5\n%K a\nb\n%R 10.1000/X\n%U http://a.org\n"
        "%X Told\nmore.\n"
        "%! Title\n%* Rights\n\n%0 Book\n%T Another\n%@ 978-3-86680-192-9\n"
    )

    harvest = read_bytes(text.encode(), name="x.enw")
    first, second = harvest.drafts

    assert (harvest.kind, first.kind, first.venue) == (
        *("EndNote text", "paper-conference", "Proc. of X"),
    )
    assert [author.family for author in first.authors] == ["King", "Smith"]
    assert (first.tags, first.abstract) == (("a", "b"), "Told\nmore.")
    assert detail(first, "issued") == "2001-03-15"
    assert (detail(first, "title-short"), detail(first, "endnote:%*")) == (
        "Title",
        "Rights",
    )
    assert second.identifiers == (Identifier("isbn", "9783866801929"),)


@pytest.mark.parametrize(
    "text",
    [
        "<xml>A title</xml>",
        "<records><record>music</record></records>",
        "% 0 percent\n%A",
    ],
)
def test_other_text_is_not_taken(text: str) -> None:
    assert not is_endnote_xml(text)
    assert not is_endnote_text(text)


def test_xml_without_records_is_refused() -> None:
    with pytest.raises(InvalidInput, match="“x” holds no entry"):
        read_endnote_xml("<xml><records></records></xml>", source="x")
