"""The first marks of a paper, quoted; a click or Enter goes to one."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.mark import Mark
from app.domain.mark_tag import written_tags
from app.domain.paper import Sha256
from app.ui.appearance.look import Look
from app.ui.widgets.focus_ring import paint_ring
from app.ui.widgets.labels import label

N_SHOWN = 3
_LONGEST = 280
_BAR = 3
NO_FILES: Mapping[Sha256, str] = MappingProxyType({})
_GAP = 10


class MarkQuote(QtWidgets.QWidget):
    """One mark: its quote beside a bar in its colour, its comment, tags and page.

    `chosen` when it is clicked, or Enter is pressed on it.
    """

    chosen = QtCore.Signal(object)

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._mark: Mark | None = None
        self._colour = 1
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        self._quote = label(self, wraps=True)
        self._comment = label(self, kind="meta", wraps=True)
        self._tags = label(self, kind="meta", wraps=True)
        self._place = label(self, kind="hint")
        self._column = QtWidgets.QVBoxLayout(self)
        for part in (self._quote, self._comment, self._tags, self._place):
            self._column.addWidget(part)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def show_mark(self, mark: Mark, file: str = "") -> None:
        """Show a mark; `file` tells an older file that it is on."""
        self._mark, self._colour = mark, mark.colour
        quote = mark.quote
        if len(quote) > _LONGEST:
            quote = quote[:_LONGEST].rsplit(" ", 1)[0] + "…"
        self._quote.setText(quote)
        self._quote.setVisible(bool(quote))
        self._comment.setText(mark.comment)
        self._comment.setVisible(bool(mark.comment))
        self._tags.setText(written_tags(mark.tags))
        self._tags.setVisible(bool(mark.tags))
        meaning = self._look.theme.mark(mark.colour).meaning
        page = self.tr("p. %1").replace("%1", str(mark.page_index + 1))
        on = self.tr("on %1").replace("%1", file) if file else ""
        self._place.setText(" · ".join(part for part in (meaning, on, page) if part))
        self.setAccessibleName(self.tr("Go to the mark: %1").replace("%1", quote))
        self.update()

    def mouseReleaseEvent(self, event: QtGui.QMouseEvent) -> None:
        is_left = event.button() is QtCore.Qt.MouseButton.LeftButton
        if is_left and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self._mark)

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        if event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter):
            self.chosen.emit(self._mark)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QtGui.QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QtGui.QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme = self._look.theme
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(theme.mark(self._colour).line)
        bar = QtCore.QRectF(0, 0, theme.px(_BAR), self.height())
        painter.drawRoundedRect(bar, 1.5, 1.5)
        if self.hasFocus():
            radius = theme.px(theme.sizes.radius_key)
            paint_ring(painter, theme, self.rect(), radius)

    def _on_look_changed(self) -> None:
        theme = self._look.theme
        self._column.setContentsMargins(theme.px(_BAR + _GAP), 0, 0, 0)
        self._column.setSpacing(theme.px(2))
        self._quote.setFont(theme.reading_font(1.0))
        self.update()


class MarksList(QtWidgets.QWidget):
    """Shows the first marks; there are as many quotes as were ever needed."""

    chosen = QtCore.Signal(object)

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.theme.px(12))
        self._quotes = [MarkQuote(look, self) for _ in range(N_SHOWN)]
        for quote in self._quotes:
            column.addWidget(quote)
            quote.chosen.connect(self.chosen)

    def show_marks(
        self, marks: Sequence[Mark], older: Mapping[Sha256, str] = NO_FILES
    ) -> None:
        """Show the first of these marks; `older` names the files but the newest."""
        for n, quote in enumerate(self._quotes):
            quote.setVisible(n < len(marks))
            if n < len(marks):
                quote.show_mark(marks[n], older.get(marks[n].file, ""))
