"""Who has PDFs opened and looked at by worker processes, never blocking."""

import asyncio
import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar, assert_never

from app.domain.errors import AppError, TooSlow, WorkerDied
from app.pdf.contents import DocumentInfo, Inspection
from app.pdf.crew import Crew, EndReason
from app.pdf.document import Document, FirstLook, Opening
from app.pdf.image import PageImage, draw
from app.pdf.process import Identity, Source, Start, WorkerProcess, identify
from app.pdf.spawning import Spawned
from app.pdf.turns import Job, Priority

_KILLS_MAX = 2

Value = TypeVar("Value")


class PdfClient:
    """The one who has PDFs read by worker processes; starts none before it is asked.

    `command` starts a worker (a program whose standard input is the connection),
    `folder` is the folder it runs in. A request gets `time_limit_s` and a worker
    `memory_limit_bytes`; then it is killed, and a fresh one goes on with the others.
    The first may be `spawned` already, by the same command in the same folder.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        folder: Path | None = None,
        time_limit_s: float = 20.0,
        memory_limit_bytes: int = 1_500_000_000,
        n_workers: int = 2,
        spawned: Spawned | None = None,
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
            spawned=spawned,
        )

    async def warm(self) -> None:
        """Start one worker ahead of need.

        Raises:
            WorkerDied: no worker can be started.
        """
        await self._wait(Priority.PREFETCH, 0, WorkerProcess.start)

    async def open(
        self, path: Path, *, password: str = "", again: bool = False
    ) -> Document:
        """Open a PDF as `begin_open` does, and wait for it."""
        return await self.begin_open(path, password=password, again=again).document()

    def begin_open(
        self,
        path: Path,
        *,
        password: str = "",
        again: bool = False,
        first: FirstLook | None = None,
        wanted: Priority = Priority.VISIBLE,
    ) -> Opening:
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
                worker,
                source.number,
                look.page_index,
                look.area,
                is_dark=look.is_dark,
                keeps_drawings=look.keeps_drawings,
            )

        done = self._begin(wanted, source.number, open_and_look)
        opening.follow(done)
        return opening

    async def inspect(
        self, path: Path, *, password: str = "", again: bool = False
    ) -> Inspection:
        """Look at a PDF once: its pages, first page's text, and which paper it is.

        `again` also looks at one that killed its worker twice.

        Raises:
            PdfError, NotFound: as for `open`; but 0 pages are no error here.
        """
        source = self._source(path, password)
        if again:
            self._pardoned.add(source.number)

        def admit_and_inspect(worker: WorkerProcess) -> Inspection:
            self._admit(source)
            return worker.inspect(source)

        try:
            return await self._wait(Priority.SOON, source.number, admit_and_inspect)
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
