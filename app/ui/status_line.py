"""The status line: counts, the last message with its way back, what is under way."""

from collections.abc import Callable
from dataclasses import replace

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.change import Change
from app.domain.paper import PaperId
from app.runtime.feed import ChangeFeed
from app.runtime.reporter import Message, Reporter, Tone
from app.runtime.supervisor import Job, TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.sheets.controls import ActButton
from app.ui.widgets.keycap import KeyCaps
from app.ui.widgets.labels import label

_BAR_WIDTH, _BAR_HEIGHT = 80, 3
_JOB_WIDTH = 260
_COUNTS_WIDTH = 178
_STAYS_MS = 30_000
_UNDO, _REDO = "edit.undo", "edit.redo"
_SILENCE = Message(tone=Tone.NOTICE, text="")


class StatusLine(QtWidgets.QWidget):
    """One line at the window's foot; a message stays for half a minute.

    It makes way for the next one, and goes when one goes elsewhere. What it offers to
    take back, or to do again, it offers until anything else is done.
    """

    jobs_asked = QtCore.Signal()

    def __init__(
        self,
        look: Look,
        *,
        reporter: Reporter,
        jobs: TaskSupervisor,
        feed: ChangeFeed,
        run: Callable[..., object],
        parent: QtWidgets.QWidget,
    ) -> None:
        super().__init__(parent)
        self._look, self._jobs, self._run = look, jobs, run
        self.setProperty("kind", "status")
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_StyledBackground)
        self._counts = label(self, kind="hint")
        self._begun = label(self, kind="hint")
        self._icon = QtWidgets.QLabel(self)
        self._message = ElidedLabel(self)
        self._show = self._make_link(self.tr("Show"), self._on_show)
        self._undo = self._make_link(self.tr("Undo"), self._on_undo)
        self._redo = self._make_link(self.tr("Redo"), self._on_redo)
        self._keys = KeyCaps(look, "", self)
        self._added: tuple[PaperId, ...] = ()
        self.going = QtCore.QTimer(self, singleShot=True, interval=_STAYS_MS)
        self.going.timeout.connect(self.clear_message)
        self._summary = JobSummary(look, self)
        self._summary.clicked.connect(self.jobs_asked)
        self._lay_out()
        self._put(_SILENCE)
        self.show_begun("")
        self._summary.hide()
        reporter.subscribe(self.show_message)
        feed.subscribe(self._on_change)
        jobs.subscribe(self._on_job)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def set_counts(self, text: str) -> None:
        """Show how many papers there are, at the left."""
        self._counts.setText(text)

    def show_message(self, message: Message) -> None:
        """Show a message for a while, or until the next one."""
        self._put(message)
        if message.text:
            self.going.start()
        is_problem = message.tone in (Tone.PROBLEM, Tone.BUG)
        politeness = QtGui.QAccessible.AnnouncementPoliteness
        event = QtGui.QAccessibleAnnouncementEvent(self, message.text)
        event.setPoliteness(politeness.Assertive if is_problem else politeness.Polite)
        QtGui.QAccessible.updateAccessibility(event)

    def clear_message(self) -> None:
        """Show no message any more."""
        self.going.stop()
        self._put(_SILENCE)

    def show_begun(self, keys: str) -> None:
        """Show what was typed of a longer key, '' for nothing."""
        self._begun.setText(keys)
        self._begun.setVisible(bool(keys))

    def message(self) -> str:
        """Return the message shown."""
        return self._message.words()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        painter = QtGui.QPainter(self)
        colours = self._look.theme.colours
        painter.fillRect(self.rect(), colours.sidebar)
        painter.fillRect(0, 0, self.width(), 1, colours.line)

    def _lay_out(self) -> None:
        px = self._look.theme.px
        row = QtWidgets.QHBoxLayout(self)
        row.setContentsMargins(px(18), 1, px(18), 0)
        row.setSpacing(px(8))
        self._counts.setMinimumWidth(px(_COUNTS_WIDTH))
        row.addWidget(self._counts)
        row.addSpacing(px(24))
        row.addWidget(self._icon)
        row.addWidget(self._message)
        for link in (self._show, self._undo, self._redo, self._keys):
            row.addWidget(link)
        row.addStretch(1)
        row.addWidget(self._begun)
        row.addWidget(self._summary)

    def _make_link(self, text: str, on_clicked: Callable[[], None]) -> ActButton:
        link = ActButton(self._look, text, self, kind="link")
        link.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)
        link.clicked.connect(on_clicked)
        return link

    def _put(self, message: Message) -> None:
        is_problem = message.tone in (Tone.PROBLEM, Tone.BUG)
        self._message.set_words(message.text, "danger" if is_problem else "meta")
        self._icon.setVisible(is_problem)
        self._offer(message)

    def _on_change(self, change: Change) -> None:
        """Offer no longer what another act stands before by now."""
        if change.act is not None:
            self._offer(replace(_SILENCE, added=self._added))

    def _offer(self, message: Message) -> None:
        """Show what may be done about a message."""
        self._added = message.added
        self._show.setVisible(bool(message.added))
        self._undo.setVisible(message.can_undo)
        self._redo.setVisible(message.can_redo)
        self._keys.set_command(_UNDO if message.can_undo else _REDO)
        self._keys.setVisible(message.can_undo or message.can_redo)

    def _on_job(self, _job: Job) -> None:
        running = tuple(job for job in self._jobs.jobs() if not job.is_waiting)
        self._summary.setVisible(bool(running))
        if running:
            self._summary.set_jobs(running)

    def _on_show(self) -> None:
        self._run("paper.reveal", ids=self._added)

    def _on_undo(self) -> None:
        self._run("edit.undo")

    def _on_redo(self) -> None:
        self._run("edit.redo")

    def _on_look_changed(self) -> None:
        theme = self._look.theme
        self.setFixedHeight(theme.px(theme.sizes.status_line))
        side = theme.px(16)
        warning = self._look.icon("warning", "danger", 16)
        self._icon.setPixmap(warning.pixmap(side, side))
        self.update()


