"""A pane beside the pages: a name, a count, the key that opens it, and a list."""

from PySide6 import QtCore, QtWidgets

from app.ui.appearance.look import Look
from app.ui.widgets.keycap import KeyCaps


class SidePane(QtWidgets.QWidget):
    """A titled list; `chosen` with the index of the row clicked or entered."""

    chosen = QtCore.Signal(QtCore.QModelIndex)

    def __init__(
        self, look: Look, title: str, command_id: str, parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.setProperty("kind", "sidebar")
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_StyledBackground)
        self._title = QtWidgets.QLabel(title, self)
        self._title.setProperty("kind", "section")
        self._count = QtWidgets.QLabel(self)
        self._count.setProperty("kind", "hint")
        self._cap = KeyCaps(look, parent=self, command_id=command_id)
        self._empty = QtWidgets.QLabel(self)
        self._empty.setProperty("kind", "hint")
        self._empty.setWordWrap(True)
        self._empty.setTextFormat(QtCore.Qt.TextFormat.PlainText)
        self.list = QtWidgets.QListView(self)
        self.list.setProperty("kind", "sidebar")
        self.list.setProperty("takesReturn", True)
        self.list.setAccessibleName(title)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(
            QtWidgets.QAbstractItemView.ScrollMode.ScrollPerPixel
        )
        self.list.setHorizontalScrollBarPolicy(
            QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self._lay_out()
        self._dress_pane()
        self.list.clicked.connect(self.chosen)
        self.list.activated.connect(self.chosen)
        look.changed.connect(self._dress_pane)

    def show_count(self, text: str) -> None:
        """Say how many rows there are."""
        self._count.setText(text)

    @property
    def count_text(self) -> str:
        """Return what is said of how many rows there are."""
        return self._count.text()

    def show_empty(self, words: str) -> None:
        """Say in place of the rows why there is none; '' for rows."""
        self._empty.setText(words)
        self._empty.setVisible(bool(words))

    @property
    def empty_text(self) -> str:
        """Return what is said in place of the rows."""
        return self._empty.text()

    def focus(self) -> None:
        """Put the keys into the list."""
        self.list.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)
        if not self.list.currentIndex().isValid():
            self.step(1)

    def step(self, n_rows: int) -> None:
        """Make the next row current that may be, further down where positive."""
        model = self.list.model()
        row = self.list.currentIndex().row() + n_rows
        selectable = QtCore.Qt.ItemFlag.ItemIsSelectable
        while 0 <= row < model.rowCount():
            index = model.index(row, 0)
            if model.flags(index) & selectable:
                self.list.setCurrentIndex(index)
                self.list.scrollTo(index)
                return
            row += 1 if n_rows > 0 else -1

    def go_to_edge(self, *, is_first: bool) -> None:
        """Make the first or the last row current."""
        n_rows = self.list.model().rowCount()
        self.list.setCurrentIndex(
            self.list.model().index(-1 if is_first else n_rows, 0)
        )
        if is_first:
            self.step(1)
        elif n_rows:
            index = self.list.model().index(n_rows - 1, 0)
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    def _lay_out(self) -> None:
        self._head = QtWidgets.QHBoxLayout()
        self._head.addWidget(self._title)
        self._head.addWidget(self._count, 1)
        self._head.addWidget(self._cap)
        self._column = QtWidgets.QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self._empty)
        self._column.addWidget(self.list, 1)
        self._empty.hide()

    def _dress_pane(self) -> None:
        px = self.look.theme.px
        self._head.setContentsMargins(px(18), px(14), px(18), px(6))
        self._head.setSpacing(px(8))
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(4))
        self._empty.setContentsMargins(px(18), px(4), px(18), px(12))
        self.list.scheduleDelayedItemsLayout()
