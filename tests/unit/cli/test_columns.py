"""Columns of `octavo list`: those asked for, in their order, for people and as JSON."""

import argparse
from typing import Any

import pytest

from app.__main__ import main
from app.cli.columns import NAMES, VALUES, read_columns
from app.cli.rows import line_of, row_of
from app.cli.values import paper_value
from app.domain.paper import Identifier
from app.domain.signal import Signal, SignalName
from app.formats.spreadsheets.columns import COLUMNS
from tests.support.listings import SAMPLE
from tests.support.references import a_paper
from tests.unit.cli.conftest import Octavo

CITED = Signal(name=SignalName.CITATIONS, number=1_200, source="OpenAlex")
PAPER = a_paper(
    title="A\tTitle",
    year=2020,
    is_starred=True,
    signals=(CITED,),
    tags=("a", "b"),
    identifiers=(Identifier("arxiv", "2401.00001"),),
)


def test_list_prints_the_columns_asked_for(
    octavo: Octavo, capsys: pytest.CaptureFixture[str]
) -> None:
    _, imported = octavo("import", str(SAMPLE))

    code, rows = octavo("list", "--columns", "id,year,starred", "--limit", "2")

    assert code == 0
    assert [list(row) for row in rows] == [["id", "year", "starred"]] * 2
    assert rows[0]["id"] == imported["added"][0]


def test_every_column_has_a_value_and_names_are_those_of_json_and_csv() -> None:
    row = row_of(PAPER, {}, NAMES)

    assert tuple(row) == NAMES
    assert set(VALUES) == set(paper_value(PAPER, {}))
    assert set(COLUMNS) < set(NAMES)


@pytest.mark.parametrize(
    ("columns", "line"),
    [
        ("title,year,citations", "A Title\t2020\t1200"),
        ("stars,venue,arxiv", "\t\t2401.00001"),
        ("Tags, starred,has_pdf", "a; b\tyes\t"),
        ("year,year", "2020"),
        ("identifiers", '{"arxiv": "2401.00001"}'),
    ],
)
def test_line_has_the_cells_on_one_line(columns: str, line: str) -> None:
    assert line_of(row_of(PAPER, {}, read_columns(columns))) == line


@pytest.mark.parametrize("text", ["", "title,", "colour", "id;year"])
def test_column_that_nobody_knows_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="there is no column"):
        read_columns(text)


def test_numbers_are_numbers_in_json() -> None:
    row: dict[str, Any] = row_of(PAPER, {}, ("citations", "upvotes", "rating"))

    assert row == {"citations": 1_200, "upvotes": None, "rating": PAPER.rating}


def test_unknown_column_ends_with_the_code_of_wrong_usage() -> None:
    with pytest.raises(SystemExit) as left:
        main(["list", "--columns", "colour"])

    assert left.value.code == 2
