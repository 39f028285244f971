"""The drop-down under the search field."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look
from app.ui.panels.list.suggesting import Suggestion

_ROW = 30
_PADDING = 12
_MARGIN = 5
_WIDTH = 340


class SuggestionList(QtWidgets.QWidget):
    """Shows what the word at the cursor may become; it never takes the keys.

    `chosen` tells the row that was clicked. No row is current at first.
    """

    chosen = QtCore.Signal(int)

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self.ground = parent
        self._look = look
        self._rows: tuple[Suggestion, ...] = ()
        self.current = -1
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Suggestions"))
        self.hide()

    def rows(self) -> tuple[Suggestion, ...]:
        """Return what is offered."""
        return self._rows

    def show_at(self, place: QtCore.QPoint, rows: tuple[Suggestion, ...]) -> None:
        """Show rows with the upper left corner at a place of the parent."""
        self._rows = rows
        self.current = -1
        px = self._look.theme.px
        room = self.ground.width()
        width = min(px(_WIDTH), room)
        height = len(rows) * px(_ROW) + 2 * px(_MARGIN)
        left = max(0, min(place.x(), room - width))
        self.setGeometry(left, place.y(), width, height)
        self.setVisible(bool(rows))
        self.raise_()
        self.update()

    def step(self, step: int) -> None:
        """Make the row below or above current; before the first stands none."""
        n = len(self._rows)
        if n:
            self.current = (self.current + 1 + step) % (n + 1) - 1
            name = self._rows[self.current].name if self.current >= 0 else ""
            self.setAccessibleDescription(name)
            self.update()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme = self._look.theme
        c, px = theme.colours, theme.px
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        radius = px(theme.sizes.radius_field)
        painter.setPen(QtGui.QPen(c.edge, 1))
        painter.setBrush(c.raised)
        frame = QtCore.QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, radius, radius)
        for n, row in enumerate(self._rows):
            self._paint_row(painter, n, row)

    def mouseMoveEvent(self, event: QtGui.QMouseEvent) -> None:
        self.current = self._row_at(event.position().toPoint())
        self.update()

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        row = self._row_at(event.position().toPoint())
        if row >= 0:
            self.chosen.emit(row)

    def _row_at(self, point: QtCore.QPoint) -> int:
        px = self._look.theme.px
        row = (point.y() - px(_MARGIN)) // px(_ROW)
        return row if 0 <= row < len(self._rows) else -1

    def _paint_row(self, painter: QtGui.QPainter, n: int, row: Suggestion) -> None:
        theme = self._look.theme
        c, px = theme.colours, theme.px
        margin = px(_MARGIN)
        box = QtCore.QRect(margin, margin + n * px(_ROW), self.width() - 2 * margin, 0)
        box.setHeight(px(_ROW))
        if n == self.current:
            painter.setPen(QtCore.Qt.PenStyle.NoPen)
            painter.setBrush(c.accentsoft)
            radius = px(theme.sizes.radius_row)
            painter.drawRoundedRect(box, radius, radius)
        inner = box.adjusted(px(_PADDING) - margin, 0, -(px(_PADDING) - margin), 0)
        middle = QtCore.Qt.AlignmentFlag.AlignVCenter
        elided = QtCore.Qt.TextElideMode.ElideRight
        painter.setFont(theme.ui_font())
        name = painter.fontMetrics().elidedText(row.name, elided, inner.width())
        taken = painter.fontMetrics().horizontalAdvance(name) + px(_PADDING)
        painter.setPen(c.accenttext if row.name.endswith(":") else c.text)
        painter.drawText(inner, middle, name)
        painter.setFont(theme.ui_font(0.92))
        room = max(inner.width() - taken, 0)
        detail = painter.fontMetrics().elidedText(row.detail, elided, room)
        painter.setPen(c.text3)
        painter.drawText(inner, middle | QtCore.Qt.AlignmentFlag.AlignRight, detail)
