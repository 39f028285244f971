"""The text sheet: several lines to type or paste."""

from PySide6 import QtWidgets

from app.ui.look import Look
from app.ui.sheets.controls import ActButton
from app.ui.sheets.note_editor import NoteText
from app.ui.sheets.sheet import Sheet

_WIDTH, _HEIGHT = 560, 340


class TextSheet(Sheet):
    """Asks for text; `text_given` gives it back, None when it was left.

    `text` is what stands there at first.
    """

    def __init__(
        self, look: Look, *, title: str, hint: str, act: str, text: str = ""
    ) -> None:
        super().__init__(
            look, title, width_px=_WIDTH, height_px=_HEIGHT, is_light=False
        )
        self._given: str | None = None
        self._typed = text
        self._text = NoteText(self)
        self._text.setPlaceholderText(hint)
        self._text.setAccessibleName(title)
        self._text.setAccessibleDescription(hint)
        self._text.setPlainText(text)
        self._text.selectAll()
        self._act = ActButton(look, act, self, keys="Ctrl+Enter", kind="primary")
        self._act.setEnabled(bool(text.strip()))
        row = QtWidgets.QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._act)
        self.body.addWidget(self._text, 1)
        self.body.addLayout(row)
        self._text.textChanged.connect(self._on_text_changed)
        self._text.finished.connect(self._accept)
        self._act.clicked.connect(self._accept)

    async def text_given(self) -> str | None:
        """Wait for the text; None when the sheet was closed without."""
        await self.until_closed()
        return self._given

    def text(self) -> str:
        """Return what was typed so far, also after the sheet was closed."""
        return self._typed

    def first_focus(self) -> QtWidgets.QWidget:
        return self._text

    def _on_text_changed(self) -> None:
        self._typed = self._text.toPlainText()
        self._act.setEnabled(bool(self._typed.strip()))

    def _accept(self) -> None:
        text = self._typed.strip()
        if text:
            self._given = text
            self.dismiss()
