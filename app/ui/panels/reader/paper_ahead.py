"""The paper that will be read next perhaps: opened, and its first page drawn."""

import asyncio
from pathlib import Path
from typing import Any

from PySide6 import QtCore

from app.domain.errors import AppError
from app.domain.paper import Paper, Sha256
from app.pdf.client import PdfClient
from app.pdf.contents import DocumentInfo
from app.pdf.document import Document, FirstLook, FirstPicture
from app.pdf.turns import Priority
from app.runtime.supervisor import TaskSupervisor
from app.ui.panels.reader.night import Tint
from app.ui.panels.reader.page_theme import PageTheme
from app.ui.panels.reader.page_view import PageView
from app.ui.panels.reader.place_left import place_left

_PIXEL_BYTES = 4


class PaperAhead(QtCore.QObject):
    """Holds at most one paper open beside the one that is read.

    All is done after whatever shows. What goes wrong is told when the paper is opened.
    """

    def __init__(
        self,
        pdf: PdfClient,
        view: PageView,
        theme: PageTheme,
        jobs: TaskSupervisor,
        parent: QtCore.QObject,
        *,
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self._pdf = pdf
        self._view = view
        self._theme = theme
        self._jobs = jobs
        self._name = name
        self._sha256 = Sha256("")
        self._document: Document | None = None
        self._task: asyncio.Task[Any] | None = None

    def name(self, sha256: Sha256) -> str:
        """Return what the pictures of a file are kept under."""
        return f"{self._name}{sha256}"

    @property
    def is_ready(self) -> bool:
        """Say whether a paper is open ahead and its page drawn."""
        return self._document is not None and self._task is None

    @property
    def is_tried(self) -> bool:
        """Say whether all is done for the next paper, whatever became of it."""
        return bool(self._sha256) and self._task is None

    def prepare(self, paper: Paper, file: Path, sha256: Sha256) -> None:
        """Open a paper's stored PDF ahead, in place of the one before."""
        if sha256 == self._sha256:
            return
        self.drop()
        left = place_left(paper.progress)
        tint = self._theme.tint_of(paper.id)
        look = self._view.first_look(left.zoom, left.place.page_index, tint)
        if look is None:
            return
        self._sha256 = sha256
        work = self._open(file, self._within_limits(look), tint)
        self._task = self._jobs.run(work, "open the next paper ahead")

    def hold(self, document: Document, sha256: Sha256) -> None:
        """Take a PDF that is open already, in place of the one before."""
        self.drop()
        self._sha256, self._document = sha256, document

    def take(self, sha256: Sha256) -> Document | None:
        """Hand over the open PDF if it is this one; all else is dropped."""
        document = None
        if sha256 == self._sha256:
            document, self._document = self._document, None
        self.drop()
        return document

    def drop(self) -> None:
        """Close what is open ahead."""
        self._sha256 = Sha256("")
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
        document, self._document = self._document, None
        if document is not None:
            document.close()

    async def _open(self, file: Path, look: FirstLook, tint: Tint) -> None:
        opening = self._pdf.begin_open(file, first=look, wanted=Priority.PREFETCH)
        name = self.name(self._sha256)
        try:
            document = self._document = await opening.document()
            picked = look(document.info)
            if picked is not None:
                loader = self._view.loader
                await loader.draw_early(document, picked, file=name, tint=tint)
        except asyncio.CancelledError:
            opening.cancel()
            raise
        except AppError:
            pass
        self._task = None

    def _within_limits(self, look: FirstLook) -> FirstLook:
        """Leave out a picture that would push out much of what is kept."""
        most_bytes = self._view.loader.early_bytes

        def pick(info: DocumentInfo) -> FirstPicture | None:
            picked = look(info)
            if picked is None:
                return None
            n_bytes = picked.area.width * picked.area.height * _PIXEL_BYTES
            return picked if n_bytes <= most_bytes else None

        return pick
