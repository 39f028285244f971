"""The bar over the pages in which one types what to search for."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.look import Look
from app.ui.widgets.keycap import KeyCaps

_WIDTH = 372
_PAUSE_MS = 120


class FindBar(QtWidgets.QFrame):
    """A field, the count of hits, next, previous and close.

    `asked` while one types; `entered` when what was typed is to be searched and the
    keys are to go back to the pages; `abandoned` when not even that.
    """

    asked = QtCore.Signal(str)
    entered = QtCore.Signal(str)
    abandoned = QtCore.Signal()
    stepped = QtCore.Signal(int)
    closed = QtCore.Signal()

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("kind", "raised")
        self._lens = QtWidgets.QLabel(self)
        self.field = QtWidgets.QLineEdit(self)
        self.field.setProperty("kind", "bare")
        self.field.setPlaceholderText(self.tr("Search this paper"))
        self.field.setAccessibleName(self.tr("Search this paper"))
        self._count = QtWidgets.QLabel(self)
        self._count.setProperty("kind", "hint")
        self._count.setTextFormat(QtCore.Qt.TextFormat.PlainText)
        self._next = self._step_button(self.tr("Go to the next hit"), "n")
        self._previous = self._step_button(self.tr("Go to the previous hit"), "N")
        self._close = QtWidgets.QToolButton(self)
        self._close.setProperty("kind", "quiet")
        self._close.setAccessibleName(self.tr("Close the search"))
        self._close.setToolTip(self.tr("Close the search"))
        self._pause = QtCore.QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._dress()
        self.field.textEdited.connect(self._on_text_edited)
        self.field.installEventFilter(self)
        self._pause.timeout.connect(self._on_paused)
        self._next.clicked.connect(self._on_next)
        self._previous.clicked.connect(self._on_previous)
        self._close.clicked.connect(self.closed)
        look.changed.connect(self._dress)

    def open(self) -> None:
        """Show the bar with the keys in its field."""
        self.show()
        self.raise_()
        self.field.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    @property
    def count_text(self) -> str:
        """Return what is said of the hits."""
        return self._count.text()

    def show_count(self, number: int, total: int, *, is_searching: bool) -> None:
        """Show which hit is the current one, of how many."""
        if not self.field.text().strip():
            text = ""
        elif total:
            text = self.tr("Hit {0} of {1}").format(number, total)
        else:
            text = self.tr("Searching") if is_searching else self.tr("Not found")
        self._count.setText(text)

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        if not isinstance(event, QtGui.QKeyEvent):
            return False
        if event.type() is not QtCore.QEvent.Type.KeyPress:
            return False
        keys = QtCore.Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter):
            self._pause.stop()
            self.entered.emit(self.field.text())
            return True
        if event.key() == keys.Key_Escape:
            self._pause.stop()
            self.abandoned.emit()
            return True
        return False

    def _step_button(self, name: str, key: str) -> QtWidgets.QToolButton:
        button = QtWidgets.QToolButton(self)
        button.setProperty("kind", "quiet")
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({key})")
        cap = KeyCaps(self._look, key, button)
        row = QtWidgets.QHBoxLayout(button)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(cap, alignment=QtCore.Qt.AlignmentFlag.AlignCenter)
        return button

    def _lay_out(self) -> None:
        row = QtWidgets.QHBoxLayout(self)
        row.addWidget(self._lens)
        row.addWidget(self.field, 1)
        row.addWidget(self._count)
        for button in (self._next, self._previous, self._close):
            row.addWidget(button)

    def _dress(self) -> None:
        theme = self._look.theme
        self.setFixedSize(theme.px(_WIDTH), theme.px(44))
        row = self.layout()
        assert row is not None
        row.setContentsMargins(theme.px(14), 0, theme.px(8), 0)
        row.setSpacing(theme.px(4))
        side = theme.px(theme.sizes.icon_small)
        self._lens.setPixmap(self._look.icon("search", "text3", 16).pixmap(side, side))
        self._close.setIcon(self._look.icon("close", "text2", 16))
        for button in (self._next, self._previous, self._close):
            button.setFixedSize(theme.px(26), theme.px(28))

    def _on_text_edited(self, text: str) -> None:
        self._pause.start()

    def _on_paused(self) -> None:
        self._pause.stop()
        self.asked.emit(self.field.text())

    def _on_next(self) -> None:
        self.stepped.emit(1)

    def _on_previous(self) -> None:
        self.stepped.emit(-1)
