"""A caret walks the text forward and back, column by column, page by page."""

from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.pdf.contents import PageText, TextLine
from app.ui.panels.reader.caret_walk import CaretWalk, UnreadPage
from app.ui.panels.reader.page_flow import PageFlow, Unit, leave_out_running
from app.ui.panels.reader.selection import Caret, Span, TextMap, join_lines
from tests.support.page_lines import column, line_at

LEFT, RIGHT = 50.0, 320.0

words = st.text("abcdefgé", min_size=1, max_size=7)
rows = st.lists(words, min_size=1, max_size=6).map(
    lambda found: " ".join([*found[:-1], found[-1] + "."])
)
columns = st.lists(rows, min_size=1, max_size=5)
pages = st.lists(st.tuples(columns, columns), min_size=1, max_size=3)


def walk_over(*given: Sequence[TextLine] | None) -> CaretWalk:
    """Return a walk over pages of these lines; None is a page that is not read."""
    flows = [None if lines is None else PageFlow(lines) for lines in given]
    return CaretWalk(lambda page_index: flows[page_index], len(flows))


def two_columns(found: tuple[list[str], list[str]]) -> list[TextLine]:
    """Return the lines of a page of two columns."""
    left, right = found
    return [*column(left, LEFT), *column(right, RIGHT, block=1)]


def way(walk: CaretWalk, unit: Unit) -> list[Caret]:
    """Return every stop from the beginning to the end."""
    found = [Caret(0, 0, 0)]
    while (following := walk.step(found[-1], unit, 1)) is not None:
        found.append(following)
    return found


@pytest.mark.parametrize("unit", list(Unit))
@given(found=pages)
def test_step_when_forward_and_back_by_a_unit_then_is_where_it_was(
    unit: Unit, found: list[tuple[list[str], list[str]]]
) -> None:
    walk = walk_over(*map(two_columns, found))

    forward = way(walk, unit)

    assert forward == sorted(set(forward))
    first = 1 if unit is Unit.WORD_END else 0
    for before, after in zip(forward[first:], forward[first + 1 :], strict=False):
        assert walk.step(after, unit, -1) == before


@given(found=pages, data=st.data())
def test_step_row_when_down_and_up_again_then_is_where_it_was(
    found: list[tuple[list[str], list[str]]], data: st.DataObject
) -> None:
    walk = walk_over(*map(two_columns, found))
    caret = data.draw(st.sampled_from(way(walk, Unit.CHARACTER)))
    n_steps = data.draw(st.integers(1, 12))

    goal = walk.goal(caret)
    n_done = 0
    while n_done < n_steps and (below := walk.step_row(goal, 1)) is not None:
        goal, n_done = below, n_done + 1
    for _ in range(n_done):
        above = walk.step_row(goal, -1)
        assert above is not None
        goal = above

    assert goal.caret == caret


@given(found=pages, data=st.data())
def test_selection_when_between_words_then_its_text_is_the_words_between(
    found: list[tuple[list[str], list[str]]], data: st.DataObject
) -> None:
    maps = [TextMap(PageText(tuple(two_columns(page)))) for page in found]
    walk = CaretWalk(lambda page_index: maps[page_index].flow, len(maps))
    starts = way(walk, Unit.WORD)
    first = data.draw(st.integers(0, len(starts) - 1))
    n_words = data.draw(st.integers(1, 9))
    assume(first + n_words < len(starts))

    span = Span(starts[first], starts[first + n_words])
    text = join_lines([maps[i].text(i, span) for i in span.pages])

    every = [
        word for page in found for side in page for row in side for word in row.split()
    ]
    assert text.split() == every[first : first + n_words]


@given(found=pages)
def test_row_when_walked_then_no_line_of_the_other_column_lies_between(
    found: list[tuple[list[str], list[str]]],
) -> None:
    walk = walk_over(*map(two_columns, found))
    at, seen = (0, 0), [(0, 0)]
    while (following := walk.next_row(*at, 1)) is not None:
        at = following
        seen.append(at)

    n_rows = [len(left) + len(right) for left, right in found]
    assert seen == [(page, row) for page, n in enumerate(n_rows) for row in range(n)]


def test_step_row_when_the_column_ends_then_keeps_the_distance_from_its_edge() -> None:
    walk = walk_over([*column(["abcdefgh"], LEFT), *column(["stuvwxyz"], RIGHT)])

    below = walk.step_row(walk.goal(Caret(0, 0, 3)), 1)

    assert below is not None
    assert below.caret == Caret(0, 1, 3)


def test_step_when_a_page_is_not_read_then_asks_for_it() -> None:
    walk = walk_over(column(["one"], LEFT), None)

    with pytest.raises(UnreadPage) as missing:
        walk.step(Caret(0, 0, 3), Unit.CHARACTER, 1)

    assert missing.value.page_index == 1


def test_step_when_a_page_has_no_text_then_goes_over_it() -> None:
    walk = walk_over(column(["one"], LEFT), [], column(["two"], LEFT))

    assert walk.step(Caret(0, 0, 3), Unit.CHARACTER, 1) == Caret(2, 0, 0)
    assert walk.step(Caret(2, 0, 3), Unit.CHARACTER, 1) is None


