"""What may be peeked at on a page: mentions and links, each place once."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.mark import Quad
from app.formats.mentions.finding import mentions_in
from app.pdf.contents import PageLink
from app.ui.panels.reader.peek_spots import spots_of
from tests.support.page_lines import line_at

WORDS = "As Figure 3 shows and as Table 2 tells"
places = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=30, unique=True
)


def link_at(left: float, top: float, *, width: float = 8.0) -> PageLink:
    """Return a link to another page from a small box."""
    box = Quad(left, top, left + width, top + 8.0)
    return PageLink(box=box, uri="", page_index=3, top=0.0)


@given(places)
def test_spots_when_links_lie_elsewhere_then_each_has_its_own(
    found: list[tuple[int, int]],
) -> None:
    line = line_at(WORDS, 50, 40)
    links = [link_at(10.0 * x, 100 + 10.0 * y) for x, y in found]

    spots = spots_of(0, [line], links, mentions_in([line.text]))

    assert [spot.mention is not None for spot in spots[:2]] == [True, True]
    assert [spot.link for spot in spots[2:]] == links


def test_spots_when_a_link_lies_on_a_mention_then_are_one() -> None:
    line = line_at(WORDS, 50, 40)
    first, second = mentions_in([line.text])
    box = line.quad(*first.pieces[0][1:])
    on_it = link_at(box.left, box.top, width=box.right - box.left)
    elsewhere = [link_at(10.0 * x, 300) for x in range(50)]

    spots = spots_of(0, [line], [*elsewhere, on_it], [first, second])

    assert [spot.link for spot in spots] == [on_it, None, *elsewhere]
