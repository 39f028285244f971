"""Outline and links as they come out of MuPDF; nothing is followed."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.domain.mark import Quad
from app.pdf.contents import OutlineEntry, PageLink
from app.pdf.sections import one_line

SIDE_MAX_PT = 100_000.0

_LINKS_MAX = 5_000
_OUTLINE_MAX = 10_000
_TITLE_CHARS = 1_000
_LINK = 1
_REFUSED = {
    "/JavaScript": "javascript:",
    "/Launch": "launch:",
    "/SubmitForm": "submit:",
    "/ImportData": "submit:",
    "/GoToE": "launch:",
}
"""Acts of a link that are none of a reader's, and the address that tells of them."""


def resolve(document: Any, uri: str | None) -> tuple[int | None, float]:
    """Find the page and the place on it that an inner address leads to."""
    if not uri or not uri.startswith("#"):
        return None, 0.0
    page_index, _, top = document.resolve_link(uri)
    return (page_index, finite(top)) if page_index >= 0 else (None, 0.0)


def read_outline(document: Any) -> tuple[OutlineEntry, ...]:
    """Read a document's own outline, up to 10,000 lines of it."""
    waiting = [(1, document.outline)]
    entries: list[OutlineEntry] = []
    while waiting and len(entries) < _OUTLINE_MAX:
        level, item = waiting.pop()
        if item is None or not item.this.m_internal:
            continue
        page_index, top = resolve(document, item.uri)
        title = one_line(item.title or "")[:_TITLE_CHARS].strip()
        entries.append(
            OutlineEntry(level=level, title=title, page_index=page_index, top=top)
        )
        waiting.append((level, item.next))
        waiting.append((level + 1, item.down))
    return tuple(entries)


def finite(number: float) -> float:
    """Return a place in points, 0 where it is beyond any page."""
    return number if abs(number) <= SIDE_MAX_PT else 0.0


def read_links(document: Any, first: Any) -> list[PageLink]:
    """Read the links of a page from the first on; those to files are told as 'file:…'.

    `first` is MuPDF's own: PyMuPDF's looks at all others anew for each next one.
    """
    links: list[PageLink] = []
    link = first
    while link.m_internal and len(links) < _LINKS_MAX:
        uri = link.uri() or ""
        target, top = resolve(document, uri)
        if target is not None or not uri.startswith("#"):
            outer = "" if target is not None else one_line(uri)
            box = link.rect()
            links.append(
                PageLink(
                    box=_box((box.x0, box.y0, box.x1, box.y1)),
                    uri=outer,
                    page_index=target,
                    top=top,
                )
            )
        link = link.next()
    return links


def read_refused(document: Any, page: Any) -> Iterator[PageLink]:
    """Read the links that would run a script, start a program or send a form."""
    for xref, kind, *_ in page.annot_xrefs()[:_LINKS_MAX]:
        if kind != _LINK:
            continue
        _, act = document.xref_get_key(xref, "A/S")
        if act in _REFUSED:
            _, written = document.xref_get_key(xref, "Rect")
            box = _shown_box(written, page)
            yield PageLink(box=box, uri=_REFUSED[act], page_index=None, top=0.0)


def without(links: Sequence[PageLink], told: Sequence[PageLink]) -> list[PageLink]:
    """Leave out the links whose boxes are those of others, to a point."""
    cells: defaultdict[tuple[int, int], list[Quad]] = defaultdict(list)
    for link in told:
        cells[_cell(link.box)].append(link.box)
    return [link for link in links if not _is_among(link.box, cells)]


def _is_among(box: Quad, cells: Mapping[tuple[int, int], Sequence[Quad]]) -> bool:
    column, row = _cell(box)
    return any(
        max(
            abs(box.left - other.left),
            abs(box.top - other.top),
            abs(box.right - other.right),
            abs(box.bottom - other.bottom),
        )
        < 1.0
        for across in (column - 1, column, column + 1)
        for down in (row - 1, row, row + 1)
        for other in cells.get((across, down), ())
    )


def _cell(box: Quad) -> tuple[int, int]:
    """Return the square point that a box begins in; a page has thousands of links."""
    return math.floor(box.left), math.floor(box.top)


def _box(rect: Any) -> Quad:
    return Quad(*(finite(float(place)) for place in rect))


def _shown_box(written: str, page: Any) -> Quad:
    """Turn a rectangle as a PDF writes it into the page as it is shown."""
    left, bottom, right, top = map(float, written.strip("[] ").split())
    places = [(left, bottom), (right, top)]
    for matrix in (page.transformation_matrix, page.rotation_matrix):
        a, b, c, d, e, f = matrix
        places = [(a * x + c * y + e, b * x + d * y + f) for x, y in places]
    across, down = zip(*places, strict=True)
    return _box((min(across), min(down), max(across), max(down)))
