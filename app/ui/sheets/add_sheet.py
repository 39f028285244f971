"""The add sheet: links and identifiers, or a paper written by hand."""

from collections.abc import Callable, Mapping

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.errors import AppError
from app.formats import typed
from app.formats.addresses import has_address
from app.formats.recognised import recognised
from app.ui.appearance.look import Look
from app.ui.sheets.controls import ActButton
from app.ui.sheets.edit_form import Form
from app.ui.sheets.edit_sheet import is_control_enter, read_fields
from app.ui.sheets.note_editor import NoteText
from app.ui.sheets.sheet import Sheet
from app.ui.widgets.labels import label

_WIDTH, _HEIGHT = 620, 520
_TEXT_LINES = 4
_GIVEN = "given"
_READERS: dict[str, Callable[[str], object]] = {
    "authors": typed.authors_typed,
    "year": typed.year_typed,
    "venue": str.strip,
    "identifiers": typed.identifiers_typed,
    "links": typed.links_typed,
}


class GivenText(NoteText):
    """A text that Enter finishes while it `is_whole`; Shift+Enter breaks the line."""

    def __init__(self, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self.is_whole = False

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        is_enter = event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter)
        held = event.modifiers() & ~QtCore.Qt.KeyboardModifier.KeypadModifier
        if is_enter and held == QtCore.Qt.KeyboardModifier.ShiftModifier:
            self.insertPlainText("\n")
            event.accept()
        elif is_enter and self.is_whole and not held:
            self.finished.emit()
            event.accept()
        else:
            super().keyPressEvent(event)


class AddSheet(Sheet):
    """Takes links, ids or a pasted list; one line of other words is a paper's title.

    Below it says what was recognised; Enter adds one line that names a paper. Beside a
    title the other fields of the paper can be written too. What was typed and not given
    is in `left`, and stands there again when it is given as `draft`.
    """

    def __init__(
        self,
        look: Look,
        *,
        run: Callable[..., object],
        draft: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(
            look, "Add a paper", width_px=_WIDTH, height_px=_HEIGHT, is_light=False
        )
        self.set_title(self.tr("Add a paper"))
        self._run, self._is_given = run, False
        self._text = GivenText(self)
        self._text.setAccessibleName(self.tr("Links, ids or a title"))
        self._text.setPlaceholderText(
            self.tr("Paste links, arXiv ids or DOIs, one a line, or type a title")
        )
        line = self._text.fontMetrics().lineSpacing()
        self._text.setFixedHeight(_TEXT_LINES * line + look.theme.px(18))
        self.form = Form(look, self)
        self._fill()
        self._says = label(self, kind="hint", wraps=True)
        self._act = ActButton(
            look, self.tr("Add"), self, keys="Ctrl+Enter", kind="primary"
        )
        row = QtWidgets.QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._act)
        self.body.addWidget(self._text)
        self.body.addWidget(self._says)
        self.body.addWidget(self.form, 1)
        self.body.addStretch()
        self.body.addLayout(row)
        draft = dict(draft or {})
        self._text.setPlainText(draft.pop(_GIVEN, ""))
        self._text.selectAll()
        for name, text in draft.items():
            self.form.set_text(name, text)
        self._text.textChanged.connect(self._on_text_changed)
        self._text.finished.connect(self._accept)
        self.form.finished.connect(self._accept)
        self._act.clicked.connect(self._accept)
        self._on_text_changed()

    def first_focus(self) -> QtWidgets.QWidget:
        return self._text

    def left(self) -> dict[str, str]:
        """Return what was typed and not given, by field."""
        text = self._text.toPlainText()
        typed_so_far = {_GIVEN: text} if text.strip() else {}
        return {} if self._is_given else {**typed_so_far, **self.form.changed()}

    @property
    def is_by_hand(self) -> bool:
        """Say whether what was typed is a title: one line that names no paper."""
        lines = [line for line in self._text.toPlainText().splitlines() if line.strip()]
        return len(lines) == 1 and not has_address(lines[0])

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        if is_control_enter(event):
            self._accept()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        form, tr = self.form, self.tr
        form.add_text("authors", tr("Authors"), n_lines=3, hint=tr("One a line"))
        form.add_line("year", tr("Year"))
        form.add_line("venue", tr("Venue"))
        form.add_line("identifiers", tr("Identifier"), hint=tr("arXiv id or DOI"))
        form.add_line("links", tr("Link"), hint="https://…")
        form.finish()

    def _on_text_changed(self) -> None:
        text = self._text.toPlainText().strip()
        is_by_hand = self.is_by_hand
        self.form.setVisible(is_by_hand)
        self._act.setEnabled(bool(text))
        self._act.set_words(self.tr("Add by hand") if is_by_hand else self.tr("Add"))
        lines = [line for line in text.splitlines() if line.strip()]
        self._text.is_whole = len(lines) == 1 and not is_by_hand
        self._says.setText(self._recognised(text))

    def _recognised(self, text: str) -> str:
        """Say what the text is taken for, and what Enter does."""
        if not text:
            return self.tr("Enter adds one link or id; Shift+Enter begins a new line.")
        if self.is_by_hand:
            return self.tr("No link and no id: the title of a paper added by hand.")
        found = recognised(text)
        if self._text.is_whole:
            words = self.tr("Recognised: {what}. Enter adds it; Shift+Enter goes on.")
            return words.format(what=found or self.tr("a link"))
        if found:
            return self.tr("Recognised: {what}.").format(what=found)
        return self.tr("Read as a list when it is added.")

    def _accept(self) -> None:
        text = self._text.toPlainText().strip()
        if not text:
            return
        if not self.is_by_hand:
            self._is_given = True
            self._run("import.sources", text=text)
            self.dismiss()
            return
        texts = {name: self.form.text(name) for name in _READERS}
        _, problems = read_fields(
            {name: (read, texts[name]) for name, read in _READERS.items()}
        )
        self.form.show_problems(problems)
        if problems:
            return
        try:
            draft = typed.draft_typed(title=text, **texts)
        except AppError as error:
            self._says.setText(str(error))
            return
        self._is_given = True
        self._run("paper.add", draft=draft)
        self.dismiss()
