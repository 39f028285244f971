"""A paper of two columns with numbered words, links, names of pages and headings."""

from pathlib import Path

import pymupdf

PAGE_PT = (400.0, 600.0)
LEFT_PT, RIGHT_PT, TOP_PT, LINE_PT = 40.0, 215.0, 60.0, 14.0
N_LINES = 30
"""How many lines each column has; line 7 of the right one begins with 'R7'."""


def write_column_paper(file: Path, *, n_pages: int = 3) -> Path:
    """Write pages of two columns of N_LINES lines of seven words each, 10 points high.

    Page 1 links from its first line to page 3, and from its second to a web address;
    pages are called i, ii, 1, 2, …; there is no outline.
    """
    document = pymupdf.open()
    for number in range(1, n_pages + 1):
        page = document.new_page(width=PAGE_PT[0], height=PAGE_PT[1])
        page.insert_text(
            (LEFT_PT, 30), f"{number} Heading", fontsize=14, fontname="hebo"
        )
        for side, left in (("L", LEFT_PT), ("R", RIGHT_PT)):
            for line in range(N_LINES):
                end = "." if line % 3 == 2 else ""
                text = f"{side}{line} of page {number} and some text{end}"
                page.insert_text(
                    (left, TOP_PT + 10 + LINE_PT * line), text, fontsize=10
                )
    first = document[0]
    first.insert_link(
        {
            "kind": pymupdf.LINK_GOTO,
            "from": pymupdf.Rect(40, 60, 100, 72),
            "page": n_pages - 1,
            "to": pymupdf.Point(0, 0),
        }
    )
    first.insert_link(
        {
            "kind": pymupdf.LINK_URI,
            "from": pymupdf.Rect(40, 74, 100, 86),
            "uri": "https://example.org/a",
        }
    )
    document.set_page_labels(
        [
            {"startpage": 0, "style": "r", "prefix": "", "firstpagenum": 1},
            {"startpage": 2, "style": "D", "prefix": "", "firstpagenum": 1},
        ]
    )
    document.save(file)
    document.close()
    return file
