"""A small paper of our own that points at its figure, equation and references."""

from pathlib import Path
from typing import Any

import pymupdf as untyped_pymupdf

pymupdf: Any = untyped_pymupdf

CITED_TITLE = "Feather counts of small harbour birds"
ENTRIES = (
    f"[1] A. Bird and B. Nest. {CITED_TITLE}. Journal of Wings, 2019.",
    "[2] C. Egg, “Counting eggs by night,” Annals of Counting, 2020.",
    "[3] Statistics of the harbour office",
)
_BODY = (
    "The counting of birds has a long history of which little is written here.",
    "As Figure 3 shows, most of them sleep on the harbour wall [1, 2]. The rate",
    "follows from Eq. (4), which Section 2 explains in more words than needed.",
    "Nobody has counted them all [3], and nobody will do so in this small paper.",
)
_TEXT = "Words fill the page so that it looks as a page of a paper does in print."


def write_pointing_pdf(path: Path, *, has_links: bool = False) -> Path:
    """Write four pages: the text, a figure, an equation, references, nothing."""
    with pymupdf.open() as document:
        first = document.new_page(width=612, height=792)
        _write(first, _BODY, 100)
        _write(first, (_TEXT,) * 8, 200)
        second = document.new_page(width=612, height=792)
        _write(second, (_TEXT,) * 6, 80)
        square = pymupdf.Rect(200, 220, 400, 360)
        second.draw_rect(square, color=(1, 0, 0), fill=(1, 0, 0))
        _write(second, ("Figure 3: A red square, which is the harbour wall.",), 390)
        _write(second, (_TEXT,) * 6, 440)
        third = document.new_page(width=612, height=792)
        _write(third, ("2 The rate",), 80, size=14)
        _write(third, (_TEXT,) * 4, 110)
        third.insert_text((250, 200), "r = n / t", fontsize=10)
        third.insert_text((452, 200), "(4)", fontsize=10)
        _write(third, (_TEXT,) * 8, 230)
        fourth = document.new_page(width=612, height=792)
        _write(fourth, ("References",), 80, size=14)
        _write(fourth, ENTRIES, 110)
        last = document.new_page(width=612, height=792)
        _write(last, ("The end.",), 300)
        if has_links:
            _add_links(document)
        document.save(path)
    return path


def _write(page: Any, lines: tuple[str, ...], top: float, size: float = 10) -> None:
    for number, line in enumerate(lines):
        page.insert_text((120, top + number * size * 1.3), line, fontsize=size)


def _add_links(document: Any) -> None:
    page = document[0]
    box = pymupdf.Rect(120, 160, 200, 175)
    to = pymupdf.Point(120, 90)
    page.insert_link({"kind": pymupdf.LINK_GOTO, "from": box, "page": 2, "to": to})
    box = pymupdf.Rect(120, 180, 200, 195)
    uri = "https://user@xn--80ak6aa92e.com/paper"
    page.insert_link({"kind": pymupdf.LINK_URI, "from": box, "uri": uri})
