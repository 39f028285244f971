"""The jobs panel: imports and fetches under way, ended, or broken off."""

from collections.abc import Callable

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.hints import with_keys
from app.runtime.supervisor import Again, Job, JobState, TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.sheets.controls import ActButton
from app.ui.status_line import ElidedLabel, paint_bar
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.labels import label

_MOST_SHOWN = 60
_MOST_HEIGHT = 300
_BAR_WIDTH, _BAR_HEIGHT = 120, 3


class JobsPanel(QtWidgets.QWidget):
    """Lists the running jobs and the last ones that ended; F6 puts the keys into it."""

    def __init__(
        self,
        look: Look,
        *,
        jobs: TaskSupervisor,
        run: Callable[..., object],
        parent: QtWidgets.QWidget,
    ) -> None:
        super().__init__(parent)
        self._look, self._run, self._jobs = look, run, jobs
        self._rows: dict[int, JobRow] = {}
        px = look.theme.px
        self.setAccessibleName(self.tr("Jobs"))
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(px(20), px(10), px(12), px(12))
        column.setSpacing(px(6))
        head = QtWidgets.QHBoxLayout()
        head.addWidget(label(self, self.tr("Jobs"), kind="section"))
        head.addStretch(1)
        self._resume = self._link(self.tr("Resume all"), self._on_resume)
        self._clear = self._link(self.tr("Clear ended"), self._on_clear)
        head.addWidget(self._resume)
        head.addWidget(self._clear)
        self._close = IconButton(look, "close", self.tr("Close (Esc)"), self)
        self._close.clicked.connect(self.hide)
        head.addWidget(self._close)
        column.addLayout(head)
        self._empty = label(self, self.tr("Nothing is under way."), kind="hint")
        column.addWidget(self._empty)
        self._list = QtWidgets.QWidget(self)
        self._list.setAutoFillBackground(False)
        self._column = QtWidgets.QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, px(8), 0)
        self._column.setSpacing(px(8))
        self._scroll = self._make_scroll(self._list)
        column.addWidget(self._scroll)
        self.hide()
        for job in jobs.jobs():
            self._on_job(job)
        jobs.subscribe(self._on_job)
        look.changed.connect(self.update)

    def toggle(self) -> None:
        """Show the panel, or hide it."""
        self.setVisible(self.isHidden())

    @property
    def is_broken_off(self) -> bool:
        """Say whether a job waits that the end of the program broke off."""
        return any(row.state is JobState.INTERRUPTED for row in self.rows())

    def clear_ended(self) -> None:
        """Forget every job that has ended."""
        for row in self.rows():
            if not row.is_running:
                self._jobs.forget(row.number)

    def resume(self) -> None:
        """Start every job again that the end of the program broke off."""
        for row in self.rows():
            if row.state is JobState.INTERRUPTED:
                self._on_retry_asked(row.number)

    def rows(self) -> "tuple[JobRow, ...]":
        """Return the rows, oldest job first."""
        return tuple(self._rows.values())

    def focusInEvent(self, event: QtGui.QFocusEvent) -> None:
        """Give the keys to what the last job offers, else to the cross."""
        buttons = [row.first_button() for row in reversed(self.rows())]
        button = next((button for button in buttons if button is not None), self._close)
        button.setFocus(QtCore.Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        painter = QtGui.QPainter(self)
        colours = self._look.theme.colours
        painter.fillRect(self.rect(), colours.raised)
        painter.fillRect(0, 0, self.width(), 1, colours.line)

    def event(self, event: QtCore.QEvent) -> bool:
        """Grow and shrink with the rows; the lower edge stays where it is."""
        if event.type() == QtCore.QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _make_scroll(self, rows: QtWidgets.QWidget) -> QtWidgets.QScrollArea:
        scroll = QtWidgets.QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(
            QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        scroll.setWidget(rows)
        scroll.viewport().setAutoFillBackground(False)
        rows.setAutoFillBackground(False)
        scroll.hide()
        return scroll

    def _fit(self) -> None:
        wanted = self._column.sizeHint().height()
        most = self._look.theme.px(_MOST_HEIGHT)
        self._scroll.setFixedHeight(min(wanted, most))
        height = self.sizeHint().height()
        if height != self.height():
            bottom = self.geometry().bottom() + 1
            self.setGeometry(self.x(), bottom - height, self.width(), height)

    def _link(self, words: str, act: Callable[[], None]) -> ActButton:
        link = ActButton(self._look, words, self, kind="link")
        link.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)
        link.clicked.connect(act)
        link.hide()
        return link

    def _on_job(self, job: Job) -> None:
        row = self._rows.get(job.number)
        if job.state is JobState.CLEARED:
            if row is not None:
                self._forget(row)
            self._count()
            return
        if row is None:
            row = JobRow(self._look, job.number, self._list)
            row.cancel_asked.connect(self._on_cancel_asked)
            row.retry_asked.connect(self._on_retry_asked)
            row.copy_asked.connect(_copy)
            self._rows[job.number] = row
            self._column.addWidget(row)
            row.show()
            self._forget_old()
        row.show_job(job)
        self._count()

    def _count(self) -> None:
        """Show what there is, and what may be done about all of it."""
        rows = self.rows()
        self._empty.setVisible(not rows)
        self._scroll.setVisible(bool(rows))
        self._clear.setVisible(any(not row.is_running for row in rows))
        is_broken = any(row.state is JobState.INTERRUPTED for row in rows)
        self._resume.setVisible(is_broken)
        self._fit()

    def _on_resume(self) -> None:
        self._run("jobs.resume")

    def _on_clear(self) -> None:
        self._run("jobs.clear")

    def _on_cancel_asked(self, number: int) -> None:
        self._run("jobs.cancel", number=number)

    def _on_retry_asked(self, number: int) -> None:
        row = self._rows[number]
        again = row.again
        if again is not None:
            self._jobs.forget(number)
            self._run(again.command, **again.arguments)

    def _forget_old(self) -> None:
        ended = [row for row in self._rows.values() if not row.is_running]
        while len(self._rows) > _MOST_SHOWN and ended:
            self._jobs.forget(ended.pop(0).number)

    def _forget(self, row: "JobRow") -> None:
        del self._rows[row.number]
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()


class JobRow(QtWidgets.QWidget):
    """One job: its name, under it a bar and its state in words, and its buttons.

    Cancel while it runs; Retry after it was stopped, failed or was broken off, Copy
    details after it failed.
    """

    cancel_asked = QtCore.Signal(int)
    retry_asked = QtCore.Signal(int)
    copy_asked = QtCore.Signal(str)

    def __init__(self, look: Look, number: int, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.number = number
        self.is_running = True
        self.state = JobState.RUNNING
        self._has_bar = True
        self._fraction: float | None = None
        self._name = ElidedLabel(self)
        self._state = ElidedLabel(self)
        self.again: Again | None = None
        self._details = ""
        self._cancel = self._button(self.tr("Cancel"), self._on_cancel)
        self._retry = self._button(self.tr("Retry"), self._on_retry)
        self._copy = self._button(self.tr("Copy details"), self._on_copy)
        px = look.theme.px
        self._bar = QtWidgets.QSpacerItem(px(_BAR_WIDTH) + px(10), 0)
        under = QtWidgets.QHBoxLayout()
        under.setSpacing(0)
        under.addSpacerItem(self._bar)
        under.addWidget(self._state, 1)
        head = QtWidgets.QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self._name, 1)
        for button in (self._copy, self._retry, self._cancel):
            head.addWidget(button)
        row = QtWidgets.QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(2))
        row.addLayout(head)
        row.addLayout(under)
        self.setMinimumHeight(self._cancel.sizeHint().height())

    def show_job(self, job: Job) -> None:
        """Show the job's state."""
        self.state = job.state
        self.is_running = job.state is JobState.RUNNING
        self._has_bar = self.is_running and not job.is_waiting
        self._fraction = job.fraction
        self._name.set_words(job.name, "")
        is_failed = job.state is JobState.FAILED
        said = with_keys(self._words(job), self._look.key)
        self._state.set_words(said, "danger" if is_failed else "hint")
        room = self._look.theme.px(_BAR_WIDTH) + self._look.theme.px(10)
        self._bar.changeSize(room if self._has_bar else 0, 0)
        self.again = job.again
        self._details = with_keys(job.details, self._look.key)
        self._cancel.setVisible(self.is_running)
        is_short = not self.is_running and job.state is not JobState.DONE
        self._retry.setVisible(is_short and job.again is not None)
        is_broken = job.state is JobState.INTERRUPTED
        self._retry.set_words(self.tr("Resume") if is_broken else self.tr("Retry"))
        self._copy.setVisible(is_failed)
        for button in (self._cancel, self._retry, self._copy):
            button.setAccessibleName(f"{button.text()}: {job.name}")
        self.update()

    def first_button(self) -> QtWidgets.QWidget | None:
        """Return the first button to press, None where there is nothing to do."""
        buttons = (self._cancel, self._retry, self._copy)
        return next((button for button in buttons if button.isVisible()), None)

    def words(self) -> str:
        """Return the state in words."""
        return self._state.words()

    def name(self) -> str:
        """Return the job's name as far as it is shown."""
        return self._name.text()

    def cancel(self) -> None:
        """Press Cancel."""
        self._cancel.click()

    def retry(self) -> None:
        """Press Retry."""
        self._retry.click()

    def copy_details(self) -> None:
        """Press Copy details."""
        self._copy.click()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        if not self._has_bar:
            return
        px = self._look.theme.px
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        top = self._state.geometry().center().y() - px(_BAR_HEIGHT) / 2
        bar = QtCore.QRectF(0, top, px(_BAR_WIDTH), px(_BAR_HEIGHT))
        paint_bar(painter, self._look, bar, self._fraction)

    def _words(self, job: Job) -> str:
        match job.state:
            case JobState.RUNNING:
                part = "" if job.fraction is None else f"{round(100 * job.fraction)} %"
                return " · ".join(word for word in (part, job.detail) if word)
            case JobState.DONE:
                return job.detail or self.tr("Done")
            case JobState.INTERRUPTED:
                return self.tr("Broken off when Octavo ended")
            case JobState.CLEARED:
                return ""
            case JobState.CANCELLED:
                return self.tr("Stopped")
            case JobState.FAILED:
                return job.detail or self.tr("Failed")

    def _button(self, words: str, act: Callable[[], None]) -> ActButton:
        button = ActButton(self._look, words, self)
        button.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)
        button.clicked.connect(act)
        return button

    def _on_cancel(self) -> None:
        self.cancel_asked.emit(self.number)

    def _on_retry(self) -> None:
        self.retry_asked.emit(self.number)

    def _on_copy(self) -> None:
        self.copy_asked.emit(self._details)


def _copy(text: str) -> None:
    QtWidgets.QApplication.clipboard().setText(text)
