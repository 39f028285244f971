"""The snooze picker: put papers off to one of a few days, or to one that is typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6 import QtCore, QtGui, QtWidgets

from app.commands.snoozing import day_meant, days_offered
from app.domain.errors import InvalidInput
from app.domain.paper import PaperId
from app.ui.look import Look
from app.ui.sheets.filter_field import FilterField, field_row
from app.ui.sheets.row_painting import RowDelegate, centred, paint_text
from app.ui.sheets.rows import Index, RowList, RowsModel
from app.ui.sheets.sheet import Sheet
from app.ui.widgets.labels import hairline

_WIDTH, _HEIGHT, _TOP, _ROW = 420, 232, 140, 34


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day to choose; `day` None: the name says why there is none."""

    name: str
    day: date | None


class SnoozePicker(Sheet):
    """Enter puts the papers off to the chosen day, Esc leaves them where they are."""

    def __init__(
        self,
        look: Look,
        *,
        ids: Sequence[PaperId],
        today: date,
        run: Callable[..., object],
    ) -> None:
        super().__init__(
            look,
            "Postpone",
            width_px=_WIDTH,
            height_px=_HEIGHT,
            top_px=_TOP,
            has_header=False,
        )
        self._ids, self._today, self._run = tuple(ids), today, run
        n = len(self._ids)
        hint = (
            self.tr("Postpone this paper to …")
            if n == 1
            else self.tr("Postpone {n} papers to …").format(n=n)
        )
        self._field = FilterField(look, hint, self)
        self._model: RowsModel[DayRow] = RowsModel(_spoken, _is_choice, self)
        self._list = RowList(self.tr("Days"), self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(_DayDelegate(look, self))
        self._list.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        row, _ = field_row(look, self._field, self)
        self.body.setSpacing(0)
        self.body.addLayout(row)
        self.body.addWidget(hairline(self))
        self.body.addSpacing(look.theme.px(8))
        self.body.addWidget(self._list, 1)
        self.body.addSpacing(look.theme.px(12))
        self._field.textChanged.connect(self._show)
        self._field.stepped.connect(self._list.step)
        self._field.chosen.connect(self._on_chosen)
        self._list.clicked.connect(self._on_chosen)
        self._show()

    def first_focus(self) -> QtWidgets.QWidget:
        return self._field

    def rows(self) -> tuple[DayRow, ...]:
        """Return the rows shown."""
        return self._model.rows()

    def _show(self) -> None:
        self._model.set_rows(self._found(self._field.text().strip()))
        self._list.go_to_first()

    def _found(self, typed: str) -> list[DayRow]:
        offered = [DayRow(self.tr(n), d) for n, d in days_offered(self._today)]
        words = typed.casefold()
        meant = [row for row in offered if words in row.name.casefold()]
        if meant:
            return meant
        try:
            return [DayRow(typed, day_meant(typed, self._today))]
        except InvalidInput as error:
            return [DayRow(str(error), None)]

    def _on_chosen(self) -> None:
        index = self._list.currentIndex()
        row = self._model.row_at(index) if index.isValid() else None
        if row is not None and row.day is not None:
            self.dismiss()
            self._run("paper.snooze", ids=self._ids, until=row.day)


class _DayDelegate(RowDelegate):
    """Paints a clock, the name and the day."""

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(look, _ROW, parent)

    def paint_row(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, index: Index
    ) -> None:
        theme, px = self.look.theme, self.look.theme.px
        row: DayRow = index.model().row_at(index)  # type: ignore[attr-defined]  # ours
        inner = rect.adjusted(px(12), 0, -px(12), 0)
        room = inner.adjusted(px(28), 0, 0, 0)
        colours = theme.colours
        if row.day is None:
            paint_text(painter, inner, row.name, theme.ui_font(), colours.text3)
            return
        mark = centred(inner, inner.left(), px(18))
        self.look.icons.paint(painter, mark, "status-snoozed", colours.text2)
        paint_text(painter, room, row.name, theme.ui_font(), colours.text)
        words = f"{row.day:%a} {row.day.day} {row.day:%b %Y}"
        font = theme.ui_font(0.92)
        paint_text(painter, inner, words, font, colours.text3, align_right=True)


def _spoken(row: DayRow) -> str:
    return row.name if row.day is None else f"{row.name}, {row.day:%A %d %B %Y}"


def _is_choice(row: DayRow) -> bool:
    return row.day is not None
