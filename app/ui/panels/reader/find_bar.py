"""The bar over the pages in which one types what to search for."""

from functools import partial

from PySide6 import QtCore, QtGui, QtWidgets

from app.pdf.finding import Manner
from app.ui.appearance.look import Look
from app.ui.widgets.keycap import KeyCaps

_WIDTH, _LEAST_WIDTH = 520, 330
_PAUSE_MS = 120


class FindBar(QtWidgets.QFrame):
    """A field, the count of hits, next, previous and close.

    `asked` while one types; `entered` when what was typed is to be searched and the
    keys are to go back to the pages; `abandoned` when not even that. `manner_asked`
    with the command of the chip pressed, `list_asked` when the list gets the keys.
    """

    asked = QtCore.Signal(str)
    entered = QtCore.Signal(str)
    abandoned = QtCore.Signal()
    stepped = QtCore.Signal(int)
    closed = QtCore.Signal()
    manner_asked = QtCore.Signal(str)
    list_asked = QtCore.Signal()

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
        self._fault = QtWidgets.QLabel(self)
        self._fault.setProperty("kind", "hint")
        self._fault.setTextFormat(QtCore.Qt.TextFormat.PlainText)
        self._chips = {
            "reader.find-case": self._chip("Aa", self.tr("Case matters")),
            "reader.find-word": self._chip("ab|", self.tr("Whole words")),
            "reader.find-pattern": self._chip(".*", self.tr("Regular expression")),
        }
        for command_id, chip in self._chips.items():
            chip.clicked.connect(partial(self.manner_asked.emit, command_id))
        self._next = self._step_button(self.tr("Go to the next hit"), "reader.next-hit")
        self._previous = self._step_button(
            self.tr("Go to the previous hit"), "reader.previous-hit"
        )
        self._close = QtWidgets.QToolButton(self)
        self._close.setProperty("kind", "quiet")
        self._close.setAccessibleName(self.tr("Close the search"))
        self._close.setToolTip(self.tr("Close the search"))
        self._room = look.theme.px(_WIDTH)
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

    def fit(self, room: int) -> None:
        """Be no wider than there is room, in device-independent pixels."""
        if room != self._room:
            self._room = room
            self._dress()

    def enter(self) -> None:
        """Search for what is typed, and give the keys away."""
        self._pause.stop()
        self.entered.emit(self.field.text())

    def show_manner(self, how: Manner) -> None:
        """Light the chips of a manner of searching."""
        lit = (how.is_case_kept, how.is_word, how.is_pattern)
        for chip, is_lit in zip(self._chips.values(), lit, strict=True):
            chip.setChecked(is_lit)

    def show_fault(self, fault: str) -> None:
        """Say below the field what is wrong with a regular expression."""
        text = ""
        if fault:
            words = self.tr("No regular expression ({0}): searched for as text.")
            text = fault if fault.endswith(".") else words.format(fault)
        if text != self._fault.text():
            self._fault.setText(text)
            self._fault.setVisible(bool(text))
            self._dress()

    @property
    def fault_text(self) -> str:
        """Return what is said of the regular expression."""
        return self._fault.text()

    def show_count(
        self, number: int, total: int, *, is_searching: bool, part_done: float = 1.0
    ) -> None:
        """Show which hit is the current one, of how many, and how far one looked."""
        if not self.field.text().strip():
            text = ""
        elif total:
            text = self.tr("Hit {0} of {1}").format(number, total)
        else:
            text = self.tr("Searching") if is_searching else self.tr("Not found")
        if is_searching and text and part_done > 0:
            text = f"{text}  {int(part_done * 100)} %"
        self._count.setText(text)

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        if not isinstance(event, QtGui.QKeyEvent):
            return False
        if event.type() is not QtCore.QEvent.Type.KeyPress:
            return False
        keys = QtCore.Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter):
            self.enter()
            return True
        if event.key() == keys.Key_Escape:
            self._pause.stop()
            self.abandoned.emit()
            return True
        if event.key() == keys.Key_Down:
            self.list_asked.emit()
            return True
        return False

    def _chip(self, text: str, name: str) -> QtWidgets.QToolButton:
        chip = QtWidgets.QToolButton(self)
        chip.setProperty("kind", "chip")
        chip.setText(text)
        chip.setCheckable(True)
        chip.setAccessibleName(name)
        chip.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)
        return chip

    def _step_button(self, name: str, command_id: str) -> QtWidgets.QToolButton:
        button = QtWidgets.QToolButton(self)
        button.setProperty("kind", "quiet")
        button.setAccessibleName(name)
        cap = KeyCaps(self._look, parent=button, command_id=command_id)
        row = QtWidgets.QHBoxLayout(button)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(cap, alignment=QtCore.Qt.AlignmentFlag.AlignCenter)
        return button

    def _lay_out(self) -> None:
        self._row = QtWidgets.QHBoxLayout()
        self._row.addWidget(self._lens)
        self._row.addWidget(self.field, 1)
        self._row.addWidget(self._count)
        buttons = (*self._chips.values(), self._next, self._previous, self._close)
        for button in buttons:
            self._row.addWidget(button)
        column = QtWidgets.QVBoxLayout(self)
        column.addLayout(self._row)
        column.addWidget(self._fault)
        self._fault.hide()

    def _dress(self) -> None:
        theme = self._look.theme
        px = theme.px
        has_fault = not self._fault.isHidden()
        width = min(px(_WIDTH), max(self._room, px(_LEAST_WIDTH)))
        self.setFixedSize(width, px(68) if has_fault else px(44))
        column = self.layout()
        assert column is not None
        column.setContentsMargins(px(14), px(8), px(8), px(8))
        column.setSpacing(px(4))
        self._row.setSpacing(px(4))
        side = px(theme.sizes.icon_small)
        self._lens.setPixmap(self._look.icon("search", "text3", 16).pixmap(side, side))
        self._close.setIcon(self._look.icon("close", "text2", 16))
        keyed = {
            **self._chips,
            "reader.next-hit": self._next,
            "reader.previous-hit": self._previous,
        }
        for command_id, button in keyed.items():
            key, name = self._look.key(command_id), button.accessibleName()
            button.setToolTip(f"{name} ({key})" if key else name)
        for chip in self._chips.values():
            chip.setFont(theme.ui_font(0.92, 600))
            chip.setFixedSize(px(32), px(28))
        for button in (self._next, self._previous, self._close):
            cap = button.findChild(KeyCaps)
            width = cap.sizeHint().width() if cap is not None else 0
            button.setFixedSize(max(px(26), width + px(6)), px(28))

    def _on_text_edited(self, text: str) -> None:
        self._pause.start()

    def _on_paused(self) -> None:
        self._pause.stop()
        self.asked.emit(self.field.text())

    def _on_next(self) -> None:
        self.stepped.emit(1)

    def _on_previous(self) -> None:
        self.stepped.emit(-1)
