"""The list of new papers that arXiv sends."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.paper import Identifier
from app.formats.incoming import read_text
from app.formats.listings.alerts import is_alert, read_alert

RULE = "-" * 78
ALERT = rf"""{RULE}
Send any comments regarding submissions directly to submitter.
{RULE}
\\
arXiv:2401.00001
Date: Thu, 5 Jan 2024 21:59:14 GMT   (1234kb,D)

Title: A Title That Is Long
  and Goes On
Authors: Ann Bee (MIT, Boston), Cee Dee, and Eee Eff
Categories: cs.AI cs.LG
Comments: 10 pages
Journal-ref: J. of Lamps 1
DOI: 10.1000/ABC
\\
  The abstract is here and
goes on. See https://github.com/a/b.
\\ ( https://arxiv.org/abs/2401.00001 ,  1234kb)
{RULE}
\\
arXiv:hep-th/9901001 (*cross-listing*)
Date: Thu, 4 Jan 2024 01:59:14 GMT   (12kb)

Title: Another
Authors: Foo
\\
  Abstract two.
\\ ( https://arxiv.org/abs/hep-th/9901001 ,  12kb)
%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--
{RULE}
\\
arXiv:2107.12345
replaced with revised version Wed, 3 Jan 2024 10:00:00 GMT   (1234kb,D)

Title: Third One
Authors: Foo and Bar
\\ ( https://arxiv.org/abs/2107.12345 ,  1234kb)
{RULE}
\\
arXiv:rubbish
\\
"""


def test_alert_gives_papers_with_all_it_tells() -> None:
    harvest = read_text(ALERT, name="alert.txt")

    first = harvest.drafts[0]
    assert harvest.kind == "arXiv alert"
    assert first.title == "A Title That Is Long and Goes On"
    assert [author.name for author in first.authors] == [
        "Ann Bee",
        "Cee Dee",
        "Eee Eff",
    ]
    assert first.abstract.startswith("The abstract is here and goes on.")
    assert first.identifiers == (
        Identifier("arxiv", "2401.00001"),
        Identifier("doi", "10.1000/abc"),
    )
    assert (first.year, first.venue) == (2024, "J. of Lamps 1")
    assert [(d.name, d.value) for d in first.details] == [
        ("arxiv:categories", "cs.AI cs.LG"),
        ("note", "10 pages"),
    ]


def test_marks_and_days_are_kept() -> None:
    drafts = read_text(ALERT, name="alert.txt").drafts

    told = [(d.provenance.badge, d.provenance.list_date) for d in drafts]
    assert told == [
        ("", "Thu, 5 Jan 2024"),
        ("cross-listed", "Thu, 4 Jan 2024"),
        ("replaced", "Wed, 3 Jan 2024"),
    ]
    assert drafts[2].abstract == ""
    assert drafts[1].identifiers == (Identifier("arxiv", "hep-th/9901001"),)


def test_entry_without_id_and_title_is_told() -> None:
    [skipped] = read_text(ALERT, name="alert.txt").skipped

    assert (
        skipped.where
        == f"alert.txt, line {ALERT[: ALERT.index('rubbish')].count(chr(10)) + 1}"
    )
    assert "rubbish" in skipped.text


def test_prose_with_backslashes_is_no_alert() -> None:
    assert not is_alert("A line break in TeX is\n\\\\\nand then it goes on.")


@given(
    st.lists(
        st.sampled_from(
            (
                "\\\\",
                "arXiv:2401.00001",
                "Title: a",
                "  b",
                "Date: x",
                "",
                RULE,
                "\\\\ (",
            )
        ),
        max_size=30,
    )
)
def test_any_lines_give_drafts_with_titles(lines: list[str]) -> None:
    assert all(d.title for d in read_alert("\n".join(lines), source="x").drafts)
