"""How the window asks for pages: open, draw, read and search, never blocking."""

import asyncio
import functools
import itertools
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import TypeVar, assert_never

from app.domain.errors import AppError, TooSlow, Unreadable, WorkerDied
from app.domain.mark import Quad
from app.pdf import bodies
from app.pdf.contents import DocumentInfo, Hit, Inspection, PageLink, PageText
from app.pdf.crew import Crew, EndReason
from app.pdf.image import PageImage, draw, lay_out
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
        """Open a PDF; `again` also opens one that killed its worker twice.

        Raises:
            NotFound: the file is not there.
            Unreadable: it is damaged, empty or no PDF, or has no page.
            Encrypted: it needs a password, or another one.
            TooSlow, WorkerDied: it took its worker with it.
        """
        source = self._source(path, password)
        if again:
            self._pardoned.add(source.number)
        info = await self.run(
            source, Priority.VISIBLE, lambda worker: worker.open(source)
        )
        if not info.n_pages:
            raise Unreadable("This PDF has no page.", "Fetch it again.")
        return Document(self, source, info)

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
            if not worker.holds(source.number):
                self._admit(source)
            worker.open(source)
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
        done: asyncio.Future[Value] = asyncio.get_running_loop().create_future()
        job = Job(priority=priority, document=document, work=work, done=done)
        self._crew.add(job)
        return await done

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


class Document:
    """An open PDF; each method may be awaited many times at once.

    All of them raise Unreadable for a page that is damaged, TooSlow or WorkerDied when
    the page took its worker with it (at once, when it did so twice).
    """

    def __init__(self, client: PdfClient, source: Source, info: DocumentInfo) -> None:
        self.info = info
        self._client = client
        self._source = source

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
        self._client.forget(self._source)

    async def _read(
        self, request: Request, wanted: Priority, decode: Callable[[bytes], Value]
    ) -> Value:
        return await self._client.run(
            self._source, wanted, lambda worker: worker.read(request, decode)
        )
