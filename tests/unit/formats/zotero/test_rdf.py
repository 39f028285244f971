"""Zotero's RDF: items with notes, tags, collections and files."""

from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import InvalidInput
from app.domain.paper import Author, Draft, Identifier
from app.formats.incoming import read_text
from app.formats.text import one_line
from tests.support.references import detail

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:link="http://purl.org/rss/1.0/modules/link/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:bib="http://purl.org/net/biblio#"
 xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:vcard="http://nwalsh.com/rdf/vCard#"
 xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/">
"""
PERSON = """<rdf:li><foaf:Person><foaf:surname>{}</foaf:surname>
 <foaf:givenName>{}</foaf:givenName></foaf:Person></rdf:li>"""
ARTICLE = f"""
 <bib:Article rdf:about="#item_5">
  <z:itemType>journalArticle</z:itemType>
  <dcterms:isPartOf rdf:resource="urn:issn:0028-0836"/>
  <bib:authors><rdf:Seq>{PERSON.format("Lovelace", "Ada")}
   <rdf:li><foaf:Person><foaf:surname>A Consortium</foaf:surname></foaf:Person></rdf:li>
  </rdf:Seq></bib:authors>
  <bib:editors><rdf:Seq>{PERSON.format("Borel", "Émile")}</rdf:Seq></bib:editors>
  <dcterms:isReferencedBy rdf:resource="#item_6"/>
  <link:link rdf:resource="#item_7"/>
  <link:link rdf:resource="#item_8"/>
  <dc:subject>lamps</dc:subject>
  <dc:subject><z:AutomaticTag><rdf:value>sea</rdf:value></z:AutomaticTag></dc:subject>
  <dc:title>Lamps &amp; Tides</dc:title>
  <dcterms:abstract>Of lamps.</dcterms:abstract>
  <dc:date>2016-01-28</dc:date>
  <dc:identifier><dcterms:URI><rdf:value>https://a.org/x</rdf:value></dcterms:URI>
  </dc:identifier>
  <dc:publisher><foaf:Organization><vcard:adr><vcard:Address>
   <vcard:locality>Genoa</vcard:locality></vcard:Address></vcard:adr>
   <foaf:name>Lamp Press</foaf:name></foaf:Organization></dc:publisher>
  <dc:description>arXiv: 1706.03762</dc:description>
  <bib:pages>484-489</bib:pages>
 </bib:Article>
 <bib:Journal rdf:about="urn:issn:0028-0836">
  <prism:volume>529</prism:volume><dc:title>Light</dc:title>
  <dc:identifier>DOI 10.1000/XYZ</dc:identifier>
  <prism:number>7587</prism:number>
  <dc:identifier>ISSN 0028-0836</dc:identifier>
 </bib:Journal>
 <bib:Memo rdf:about="#item_6"><rdf:value>&lt;p&gt;A &lt;b&gt;note&lt;/b&gt;&lt;/p&gt;
 </rdf:value></bib:Memo>
 <z:Attachment rdf:about="#item_7"><z:itemType>attachment</z:itemType>
  <rdf:resource rdf:resource="files/7/a.pdf"/><link:type>application/pdf</link:type>
 </z:Attachment>
 <z:Attachment rdf:about="#item_8"><z:itemType>attachment</z:itemType>
  <dc:identifier><dcterms:URI><rdf:value>https://a.org/s</rdf:value></dcterms:URI>
  </dc:identifier></z:Attachment>
"""
PAPER = """
 <rdf:Description rdf:about="#item_9"><z:itemType>conferencePaper</z:itemType>
  <dc:title>In a Book</dc:title>
  <dcterms:isPartOf><bib:Book><dc:title>Proceedings</dc:title>
   <dc:identifier>ISBN 978-0-306-40615-7</dc:identifier></bib:Book></dcterms:isPartOf>
  <bib:presentedAt><bib:Conference><dc:title>Conf</dc:title></bib:Conference>
  </bib:presentedAt></rdf:Description>
"""
SHELVES = """
 <z:Collection rdf:about="#collection_1"><dc:title>All/some</dc:title>
  <dcterms:hasPart rdf:resource="#collection_2"/></z:Collection>
 <z:Collection rdf:about="#collection_2"><dc:title>Deep</dc:title>
  <dcterms:hasPart rdf:resource="#item_5"/></z:Collection>
