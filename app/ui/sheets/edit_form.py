"""A form of a sheet: fields with their names, and what is wrong with them below."""

from collections.abc import Mapping

from PySide6 import QtCore, QtGui, QtWidgets

from app.ui.appearance.look import Look
from app.ui.sheets.controls import Combo, Field
from app.ui.sheets.note_editor import NoteText
from app.ui.widgets.labels import label

MOST_CHARACTERS = 50_000
"""A text box stands still with more in one field."""

_NAMES_WIDTH = 116
_GAP = 12
_FRAME = 22


class Form(QtWidgets.QScrollArea):
    """Fields below each other; `finished` after Ctrl+Enter, or Enter in a line.

    A field that holds too much to be edited here is shown and left as it is.
    """

    finished = QtCore.Signal()
    edited = QtCore.Signal()

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._rows: dict[str, QtWidgets.QWidget] = {}
        self._first: dict[str, str] = {}
        self._problems: dict[str, QtWidgets.QLabel] = {}
        self.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        never = QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(never)
        self.viewport().setAutoFillBackground(False)
        inside = QtWidgets.QWidget(self)
        self._grid = QtWidgets.QGridLayout(inside)
        px = look.theme.px
        self._grid.setContentsMargins(px(2), px(2), px(_GAP), px(2))
        self._grid.setHorizontalSpacing(px(_GAP))
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnMinimumWidth(0, px(_NAMES_WIDTH))
        self._grid.setColumnStretch(1, 1)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)  # `setWidget` has it filled

    def add_line(self, name: str, title: str, text: str = "", hint: str = "") -> None:
        """Add a field of one line."""
        field = Field(title, self)
        field.setPlaceholderText(hint)
        field.setMaxLength(MOST_CHARACTERS)
        field.setText(text)
        field.textChanged.connect(self.edited)
        field.returnPressed.connect(self.finished)
        self._add(name, title, field, field.text())
        self._keep_whole(name, text)

    def add_text(
        self, name: str, title: str, text: str = "", *, n_lines: int, hint: str = ""
    ) -> None:
        """Add a field of several lines."""
        field = NoteText(self)
        field.setAccessibleName(title)
        field.setPlaceholderText(hint)
        field.setFont(self._look.theme.ui_font())
        field.setPlainText(text[:MOST_CHARACTERS])
        line = QtGui.QFontMetrics(field.font()).lineSpacing()
        field.setFixedHeight(n_lines * line + self._look.theme.px(_FRAME))
        field.textChanged.connect(self.edited)
        field.finished.connect(self.finished)
        self._add(name, title, field, _source(field))
        self._keep_whole(name, text)

    def add_choice(
        self, name: str, title: str, choices: Mapping[str, str], chosen: str = ""
    ) -> None:
        """Add a choice; `choices` are words by what they stand for.

        The one `chosen` is set, or else the first.
        """
        combo = Combo(self._look, title, self)
        for value, words in choices.items():
            combo.addItem(words, value)
        combo.setCurrentIndex(max(combo.findData(chosen), 0))
        combo.currentIndexChanged.connect(self._on_chosen)
        self._add(name, title, combo, str(combo.currentData()))

    def finish(self) -> None:
        """Leave the room below the last field empty."""
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def text(self, name: str) -> str:
        """Return what stands in a field."""
        field = self._rows[name]
        if isinstance(field, QtWidgets.QLineEdit):
            return field.text()
        if isinstance(field, QtWidgets.QComboBox):
            return str(field.currentData())
        assert isinstance(field, NoteText)
        return _source(field)

    def set_text(self, name: str, text: str) -> None:
        """Put a text into a field."""
        field = self._rows.get(name)
        if isinstance(field, QtWidgets.QLineEdit) and not field.isReadOnly():
            field.setText(text)
        elif isinstance(field, NoteText) and not field.isReadOnly():
            field.setPlainText(text)
        elif isinstance(field, QtWidgets.QComboBox):
            field.setCurrentIndex(max(field.findData(text), 0))

    def changed(self) -> dict[str, str]:
        """Return what stands in the fields that are not as they were."""
        texts = {name: self.text(name) for name in self._rows}
        return {name: text for name, text in texts.items() if text != self._first[name]}

    def reset(self) -> None:
        """Put back what stood in the fields at first."""
        for name, text in self._first.items():
            self.set_text(name, text)

    def focus(self, name: str) -> QtWidgets.QWidget:
        """Return the field of a name, or the first one."""
        return self._rows.get(name) or next(iter(self._rows.values()))

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Tell below each field what is wrong with it, and go to the first such."""
        for name, line in self._problems.items():
            line.setText(problems.get(name, ""))
            line.setVisible(name in problems)
        first = next((name for name in self._rows if name in problems), None)
        if first is not None:
            self._rows[first].setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def problem(self, name: str) -> str:
        """Return what is said to be wrong with a field."""
        return self._problems[name].text()

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        if event.type() == QtCore.QEvent.Type.FocusIn and isinstance(
            watched, QtWidgets.QWidget
        ):
            self.ensureWidgetVisible(watched, 0, self._look.theme.px(_GAP))
        return super().eventFilter(watched, event)

    def _add(self, name: str, title: str, field: QtWidgets.QWidget, first: str) -> None:
        row = self._grid.rowCount()
        caption = label(self, title, kind="meta")
        caption.setMinimumHeight(self._look.theme.px(self._look.theme.sizes.button))
        problem = label(self, kind="danger", wraps=True)
        problem.hide()
        top = QtCore.Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(caption, row, 0, top)
        self._grid.addWidget(field, row, 1)
        self._grid.addWidget(problem, row + 1, 1)
        field.installEventFilter(self)
        self._rows[name], self._problems[name] = field, problem
        self._first[name] = first

    def _keep_whole(self, name: str, text: str) -> None:
        """Let nobody edit what does not fit here whole."""
        field = self._rows[name]
        if len(text) <= MOST_CHARACTERS:
            return
        if isinstance(field, QtWidgets.QLineEdit | QtWidgets.QPlainTextEdit):
            field.setReadOnly(True)
        words = self.tr("Too long to edit here: %1 characters. It stays as it is.")
        self._problems[name].setText(words.replace("%1", str(len(text))))
        self._problems[name].show()

    def _on_chosen(self, _index: int) -> None:
        self.edited.emit()


def _source(field: NoteText) -> str:
    """Return the text as it was typed; `toPlainText` makes other blanks plain ones."""
    return field.document().toRawText().replace("\u2029", "\n")