class JobSummary(QtWidgets.QAbstractButton):
    """What is under way in few words: name, bar, percent."""

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._fraction: float | None = None
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)
        self.setToolTip(self.tr("Show jobs"))

    def set_jobs(self, jobs: tuple[Job, ...]) -> None:
        """Show one job by name, several by their number."""
        known = [job.fraction for job in jobs if job.fraction is not None]
        self._fraction = sum(known) / len(known) if known else None
        n = len(jobs)
        words = jobs[0].name if n == 1 else self.tr("{n} jobs").format(n=n)
        self.setText(words)
        self.setAccessibleName(f"{words} {self._percent()}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QtCore.QSize:
        px = self._look.theme.px
        width = min(self._words_width(), px(_JOB_WIDTH)) + px(_BAR_WIDTH) + px(66)
        return QtCore.QSize(width, px(24))

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme, px = self._look.theme, self._look.theme.px
        colours = theme.colours
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        font = theme.ui_font(0.92)
        painter.setFont(font)
        words = self.rect().adjusted(0, 0, -px(_BAR_WIDTH) - px(58), 0)
        shown = QtGui.QFontMetrics(font).elidedText(
            self.text(), QtCore.Qt.TextElideMode.ElideRight, words.width()
        )
        side = QtCore.Qt.AlignmentFlag
        painter.setPen(colours.accenttext if self.underMouse() else colours.text2)
        painter.drawText(words, int(side.AlignRight | side.AlignVCenter), shown)
        left = words.right() + px(10)
        top = (self.height() - px(_BAR_HEIGHT)) / 2
        bar = QtCore.QRectF(left, top, px(_BAR_WIDTH), px(_BAR_HEIGHT))
        paint_bar(painter, self._look, bar, self._fraction)
        percent = self.rect().adjusted(int(bar.right()) + px(8), 0, 0, 0)
        painter.setFont(font)
        painter.setPen(colours.text2)
        painter.drawText(
            percent, int(side.AlignRight | side.AlignVCenter), self._percent()
        )
        if self.hasFocus():
            painter.setPen(QtGui.QPen(colours.accent, 1.5))
            painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), px(4), px(4))

    def _percent(self) -> str:
        return "" if self._fraction is None else f"{round(100 * self._fraction)} %"

    def _words_width(self) -> int:
        metrics = QtGui.QFontMetrics(self._look.theme.ui_font(0.92))
        return metrics.horizontalAdvance(self.text())


def paint_bar(
    painter: QtGui.QPainter, look: Look, bar: QtCore.QRectF, fraction: float | None
) -> None:
    """Paint a progress bar; while the part is unknown a third of it is filled."""
    colours = look.theme.colours
    radius = bar.height() / 2
    painter.setPen(QtCore.Qt.PenStyle.NoPen)
    painter.setBrush(colours.line)
    painter.drawRoundedRect(bar, radius, radius)
    painter.setBrush(colours.accent)
    done = QtCore.QRectF(bar)
    if fraction is None:
        done.setLeft(bar.left() + bar.width() / 3)
        done.setWidth(bar.width() / 3)
    else:
        done.setWidth(bar.width() * min(max(fraction, 0.0), 1.0))
    painter.drawRoundedRect(done, radius, radius)


class ElidedLabel(QtWidgets.QLabel):
    """A line that ends in an ellipsis where its room ends."""

    def __init__(self, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._words = ""
        self.setTextFormat(QtCore.Qt.TextFormat.PlainText)
        self.setSizePolicy(
            QtWidgets.QSizePolicy.Policy.Preferred, QtWidgets.QSizePolicy.Policy.Fixed
        )

    def set_words(self, words: str, kind: str) -> None:
        """Show other words, in the dress of a kind."""
        self._words = " ".join(words.split())
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setToolTip("")
        self.setAccessibleName(self._words)
        self.updateGeometry()
        self._elide()

    def words(self) -> str:
        """Return the words, whole."""
        return self._words

    def sizeHint(self) -> QtCore.QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self._words) + 2
        return QtCore.QSize(width, metrics.height())

    def minimumSizeHint(self) -> QtCore.QSize:
        return QtCore.QSize(0, self.fontMetrics().height())

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        side = QtCore.Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self._words, side, self.width())
        self.setText(shown)
        self.setToolTip(self._words if shown != self._words else "")
