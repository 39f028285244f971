"""Labels of links, typed pages and screens in column order, as pure functions."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.mark import Quad
from app.pdf.contents import PageLink
from app.ui.panels.reader.column_steps import Area, main_columns, step_screen
from app.ui.panels.reader.hints import LETTERS, labels, targets_of
from app.ui.panels.reader.layout import Place
from app.ui.panels.reader.page_prompt import find_page


@given(count=st.integers(0, 900))
def test_labels_when_asked_for_then_are_short_and_none_begins_another(
    count: int,
) -> None:
    found = labels(count)

    assert len(found) == len(set(found)) == count
    assert set("".join(found)) <= set(LETTERS)
    ordered = sorted(found)
    pairs = itertools.pairwise(ordered)
    assert not any(other.startswith(one) for one, other in pairs)
    lengths = [len(label) for label in found]
    assert not lengths or max(lengths) - min(lengths) <= 1


def link(left: float, top: float, *, right: float, uri: str) -> PageLink:
    """Return a link 10 points high."""
    box = Quad(left, top, right, top + 10)
    return PageLink(box=box, uri=uri, page_index=None, top=0.0)


def test_targets_when_a_link_runs_over_two_lines_then_it_has_one_label() -> None:
    links = [
        link(200, 100, right=300, uri="a"),
        link(50, 112, right=90, uri="a"),
        link(100, 112, right=150, uri="a"),
        link(50, 124, right=90, uri="b"),
    ]

    found = targets_of(3, links)

    assert [len(target.boxes) for target in found] == [2, 1, 1]
    assert {target.page_index for target in found} == {3}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("12", Place(11, 0.0)),
        ("iv", Place(3, 0.0)),
        ("IV", Place(3, 0.0)),
        ("5", Place(8, 0.0)),
        ("999", Place(19, 0.0)),
        ("0", Place(0, 0.0)),
        ("50 %", Place(10, 0.0)),
        ("12,5%", Place(2, 0.5)),
        ("no such page", None),
        ("", None),
        ("٣", None),
    ],
)
def test_find_page_when_typed_then_names_go_before_numbers(
    typed: str, expected: Place | None
) -> None:
    names = ["i", "ii", "iii", "iv", *(str(number) for number in range(1, 8))]

    assert find_page(typed, 20, [*names, *["x"] * 9]) == expected


def test_find_page_when_all_is_meant_then_is_within_the_last() -> None:
    place = find_page("100 %", 20, ())

    assert place is not None
    assert place.page_index == 19
    assert place.top == pytest.approx(1.0, abs=1e-3)


COLUMNS = [Area(0, 0, 400, 1000), Area(450, 0, 850, 1000), Area(0, 1100, 400, 2100)]


def walk(room: Area, direction: int) -> list[tuple[float, float]]:
    """Return left and top of each screen from one on, until there is none."""
    found = []
    while (step := step_screen(COLUMNS, room, direction, margin_px=0)) is not None:
        left, top = step
        found.append(step)
        room = Area(left, top, left + 420, top + 600)
    return found


def test_step_screen_when_on_then_goes_down_each_column_in_turn() -> None:
    found = walk(Area(0, 0, 420, 600), 1)

    assert found == [(0, 400), (450, 0), (450, 400), (0, 1100), (0, 1500)]


def test_step_screen_when_back_then_goes_up_each_column_in_turn() -> None:
    found = walk(Area(0, 1500, 420, 2100), -1)

    assert found == [(0, 1100), (450, 400), (450, 0), (0, 400), (0, 0)]


def test_step_screen_when_a_column_is_wider_than_the_window_then_leaves_it() -> None:
    assert step_screen(COLUMNS, Area(0, 0, 300, 600), 1, margin_px=0) is None
    assert step_screen([], Area(0, 0, 300, 600), 1, margin_px=0) is None


def test_main_columns_when_small_boxes_lie_about_then_leaves_them_out() -> None:
    assert main_columns([*COLUMNS, Area(0, 0, 40, 10)]) == COLUMNS
