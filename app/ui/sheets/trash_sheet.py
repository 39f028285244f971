"""The trash sheet: topics, notes, marks and PDFs that were deleted."""

from collections.abc import Callable
from datetime import datetime

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.wording import count, quoted
from app.domain.change import Change
from app.domain.trash import Trashed, TrashKind
from app.formats.text import one_line
from app.library import Reader
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.sheets.controls import ActButton
from app.ui.sheets.row_painting import RowDelegate, centred, paint_text
from app.ui.sheets.rows import Index, RowsModel, RowTable
from app.ui.sheets.sheet import MARGIN, Sheet
from app.ui.widgets.labels import hairline, label

_WIDTH, _HEIGHT, _ROW = 660, 560, 52
_ICON = 18
_ICONS = {
    TrashKind.TOPIC: "topic",
    TrashKind.NOTE: "note",
    TrashKind.MARK: "highlight",
    TrashKind.FILE: "pdf",
}
_MOTION = {"j": 1, "k": -1}
_RESTORE = "u"


class TrashSheet(Sheet):
    """Lists what was deleted beside papers; u or Enter restores the current row."""

    def __init__(
        self,
        look: Look,
        *,
        library: LibraryClient,
        jobs: TaskSupervisor,
        run: Callable[..., object],
    ) -> None:
        super().__init__(look, "Deleted", width_px=_WIDTH, height_px=_HEIGHT)
        self.set_title(
            self.tr("Deleted topics, notes, marks and PDFs"),
            self.tr("Papers are in the Trash at the left."),
        )
        self._library, self._jobs, self._run = library, jobs, run
        self._model: RowsModel[Trashed] = RowsModel(_spoken, _is_choice, self)
        self._list = RowTable(self.tr("Deleted"), self)
        self._list.setModel(self._model)
        delegate = _TrashDelegate(look, _ROW, self, holder=self._list)
        self._list.setItemDelegate(delegate)
        self._empty = label(self, self.tr("Nothing is in here."), kind="hint")
        self._restore = ActButton(look, self.tr("Restore"), self, keys=_RESTORE)
        self._purge = ActButton(look, self.tr("Empty the trash for good"), self)
        self._lay_out()
        self._list.doubleClicked.connect(self._on_restore)
        self._restore.clicked.connect(self._on_restore)
        self._purge.clicked.connect(self._on_purge)
        self._stop_listening = library.feed.subscribe(self._on_change)
        self.closed.connect(self._stop_listening)
        self.opened.connect(self._read_again)

    def first_focus(self) -> QtWidgets.QWidget:
        return self._list

    def rows(self) -> tuple[Trashed, ...]:
        """Return what is listed, the newest first."""
        return self._model.rows()

    def restyle(self) -> None:
        super().restyle()
        self._list.set_row_height(self.look.theme.px(_ROW))

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        keys = QtCore.Qt.Key
        is_enter = event.key() in (keys.Key_Return, keys.Key_Enter)
        if is_enter or event.text() == _RESTORE:
            self._on_restore()
        elif step := _MOTION.get(event.text()):
            self._list.step(step)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _lay_out(self) -> None:
        px = self.look.theme.px
        self.body.setContentsMargins(0, 0, 0, px(20))
        self.body.addWidget(hairline(self))
        self._empty.setContentsMargins(px(MARGIN), 0, px(MARGIN), 0)
        self.body.addWidget(self._empty)
        self.body.addWidget(self._list, 1)
        self.body.addWidget(hairline(self))
        row = QtWidgets.QHBoxLayout()
        row.setContentsMargins(px(MARGIN), 0, px(MARGIN), 0)
        row.addWidget(self._purge)
        row.addStretch(1)
        row.addWidget(self._restore)
        self.body.addLayout(row)
        self._list.set_row_height(px(_ROW))

    def _on_restore(self) -> None:
        index = self._list.currentIndex()
        if index.isValid():
            thing = self._model.row_at(index)
            self._run("trash.restore", act=thing.act, kind=thing.kind, key=thing.key)

    def _on_purge(self) -> None:
        self._run("trash.empty")

    def _on_change(self, _change: Change) -> None:
        self._read_again()

    def _read_again(self) -> None:
        self._jobs.run(self._read(), "trash")

    async def _read(self) -> None:
        things = await self._library.read_apart(_things)
        if self.is_closed:
            return
        row = max(self._list.currentIndex().row(), 0)
        self._model.set_rows(things)
        self._list.go_to_first()
        self._list.step(min(row, len(things) - 1))
        self._empty.setVisible(not things)
        self._restore.setEnabled(bool(things))


class _TrashDelegate(RowDelegate):
    """Paints what was deleted, under it what it was, and when."""

    def paint_row(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, index: Index
    ) -> None:
        theme, px = self.look.theme, self.look.theme.px
        thing: Trashed = index.model().row_at(index)  # type: ignore[attr-defined]  # ours
        inner = rect.adjusted(px(24), px(6), -px(24), -px(6))
        icon = centred(inner, inner.left(), px(_ICON))
        self.look.icons.paint(painter, icon, _ICONS[thing.kind], theme.colours.text2)
        room = inner.adjusted(px(_ICON) + px(12), 0, 0, 0)
        upper = QtCore.QRect(room)
        upper.setHeight(room.height() // 2)
        lower = room.adjusted(0, room.height() // 2, 0, 0)
        small, quiet = theme.ui_font(0.92), theme.colours.text3
        taken = paint_text(painter, upper, _when(thing), small, quiet, align_right=True)
        upper.adjust(0, 0, -taken - px(16), 0)
        words = one_line(thing.words) or self.tr("Without words")
        paint_text(painter, upper, words, theme.ui_font(), theme.colours.text)
        paint_text(painter, lower, _origin(thing), small, quiet)


def _things(reader: Reader) -> tuple[Trashed, ...]:
    return reader.trash()


def _origin(thing: Trashed) -> str:
    match thing.kind:
        case TrashKind.TOPIC:
            return f"Topic with {count(thing.n_papers, 'paper')}"
        case TrashKind.NOTE:
            return f"Note on {quoted(thing.title)}"
        case TrashKind.MARK:
            return f"Mark in {quoted(thing.title)}"
        case TrashKind.FILE:
            return f"PDF of {quoted(thing.title)}"


def _when(thing: Trashed) -> str:
    at, now = thing.at.astimezone(), datetime.now().astimezone()
    if at.date() == now.date():
        return f"{at:%H:%M}"
    year = "" if at.year == now.year else f" {at.year}"
    return f"{at.day} {at:%b}{year}"


def _spoken(thing: Trashed) -> str:
    return f"{one_line(thing.words)}, {_origin(thing)}, {_when(thing)}"


def _is_choice(_thing: Trashed) -> bool:
    return True
