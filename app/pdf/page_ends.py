"""Where one page goes on upon the next: last and first lines, without running ones."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_LINES = 4
NEAR_PAGES = 2
_NUMBER = re.compile(
    r"\W*(?:page\s*)?(?:\d{1,5}|[ivxlc]{1,7})(?:\s*(?:of|/)\s*\d+)?\W*"
)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class PageEdges:
    """The first and the last lines of a page, as they are read."""

    first: tuple[str, ...]
    last: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageJoint:
    """The end of a page and the start of the next one.

    `n_left_out` lines of the next page run at the top of all pages.
    """

    tail: tuple[str, ...]
    head: tuple[str, ...]
    n_left_out: int


def edges_of(lines: Sequence[str]) -> PageEdges:
    """Return the edges of a page; one of few lines has them all in both."""
    return PageEdges(tuple(lines[:_LINES]), tuple(lines[-_LINES:]))


def joint_before(page_index: int, edges: dict[int, PageEdges]) -> PageJoint | None:
    """Join a page to the one before it; None unless both are known.

    Page numbers, and lines that other known pages have there too, are left out.
    """
    above, below = edges.get(page_index - 1), edges.get(page_index)
    if above is None or below is None:
        return None
    near = range(page_index - NEAR_PAGES, page_index + NEAR_PAGES + 1)
    feet = {i: edges[i].last for i in near if i in edges and i != page_index - 1}
    tops = {i: edges[i].first for i in near if i in edges and i != page_index}
    n_feet = _n_running(above.last[::-1], feet.values())
    n_tops = _n_running(below.first, tops.values())
    tail = above.last[: len(above.last) - n_feet]
    head = below.first[n_tops:]
    return PageJoint(tail, head, n_tops) if tail and head else None


def running_lines(page_index: int, edges: Mapping[int, PageEdges]) -> tuple[int, int]:
    """Count the lines at the top and at the foot of a page that run on all pages."""
    own = edges[page_index]
    near = range(page_index - NEAR_PAGES, page_index + NEAR_PAGES + 1)
    others = [edges[i] for i in near if i in edges and i != page_index]
    return (
        _n_running(own.first, (other.first for other in others)),
        _n_running(own.last[::-1], (other.last for other in others)),
    )


def _n_running(lines: Sequence[str], others: Iterable[Sequence[str]]) -> int:
    """Count how many lines at an edge are no text of the page's own."""
    known = {_shape(line) for other in others for line in other}
    n_running = 0
    for line in lines:
        if not (_NUMBER.fullmatch(line.casefold()) or _shape(line) in known):
            break
        n_running += 1
    return n_running


def _shape(line: str) -> str:
    return _DIGITS.sub("0", " ".join(line.split()))
