"""Rows give up columns in their order, and search words are found in titles."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from app.domain.paper import Author
from app.ui.look import Look
from app.ui.models.paper_words import short_authors
from app.ui.panels.list.matches import find_matches, search_words
from app.ui.panels.list.row_layout import TopicsShown, lay_out

pytestmark = pytest.mark.ui


def test_columns_leave_in_their_order_as_the_list_narrows(look: Look) -> None:
    px = look.theme.px
    layouts = [lay_out(look.theme, px(width)) for width in range(1400, 460, -2)]
    states = [
        (layout.topics_shown, layout.year is not None, layout.authors is not None)
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
@given(st.integers(0, 4000))
def test_columns_never_overlap(look: Look, width: int) -> None:
    layout = lay_out(look.theme, width)
    spans = (layout.status, layout.title, layout.authors, layout.year, layout.topics)
    shown = [span for span in spans if span is not None and span.width]

    if layout.title.width:
        edges = [edge for span in shown for edge in (span.left, span.right)]
        assert edges == sorted(edges)


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
        ("", "Anything", []),
    ],
)
def test_matches_are_the_starts_of_words(
    search: str, title: str, found: list[str]
) -> None:
    matches = find_matches(title, search_words(search))

    assert [title[start:end] for start, end in matches] == found


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
