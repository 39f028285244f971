"""Lists of papers for other programs and for people."""

import csv
import io
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import InvalidInput
from app.domain.paper import Author, Identifier, Link, LinkKind, Note, Paper
from app.domain.signal import Signal, SignalName
from app.formats.incoming import read_text
from app.formats.remainder import draft_of
from app.formats.tables import (
    is_json,
    read_json,
    write_csv,
    write_html,
    write_json,
    write_markdown,
)
from tests.support.references import TOPICS, WHEN, a_paper, papers

EVIL = '<script>alert(1)</script> & "x" [a](javascript:b) *c*'


class Tags(HTMLParser):
    """Gather the elements and addresses of a page, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.urls: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.urls += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_cell_that_would_be_a_formula_is_text(first: str) -> None:
    text = write_csv([a_paper(f"{first}1+cmd|x", abstract='a "b", c\nd')])

    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert rows[0]["title"] == f"'{first}1+cmd|x"
    assert rows[0]["abstract"] == 'a "b", c\nd'


@given(st.lists(papers(), max_size=3))
@settings(max_examples=40)
def test_table_has_a_row_for_each_paper(given_papers: list[Paper]) -> None:
    rows = list(csv.reader(io.StringIO(write_csv(given_papers), newline="")))

    assert len(rows) == len(given_papers) + 1
    assert len({len(row) for row in rows}) == 1
    assert not any(cell[:1] in "=+-@\t\r" for row in rows for cell in row if cell)


@given(st.lists(papers(), min_size=1, max_size=3))
@settings(max_examples=80)
def test_json_read_again_is_the_same(given_papers: list[Paper]) -> None:
    text = write_json(given_papers, topics=TOPICS)

    drafts = read_json(text, source="x").drafts
    wanted = [draft_of(paper, TOPICS) for paper in given_papers]
    assert is_json(text)
    assert [
        replace(d, provenance=w.provenance) for d, w in zip(drafts, wanted, strict=True)
    ] == wanted


def test_own_json_is_recognised() -> None:
    harvest = read_text(write_json([a_paper("A Title of a Paper")]), name="x.json")

    assert (harvest.kind, len(harvest.drafts)) == ("Octavo JSON", 1)


def test_what_is_no_paper_in_json_is_listed() -> None:
    text = '{"format": "octavo", "papers": [5, {"title": "A"}, {"year": 1}]}'

    harvest = read_json(text, source="x")

    assert [draft.title for draft in harvest.drafts] == ["A"]
    assert len(harvest.skipped) == 2


@pytest.mark.parametrize("text", ['{"format": "octavo"', '{"format": "octavo"}'])
def test_broken_json_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        read_json(text, source="x")


def test_page_shows_markup_as_text_and_loads_nothing() -> None:
    paper = a_paper(
        EVIL,
        abstract=EVIL,
        authors=(Author(EVIL),),
        note=Note(text=EVIL, changed_at=WHEN),
        links=(
            Link("javascript:alert(1)", LinkKind.OTHER),
            Link('https://a.org/"><img>', LinkKind.OTHER),
        ),
    )
    page = Tags()

    page.feed(write_html([paper], title=EVIL))

    assert not page.names & {"script", "img", "link", "iframe"}
    assert page.urls == ["https://a.org/%22%3E%3Cimg%3E"]
    assert page.text.count("<script>alert(1)</script>") >= 4


def test_markdown_escapes_its_marks() -> None:
    paper = a_paper(
        "1. A *bold* [claim](x) <b>",
        identifiers=(Identifier("arxiv", "2304.15004"),),
        authors=(Author("Ann Smith"),),
        venue="Nature",
        year=2003,
        note=Note(text="one\n\ntwo", changed_at=WHEN),
    )

    assert write_markdown([paper]) == (
        "- [1\\. A bold \\[claim\\](x) \\<b\\>](<https://arxiv.org/abs/2304.15004>)\n"
        "  Ann Smith · Nature 2003\n\n  > one\n  >\n  > two\n"
    )


def test_table_has_the_numbers_of_the_day_with_their_day() -> None:
    cited = Signal(name=SignalName.CITATIONS, number=12, source="OpenAlex", as_of=WHEN)
    code = Link("https://github.com/a/b", LinkKind.CODE)
    paper = replace(a_paper("T"), signals=(cited,), links=(code,))

    (row,) = csv.DictReader(io.StringIO(write_csv([paper])))

    assert (row["citations"], row["counted"]) == ("12", WHEN.date().isoformat())
    assert (row["code"], row["upvotes"], row["project"]) == (code.url, "", "")


def test_numbers_of_a_table_come_back_and_from_its_columns_alone() -> None:
    cited = Signal(name=SignalName.CITATIONS, number=12, source="OpenAlex", as_of=WHEN)
    stars = Signal(name=SignalName.STARS, number=0, source="GitHub", as_of=WHEN)
    table = write_csv([replace(a_paper("A Title"), signals=(cited, stars))])
    (row,) = csv.DictReader(io.StringIO(table))
    out = io.StringIO(newline="")
    older = csv.DictWriter(out, row)
    older.writeheader()
    older.writerow({**row, "octavo": ""})

    (draft,) = read_text(table, name="x.csv").drafts
    (old,) = read_text(out.getvalue(), name="x.csv").drafts

    assert draft.signals == (cited, stars)
    day = WHEN.replace(hour=0, minute=0, second=0, microsecond=0)
    assert [(s.name, s.number, s.source, s.as_of) for s in old.signals] == [
        (SignalName.CITATIONS, 12, "a table", day),
        (SignalName.STARS, 0, "a table", day),
    ]
    assert old.details == ()


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("2024-01-05", ["2024-01-05"]),
        ("1/5/2024", ["2024-01-01"]),
        ("2024-13-45", ["2024-01-01"]),
        ("5.1.24", []),
        ("", [None]),
    ],
)
def test_numbers_are_never_newer_than_a_spreadsheet_left_them(
    cell: str, days: list[str | None]
) -> None:
    row = f"A title of four words,10.1000/a,7,{cell},"
    text = f"title,doi,citations,counted,octavo\n{row}\n"

    [draft] = read_text(text, name="x.csv").drafts

    told = [s.as_of and s.as_of.date().isoformat() for s in draft.signals]
    assert told == days
