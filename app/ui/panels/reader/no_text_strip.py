"""The strip that says of a scanned paper what does not work in it."""

import asyncio
from typing import Any

from PySide6 import QtCore, QtWidgets

from app.domain.errors import PdfError
from app.pdf.document import Document
from app.pdf.turns import Priority
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.panels.reader.page_texts import PageTexts

_PROBES = 6
_PADDING = 6


class NoTextStrip(QtWidgets.QFrame):
    """Shows itself once a page without text has been read, and others have none."""

    def __init__(
        self,
        look: Look,
        texts: PageTexts,
        jobs: TaskSupervisor,
        parent: QtWidgets.QWidget,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._texts = texts
        self._jobs = jobs
        self._document: Document | None = None
        self._is_known = False
        self._probing: asyncio.Task[Any] | None = None
        self.setProperty("kind", "warn-band")
        self.words = QtWidgets.QLabel(
            self.tr("This PDF has no text: search and marks by text do not work."), self
        )
        self.words.setTextFormat(QtCore.Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        row = QtWidgets.QHBoxLayout(self)
        row.addWidget(self.words, 1)
        self.hide()
        self._dress()
        look.changed.connect(self._dress)
        texts.page_read.connect(self._on_page_read)

    def show_document(self, document: Document | None) -> None:
        """Look at another document from now on."""
        if self._probing is not None:
            self._probing.cancel()
            self._probing = None
        self._document = document
        self._is_known = False
        self.hide()

    def _on_page_read(self, page_index: int) -> None:
        content = self._texts.find(page_index)
        if self._document is None or self._is_known or content is None:
            return
        self._is_known = True
        if not any(line.text.strip() for line in content.text.lines):
            self._probing = self._jobs.run(self._probe(self._document), "look for text")

    async def _probe(self, document: Document) -> None:
        """Look at pages all over the document."""
        n_pages = document.info.n_pages
        pages = {number * (n_pages - 1) // (_PROBES - 1) for number in range(_PROBES)}
        for page_index in sorted(pages):
            try:
                text = await document.text(page_index, wanted=Priority.PREFETCH)
            except PdfError:
                continue
            if any(line.text.strip() for line in text.lines):
                return
        self.setVisible(document is self._document)

    def _dress(self) -> None:
        px = self._look.theme.px
        row = self.layout()
        assert row is not None
        row.setContentsMargins(px(16), px(_PADDING), px(16), px(_PADDING))
