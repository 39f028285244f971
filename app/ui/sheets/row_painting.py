"""Painting of a sheet's rows: grounds, single lines, matched letters."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look
from app.ui.appearance.theme import Theme
from app.ui.sheets.rows import Index

_BAR = 3
_INSET = 8


def paint_current(
    painter: QtGui.QPainter, theme: Theme, rect: QtCore.QRect, *, has_keys: bool = True
) -> None:
    """Paint the ground of the current row: filled, with a bar when it has the keys."""
    painter.save()
    painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
    painter.setPen(QtCore.Qt.PenStyle.NoPen)
    radius = theme.px(theme.sizes.radius_row)
    painter.setBrush(theme.colours.accentsoft if has_keys else theme.colours.idle)
    painter.drawRoundedRect(rect, radius, radius)
    if has_keys:
        bar = QtCore.QRectF(rect.x(), rect.y(), theme.px(_BAR), rect.height())
        painter.setBrush(theme.colours.accent)
        painter.drawRoundedRect(bar, theme.px(_BAR) / 2, theme.px(_BAR) / 2)
    painter.restore()


def paint_hover(painter: QtGui.QPainter, theme: Theme, rect: QtCore.QRect) -> None:
    """Paint the ground of the row under the pointer."""
    painter.save()
    painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
    painter.setPen(QtCore.Qt.PenStyle.NoPen)
    painter.setBrush(theme.colours.hover)
    radius = theme.px(theme.sizes.radius_row)
    painter.drawRoundedRect(rect, radius, radius)
    painter.restore()


def paint_text(
    painter: QtGui.QPainter,
    rect: QtCore.QRect,
    text: str,
    font: QtGui.QFont,
    colour: QtGui.QColor,
    *,
    align_right: bool = False,
) -> int:
    """Paint one line in the middle of `rect`, elided at its end; return its width."""
    metrics = QtGui.QFontMetrics(font)
    shown = metrics.elidedText(text, QtCore.Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    painter.setPen(colour)
    alignment = QtCore.Qt.AlignmentFlag
    side = alignment.AlignRight if align_right else alignment.AlignLeft
    flags = side | alignment.AlignVCenter
    single = QtCore.Qt.TextFlag.TextSingleLine
    painter.drawText(rect, int(flags) | int(single), shown)
    return metrics.horizontalAdvance(shown)


def paint_matched(
    painter: QtGui.QPainter,
    theme: Theme,
    rect: QtCore.QRect,
    text: str,
    positions: frozenset[int],
) -> None:
    """Paint one line with the matched letters in the accent, elided at its end."""
    plain, strong = theme.ui_font(), theme.ui_font(1.0, 700)
    runs = _runs(text, positions)
    left, right = rect.left(), rect.right() + 1
    for part, is_match in runs:
        font = strong if is_match else plain
        colour = theme.colours.accenttext if is_match else theme.colours.text
        room = QtCore.QRect(left, rect.top(), max(0, right - left), rect.height())
        width = QtGui.QFontMetrics(font).horizontalAdvance(part)
        paint_text(painter, room, part, font, colour)
        left += width
        if left >= right:
            return


def centred(rect: QtCore.QRect, left: int, size: int) -> QtCore.QRect:
    """Return a square of `size` at `left`, in the middle of `rect`'s height."""
    top = rect.top() + (rect.height() - size) // 2
    return QtCore.QRect(left, top, size, size)


class RowDelegate(QtWidgets.QStyledItemDelegate):
    """Paints ground and focus of a row, then lets `paint_row` draw what it says.

    The style is never asked. `row_px` is the height on the design grid. The current
    row has the keys while `holder` has the focus; None: always, through a field.
    """

    def __init__(
        self,
        look: Look,
        row_px: int,
        parent: QtWidgets.QWidget,
        *,
        holder: QtWidgets.QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self._row_px = row_px
        self._holder = holder

    def sizeHint(
        self, option: QtWidgets.QStyleOptionViewItem, index: Index
    ) -> QtCore.QSize:
        return QtCore.QSize(0, self.look.theme.px(self.height_of(index)))

    def height_of(self, index: Index) -> int:
        """Return a row's height on the design grid."""
        return self._row_px

    def paint(
        self,
        painter: QtGui.QPainter,
        option: QtWidgets.QStyleOptionViewItem,
        index: Index,
    ) -> None:
        theme = self.look.theme
        inset = theme.px(_INSET)
        rect = option.rect.adjusted(inset, 0, -inset, 0)
        state = QtWidgets.QStyle.StateFlag
        is_choice = bool(index.flags() & QtCore.Qt.ItemFlag.ItemIsSelectable)
        if is_choice and option.state & state.State_Selected:
            has_keys = self._holder is None or self._holder.hasFocus()
            paint_current(painter, theme, rect, has_keys=has_keys)
        elif is_choice and option.state & state.State_MouseOver:
            paint_hover(painter, theme, rect)
        painter.save()
        self.paint_row(painter, rect, index)
        painter.restore()

    def paint_row(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, index: Index
    ) -> None:
        """Paint what the row says inside its ground."""
        raise NotImplementedError


def _runs(text: str, positions: frozenset[int]) -> list[tuple[str, bool]]:
    runs: list[tuple[str, bool]] = []
    for at, letter in enumerate(text):
        is_match = at in positions
        if runs and runs[-1][1] == is_match:
            runs[-1] = (runs[-1][0] + letter, is_match)
        else:
            runs.append((letter, is_match))
    return runs
