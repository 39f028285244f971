"""Papers side by side: a column a paper, a row a field, what differs is marked."""

from collections.abc import Sequence

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look
from app.ui.sheets.controls import Chip
from app.ui.sheets.duplicates_words import Comparison
from app.ui.widgets.labels import PlainLabel, label

_NAMES_WIDTH = 76
_COLUMN_WIDTH = 210
_BAR = 3


class PaperColumns(QtWidgets.QScrollArea):
    """Compares papers; `chosen` tells which of them is to be kept."""

    chosen = QtCore.Signal(int)

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._names: list[str] = []
        self._chips: list[Chip] = []
        self._cells: list[list[_Value]] = []
        self.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Papers side by side"))
        self.viewport().setAutoFillBackground(False)

    def show_papers(
        self, rows: Sequence[Comparison], *, kept: int, left_out: Sequence[bool]
    ) -> None:
        """Show other papers, or the same ones with another choice."""
        names = [row.name for row in rows]
        if names != self._names or len(left_out) != len(self._chips):
            self._build(names, len(left_out))
        for n, chip in enumerate(self._chips):
            self._word_chip(chip, is_kept=n == kept, is_out=left_out[n])
        for row, cells in zip(rows, self._cells, strict=True):
            for n, cell in enumerate(cells):
                cell.show_value(row.name, row.values[n], differs=row.differs[n])
                cell.setEnabled(not left_out[n])

    def _build(self, names: list[str], n_papers: int) -> None:
        """Make the widgets of so many papers; polishing them is what takes time."""
        at = self.verticalScrollBar().value()
        px = self._look.theme.px
        inside = QtWidgets.QWidget(self)
        grid = QtWidgets.QGridLayout(inside)
        grid.setContentsMargins(px(32), px(4), px(32), px(8))
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(6))
        grid.setColumnMinimumWidth(0, px(_NAMES_WIDTH))
        self._names = names
        self._chips = [self._make_chip(inside, n) for n in range(n_papers)]
        for n, chip in enumerate(self._chips):
            grid.addWidget(chip, 0, n + 1, QtCore.Qt.AlignmentFlag.AlignLeft)
            grid.setColumnMinimumWidth(n + 1, px(_COLUMN_WIDTH))
            grid.setColumnStretch(n + 1, 1)
        self._cells = [[_Value(self._look, inside) for _ in self._chips] for _ in names]
        for number, name in enumerate(names, start=1):
            head = label(inside, name, kind="meta")
            head.setContentsMargins(0, px(4), 0, 0)
            grid.addWidget(head, number, 0, QtCore.Qt.AlignmentFlag.AlignTop)
            for n, cell in enumerate(self._cells[number - 1]):
                grid.addWidget(cell, number, n + 1)
        grid.setRowStretch(len(names) + 1, 1)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)  # `setWidget` has it filled
        self.verticalScrollBar().setValue(at)

    def turn_page(self, n: int) -> None:
        """Scroll by pages, down (> 0) or up."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + n * bar.pageStep())

    def _make_chip(self, inside: QtWidgets.QWidget, number: int) -> Chip:
        chip = Chip(self._look, "", "merge", "text2", inside)
        chip.set_count(str(number + 1))
        chip.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        chip.clicked.connect(self._on_clicked)
        return chip

    def _word_chip(self, chip: Chip, *, is_kept: bool, is_out: bool) -> None:
        words = self.tr("Keep") if is_kept else self.tr("Merge into it")
        chip.setText(self.tr("Left out") if is_out else words)
        chip.set_icon("check" if is_kept else "close" if is_out else "merge")
        chip.set_count(str(self._chips.index(chip) + 1))
        chip.setChecked(is_kept)

    def _on_clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip) and chip in self._chips:
            self.chosen.emit(self._chips.index(chip))


class _Value(PlainLabel):
    """A value of a paper; one that differs from the kept one has a bar and a ground."""

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__("", parent)
        px = look.theme.px
        self._look, self._differs = look, False
        self.setWordWrap(True)
        self.setAlignment(QtCore.Qt.AlignmentFlag.AlignTop)
        self.setContentsMargins(px(10), px(4), px(8), px(4))
        wide = QtWidgets.QSizePolicy.Policy.Ignored
        self.setSizePolicy(wide, QtWidgets.QSizePolicy.Policy.Preferred)

    def show_value(self, name: str, text: str, *, differs: bool) -> None:
        """Show the value of a field, and whether it differs from the kept one's."""
        self._differs = differs
        self.setText(text or "–")
        spoken = self.tr("differs") if differs else ""
        self.setAccessibleName(", ".join(filter(None, (name, text, spoken))))
        self.update()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        if self._differs:
            theme, px = self._look.theme, self._look.theme.px
            painter = QtGui.QPainter(self)
            painter.fillRect(self.rect(), theme.colours.warnsoft)
            bar = QtCore.QRect(0, 0, px(_BAR), self.height())
            painter.fillRect(bar, theme.colours.warn)
            painter.end()
        super().paintEvent(event)
