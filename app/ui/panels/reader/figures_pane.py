"""The figures of the paper as a strip at the left, with their captions."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6 import QtCore, QtGui, QtWidgets

from app.pdf.contents import Figure
from app.ui.appearance.look import Look
from app.ui.panels.reader.side_pane import SidePane
from app.ui.panels.reader.small_pictures import Small, SmallPictures

_HEIGHT, _ROW = 136, 200
_LINES = 2

_Index = QtCore.QModelIndex | QtCore.QPersistentModelIndex
_Role = QtCore.Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure and its page."""

    page_index: int
    figure: Figure


class FiguresModel(QtCore.QAbstractListModel):
    """The figures found so far, in the order of the pages."""

    def __init__(self, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self.rows: list[FigureRow] = []

    def clear(self) -> None:
        """Show none."""
        self.beginResetModel()
        self.rows = []
        self.endResetModel()

    def add(self, page_index: int, figures: Sequence[Figure]) -> None:
        """Show the figures of one more page, which comes after the others."""
        if figures:
            first = len(self.rows)
            last = first + len(figures) - 1
            self.beginInsertRows(QtCore.QModelIndex(), first, last)
            self.rows += [FigureRow(page_index, figure) for figure in figures]
            self.endInsertRows()

    def rowCount(self, parent: _Index = QtCore.QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == _Role.ToolTipRole:
            return row.figure.caption
        if role == _Role.AccessibleTextRole:
            page = self.tr("page {0}").format(row.page_index + 1)
            return f"{row.figure.caption or self.tr('Figure')}, {page}"
        return None


class FiguresDelegate(QtWidgets.QStyledItemDelegate):
    """Paints a figure over two lines of its caption."""

    def __init__(
        self, look: Look, pictures: SmallPictures, parent: QtCore.QObject
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._pictures = pictures

    def sizeHint(
        self, option: QtWidgets.QStyleOptionViewItem, index: _Index
    ) -> QtCore.QSize:
        return QtCore.QSize(0, self._look.theme.px(_ROW))

    def paint(
        self,
        painter: QtGui.QPainter,
        option: QtWidgets.QStyleOptionViewItem,
        index: _Index,
    ) -> None:
        theme = self._look.theme
        colours, px = theme.colours, theme.px
        model = index.model()
        assert isinstance(model, FiguresModel)
        row = model.rows[index.row()]
        rect: QtCore.QRect = option.rect
        flags = QtWidgets.QStyle.StateFlag
        painter.save()
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        fill = None
        if option.state & flags.State_Selected:
            has_keys = bool(option.state & flags.State_HasFocus)
            fill = colours.accentsoft if has_keys else colours.idle
        elif option.state & flags.State_MouseOver:
            fill = colours.hover
        if fill is not None:
            radius = px(theme.sizes.radius_row)
            painter.setPen(QtCore.Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            box = rect.adjusted(px(8), px(2), -px(8), -px(2))
            painter.drawRoundedRect(box, radius, radius)
        inner = rect.adjusted(px(18), px(10), -px(18), -px(8))
        ratio = option.widget.devicePixelRatioF()
        self._paint_figure(painter, inner, row, ratio)
        self._paint_caption(painter, inner, row)
        painter.restore()

    def _paint_figure(
        self,
        painter: QtGui.QPainter,
        inner: QtCore.QRect,
        row: FigureRow,
        ratio: float,
    ) -> None:
        theme = self._look.theme
        box = row.figure.box
        size = QtCore.QSizeF(
            max(box.right - box.left, 1.0), max(box.bottom - box.top, 1.0)
        )
        room = QtCore.QSizeF(inner.width(), theme.px(_HEIGHT))
        size.scale(room, QtCore.Qt.AspectRatioMode.KeepAspectRatio)
        frame = QtCore.QRect(
            round(inner.left() + (inner.width() - size.width()) / 2),
            round(inner.top() + (room.height() - size.height()) / 2),
            max(round(size.width()), 1),
            max(round(size.height()), 1),
        )
        small = Small(row.page_index, max(round(frame.width() * ratio), 1), box)
        image = self._pictures.find(small)
        if image is None:
            painter.fillRect(frame, theme.colours.raised)
        else:
            painter.setRenderHint(QtGui.QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(frame, image)
        painter.setPen(QtGui.QPen(theme.colours.line, 1))
        painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
        painter.drawRect(frame.adjusted(-1, -1, 0, 0))

    def _paint_caption(
        self, painter: QtGui.QPainter, inner: QtCore.QRect, row: FigureRow
    ) -> None:
        theme = self._look.theme
        top = inner.top() + theme.px(_HEIGHT) + theme.px(6)
        painter.setFont(theme.ui_font(0.92))
        painter.setPen(theme.colours.text3)
        number = str(row.page_index + 1)
        right = QtCore.Qt.AlignmentFlag.AlignRight
        words = QtCore.QRect(inner.left(), top, inner.width(), inner.bottom() - top)
        painter.drawText(words, right, number)
        room = painter.fontMetrics().horizontalAdvance(number) + theme.px(10)
        painter.setPen(theme.colours.text2)
        layout = QtGui.QTextLayout(row.figure.caption or self.tr("Figure"))
        layout.setFont(theme.ui_font(0.92))
        layout.beginLayout()
        y = 0.0
        for number_of_line in range(_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(words.width() - (0 if number_of_line else room))
            line.setPosition(QtCore.QPointF(0, y))
            y += line.height()
        layout.endLayout()
        layout.draw(painter, QtCore.QPointF(words.topLeft()))


class FiguresPane(SidePane):
    """The figures as small pictures; `picked` with a row."""

    picked = QtCore.Signal(object)

    def __init__(
        self, look: Look, pictures: SmallPictures, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(look, "", "reader.figures", parent)
        self._title.setText(self.tr("Figures"))
        self.list.setAccessibleName(self.tr("Figures"))
        self.list.setUniformItemSizes(True)
        self.model = FiguresModel(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(FiguresDelegate(look, pictures, self.list))
        self.chosen.connect(self._on_chosen)
        pictures.drawn.connect(self.list.viewport().update)

    def show_state(self, *, is_looking: bool) -> None:
        """Say how many figures there are, and whether more may come."""
        n_figures = len(self.model.rows)
        self.show_count(str(n_figures) if n_figures else "")
        words = ""
        if not n_figures:
            none = self.tr("No figure was found in this paper.")
            words = self.tr("Looking for figures") if is_looking else none
        self.show_empty(words)

    def _on_chosen(self, index: QtCore.QModelIndex) -> None:
        self.picked.emit(self.model.rows[index.row()])
