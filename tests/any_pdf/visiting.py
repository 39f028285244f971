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
_LIMIT_S = 60.0
_TICK_MS = 10
_OWN_SHARE = 0.5
_NEEDLE = "the"


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of one PDF; `stall_ms` is the longest time the window stood still."""

    path: Path
    outcome: str
    words: str
    stall_ms: float
    seconds: float
    n_pages: int
    n_hits: int
    has_text: bool


class Stalls(QtCore.QObject):
    """A 10 ms ticker that keeps how much later than that it ever came.

    What came late while this process hardly ran is another program's doing, and left
    out.
    """

    def __init__(self, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self.longest_ms = 0.0
        self._last, self._used_s = time.monotonic(), time.process_time()
        self._timer = QtCore.QTimer(self, interval=_TICK_MS)
        self._timer.setTimerType(QtCore.Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    def begin(self) -> None:
        """Measure from now on."""
        self.longest_ms = 0.0
        self._last, self._used_s = time.monotonic(), time.process_time()

    def _on_tick(self) -> None:
        now, used_s = time.monotonic(), time.process_time()
        gap_s = now - self._last
        if used_s - self._used_s > _OWN_SHARE * gap_s:
            self.longest_ms = max(self.longest_ms, gap_s * 1_000 - _TICK_MS)
        self._last, self._used_s = now, used_s


async def visit(stage: ReaderStage, stalls: Stalls, path: Path) -> Visit:
    """Open a PDF, go all through it, and close it."""
    started = time.monotonic()
    paper = await stage.add(path)
    stalls.begin()
    panel, view = stage.panel, stage.view
    panel.show_paper(paper, path, paper.files[0].sha256)
    came = await _until(lambda: _outcome(stage) != "")
    outcome = _outcome(stage) if came else "nothing came"
    words = _words(stage)
    n_pages = view.n_pages
    n_hits = 0
    if outcome == SHOWN:
        n_hits = await _go_through(stage)
    has_text = panel.no_text.isHidden()
    found = Visit(
        path=path,
        outcome=outcome,
        words=words,
        stall_ms=stalls.longest_ms,
        seconds=time.monotonic() - started,
        n_pages=n_pages,
        n_hits=n_hits,
        has_text=has_text,
    )
    panel.leave()
    return found


async def _go_through(stage: ReaderStage) -> int:
    """Scroll, zoom, change the page's colours, search and peek."""
    for command in (
        *("reader.next-page", "reader.screen-down", "reader.end", "reader.start"),
        *("reader.zoom-in", "reader.fit-page", "reader.fit-width"),
        *("reader.page-theme", "reader.page-theme", "reader.peek"),
    ):
        stage.do(command)
        await _until(lambda: stage.view.is_settled)
    await _until(lambda: not stage.panel.peeking.is_busy)
    stage.do("view.escape")
    finder = stage.panel.finder
    finder.search(_NEEDLE, stage.view.page_index)
    await _until(lambda: not finder.is_searching)
    n_hits = len(finder.hits)
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
