"""The event loop of the window: asyncio on Qt's loop, with threads kept out of Qt."""

import contextlib
import socket
import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context

import qasync
from PySide6 import QtWidgets

_N_THREADS = 10
_READ_BYTES = 4_096


class WindowLoop(qasync.QEventLoop):  # type: ignore[misc]
    """Runs coroutines on Qt's loop; no thread but its own ever enters PySide.

    PySide makes types and enums when they are first used, and crashes where several
    threads do so at once. qasync alone works on threads of Qt, and calls from threads
    by a signal; here they are Python's threads, and wake the loop by a socket. Windows
    keeps the signal: its loop cannot wait for a socket so.
    """

    def __init__(self, application: QtWidgets.QApplication) -> None:
        super().__init__(application)
        self.set_default_executor(ThreadPoolExecutor(_N_THREADS, "work"))
        self._calls: deque[tuple[Callable[..., object], tuple[object, ...]]] = deque()
        self._sockets: tuple[socket.socket, ...] = ()
        if sys.platform != "win32":
            self._sockets = socket.socketpair()
            for end in self._sockets:
                end.setblocking(False)
            self.add_reader(self._sockets[0], self._take_calls)

    def call_soon_threadsafe(
        self,
        callback: Callable[..., object],
        *args: object,
        context: Context | None = None,
    ) -> None:
        """Have a callback run soon on the loop's thread; any thread may ask for it.

        Raises:
            RuntimeError: the loop is closed.
        """
        if not self._sockets:
            super().call_soon_threadsafe(callback, *args, context=context)
            return
        self._check_closed()
        if context is not None:
            callback, args = context.run, (callback, *args)
        self._calls.append((callback, args))
        # Full, it wakes in any case; just closed by the loop's thread, nobody waits.
        with contextlib.suppress(OSError):
            self._sockets[1].send(b"\0")

    def close(self) -> None:
        """Give back all that the loop holds."""
        if not self.is_closed() and self._sockets:
            self.remove_reader(self._sockets[0])
        super().close()
        for end in self._sockets:
            end.close()

    def _take_calls(self) -> None:
        """Begin what threads have asked for by now."""
        with contextlib.suppress(BlockingIOError):
            while self._sockets[0].recv(_READ_BYTES):
                pass
        for _ in range(len(self._calls)):  # who calls later, wakes anew
            callback, args = self._calls.popleft()
            self.call_soon(callback, *args)
