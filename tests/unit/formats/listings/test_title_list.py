"""Lists of titles without anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InvalidInput
from app.domain.paper import Harvest
from app.formats.incoming import read_text
from app.formats.listings.listing import LONE_TITLE

WORDS = ("Lamps", "Night", "Harbours", "at", "of", "the", "Learning", "with", "Letters")
TITLES = st.lists(st.sampled_from(WORDS), min_size=2, max_size=14).map(
    lambda words: " ".join(["On", *words])
)


def shown(harvest: Harvest) -> list[str]:
    return [each.text for each in harvest.skipped]


@given(st.lists(TITLES, min_size=2, max_size=60), st.sampled_from(["\n", "\n\n"]))
def test_titles_alone_get_a_verdict_each(titles: list[str], between: str) -> None:
    harvest = read_text(between.join(titles), name="titles.txt")

    assert shown(harvest) == titles
    assert {each.why for each in harvest.skipped} == {LONE_TITLE}
    assert not harvest.drafts


def test_line_of_thousands_is_told_with_its_number() -> None:
    titles = [f"On Lamps of the Kind {n} in Large Harbours" for n in range(4_000)]

    harvest = read_text("\n".join(titles), name="titles.txt")

    assert shown(harvest) == titles
    assert harvest.skipped[-1].where == "titles.txt, line 4000"
    assert harvest.kind == "list of titles"


def test_link_among_titles_is_a_paper() -> None:
    text = "Lamps at Night\nOn Harbours\nThe Weight of Letters\narXiv:2304.15004"

    harvest = read_text(text, name="titles.txt")

    assert [draft.title for draft in harvest.drafts] == ["arXiv 2304.15004"]
    assert len(harvest.skipped) == 3


PARTS = st.sampled_from(
    [
        "",
        "Lamps at Night",
        "Tidewater: Streaming Attention for Sensor Networks",
        "We present lamps. They are bright, and they are warm, and they are cheap to "
        "build; on nine nights of three harbours they were seen by all.",
        "which is a part of a paragraph that goes on and",
        "https://arxiv.org/abs/2304.15004",
        "# a heading",
        "On the Weight of Letters https://example.org/letters",
        "Mar 11",
        "Ann Bee, Carl Dee",
        "12",
    ]
)


@given(st.lists(PARTS, min_size=1, max_size=30))
def test_no_line_of_plain_text_is_left_out(lines: list[str]) -> None:
    try:
        harvest = read_text("\n".join(lines), name="x")
    except InvalidInput:
        return

    told = [
        *(draft.provenance.original for draft in harvest.drafts),
        *(f"{draft.title} {draft.abstract}" for draft in harvest.drafts),
        *(link.url for draft in harvest.drafts for link in draft.links),
        *(each.text for each in harvest.skipped),
        *harvest.furniture,
    ]
    for line in lines:
        assert any(line in part for part in told), line


@pytest.mark.parametrize("ending", [".", ",", " and"])
def test_wrapped_paragraph_is_no_list_of_titles(ending: str) -> None:
    lines = [f"and what lamps are on night {n} of all nights" for n in range(30)]

    harvest = read_text("\n".join(lines) + ending, name="x")

    assert harvest.kind == "saved listing"
    assert len(harvest.skipped) < 2
