"""Small pictures of pages and figures, drawn when they show and nothing else waits."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from PySide6 import QtCore, QtGui

from app.domain.errors import PdfError
from app.domain.mark import Quad
from app.pdf.document import Document
from app.pdf.turns import Priority
from app.runtime.supervisor import TaskSupervisor
from app.ui.panels.reader.night import Tint, paint_tint, white_pages

_MOST_BYTES = 48 * 1024 * 1024
_MOST_AT_ONCE = 2
_MOST_WAITING = 24
_LEAST_SCALE = 0.02


@dataclass(frozen=True, slots=True)
class Small:
    """A page, or its part within `clip` (points), `width_px` device pixels wide."""

    page_index: int
    width_px: int
    clip: Quad | None = None


class SmallPictures(QtCore.QObject):
    """Holds a bounded number of small pictures; `drawn` when one more is there.

    Asking for one that is missing has it drawn; the newest wish comes first, and
    wishes that were pushed out by newer ones are dropped: what still shows asks again.
    """

    drawn = QtCore.Signal()

    def __init__(self, jobs: TaskSupervisor, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._document: Document | None = None
        self._tint = white_pages()
        self._images: OrderedDict[Small, QtGui.QImage] = OrderedDict()
        self._held_bytes = 0
        self._waiting: OrderedDict[Small, None] = OrderedDict()
        self._tasks: dict[Small, asyncio.Task[Any]] = {}

    def show(self, document: Document | None) -> None:
        """Draw pages of another document from now on."""
        self._forget()
        self._document = document

    def set_tint(self, tint: Tint) -> None:
        """Draw in other colours from now on."""
        if tint != self._tint:
            self._forget()
            self._tint = tint
            self.drawn.emit()

    @property
    def is_idle(self) -> bool:
        """Say whether nothing is being drawn."""
        return not self._tasks and not self._waiting

    @property
    def n_held(self) -> int:
        """Count the pictures that are kept."""
        return len(self._images)

    def holds(self, small: Small) -> bool:
        """Say whether a picture is there."""
        return small in self._images

    def find(self, small: Small) -> QtGui.QImage | None:
        """Return a picture, or None and have it drawn."""
        image = self._images.get(small)
        if image is not None:
            self._images.move_to_end(small)
        elif small not in self._tasks and self._document is not None:
            self._waiting[small] = None
            self._waiting.move_to_end(small)
            while len(self._waiting) > _MOST_WAITING:
                self._waiting.popitem(last=False)
            self._begin()
        return image

    def _forget(self) -> None:
        self._waiting.clear()
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self._images.clear()
        self._held_bytes = 0

    def _begin(self) -> None:
        document = self._document
        while document is not None and self._waiting and self._has_room():
            small, _ = self._waiting.popitem()
            work = self._draw(document, small, self._tint)
            self._tasks[small] = self._jobs.run(work, "draw a small page")

    def _has_room(self) -> bool:
        return len(self._tasks) < _MOST_AT_ONCE

    async def _draw(self, document: Document, small: Small, tint: Tint) -> None:
        image = QtGui.QImage(1, 1, QtGui.QImage.Format.Format_RGB32)
        image.fill(tint.page)
        width = document.info.page_sizes[small.page_index][0]
        if small.clip is not None:
            width = small.clip.right - small.clip.left
        try:
            page = await document.render(
                small.page_index,
                max(small.width_px / max(width, 1.0), _LEAST_SCALE),
                clip=small.clip,
                is_dark=tint.is_dark,
                keeps_drawings=tint.keeps_figures,
                wanted=Priority.PREFETCH,
            )
        except PdfError:
            pass  # an empty page; in its place the reader tells what is wrong
        else:
            shared = QtGui.QImage(
                page.data,
                page.width,
                page.height,
                page.stride_bytes,
                QtGui.QImage.Format.Format_RGB888,
            )
            image = shared.convertToFormat(QtGui.QImage.Format.Format_RGB32)
            del shared
            page.close()
            painter = QtGui.QPainter(image)
            paint_tint(painter, image.rect(), tint)
            painter.end()
        self._tasks.pop(small, None)
        self._images[small] = image
        self._held_bytes += image.sizeInBytes()
        while self._held_bytes > _MOST_BYTES and len(self._images) > 1:
            self._held_bytes -= self._images.popitem(last=False)[1].sizeInBytes()
        self._begin()
        self.drawn.emit()
