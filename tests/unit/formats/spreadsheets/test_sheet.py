"""Tables of papers: ours read back without loss, and those of other programs."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.paper import Author, Detail, Draft, Identifier, Paper, Status
from app.formats.incoming import read_text
from app.formats.remainder import told_draft_of
from app.formats.spreadsheets.sheet import authors_of, is_csv
from app.formats.tables import write_csv
from tests.support.references import TOPICS, a_paper, detail, papers

ZOTERO = """"Key","Item Type","Publication Year","Author","Title","Publication Title",\
"DOI","Url","Abstract Note","Date","Date Added","Pages","Issue","Volume","Manual Tags",\
"Automatic Tags","Notes","File Attachments","Extra"
"AB12","conferencePaper","2017","Smith, Ann; Stone, Bob","A Way of Seeing","NeurIPS",\
"10.1000/xyz","http://arxiv.org/abs/1706.03762","We say ""so"",
in two lines.","2017-06-12","2020-01-02 10:00:00","1-11","2","30","ml; nlp","cs.CL",\
"<p>A <b>note</b></p>","/home/x/a.pdf","PMID: 123
more"
"""
SCOPUS = """"Authors","Author full names","Author(s) ID","Title","Year","Source title",\
"Volume","Page start","Page end","Cited by","DOI","Link","Abstract","Author Keywords",\
"Index Keywords","Document Type","EID"
"Smith J.; Stone K.A.","Smith, John (57190000001); Stone, Karl A. (57190000002)",\
"57190000001; 57190000002","A Way of Seeing","2021","Journal of Things","12","100",\
"110","5","10.1016/j.x.2021.1","https://www.scopus.com/x","[No abstract available]",\
"alpha; beta","Gamma","Conference paper","2-s2.0-1"
"""
OPENALEX = """id,display_name,publication_year,publication_date,type,doi,\
authorships.author.display_name,primary_location.source.display_name,ids.pmid
https://openalex.org/W1,A Way of Seeing,2020,2020-03-04,article,\
https://doi.org/10.1000/abc,Ann Lee|Bob Stone,Nature,https://pubmed.ncbi.nlm.nih.gov/12
"""
SCHOLAR = """Authors,Title,Publication,Volume,Number,Pages,Year,Publisher
"Smith, John; Doe, Ann; ",A Way of Seeing,Nature,12,3,1-5,2018,Springer
"""
PAPERLIB = """id,addTime,title,authors,publication,pubTime,pubType,arxiv,mainURL,\
rating,flag,note,pages,
"65","Mon","A "Great" Way","Ann Lee, Bob Stone","CVPR","2020","1","2001.00001",\
"a.pdf","4","true","my note","undefined",
"""


def read(text: str) -> Draft:
    [draft] = read_text(text, name="x.csv").drafts
    return draft


@given(st.lists(papers(), min_size=1, max_size=3))
@settings(max_examples=80)
def test_own_table_read_again_is_the_same(given_papers: list[Paper]) -> None:
    text = write_csv(given_papers, topics=TOPICS)

    drafts = read_text(text, name="x").drafts
    wanted = [
        replace(told_draft_of(paper, TOPICS), signals=paper.signals)
        for paper in given_papers
    ]
    assert [draft.added_at for draft in drafts] == [p.added_at for p in given_papers]
    assert [
        replace(d, provenance=w.provenance, added_at=None)
        for d, w in zip(drafts, wanted, strict=True)
    ] == wanted


def test_formula_and_its_apostrophe_come_back() -> None:
    given_papers = [a_paper("=1+1", venue="'=x", abstract="-a\tb\n\n=c")]

    [draft] = read_text(write_csv(given_papers), name="x").drafts

    assert (draft.title, draft.venue, draft.abstract) == (
        *("=1+1", "'=x", "-a\tb\n\n=c"),
    )


def test_zotero_table_is_read_column_by_column() -> None:
    draft = read(ZOTERO)

    assert (draft.title, draft.kind, draft.year, draft.venue) == (
        *("A Way of Seeing", "paper-conference", 2017, "NeurIPS"),
    )
    assert draft.authors[1] == Author("Bob Stone", "Stone", "Bob")
    assert draft.abstract == 'We say "so",\nin two lines.'
    assert draft.identifiers == (
        Identifier("doi", "10.1000/xyz"),
        Identifier("arxiv", "1706.03762"),
        Identifier("pmid", "123"),
    )
    assert (draft.tags, draft.note) == (("ml", "nlp", "cs.CL"), "A **note**")
    assert draft.attachments == ("/home/x/a.pdf",)
    assert (detail(draft, "issued"), detail(draft, "page")) == ("2017-06-12", "1-11")
    assert (detail(draft, "csv:Key"), detail(draft, "zotero:extra")) == ("AB12", "more")
    assert draft.added_at is not None
    assert draft.added_at.isoformat() == "2020-01-02T10:00:00+00:00"


def test_scopus_table_has_full_names_and_keeps_its_own_columns() -> None:
    draft = read(SCOPUS)

    assert draft.authors == (
        Author("John Smith", "Smith", "John"),
        Author("Karl A. Stone", "Stone", "Karl A."),
    )
    assert (draft.kind, draft.abstract) == ("paper-conference", "")
    assert draft.tags == ("alpha", "beta", "Gamma")
    assert detail(draft, "page") == "100-110"
    assert Detail("csv:EID", "2-s2.0-1") in draft.details
    assert Detail("csv:Cited by", "5") in draft.details


def test_openalex_table_is_read() -> None:
    draft = read(OPENALEX)

    assert [author.name for author in draft.authors] == ["Ann Lee", "Bob Stone"]
    assert (draft.title, draft.venue, draft.year) == (
        *("A Way of Seeing", "Nature", 2020),
    )
    assert set(draft.identifiers) == {
        Identifier("doi", "10.1000/abc"),
        Identifier("pmid", "12"),
    }


def test_table_of_google_scholar_is_read() -> None:
    draft = read(SCHOLAR)

    assert [author.name for author in draft.authors] == ["John Smith", "Ann Doe"]
    assert (detail(draft, "issue"), detail(draft, "page")) == ("3", "1-5")


def test_table_of_paperlib_keeps_star_rating_note_and_file() -> None:
    draft = read(PAPERLIB)

    assert (draft.title, draft.kind) == ('A "Great" Way', "paper-conference")
    assert (draft.is_starred, draft.rating, draft.note) == (True, 4, "my note")
    assert draft.attachments == ("a.pdf",)
    assert draft.identifiers == (Identifier("arxiv", "2001.00001"),)
    assert detail(draft, "page") == ""


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("hint", [False, True])
def test_delimiter_is_told(delimiter: str, hint: bool) -> None:
    rows = [("Title", "Year", "Status"), ("A Way of Seeing", "2001", "reading")]
    text = "\n".join(delimiter.join(row) for row in rows)

    harvest = read_text(f"sep={delimiter}\n{text}" if hint else text, name="x")

    assert harvest.kind.startswith("table (CSV), parted by ")
    assert (harvest.drafts[0].title, harvest.drafts[0].year) == (
        *("A Way of Seeing", 2001),
    )
    assert harvest.drafts[0].status is Status.READING


def test_row_that_names_no_paper_is_listed_with_its_line() -> None:
    text = 'title,year,doi\n"A\nTitle",2001,\n,2002,\nAnother,2003,\n'

    harvest = read_text(text, name="x.csv")

    assert [draft.title for draft in harvest.drafts] == ["A Title", "Another"]
    assert [each.where for each in harvest.skipped] == ["x.csv, line 4"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Smith, John", ["John Smith"]),
        ("Smith, J., Stone, K.A.", ["J. Smith", "K.A. Stone"]),
        ("Ann Lee, Bob Stone", ["Ann Lee", "Bob Stone"]),
        ("Himmelstein DS, Romero AR.", ["DS Himmelstein", "AR Romero"]),
        ("Ann Lee and Bob Stone", ["Ann Lee", "Bob Stone"]),
        ("Smith J.; Stone K.A.", ["J. Smith", "K.A. Stone"]),
        ("World Health Organization", ["World Health Organization"]),
        ("李明; 王芳", ["李明", "王芳"]),
    ],
)
def test_names_of_a_cell_are_told_apart(text: str, names: list[str]) -> None:
    assert [author.name for author in authors_of(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "Title, Author and Year in Reading Tables\n\nIt is told at length, twice.\n",
        "Titles and DOIs\n\nThey are told, at length, once more.\n",
        "name,height\nAnn,3\n",
        "Title\nOne\nTwo\n",
        "Author: Title, DOI, Year\nx, y\nz, w\n",
    ],
)
def test_prose_and_other_tables_are_not_taken(text: str) -> None:
    assert not is_csv(text)


@pytest.mark.parametrize(
    "text",
    [
        'title,authors,note\nA,B,"' + "word " * 40_000 + '"\nC,D,e\n',
        "title,authors," + ",".join(f"c{n}" for n in range(20_000)) + "\nA,B,x\n",
        'title,authors,note\nA,B,"' + "line\n" * 40_000 + '"\nC,D,e\n',
    ],
    ids=["a cell", "the heading", "lines of a cell"],
)
def test_table_is_known_when_something_is_longer_than_its_beginning(text: str) -> None:
    harvest = read_text(text, name="long.csv")

    assert harvest.kind.startswith("table")
    assert harvest.drafts[0].title == "A"
