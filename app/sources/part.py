"""A file being downloaded: written and hashed off the loop, whole or not there."""

import asyncio
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from app.domain.errors import SourceError
from app.domain.paper import Sha256

T = TypeVar("T")

_BLOCK_BYTES = 4 * 1024 * 1024


class PartFile:
    """Writes a new file block by block; leaving without `finish` deletes it.

    Disk work and hashing run in a thread, one block at a time, while the next one
    gathers: two blocks at most are in memory. A cancel waits for the block under way,
    so that nothing writes after the clean-up.
    """

    def __init__(self, target: Path) -> None:
        self._target = target
        self._descriptor: int | None = None
        self._hash = hashlib.sha256()
        self._pending: list[bytes] = []
        self._n_pending = 0
        self._n_writing = 0
        self._writing: asyncio.Future[None] | None = None
        self._is_finished = False

    async def __aenter__(self) -> Self:
        try:
            await self._run(self._open)
        except asyncio.CancelledError:  # the file was made, and nobody will leave it
            self._leave()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if self._writing is not None:
                await _ended(self._writing)
        finally:
            await self._run(self._leave)

    @property
    def held_bytes(self) -> int:
        """Return how many bytes are in memory, waiting or being written."""
        is_writing = self._writing is not None and not self._writing.done()
        return self._n_pending + (self._n_writing if is_writing else 0)

    async def add(self, piece: bytes) -> None:
        """Append bytes; waits only while the block before is still being written.

        Raises:
            SourceError: the disk does not take them, or took not those before.
        """
        self._pending.append(piece)
        self._n_pending += len(piece)
        if self._n_pending < _BLOCK_BYTES:
            return
        await self._written()
        block, self._n_writing = self._pending, self._n_pending
        self._pending, self._n_pending = [], 0
        loop = asyncio.get_running_loop()
        self._writing = loop.run_in_executor(None, self._write, block)

    async def finish(self) -> Sha256:
        """Bring everything to the disk, keep the file and return its hash.

        Raises:
            SourceError: the disk does not take it.
        """
        await self._written()
        await self._run(self._sync)
        self._is_finished = True
        return Sha256(self._hash.hexdigest())

    async def _run(self, work: Callable[[], None]) -> None:
        try:
            await run_to_its_end(work)
        except OSError as error:
            raise _not_stored(error) from error

    async def _written(self) -> None:
        """Wait until the block under way is written."""
        if self._writing is None:
            return
        try:
            await asyncio.shield(self._writing)
        except OSError as error:
            raise _not_stored(error) from error
        self._writing = None

    def _open(self) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        self._descriptor = os.open(self._target, flags, 0o600)

    def _write(self, pieces: list[bytes]) -> None:
        if self._descriptor is None:
            return
        block = b"".join(pieces)  # piece by piece, the loop and this thread would
        self._hash.update(block)  # take turns more often than they work
        view = memoryview(block)
        while view:
            view = view[os.write(self._descriptor, view) :]

    def _sync(self) -> None:
        self._write(self._pending)
        if self._descriptor is not None:
            os.fsync(self._descriptor)

    def _leave(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
            if not self._is_finished:
                self._target.unlink(missing_ok=True)


def _not_stored(error: OSError) -> SourceError:
    return SourceError(
        f"The download cannot be stored: {error.strerror or error}.",
        "Make room on the disk. Press ⟨paper.view⟩ to try again then.",
    )


async def _ended(work: "asyncio.Future[None]") -> None:
    """Wait until work in a thread is over, whatever became of it."""
    try:
        await asyncio.wait([work])
    except asyncio.CancelledError:
        await asyncio.wait([work])
        raise
    finally:
        if work.done() and not work.cancelled():
            work.exception()  # told already, or of no interest any more


async def run_to_its_end(work: Callable[[], T]) -> T:
    """Run `work` in a thread and, when cancelled, wait until it is over."""
    future = asyncio.get_running_loop().run_in_executor(None, work)
    try:
        return await asyncio.shield(future)
    except asyncio.CancelledError:
        await asyncio.wait([future])
        raise