def test_words_when_cut_at_the_line_end_then_are_one() -> None:
    flow = PageFlow(column(["we com-", "pute it"], LEFT))

    assert list(flow.stops(Unit.WORD)) == [(0, 0), (0, 3), (1, 5)]
    assert list(flow.stops(Unit.WORD_END)) == [(0, 2), (1, 4), (1, 7)]


def test_paragraphs_when_indented_or_parted_then_begin_and_else_go_on() -> None:
    lines = [
        *column(["First one begins", "and ends here."], LEFT),
        line_at("Second is indented", LEFT + 15, 104),
        line_at("and runs on over", LEFT, 116),
        *column(["into this column.", "Not a new one"], RIGHT, block=1),
        *column(["A block of its own."], RIGHT, top=140, block=2),
    ]

    assert list(PageFlow(lines).stops(Unit.PARAGRAPH)) == [(0, 0), (2, 0), (6, 0)]


def test_sentence_when_of_a_row_then_is_the_one_that_fills_most_of_it() -> None:
    flow = PageFlow(column(["End. A longer one that", "ends here. Then more"], LEFT))

    assert flow.sentence_of_row(0) == ((0, 5), (1, 10))
    assert flow.sentence_at((0, 0)) == ((0, 0), (0, 4))


def test_rows_when_lines_stand_beside_each_other_then_are_one() -> None:
    lines = [
        line_at("x", LEFT, 80),
        line_at("= y", LEFT + 10, 81),
        *column(["z"], LEFT, top=95),
    ]

    assert [(row.first, row.last) for row in PageFlow(lines).rows] == [(0, 1), (2, 2)]


def test_columns_when_a_title_runs_across_then_comes_before_both() -> None:
    long = "a row that is long enough"
    title = line_at("a title that runs across the page from left to right", LEFT, 50)
    title = line_at(title.text + "x" * 30, LEFT, 50)
    rows = [title, *column([long] * 9, LEFT), *column([long] * 9, RIGHT)]

    found = PageFlow(rows).columns

    assert [(box.left, box.top) for box in found] == [(50, 50), (50, 80), (320, 80)]


def three_pages(*parts: list[str]) -> CaretWalk:
    """Return a walk over pages of these lines, each under a head, over its number."""
    flows = {
        number: PageFlow(
            [
                line_at("On Things", LEFT, 30),
                *column(lines, LEFT, block=1),
                line_at(str(number + 1), LEFT, 700, block=2),
            ]
        )
        for number, lines in enumerate(parts)
    }
    for number in flows:
        leave_out_running(flows, number)
    return CaretWalk(flows.__getitem__, len(flows))


def test_step_when_a_sentence_goes_on_over_a_page_end_then_is_one_step() -> None:
    walk = three_pages(
        ["First. The second goes"], ["on here and", "ever so"], ["long. A third."]
    )

    forward = way(walk, Unit.SENTENCE)

    assert forward[1:] == [
        Caret(0, 1, 0),
        Caret(0, 1, 7),
        Caret(2, 1, 6),
        Caret(2, 2, 0),
    ]
    assert walk.step(Caret(2, 1, 6), Unit.SENTENCE, -1) == Caret(0, 1, 7)


@pytest.mark.parametrize("at", [Caret(0, 1, 9), Caret(1, 2, 3), Caret(2, 1, 2)])
def test_sentence_when_it_goes_on_over_page_ends_then_is_whole(at: Caret) -> None:
    walk = three_pages(
        ["First. The second goes"], ["on here and", "ever so"], ["long. A third."]
    )

    assert walk.sentence_at(at) == Span(Caret(0, 1, 7), Caret(2, 1, 5))


@pytest.mark.parametrize(
    ("last", "is_whole"),
    [
        ("\u305d\u306e\u9ce5\u3092", True),
        ("\u305d\u306e\u3002", False),
        ("\u305d", False),
    ],
)
def test_sentence_when_without_spaces_then_goes_on_past_a_full_line_only(
    last: str, is_whole: bool
) -> None:
    full = "\u6e2f\u306e\u9ce5\u306e"
    walk = three_pages([full, last], ["\u6570\u3048\u308b\u3002"], ["And more."])

    found = walk.sentence_at(Caret(0, 1, 0))

    assert found is not None
    assert (found.end.page_index == 1) is is_whole


@pytest.mark.parametrize(
    ("above", "below"), [("It ends.", "a list"), ("It does not", "Another one")]
)
def test_sentence_when_it_surely_ends_or_another_begins_then_stays_on_its_page(
    above: str, below: str
) -> None:
    walk = three_pages([above], [below], ["And more."])

    found = walk.sentence_at(Caret(0, 1, 3))

    assert found is not None
    assert found.end == Caret(0, 1, len(above))


def test_selection_when_over_a_page_end_then_leaves_heads_and_numbers_out() -> None:
    maps = [
        TextMap(
            PageText(
                (
                    line_at("On Things", LEFT, 30),
                    line_at(text, LEFT, 80, block=1),
                    line_at(f"Page {number}", LEFT, 700, block=2),
                )
            )
        )
        for number, text in enumerate(["It goes", "on and ends."])
    ]
    leave_out_running({number: each.flow for number, each in enumerate(maps)}, 0)

    span = Span(Caret(0, 1, 3), Caret(1, 1, 12))

    assert [maps[i].text(i, span) for i in span.pages] == ["goes", "on and ends."]
