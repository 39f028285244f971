"""An open PDF: drawing, reading and searching its pages, never blocking."""

import asyncio
import functools
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from app.domain.errors import Unreadable
from app.domain.mark import Quad
from app.formats.recognition.layout import Page
from app.pdf import bodies
from app.pdf.contents import (
    AttachedFile,
    DocumentInfo,
    Figure,
    Hit,
    PageLink,
    PageText,
)
from app.pdf.finding import Manner
from app.pdf.image import Area, PageImage, draw, lay_out
from app.pdf.messages import (
    Find,
    ListAttached,
    ReadAttached,
    ReadFigures,
    ReadLabels,
    ReadLayout,
    ReadLinks,
    ReadText,
    Request,
)
from app.pdf.process import Source, WorkerProcess
from app.pdf.turns import Priority

_NEEDLE_CHARS = 1_000
_FIND_S = 0.012
"""So long one searches pages before others may use the worker, and hits are told."""

Value = TypeVar("Value")


class Workers(Protocol):
    """Who has a worker do something with a document."""

    async def run(
        self,
        source: Source,
        priority: Priority,
        work: Callable[[WorkerProcess], Value],
    ) -> Value:
        """Have a worker open a document, if it has not, and do some work on it."""

    def forget(self, source: Source) -> None:
        """Let all workers close a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPicture:
    """What is drawn of a page."""

    page_index: int
    area: Area
    is_dark: bool
    keeps_drawings: bool = False


FirstLook = Callable[[DocumentInfo], FirstPicture | None]
"""Picks what of a document is looked at first; None for nothing."""


class Opening:
    """A document being opened, and perhaps its first picture behind it."""

    def __init__(
        self, client: Workers, source: Source, info: "asyncio.Future[DocumentInfo]"
    ) -> None:
        self._client = client
        self._source = source
        self._info = info
        self._look: FirstPicture | None = None
        self._drawn: asyncio.Future[PageImage | None] | None = None

    async def document(self) -> "Document":
        """Wait for the document.

        Raises:
            PdfError, NotFound: as `PdfClient.begin_open` says.
        """
        info = await self._info
        if not info.n_pages:
            raise Unreadable("This PDF has no page.", "Fetch it again.")
        early = None
        if self._look is not None and self._drawn is not None:
            early = (self._look, self._drawn)
        return Document(self._client, self._source, info, early)

    def cancel(self) -> None:
        """Want neither the document nor its picture any more."""
        if self._drawn is not None:
            self._drawn.cancel()

    def take(self, info: DocumentInfo, look: FirstPicture | None) -> None:
        """Take what the worker found; it goes on with the look."""
        self._look = look
        if not self._info.done():
            self._info.set_result(info)

    def follow(self, drawn: "asyncio.Future[PageImage | None]") -> None:
        """Take over the end of the worker's job."""
        self._drawn = drawn
        drawn.add_done_callback(self._on_drawn)

    def _on_drawn(self, drawn: "asyncio.Future[PageImage | None]") -> None:
        if drawn.cancelled():
            self._info.cancel()
        elif (error := drawn.exception()) is not None and not self._info.done():
            self._info.set_exception(error)


