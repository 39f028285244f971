"""The base of the sheets that choose one row: a field over a list it filters."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look
from app.ui.sheets.filter_field import FilterField, field_row
from app.ui.sheets.row_painting import RowDelegate
from app.ui.sheets.rows import Index, RowList, RowsModel
from app.ui.sheets.sheet import Sheet
from app.ui.widgets.labels import hairline, label

Row = TypeVar("Row")

_TOP, _ROW, _SIDE = 140, 34, 12
_BELOW_FIELD = 2
"""Place in the column: below the field and its line."""


class ChoiceSheet(Sheet, Generic[Row]):
    """Enter takes the current row, Esc none; what is typed says which rows there are.

    Who inherits says what the rows are (`found`), how they look (`paint_row`) and sound
    (`spoken`), and what taking one does (`take`); the last line of its constructor
    calls `renew`.
    """

    def __init__(
        self,
        look: Look,
        title: str,
        *,
        hint: str,
        rows_name: str,
        width_px: int,
        height_px: int,
        row_px: int = _ROW,
        field: type[FilterField] = FilterField,
    ) -> None:
        super().__init__(
            look,
            title,
            width_px=width_px,
            height_px=height_px,
            top_px=_TOP,
            has_header=False,
        )
        self.field = field(look, hint, self)
        self.model: RowsModel[Row] = RowsModel(self.spoken, self.is_choice, self)
        self.list = RowList(rows_name, self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(self, row_px))
        self.list.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        self._nothing = label(self, kind="hint", wraps=True)
        self._nothing.setContentsMargins(*(look.theme.px(n) for n in (20, 4, 20, 4)))
        row, _ = field_row(look, self.field, self)
        self.body.setSpacing(0)
        self.body.addLayout(row)
        self.body.addWidget(hairline(self))
        self.body.addSpacing(look.theme.px(8))
        self.body.addWidget(self._nothing)
        self.body.addWidget(self.list, 1)
        self.body.addSpacing(look.theme.px(12))
        self.field.textChanged.connect(self.renew)
        self.field.stepped.connect(self.list.step)
        self.field.chosen.connect(self._on_chosen)
        self.list.clicked.connect(self._on_clicked)

    def first_focus(self) -> QtWidgets.QWidget:
        return self.field

    def rows(self) -> tuple[Row, ...]:
        """Return the rows shown."""
        return self.model.rows()

    def row(self) -> Row | None:
        """Return the current row, None where there is none."""
        index = self.list.currentIndex()
        return self.model.row_at(index) if index.isValid() else None

    def put_on_top(self, widget: QtWidgets.QWidget) -> None:
        """Show a widget between the field and the rows."""
        self.body.insertWidget(_BELOW_FIELD, widget)

    def renew(self) -> None:
        """Show the rows for what is typed; the first one is current."""
        typed = self.field.text().strip()
        rows = self.found(typed)
        self.model.set_rows(rows)
        self._nothing.setText("" if rows else self.absence(typed))
        self._nothing.setHidden(bool(rows))
        self.list.go_to_first()

    def found(self, typed: str) -> Sequence[Row]:
        """Return the rows for what is typed, the best first."""
        raise NotImplementedError

    def absence(self, typed: str) -> str:
        """Return what is told where there is no row."""
        return self.tr("Nothing fits what you typed.")

    def spoken(self, row: Row) -> str:
        """Return what a screen reader says of a row."""
        raise NotImplementedError

    def is_choice(self, row: Row) -> bool:
        """Say whether a row can be taken."""
        return True

    def paint_row(self, painter: QtGui.QPainter, rect: QtCore.QRect, row: Row) -> None:
        """Paint a row, its ground painted, into what is inside its margins."""
        raise NotImplementedError

    def take(self, row: Row) -> None:
        """Do what choosing a row stands for."""
        raise NotImplementedError

    def take_clicked(self, row: Row) -> None:
        """Do what a click on a row stands for."""
        self.take(row)

    def _on_chosen(self) -> None:
        row = self.row()
        if row is not None and self.is_choice(row):
            self.take(row)

    def _on_clicked(self) -> None:
        row = self.row()
        if row is not None and self.is_choice(row):
            self.take_clicked(row)


class _Delegate(RowDelegate):
    """Lets the sheet paint its rows."""

    def __init__(self, sheet: ChoiceSheet[Row], row_px: int) -> None:
        super().__init__(sheet.look, row_px, sheet)
        self._sheet = sheet

    def paint_row(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, index: Index
    ) -> None:
        side = self.look.theme.px(_SIDE)
        row = self._sheet.model.row_at(index)
        self._sheet.paint_row(painter, rect.adjusted(side, 0, -side, 0), row)
