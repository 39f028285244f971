"""The first marks of a paper, quoted."""

from collections.abc import Sequence

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.mark import Mark
from app.ui.look import Look
from app.ui.widgets.labels import label

N_SHOWN = 3
_LONGEST = 280
_BAR = 3
_GAP = 10


class MarkQuote(QtWidgets.QWidget):
    """One mark: its quote beside a bar in its colour, its page and its comment."""

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._colour = 1
        self._quote = label(self, wraps=True)
        self._comment = label(self, kind="meta", wraps=True)
        self._place = label(self, kind="hint")
        self._column = QtWidgets.QVBoxLayout(self)
        for part in (self._quote, self._comment, self._place):
            self._column.addWidget(part)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def show_mark(self, mark: Mark) -> None:
        """Show a mark."""
        self._colour = mark.colour
        quote = mark.quote
        if len(quote) > _LONGEST:
            quote = quote[:_LONGEST].rsplit(" ", 1)[0] + "…"
        self._quote.setText(quote)
        self._quote.setVisible(bool(quote))
        self._comment.setText(mark.comment)
        self._comment.setVisible(bool(mark.comment))
        meaning = self._look.theme.mark(mark.colour).meaning
        page = self.tr("p. %1").replace("%1", str(mark.page_index + 1))
        self._place.setText(f"{meaning} · {page}")
        self.update()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme = self._look.theme
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(theme.mark(self._colour).line)
        bar = QtCore.QRectF(0, 0, theme.px(_BAR), self.height())
        painter.drawRoundedRect(bar, 1.5, 1.5)

    def _on_look_changed(self) -> None:
        theme = self._look.theme
        self._column.setContentsMargins(theme.px(_BAR + _GAP), 0, 0, 0)
        self._column.setSpacing(theme.px(2))
        self._quote.setFont(theme.reading_font(1.0))
        self.update()


class MarksList(QtWidgets.QWidget):
    """Shows the first marks; there are as many quotes as were ever needed."""

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.theme.px(12))
        self._quotes = [MarkQuote(look, self) for _ in range(N_SHOWN)]
        for quote in self._quotes:
            column.addWidget(quote)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show the first of these marks."""
        for n, quote in enumerate(self._quotes):
            quote.setVisible(n < len(marks))
            if n < len(marks):
                quote.show_mark(marks[n])