"""


def rdf(*parts: str) -> str:
    return "".join((HEAD, *parts, "</rdf:RDF>"))


def read(*parts: str) -> list[Draft]:
    return list(read_text(rdf(*parts), name="x.rdf").drafts)


def test_item_is_read_with_all_that_points_to_it() -> None:
    [draft] = read(ARTICLE, SHELVES)

    assert (draft.title, draft.venue, draft.year) == ("Lamps & Tides", "Light", 2016)
    assert draft.authors == (
        Author("Ada Lovelace", "Lovelace", "Ada"),
        Author("A Consortium", "A Consortium"),
    )
    assert set(draft.identifiers) == {
        Identifier("doi", "10.1000/xyz"),
        Identifier("arxiv", "1706.03762"),
    }
    assert (draft.tags, draft.note) == (("lamps", "sea"), "A **note**")
    assert draft.topics == ("All-some/Deep",)
    assert draft.attachments == ("files/7/a.pdf",)
    assert [link.url for link in draft.links] == ["https://a.org/x", "https://a.org/s"]
    told = {name: detail(draft, name) for name in ("volume", "issue", "page", "editor")}
    assert told == {
        "volume": "529",
        "issue": "7587",
        "page": "484-489",
        "editor": "Borel, Émile",
    }
    assert detail(draft, "publisher") == "Lamp Press"
    assert draft.provenance.original.startswith('<bib:Article rdf:about="#item_5">')


def test_paper_in_a_book_has_its_venue_and_meeting() -> None:
    [draft] = read(PAPER)

    assert (draft.venue, draft.kind) == ("Proceedings", "paper-conference")
    assert detail(draft, "ISBN") == "9780306406157"
    assert "Conf" in {each.value for each in draft.details}


def test_note_and_file_of_no_item_and_an_item_without_a_name_are_listed() -> None:
    lone = '<bib:Memo rdf:about="#n"><rdf:value>x</rdf:value></bib:Memo>\n'
    file = '<z:Attachment rdf:about="#f"><z:itemType>attachment</z:itemType>'
    bare = '<bib:Book rdf:about="#b"><z:itemType>book</z:itemType></bib:Book>\n'

    harvest = read_text(rdf(PAPER, lone, file + "</z:Attachment>", bare), name="x")

    whys = [each.why for each in harvest.skipped]
    assert whys[:2] == [
        "note of no item, not taken",
        "attachment of no item, not taken",
    ]
    assert len(whys) == 3
    assert harvest.skipped[0].where == "x, line 19"


def test_collections_that_hold_each_other_end() -> None:
    ring = "".join(
        f'<z:Collection rdf:about="#c{one}"><dc:title>C{one}</dc:title>'
        f'<dcterms:hasPart rdf:resource="#c{other}"/>'
        '<dcterms:hasPart rdf:resource="#item_9"/></z:Collection>'
        for one, other in ((1, 2), (2, 1), (3, 3))
    )

    [draft] = read(PAPER, ring)

    assert len(draft.topics) == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + ARTICLE, "damaged Zotero RDF"),
        (rdf(SHELVES), "holds no entry"),
        (rdf("<a>&lol;</a><z:itemType>x</z:itemType>"), "damaged Zotero RDF"),
    ],
    ids=["cut off", "collections alone", "an entity"],
)
def test_what_is_no_sound_export_is_refused(text: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        read_text(text, name="x.rdf")


def test_nested_without_end_is_read_all_the_same() -> None:
    deep = "<z:x>" * 20_000 + "</z:x>" * 20_000

    [draft] = read(PAPER.replace("</rdf:Description>", deep + "</rdf:Description>"))

    assert draft.title == "In a Book"


def test_item_that_points_to_itself_many_times_is_read_once() -> None:
    kinds = ("link:link", "dcterms:isReferencedBy", "dcterms:isPartOf")
    pointing = "".join(f'<{kind} rdf:resource="#item_9"/>' for kind in kinds) * 20_000

    [draft] = read(PAPER.replace("<dc:title>", f"{pointing}<dc:title>", 1))

    assert draft.title == "In a Book"


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cn", "Co", "Cs")),
    min_size=1,
    max_size=30,
).filter(lambda text: one_line(text) == text and text[0].isalnum())


@settings(
    max_examples=60,
)
@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=5, unique=True))
def test_titles_tags_and_collections_come_as_they_were_written(
    told: list[tuple[str, str, str]],
) -> None:
    items = "".join(
        f"<bib:Document rdf:about={quoteattr(f'#i{n}')}>"
        f"<z:itemType>document</z:itemType><dc:title>Of {n} {escape(title)}</dc:title>"
        f"<dc:subject>{escape(tag)}</dc:subject></bib:Document>"
        f'<z:Collection rdf:about="#c{n}"><dc:title>{escape(shelf)}</dc:title>'
        f'<dcterms:hasPart rdf:resource="#i{n}"/></z:Collection>'
        for n, (title, tag, shelf) in enumerate(told)
    )

    drafts = read(items)

    assert [draft.tags for draft in drafts] == [(tag,) for _, tag, _ in told]
    paths = [(shelf.replace("/", "-"),) for *_, shelf in told]
    assert [draft.topics for draft in drafts] == paths
    assert len(drafts) == len(told)


@pytest.mark.parametrize(
    ("pointer", "shared"),
    [
        ("dcterms:isPartOf", '<bib:Journal rdf:about="#s"><dc:title>{}</dc:title>'),
        ("dcterms:isReferencedBy", "<bib:Memo rdf:about='#s'><dc:title>{}</dc:title>"),
    ],
)
def test_a_long_text_that_very_many_items_share_is_refused(
    pointer: str, shared: str
) -> None:
    items = "".join(
        f'<bib:Document rdf:about="#i{n}"><z:itemType>document</z:itemType>'
        f'<dc:title>Of {n}</dc:title><{pointer} rdf:resource="#s"/></bib:Document>'
        for n in range(1_000)
    )
    ending = f"</{shared[1:].partition(' ')[0]}>"

    with pytest.raises(InvalidInput, match="of very many items"):
        read(items + shared.format("word " * 20_000) + ending)
