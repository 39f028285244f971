"""The history sheet: what was done to the library, newest first."""

from collections.abc import Callable
from datetime import datetime

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.change import Act, Change
from app.library import Reader
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.look import Look
from app.ui.sheets.controls import ActButton
from app.ui.sheets.row_painting import RowDelegate, paint_text
from app.ui.sheets.rows import Index, RowList, RowsModel
from app.ui.sheets.sheet import MARGIN, Sheet
from app.ui.widgets.labels import hairline

_WIDTH, _HEIGHT, _ROW = 620, 520, 34


class HistorySheet(Sheet):
    """Lists the acts; Undo takes back the newest that still holds."""

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
        self._model: RowsModel[Act] = RowsModel(_spoken, _is_choice, self)
        self._list = RowList(self.tr("Acts"), self)
        self._list.setModel(self._model)
        self._list.setUniformItemSizes(True)
        self._list.setItemDelegate(_ActDelegate(look, _ROW, self, holder=self._list))
        px = look.theme.px
        self.body.setContentsMargins(0, 0, 0, px(20))
        self.body.addWidget(hairline(self))
        self.body.addWidget(self._list, 1)
        self.body.addWidget(hairline(self))
        self._undo = ActButton(look, self.tr("Undo"), self, keys="Ctrl+Z")
        self._redo = ActButton(look, self.tr("Redo"), self, keys="Ctrl+Shift+Z")
        row = QtWidgets.QHBoxLayout()
        row.setContentsMargins(px(MARGIN), 0, px(MARGIN), 0)
        row.addStretch(1)
        row.addWidget(self._redo)
        row.addWidget(self._undo)
        self.body.addLayout(row)
        self._undo.clicked.connect(self._on_undo)
        self._redo.clicked.connect(self._on_redo)
        self._stop_listening = library.feed.subscribe(self._on_change)
        self.closed.connect(self._stop_listening)
        self.opened.connect(self._read_again)

    def first_focus(self) -> QtWidgets.QWidget:
        return self._list

    def rows(self) -> tuple[Act, ...]:
        """Return the acts shown, newest first."""
        return self._model.rows()

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        if event.matches(QtGui.QKeySequence.StandardKey.Undo):
            self._on_undo()
        elif event.matches(QtGui.QKeySequence.StandardKey.Redo):
            self._on_redo()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _on_undo(self) -> None:
        self._run("edit.undo")

    def _on_redo(self) -> None:
        self._run("edit.redo")

    def _on_change(self, _change: Change) -> None:
        self._read_again()

    def _read_again(self) -> None:
        self._jobs.run(self._read(), "history")

    async def _read(self) -> None:
        acts = await self._library.read(_acts_of)
        if self.is_closed:
            return
        self._model.set_rows(acts)
        self._list.go_to_first()
        self._undo.setEnabled(any(not act.is_undone for act in acts))
        self._redo.setEnabled(any(act.is_undone for act in acts))


class _ActDelegate(RowDelegate):
    """Paints an act and when it was."""

    def paint_row(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, index: Index
    ) -> None:
        theme, px = self.look.theme, self.look.theme.px
        act: Act = index.model().row_at(index)  # type: ignore[attr-defined]  # ours
        inner = rect.adjusted(px(24), 0, -px(24), 0)
        quiet = theme.colours.text3
        when = _when(act.at) + (self.tr(" · undone") if act.is_undone else "")
        font = theme.ui_font(0.92)
        taken = paint_text(painter, inner, when, font, quiet, align_right=True)
        room = inner.adjusted(0, 0, -taken - px(16), 0)
        colour = quiet if act.is_undone else theme.colours.text
        paint_text(painter, room, act.label, theme.ui_font(), colour)


def _acts_of(reader: Reader) -> tuple[Act, ...]:
    acts = tuple(reader.history())
    return tuple(sorted(acts, key=lambda act: -act.number))


def _when(at: datetime) -> str:
    local = at.astimezone()
    now = datetime.now().astimezone()
    if local.date() == now.date():
        return f"{local:%H:%M}"
    year = "" if local.year == now.year else f" {local.year}"
    return f"{local.day} {local:%b}{year}, {local:%H:%M}"


def _spoken(act: Act) -> str:
    undone = ", undone" if act.is_undone else ""
    return f"{act.label}, {_when(act.at)}{undone}"


def _is_choice(_act: Act) -> bool:
    return True
