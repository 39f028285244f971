"""The marks at the right: quote, comment, meaning and page of each."""

from collections.abc import Sequence

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.mark import Mark
from app.domain.paper import MarkId
from app.ui.appearance.look import Look
from app.ui.panels.reader.marks_control import Elsewhere
from app.ui.panels.reader.marks_delegate import MarksDelegate
from app.ui.panels.reader.marks_model import MarksModel
from app.ui.widgets.keycap import KeyCaps


class MarksPane(QtWidgets.QWidget):
    """The paper's marks as a list; `picked` with the mark clicked or entered."""

    picked = QtCore.Signal(object)
    comment_written = QtCore.Signal(str, str)
    left = QtCore.Signal()

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("kind", "sidebar")
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_StyledBackground)
        self._title = QtWidgets.QLabel(self.tr("Marks"), self)
        self._title.setProperty("kind", "section")
        self._count = QtWidgets.QLabel(self)
        self._count.setProperty("kind", "hint")
        self._cap = KeyCaps(look, parent=self, command_id="reader.marks")
        self.model = MarksModel(self)
        self.list = QtWidgets.QListView(self)
        self.list.setProperty("kind", "sidebar")
        self.list.setAccessibleName(self.tr("Marks"))
        self.list.setMouseTracking(True)
        self.list.setResizeMode(QtWidgets.QListView.ResizeMode.Adjust)
        self.list.setVerticalScrollMode(
            QtWidgets.QAbstractItemView.ScrollMode.ScrollPerPixel
        )
        self.list.setHorizontalScrollBarPolicy(
            QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self.list.setEditTriggers(QtWidgets.QAbstractItemView.EditTrigger.DoubleClicked)
        self._delegate = MarksDelegate(look, self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setModel(self.model)
        self._empty = self._make_empty()
        self._lay_out()
        self._dress()
        self.show_marks(())
        self.list.clicked.connect(self._on_picked)
        self.list.activated.connect(self._on_picked)
        self.model.comment_written.connect(self.comment_written)
        self._delegate.closeEditor.connect(self.left)
        look.changed.connect(self._dress)

    def show_marks(
        self, marks: Sequence[Mark], elsewhere: Sequence[Elsewhere] = ()
    ) -> None:
        """Show these marks, in the order of the pages, and those of other files."""
        self.model.show(marks, elsewhere)
        n_marks = len(marks) + len(elsewhere)
        self._count.setText(str(n_marks) if n_marks else "")
        self._empty.setVisible(not n_marks)
        self.list.setVisible(bool(n_marks))

    def offer_marking(self, *, can_mark: bool) -> None:
        """Say how to mark, or leave it out: there is no text to select."""
        self._way.setVisible(can_mark)

    def choose(self, mark_id: MarkId | None) -> None:
        """Light a mark; None lights none."""
        row = self.model.row_of(mark_id) if mark_id is not None else None
        if row is None:
            self.list.clearSelection()
            self.list.setCurrentIndex(QtCore.QModelIndex())
            return
        index = self.model.index(row)
        if index != self.list.currentIndex():
            self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def edit_comment(self, mark_id: MarkId) -> None:
        """Open the comment of a mark for writing."""
        row = self.model.row_of(mark_id)
        if row is not None:
            self.choose(mark_id)
            self.list.edit(self.model.index(row))

    def end_writing(self) -> None:
        """Keep the comment that is being written, and close its editor."""
        self._delegate.end_writing()

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.scheduleDelayedItemsLayout()

    def _on_picked(self, index: QtCore.QModelIndex) -> None:
        self.picked.emit(self.model.marks[index.row()])

    def _make_empty(self) -> QtWidgets.QWidget:
        empty = QtWidgets.QWidget(self)
        self._way = QtWidgets.QWidget(empty)
        words = QtWidgets.QLabel(self.tr("Select text and press"), self._way)
        words.setProperty("kind", "hint")
        self._empty_row = QtWidgets.QHBoxLayout(self._way)
        self._empty_row.addWidget(words)
        self._empty_row.addWidget(
            KeyCaps(self._look, parent=self._way, command_id="mark.highlight")
        )
        self._empty_row.addStretch(1)
        column = QtWidgets.QVBoxLayout(empty)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._way)
        column.addStretch(1)
        return empty

    def _lay_out(self) -> None:
        self._head = QtWidgets.QHBoxLayout()
        self._head.addWidget(self._title)
        self._head.addWidget(self._count, 1)
        self._head.addWidget(self._cap)
        self._column = QtWidgets.QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self._empty, 1)
        self._column.addWidget(self.list, 1)

    def _dress(self) -> None:
        px = self._look.theme.px
        self._head.setContentsMargins(px(18), px(14), px(18), px(6))
        self._head.setSpacing(px(8))
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(4))
        self._empty_row.setContentsMargins(px(18), px(2), px(18), px(8))
        self._empty_row.setSpacing(px(6))
        self.list.scheduleDelayedItemsLayout()
