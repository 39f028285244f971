"""The topic page: what a topic is about, what it holds, and its best papers."""

import uuid
from collections.abc import Callable
from functools import partial

from PySide6 import QtCore, QtWidgets

from app.domain.paper import PaperId, Status
from app.domain.topic import TopicSummary
from app.formats.readable import shown_title
from app.ui.appearance.look import Look
from app.ui.sheets.controls import ActButton
from app.ui.sheets.note_editor import NoteText
from app.ui.sheets.sheet import Sheet
from app.ui.widgets.labels import label

_WIDTH, _HEIGHT = 660, 560
_AUTOSAVE_MS = 1000
_LONGEST_TITLE = 90


class TopicPage(Sheet):
    """Shows a topic; its note (Markdown) is kept as one types, as one act.

    `export_asked` wants its papers in a file; `left_for` names the
    command to go on with, which opens a sheet of its own.
    """

    export_asked = QtCore.Signal()
    left_for = QtCore.Signal(str)

    def __init__(
        self, look: Look, *, summary: TopicSummary, run: Callable[..., object]
    ) -> None:
        super().__init__(look, "Topic", width_px=_WIDTH, height_px=_HEIGHT)
        topic = summary.topic
        self.set_title(topic.name, self._facts(summary), tip=topic.path)
        self._topic_id, self._run = topic.id, run
        self._session = str(uuid.uuid4())
        self._kept = topic.note
        self._note = NoteText(self)
        self._note.setAccessibleName(self.tr("Note"))
        self._note.setPlaceholderText(
            self.tr("What this topic is about, what is open. Markdown.")
        )
        self._note.setFont(look.theme.ui_font())
        self._note.setPlainText(topic.note)
        self._counts = label(self, _counts(summary), kind="meta", wraps=True)
        self.body.addWidget(self._counts)
        self.body.addWidget(self._note, 1)
        self._add_key_papers(summary)
        self.body.addLayout(self._make_foot(has_papers=summary.n_papers > 0))
        self._timer = QtCore.QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AUTOSAVE_MS)
        self._timer.timeout.connect(self._keep)
        self._note.textChanged.connect(self._on_note_changed)
        self._note.finished.connect(self.dismiss)
        self.closed.connect(self._keep)

    def first_focus(self) -> QtWidgets.QWidget:
        return self._note

    def counts_text(self) -> str:
        """Return the line that counts papers by status."""
        return self._counts.text()

    def _facts(self, summary: TopicSummary) -> str:
        n, slot = summary.n_papers, summary.topic.slot
        papers = self.tr("1 paper") if n == 1 else self.tr("%1 papers")
        parts = [papers.replace("%1", str(n))]
        if slot is not None:
            parts.append(self.tr("digit %1").replace("%1", str(slot)))
        if summary.topic.parent is not None:
            parts.append(summary.topic.path)
        return "  ·  ".join(parts)

    def _add_key_papers(self, summary: TopicSummary) -> None:
        if not summary.key_papers:
            return
        self.body.addWidget(label(self, self.tr("Key papers"), kind="section"))
        column = QtWidgets.QVBoxLayout()
        column.setSpacing(0)
        for paper_id, title in summary.key_papers:
            words = shown_title(title)
            short = words[:_LONGEST_TITLE]
            shown = f"{short}…" if len(words) > _LONGEST_TITLE else words
            button = ActButton(self.look, shown, self, kind="link")
            button.clicked.connect(partial(self._reveal, paper_id))
            column.addWidget(button)
        self.body.addLayout(column)

    def _make_foot(self, *, has_papers: bool) -> QtWidgets.QHBoxLayout:
        row = QtWidgets.QHBoxLayout()
        row.setSpacing(self.look.theme.px(8))
        for words, command_id in (
            (self.tr("Rename or recolour…"), "topic.edit"),
            (self.tr("Move…"), "topic.move"),
        ):
            button = ActButton(self.look, words, self)
            button.clicked.connect(partial(self._leave_for, command_id))
            row.addWidget(button)
        row.addStretch(1)
        export = ActButton(self.look, self.tr("Export…"), self)
        export.setEnabled(has_papers)
        export.clicked.connect(self._on_export)
        row.addWidget(export)
        return row

    def _on_export(self) -> None:
        self.dismiss()
        self.export_asked.emit()

    def _leave_for(self, command_id: str) -> None:
        self.dismiss()
        self.left_for.emit(command_id)

    def _reveal(self, paper_id: PaperId) -> None:
        self.dismiss()
        self._run("paper.reveal", ids=(paper_id,))

    def _on_note_changed(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _keep(self) -> None:
        self._timer.stop()
        text = self._note.toPlainText()
        if text == self._kept:
            return
        self._kept = text
        self._run(
            "topic.write-note",
            topic_id=self._topic_id,
            text=text,
            session=self._session,
        )


def _counts(summary: TopicSummary) -> str:
    """Return how many papers have each status, those that none has left out."""
    parts = [
        f"{summary.statuses[status]} {status.value}"
        for status in Status
        if summary.statuses.get(status)
    ]
    return "  ·  ".join(parts)
