"""Reading aloud: sentence by sentence, shown and followed on the pages."""

import os
from collections.abc import Callable
from functools import partial

from PySide6 import QtCore, QtGui

from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.panels.reader.caret_mode import CaretMode
from app.ui.panels.reader.caret_walk import UnreadPage
from app.ui.panels.reader.marking import selected_text
from app.ui.panels.reader.page_flow import Unit
from app.ui.panels.reader.page_overlay import PageOverlay
from app.ui.panels.reader.page_texts import PageTexts
from app.ui.panels.reader.page_view import PageView
from app.ui.panels.reader.selection import Caret, Span, TextMap
from app.ui.panels.reader.voice import Voice, environment, find_voice, spoken_lines

_RATE = "reading.voice_rate"
_ALPHA = 0.16
_INSET = 2
_HEIGHT_PART = 1 / 3
_END_MS = 2000


class ReadAloud(QtCore.QObject):
    """Has the platform's voice say one sentence after the other.

    Each sentence is a process of its own, so that stopping is ending it. The sentence
    last begun stays the one that marks are made on, also during a pause. `stepped`
    when another one has begun, `begun` when reading begins.
    """

    stepped = QtCore.Signal()
    begun = QtCore.Signal()

    def __init__(
        self,
        look: Look,
        view: PageView,
        texts: PageTexts,
        caret: CaretMode,
        overlay: PageOverlay,
        settings: SettingsStore,
        tell: Callable[[str], None],
    ) -> None:
        super().__init__(view)
        self._look = look
        self._view = view
        self._texts = texts
        self._caret = caret
        self._overlay = overlay
        self._settings = settings
        self._tell = tell
        self._span: Span | None = None
        self._voice: Voice | None = None
        self._process: QtCore.QProcess | None = None
        self._pending: Callable[[], object] | None = None
        self.is_on = False
        texts.page_read.connect(self._on_page_read)
        application = QtCore.QCoreApplication.instance()
        assert application is not None
        application.aboutToQuit.connect(self.stop)

    @property
    def sentence(self) -> Span | None:
        """Return the sentence read last; None while nothing is read aloud."""
        return self._span if self.is_on else None

    @property
    def is_speaking(self) -> bool:
        """Say whether a voice speaks right now."""
        return self._process is not None

    def toggle(self, start: Caret | None) -> None:
        """Read from a place, or from the first line that shows; or stop reading."""
        if self.is_on:
            self.stop()
        elif self._view.n_pages and self._find_voice():
            self.is_on = True
            self.begun.emit()
            self._overlay.show_paint(self._paint, is_shown=True)
            self._begin(start)

    def pause(self) -> bool:
        """Fall silent, or begin the same sentence again; False while none is read."""
        if not self.is_on:
            return False
        if self._process is not None or self._pending is not None:
            self._pending = None
            self._silence()
        elif self._span is not None and self._find_voice():
            self._speak(self._span)
        return True

    def stop(self) -> bool:
        """Read no more; False when nothing was read."""
        was_on, self.is_on = self.is_on, False
        self._pending = None
        self._span = None
        self._silence()
        if was_on:
            self._overlay.show_paint(self._paint, is_shown=False)
        return was_on

    def _find_voice(self) -> bool:
        self._voice = find_voice(self._settings.number(_RATE))
        if self._voice is None:
            self.stop()
            self._tell(
                self.tr("No voice was found. Install espeak-ng to have papers read.")
            )
        return self._voice is not None

    def _begin(self, start: Caret | None) -> None:
        try:
            at = self._caret.first_shown() if start is None else start
            if at is None:
                self.stop()
                self._tell(self.tr("No text shows here: this may be a scanned page."))
                return
            flow = self._caret.flow_of(at.page_index)
            if flow is None:
                raise UnreadPage(at.page_index)
        except UnreadPage as missing:
            self._wait(missing.page_index, lambda: self._begin(start))
            return
        if start is None:  # what fills the line that shows, not the end of another
            found = flow.sentence_of_row(flow.row_of(at.line))
            at = Caret(at.page_index, *found[0]) if found is not None else at
        self._say(at)

    def _say(self, at: Caret | None) -> None:
        """Read the sentence that begins at a place, or the next that has words."""
        try:
            while at is not None:
                span = self._sentence_at(at)
                self._span = span
                if any(map(str.isalnum, self._words(span))):
                    self._show(span)
                    self._speak(span)
                    self.stepped.emit()
                    return
                at = self._caret.walk().step(span.start, Unit.SENTENCE, 1)
        except UnreadPage as missing:
            self._wait(missing.page_index, partial(self._say, at))
            return
        self.stop()
        self._tell(self.tr("Read to the end."))

    def _go_on(self) -> None:
        if not self.is_on or self._span is None:
            return
        try:
            at = self._caret.walk().step(self._span.start, Unit.SENTENCE, 1)
        except UnreadPage as missing:
            self._wait(missing.page_index, self._go_on)
            return
        self._say(at)

    def _sentence_at(self, at: Caret) -> Span:
        return self._caret.walk().sentence_at(at) or Span(at, at)

    def _words(self, span: Span) -> str:
        return selected_text(span, self._text_of)

    def _text_of(self, page_index: int) -> TextMap | None:
        content = self._texts.find(page_index)
        return content.text if content is not None else None

    # The process that speaks

    def _speak(self, span: Span) -> None:
        assert self._voice is not None
        process = QtCore.QProcess(self)
        theirs = QtCore.QProcessEnvironment()
        for name, value in environment(os.environ).items():
            theirs.insert(name, value)
        process.setProcessEnvironment(theirs)
        process.setStandardOutputFile(QtCore.QProcess.nullDevice())
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process = process
        program, *options = self._voice.command
        process.start(program, options)
        process.write(spoken_lines(self._words(span)))
        process.closeWriteChannel()

    def _silence(self) -> None:
        """End the process that speaks; it is gone when this returns."""
        process, self._process = self._process, None
        if process is None:
            return
        process.finished.disconnect(self._on_finished)
        process.errorOccurred.disconnect(self._on_error)
        process.kill()
        process.waitForFinished(_END_MS)
        process.deleteLater()
        if self._voice is not None and self._voice.silence:
            program, *options = self._voice.silence
            QtCore.QProcess.startDetached(program, options)

    def _on_finished(self, code: int, status: QtCore.QProcess.ExitStatus) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        said = bytes(process.readAllStandardError().data()).decode(errors="replace")
        process.deleteLater()
        is_whole = status is QtCore.QProcess.ExitStatus.NormalExit and code == 0
        # Without a device for sound espeak ends well but for a line of its own.
        errors = [line for line in said.splitlines() if line.startswith("error:")]
        if is_whole and not errors:
            self._go_on()
        else:
            self._fail(errors[0] if errors else "")

    def _on_error(self, error: QtCore.QProcess.ProcessError) -> None:
        if error is QtCore.QProcess.ProcessError.FailedToStart:
            process, self._process = self._process, None
            if process is not None:
                process.deleteLater()
            self._fail("")

    def _fail(self, why: str) -> None:
        name = self._voice.name if self._voice is not None else ""
        self.stop()
        words = self.tr("{0} could not speak. Is there a device for sound?")
        self._tell(" ".join((words.format(name), f"({why})" if why else "")).strip())

    # On the pages

    def _show(self, span: Span) -> None:
        """Bring a sentence into view unless all of it shows, and read pages ahead."""
        n_pages = self._view.n_pages
        page_index = span.start.page_index
        around = range(page_index, page_index + 2)
        self._texts.want([page for page in around if page < n_pages])
        rects = self._rects()
        whole = QtCore.QRectF()
        for rect in rects:
            whole = whole.united(rect)
        room = QtCore.QRectF(self._view.viewport().rect())
        if rects and not room.contains(whole):
            bar = self._view.verticalScrollBar()
            above = room.height() * _HEIGHT_PART
            bar.setValue(round(bar.value() + rects[0].top() - above))
            content = self._texts.find(page_index)
            if content is not None:
                quads = content.text.quads(page_index, span)
                self._view.reveal(page_index, quads[0])
        self._overlay.update()

    def _rects(self) -> list[QtCore.QRectF]:
        span = self._span
        if span is None:
            return []
        texts = ((index, self._text_of(index)) for index in span.pages)
        return [
            self._view.quad_rect(index, quad)
            for index, text in texts
            if text is not None and index < self._view.n_pages
            for quad in text.quads(index, span)
        ]

    def _wait(self, page_index: int, again: Callable[[], object]) -> None:
        self._pending = again
        self._texts.want([page_index])

    def _on_page_read(self, _page_index: int) -> None:
        if self._pending is not None:
            again, self._pending = self._pending, None
            again()

    def _paint(self, painter: QtGui.QPainter) -> None:
        tint = QtGui.QColor(self._overlay.accent)
        tint.setAlphaF(_ALPHA)
        inset = self._look.theme.px(_INSET)
        for rect in self._rects():
            painter.fillRect(rect.adjusted(-inset, 0, inset, 0), tint)
