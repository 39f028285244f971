"""Rows give up columns in their order, and search words are found in titles."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from PySide6 import QtGui

from app.domain.paper import Author
from app.domain.view import ORDERS_ALONE, Column, View, Width
from app.ui.appearance.look import Look
from app.ui.matches import (
    find_matches,
    search_words,
    search_words_below,
    spans_shown,
    words_in_marks,
)
from app.ui.models.paper_words import short_authors
from app.ui.panels.list.row_layout import TITLE_LEAST, TopicsShown, lay_out

pytestmark = pytest.mark.ui
_SHOWN = [column for column in Column if column not in ORDERS_ALONE]
_COLUMNS = st.lists(st.sampled_from(_SHOWN), unique=True).map(
    lambda columns: tuple(dict.fromkeys((*columns, Column.TITLE)))
)
VIEWS = st.builds(
    View,
    columns=_COLUMNS,
    widths=st.lists(
        st.builds(Width, st.sampled_from(_SHOWN), st.integers(24, 600)),
        max_size=4,
        unique_by=lambda width: width.column,
    ).map(tuple),
)


def test_columns_leave_in_their_order_as_the_list_narrows(look: Look) -> None:
    px = look.theme.px
    layouts = [lay_out(look.theme, px(width)) for width in range(1400, 460, -2)]
    states = [
        (
            layout.topics_shown,
            layout.span(Column.YEAR) is not None,
            layout.span(Column.AUTHORS) is not None,
        )
        for layout in layouts
    ]

    assert list(dict.fromkeys(states)) == [
        (TopicsShown.CHIPS, True, True),
        (TopicsShown.ONE_CHIP, True, True),
        (TopicsShown.DOTS, True, True),
        (TopicsShown.DOTS, False, True),
        (TopicsShown.DOTS, False, False),
    ]
    assert all(layout.title.width >= px(320) for layout in layouts)


@examples(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 4000), VIEWS)
def test_columns_never_overlap(look: Look, width: int, view: View) -> None:
    layout = lay_out(look.theme, width, view)
    shown = [layout.status, *(cell.span for cell in layout.cells)]

    if layout.title.width:
        edges = [edge for span in shown for edge in (span.left, span.right)]
        assert edges == sorted(edges)
        assert edges[-1] <= width
    if len(layout.cells) > 2:
        assert layout.title.width >= look.theme.px(TITLE_LEAST)
    order = [cell.column for cell in layout.cells]
    assert order == [column for column in view.columns if column in order]


def test_columns_that_the_user_added_leave_before_the_first_four(look: Look) -> None:
    view = View(columns=(*View().columns, Column.VENUE, Column.NOTES))
    widths = range(look.theme.px(1400), look.theme.px(400), -1)
    layouts = [lay_out(look.theme, width, view) for width in widths]
    states = [frozenset(cell.column for cell in layout.cells) for layout in layouts]
    left = [before - after for before, after in pairwise(states)]

    assert [column for gone in left for column in gone] == [
        Column.NOTES,
        Column.VENUE,
        Column.YEAR,
        Column.AUTHORS,
    ]


def test_width_given_by_the_user_stays_and_a_title_takes_empty_cells(
    look: Look,
) -> None:
    view = View(widths=(Width(Column.YEAR, 90),))
    layout = lay_out(look.theme, look.theme.px(1300), view)
    year, authors = layout.span(Column.YEAR), layout.span(Column.AUTHORS)
    assert year is not None
    assert authors is not None
    assert year.width == look.theme.px(90)
    over = layout.title_over(lambda column: column is Column.YEAR)
    assert over.right == year.left - layout.gap
    assert layout.title_over(lambda _column: True).right == authors.left - layout.gap
    assert layout.title_over(lambda _column: False).right == layout.cells[-1].span.right


@pytest.mark.parametrize(
    ("search", "title", "found"),
    [
        ("law", "Densing Law of LLMs", ["Law"]),
        ("LAW dens", "Densing Law of LLMs", ["Dens", "Law"]),
        ("year:2024 law", "Year of the Law", ["Law"]),
        ("-law of", "Densing Law of LLMs", ["of"]),
        ("aw", "Densing Law of LLMs", []),
        ("state-space", "A State-Space Model", ["State-Space"]),
        ("(", "A (b", []),
        ("deja", "Das Déjà vu", ["Déjà"]),
        ("DÉJÀ", "Das deja-vu", ["deja"]),
        ("学习", "深度学习方法", ["学习"]),
        ("final", "A ﬁnal ﬁnale", ["ﬁnal", "ﬁnal"]),
        ('(law or "the llms") -of', "Densing Law of LLMs", ["Law", "LLMs"]),
        ("title:law author:dens and llm", "Densing Law of LLMs", ["Law", "LLM"]),
        ("title:~^(dens|law)", "Densing Law of LLMs", ["Dens"]),
        ("title:~l+m law", "Densing Law of LLMs", ["Law", "LLM"]),
        ("title:~sing law:~x des", "Dessing Law", ["Des", "sing", "Law"]),
        ("title:~(a*)*$", "Law", []),
        ("title:~[ or title:~w", "Law", ["w"]),
        ("-title:~law abstract:~law", "Law", []),
        ("", "Anything", []),
    ],
)
def test_matches_are_the_starts_of_words(
    search: str, title: str, found: list[str]
) -> None:
    matches = find_matches(title, search_words(search))

    assert [title[start:end] for start, end in matches] == found


def test_patterns_of_abstracts_are_matched_on_cards_and_those_of_marks_in_marks() -> (
    None
):
    search = "abstract:~la(w|x) mark:~ll.s title:~den of"
    title = "Densing Law of LLMs"

    assert find_matches(title, search_words_below(search)) == [(8, 11), (12, 14)]
    assert find_matches(title, search_words(search)) == [(0, 3), (12, 14)]
    assert find_matches(title, words_in_marks(search)) == [(12, 14), (15, 19)]


@pytest.mark.parametrize(
    ("search", "lit"),
    [
        ("title:~^law", ["Law"]),
        ("title:~llms$", ["LLMs"]),
        ("title:~of$", []),
        ("title:~^of", []),
        ('title:~"^law of"', ["Law", "of"]),
    ],
)
def test_matches_on_wrapped_lines_are_those_of_the_whole_text(
    search: str, lit: list[str]
) -> None:
    whole, lines = "Law of Law of LLMs", (("Law", 0), ("of Law of", 4), ("LLMs", 14))
    spans = find_matches(whole, search_words(search))

    shown = [
        text[a:b]
        for text, start in lines
        for a, b in spans_shown(spans, whole, text, start)
    ]
    assert shown == lit


def test_matches_on_a_line_that_is_cut_leave_its_ellipsis_alone() -> None:
    whole = "Densing Law of LLMs"

    assert spans_shown([(8, 19)], whole, "Densing La…") == [(8, 10)]
    assert spans_shown([(12, 14)], whole, "Densing La…") == []
    assert spans_shown([(8, 19)], whole, whole) == [(8, 19)]


@pytest.mark.parametrize(
    ("names", "short"),
    [
        ((), ""),
        (("Yoshua Bengio",), "Bengio"),
        (("Schaeffer, Rylan", "B Miranda"), "Schaeffer et al."),
        (("Plato",), "Plato"),
    ],
)
def test_authors_are_shortened_to_the_first(names: tuple[str, ...], short: str) -> None:
    assert short_authors(tuple(Author(name) for name in names)) == short


@pytest.mark.parametrize("name", ["محمد علي", "Ötzi Müller"])
def test_others_stand_behind_the_first_author_in_any_script(
    look: Look, name: str
) -> None:
    short = short_authors((Author(name), Author("B Miranda")))
    layout = QtGui.QTextLayout(short, look.theme.ui_font())
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(10_000)
    layout.endLayout()
    family, more = short.index(name.split()[-1][0]), short.index("et al.")

    assert line.cursorToX(more) > line.cursorToX(family)  # type: ignore[operator]
