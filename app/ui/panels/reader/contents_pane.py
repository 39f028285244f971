"""The contents at the left: the outline of the PDF, with the present part lit."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6 import QtCore, QtGui, QtWidgets

from app.pdf.contents import OutlineEntry
from app.ui.look import Look
from app.ui.widgets.keycap import KeyCaps

_INDENT = 13
_DEEPEST = 6
_ROW = 27
_SLACK_PT = 24.0
"""A heading this far below the upper edge is the present one already."""

_Index = QtCore.QModelIndex | QtCore.QPersistentModelIndex
_Role = QtCore.Qt.ItemDataRole


class ContentsModel(QtCore.QAbstractListModel):
    """The lines of an outline, in the order of the document."""

    def __init__(self, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self.entries: tuple[OutlineEntry, ...] = ()

    def show(self, entries: Sequence[OutlineEntry]) -> None:
        """Show another outline."""
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: _Index = QtCore.QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == _Role.DisplayRole:
            return entry.title
        if role == _Role.AccessibleTextRole:
            if entry.page_index is None:
                return entry.title
            return f"{entry.title}, {self.tr('page')} {entry.page_index + 1}"
        return None

    def row_of(self, page_index: int, top: float) -> int | None:
        """Return the last line that begins at or before a height, in points."""
        starts = []
        latest = (0, 0.0)
        for entry in self.entries:
            # Lines without a page, or out of order, begin with the line before them.
            if entry.page_index is not None:
                latest = max(latest, (entry.page_index, entry.top))
            starts.append(latest)
        row = bisect_right(starts, (page_index, top + _SLACK_PT)) - 1
        return row if row >= 0 else None


class ContentsDelegate(QtWidgets.QStyledItemDelegate):
    """Paints a heading with its depth and its page; `present` is the lit row."""

    def __init__(self, look: Look, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self._look = look
        self.present: int | None = None

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
        assert isinstance(model, ContentsModel)
        entry = model.entries[index.row()]
        rect: QtCore.QRect = option.rect
        state = option.state
        flags = QtWidgets.QStyle.StateFlag
        is_present = index.row() == self.present
        is_chosen = state & flags.State_Selected and state & flags.State_HasFocus
        fill = None
        if is_chosen:
            fill = colours.accentsoft
        elif is_present:
            fill = colours.idle
        elif state & flags.State_MouseOver:
            fill = colours.hover
        painter.save()
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        if fill is not None:
            painter.setPen(QtCore.Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            radius = px(theme.sizes.radius_row)
            painter.drawRoundedRect(rect.adjusted(px(8), 0, -px(8), 0), radius, radius)
        self._paint_words(painter, rect, entry, is_present=is_present)
        painter.restore()

    def _paint_words(
        self,
        painter: QtGui.QPainter,
        rect: QtCore.QRect,
        entry: OutlineEntry,
        *,
        is_present: bool,
    ) -> None:
        theme = self._look.theme
        px = theme.px
        depth = min(entry.level - 1, _DEEPEST)
        inner = rect.adjusted(px(18) + depth * px(_INDENT), 0, -px(18), 0)
        middle = QtCore.Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.ui_font(0.92))
        painter.setPen(theme.colours.text3)
        number = "" if entry.page_index is None else str(entry.page_index + 1)
        painter.drawText(inner, middle | QtCore.Qt.AlignmentFlag.AlignRight, number)
        room = inner.width() - painter.fontMetrics().horizontalAdvance(number) - px(10)
        painter.setFont(theme.ui_font(1.0, 600 if is_present else 400))
        is_top = depth == 0 or is_present
        painter.setPen(theme.colours.text if is_top else theme.colours.text2)
        title = painter.fontMetrics().elidedText(
            entry.title, QtCore.Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(inner, middle | QtCore.Qt.AlignmentFlag.AlignLeft, title)


class ContentsPane(QtWidgets.QWidget):
    """The outline as a list; `jumped` with the place of the line chosen."""

    jumped = QtCore.Signal(object)

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("kind", "sidebar")
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_StyledBackground)
        self._title = QtWidgets.QLabel(self.tr("Contents"), self)
        self._title.setProperty("kind", "section")
        self._cap = KeyCaps(look, "c", self)
        self._model = ContentsModel(self)
        self.list = QtWidgets.QListView(self)
        self.list.setProperty("kind", "sidebar")
        self.list.setAccessibleName(self.tr("Contents"))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(
            QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self._delegate = ContentsDelegate(look, self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setModel(self._model)
        self._empty = QtWidgets.QLabel(self.tr("No contents in this PDF."), self)
        self._empty.setProperty("kind", "hint")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(QtCore.Qt.AlignmentFlag.AlignTop)
        head = QtWidgets.QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._cap)
        column = QtWidgets.QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self._empty, 1)
        column.addWidget(self.list, 1)
        self._head, self._column = head, column
        self.show_outline(())
        self._dress()
        self.list.clicked.connect(self._on_chosen)
        self.list.activated.connect(self._on_chosen)
        look.changed.connect(self._dress)

    def show_outline(self, entries: Sequence[OutlineEntry]) -> None:
        """Show the outline of another document."""
        self._delegate.present = None
        self._model.show(entries)
        self._empty.setVisible(not entries)
        self.list.setVisible(bool(entries))

    @property
    def present_row(self) -> int | None:
        """Return the lit line; None before the first heading."""
        return self._delegate.present

    def show_place(self, page_index: int, top: float) -> None:
        """Light the line of the part at a height of a page, in points."""
        row = self._model.row_of(page_index, top)
        if row == self._delegate.present:
            return
        self._delegate.present = row
        if row is not None and not self.list.hasFocus():
            self.list.setCurrentIndex(self._model.index(row))
            self.list.scrollTo(self._model.index(row))
        self.list.viewport().update()

    def focus(self) -> None:
        """Put the keys into the list, on the part that is read."""
        self.list.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)
        if not self.list.currentIndex().isValid() and self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(self._delegate.present or 0))

    def step(self, n_rows: int) -> None:
        """Make another line current, further down where positive."""
        row = self.list.currentIndex().row() + n_rows
        row = min(max(row, 0), self._model.rowCount() - 1)
        self.list.setCurrentIndex(self._model.index(row))

    def _on_chosen(self, index: QtCore.QModelIndex) -> None:
        entry = self._model.entries[index.row()]
        if entry.page_index is not None:
            self.jumped.emit(entry)

    def _dress(self) -> None:
        px = self._look.theme.px
        self._head.setContentsMargins(px(18), px(14), px(18), px(6))
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(4))
        self._empty.setContentsMargins(px(18), px(4), px(18), px(12))
        self.list.viewport().update()
