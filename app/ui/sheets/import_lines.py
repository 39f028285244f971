"""Lines of an import that are no papers: those to correct, those that only tell."""

from collections.abc import Sequence

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look
from app.ui.sheets.controls import ActButton, Field
from app.ui.sheets.sheet import MARGIN
from app.ui.widgets.keycap import KeyCaps
from app.ui.widgets.labels import label

_N_QUOTED = 3
_FURNITURE_HEIGHT = 96
_LEFT = 46
"""Where a row's words begin, on the design grid."""


class LineField(QtWidgets.QWidget):
    """A line that is no paper, to be corrected where it stands in the list.

    `given` tells that Enter was pressed in it, `left` that Esc was: nothing of what was
    typed is taken.
    """

    given = QtCore.Signal()
    left = QtCore.Signal()

    def __init__(self, look: Look, text: str, row: QtWidgets.QWidget) -> None:
        super().__init__(row)
        px = look.theme.px
        self.setBackgroundRole(QtGui.QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._field = Field(self.tr("Title of the paper, an id or a link"), self)
        self._field.setPlaceholderText(
            self.tr("Type the title of the paper, an id or a link")
        )
        self._field.setText(text)
        self._field.returnPressed.connect(self.given)
        self._field.installEventFilter(self)
        inside = QtWidgets.QHBoxLayout(self)
        inside.setContentsMargins(px(_LEFT), px(2), px(MARGIN), px(2))
        inside.setSpacing(px(8))
        inside.addWidget(self._field, 1)
        for keys, words in (("Enter", self.tr("Read")), ("Esc", self.tr("Leave"))):
            inside.addWidget(KeyCaps(look, keys, self))
            inside.addWidget(label(self, words, kind="hint"))
        self.setFocusProxy(self._field)

    def text(self) -> str:
        """Return the line as it was corrected."""
        return self._field.text().strip()

    def begin(self) -> None:
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
            self.left.emit()
            return True
        return super().eventFilter(watched, event)


class LineActs(QtWidgets.QWidget):
    """What can be done with a line that is no paper, and by which key."""

    corrected = QtCore.Signal()
    added = QtCore.Signal()

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        px = look.theme.px
        correct = ActButton(look, self.tr("Correct the line"), self, keys="F2")
        correct.clicked.connect(self.corrected)
        add = ActButton(look, self.tr("Add as paper"), self, keys="Space")
        add.clicked.connect(self.added)
        row = QtWidgets.QHBoxLayout(self)
        row.setContentsMargins(px(MARGIN), px(10), px(MARGIN), px(10))
        row.setSpacing(px(12))
        words = self.tr("A line with an id, a link or a reference is read again.")
        row.addWidget(label(self, words, kind="meta"))
        row.addStretch(1)
        row.addWidget(correct)
        row.addWidget(add)


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
