"""Searching one page of a document after the other, quickly where nothing is."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.pdf import finding, lines
from app.pdf.contents import Hit, PageText
from app.pdf.messages import Find
from app.pdf.opening import PDF_ERRORS
from app.pdf.page_ends import PageEdges, PageJoint, edges_of, joint_before
from app.pdf.patience import limited

_PATTERN_S = 2.0
"""The longest that a regular expression may take on one page."""

FoldedPages = dict[tuple[int, bool, bool], str]
"""The folded text of pages searched so far."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """The lines of a page as plain text, and what gives them as MuPDF holds them.

    Reading the place of each letter, `read_whole`, takes four times as long.
    """

    texts: list[str]
    read_rows: Callable[[], list[Any]]
    read_whole: Callable[[], PageText]
    owner: Any  # MuPDF's rows die with their page


class SearchedPages:
    """What is kept of the pages searched so far, so that the next search is quick."""

    def __init__(self) -> None:
        self.folded: FoldedPages = {}
        self.edges: dict[int, PageEdges] = {}


def find_on_page(
    kept: SearchedPages, request: Find, read: Callable[[int], ReadPage]
) -> list[Hit]:
    """Find a needle on a page, and where it goes on from the page before.

    `read` gives a page unless the needle surely is not there.

    Raises:
        TakesTooLong: a regular expression takes too long.
    """
    how = finding.Manner(
        is_case_kept=request.is_case_kept,
        is_word=request.is_word,
        is_pattern=request.is_pattern,
    )
    with limited(_PATTERN_S) if how.is_pattern else contextlib.nullcontext():
        return _find(kept, request, how, read)


def _find(
    kept: SearchedPages,
    request: Find,
    how: finding.Manner,
    read: Callable[[int], ReadPage],
) -> list[Hit]:
    page_index, needle = request.page_index, request.needle
    page: ReadPage | None = None
    if page_index not in kept.edges or _folded_as(request) not in kept.folded:
        page = read(page_index)
        kept.edges[page_index] = edges_of(page.texts)
        kept.folded[_folded_as(request)] = finding.fold_fast(
            "\n".join(page.texts),
            is_case_kept=how.is_case_kept or how.is_pattern,
            is_hyphen_kept=how.is_pattern,
        )
    joint = _joint(kept, page_index, read)
    is_over = joint is not None and finding.is_over(joint, needle, how)
    is_here = not _is_missing(kept.folded, request, how)
    if not (is_over or is_here):
        return []
    page = read(page_index) if page is None else page
    texts, box = _boxes(page)
    over: list[Hit] = []
    if is_over and joint is not None and len(texts) == len(page.texts):
        over = finding.find_over(joint, needle, page_index, box, how)
    here = finding.find(texts, needle, page_index, box, how) if is_here else []
    return [*over, *here][: finding.HITS_MAX]


def _joint(
    kept: SearchedPages, page_index: int, read: Callable[[int], ReadPage]
) -> PageJoint | None:
    """Join a page to the one before, which is read where a search begins behind it."""
    before = page_index - 1
    if before >= 0 and before not in kept.edges:
        try:
            kept.edges[before] = edges_of(read(before).texts)
        except PDF_ERRORS:  # a damaged page has no words that go on
            kept.edges[before] = edges_of(())
    return joint_before(page_index, kept.edges)


def _boxes(page: ReadPage) -> tuple[Sequence[str], finding.Box]:
    """Return the lines of a page, and what gives the boxes of their letters."""
    rows = page.read_rows()
    if len(rows) != len(page.texts):
        text = page.read_whole()
        return [line.text for line in text.lines], lines.boxes_of_lines(text.lines)
    return page.texts, lines.boxes_of_rows(rows)


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
