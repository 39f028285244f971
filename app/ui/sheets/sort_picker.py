"""The sort picker: by which columns the list is sorted, chosen by a few letters."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.view import Column, Sorting, View
from app.ui.appearance.look import Look
from app.ui.models.column_names import COLUMN_NAMES
from app.ui.sheets import fuzzy
from app.ui.sheets.choice_sheet import ChoiceSheet
from app.ui.sheets.filter_field import FilterField
from app.ui.sheets.row_painting import paint_matched, paint_text
from app.ui.views.view_changes import sort_by
from app.ui.widgets.labels import label

_WIDTH, _HEIGHT = 400, 424


@dataclass(frozen=True, slots=True, kw_only=True)
class SortRow:
    """A column to sort by; None is the place's own order.

    `place` counts the keys from 1, 0 for none.
    """

    column: Column | None
    name: str
    key: Sorting | None = None
    place: int = 0
    is_alone: bool = True
    positions: frozenset[int] = frozenset()


class SortField(FilterField):
    """A filter field; Shift+Enter tells of `added` in place of `chosen`."""

    added = QtCore.Signal()

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        is_enter = event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier:
            self.added.emit()
            event.accept()
        else:
            super().keyPressEvent(event)


class SortPicker(ChoiceSheet[SortRow]):
    """Enter sorts by the column, again reverses; Shift+Enter adds it as a key."""

    def __init__(
        self, look: Look, *, view: Callable[[], View], change: Callable[[View], object]
    ) -> None:
        self._view, self._change = view, change
        translate = QtCore.QCoreApplication.translate
        super().__init__(
            look,
            "Sort by",
            hint=translate("SortPicker", "Sort by …"),
            rows_name="Columns",
            width_px=_WIDTH,
            height_px=_HEIGHT,
            field=SortField,
        )
        hint = label(self, kind="hint")
        hint.setText(self.tr("Enter sorts, again reverses · Shift+Enter adds a key"))
        px = look.theme.px
        hint.setContentsMargins(px(20), 0, px(18), px(12))
        self.body.addWidget(hint)
        if isinstance(self.field, SortField):
            self.field.added.connect(self._on_added)
        self.renew()

    def renew(self) -> None:
        """Show the columns; the first of them is current, not the list's own order."""
        super().renew()
        rows = self.rows()
        if len(rows) > 1 and rows[0].column is None:
            self.list.step(1)

    def found(self, typed: str) -> list[SortRow]:
        view = self._view()
        rows = []
        columns = (*view.columns, *(c for c in Column if c not in view.columns))
        for column in columns:
            name = self.tr(COLUMN_NAMES[column])
            hit = fuzzy.match(typed, name)
            if hit is None:
                continue
            key = next((k for k in view.sorting if k.column is column), None)
            row = SortRow(
                column=column,
                name=name,
                key=key,
                place=view.sorting.index(key) + 1 if key else 0,
                is_alone=len(view.sorting) < 2,
                positions=hit.positions,
            )
            rows.append((-hit.score if typed else 0.0, row))
        rows.sort(key=lambda scored: scored[0])
        found = [row for _, row in rows]
        name = self.tr("The list's own order")
        if view.sorting and fuzzy.match(typed, name):
            found.insert(0, SortRow(column=None, name=name))
        return found

    def take(self, row: SortRow) -> None:
        self._sort(row, adds=False)

    def take_clicked(self, row: SortRow) -> None:
        held = QtWidgets.QApplication.keyboardModifiers()
        adds = (
            QtCore.Qt.KeyboardModifier.ShiftModifier
            | QtCore.Qt.KeyboardModifier.ControlModifier
        )
        self._sort(row, adds=bool(held & adds))

    def _on_added(self) -> None:
        row = self.row()
        if row is not None:
            self._sort(row, adds=True)

    def _sort(self, row: SortRow, *, adds: bool) -> None:
        column, view = row.column, self._view()
        if column is None:
            self._change(replace(view, sorting=()))
            self.dismiss()
            return
        self._change(sort_by(view, column, adds=adds))
        self.renew()
        columns = [row.column for row in self.rows()]
        self.list.setCurrentIndex(self.model.index(columns.index(column)))
        self.field.selectAll()

    def spoken(self, row: SortRow) -> str:
        return row.name if row.key is None else f"{row.name}, {self._way(row.key)}"

    def paint_row(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, row: SortRow
    ) -> None:
        """Paint a column's name, its way and its place among the keys."""
        theme, px = self.look.theme, self.look.theme.px
        accent = theme.colours.accenttext
        if row.column is None:
            paint_text(painter, rect, row.name, theme.ui_font(), accent)
            return
        if row.key is not None:
            way = self._way(row.key)
            words = way if row.is_alone else f"{row.place} · {way}"
            font = theme.ui_font(0.92)
            width = paint_text(painter, rect, words, font, accent, align_right=True)
            rect = rect.adjusted(0, 0, -width - px(12), 0)
        paint_matched(painter, theme, rect, row.name, row.positions)

    def _way(self, key: Sorting) -> str:
        if key.column is Column.RELEVANCE:
            return self.tr("best last") if key.is_descending else self.tr("best first")
        return self.tr("descending") if key.is_descending else self.tr("ascending")
