"""Asking the PDF worker for pictures of pages: what shows first, then what is next."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6 import QtCore, QtGui

from app.domain.errors import PdfError
from app.pdf.client import Document
from app.pdf.image import PageImage
from app.pdf.turns import Priority
from app.runtime.supervisor import TaskSupervisor
from app.ui.panels.reader.night import paint_night
from app.ui.panels.reader.page_cache import PageCache, Picture

_CACHE_BYTES = 192 * 1024 * 1024
_MOST_PIXELS = 16_000_000
"""A larger page is drawn smaller and stretched."""

_FEW_PIXELS = 2_000_000
"""A page of so few is turned into a picture in less time than a thread takes to call.
"""

_PIXEL_BYTES = 4
_STRIP_PIXELS = 1_000_000
_SHARE_AHEAD = 0.8
_SAME_SCALE = 0.001


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture that is wanted; `scale` in device pixels a point."""

    page_index: int
    scale: float


@dataclass(frozen=True, slots=True)
class NightColours:
    """The colours of a night page."""

    page: QtGui.QColor
    ink: QtGui.QColor


class PageLoader(QtCore.QObject):
    """Holds the pictures of one document and draws those that are missing."""

    page_drawn = QtCore.Signal(int)

    def __init__(
        self, jobs: TaskSupervisor, night: NightColours, parent: QtCore.QObject
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._night = night
        self._cache = PageCache(_CACHE_BYTES)
        self._document: Document | None = None
        self._is_night = False
        self._tasks: dict[Wanted, asyncio.Task[Any]] = {}
        self._visible: frozenset[Wanted] = frozenset()
        self._ahead: Sequence[Wanted] = ()
        self._failures: dict[int, PdfError] = {}

    def show(self, document: Document | None) -> None:
        """Draw pages of another document from now on."""
        self._cancel(keep=())
        self._cache.clear()
        self._failures.clear()
        self._document = document

    def set_night(self, is_night: bool) -> None:
        """Draw white pages or night pages from now on."""
        self._cancel(keep=())
        self._is_night = is_night

    def picture(self, page_index: int) -> Picture | None:
        """Return the best picture there is of a page."""
        return self._cache.find(page_index, is_night=self._is_night)

    @property
    def is_idle(self) -> bool:
        """Say whether nothing is being drawn."""
        return not self._tasks

    def failure(self, page_index: int) -> PdfError | None:
        """Return why a page could not be drawn."""
        return self._failures.get(page_index)

    def retry(self, page_index: int) -> None:
        """Let a page that could not be drawn be wanted again."""
        self._failures.pop(page_index, None)

    def want(self, visible: Sequence[Wanted], ahead: Sequence[Wanted]) -> None:
        """Draw what is missing of these; what is ahead only once all visible is there.

        What was wanted before and is no more is stopped.
        """
        if self._document is None:
            return
        shown, later = self._affordable(visible, ahead)
        self._cancel(keep=(*shown, *later))
        self._visible = frozenset(shown)
        self._ahead = later
        self._start(self._document, shown, Priority.VISIBLE)
        self._go_ahead(self._document)

    def _go_ahead(self, document: Document) -> None:
        if not any(wanted in self._visible for wanted in self._tasks):
            self._start(document, self._ahead, Priority.PREFETCH)

    def _start(
        self, document: Document, pages: Sequence[Wanted], priority: Priority
    ) -> None:
        for wanted in pages:
            if wanted not in self._tasks and not self._is_here(wanted):
                work = self._draw(document, wanted, priority)
                self._tasks[wanted] = self._jobs.run(work, "draw a page")

    def _affordable(
        self, visible: Sequence[Wanted], ahead: Sequence[Wanted]
    ) -> tuple[list[Wanted], list[Wanted]]:
        """Leave out what is ahead where it would push out what shows."""
        assert self._document is not None
        sizes = self._document.info.page_sizes
        shown = [self._within_limits(wanted) for wanted in visible]
        later: list[Wanted] = []
        n_bytes = 0.0
        for wanted in (*shown, *map(self._within_limits, ahead)):
            width, height = sizes[wanted.page_index]
            n_bytes += width * height * wanted.scale**2 * _PIXEL_BYTES
            if wanted not in shown and n_bytes < _CACHE_BYTES * _SHARE_AHEAD:
                later.append(wanted)
        return shown, later

    def _is_here(self, wanted: Wanted) -> bool:
        if wanted.page_index in self._failures:
            return True
        picture = self.picture(wanted.page_index)
        if picture is None:
            return False
        return abs(picture.scale - wanted.scale) <= wanted.scale * _SAME_SCALE

    def _within_limits(self, wanted: Wanted) -> Wanted:
        assert self._document is not None
        size = self._document.info.page_sizes[wanted.page_index]
        return Wanted(wanted.page_index, limited_scale(size, wanted.scale))

    def _cancel(self, keep: Sequence[Wanted]) -> None:
        for wanted in [w for w in self._tasks if w not in keep]:
            self._tasks.pop(wanted).cancel()

    async def _draw(
        self, document: Document, wanted: Wanted, priority: Priority
    ) -> None:
        is_night = self._is_night
        night = self._night if is_night else None
        try:
            page = await document.render(
                wanted.page_index, wanted.scale, wanted=priority, is_dark=is_night
            )
            if page.width * page.height <= _FEW_PIXELS:
                image = _picture(page, night)
            else:
                image = await asyncio.to_thread(_picture, page, night)
        except PdfError as error:
            self._failures[wanted.page_index] = error
        else:
            page.close()
            picture = Picture(image, wanted.scale)
            self._cache.keep(wanted.page_index, picture, is_night=is_night)
        self._tasks.pop(wanted, None)
        self.page_drawn.emit(wanted.page_index)
        self._go_ahead(document)


def limited_scale(size: tuple[float, float], scale: float) -> float:
    """Return the scale at which a page of a size, in points, is really drawn."""
    n_pixels = size[0] * size[1] * scale**2
    return (
        scale if n_pixels <= _MOST_PIXELS else scale * (_MOST_PIXELS / n_pixels) ** 0.5
    )


def _picture(page: PageImage, night: NightColours | None) -> QtGui.QImage:
    """Return an image of its own in the window's pixel format.

    QImage does not hold the shared memory, and RGB would be turned at each repaint.
    """
    shared = QtGui.QImage(
        page.data,
        page.width,
        page.height,
        page.stride_bytes,
        QtGui.QImage.Format.Format_RGB888,
    )
    image = QtGui.QImage(page.width, page.height, QtGui.QImage.Format.Format_RGB32)
    painter = QtGui.QPainter(image)
    strip = max(1, _STRIP_PIXELS // max(1, page.width))
    for top in range(0, page.height, strip):
        # Strip by strip: each call keeps the window's thread waiting.
        box = QtCore.QRect(0, top, page.width, min(strip, page.height - top))
        painter.setCompositionMode(
            QtGui.QPainter.CompositionMode.CompositionMode_Source
        )
        painter.drawImage(box, shared, box)
        if night is not None:
            paint_night(painter, box, night.page, night.ink)
    painter.end()
    return image
