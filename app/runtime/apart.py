"""Long questions to the library, each on a thread and a connection of its own."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from app.domain.errors import LibraryError
from app.library import Interrupted, Reader

T = TypeVar("T")

_N_THREADS = 4
_BETWEEN_S = 0.02


class ReadingApart:
    """Answers questions beside all others; those nobody waits for are stopped."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(
            _N_THREADS, thread_name_prefix="library-apart"
        )
        self._asked: dict[Future[Any], _Asked] = {}

    async def answer(self, folder: Path, question: Callable[[Reader], T]) -> T:
        """Answer a question on the library of a folder.

        Raises:
            LibraryError: this was closed before there was an answer.
        """
        asked = _Asked(folder)
        work = self._threads.submit(lambda: asked.answer(question))
        self._asked[work] = asked
        work.add_done_callback(self._forget)
        try:
            return await asyncio.wrap_future(work)
        except asyncio.CancelledError:
            asked.stop()
            raise
        except Interrupted as error:
            raise LibraryError(
                "The library was closed meanwhile.", "Open it and ask again."
            ) from error

    async def close(self) -> None:
        """Stop what is under way, and wait until it has stopped."""
        while self._asked:
            # Again and again: between two statements there is nothing to interrupt.
            for asked in tuple(self._asked.values()):
                asked.stop()
            await asyncio.sleep(_BETWEEN_S)
        self._threads.shutdown()

    def _forget(self, work: "Future[Any]") -> None:
        self._asked.pop(work, None)


class _Asked:
    """One question, which any thread may stop."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._guard = threading.Lock()
        self._reader: Reader | None = None
        self._is_stopped = False

    def answer(self, question: Callable[[Reader], T]) -> T:
        if self._is_stopped:
            raise Interrupted
        with contextlib.closing(Reader.open(self._folder)) as reader:
            self._use(reader)
            try:
                return question(reader)
            finally:
                self._use(None)

    def stop(self) -> None:
        self._is_stopped = True
        with self._guard:  # a connection that is closed is not to be interrupted
            if self._reader is not None:
                self._reader.interrupt()

    def _use(self, reader: Reader | None) -> None:
        with self._guard:
            self._reader = reader
