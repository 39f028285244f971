"""How the window asks for pages: open, draw, read and search, never blocking."""

import asyncio
import functools
import itertools
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, assert_never

from app.domain.errors import AppError, TooSlow, Unreadable, WorkerDied
from app.domain.mark import Quad
from app.pdf import bodies
from app.pdf.contents import DocumentInfo, Hit, Inspection, PageLink, PageText
from app.pdf.crew import Crew, EndReason
from app.pdf.image import Area, PageImage, draw, lay_out
from app.pdf.messages import Find, Inspect, ReadLinks, ReadText, Request
from app.pdf.process import Identity, Source, Start, WorkerProcess, identify
from app.pdf.turns import Job, Priority

_KILLS_MAX = 2
_NEEDLE_CHARS = 1_000

Value = TypeVar("Value")


class PdfClient:
    """The one who has PDFs read by worker processes; starts none before it is asked.

    `command` starts a worker (a program whose standard input is the connection),
    `folder` is the folder it runs in. A request gets `time_limit_s` and a worker
    `memory_limit_bytes`; then it is killed, and a fresh one goes on with the others.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        folder: Path | None = None,
        time_limit_s: float = 20.0,
        memory_limit_bytes: int = 1_500_000_000,
        n_workers: int = 2,
    ) -> None:
        self._kills: Counter[Identity] = Counter()
        self._identities: dict[int, Identity] = {}
        self._pardoned: set[int] = set()
        self._numbers = itertools.count(1)
        self._crew = Crew(
            Start(
                command=tuple(command),
                folder=folder,
                memory_limit_bytes=memory_limit_bytes,
            ),
            n_workers=n_workers,
            time_limit_s=time_limit_s,
            ended=self._explain_end,
        )

    async def warm(self) -> None:
        """Start one worker ahead of need.

        Raises:
            WorkerDied: no worker can be started.
        """
        await self._wait(Priority.PREFETCH, 0, WorkerProcess.start)

    async def open(
        self, path: Path, *, password: str = "", again: bool = False
    ) -> "Document":
        """Open a PDF as `begin_open` does, and wait for it."""
        return await self.begin_open(path, password=password, again=again).document()

    def begin_open(
        self,
        path: Path,
        *,
        password: str = "",
        again: bool = False,
        first: "FirstLook | None" = None,
    ) -> "Opening":
        """Ask for a PDF at once; `again` also opens one that killed its worker twice.

        The worker goes on to draw what `first` picks, so that it is under way when the
        document asks for it. `first` runs in the worker's thread. Waiting for the
        document raises:
            NotFound: the file is not there.
            Unreadable: it is damaged, empty or no PDF, or has no page.
            Encrypted: it needs a password, or another one.
            TooSlow, WorkerDied: it took its worker with it.
        """
        source = self._source(path, password)
        if again:
            self._pardoned.add(source.number)
        loop = asyncio.get_running_loop()
        opening = Opening(self, source, loop.create_future())

        def open_and_look(worker: WorkerProcess) -> PageImage | None:
            info = self._opened(worker, source)
            look = first(info) if first is not None and info.n_pages else None
            loop.call_soon_threadsafe(opening.take, info, look)
            if look is None:
                return None
            return draw(
                worker, source.number, look.page_index, look.area, is_dark=look.is_dark
            )

        done = self._begin(Priority.VISIBLE, source.number, open_and_look)
        opening.follow(done)
        return opening

    async def inspect(self, path: Path, *, password: str = "") -> Inspection:
        """Look at a PDF once: its number of pages, first page's text and title.

        Raises:
            PdfError, NotFound: as for `open`; but 0 pages are no error here.
        """
        source = self._source(path, password)
        request = Inspect(document=source.number)
        try:
            return await self.run(
                source,
                Priority.SOON,
                lambda worker: worker.read(request, bodies.unpack_inspection),
            )
        finally:
            self.forget(source)

    async def close(self) -> None:
        """Kill all workers and wait until nothing of them is left."""
        await self._crew.close()

    async def run(
        self,
        source: Source,
        priority: Priority,
        work: Callable[[WorkerProcess], Value],
    ) -> Value:
        """Have a worker open a document, if it has not, and do some work on it.

        Raises:
            PdfError, NotFound: as for `open`, or whatever the work raises.
        """

        def open_and_work(worker: WorkerProcess) -> Value:
            self._opened(worker, source)
            return work(worker)

        return await self._wait(priority, source.number, open_and_work)

    def forget(self, source: Source) -> None:
        """Let all workers close a document as soon as they do something again."""
        self._identities.pop(source.number, None)
        self._pardoned.discard(source.number)
        self._crew.discard(source.number)

    async def _wait(
        self, priority: Priority, document: int, work: Callable[[WorkerProcess], Value]
    ) -> Value:
        return await self._begin(priority, document, work)

    def _begin(
        self, priority: Priority, document: int, work: Callable[[WorkerProcess], Value]
    ) -> "asyncio.Future[Value]":
        done: asyncio.Future[Value] = asyncio.get_running_loop().create_future()
        job = Job(priority=priority, document=document, work=work, done=done)
        self._crew.add(job)
        return done

    def _opened(self, worker: WorkerProcess, source: Source) -> DocumentInfo:
        if not worker.holds(source.number):
            self._admit(source)
        return worker.open(source)

    def _source(self, path: Path, password: str) -> Source:
        return Source(number=next(self._numbers), path=path, password=password)

    def _admit(self, source: Source) -> None:
        """Note which file it is; runs in a worker's thread, as it looks at the disk."""
        identity = identify(source.path)
        self._identities[source.number] = identity
        if source.number in self._pardoned:
            self._pardoned.discard(source.number)
            self._kills.pop(identity, None)
        if self._kills[identity] >= _KILLS_MAX:
            raise WorkerDied(
                "This PDF broke the PDF reader twice, so it is not opened by itself.",
                "Open it again if you want to try once more.",
            )

    def _explain_end(self, job: Job, reason: EndReason) -> AppError:
        identity = self._identities.get(job.document)
        if identity is not None and reason is not EndReason.ABSENT:
            self._kills[identity] += 1
        match reason:
            case EndReason.SLOW:
                return TooSlow(
                    "This PDF took too long to read and was stopped.",
                    "Try again, or open it in another program.",
                )
            case EndReason.MEMORY:
                return WorkerDied(
                    "This PDF needs more memory than it may have.",
                    "Open it in another program.",
                )
            case EndReason.DIED:
                return WorkerDied(
                    "This PDF broke the PDF reader.",
                    "Try again, or open it in another program.",
                )
            case EndReason.ABSENT:
                return WorkerDied(
                    "The PDF reader does not start.", "Install Octavo again."
                )
            case _:
                assert_never(reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPicture:
    """What is drawn of a page."""

    page_index: int
    area: Area
    is_dark: bool


FirstLook = Callable[[DocumentInfo], FirstPicture | None]
"""Picks what of a document is looked at first; None for nothing."""


class Opening:
    """A document being opened, and perhaps its first picture behind it."""

    def __init__(
        self, client: PdfClient, source: Source, info: "asyncio.Future[DocumentInfo]"
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
        client: PdfClient,
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
        wanted: Priority = Priority.VISIBLE,
    ) -> PageImage:
        """Draw a page, or the part within `clip` (points), at `scale` pixels a point.

        `is_dark` turns light into dark and keeps the hues.
        """
        area = lay_out(self.info.page_sizes[page_index], scale, clip)
        early, self._early = self._early, None
        if early is not None:
            look, drawn = early
            if look == FirstPicture(page_index=page_index, area=area, is_dark=is_dark):
                if (image := await drawn) is not None:
                    return image
            else:
                drawn.cancel()
        return await self._client.run(
            self._source,
            wanted,
            lambda worker: draw(
                worker, self._source.number, page_index, area, is_dark=is_dark
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
        """Read the links of a page; links that would start a program are left out."""
        request = ReadLinks(document=self._source.number, page_index=page_index)
        return await self._read(
            request, wanted, lambda body: bodies.unpack_links(body, self.info.n_pages)
        )

    async def search(
        self, needle: str, *, from_page: int = 0, match_case: bool = False
    ) -> AsyncIterator[Hit]:
        """Find a text page by page, from one page round to the one before it.

        White space, line ends, accents and hyphens within words make no difference,
        nor does case unless `match_case`. A damaged page is passed over.
        """
        needle = needle[:_NEEDLE_CHARS]
        n_pages = self.info.n_pages
        for page_index in ((from_page + step) % n_pages for step in range(n_pages)):
            request = Find(
                document=self._source.number,
                page_index=page_index,
                needle=needle,
                is_case_kept=match_case,
            )
            unpack = functools.partial(bodies.unpack_hits, page_index=page_index)
            try:
                hits = await self._read(request, Priority.SOON, unpack)
            except Unreadable:
                continue
            for hit in hits:
                yield hit

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
