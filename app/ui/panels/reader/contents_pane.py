"""The contents at the left: the outline, found by letters, the present part lit."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6 import QtCore, QtGui, QtWidgets

from app.pdf.contents import OutlineEntry
from app.ui.appearance.look import Look
from app.ui.sheets import fuzzy
from app.ui.widgets.keycap import KeyCaps

_INDENT = 13
_DEEPEST = 6
_ROW = 27
_SLACK_PT = 24.0
"""A heading this far below the upper edge is the present one already."""

_Index = QtCore.QModelIndex | QtCore.QPersistentModelIndex
_Role = QtCore.Qt.ItemDataRole


class ContentsModel(QtCore.QAbstractListModel):
    """The lines of an outline that match what is typed, in the document's order."""

    def __init__(self, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self.entries: tuple[OutlineEntry, ...] = ()
        self._all: tuple[OutlineEntry, ...] = ()
        self._typed = ""

    @property
    def is_empty(self) -> bool:
        """Say whether there is no outline at all."""
        return not self._all

    def show(self, entries: Sequence[OutlineEntry]) -> None:
        """Show another outline, all of it."""
        self._all, self._typed = tuple(entries), ""
        self._renew()

    def filter(self, typed: str) -> int | None:
        """Show the lines that match; return the row of the best, None for none."""
        self._typed = typed
        self._renew()
        hits = [fuzzy.match(typed, entry.title) for entry in self.entries]
        scores = [hit.score for hit in hits if hit is not None]
        return scores.index(max(scores)) if scores else None

    def _renew(self) -> None:
        self.beginResetModel()
        self.entries = tuple(
            entry
            for entry in self._all
            if fuzzy.match(self._typed, entry.title) is not None
        )
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
    """The outline as a list with a field that searches it.

    `jumped` with the place of the line chosen, `left` when the keys are to go back to
    the pages.
    """

    jumped = QtCore.Signal(object)
    left = QtCore.Signal()

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("kind", "sidebar")
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_StyledBackground)
        self._title = QtWidgets.QLabel(self.tr("Contents"), self)
        self._title.setProperty("kind", "section")
        self._cap = KeyCaps(look, parent=self, command_id="reader.contents")
        self.field = QtWidgets.QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Find a heading"))
        self.field.setAccessibleName(self.tr("Find a heading"))
        self.field.setClearButtonEnabled(True)
        self._origin = QtWidgets.QLabel(self.tr("Built from headings"), self)
        self._origin.setProperty("kind", "hint")
        self._place = (0, 0.0)
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
        search = QtWidgets.QVBoxLayout()
        search.addWidget(self._origin)
        search.addWidget(self.field)
        column.addLayout(search)
        column.addWidget(self._empty, 1)
        column.addWidget(self.list, 1)
        self._head, self._search, self._column = head, search, column
        self.show_outline(())
        self._dress()
        self.list.clicked.connect(self._on_chosen)
        self.list.activated.connect(self._on_chosen)
        self.field.textEdited.connect(self._on_text_edited)
        self.field.installEventFilter(self)
        look.changed.connect(self._dress)

    def show_outline(
        self, entries: Sequence[OutlineEntry], *, is_built: bool = False
    ) -> None:
        """Show the outline of another document, or one built from its headings.

        What was typed while the headings were looked for chooses among them.
        """
        self._delegate.present = None
        typed = self.field.text() if is_built else ""
        self.field.setText(typed)
        self._model.show(entries)
        self._origin.setVisible(is_built and bool(entries))
        self._empty.setText(
            self.tr("No contents in this PDF, and no headings were found.")
            if is_built
            else self.tr("No contents in this PDF.")
        )
        self._show_which()
        if is_built:
            self._on_text_edited(typed)

    def show_looking(self) -> None:
        """Say that headings are being looked for; one may type what is wanted."""
        self._empty.setText(self.tr("Looking for headings"))
        self.field.show()

    @property
    def has_keys(self) -> bool:
        """Say whether the keys go to the list or its field."""
        return self.list.hasFocus() or self.field.hasFocus()

    @property
    def present_row(self) -> int | None:
        """Return the lit line; None before the first heading."""
        return self._delegate.present

    def show_place(self, page_index: int, top: float) -> None:
        """Light the line of the part at a height of a page, in points."""
        self._place = (page_index, top)
        if self.field.text():
            return
        row = self._model.row_of(page_index, top)
        if row == self._delegate.present:
            return
        self._delegate.present = row
        if row is not None and not self.has_keys:
            self.list.setCurrentIndex(self._model.index(row))
            self.list.scrollTo(self._model.index(row))
        self.list.viewport().update()

    def focus(self) -> None:
        """Put the keys into the field, with the part that is read chosen."""
        self.field.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self.select_present()

    def select_present(self) -> None:
        """Choose the part that is read."""
        if self._model.rowCount():
            index = self._model.index(self._delegate.present or 0)
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    def step(self, n_rows: int) -> None:
        """Make another line current, further down where positive."""
        row = self.list.currentIndex().row() + n_rows
        row = min(max(row, 0), self._model.rowCount() - 1)
        self.list.setCurrentIndex(self._model.index(row))

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        if not isinstance(event, QtGui.QKeyEvent):
            return False
        if event.type() is not QtCore.QEvent.Type.KeyPress:
            return False
        match event.key():
            case QtCore.Qt.Key.Key_Down:
                self.step(1)
            case QtCore.Qt.Key.Key_Up:
                self.step(-1)
            case QtCore.Qt.Key.Key_PageDown:
                self.step(self._page_rows())
            case QtCore.Qt.Key.Key_PageUp:
                self.step(-self._page_rows())
            case QtCore.Qt.Key.Key_Return | QtCore.Qt.Key.Key_Enter:
                if self.list.currentIndex().isValid():
                    self._on_chosen(self.list.currentIndex())
            case QtCore.Qt.Key.Key_Escape:
                if self.field.text():
                    self.field.clear()
                    self._on_text_edited("")
                else:
                    self.left.emit()
            case _:
                return False
        return True

    def _page_rows(self) -> int:
        return max(1, self.list.viewport().height() // self._look.theme.px(_ROW) - 1)

    def _show_which(self) -> None:
        is_empty = self._model.is_empty
        self._empty.setVisible(is_empty)
        self.list.setVisible(not is_empty)
        self.field.setVisible(not is_empty)

    def _on_text_edited(self, typed: str) -> None:
        best = self._model.filter(typed)
        if typed:
            self._delegate.present = None
            if best is not None:
                self.list.setCurrentIndex(self._model.index(best))
        else:
            self.show_place(*self._place)
            self.select_present()

    def _on_chosen(self, index: QtCore.QModelIndex) -> None:
        entry = self._model.entries[index.row()]
        if self.field.text():
            self.field.clear()
            self._on_text_edited("")
        if entry.page_index is not None:
            self.jumped.emit(entry)

    def _dress(self) -> None:
        px = self._look.theme.px
        self._head.setContentsMargins(px(18), px(14), px(18), px(6))
        self._search.setContentsMargins(px(14), 0, px(14), px(4))
        self._search.setSpacing(px(6))
        self._origin.setContentsMargins(px(4), 0, 0, 0)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(4))
        self._empty.setContentsMargins(px(18), px(4), px(18), px(12))
        self.list.viewport().update()
