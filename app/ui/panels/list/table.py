"""The table of papers: one current row, and a selection made on purpose."""

from collections.abc import Sequence

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.paper import PaperId
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.models.paper_list import PaperListModel
from app.ui.models.row_diff import runs
from app.ui.models.section_words import SectionWords
from app.ui.models.topic_tree import TopicTree
from app.ui.panels.list.gap_line import GapLine
from app.ui.panels.list.moved_selection import MovedSelection
from app.ui.panels.list.paper_delegate import PaperDelegate
from app.ui.panels.list.row_delegate import RowDelegate
from app.ui.panels.list.section_bands import SectionBands
from app.ui.widgets.viewport import give_viewport

_Flag = QtCore.QItemSelectionModel.SelectionFlag
_Modifier = QtCore.Qt.KeyboardModifier


class PaperTable(QtWidgets.QTableView):
    """Shows the model's rows, each painted whole.

    The current row is what keys act on until rows are selected (with `x`, Shift or
    Ctrl); then the selection is. `papers_selected` tells of a changed selection,
    `papers_dragged` of papers that the pointer takes away, `heading_clicked` of the
    section whose heading was clicked.
    """

    current_row_changed = QtCore.Signal(int)
    papers_selected = QtCore.Signal()
    papers_dragged = QtCore.Signal(tuple)
    paper_activated = QtCore.Signal(str)
    menu_requested = QtCore.Signal(QtCore.QPoint)
    heading_clicked = QtCore.Signal(str)

    def __init__(
        self,
        look: Look,
        model: PaperListModel,
        topics: TopicTree,
        jobs: TaskSupervisor,
        parent: QtWidgets.QWidget,
    ) -> None:
        super().__init__(parent)
        give_viewport(self)
        self._look = look
        self._papers = model
        self._jobs = jobs
        self._anchor = -1
        self._extended_to = -1
        self._beside = QtCore.QItemSelection()
        self._pressed_at: QtCore.QPoint | None = None
        self._alone_at_release = -1
        # Before the selection model hears of it, which would go to the row above.
        self._moved = MovedSelection(self, model)
        model.rowsAboutToBeRemoved.connect(self._on_rows_going)
        self.section_words = SectionWords(topics, self)
        self.bands = SectionBands(look, model, self.section_words, self)
        self.gap = GapLine(look, model, self.bands, self)
        self.setModel(model)
        self.row_delegate = RowDelegate(look, model.words, topics.topic, self)
        self.delegate = PaperDelegate(
            look, model.words, topics.topic, self.row_delegate, self.bands, self
        )
        self.setItemDelegate(self.delegate)
        model.words.follow_headings(self.bands.spoken_above)
        model.sections_changed.connect(self._on_sections_changed)
        model.modelAboutToBeReset.connect(self.bands.clear)
        self._set_up()
        self._on_look_changed()
        look.changed.connect(self._on_look_changed)
        selection = self.selectionModel()
        selection.currentRowChanged.connect(self._on_current_changed)
        selection.selectionChanged.connect(self._on_selection_changed)

    def _set_up(self) -> None:
        self.setAccessibleName(self.tr("Papers"))
        self.setProperty("kind", "rows")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        self.setEditTriggers(QtWidgets.QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QtWidgets.QAbstractItemView.SelectionMode.NoSelection)
        self.setSelectionBehavior(
            QtWidgets.QAbstractItemView.SelectionBehavior.SelectRows
        )
        self.setVerticalScrollMode(
            QtWidgets.QAbstractItemView.ScrollMode.ScrollPerPixel
        )
        self.setHorizontalScrollBarPolicy(QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.hide()
        across.setSectionResizeMode(0, QtWidgets.QHeaderView.ResizeMode.Stretch)
        down.hide()
        down.setSectionResizeMode(QtWidgets.QHeaderView.ResizeMode.Fixed)
        self._papers.rowsMoved.connect(self._on_rows_moved)
        self._papers.columnsInserted.connect(self._on_columns_inserted)
        self._on_columns_inserted()

    def set_cards(self, *, is_cards: bool) -> None:
        """Show cards, or rows; the current one stays in view."""
        if is_cards != self.delegate.is_cards:
            self.delegate.is_cards = is_cards
            self._on_look_changed()
            self._show_current()

    def row_at(self, y: int) -> int:
        """Return the row at a height of the viewport; -1 for none, or for a heading."""
        return -1 if self.bands.at(y) else self.rowAt(y)

    def row(self) -> int:
        """Return the current row, -1 when there is none."""
        return self.currentIndex().row()

    def go(self, row: int) -> None:
        """Make a row current and bring it into view; outside counts as the edge."""
        n_rows = self._papers.n_rows
        if n_rows:
            row = min(max(row, 0), n_rows - 1)
            self.setCurrentIndex(self._papers.index(row, 0))
            self._show_current()

    def n_visible(self) -> int:
        """Return how many rows fit into the view, at least 1."""
        height = self.verticalHeader().defaultSectionSize()
        return max(1, self.viewport().height() // height)

    def extend(self, step: int) -> None:
        """Move by a step and select from where extending began to here.

        What was selected before extending began stays selected.
        """
        row = self.row()
        if row < 0:
            return
        if row != self._extended_to or not self.selectionModel().hasSelection():
            self._anchor = row
            self._beside = QtCore.QItemSelection(self.selectionModel().selection())
        anchor = self._anchor
        self.go(row + step)
        self._anchor = anchor
        self._extended_to = self.row()
        self.select_rows(anchor, self.row(), self._beside)

    def toggle(self, row: int) -> None:
        """Select a row, or take it out of the selection."""
        if row >= 0:
            self._anchor = row
            self._extended_to = -1
            index = self._papers.index(row, 0)
            self.selectionModel().select(index, _Flag.Toggle | _Flag.Rows)

    def select_rows(
        self, first: int, last: int, beside: QtCore.QItemSelection | None = None
    ) -> None:
        """Select these rows and those between, once their papers are known.

        Of the others only those of `beside` are selected.
        """
        first, last = min(first, last), max(first, last)
        rows = range(first, last + 1)
        if all(self._papers.id_at(row) is not None for row in rows):
            self._select(first, last, beside)
        else:
            learning = self._learn_and_select(first, last, beside)
            self._jobs.run(learning, "select rows")

    def select_papers(self, ids: Sequence[PaperId]) -> None:
        """Select the papers of `ids` that are listed."""
        rows = QtCore.QItemSelection()
        last = len(self._papers.columns) - 1
        for first, end in runs(self._papers.rows_of(ids)):
            part = QtCore.QItemSelectionRange(
                self._papers.index(first, 0), self._papers.index(end, last)
            )
            rows.append(part)
        if not rows.isEmpty():
            self.selectionModel().select(rows, _Flag.ClearAndSelect)

    def clear_selected(self) -> None:
        """Select nothing; the current row stays."""
        self._anchor = -1
        self.selectionModel().clearSelection()

    def selected(self) -> tuple[PaperId, ...]:
        """Return the selected papers in the order of the list."""
        return tuple(self._moved.ids(0, self._papers.n_rows - 1))

    def current_rect(self) -> QtCore.QRect:
        """Return where the current row is in the viewport, empty when there is none."""
        rect = self.visualRect(self.currentIndex().siblingAtColumn(0))
        return self.bands.room(self.row(), rect)

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        place = event.position().toPoint()
        heading = self.bands.at(place.y())
        row = -1 if heading else self.rowAt(place.y())
        self._pressed_at, self._alone_at_release = None, -1
        if heading and event.button() is QtCore.Qt.MouseButton.LeftButton:
            self.heading_clicked.emit(heading.id)
        if row < 0 or event.button() is QtCore.Qt.MouseButton.MiddleButton:
            return
        before, modifiers = self.row(), event.modifiers()
        is_right = event.button() is QtCore.Qt.MouseButton.RightButton
        if not is_right:
            self._pressed_at = place
        if modifiers & _Modifier.ShiftModifier and not is_right:
            anchor = self._anchor if self._anchor >= 0 else before
            self.go(row)
            self._anchor = anchor
            self.select_rows(anchor, row)
        elif modifiers & _Modifier.ControlModifier and not is_right:
            if not self.selectionModel().hasSelection() and before not in (-1, row):
                self.toggle(before)
            self.toggle(row)
            self.go(row)
        else:
            is_selected = self.selectionModel().isSelected(self._papers.index(row, 0))
            if is_selected and not is_right:
                self._alone_at_release = row  # it may be the begin of a drag
            elif not is_selected:
                self.clear_selected()
            self.go(row)

    def mouseReleaseEvent(self, event: QtGui.QMouseEvent) -> None:
        if self._alone_at_release >= 0:
            self.clear_selected()
        self._pressed_at, self._alone_at_release = None, -1

    def mouseDoubleClickEvent(self, event: QtGui.QMouseEvent) -> None:
        paper_id = self._papers.id_at(self.row_at(event.position().toPoint().y()))
        if paper_id is not None:
            self.paper_activated.emit(paper_id)

    def mouseMoveEvent(self, event: QtGui.QMouseEvent) -> None:
        place = event.position().toPoint()
        if event.buttons() == QtCore.Qt.MouseButton.NoButton:
            super().mouseMoveEvent(event)
            self.bands.hover(place.y())
            self._hover(self.row_at(place.y()))
        elif event.buttons() == QtCore.Qt.MouseButton.LeftButton and self._pressed_at:
            away = (place - self._pressed_at).manhattanLength()
            if away >= QtWidgets.QApplication.startDragDistance():
                self._drag(self.rowAt(self._pressed_at.y()))

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QtGui.QPainter(self.viewport())
        self.bands.paint(painter)
        self.gap.paint(painter)

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        row = self.current_rect()
        was_in_view = row.top() >= 0 and row.bottom() < event.oldSize().height()
        super().resizeEvent(event)
        if was_in_view:
            self.scrollTo(self.currentIndex())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.bands.scrolled(dy)

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if rest := self.bands.rest():
            room = self.viewport().height()
            self.verticalScrollBar().setPageStep(room)
            self.verticalScrollBar().setRange(0, max(0, rest - room))

    def viewportEvent(self, event: QtCore.QEvent) -> bool:
        if event.type() == QtCore.QEvent.Type.Leave:
            self._hover(-1)
            self.bands.hover(-1)
        return super().viewportEvent(event)

    def hideEvent(self, event: QtGui.QHideEvent) -> None:
        super().hideEvent(event)
        self._hover(-1)

    def contextMenuEvent(self, event: QtGui.QContextMenuEvent) -> None:
        place = event.pos()
        if event.reason() is QtGui.QContextMenuEvent.Reason.Keyboard:
            place = self.current_rect().center()
        if self.row_at(place.y()) >= 0:
            self.menu_requested.emit(self.viewport().mapToGlobal(place))

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        event.ignore()

    def showEvent(self, event: QtGui.QShowEvent) -> None:
        super().showEvent(event)
        self._show_current()

    def focusInEvent(self, event: QtGui.QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QtGui.QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _show_current(self) -> None:
        if self.isVisible() and self.row() >= 0:
            self.executeDelayedItemsLayout()  # else rows just listed have no place yet
            self.scrollTo(self.currentIndex())
            hidden = self.bands.sticks_over() - self.current_rect().top()
            if hidden > 0:
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() - hidden)

    async def _learn_and_select(
        self, first: int, last: int, beside: QtCore.QItemSelection | None
    ) -> None:
        await self._papers.learn_ids(range(first, last + 1))
        self._select(first, min(last, self._papers.n_rows - 1), beside)

    def _select(
        self, first: int, last: int, beside: QtCore.QItemSelection | None
    ) -> None:
        rows = QtCore.QItemSelection(
            self._papers.index(first, 0),
            self._papers.index(last, len(self._papers.columns) - 1),
        )
        if beside is not None:
            rows.merge(beside, _Flag.Select)
        self.selectionModel().select(rows, _Flag.ClearAndSelect)

    def _on_rows_moved(
        self, _from: object, start: int, _end: int, _into: object, before: int
    ) -> None:
        """Follow the current row to its new place."""
        if self.row() == (before if before < start else before - 1):
            self._show_current()

    def _on_columns_inserted(self, *_: object) -> None:
        """Show the first column alone: in it the rows are painted whole."""
        for column in range(1, len(self._papers.columns)):
            self.setColumnHidden(column, True)

    def _on_current_changed(
        self, current: QtCore.QModelIndex, previous: QtCore.QModelIndex
    ) -> None:
        self._repaint_row(previous)
        self._repaint_row(current)
        self._hover(-1)
        if not self.selectionModel().hasSelection():
            self._anchor = -1
        self.current_row_changed.emit(current.row())

    def _on_rows_going(self, parent: QtCore.QModelIndex, first: int, last: int) -> None:
        if first <= self.row() <= last and last + 1 < self._papers.n_rows:
            self.setCurrentIndex(self._papers.index(last + 1, 0))

    def _on_selection_changed(self) -> None:
        self.viewport().update()
        self.papers_selected.emit()

    def _drag(self, row: int) -> None:
        self._pressed_at, self._alone_at_release = None, -1
        pressed = self._papers.id_at(row)
        selected = self.selected()
        if pressed is not None:
            ids = selected if pressed in selected else (pressed,)
            self._hover(-1)
            self.papers_dragged.emit(ids)

    def _hover(self, row: int) -> None:
        """Fill the row under the pointer, while the pointer moves."""
        before, self.row_delegate.hovered_row = self.row_delegate.hovered_row, row
        for changed in {before, row} - {-1} if before != row else ():
            self._repaint_row(self._papers.index(changed, 0))

    def _on_scrolled(self) -> None:
        self._hover(-1)

    def _repaint_row(self, index: QtCore.QModelIndex) -> None:
        if index.isValid():
            self.viewport().update(self.visualRect(index.siblingAtColumn(0)))

    def _on_sections_changed(self) -> None:
        self.bands.place()
        self.updateGeometries()

    def _on_look_changed(self) -> None:
        theme = self._look.theme
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(theme.px(theme.sizes.row))
        rows.setDefaultSectionSize(self.delegate.height)
        self.verticalScrollBar().setSingleStep(theme.px(theme.sizes.row))
        self.bands.renew()
        self._on_sections_changed()
