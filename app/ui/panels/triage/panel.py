"""Triage: the papers of the list one at a time, each decided on with one key."""

import time
from collections.abc import Collection, Sequence

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.command import Registry
from app.domain.paper import Paper, PaperId
from app.runtime.feed import ChangeFeed
from app.runtime.reporter import Reporter
from app.ui.appearance.look import Look
from app.ui.models.paper_list import PaperListModel
from app.ui.models.topic_tree import TopicTree
from app.ui.panels.triage.bar import TriageBar
from app.ui.panels.triage.finish import TriageEnd
from app.ui.panels.triage.legend import Legend
from app.ui.panels.triage.pace import Pace
from app.ui.panels.triage.page import TriagePage
from app.ui.panels.triage.record import TriageRecord
from app.ui.panels.triage.toast import Toast
from app.ui.widgets.buttons import Run
from app.ui.widgets.suggestion_row import SuggestionRow

_N_AHEAD = 16
"""So many papers ahead are read before one gets there."""

_ROOMY, _MARGIN, _WIDEST_TOAST = 1280, 24, 640


class TriagePanel(QtWidgets.QWidget):
    """Shows the current paper of the list, and goes on at each decision.

    It has no rows of its own: `row_wanted` asks for another current row of the list,
    which `show_row` then shows. `ready` tells that the paper to act on is known again.
    """

    row_wanted = QtCore.Signal(int)
    ready = QtCore.Signal()
    address_chosen = QtCore.Signal(str)
    paper_shown = QtCore.Signal(object)

    def __init__(
        self,
        look: Look,
        model: PaperListModel,
        topics: TopicTree,
        run: Run,
        registry: Registry,
        reporter: Reporter,
        feed: ChangeFeed,
        parent: QtWidgets.QWidget,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._model = model
        self._topics = topics
        self._row = -1
        self._name = ""
        self._is_on = False
        self._is_at_end = False
        self._n_undoing = 0
        self._record = TriageRecord(model, topics)
        self._pace = Pace(time.monotonic)
        self._bar = TriageBar(look, run, registry, self._record.tick_of, self)
        self._page = TriagePage(look, run, registry, self)
        self._end = TriageEnd(look, run, registry, self)
        self._legend = Legend(look, run, registry, self)
        self._stack = QtWidgets.QStackedWidget(self)
        self._stack.addWidget(self._page)
        self._stack.addWidget(self._end)
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self._legend)
        self._toast = Toast(look, reporter=reporter, feed=feed, run=run, parent=self)
        self._toast.resized.connect(self._place_toast)
        self.setProperty("kind", "toolbar")
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Triage"))
        model.paper_changed.connect(self._on_paper_changed)
        model.counted.connect(self._on_counted)
        topics.reloaded.connect(self._on_topics_reloaded)
        self._page.abstract.address_chosen.connect(self.address_chosen)

    @property
    def suggestions(self) -> SuggestionRow:
        """The row of topics suggested for the paper shown."""
        return self._page.suggestions

    @property
    def is_at_end(self) -> bool:
        """Say whether every paper was gone through; then there is none to act on."""
        return self._is_at_end

    @property
    def is_waiting(self) -> bool:
        """Say whether the paper that keys are to act on is still on its way."""
        if not self._is_on or self._is_at_end:
            return self._n_undoing > 0
        is_unknown = self._model.n_rows > 0 and self._paper() is None
        return is_unknown or self._n_undoing > 0

    def words(self) -> tuple[str, str, str]:
        """Return what is told of what is left, of what was decided, and of the pace."""
        return self._bar.words()

    def end_words(self) -> tuple[str, str]:
        """Return heading and words of the end."""
        return self._end.words()

    def begin(self, name: str, row: int) -> None:
        """Go through the list from a row on; `name` is what the list shows."""
        self._is_on, self._is_at_end = True, False
        self._model.hold_order(is_held=True)
        self._name = name
        self._record.clear()
        self._pace.restart()
        self._toast.hide()
        self._bar.show_place(name)
        self.show_row(row)
        if self._model.n_rows == 0:
            self._show_end()

    def leave(self) -> None:
        """Stop; the list keeps the current row."""
        self._is_on = False
        self._model.hold_order(is_held=False)
        self.paper_shown.emit(None)

    def show_row(self, row: int) -> None:
        """Show the paper of the list's current row."""
        self._row = row
        if not self._is_on:
            return
        self._is_at_end = False
        for ahead in (row, row + _N_AHEAD):
            self._model.paper_at(ahead)
        self._show()

    def step(self, step: int) -> None:
        """Go on (1) or back (-1) without deciding."""
        if self._is_at_end:
            if step < 0:
                self._go(self._row)
        elif self._row + step >= self._model.n_rows:
            self._show_end()
        else:
            self._go(self._row + step)

    def go_to_edge(self, *, is_first: bool) -> None:
        """Go to the first or last paper."""
        self._go(0 if is_first else self._model.n_rows - 1)

    def read_on(self, direction: int) -> None:
        """Scroll the abstract on (1) or back (-1), then go to the next paper."""
        if not self._page.read_on(direction) and direction > 0:
            self.step(1)

    def advance(self, ids: Sequence[PaperId]) -> None:
        """Go on to the next paper that is not decided on, if one of `ids` is shown."""
        shown = self._model.id_at(self._row)
        if self._is_at_end or shown is None or shown not in ids:
            return
        self._pace.count()
        self._record.expect(shown)
        rows = range(self._row + 1, self._model.n_rows)
        ahead = next((row for row in rows if self._record.is_open(row)), None)
        if ahead is None:
            self._show_end()
        else:
            self._go(ahead)

    def go_back_to(self, ids: Collection[PaperId]) -> None:
        """Go to the first of the papers whose decision was taken back."""
        rows = sorted(row for i in ids if (row := self._model.row_of(i)) >= 0)
        if rows:
            self._go(rows[0])

    def hold(self) -> None:
        """Hold keys back while an act is taken back, until `release`."""
        self._n_undoing += 1

    def release(self) -> None:
        """Let keys go on."""
        self._n_undoing -= 1
        self._tell_ready()

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_toast()

    def _paper(self) -> Paper | None:
        paper_id = self._model.id_at(self._row)
        return None if paper_id is None else self._model.paper(paper_id)

    def _go(self, row: int) -> None:
        row = min(max(row, 0), self._model.n_rows - 1)
        if row == self._row:
            self.show_row(row)
        elif row >= 0:
            self.row_wanted.emit(row)

    def _show(self) -> None:
        paper = self._paper()
        if paper is not None:
            self._record.enter(paper)
            n_rows = QtCore.QLocale().toString(self._model.n_rows)
            number = QtCore.QLocale().toString(self._row + 1)
            words = self.tr("%1 of %2").replace("%1", number).replace("%2", n_rows)
            self._page.show_paper(paper, self._topics.topics(), words)
            self.paper_shown.emit(paper)
        self._stack.setCurrentWidget(self._page)
        self._show_tally()

    def _show_end(self) -> None:
        self._is_at_end = True
        self._stack.setCurrentWidget(self._end)
        self._show_tally()

    def _show_tally(self) -> None:
        n_left, decided = self._record.n_left(), self._record.words()
        left = self.tr("1 left") if n_left == 1 else self.tr("%1 left")
        minutes = self._pace.minutes(n_left)
        pace = self.tr("about %1 min at this pace").replace("%1", str(minutes))
        self._bar.show_words(
            left=left.replace("%1", QtCore.QLocale().toString(n_left)),
            tally=decided,
            pace="" if minutes is None else pace,
        )
        row = -1 if self._is_at_end else self._row
        self._bar.strip.show_row(row, self._model.n_rows)
        if self._is_at_end:
            self._end.show_end(place=self._name, n_left=n_left, tally=decided)

    def _on_paper_changed(self, paper_id: str) -> None:
        paper = self._model.paper(PaperId(paper_id))
        if not self._is_on or paper is None:
            return
        self._record.follow(paper)
        if paper.id == self._model.id_at(self._row) and not self._is_at_end:
            self._show()
            self._tell_ready()
        else:
            self._show_tally()

    def _on_counted(self, _n_rows: int) -> None:
        if self._is_on:
            self._show_tally()

    def _on_topics_reloaded(self) -> None:
        if self._is_on and not self._is_at_end:
            self._show()
        elif self._is_on:
            self._show_tally()

    def _tell_ready(self) -> None:
        if not self.is_waiting:
            self.ready.emit()

    def _place_toast(self) -> None:
        px = self._look.theme.px
        margin = px(_MARGIN)
        size = self._toast.sizeHint()
        left = margin
        if self.width() < px(_ROOMY):
            size.setWidth(min(px(_WIDEST_TOAST), self.width() - 2 * margin))
            size.setHeight(self._toast.height_for(size.width()))
            left = (self.width() - size.width()) // 2
        foot = self._legend.geometry().top() - margin // 2
        self._toast.setGeometry(
            QtCore.QRect(left, foot - size.height(), size.width(), size.height())
        )
