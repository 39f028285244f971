"""Views are sorted, and their columns chosen, moved and resized."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.view import ORDERS_ALONE, Column, Section, Sorting, View, Width
from app.domain.view_text import read_sorting, read_view, write_sorting, write_view
from app.ui.views.view_changes import (
    move_column,
    reset_columns,
    resize_column,
    sort_by,
    step_column,
    toggle_column,
)

YEAR, TITLE, TOPICS = Column.YEAR, Column.TITLE, Column.TOPICS
SHOWABLE = [column for column in Column if column not in ORDERS_ALONE]
SORTINGS = st.lists(
    st.builds(Sorting, st.sampled_from(Column), st.booleans()),
    max_size=4,
    unique_by=lambda key: key.column,
).map(tuple)


def sorted_by(text: str) -> View:
    return View(sorting=read_sorting(text))


@pytest.mark.parametrize(
    ("before", "adds", "after"),
    [
        ("", False, "venue"),
        ("venue", False, "venue:desc"),
        ("venue:desc", False, ""),
        ("title", False, "venue"),
        ("title,venue", False, "venue"),
        ("title", True, "title,venue"),
        ("title,venue", True, "title,venue:desc"),
        ("venue,title", True, "venue:desc,title"),
        ("venue:desc,title", True, "title"),
        ("", True, "venue"),
    ],
)
def test_sorting_by_words_begins_at_a(before: str, adds: bool, after: str) -> None:
    assert sort_by(sorted_by(before), Column.VENUE, adds=adds) == sorted_by(after)


@pytest.mark.parametrize("column", ["year", "added", "citations", "upvotes", "rating"])
@pytest.mark.parametrize(
    ("before", "adds", "after"),
    [
        ("", False, "{}:desc"),
        ("{}:desc", False, "{}"),
        ("{}", False, ""),
        ("title,{}", False, "{}:desc"),
        ("title", True, "title,{}:desc"),
        ("{}:desc,title", True, "{},title"),
        ("{},title", True, "title"),
    ],
)
def test_sorting_by_numbers_and_days_begins_at_the_largest(
    column: str, before: str, adds: bool, after: str
) -> None:
    view = sort_by(sorted_by(before.format(column)), Column(column), adds=adds)
    assert view == sorted_by(after.format(column))


def test_columns_come_and_go_but_the_title_stays() -> None:
    shown = toggle_column(View(), Column.VENUE)
    assert shown.columns == (*View().columns, Column.VENUE)
    assert toggle_column(shown, Column.VENUE) == View()
    assert toggle_column(View(), TITLE) == View()


def test_columns_move() -> None:
    first = move_column(View(), YEAR, TITLE)
    assert first.columns == (YEAR, TITLE, Column.AUTHORS, TOPICS)
    assert move_column(first, YEAR, None).columns[-1] is YEAR
    assert move_column(View(), YEAR, YEAR) == View()
    assert move_column(View(), Column.VENUE, None) == View()
    assert step_column(View(), YEAR, -1).columns[1] is YEAR
    assert step_column(View(), TOPICS, 1) == step_column(View(), TITLE, -1) == View()
    assert step_column(View(), Column.VENUE, 1) == View()


def test_widths_are_given_and_taken_back() -> None:
    wide = resize_column(resize_column(View(), YEAR, 90), YEAR, 80)
    assert wide.widths == (Width(YEAR, 80),)
    other = sort_by(toggle_column(wide, YEAR), TITLE, adds=False)
    assert reset_columns(other) == sorted_by("title")


@given(SORTINGS)
def test_an_order_is_written_and_read(sorting: tuple[Sorting, ...]) -> None:
    assert read_sorting(write_sorting(sorting)) == sorting


@given(
    st.builds(
        View,
        columns=st.lists(st.sampled_from(SHOWABLE), unique=True).map(
            lambda columns: tuple(dict.fromkeys((*columns, Column.TITLE)))
        ),
        sorting=SORTINGS,
        section=st.sampled_from(Section),
        is_cards=st.booleans(),
        folded=st.lists(st.text(max_size=5), max_size=3, unique=True).map(tuple),
    ),
    st.dictionaries(st.sampled_from(SHOWABLE), st.integers(1, 600), max_size=4),
)
def test_a_view_is_written_and_read(view: View, widths: dict[Column, int]) -> None:
    for column, width in widths.items():
        view = resize_column(view, column, width)
    again = read_view(write_view(view))
    assert again is not None
    assert set(again.widths) == set(view.widths)
    assert again == view.__class__(
        columns=view.columns,
        widths=again.widths,
        sorting=view.sorting,
        section=view.section,
        is_cards=view.is_cards,
        folded=again.folded,
    )


@given(st.text(max_size=30))
def test_nothing_breaks_the_reading_of_a_view(text: str) -> None:
    view = read_view(text)
    assert view is None or Column.TITLE in view.columns
