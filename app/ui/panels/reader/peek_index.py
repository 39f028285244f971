"""What a document's text can point at: read page by page when it is first wanted."""

import asyncio
import itertools
from collections import OrderedDict
from collections.abc import Sequence

from app.domain.errors import PdfError
from app.formats.mentions.finding import Mention, mentions_in
from app.formats.mentions.placed import PlacedPage
from app.formats.mentions.raised import raised_mentions
from app.formats.mentions.targets import Heading, TargetIndex
from app.pdf.contents import PageText, TextLine
from app.pdf.document import Document
from app.pdf.turns import Priority

_MOST_PAGES = 300
_ALWAYS_LAST = 100
_KEPT_PAGES = 40
_MOST_CHARS = 25_000


class PeekIndex:
    """Reads a document's pages once, and knows where each mention leads."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._building: asyncio.Task[TargetIndex] | None = None
        self._mentions: OrderedDict[int, tuple[Mention, ...]] = OrderedDict()
        self.built: TargetIndex | None = None

    async def targets(self, page_index: int) -> TargetIndex:
        """Return the index of all pages; of a very long document those near a page."""
        if self._building is None:
            work = self._build(page_index)
            self._building = asyncio.ensure_future(work)
        return await asyncio.shield(self._building)

    def mentions(
        self, page_index: int, lines: Sequence[TextLine]
    ) -> tuple[Mention, ...]:
        """Return the mentions on a page of these lines.

        What is printed up the margin is a stamp: its years and numbers mention nothing.
        Of a page as long as a book only the beginning is looked at.
        """
        if page_index not in self._mentions:
            lines = _first(lines)
            found = mentions_in(
                [line.text if line.is_horizontal else "" for line in lines]
            )
            self._mentions[page_index] = (*found, *raised_mentions(lines))
            while len(self._mentions) > _KEPT_PAGES:
                self._mentions.popitem(last=False)
        return self._mentions[page_index]

    def close(self) -> None:
        """Stop reading."""
        if self._building is not None:
            self._building.cancel()

    async def _build(self, page_index: int) -> TargetIndex:
        info = self._document.info
        sizes = info.page_sizes
        pages = [
            PlacedPage(index, *sizes[index], (await self._read(index)).lines)
            for index in _wanted(page_index, info.n_pages)
        ]
        outline = [
            Heading(entry.title, entry.page_index, entry.top)
            for entry in info.outline
            if entry.page_index is not None
        ]
        self.built = await asyncio.to_thread(TargetIndex, pages, outline)
        return self.built

    async def _read(self, page_index: int) -> PageText:
        try:
            return await self._document.text(page_index, wanted=Priority.SOON)
        except PdfError:
            return PageText(())


def _first(lines: Sequence[TextLine]) -> Sequence[TextLine]:
    """Return the lines up to so many characters."""
    n_chars = itertools.accumulate(len(line.text) for line in lines)
    return lines[: sum(1 for n in n_chars if n <= _MOST_CHARS)]


def _wanted(page_index: int, n_pages: int) -> list[int]:
    """Return the pages to read: all, or those about one and the last ones."""
    if n_pages <= _MOST_PAGES:
        return list(range(n_pages))
    reach = (_MOST_PAGES - _ALWAYS_LAST) // 2
    near = range(max(0, page_index - reach), min(n_pages, page_index + reach))
    return sorted({*near, *range(n_pages - _ALWAYS_LAST, n_pages)})
