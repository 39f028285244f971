"""The names of the columns, above the rows: to sort, move and resize them by."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.view import Column, Sorting, View
from app.ui.appearance.look import Look
from app.ui.models.column_names import COLUMN_NAMES
from app.ui.panels.list.cells import RIGHT
from app.ui.panels.list.row_layout import (
    NARROWEST,
    TITLE_LEAST,
    WIDEST,
    RowLayout,
    lay_out,
)

_STEP = 0.85
_GRIP = 5
_ARROW = 5
_ARROW_GAP = 5
_RAISED = 0.85
_SPARE = 11
_Button = QtCore.Qt.MouseButton
_Modifier = QtCore.Qt.KeyboardModifier
_Cursor = QtCore.Qt.CursorShape


class ListHeader(QtWidgets.QWidget):
    """Paints the names of the columns that the rows below show.

    `sorting_asked` tells of a click (with Ctrl or Shift: one more key), `moved` of a
    column and the one before which it was dropped (None: at the end), `resized` of a
    column and its width on the design grid, `fit_asked` of a double click on an edge.
    """

    sorting_asked = QtCore.Signal(object, bool)
    moved = QtCore.Signal(object, object)
    resized = QtCore.Signal(object, int)
    fit_asked = QtCore.Signal(object)
    menu_asked = QtCore.Signal()

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._width = 0
        self._of_view = View()
        self._note = ""
        self._hovered: Column | None = None
        self._pressed: Column | None = None
        self._pressed_x = 0
        self._resizing: Column | None = None
        self._width_before = 0
        self._dragged_x: int | None = None
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Columns"))
        self._on_look_changed()
        look.changed.connect(self._on_look_changed)

    def set_row_width(self, width: int) -> None:
        """Take the width of the rows, which a scroll bar may narrow."""
        self._width = width
        self.update()

    def set_view(self, view: View) -> None:
        """Show the columns and the order of a view."""
        self._of_view = view
        self.setAccessibleDescription(self._spoken())
        self.update()

    def say_order(self, note: str) -> None:
        """Tell beside the title of an order that is no column's, '' for none."""
        self._note = note
        self.setAccessibleDescription(self._spoken())
        self.update()

    def layout_now(self) -> RowLayout:
        """Return where the columns stand."""
        width = self._width or self.width()
        return lay_out(self._look.theme, width, self._of_view)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        theme = self._look.theme
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colours.window)
        bottom = self.height() - 1
        painter.fillRect(0, bottom, self.width(), 1, theme.colours.line)
        layout = self.layout_now()
        last = layout.cells[-1].column
        for cell in layout.cells:
            is_last = cell.column is last and cell.column is not Column.TITLE
            width = self.width() - cell.span.left if is_last else cell.span.width
            room = QtCore.QRect(cell.span.left, 0, width, bottom)
            self._paint_name(painter, room, cell.column)
        if self._dragged_x is not None:
            x = self._drop_line(layout, self._dragged_x)
            painter.fillRect(x - 1, 0, 2, bottom, theme.colours.accent)
        elif (column := self._resizing or self._edge_under_mouse()) is not None:
            x = self._edge(layout, column)
            painter.fillRect(x, theme.px(6), 1, bottom - theme.px(12), self._edge_ink)

    @property
    def _edge_ink(self) -> QtGui.QColor:
        return self._look.theme.colours.edge

    def _paint_name(
        self, painter: QtGui.QPainter, room: QtCore.QRect, column: Column
    ) -> None:
        theme = self._look.theme
        place, key = self._key(column)
        is_hot = key is not None or column is self._hovered
        ink = theme.colours.text if is_hot else theme.colours.text2
        font = theme.ui_font(_STEP, 500)
        painter.setFont(font)
        painter.setPen(ink)
        arrow = theme.px(_ARROW_GAP + 2 * _ARROW) if key else 0
        metrics = painter.fontMetrics()
        right = QtCore.Qt.TextElideMode.ElideRight
        name = self.tr(COLUMN_NAMES[column])
        if column is Column.TITLE and self._note:
            name = f"{name} · {self._note}"
        room.setWidth(room.width() + theme.px(_SPARE))  # into the gap behind it
        shown = metrics.elidedText(name, right, max(room.width() - arrow, 0))
        span = self.layout_now().span(column)
        if column in RIGHT and span is not None:
            spare = span.width - metrics.horizontalAdvance(shown) - arrow
            room.setLeft(room.left() + max(spare, 0))
        painter.drawText(room, QtCore.Qt.AlignmentFlag.AlignVCenter, shown)
        if key is None:
            return
        x = room.left() + metrics.horizontalAdvance(shown) + theme.px(_ARROW_GAP)
        self._paint_arrow(painter, x, room.center().y(), key, ink)
        if len(self._of_view.sorting) > 1:
            painter.setFont(theme.ui_font(_STEP * _RAISED, 500))
            left = x + theme.px(2 * _ARROW) + 1
            number = QtCore.QRect(left, 0, theme.px(12), room.height())
            painter.drawText(number, QtCore.Qt.AlignmentFlag.AlignVCenter, str(place))

    def _paint_arrow(
        self, painter: QtGui.QPainter, x: int, y: int, key: Sorting, ink: QtGui.QColor
    ) -> None:
        size = self._look.theme.px(_ARROW)
        tip = size / 2 if key.is_descending else -size / 2
        painter.setPen(QtGui.QPen(ink, 1.4))
        points = [(0.0, -tip / 1.6), (size * 0.7, tip / 1.6), (size * 1.4, -tip / 1.6)]
        painter.drawPolyline(
            [QtCore.QPointF(x + dx, y + 0.5 + dy) for dx, dy in points]
        )

    def _key(self, column: Column) -> tuple[int, Sorting | None]:
        for place, key in enumerate(self._of_view.sorting, 1):
            if key.column is column:
                return place, key
        return 0, None

    def _spoken(self) -> str:
        names = [self.tr(COLUMN_NAMES[column]) for column in self._of_view.columns]
        orders = [
            f"{self.tr(COLUMN_NAMES[key.column])} "
            + (self.tr("descending") if key.is_descending else self.tr("ascending"))
            for key in self._of_view.sorting
        ]
        sorted_by = f"; {self.tr('sorted by')} {', '.join(orders)}" if orders else ""
        noted = f"; {self._note}" if self._note else ""
        return ", ".join(names) + sorted_by + noted

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        if event.button() != _Button.LeftButton:
            return
        self._pressed_x = event.position().toPoint().x()
        self._resizing = self._edge_at(self._pressed_x)
        if self._resizing is None:
            self._pressed = self._column_at(self._pressed_x)
        else:
            span = self.layout_now().span(self._resizing)
            self._width_before = span.width if span else 0

    def mouseMoveEvent(self, event: QtGui.QMouseEvent) -> None:
        x = event.position().toPoint().x()
        if self._resizing is not None:
            self._resize(x)
        elif self._pressed is not None:
            away = abs(x - self._pressed_x)
            if away >= QtWidgets.QApplication.startDragDistance():
                self._dragged_x = x
                self.setCursor(_Cursor.ClosedHandCursor)
            self.update()
        else:
            edge = self._edge_at(x)
            self._hovered = None if edge else self._column_at(x)
            self.setCursor(_Cursor.SplitHCursor if edge else _Cursor.ArrowCursor)
            self.update()

    def mouseReleaseEvent(self, event: QtGui.QMouseEvent) -> None:
        if event.button() != _Button.LeftButton:
            return
        pressed, dragged_x = self._pressed, self._dragged_x
        self._pressed = self._resizing = self._dragged_x = None
        self.unsetCursor()
        self.update()
        x = event.position().toPoint().x()
        if pressed is None:
            return
        if dragged_x is not None:
            target = self._drop_target(self.layout_now(), x)
            if target is not pressed:
                self.moved.emit(pressed, target)
        elif self._column_at(x) is pressed:
            adds = _Modifier.ControlModifier | _Modifier.ShiftModifier
            self.sorting_asked.emit(pressed, bool(event.modifiers() & adds))

    def mouseDoubleClickEvent(self, event: QtGui.QMouseEvent) -> None:
        column = self._edge_at(event.position().toPoint().x())
        if column is not None and event.button() == _Button.LeftButton:
            self.fit_asked.emit(column)
        else:
            self.mousePressEvent(event)

    def contextMenuEvent(self, event: QtGui.QContextMenuEvent) -> None:
        self.menu_asked.emit()

    def leaveEvent(self, event: QtCore.QEvent) -> None:
        self._hovered = None
        self.update()

    def _resize(self, x: int) -> None:
        column = self._resizing
        if column is None:
            return
        theme, layout = self._look.theme, self.layout_now()
        span = layout.span(column)
        is_before = any(c.column is column for c in layout.before)
        step = x - self._pressed_x
        width = self._width_before + (step if is_before else -step)
        # No wider than the title can yield: no other column is to leave for it.
        spare = max(layout.title.width - theme.px(TITLE_LEAST), 0)
        width = min(width, (span.width if span else 0) + spare)
        on_grid = round(width / theme.px(100) * 100)
        self.resized.emit(column, min(max(on_grid, NARROWEST), WIDEST))

    def _column_at(self, x: int) -> Column | None:
        layout = self.layout_now()
        found = [c.column for c in layout.cells if c.span.left - layout.gap // 2 <= x]
        return found[-1] if found else None

    def _edge_under_mouse(self) -> Column | None:
        if not self.underMouse():
            return None
        return self._edge_at(self.mapFromGlobal(QtGui.QCursor.pos()).x())

    def _edge_at(self, x: int) -> Column | None:
        """Return the column whose edge is there; each has one, on the title's side."""
        layout, near = self.layout_now(), self._look.theme.px(_GRIP)
        for cell in (*layout.before, *layout.after):
            if abs(x - self._edge(layout, cell.column)) <= near:
                return cell.column
        return None

    def _edge(self, layout: RowLayout, column: Column) -> int:
        span = layout.span(column)
        if span is None:
            return 0
        is_before = any(cell.column is column for cell in layout.before)
        half = layout.gap // 2
        return span.right + half if is_before else span.left - half

    def _drop_target(self, layout: RowLayout, x: int) -> Column | None:
        """Return before which column something dropped goes, None for the end."""
        later = (c.column for c in layout.cells if x < c.span.left + c.span.width / 2)
        return next(later, None)

    def _drop_line(self, layout: RowLayout, x: int) -> int:
        target = self._drop_target(layout, x)
        span = layout.span(target) if target else None
        return (span.left if span else layout.cells[-1].span.right + layout.gap) - (
            layout.gap // 2
        )

    def _on_look_changed(self) -> None:
        self.setFixedHeight(self._look.theme.px(self._look.theme.sizes.table_header))
        self.update()
