"""Searching one page of a document after the other, quickly where nothing is."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.pdf import finding, lines
from app.pdf.contents import Hit, PageText
from app.pdf.messages import Find
from app.pdf.patience import limited

_PATTERN_S = 2.0
"""The longest that a regular expression may take on one page."""

FoldedPages = dict[tuple[int, bool, bool], str]
"""The folded text of pages searched so far."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """The lines of a page as plain text, and as MuPDF holds them.

    Reading the place of each letter, `read_whole`, takes four times as long.
    """

    texts: list[str]
    rows: list[Any]
    read_whole: Callable[[], PageText]
    owner: Any  # MuPDF's rows die with their page


def find_on_page(
    folded_pages: FoldedPages, request: Find, read: Callable[[], ReadPage]
) -> list[Hit]:
    """Find a needle on a page; `read` gives the page unless it surely is not there.

    Raises:
        TakesTooLong: a regular expression takes too long.
    """
    how = finding.Manner(
        is_case_kept=request.is_case_kept,
        is_word=request.is_word,
        is_pattern=request.is_pattern,
    )
    with limited(_PATTERN_S) if how.is_pattern else contextlib.nullcontext():
        if _is_missing(folded_pages, request, how):
            return []
        page = read()
        texts: Sequence[str] = page.texts
        folded = finding.fold_fast(
            "\n".join(texts),
            is_case_kept=how.is_case_kept or how.is_pattern,
            is_hyphen_kept=how.is_pattern,
        )
        folded_pages[_folded_as(request)] = folded
        if _is_missing(folded_pages, request, how):
            return []
        if len(page.rows) != len(texts):
            text = page.read_whole()
            texts = [line.text for line in text.lines]
            box = lines.boxes_of_lines(text.lines)
        else:
            box = lines.boxes_of_rows(page.rows, texts)
        return finding.find(texts, request.needle, request.page_index, box, how)


def _folded_as(request: Find) -> tuple[int, bool, bool]:
    is_case_kept = request.is_case_kept or request.is_pattern
    return request.page_index, is_case_kept, request.is_pattern


def _is_missing(folded_pages: FoldedPages, request: Find, how: finding.Manner) -> bool:
    """Say whether a needle surely is not on a page; False while that is unread."""
    folded = folded_pages.get(_folded_as(request))
    if folded is None:
        return False
    if how.is_pattern:
        return finding.compile_pattern(request.needle, how).search(folded) is None
    wanted = finding.fold_fast(request.needle, is_case_kept=how.is_case_kept)
    return wanted not in folded
