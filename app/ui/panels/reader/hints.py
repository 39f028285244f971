"""Labels for links: home-row letters, as few as can be, none beginning another."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.mark import Quad
from app.pdf.contents import PageLink

LETTERS = "fjdkslagh"
"""The home row, the easiest letters first; `y` and a label copies, so it is not there.
"""

_NEXT_LINE = 2.2


@dataclass(frozen=True, slots=True)
class Target:
    """A link on a page; `boxes` are its parts where it runs over several lines."""

    page_index: int
    link: PageLink
    boxes: tuple[Quad, ...]


def labels(count: int) -> list[str]:
    """Return so many labels, the shortest first; none begins another one."""
    if count <= 0:
        return []
    waiting = list(LETTERS)
    first = 0
    while len(waiting) - first < count:
        waiting += [waiting[first] + letter for letter in LETTERS]
        first += 1
    return waiting[first : first + count]


def targets_of(page_index: int, links: Sequence[PageLink]) -> list[Target]:
    """Return the links of a page, each once, as one reads them."""
    found: list[Target] = []
    for link in links:
        last = found[-1] if found else None
        if last is not None and _goes_on(last, link):
            found[-1] = Target(page_index, last.link, (*last.boxes, link.box))
        else:
            found.append(Target(page_index, link, (link.box,)))
    return found


def _goes_on(last: Target, link: PageLink) -> bool:
    """Say whether a link is the rest, on the next line, of the one before."""
    before, box = last.link, link.box
    if (before.uri, before.page_index, before.top) != (
        link.uri,
        link.page_index,
        link.top,
    ):
        return False
    end = last.boxes[-1]
    high = max(end.bottom - end.top, 1.0)
    return 0 < box.top - end.top < _NEXT_LINE * high and box.left < end.left
