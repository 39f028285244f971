"""The painter of the sidebar's rows; it never asks the style."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look
from app.ui.models.place_list import ROW_ROLE, RowKind, SidebarRow
from app.ui.widgets.keycap import paint_keys

_Index = QtCore.QModelIndex | QtCore.QPersistentModelIndex

_MARGIN = 8
_INSET = 10
_ICON = 18
_TEXT_LEFT = 45
_RIGHT = 18
_SQUARE = 9
_SQUARE_LEFT = 23
_INDENT = 16
_SECTION = 40
_RAIL_ROW = 40
_HINT = 60
_FOLD = 12


class SidebarDelegate(QtWidgets.QStyledItemDelegate):
    """Paints places, topics and section names; in the rail, icons alone."""

    def __init__(self, look: Look, view: QtWidgets.QListView) -> None:
        super().__init__(view)
        self._look = look
        self._view = view
        self.is_compact = False
        self.marked_row = -1
        self.target_row = -1
        self.gap_row = -1
        self.hovered_row = -1

    def sizeHint(
        self, option: QtWidgets.QStyleOptionViewItem, index: _Index
    ) -> QtCore.QSize:
        theme = self._look.theme
        row = index.data(ROW_ROLE)
        height = _RAIL_ROW if self.is_compact else theme.sizes.sidebar_row
        if isinstance(row, SidebarRow) and row.kind is RowKind.SECTION:
            height = _SECTION
        if isinstance(row, SidebarRow) and row.kind is RowKind.HINT:
            height = _HINT
        return QtCore.QSize(0, theme.px(height))

    def paint(
        self,
        painter: QtGui.QPainter,
        option: QtWidgets.QStyleOptionViewItem,
        index: _Index,
    ) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, SidebarRow):
            return
        rect = QtCore.QRect(option.rect)
        painter.save()
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        match row.kind:
            case RowKind.SECTION:
                self._paint_section(painter, rect, row)
            case RowKind.HINT:
                self._paint_hint(painter, rect, row)
            case _:
                is_hovered = index.row() == self.hovered_row
                self._paint_ground(painter, rect, index, is_hovered=is_hovered)
                if self.is_compact:
                    self._paint_icon_alone(painter, rect, row)
                else:
                    self._paint_row(painter, rect, row, is_hovered=is_hovered)
                if index.row() == self.gap_row:
                    self._paint_gap(painter, rect, row)
        painter.restore()

    def fold_rect(self, rect: QtCore.QRect, row: SidebarRow) -> QtCore.QRect:
        """Return where a topic's fold triangle is, in a row's `rect`."""
        px = self._look.theme.px
        left = rect.left() + px(_SQUARE_LEFT - _FOLD - 1 + row.depth * _INDENT)
        return QtCore.QRect(left, rect.top(), px(_FOLD), rect.height())

    def _paint_ground(
        self,
        painter: QtGui.QPainter,
        rect: QtCore.QRect,
        index: _Index,
        *,
        is_hovered: bool,
    ) -> None:
        theme = self._look.theme
        c, px = theme.colours, theme.px
        radius = px(theme.sizes.radius_row)
        margin = px(_MARGIN)
        box = QtCore.QRectF(rect).adjusted(margin, 0, -margin, 0)
        has_focus = self._view.hasFocus()
        is_current = self._view.currentIndex().row() == index.row()
        fill: QtGui.QColor | None = None
        if index.row() == self.target_row or (has_focus and is_current):
            fill = c.accentsoft
        elif index.row() == self.marked_row:
            fill = c.idle
        elif is_hovered:
            fill = c.hover
        if fill is not None:
            painter.setPen(QtCore.Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawRoundedRect(box, radius, radius)
        if index.row() == self.target_row:
            painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
            painter.setPen(QtGui.QPen(c.accent, 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)
        elif has_focus and is_current:
            bar = QtCore.QRectF(box.left(), box.top() + px(6), px(3), box.height())
            bar.setHeight(box.height() - 2 * px(6))
            painter.setBrush(c.accent)
            painter.drawRoundedRect(bar, 1.5, 1.5)

    def _paint_row(
        self,
        painter: QtGui.QPainter,
        rect: QtCore.QRect,
        row: SidebarRow,
        *,
        is_hovered: bool,
    ) -> None:
        theme = self._look.theme
        c, px = theme.colours, theme.px
        left = rect.left() + px(_TEXT_LEFT)
        if row.kind is RowKind.TOPIC:
            left += px(row.depth * _INDENT)
            self._paint_square(painter, rect, row)
            if row.is_open is not None and (is_hovered or self._view.hasFocus()):
                icon = "chevron-down" if row.is_open else "chevron-right"
                place = self.fold_rect(rect, row)
                self._look.icons.paint(painter, place, icon, c.text3)
            elif row.is_open is False:
                place = self.fold_rect(rect, row)
                self._look.icons.paint(painter, place, "chevron-right", c.text3)
        else:
            size = px(_ICON)
            x = rect.left() + px(_MARGIN + _INSET)
            icon_rect = QtCore.QRect(x, rect.top(), size, rect.height())
            self._look.icons.paint(painter, icon_rect, row.icon, c.text2)
        right = rect.right() + 1 - px(_RIGHT)
        right -= self._paint_count(painter, rect, row, right)
        if row.slot is not None:
            place = QtCore.QRect(left, rect.top(), right - left, rect.height())
            width = paint_keys(painter, theme, place, str(row.slot), align_right=True)
            right -= width + px(8)
        painter.setFont(theme.ui_font())
        painter.setPen(c.text)
        room = QtCore.QRect(left, rect.top(), right - left, rect.height())
        text = painter.fontMetrics().elidedText(
            row.text, QtCore.Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, QtCore.Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_count(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, row: SidebarRow, right: int
    ) -> int:
        if not row.count:
            return 0
        theme = self._look.theme
        c, width = theme.colours, 0
        for n_papers, colour, weight in (
            (0 if row.n_unseen >= row.count else row.count, c.text3, 400),
            (row.n_unseen, c.accenttext, 700),
        ):
            if n_papers:
                painter.setFont(theme.ui_font(0.92, weight))
                painter.setPen(colour)
                width += _paint_number(painter, rect, right - width, n_papers)
                width += theme.px(8)
        return width

    def _paint_gap(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, row: SidebarRow
    ) -> None:
        """Paint the line above a row, where a topic is about to be put."""
        px = self._look.theme.px
        left = rect.left() + px(_SQUARE_LEFT + row.depth * _INDENT)
        line = QtCore.QRect(left, rect.top(), rect.right() - px(_MARGIN) - left, px(2))
        painter.fillRect(line, self._look.theme.colours.accent)

    def _paint_square(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, row: SidebarRow
    ) -> None:
        theme = self._look.theme
        side = theme.px(_SQUARE)
        x = rect.left() + theme.px(_SQUARE_LEFT + row.depth * _INDENT)
        y = rect.top() + (rect.height() - side) / 2
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(theme.mark(row.colour).line)
        painter.drawRoundedRect(QtCore.QRectF(x, y, side, side), 2.5, 2.5)

    def _paint_icon_alone(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, row: SidebarRow
    ) -> None:
        theme = self._look.theme
        c, px = theme.colours, theme.px
        size = px(theme.sizes.icon)
        icon = QtCore.QRect(
            rect.left() + (rect.width() - size) // 2, rect.top(), size, rect.height()
        )
        self._look.icons.paint(painter, icon, row.icon, c.text2)
        if row.kind is not RowKind.PLACE or not row.n_unseen:
            return
        painter.setFont(theme.ui_font(0.85, 600))
        text = str(row.n_unseen) if row.n_unseen < 1000 else "1k+"
        metrics = painter.fontMetrics()
        width = max(metrics.horizontalAdvance(text) + px(8), px(16))
        pill = QtCore.QRectF(
            rect.right() - px(2) - width, rect.top() + px(2), width, px(16)
        )
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(c.accent)
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(c.onaccent)
        painter.drawText(pill, QtCore.Qt.AlignmentFlag.AlignCenter, text)

    def _paint_section(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, row: SidebarRow
    ) -> None:
        theme = self._look.theme
        painter.setFont(theme.ui_font(0.85, 600))
        painter.setPen(theme.colours.text2)
        left = theme.px(_MARGIN + _INSET)
        box = rect.adjusted(left, theme.px(8), 0, 0)
        painter.drawText(box, QtCore.Qt.AlignmentFlag.AlignVCenter, row.text)

    def _paint_hint(
        self, painter: QtGui.QPainter, rect: QtCore.QRect, row: SidebarRow
    ) -> None:
        theme = self._look.theme
        painter.setFont(theme.ui_font(0.92))
        painter.setPen(theme.colours.text2)
        left = theme.px(_MARGIN + _INSET)
        box = rect.adjusted(left, 0, -left, 0)
        flags = QtCore.Qt.AlignmentFlag.AlignTop | QtCore.Qt.TextFlag.TextWordWrap
        painter.drawText(box, flags, row.text)


def _paint_number(
    painter: QtGui.QPainter, rect: QtCore.QRect, right: int, number: int
) -> int:
    """Paint a number that ends at `right`; return its width."""
    text = QtCore.QLocale().toString(number)
    width = painter.fontMetrics().horizontalAdvance(text)
    place = QtCore.QRect(right - width, rect.top(), width + 1, rect.height())
    painter.drawText(place, QtCore.Qt.AlignmentFlag.AlignVCenter, text)
    return width
