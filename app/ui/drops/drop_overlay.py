"""The drop overlay: during a drag it says what letting go would do."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look
from app.ui.sheets.row_painting import paint_text
from app.ui.widgets.shadow import paint_shadow

_DIM = 0.85
_CARD_WIDTH, _CARD_HEIGHT = 420, 92
_AWAY = 18
_SHEETS = 3


class DropOverlay(QtWidgets.QWidget):
    """Dims the window, outlines the target and shows a card at the pointer."""

    def __init__(self, look: Look, window: QtWidgets.QWidget) -> None:
        super().__init__(window)
        self._look = look
        self._window = window
        self._target = QtCore.QRect()
        self._title, self._detail = "", ""
        self._is_row = False
        self._clear = QtGui.QRegion()
        self._pointer = QtCore.QPoint()
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        self.hide()

    def show_over(
        self,
        target: QtCore.QRect,
        title: str,
        detail: str,
        pointer: QtCore.QPoint,
        *,
        is_row: bool = False,
        clear: QtCore.QRect | None = None,
    ) -> None:
        """Show what a drop on `target` does; places are in the window's coordinates.

        `is_row` lights a row of the sidebar instead of outlining an area with dashes;
        `clear` (the sidebar) is not dimmed.
        """
        self._clear = QtGui.QRegion() if clear is None else QtGui.QRegion(clear)
        self._target, self._title, self._detail = target, title, detail
        self._pointer, self._is_row = pointer, is_row
        self.setAccessibleName(f"{title}. {detail}")
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()
        self.update()

    def title(self) -> str:
        """Return the act that the card names."""
        return self._title

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_target(painter)
        self._paint_card(painter)

    def _paint_ground(self, painter: QtGui.QPainter) -> None:
        veil = QtGui.QColor(self._look.theme.colours.window)
        veil.setAlphaF(_DIM)
        around = QtGui.QRegion(self.rect()) - self._clear
        if self._is_row:
            around -= QtGui.QRegion(self._target)
        painter.save()
        painter.setClipRegion(around)
        painter.fillRect(self.rect(), veil)
        painter.restore()

    def _paint_target(self, painter: QtGui.QPainter) -> None:
        if self._target.isEmpty():
            return
        theme, px = self._look.theme, self._look.theme.px
        pen = QtGui.QPen(theme.colours.accent, px(2))
        radius = px(theme.sizes.radius_row)
        painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
        if not self._is_row:
            pen.setWidthF(1.5)
            pen.setDashPattern([6, 4])
            radius = px(theme.sizes.radius_popover)
        painter.setPen(pen)
        frame = QtCore.QRectF(self._target).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(frame, radius, radius)

    def _paint_card(self, painter: QtGui.QPainter) -> None:
        theme, px = self._look.theme, self._look.theme.px
        box = self.card_rect()
        radius = theme.sizes.radius_popover
        paint_shadow(painter, theme, box, radius)
        painter.setPen(QtGui.QPen(theme.colours.line, 1))
        painter.setBrush(theme.colours.raised)
        frame = QtCore.QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, px(radius), px(radius))
        self._paint_sheets(painter, box)
        words = box.adjusted(px(78), px(20), -px(18), -px(20))
        half = words.height() // 2
        upper = QtCore.QRect(words.left(), words.top(), words.width(), half)
        lower = QtCore.QRect(words.left(), words.top() + half, words.width(), half)
        font = theme.ui_font(1.15, 600)
        paint_text(painter, upper, self._title, font, theme.colours.text)
        quiet = theme.ui_font(0.92)
        paint_text(painter, lower, self._detail, quiet, theme.colours.text2)

    def _paint_sheets(self, painter: QtGui.QPainter, box: QtCore.QRect) -> None:
        theme, px = self._look.theme, self._look.theme.px
        painter.setPen(QtGui.QPen(theme.colours.edge, 1))
        painter.setBrush(theme.colours.raised)
        for number in range(_SHEETS):
            left = box.left() + px(30) - number * px(5)
            top = box.top() + px(18) + number * px(5)
            painter.drawRoundedRect(
                QtCore.QRectF(left + 0.5, top + 0.5, px(30), px(42)), px(2), px(2)
            )
        painter.setPen(QtGui.QPen(theme.colours.line, 1.5))
        left = box.left() + px(30) - (_SHEETS - 1) * px(5)
        top = box.top() + px(18) + (_SHEETS - 1) * px(5)
        for line in range(4):
            y = top + px(9) + line * px(7)
            painter.drawLine(left + px(6), y, left + px(24), y)

    def card_rect(self) -> QtCore.QRect:
        """Return where the card is, inside the window."""
        theme, px = self._look.theme, self._look.theme.px
        title = QtGui.QFontMetrics(theme.ui_font(1.15, 600))
        detail = QtGui.QFontMetrics(theme.ui_font(0.92))
        words = max(
            title.horizontalAdvance(self._title),
            detail.horizontalAdvance(self._detail),
        )
        width = min(max(words + px(100), px(260)), px(_CARD_WIDTH))
        width, height = min(width, self.width()), px(_CARD_HEIGHT)
        left = min(self._pointer.x() + px(_AWAY), self.width() - width - px(8))
        below = self._pointer.y() + px(_AWAY)
        is_low = below + height > self.height() - px(8)
        top = self._pointer.y() - px(_AWAY) - height if is_low else below
        return QtCore.QRect(max(px(8), left), max(px(8), top), width, height)
