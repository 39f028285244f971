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

_BLOCK_BYTES = 256 * 1024


class PartFile:
    """Writes a new file block by block; leaving without `finish` deletes it.

    Disk work and hashing run in a thread; a cancel waits for the block under way, so
    that nothing writes after the clean-up.
    """

    def __init__(self, target: Path) -> None:
        self._target = target
        self._descriptor: int | None = None
        self._hash = hashlib.sha256()
        self._pending = bytearray()
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
        await self._run(self._leave)

    async def add(self, piece: bytes) -> None:
        """Append bytes.

        Raises:
            SourceError: the disk does not take them.
        """
        self._pending += piece
        if len(self._pending) >= _BLOCK_BYTES:
            await self._run(self._write)

    async def finish(self) -> Sha256:
        """Bring everything to the disk, keep the file and return its hash.

        Raises:
            SourceError: the disk does not take it.
        """
        await self._run(self._sync)
        self._is_finished = True
        return Sha256(self._hash.hexdigest())

    async def _run(self, work: Callable[[], None]) -> None:
        try:
            await run_to_its_end(work)
        except OSError as error:
            raise SourceError(
                f"The download cannot be stored: {error.strerror or error}.",
                "Make room on the disk, then press v to try again.",
            ) from error

    def _open(self) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        self._descriptor = os.open(self._target, flags, 0o600)

    def _write(self) -> None:
        if self._descriptor is None:
            return
        block = bytes(self._pending)
        self._pending.clear()
        self._hash.update(block)
        view = memoryview(block)
        while view:
            view = view[os.write(self._descriptor, view) :]

    def _sync(self) -> None:
        self._write()
        if self._descriptor is not None:
            os.fsync(self._descriptor)

    def _leave(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
            if not self._is_finished:
                self._target.unlink(missing_ok=True)


async def run_to_its_end(work: Callable[[], T]) -> T:
    """Run `work` in a thread and, when cancelled, wait until it is over."""
    future = asyncio.get_running_loop().run_in_executor(None, work)
    try:
        return await asyncio.shield(future)
    except asyncio.CancelledError:
        await asyncio.wait([future])
        raise
