"""Words that go on over a page's end are found, past what runs on every page."""

from collections.abc import AsyncIterator
from pathlib import Path

import pymupdf
import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from app.domain.mark import Quad
from app.pdf.client import PdfClient
from app.pdf.contents import Hit
from app.pdf.finding import Manner, find, find_over
from app.pdf.page_ends import edges_of, joint_before
from tests.support.pdf_workers import CHECKOUT, WORKER

WORDS = st.lists(st.sampled_from(["red", "blue", "sea", "boat"]), min_size=4)


@pytest_asyncio.fixture
async def client() -> AsyncIterator[PdfClient]:
    """A client of the real worker."""
    made = PdfClient(WORKER, folder=CHECKOUT)
    yield made
    await made.close()


def write_pages(path: Path, *pages: tuple[str, ...]) -> Path:
    """Write pages of lines, a running head over them and the page's number below."""
    document = pymupdf.open()
    for number, lines in enumerate(pages, start=1):
        page = document.new_page(width=400, height=400)
        page.insert_text((50, 30), f"Old Boats and Their Harbours {2000 + number}")
        page.insert_text((50, 80), list(lines))
        page.insert_text((190, 380), str(number))
    document.save(path)
    document.close()
    return path


async def found(
    client: PdfClient, path: Path, needle: str, from_page: int
) -> list[Hit]:
    document = await client.open(path)
    hits = [hit async for hit in document.search(needle, from_page=from_page)]
    document.close()
    return hits


@pytest.mark.parametrize("from_page", [0, 1, 2])
@pytest.mark.parametrize(
    ("needle", "match"),
    [
        ("the grey water rises", "the grey water rises"),
        ("mooring", "moo- ring"),
    ],
)
@pytest.mark.asyncio
async def test_search_when_words_go_on_over_the_end_then_finds_them_once(
    client: PdfClient, tmp_path: Path, needle: str, match: str, from_page: int
) -> None:
    path = write_pages(
        tmp_path / "a.pdf",
        ("First words.", "In the end the grey"),
        ("water rises slowly.", "Nobody saw the moo-"),
        ("ring of that boat.", "The last words."),
    )

    (hit,) = await found(client, path, needle, from_page)

    assert hit.context[hit.start : hit.end] == match
    assert hit.page_index == (1 if needle.startswith("the") else 2)
    (quad,) = hit.quads
    assert 60 < quad.top < 90  # the first line of the page's own text


@pytest.mark.asyncio
async def test_search_when_words_end_a_page_then_is_no_hit_of_the_next_one(
    client: PdfClient, tmp_path: Path
) -> None:
    path = write_pages(tmp_path / "a.pdf", ("A red boat",), ("at sea",))

    hits = await found(client, path, "red boat", 0)

    assert [hit.page_index for hit in hits] == [0]


@given(WORDS, st.data())
def test_find_over_a_turn_finds_what_one_page_of_both_would(
    words: list[str], data: st.DataObject
) -> None:
    turn = data.draw(st.integers(1, min(3, len(words) - 1)), "lines above")
    above, below = words[:turn], words[turn : turn + 4]
    joint = joint_before(1, {0: edges_of([*above, "7"]), 1: edges_of(["8", *below])})
    if joint is None:  # what both pages have alike runs on every page
        return

    def box(line: int, start: int, end: int) -> Quad:
        return Quad(float(start), float(line), float(end), float(line + 1))

    lines = (*joint.tail, *joint.head)
    needle = f"{joint.tail[-1]} {joint.head[0]}"
    whole = find(lines, needle, 1, box, Manner())
    over = find_over(joint, needle, 1, box, Manner())

    at_turn = [
        hit
        for hit in whole
        if {quad.top for quad in hit.quads} & {float(len(joint.tail) - 1)}
        and len(hit.quads) == 2
    ]
    assert len(over) == len(at_turn) == 1
    assert over[0].context == at_turn[0].context
