"""PDFs of generated words, set in lines as a paper is."""

from pathlib import Path

import pymupdf

from tests.benchmarks.page import LINE_AT, LINE_STEP, N_LINES
from tests.benchmarks.words import Corpus

_WORDS_A_LINE = 12


def write_pdf(path: Path, number: int, *, n_pages: int, title: str = "") -> None:
    """Write a PDF of so many full pages."""
    words = " ".join(draft.abstract for draft in Corpus().papers(number, 40)).split()
    document = pymupdf.open()
    left, top = LINE_AT
    n_written = 0
    for _ in range(n_pages):
        page = document.new_page()
        for line in range(N_LINES):
            start = n_written % (len(words) - _WORDS_A_LINE)
            text = " ".join(words[start : start + _WORDS_A_LINE])
            page.insert_text((left, top + LINE_STEP * line), text, fontsize=9)
            n_written += _WORDS_A_LINE
    document.set_metadata({"title": title})
    document.save(path)
    document.close()
