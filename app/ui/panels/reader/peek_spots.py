"""What may be peeked at on the pages that show: mentions in the text, and links."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.domain.mark import Quad
from app.formats.mentions.finding import Mention, MentionKind
from app.formats.mentions.targets import Target, TargetIndex, reference_target
from app.pdf.contents import PageLink, TextLine

_LINK_NEAR_PT = 16.0
_BAND_PT = 24.0
_MOST_BANDS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A mention or a link, or both in one place; at least one of them."""

    page_index: int
    quads: tuple[Quad, ...]
    mention: Mention | None
    link: PageLink | None

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point of its page, in points, lies on it."""
        return any(
            box.left <= x <= box.right and box.top <= y <= box.bottom
            for box in self.quads
        )


def spots_of(
    page_index: int,
    lines: Sequence[TextLine],
    links: Sequence[PageLink],
    mentions: Sequence[Mention],
) -> list[Spot]:
    """Return the spots of a page in the order of its text; bare links come last."""
    by_height = _Bands((number, link.box) for number, link in enumerate(links))
    taken: set[int] = set()
    found = []
    for mention in mentions:
        quads = tuple(
            lines[line].quad(start, end) for line, start, end in mention.pieces
        )
        near = sorted({number for quad in quads for number in by_height.near(quad)})
        on_it = next((n for n in near if _covers(links[n].box, quads)), None)
        link = None if on_it is None else links[on_it]
        if on_it is not None:
            taken.add(on_it)
        if not mention.is_sure and link is not None and link.uri:
            continue
        spot = Spot(page_index=page_index, quads=quads, mention=mention, link=link)
        found.append(spot)
    by_height = _Bands(
        (number, quad) for number, spot in enumerate(found) for quad in spot.quads
    )
    bare = (link for number, link in enumerate(links) if number not in taken)
    found += [
        Spot(page_index=page_index, quads=(link.box,), mention=None, link=link)
        for link in bare
        if not any(_covers(link.box, found[n].quads) for n in by_height.near(link.box))
    ]
    return found


class _Bands:
    """Numbered boxes by how far down they lie: a page may have thousands of them."""

    def __init__(self, boxes: Iterable[tuple[int, Quad]]) -> None:
        self._numbers: defaultdict[int, list[int]] = defaultdict(list)
        for number, box in boxes:
            for band in _bands(box):
                self._numbers[band].append(number)

    def near(self, box: Quad) -> Iterator[int]:
        """Give the numbers of the boxes that may touch one, some of them twice."""
        for band in _bands(box):
            yield from self._numbers.get(band, ())


def _bands(box: Quad) -> range:
    top, bottom = (
        min(max(int(side // _BAND_PT), 0), _MOST_BANDS)
        for side in (box.top, box.bottom)
    )
    return range(top, bottom + 1)


def target_of(spot: Spot, index: TargetIndex) -> Target | None:
    """Return what a spot means; None for an outer link, and for itself."""
    if spot.mention is not None:
        target = index.find(spot.mention)
        is_own = index.is_itself(spot.mention, spot.page_index, spot.quads[0])
        if target is not None:
            return None if is_own else target
    link = spot.link
    if link is None or link.page_index is None:
        return None
    for entry in index.entries:
        top = entry.box.top
        if entry.page_index == link.page_index and abs(top - link.top) < _LINK_NEAR_PT:
            return reference_target(entry)
    return index.at(link.page_index, link.top)


def is_reference(target: Target) -> bool:
    """Say whether a target is an entry of the list of references."""
    return target.kind is MentionKind.REFERENCE and target.entry is not None


def _covers(box: Quad, quads: Sequence[Quad]) -> bool:
    """Say whether a link's box lies on one of the boxes of a mention."""
    for quad in quads:
        across = min(box.right, quad.right) - max(box.left, quad.left)
        down = min(box.bottom, quad.bottom) - max(box.top, quad.top)
        narrower = min(box.right - box.left, quad.right - quad.left)
        if across > 0.5 * narrower and down > 0.4 * (quad.bottom - quad.top):
            return True
    return False
