"""A small field at the foot of the pages for the letters that end a command."""

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look
from app.ui.panels.reader.page_view import PageView

_HEIGHT, _GAP = 38, 12
_ROOM = 64


class KeyPrompt(QtWidgets.QFrame):
    """Says what is asked for and takes letters; `typed` after each of them.

    `ended` when it is put away: by Esc, a click elsewhere, or `end`.
    """

    typed = QtCore.Signal(str)
    ended = QtCore.Signal()

    def __init__(self, look: Look, view: PageView) -> None:
        super().__init__(view.viewport())
        self._look = look
        self._view = view
        self.setProperty("kind", "raised")
        self._word = QtWidgets.QLabel(self)
        self._word.setTextFormat(QtCore.Qt.TextFormat.PlainText)
        self._word.setProperty("kind", "hint")
        self.field = QtWidgets.QLineEdit(self)
        self.field.setProperty("kind", "bare")
        row = QtWidgets.QHBoxLayout(self)
        row.addWidget(self._word)
        row.addWidget(self.field, 1)
        self.field.textEdited.connect(self.typed)
        self.field.installEventFilter(self)
        view.add_float(self)
        self.hide()

    def open(self, word: str, hint: str) -> None:
        """Ask for letters: `word` stands before the field, `hint` in it while empty."""
        px = self._look.theme.px
        self._word.setText(word)
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(f"{word} {hint}")
        self.field.clear()
        room = self._view.viewport().rect()
        row = self.layout()
        assert row is not None
        row.setContentsMargins(px(12), 0, px(8), 0)
        row.setSpacing(px(8))
        wide = self.fontMetrics().horizontalAdvance(word + hint) + px(_ROOM)
        width = min(wide, room.width() - 2 * px(_GAP))
        top = room.height() - px(_HEIGHT + _GAP)
        self.setGeometry(px(_GAP), top, width, px(_HEIGHT))
        self.show()
        self.raise_()
        self.field.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)
        self._view.viewport().update()

    def refuse(self) -> None:
        """Take the last letter back: it means nothing here."""
        self.field.setText(self.field.text()[:-1])

    def end(self) -> None:
        """Put it away and give the keys back to the pages."""
        if self.isHidden():
            return
        self.hide()
        self._view.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
        self._view.viewport().update()
        self.ended.emit()

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        if event.type() is QtCore.QEvent.Type.FocusOut:
            self.end()
        if (
            isinstance(event, QtGui.QKeyEvent)
            and event.type() is QtCore.QEvent.Type.KeyPress
            and event.key() == QtCore.Qt.Key.Key_Escape
        ):
            self.end()
            return True
        return False
