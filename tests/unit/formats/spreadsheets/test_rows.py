"""Rows of tables, as they should be written and as they are."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.formats.spreadsheets.rows import delimiter_of, rows
from app.formats.text import clean

_CELLS = st.text(st.sampled_from('ab,;" \n='), max_size=8)


def cells(text: str, delimiter: str = ",") -> list[tuple[str, ...]]:
    return [row.cells for row in rows(text, delimiter)]


@given(st.lists(st.lists(_CELLS.map(lambda c: c + "."), min_size=2), min_size=1))
def test_what_the_standard_library_writes_is_read(table: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(
        [[cell.replace('"', "'") for cell in row] for row in table]
    )

    assert cells(clean(out.getvalue())) == [
        tuple(cell.replace('"', "'") for cell in row) for row in table
    ]


def test_doubled_quotes_and_line_ends_are_part_of_a_cell() -> None:
    assert cells('"a ""b"" c","d\ne"\nf,""\n') == [('a "b" c', "d\ne"), ("f", "")]


def test_quote_that_was_not_doubled_is_a_sign() -> None:
    assert cells('"say "so" now",x') == [('say "so" now', "x")]


def test_quote_that_never_closes_spoils_one_cell() -> None:
    assert cells('"a,b\nc,"d\ne"x,f') == [('"a', "b"), ("c", '"d'), ('e"x', "f")]


def test_lines_count_from_one_and_empty_rows_are_left() -> None:
    found = list(rows('a,b\n\n,\n"c\nd",e\nf,g', ","))

    assert [row.line for row in found] == [1, 4, 6]
    assert found[1].text == '"c\nd",e'


@pytest.mark.parametrize("text", ['"' * 200_000, '"a' * 100_000, '"",' * 100_000])
def test_hostile_quotes_take_linear_time(text: str) -> None:
    assert sum(1 for _ in rows(text, ",")) <= 2


def test_no_delimiter_without_a_known_name() -> None:
    assert delimiter_of("a,b\n1,2", lambda _: 0) == ""
