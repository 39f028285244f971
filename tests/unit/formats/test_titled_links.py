"""Lists of links whose titles stand on lines of their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.paper import Harvest
from app.formats.incoming import read_text
from app.formats.titled_links import read_titled_links

TITLES = (
    "Lamps at Night: A Survey of Small Lights",
    "Tidewater: Streaming Attention for Sensor Networks",
    "Deep Harbours for Image Recognition",
    "On the Weight of Letters",
)
URLS = tuple(f"https://arxiv.org/abs/2304.1500{n}" for n in range(len(TITLES)))
PAIRS = tuple(zip(TITLES, URLS, strict=True))
AUTHORS = "Ann Bee, Carl C. Dee and Eve van Eff"


def titles_of(harvest: Harvest) -> tuple[str, ...]:
    return tuple(draft.title for draft in harvest.drafts)


def blocks(form: str, *, between: str = "\n") -> str:
    return between.join(form.format(title=t, url=u) for t, u in PAIRS)


@pytest.mark.parametrize(
    "text",
    [
        blocks("{title}\n{url}"),
        blocks("{url}\n{title}"),
        blocks("{title}\n{url}", between="\n\n"),
        blocks("{url}\n{title}", between="\n\n\n"),
        blocks("{title}\n\n{url}", between="\n\n"),
        blocks("1. {title}\n   {url}"),
        blocks("- **{title}**\n  - {url}"),
        blocks("## {title}\n[Paper]({url}) | [Code](https://github.com/a/b)\n"),
        blocks("Title: {title}\nLink: {url}", between="\n\n"),
        blocks("{title}\n{url}\n{url}v1\nhttps://github.com/a/b", between="\n\n"),
        blocks("{title}\nAnn Bee et al.\nNeurIPS 2017\n{url}"),
        blocks("{title}\nWhat the paper says, in one sentence.\n{url}", between="\n\n"),
        blocks("Ann Bee  10:14 AM\n{title}\n{url}"),
        blocks("{title} - {url}"),
        blocks("{url}\t{title}"),
        blocks("{url} | {title} | OpenReview"),
        blocks("* [{title}]({url})"),
    ],
)
def test_title_beside_its_link_is_the_papers(text: str) -> None:
    harvest = read_text(text, name="list.txt")

    assert titles_of(harvest) == TITLES
    assert [d.identifiers[0].value for d in harvest.drafts] == [u[-10:] for u in URLS]
    assert [d.provenance.position for d in harvest.drafts] == [1, 2, 3, 4]


def test_authors_between_title_and_link_are_the_papers() -> None:
    text = blocks(f"{{title}}\n{AUTHORS}\n{{url}}")

    first = read_text(text, name="list.txt").drafts[0]

    names = [author.name for author in first.authors]
    assert names == ["Ann Bee", "Carl C. Dee", "Eve van Eff"]
    assert first.provenance.original == f"{TITLES[0]}\n{AUTHORS}\n{URLS[0]}"


def test_letter_keeps_what_is_no_title_to_be_looked_at() -> None:
    letter = "Hello everyone, papers of the week.\n\n" + blocks(
        "{title}\n{url}", between="\n\n"
    )
    end = "\n\nUnsubscribe: https://news.example.org/u\n"

    harvest = read_text(letter + end, name="mail.txt")

    assert titles_of(harvest) == TITLES
    assert [each.where for each in harvest.skipped] == [
        "mail.txt, line 1",
        "mail.txt, line 15",
    ]


def test_headings_between_groups_are_no_titles() -> None:
    text = "Agents and Tools\n\n" + blocks("{title}\n{url}", between="\n\n")

    harvest = read_text(text, name="list.txt")

    assert titles_of(harvest) == TITLES
    assert [each.text for each in harvest.skipped] == ["Agents and Tools"]


@pytest.mark.parametrize(
    "text",
    [
        "Great Models of All Time\n" + blocks("{url}\n{title}"),
        "Reading List for May\n" + blocks("{url}\n{title}") + f"\n{URLS[0][:-1]}9",
        blocks("Interesting new work on lamps, {title[0]}\n{url}"),
        blocks("Have you seen what they did with {title[0]}\n{url}"),
        blocks("{title}\n{url}\narXiv:2401.01000", between="\n\n"),
        blocks("{title}\nA Line That May Be {title}\n{url}"),
        f"Look at this one by Google\n{URLS[0]}",
        f"{URLS[0]}\nThe Title of a Paper\nrubbish",
        f"Papers for Monday\n{URLS[0]}\n{URLS[1]}",
        "\n".join((URLS[0], *TITLES[:3], *URLS[1:])),
    ],
)
def test_doubtful_line_is_no_title(text: str) -> None:
    harvest = read_text(text, name="list.txt")

    assert all(draft.title.startswith("arXiv ") for draft in harvest.drafts)
    assert not any(draft.abstract for draft in harvest.drafts)
    assert harvest.skipped


LINES = st.sampled_from(
    [
        *TITLES,
        *URLS,
        "",
        AUTHORS,
        "Ann Bee",
        "NeurIPS 2017",
        "What the paper says, in one sentence.",
        "alice  10:14 AM",
        "# a heading",
        "Code: https://github.com/a/b",
        "Segment Lamps",
        f"{TITLES[2]} {URLS[0]}",
    ]
)


@given(st.lists(LINES, min_size=1, max_size=24))
def test_every_line_is_told_and_no_link_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)

    harvest = read_titled_links(text, source="x")

    if harvest is None:
        return
    told = [
        *(draft.provenance.original for draft in harvest.drafts),
        *(each.text for each in harvest.skipped),
        *harvest.furniture,
    ]
    shown = {line for part in told for line in part.split("\n")}
    assert {line for line in lines if line} <= shown
    named = {i.value for draft in harvest.drafts for i in draft.identifiers}
    assert named == {line[-10:] for line in lines if "arxiv.org" in line}
