"""One PDF after the other in a reader: what comes of it, and how long it stalls."""

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6 import QtCore

from tests.any_pdf.planted import FAILED, LOCKED, NO_PAGE, REFUSED, SHOWN
from tests.benchmarks.visiting import until
from tests.support.reader_stage import ReaderStage

STALL_MS = 50.0
NOTHING = "nothing came"
_LIMIT_S = 60.0
_TICK_MS = 10
_NEEDLE = "the"
_COMMANDS = (
    *("reader.next-page", "reader.screen-down", "reader.end", "reader.start"),
    *("reader.zoom-in", "reader.fit-page", "reader.two-pages", "reader.one-page"),
    *("reader.turn-right", "reader.turn-left", "reader.fit-column", "reader.fit-width"),
    *("reader.page-theme", "reader.page-theme", "reader.contents", "view.escape"),
    *("reader.follow", "view.escape", "reader.ruler", "reader.scroll-down"),
    *("reader.ruler", "reader.caret", "reader.scroll-down", "view.escape"),
    *("reader.thumbnails", "view.escape", "reader.figures", "view.escape"),
    *("reader.reflow", "reader.reflow", "reader.start"),
)


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of one PDF; `stall_ms` is the longest time the window stood still.

    `stalled_at` is what was done then, '' for the opening.
    """

    path: Path
    outcome: str
    words: str
    stall_ms: float
    stalled_at: str
    seconds: float
    n_pages: int
    n_hits: int
    has_text: bool


class Stalls(QtCore.QObject):
    """A 10 ms ticker that keeps how much later than that it ever came.

    Only the time that this process ran counts: the rest is other programs' doing.
    """

    def __init__(self, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self.longest_ms = 0.0
        self.doing = self.longest_at = ""
        self._last, self._used_s = time.monotonic(), time.process_time()
        self._timer = QtCore.QTimer(self, interval=_TICK_MS)
        self._timer.setTimerType(QtCore.Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    def begin(self) -> None:
        """Measure from now on."""
        self.longest_ms = 0.0
        self.doing = self.longest_at = ""
        self._last, self._used_s = time.monotonic(), time.process_time()

    def _on_tick(self) -> None:
        now, used_s = time.monotonic(), time.process_time()
        own_s = min(now - self._last, used_s - self._used_s)
        late_ms = own_s * 1_000 - _TICK_MS
        if late_ms > self.longest_ms:
            self.longest_ms, self.longest_at = late_ms, self.doing
        self._last, self._used_s = now, used_s


async def visit(stage: ReaderStage, stalls: Stalls, path: Path) -> Visit:
    """Open a PDF, go all through it, and close it."""
    started = time.monotonic()
    paper = await stage.add(path)
    stalls.begin()
    panel, view = stage.panel, stage.view
    panel.show_paper(paper, path, paper.files[0].sha256)
    came = await _until(lambda: _outcome(stage) != "")
    outcome = _outcome(stage) if came else NOTHING
    words = _words(stage)
    n_pages = view.n_pages
    n_hits = 0
    if outcome == SHOWN:
        n_hits = await _go_through(stage, stalls)
    has_text = panel.no_text.isHidden()
    found = Visit(
        path=path,
        outcome=outcome,
        words=words,
        stall_ms=stalls.longest_ms,
        stalled_at=stalls.longest_at,
        seconds=time.monotonic() - started,
        n_pages=n_pages,
        n_hits=n_hits,
        has_text=has_text,
    )
    panel.leave()
    return found


async def _go_through(stage: ReaderStage, stalls: Stalls) -> int:
    """Scroll, zoom, read in every manner, peek and search."""
    for command in _COMMANDS:
        stalls.doing = command
        stage.do(command)
        await _until(lambda: stage.view.is_settled)
    stalls.doing = "reader.peek"
    stage.do("reader.peek")
    await _until(lambda: not stage.panel.peeking.is_busy)
    stage.do("view.escape")
    finder = stage.panel.finder
    stalls.doing = "reader.find"
    finder.search(_NEEDLE, stage.view.page_index)
    await _until(lambda: not finder.is_searching)
    n_hits = len(finder.hits)
    stage.do("reader.hits")
    await _until(lambda: stage.view.is_settled)
    finder.search("", 0)
    await _until(lambda: stage.view.is_settled)
    return n_hits


def _outcome(stage: ReaderStage) -> str:
    """Say what shows; '' while nothing does."""
    message = stage.panel.face.message
    if message.isVisible():
        if message.password.isVisible():
            return LOCKED
        return NO_PAGE if "no page" in message.words.text() else REFUSED
    view = stage.view
    if not view.n_pages:
        return ""
    if view.loader.failure(view.page_index) is not None:
        return FAILED
    loader, page_index = view.loader, view.page_index
    has_picture = loader.picture(page_index) or loader.squares(page_index)
    return SHOWN if has_picture else ""


def _words(stage: ReaderStage) -> str:
    message = stage.panel.face.message
    if message.isVisible():
        return message.words.text()
    failure = stage.view.loader.failure(0)
    return failure.message if failure is not None else ""


async def _until(is_so: Callable[[], bool]) -> bool:
    """Wait until something is so; False when it never is."""
    with contextlib.suppress(TimeoutError):
        await until(is_so, _LIMIT_S)
        return True
    return False
