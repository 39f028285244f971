"""The history sheet: what was done to the library, newest first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.wording import count, listed, quoted
from app.domain.change import Act, Blocker, Change
from app.domain.paper import PaperId
from app.library import Reader
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.sheets.controls import ActButton
from app.ui.sheets.filter_field import FilterField, field_row
from app.ui.sheets.history_rows import Day, HistoryRows, Row, day_words, standing
from app.ui.sheets.row_painting import RowDelegate, paint_text
from app.ui.sheets.rows import Index, RowTable
from app.ui.sheets.sheet import MARGIN, Sheet
from app.ui.widgets.labels import hairline, label

_WIDTH, _HEIGHT, _ROW = 660, 600, 34
_PAGE = 200
_MOST_SHOWN = 500
_MOST_NAMED = 2
_ASKER, _DETAIL_ASKER = "history", "history act"


@dataclass(frozen=True, slots=True)
class About:
    """What the foot tells of an act: its papers, and what keeps it."""

    papers: tuple[PaperId, ...]
    titles: tuple[str, ...]
    blocker: Blocker | None


class HistorySheet(Sheet):
    """Lists the acts by day; any that no later one builds on can be taken back."""

    def __init__(
        self,
        look: Look,
        *,
        library: LibraryClient,
        jobs: TaskSupervisor,
        run: Callable[..., object],
    ) -> None:
        super().__init__(look, "History", width_px=_WIDTH, height_px=_HEIGHT)
        self.set_title(self.tr("History"), self.tr("Newest first, kept in the library"))
        self._library, self._jobs, self._run = library, jobs, run
        self._asked = 0
        self._about: About | None = None
        self._field = FilterField(look, self.tr("Search the acts"), self)
        self._model = HistoryRows(self)
        self._list = RowTable(self.tr("Acts"), self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(_ActDelegate(look, _ROW, self, holder=self._list))
        self._detail = label(self, kind="hint", wraps=True)
        self._undo = ActButton(look, self.tr("Undo"), self, keys="Ctrl+Z")
        self._redo = ActButton(look, self.tr("Redo"), self, keys="Ctrl+Shift+Z")
        self._back = ActButton(
            look, self.tr("Take back this act"), self, keys="Backspace"
        )
        self._lay_out()
        self._field.textChanged.connect(self._read_again)
        self._field.stepped.connect(self._list.step)
        self._field.chosen.connect(self._show_papers)
        self._list.doubleClicked.connect(self._show_papers)
        self._list.selectionModel().currentChanged.connect(self._on_current)
        self._model.more_wanted.connect(self._on_more_wanted)
        self._undo.clicked.connect(self._on_undo)
        self._redo.clicked.connect(self._on_redo)
        self._back.clicked.connect(self._on_take_back)
        self._stop_listening = library.feed.subscribe(self._on_change)
        self.closed.connect(self._stop_listening)
        self.opened.connect(self._read_again)

    def first_focus(self) -> QtWidgets.QWidget:
        return self._list

    def rows(self) -> tuple[Act, ...]:
        """Return the acts shown, newest first."""
        return self._model.acts()

    def current(self) -> Act | None:
        """Return the act that the keys are on."""
        index = self._list.currentIndex()
        row = self._model.row_at(index) if index.isValid() else None
        return row if isinstance(row, Act) else None

    def detail(self) -> str:
        """Return what the foot tells of the current act."""
        return self._detail.text()

    def restyle(self) -> None:
        super().restyle()
        self._list.set_row_height(self.look.theme.px(_ROW))

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        keys = QtCore.Qt.Key
        standard = QtGui.QKeySequence.StandardKey
        if event.matches(standard.Undo):
            self._on_undo()
        elif event.matches(standard.Redo):
            self._on_redo()
        elif event.key() == keys.Key_Backspace:
            self._on_take_back()
        elif event.key() in (keys.Key_Return, keys.Key_Enter):
            self._show_papers()
        elif event.text() in ("j", "k"):
            self._list.step(1 if event.text() == "j" else -1)
        elif event.text() == "/" or event.matches(standard.Find):
            self._field.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _lay_out(self) -> None:
        px = self.look.theme.px
        self.body.setContentsMargins(0, 0, 0, px(20))
        self.body.setSpacing(px(8))
        self.body.addWidget(hairline(self))
        found, self._count = field_row(self.look, self._field, self)
        found.setContentsMargins(px(MARGIN), px(4), px(MARGIN), px(4))
        self.body.addLayout(found)
        self.body.addWidget(hairline(self))
        self.body.addWidget(self._list, 1)
        self.body.addWidget(hairline(self))
        foot = QtWidgets.QVBoxLayout()
        foot.setContentsMargins(px(MARGIN), 0, px(MARGIN), 0)
        foot.setSpacing(px(8))
        lines = 2 * self._detail.fontMetrics().lineSpacing()
        self._detail.setMinimumHeight(lines)
        self._detail.setAlignment(QtCore.Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._detail)
        row = QtWidgets.QHBoxLayout()
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._redo)
        row.addWidget(self._undo)
        foot.addLayout(row)
        self.body.addLayout(foot)
        self._list.set_row_height(px(_ROW))
        self._back.setEnabled(False)

    def _on_undo(self) -> None:
        self._run("edit.undo")

    def _on_redo(self) -> None:
        self._run("edit.redo")

    def _on_take_back(self) -> None:
        act = self.current()
        if act is not None and self._back.isEnabled():
            self._run("edit.take-back", act=act.number)

    def _show_papers(self) -> None:
        if self._about is not None and self._about.papers:
            papers = self._about.papers[:_MOST_SHOWN]
            self.dismiss()
            self._run("paper.reveal", ids=papers)

    def _on_change(self, _change: Change) -> None:
        self._read_again()

    def _read_again(self) -> None:
        # What the widgets tell is asked now: the sheet may be gone when a job begins.
        self._asked += 1
        text, n_acts = self._field.text(), max(len(self._model.acts()), _PAGE)
        self._jobs.run(self._read(self._asked, text, n_acts), "history")

    async def _read(self, ticket: int, text: str, n_acts: int) -> None:
        found = await self._library.read_latest(
            lambda reader: reader.history(limit=n_acts, text=text), asker=_ASKER
        )
        if found is None or ticket != self._asked or self.is_closed:
            return
        before, top = self.current(), self._list.verticalScrollBar().value()
        self._model.show(found, has_more=len(found) == n_acts)
        row = None if before is None or text else self._model.row_of(before.number)
        if row is None:
            self._list.go_to_first()
        else:
            self._list.setCurrentIndex(self._model.index(row, 0))
            self._list.verticalScrollBar().setValue(top)
        self._undo.setEnabled(any(not act.is_undone for act in found))
        self._redo.setEnabled(any(act.is_undone for act in found))
        if not found:
            self._on_current()

    def _on_more_wanted(self) -> None:
        last, text = self._model.last(), self._field.text()
        if last is not None:
            reading = self._read_more(self._asked, last.number, text)
            self._jobs.run(reading, "older history")

    async def _read_more(self, ticket: int, before: int, text: str) -> None:
        found = await self._library.read(
            lambda r: r.history(limit=_PAGE, before=before, text=text)
        )
        if ticket == self._asked and not self.is_closed:
            self._model.add(found, has_more=len(found) == _PAGE)

    def _on_current(self) -> None:
        self._about = None
        self._back.setEnabled(False)
        act = self.current()
        if act is None:
            nothing = self.tr("No act has these words.") if self._field.text() else ""
            self._detail.setText(nothing)
            return
        self._jobs.run(self._look_at(act), "history act")

    async def _look_at(self, act: Act) -> None:
        about = await self._library.read_latest(
            lambda reader: _about(reader, act.number), asker=_DETAIL_ASKER
        )
        if about is None or self.is_closed or self.current() != act:
            return
        self._about = about
        self._back.setEnabled(about.blocker is None and not act.is_off)
        self._detail.setText(self._told(act, about))

    def _told(self, act: Act, about: About) -> str:
        if act.is_undone:
            kept = self.tr("This act is undone; Redo does it again.")
        elif act.taken_back_by is not None:
            kept = self.tr("This act was taken back later.")
        else:
            kept = about.blocker.words if about.blocker else ""
        return "\n".join(part for part in (self._named(about), kept) if part)

    def _named(self, about: About) -> str:
        n_papers = len(about.papers)
        if n_papers == 0:
            return ""
        names = [quoted(title) for title in about.titles]
        if n_papers > _MOST_NAMED:
            names = [names[0], count(n_papers - 1, self.tr("other paper"))]
        shows = (
            self.tr("Enter shows it") if n_papers == 1 else self.tr("Enter shows them")
        )
        return f"{listed(names)} · {shows}"


class _ActDelegate(RowDelegate):
    """Paints an act and when it was, and the days."""

    def paint_row(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, index: Index
    ) -> None:
        theme, px = self.look.theme, self.look.theme.px
        row: Row = index.model().row_at(index)  # type: ignore[attr-defined]  # ours
        inner = rect.adjusted(px(24), 0, -px(24), 0)
        if isinstance(row, Day):
            today = datetime.now().astimezone().date()
            words, font = day_words(row.date, today), theme.ui_font(0.85, 600)
            paint_text(painter, inner, words, font, theme.colours.text2)
            return
        quiet = theme.colours.text3
        when = " · ".join(p for p in (standing(row), _time(row.at)) if p)
        font = theme.ui_font(0.92)
        taken = paint_text(painter, inner, when, font, quiet, align_right=True)
        room = inner.adjusted(0, 0, -taken - px(16), 0)
        colour = quiet if row.is_off else theme.colours.text
        paint_text(painter, room, row.label, theme.ui_font(), colour)


def _about(reader: Reader, number: int) -> About:
    papers = reader.papers_of_act(number)
    titles = tuple(reader.paper(paper).title for paper in papers[:_MOST_NAMED])
    return About(papers, titles, reader.blocker(number))


def _time(at: datetime) -> str:
    return f"{at.astimezone():%H:%M}"
