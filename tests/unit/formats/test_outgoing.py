"""The table of formats to write."""

from dataclasses import replace
from pathlib import PurePath

import pytest

from app.domain.paper import Detail
from app.domain.refreshing import TOLD_BY
from app.formats.format_names import SUFFIXES, TEXT_FORMATS, format_of
from app.formats.incoming import read_text
from app.formats.outgoing import WRITERS, writer
from tests.support.references import TOPICS, a_paper


def test_formats_are_named_once_and_in_one_order() -> None:
    assert tuple(each.name for each in WRITERS) == TEXT_FORMATS
    assert writer("docx") is None


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_each_format_holds_the_paper(name: str) -> None:
    each = writer(name)
    assert each is not None

    text = each.write([a_paper("Attention and the Sea")], TOPICS)

    assert "Attention and the Sea" in text


@pytest.mark.parametrize(
    "name", ["bibtex", "biblatex", "ris", "csl-json", "octavo-json"]
)
def test_what_is_written_two_ways_is_read_back(name: str) -> None:
    each = writer(name)
    assert each is not None

    harvest = read_text(each.write([a_paper()], TOPICS), name="x")

    assert [draft.title for draft in harvest.drafts] == [a_paper().title]


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_own_bookkeeping_is_for_own_formats_alone(name: str) -> None:
    each = writer(name)
    assert each is not None
    told = (Detail("volume", "7"), Detail(TOLD_BY, "title=arXiv"))

    text = each.write([replace(a_paper(), details=told)], TOPICS)

    assert (TOLD_BY in text) == (name == "octavo-json")


@pytest.mark.parametrize(
    ("file", "name"),
    [
        *((f"a{suffix}", name) for name, suffix in SUFFIXES.items()),
        *(("A.BIB", "bibtex"), ("a.zip", "zip"), ("a.htm", "html")),
        *(("a.markdown", "markdown"), ("a.json", ""), ("bib", ""), ("a.docx", "")),
    ],
)
def test_ending_tells_the_format(file: str, name: str) -> None:
    assert format_of(PurePath(file)) == name
