"""Row diffs lead from the rows shown to the rows wanted, and let no row jump."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from app.ui.models.row_diff import (
    Insertion,
    Move,
    Removal,
    Step,
    in_order,
    moves,
    row_diff,
    rows_after,
)

KEYS = st.lists(st.integers(0, 30), unique=True).map(lambda keys: array("q", keys))


def apply(old: "array[int]", steps: list[Step]) -> list[int]:
    """Take the steps as a model does."""
    rows = array("q", old)
    for step in steps:
        match step:
            case Insertion(row, keys):
                assert 0 <= row <= len(rows)
                rows[row:row] = keys
            case Removal(row, n):
                assert 0 <= row < row + n <= len(rows)
                del rows[row : row + n]
    return list(rows)


@given(KEYS, KEYS, st.sets(st.integers(0, 30)))
def test_row_diff_gives_what_is_wanted_and_what_stays(
    old: "array[int]", new: "array[int]", staying: set[int]
) -> None:
    rows = apply(old, row_diff(old, new, staying))

    assert sorted(rows) == sorted(set(new) | (set(old) & staying))
    kept = [key for key in rows if key in old]
    assert kept == [key for key in old if key in set(new) | staying]


@given(KEYS, st.data())
def test_row_diff_keeps_the_order_of_new_when_rows_only_come_and_go(
    new: "array[int]", data: st.DataObject
) -> None:
    some = data.draw(st.sets(st.sampled_from(list(new)))) if new else set()
    old = array("q", [key for key in new if key in some])

    assert apply(old, row_diff(old, new, set())) == list(new)
    assert apply(new, row_diff(new, old, set())) == list(old)


def test_row_diff_of_an_import_is_one_insertion_at_the_top() -> None:
    old, new = array("q", range(5)), array("q", [9, 8, 7, *range(5)])

    assert row_diff(old, new, set()) == [Insertion(0, array("q", [9, 8, 7]))]


def test_row_diff_of_equal_rows_is_nothing() -> None:
    assert row_diff(array("q", range(5)), array("q", range(5)), set()) == []


@given(KEYS, KEYS)
def test_rows_put_in_order_stand_as_in_new_and_none_is_lost(
    old: "array[int]", new: "array[int]"
) -> None:
    ordered = list(in_order(old, new))

    assert sorted(ordered) == sorted(old)
    both = set(old) & set(new)
    assert [key for key in ordered if key in both] == [k for k in new if k in both]
    assert list(in_order(old, old)) == list(old)


def test_row_that_new_lacks_stays_behind_its_neighbour() -> None:
    old, new = array("q", [9, 1, 8, 2, 3]), array("q", [3, 2, 1])

    assert list(in_order(old, new)) == [9, 3, 2, 1, 8]


@given(KEYS, st.data())
def test_moves_lead_to_the_new_order(old: "array[int]", data: st.DataObject) -> None:
    new = array("q", data.draw(st.permutations(list(old))))
    steps = moves(old, new, 30)

    assert steps is not None
    rows = list(old)
    for step in steps:
        rows.insert(step.to, rows.pop(step.row))
    assert rows == list(new)
    assert len(steps) < max(len(old), 1)
    assert not steps or moves(old, new, len(steps) - 1) is None


def test_a_row_that_goes_far_is_one_move() -> None:
    up, down = array("q", [4, 0, 1, 2, 3]), array("q", [1, 2, 3, 4, 0])
    assert moves(array("q", range(5)), up, 1) == [Move(4, 0)]
    assert moves(array("q", range(5)), down, 1) == [Move(0, 4)]


@given(KEYS, KEYS, st.sets(st.integers(0, 30)))
def test_rows_after_the_steps(
    old: "array[int]", new: "array[int]", staying: set[int]
) -> None:
    steps = row_diff(old, new, staying)
    assert list(rows_after(old, steps)) == apply(old, steps)
