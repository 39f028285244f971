"""The note editor: writing on a paper, kept as one types."""

import uuid
from collections.abc import Callable

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.paper import Paper
from app.formats.readable import shown_title
from app.ui.appearance.look import Look
from app.ui.sheets.sheet import Sheet
from app.ui.widgets.labels import label

_WIDTH, _HEIGHT = 660, 420
_AUTOSAVE_MS = 1000


class NoteEditor(Sheet):
    """Edits the note of a paper; Esc or Ctrl+Enter closes it, and all is kept.

    What is written from opening to closing is one act.
    """

    def __init__(self, look: Look, *, paper: Paper, run: Callable[..., object]) -> None:
        super().__init__(look, "Note", width_px=_WIDTH, height_px=_HEIGHT)
        self.set_title(self.tr("Note"), shown_title(paper.title))
        self._paper_id, self._run = paper.id, run
        self._session = str(uuid.uuid4())
        self._kept = paper.note.text if paper.note else ""
        self._text = NoteText(self)
        self._text.setPlainText(self._kept)
        self._text.moveCursor(QtGui.QTextCursor.MoveOperation.End)
        self._text.setAccessibleName(self.tr("Note"))
        self._text.setPlaceholderText(self.tr("Write what you want to remember."))
        self._text.setFont(look.theme.ui_font())
        hint = label(
            self, self.tr("Kept as you type. Esc or Ctrl+Enter closes."), kind="hint"
        )
        self.body.addWidget(self._text, 1)
        self.body.addWidget(hint)
        self._timer = QtCore.QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AUTOSAVE_MS)
        self._timer.timeout.connect(self._keep)
        self._text.textChanged.connect(self._on_text_changed)
        self._text.finished.connect(self.dismiss)
        self.closed.connect(self._keep)

    def first_focus(self) -> QtWidgets.QWidget:
        return self._text

    def _on_text_changed(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _keep(self) -> None:
        self._timer.stop()
        text = self._text.toPlainText()
        if text == self._kept:
            return
        self._kept = text
        self._run(
            "note.write", paper_id=self._paper_id, text=text, session=self._session
        )


class NoteText(QtWidgets.QPlainTextEdit):
    """A text of several lines; `finished` after Ctrl+Enter, Tab leaves it."""

    finished = QtCore.Signal()

    def __init__(self, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)

    def canInsertFromMimeData(self, source: QtCore.QMimeData) -> bool:
        # The address of a dropped file is no text: the window takes the file.
        has_files = any(url.isLocalFile() for url in source.urls())
        return not has_files and super().canInsertFromMimeData(source)

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        keys = QtCore.Qt.Key
        is_enter = event.key() in (keys.Key_Return, keys.Key_Enter)
        control = QtCore.Qt.KeyboardModifier.ControlModifier
        if is_enter and event.modifiers() & control:
            self.finished.emit()
            event.accept()
        else:
            super().keyPressEvent(event)