class Document:
    """An open PDF; each method may be awaited many times at once.

    All of them raise Unreadable for a page that is damaged, TooSlow or WorkerDied when
    the page took its worker with it (at once, when it did so twice).
    """

    def __init__(
        self,
        client: Workers,
        source: Source,
        info: DocumentInfo,
        early: "tuple[FirstPicture, asyncio.Future[PageImage | None]] | None" = None,
    ) -> None:
        self.info = info
        self._client = client
        self._source = source
        self._early = early

    async def render(
        self,
        page_index: int,
        scale: float,
        *,
        clip: Quad | None = None,
        is_dark: bool = False,
        keeps_drawings: bool = False,
        wanted: Priority = Priority.VISIBLE,
    ) -> PageImage:
        """Draw a page, or the part within `clip` (points), at `scale` pixels a point.

        `is_dark` turns light into dark and keeps the hues; photographs stay as they
        are, drawn figures where `keeps_drawings` says so.
        """
        area = lay_out(self.info.page_sizes[page_index], scale, clip)
        early, self._early = self._early, None
        if early is not None:
            look, drawn = early
            if look == FirstPicture(
                page_index=page_index,
                area=area,
                is_dark=is_dark,
                keeps_drawings=keeps_drawings,
            ):
                if (image := await drawn) is not None:
                    return image
            else:
                drawn.cancel()
        return await self._client.run(
            self._source,
            wanted,
            lambda worker: draw(
                worker,
                self._source.number,
                page_index,
                area,
                is_dark=is_dark,
                keeps_drawings=keeps_drawings,
            ),
        )

    async def text(
        self, page_index: int, *, wanted: Priority = Priority.SOON
    ) -> PageText:
        """Read the text of a page with the place of each character."""
        request = ReadText(document=self._source.number, page_index=page_index)
        return await self._read(request, wanted, bodies.unpack_text)

    async def links(
        self, page_index: int, *, wanted: Priority = Priority.SOON
    ) -> tuple[PageLink, ...]:
        """Read the links of a page; nothing is followed.

        Those that would start a program, run a script or send a form are told as
        'launch:', 'javascript:' and 'submit:'.
        """
        request = ReadLinks(document=self._source.number, page_index=page_index)
        return await self._read(
            request, wanted, lambda body: bodies.unpack_links(body, self.info.n_pages)
        )

    async def layout(
        self, page_index: int, *, wanted: Priority = Priority.PREFETCH
    ) -> Page:
        """Read the lines of a page with the size and weight of their letters."""
        request = ReadLayout(document=self._source.number, page_index=page_index)
        return await self._read(request, wanted, bodies.unpack_layout)

    async def labels(self, *, wanted: Priority = Priority.SOON) -> tuple[str, ...]:
        """Read what the pages are called; () where they are numbered from 1."""
        return await self._read(
            ReadLabels(document=self._source.number),
            wanted,
            lambda body: bodies.unpack_labels(body, self.info.n_pages),
        )

    async def figures(
        self, page_index: int, *, wanted: Priority = Priority.PREFETCH
    ) -> tuple[Figure, ...]:
        """Find the figures of a page, drawn ones too, from top to bottom."""
        request = ReadFigures(document=self._source.number, page_index=page_index)
        return await self._read(request, wanted, bodies.unpack_figures)

    async def attached(self) -> tuple[AttachedFile, ...]:
        """List the files that lie in the document; none is opened."""
        request = ListAttached(document=self._source.number)
        return await self._read(request, Priority.SOON, bodies.unpack_attached)

    async def read_attached(self, number: int) -> bytes:
        """Read a file that lies in the document, up to 32 MB."""
        request = ReadAttached(document=self._source.number, number=number)
        return await self._read(request, Priority.SOON, bytes)

    async def search(
        self,
        needle: str,
        *,
        from_page: int = 0,
        how: Manner = Manner(),  # noqa: B008 a frozen value
        told: Callable[[int], None] | None = None,
    ) -> AsyncIterator[Hit]:
        """Find a text page by page, from one page round to the one before it.

        White space, line ends, accents and hyphens within words make no difference,
        nor does case unless `how` keeps it. A damaged page is passed over. `told` is
        called with how many pages are done.

        Raises:
            InvalidInput: a regular expression takes too long.
        """
        n_pages = self.info.n_pages
        n_done = 0
        while n_done < n_pages:
            page_index = (from_page + n_done) % n_pages
            request = Find(
                document=self._source.number,
                page_index=page_index,
                needle=needle[:_NEEDLE_CHARS],
                is_case_kept=how.is_case_kept,
                is_word=how.is_word,
                is_pattern=how.is_pattern,
                n_pages=min(n_pages - n_done, n_pages - page_index),
                for_s=_FIND_S,
            )
            work = functools.partial(_find_for_a_while, request)
            for hits in await self._client.run(self._source, Priority.SOON, work):
                for hit in hits:
                    yield hit
                n_done += 1
                if told is not None:
                    told(n_done)

    def close(self) -> None:
        """Let the workers forget it."""
        if self._early is not None:
            self._early[1].cancel()
        self._client.forget(self._source)

    async def _read(
        self, request: Request, wanted: Priority, decode: Callable[[bytes], Value]
    ) -> Value:
        return await self._client.run(
            self._source, wanted, lambda worker: worker.read(request, decode)
        )


def _find_for_a_while(request: Find, worker: WorkerProcess) -> list[tuple[Hit, ...]]:
    """Find what is on the first few pages, at least one; a damaged one has no hits."""
    pages = range(request.page_index, request.page_index + request.n_pages)
    try:
        return worker.read(request, functools.partial(bodies.unpack_hits, pages=pages))
    except Unreadable:
        return [()]
