"""The columns sheet: which columns the list shows, and in what order."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.view import ORDERS_ALONE, Column, View
from app.ui.appearance.look import Look
from app.ui.models.column_names import COLUMN_NAMES
from app.ui.sheets.controls import ActButton
from app.ui.sheets.row_painting import RowDelegate, centred, paint_text
from app.ui.sheets.rows import Index, RowList, RowsModel
from app.ui.sheets.sheet import Sheet
from app.ui.views.view_changes import reset_columns, step_column, toggle_column
from app.ui.widgets.labels import label

_WIDTH, _HEIGHT, _ROW = 440, 680, 30
_Key = QtCore.Qt.Key


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRow:
    """A column; `has_room` False for one that is chosen but did not fit."""

    column: Column
    name: str
    is_shown: bool
    has_room: bool


class ColumnList(RowList):
    """A list whose rows Space ticks and Ctrl+Up and Ctrl+Down move."""

    ticked = QtCore.Signal()
    stepped = QtCore.Signal(int)

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        has_control = event.modifiers() & QtCore.Qt.KeyboardModifier.ControlModifier
        if has_control and event.key() in (_Key.Key_Up, _Key.Key_Down):
            self.stepped.emit(-1 if event.key() == _Key.Key_Up else 1)
        elif event.key() in (_Key.Key_Space, _Key.Key_Return, _Key.Key_Enter):
            self.ticked.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class ColumnsSheet(Sheet):
    """Shows every column, those shown first and in their order."""

    def __init__(
        self,
        look: Look,
        *,
        view: Callable[[], View],
        change: Callable[[View], object],
        fitting: Callable[[], Collection[Column]],
    ) -> None:
        title = self.tr("Columns")
        super().__init__(look, title, width_px=_WIDTH, height_px=_HEIGHT)
        self.set_title(title, self.tr("Space shows or hides · Ctrl+Up, Ctrl+Down move"))
        self._view, self._change, self._fitting = view, change, fitting
        self._model: RowsModel[ColumnRow] = RowsModel(self._spoken, _is_choice, self)
        self._list = ColumnList(self.tr("Columns"), self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(_ColumnDelegate(look, self, self._list))
        self._list.ticked.connect(self._on_ticked)
        self._list.stepped.connect(self._on_stepped)
        self._list.clicked.connect(self._on_ticked)
        self._reset = ActButton(look, self.tr("Reset"), self)
        self._reset.clicked.connect(self._on_reset)
        self._room = label(self, kind="hint", wraps=True)
        foot = QtWidgets.QHBoxLayout()
        foot.addWidget(self._room, 1)
        foot.addWidget(self._reset)
        self.body.addWidget(self._list, 1)
        self.body.addLayout(foot)
        self._show()
        self._list.go_to_first()

    def first_focus(self) -> QtWidgets.QWidget:
        return self._list

    def rows(self) -> tuple[ColumnRow, ...]:
        """Return the rows shown."""
        return self._model.rows()

    def _show(self) -> None:
        shown, fitting = self._view().columns, self._fitting()
        columns = (*shown, *(c for c in Column if c not in {*shown, *ORDERS_ALONE}))
        rows = [
            ColumnRow(
                column=column,
                name=self.tr(COLUMN_NAMES[column]),
                is_shown=column in shown,
                has_room=column not in shown or column in fitting,
            )
            for column in columns
        ]
        self._model.set_rows(rows)
        is_tight = not all(row.has_room for row in rows)
        words = self.tr("Those with a pale tick need a wider list.")
        self._room.setText(words if is_tight else "")

    def _current(self) -> Column | None:
        index = self._list.currentIndex()
        return self._model.row_at(index).column if index.isValid() else None

    def _on_ticked(self) -> None:
        number = self._list.currentIndex().row()
        if (column := self._current()) is not None:
            self._change(toggle_column(self._view(), column))
            self._show()
            self._list.setCurrentIndex(self._model.index(number))

    def _on_stepped(self, step: int) -> None:
        if (column := self._current()) is not None:
            self._change(step_column(self._view(), column, step))
            self._show()
            columns = [row.column for row in self.rows()]
            self._list.setCurrentIndex(self._model.index(columns.index(column)))

    def _on_reset(self) -> None:
        self._change(reset_columns(self._view()))
        self._show()
        self._list.go_to_first()

    def _spoken(self, row: ColumnRow) -> str:
        state = self.tr("shown") if row.is_shown else self.tr("hidden")
        return f"{row.name}, {state}" + ("" if row.has_room else self.tr(", no room"))


class _ColumnDelegate(RowDelegate):
    """Paints a tick and a column's name, paler where there is no room for it."""

    def __init__(
        self, look: Look, parent: QtWidgets.QWidget, holder: QtWidgets.QWidget
    ) -> None:
        super().__init__(look, _ROW, parent, holder=holder)

    def paint_row(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, index: Index
    ) -> None:
        theme, px = self.look.theme, self.look.theme.px
        row: ColumnRow = index.model().row_at(index)  # type: ignore[attr-defined]  # ours
        inner = rect.adjusted(px(12), 0, -px(12), 0)
        colours = theme.colours
        if row.is_shown:
            tick = centred(inner, inner.left(), px(16))
            ink = colours.accent if row.has_room else colours.text3
            self.look.icons.paint(painter, tick, "check", ink)
        room = inner.adjusted(px(28), 0, 0, 0)
        is_plain = row.is_shown and row.has_room
        ink = colours.text if is_plain else colours.text3
        paint_text(painter, room, row.name, theme.ui_font(), ink)
        if row.column is Column.TITLE:
            words, font = self.tr("always shown"), theme.ui_font(0.92)
            paint_text(painter, inner, words, font, colours.text3, align_right=True)


def _is_choice(_row: ColumnRow) -> bool:
    return True
