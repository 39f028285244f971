"""Run the real window in this process and do something in it, as a user would."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

from app.bootstrap import window, window_program
from app.bootstrap.beginning import begin
from app.cli.arguments import parse

_LIMIT_S = 60.0
_TICK_MS = 10
Visit = Callable[[window_program.WindowProgram], Awaitable[None]]


def run_window(arguments: Sequence[str], visit: Visit) -> int:
    """Start the program with its arguments, let `visit` act in it, and close it.

    Returns the program's exit code; what the visit raises is raised.
    """
    failures: list[BaseException] = []

    class Visited(window_program.WindowProgram):
        async def _live(self, *arguments: Any) -> None:
            visiting = asyncio.ensure_future(self._visit())
            visiting.add_done_callback(self._leave)
            await super()._live(*arguments)

        async def _visit(self) -> None:
            await until(lambda: self.is_whole)
            await visit(self)

        def _leave(self, visiting: "asyncio.Future[None]") -> None:
            if (error := visiting.exception()) is not None:
                failures.append(error)
            self.quit()

    window.WindowProgram = Visited
    beginning = begin(parse(list(arguments)))
    assert not isinstance(beginning, int)
    code = window.run(beginning)
    if failures:
        raise failures[0]
    return code


class PaintWatch(QtCore.QObject):
    """Tells when a view was painted in a state that is waited for."""

    _begun = QtCore.Signal()

    def __init__(self, view: QtWidgets.QWidget) -> None:
        super().__init__(view)
        has_rows = isinstance(view, QtWidgets.QAbstractScrollArea)
        self._painting = view.viewport() if has_rows else view
        self._painting.installEventFilter(self)
        self._is_so: Callable[[], bool] | None = None
        self._painted: asyncio.Future[float] | None = None
        # Right behind what is being painted, before any timer that is due.
        self._begun.connect(self._tell, QtCore.Qt.ConnectionType.QueuedConnection)

    async def until(self, is_so: Callable[[], bool]) -> float:
        """Return the moment after a paint that began while `is_so` held."""
        self._is_so = is_so
        self._painted = asyncio.get_running_loop().create_future()
        async with asyncio.timeout(_LIMIT_S):
            return await self._painted

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        is_paint = event.type() == QtCore.QEvent.Type.Paint
        if is_paint and self._is_so is not None and self._is_so():
            self._is_so = None
            self._begun.emit()
        return False

    def _tell(self) -> None:
        if self._painted is not None and not self._painted.done():
            self._painted.set_result(time.perf_counter())


class Ticker(QtCore.QObject):
    """Ticks each 10 ms on the window's loop, and keeps the longest gap."""

    def __init__(self) -> None:
        super().__init__()
        self.longest_ms = 0.0
        self._last = time.perf_counter()
        self._timer = QtCore.QTimer(self)
        self._timer.setTimerType(QtCore.Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)

    def start(self) -> None:
        """Begin anew."""
        self.longest_ms = 0.0
        self._last = time.perf_counter()
        self._timer.start(_TICK_MS)

    def stop(self) -> float:
        """Stop, and return the longest gap in milliseconds."""
        self._on_tick()
        self._timer.stop()
        return self.longest_ms

    def _on_tick(self) -> None:
        now = time.perf_counter()
        self.longest_ms = max(self.longest_ms, (now - self._last) * 1000)
        self._last = now


async def until(is_so: Callable[[], bool], limit_s: float = _LIMIT_S) -> None:
    """Let the window live until something is so."""
    came = asyncio.Event()

    def look() -> None:
        if is_so():
            came.set()

    looking = QtCore.QTimer()
    looking.timeout.connect(look)
    looking.start(_TICK_MS)
    try:
        async with asyncio.timeout(limit_s):
            await came.wait()
    finally:
        looking.stop()


def press(widget: QtWidgets.QWidget, key: int, text: str = "") -> None:
    """Press and release a key in a widget."""
    for kind in (QtCore.QEvent.Type.KeyPress, QtCore.QEvent.Type.KeyRelease):
        event = QtGui.QKeyEvent(kind, key, QtCore.Qt.KeyboardModifier.NoModifier, text)
        QtWidgets.QApplication.sendEvent(widget, event)


def drag(widget: QtWidgets.QWidget, start: QtCore.QPointF, end: QtCore.QPointF) -> None:
    """Drag the mouse over a widget with the left button."""
    left, none = QtCore.Qt.MouseButton.LeftButton, QtCore.Qt.MouseButton.NoButton
    kinds = QtCore.QEvent.Type
    for kind, at, button, held in (
        (kinds.MouseButtonPress, start, left, left),
        (kinds.MouseMove, (start + end) / 2, none, left),
        (kinds.MouseMove, end, none, left),
        (kinds.MouseButtonRelease, end, left, none),
    ):
        event = QtGui.QMouseEvent(
            kind,
            at,
            widget.mapToGlobal(at),
            button,
            held,
            QtCore.Qt.KeyboardModifier.NoModifier,
        )
        QtWidgets.QApplication.sendEvent(widget, event)
