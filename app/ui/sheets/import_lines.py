"""Lines of an import that are no papers: one to correct, and those that only tell."""

from collections.abc import Sequence

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.look import Look
from app.ui.sheets.controls import ActButton, Field
from app.ui.sheets.sheet import MARGIN
from app.ui.widgets.keycap import KeyCaps
from app.ui.widgets.labels import label

_N_QUOTED = 3
_FURNITURE_HEIGHT = 96


class SkippedLine(QtWidgets.QWidget):
    """The current skipped line as text: Enter reads it again, the button adds it.

    `left` tells that Esc was pressed in it: the text is as it was.
    """

    given = QtCore.Signal()
    added = QtCore.Signal()
    left = QtCore.Signal()

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        px = look.theme.px
        self._was = ""
        self._field = Field(self.tr("Title of the paper"), self)
        self._field.setPlaceholderText(
            self.tr("Type the title of the paper, an id or a link")
        )
        self._field.returnPressed.connect(self.given)
        self._field.installEventFilter(self)
        add = ActButton(look, self.tr("Add as paper"), self, keys="Space")
        add.clicked.connect(self.added)
        row = QtWidgets.QHBoxLayout(self)
        row.setContentsMargins(px(MARGIN), px(10), px(MARGIN), px(10))
        row.setSpacing(px(12))
        row.addWidget(label(self, self.tr("Correct"), kind="meta"))
        row.addWidget(KeyCaps(look, "Enter", self))
        row.addWidget(self._field, 1)
        row.addWidget(add)

    def text(self) -> str:
        """Return the line as it was corrected."""
        return self._field.text().strip()

    def show_text(self, text: str) -> None:
        """Show another line."""
        self._was = text
        self._field.setText(text)
        self._field.setCursorPosition(0)

    def edit(self) -> None:
        """Let the user write in the line."""
        self._field.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
        self._field.selectAll()

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Leave the field with Esc, instead of closing the sheet."""
        is_esc = (
            event.type() == QtCore.QEvent.Type.KeyPress
            and isinstance(event, QtGui.QKeyEvent)
            and event.key() == QtCore.Qt.Key.Key_Escape
        )
        if is_esc:
            self.show_text(self._was)
            self.left.emit()
            return True
        return super().eventFilter(watched, event)


class FurnitureLines(QtWidgets.QWidget):
    """Tells how many lines become the note of the origin, and shows them all."""

    def __init__(
        self, look: Look, lines: Sequence[str], parent: QtWidgets.QWidget
    ) -> None:
        super().__init__(parent)
        px = look.theme.px
        column = QtWidgets.QVBoxLayout(self)
        column.setContentsMargins(px(MARGIN), px(8), px(MARGIN), 0)
        row = QtWidgets.QHBoxLayout()
        n = len(lines)
        words = (
            self.tr("1 line is not a paper and becomes the origin note:  ")
            if n == 1
            else self.tr("{n} lines are not papers and become the origin note:  ")
        )
        quoted = ", ".join(f"“{line.strip()}”" for line in lines[:_N_QUOTED])
        more = " …" if n > _N_QUOTED else ""
        note = label(self, words.format(n=n) + quoted + more, kind="meta")
        note.setSizePolicy(
            QtWidgets.QSizePolicy.Policy.Ignored, QtWidgets.QSizePolicy.Policy.Fixed
        )
        self._show = ActButton(look, self.tr("Show"), self, kind="link")
        self._show.clicked.connect(self._on_show)
        row.addWidget(note, 1)
        row.addWidget(self._show)
        column.addLayout(row)
        self._told = tuple(lines)
        self._text = QtWidgets.QPlainTextEdit(self)
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(self.tr("Lines that are not papers"))
        self._text.setFixedHeight(px(_FURNITURE_HEIGHT))
        self._text.hide()
        column.addWidget(self._text)
        self.setVisible(bool(lines))

    def _on_show(self) -> None:
        is_shown = self._text.isHidden()
        self._text.setPlainText("\n".join(self._told))
        self._text.setVisible(is_shown)
        self._show.set_words(self.tr("Hide") if is_shown else self.tr("Show"))
