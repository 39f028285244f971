"""A list in sections becomes another one row by row."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from app.domain.view import SectionRun
from app.ui.models.parted import Parted, steps_between
from app.ui.models.row_diff import Insertion, Step

_IDS = "abcde"


def keys(*values: int) -> "array[int]":
    return array("q", values)


def parted(sections: dict[str, list[int]], folded: set[str] | None = None) -> Parted:
    every = [key for inside in sections.values() for key in inside]
    runs = [SectionRun(id, len(inside)) for id, inside in sections.items()]
    return Parted.of(keys(*every), runs, folded or set())


def taken(rows: "array[int]", steps: list[Step]) -> "array[int]":
    for step in steps:
        if isinstance(step, Insertion):
            rows[step.row : step.row] = step.keys
        else:
            del rows[step.row : step.row + step.n]
    return rows


@st.composite
def lists(draw: st.DrawFn) -> Parted:
    """Any list in sections; a key is in one of them at most."""
    chosen = draw(st.dictionaries(st.integers(1, 12), st.sampled_from(_IDS)))
    order = draw(st.permutations(sorted(chosen)))
    sections = {id: [key for key in order if chosen[key] == id] for id in _IDS}
    folded = draw(st.sets(st.sampled_from(_IDS)))
    return parted({id: inside for id, inside in sections.items() if inside}, folded)


@given(lists(), lists())
def test_steps_lead_from_the_rows_of_one_list_to_those_of_the_other(
    old: Parted, new: Parted
) -> None:
    found = steps_between(old, new)
    assert found is not None
    steps, after = found

    assert taken(old.shown(), steps) == after.shown()
    assert after.folded == new.folded
    assert {id: set(k) for id, k in after.sections.items()} == {
        id: set(k) for id, k in new.sections.items()
    }


@given(lists(), lists())
def test_keys_that_stay_in_their_section_keep_their_order(
    old: Parted, new: Parted
) -> None:
    found = steps_between(old, new)
    assert found is not None

    for id, before in old.sections.items():
        after = found[1].sections.get(id, keys())
        common = set(before) & set(after)
        assert [k for k in before if k in common] == [k for k in after if k in common]


@given(lists())
def test_headings_tell_every_paper_and_where_its_row_is(given_list: Parted) -> None:
    rows = given_list.shown()

    assert sum(h.n_papers for h in given_list.headings) == given_list.n_papers
    for heading in given_list.headings:
        inside = given_list.rows(heading.id)
        assert rows[heading.row : heading.row + len(inside)] == inside
        for row in range(heading.row, heading.row + len(inside)):
            assert given_list.heading_at(row) == heading


def test_sections_that_changed_places_need_a_new_list() -> None:
    old = parted({"a": [1], "b": [2]})
    new = parted({"b": [2], "a": [1]})

    assert steps_between(old, new) is None


def test_folding_takes_away_the_rows_of_one_section_alone() -> None:
    old = parted({"a": [1, 2], "b": [3]})

    found = steps_between(old, old.fold({"a"}))

    assert found is not None
    assert taken(old.shown(), found[0]) == keys(3)
    assert [h.is_folded for h in found[1].headings] == [True, False]


def test_section_left_empty_goes() -> None:
    left = parted({"a": [1], "b": [2, 3]}, {"a"}).without({1, 3})

    assert left.sections == {"b": keys(2)}


def test_paper_below_a_folded_section_stands_under_its_own() -> None:
    given_list = parted({"a": [1], "b": [2]}, {"a"})

    heading = given_list.heading_at(0)

    assert heading is not None
    assert heading.id == "b"
