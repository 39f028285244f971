"""Formats that are named, and listings that are not taken for them."""

import pytest

from app.domain.errors import InvalidInput
from app.formats.foreign import name_of
from app.formats.incoming import read_text
from tests.support import listings

TABLE = "a table without rows of papers"
YAML = "- title: A Title\n  year: 2024\n  abstract: |\n    It is long.\n"
KNOWN = [
    ("JSON", '{"title": "A"}\n{"title": "B"}\n'),
    ("JSON", '[{"title": "cut off'),
    ("JSON", "{'title': 'A'}"),
    ("YAML", YAML),
    ("YAML", "---\n" + YAML),
    ("XML", '<?xml version="1.0"?>\n<records><title>A</title></records>'),
    ("LaTeX", "\\documentclass{article}\n\\begin{document}\nA\n\\end{document}\n"),
    (TABLE, "authors,year,venue\nSomebody,2024,Nature\n"),
    (TABLE, '"Journal";"Abstract"\n"A Journal";"It is long."\n'),
    (TABLE, '"1","A Title"\n"2","Another"\n'),
]
LONG = "It is told at length and then once more, word by word. " * 4


@pytest.mark.parametrize(("name", "text"), KNOWN)
def test_foreign_format_is_refused_by_its_name(name: str, text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_text(text, name="thing")

    assert refused.value.message == f"“thing” is {name}, which Octavo does not read."


@pytest.mark.parametrize(
    "text",
    [
        f"Title: A Way of Naming\n\n{LONG}",
        f"Author, Title, Year: Reading Tables with Models\n\n{LONG}",
        f"note: Lower Case Names\n\n{LONG}\n\ntag: Another One\n\n{LONG}",
        f"From BibTeX to Meaning\n\n{LONG}\n@article{{x, title = {{A}}}}\n{LONG}",
        f"@home: Robots That Stay\n\n{LONG}",
        f"[1] A Numbered Title of a Paper\n\n{LONG}",
        f"TY - A Typed Title\n\n{LONG}",
        f"Subject: To Change, From Data\n\n{LONG}",
        f"{{JSON}} Is All You Need\n\n{LONG}",
    ],
)
def test_listing_that_looks_a_little_like_one_is_read(text: str) -> None:
    assert name_of(text) == ""
    assert read_text(text, name="list.txt").drafts


@pytest.mark.parametrize("width", [None, 40, 72])
def test_sample_is_no_foreign_format(width: int | None) -> None:
    sample = listings.sample()

    assert name_of(sample.text("\n", width) if width else sample.text()) == ""


@pytest.mark.skipif(not listings.SEED.exists(), reason=listings.SEED_ABSENT)
def test_seed_is_no_foreign_format() -> None:
    assert name_of(listings.SEED.read_text("utf-8")) == ""


def test_web_page_without_its_head_is_a_web_page() -> None:
    page = (
        '<div><a href="https://arxiv.org/abs/2401.00001">A Title of a Paper</a></div>'
    )

    [draft] = read_text(page, name="page").drafts

    assert draft.title == "A Title of a Paper"
