"""Asking the PDF worker for pictures of pages: what shows first, then what is next."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6 import QtCore, QtGui

from app.domain.errors import PdfError
from app.domain.mark import Quad
from app.pdf.document import Document, FirstPicture
from app.pdf.image import PageImage
from app.pdf.turns import Priority
from app.runtime.supervisor import TaskSupervisor
from app.ui.panels.reader.night import Tint, paint_tint
from app.ui.panels.reader.page_cache import PageCache, Picture, PictureKey
from app.ui.panels.reader.tiles import TILE_PX, Tile

_CACHE_BYTES = 128 * 1024 * 1024
_MOST_PIXELS = 16_000_000
"""A larger page is drawn small and stretched, with sharp squares where it shows."""

_STRETCHED_PIXELS = 4_000_000

_PIXEL_BYTES = 4
_STRIP_PIXELS = 2_000_000
"""So many are turned at once, in a few milliseconds: a whole page as it is read."""

_SOURCE = QtGui.QPainter.CompositionMode.CompositionMode_Source
_SHARE_AHEAD = 0.8
_SHARE_LEFT = 0.25
"""So much of the cache is for the pictures of papers that are not read just now."""

_SAME_SCALE = 0.001


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture that is wanted; `scale` in device pixels a point, `tile` a square."""

    page_index: int
    scale: float
    tile: Tile | None = None


class PageLoader(QtCore.QObject):
    """Holds the pictures of one document and draws those that are missing."""

    page_drawn = QtCore.Signal(int)

    def __init__(
        self,
        jobs: TaskSupervisor,
        tint: Tint,
        parent: QtCore.QObject,
        cache: PageCache | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._tint = tint
        self._cache = PageCache(_CACHE_BYTES) if cache is None else cache
        self._file = ""
        self._document: Document | None = None
        self._tasks: dict[Wanted, asyncio.Task[Any]] = {}
        self._visible: frozenset[Wanted] = frozenset()
        self._ahead: Sequence[Wanted] = ()
        self._failures: dict[int, PdfError] = {}

    def show(self, document: Document | None, file: str = "") -> None:
        """Draw pages of another document from now on.

        `file` names it for good: its last pictures serve again when it comes back.
        """
        self._cancel(keep=())
        self._visible = frozenset()
        if not self._file:
            self._cache.forget(self._file)
        self._cache.thin_out(file, self._cache.limit_bytes * _SHARE_LEFT)
        self._failures.clear()
        self._document = document
        self._file = file

    def set_tint(self, tint: Tint) -> None:
        """Draw pages in other colours from now on."""
        self._cancel(keep=())
        self._tint = tint

    def picture(self, page_index: int) -> Picture | None:
        """Return the best picture there is of a page."""
        return self._cache.find(self._key(Wanted(page_index, 0.0)))

    def squares(self, page_index: int) -> list[Picture]:
        """Return the sharp squares there are of a page too large for one picture."""
        wanted = (w for w in self._visible if w.page_index == page_index and w.tile)
        found = (self._cache.find(self._key(w)) for w in wanted)
        return [picture for picture in found if picture is not None]

    @property
    def held_bytes(self) -> int:
        """Return how many bytes of pixels are kept."""
        return self._cache.held_bytes

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

    async def draw_part(
        self, document: Document, page_index: int, scale: float, box: Quad
    ) -> QtGui.QImage:
        """Draw the part of a page within a box, at a scale, and keep nothing of it.

        Raises:
            PdfError: the page cannot be drawn.
        """
        tint = self._tint
        page = await document.render(
            page_index,
            scale,
            clip=box,
            is_dark=tint.is_dark,
            keeps_drawings=tint.keeps_figures,
        )
        return await _picture(page, tint)

    async def draw_early(
        self, document: Document, look: FirstPicture, *, file: str, tint: Tint
    ) -> None:
        """Draw a page of a document that is not shown yet, and keep it among all.

        `file` names the document for good, as in `show`.

        Raises:
            PdfError: the page cannot be drawn.
        """
        page = await document.render(
            look.page_index,
            look.area.scale,
            is_dark=look.is_dark,
            keeps_drawings=look.keeps_drawings,
            wanted=Priority.PREFETCH,
        )
        image = await _picture(page, tint)
        key = PictureKey(file=file, page_index=look.page_index, colours=tint.words)
        self._cache.keep(key, Picture(image, look.area.scale))

    @property
    def early_bytes(self) -> float:
        """Return how large a picture may be that is drawn before its document shows."""
        return self._cache.limit_bytes * (1 - _SHARE_AHEAD)

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
            n_pixels = width * height * wanted.scale**2
            n_bytes += (TILE_PX**2 if wanted.tile else n_pixels) * _PIXEL_BYTES
            is_free = n_bytes < self._cache.limit_bytes * _SHARE_AHEAD
            if wanted not in shown and is_free:
                later.append(wanted)
        return shown, later

    def _is_here(self, wanted: Wanted) -> bool:
        if wanted.page_index in self._failures:
            return True
        picture = self._cache.find(self._key(wanted))
        if picture is None:
            return False
        return abs(picture.scale - wanted.scale) <= wanted.scale * _SAME_SCALE

    def _within_limits(self, wanted: Wanted) -> Wanted:
        assert self._document is not None
        if wanted.tile is not None:
            return wanted
        size = self._document.info.page_sizes[wanted.page_index]
        return Wanted(wanted.page_index, limited_scale(size, wanted.scale))

    def _key(self, wanted: Wanted) -> PictureKey:
        return PictureKey(
            file=self._file,
            page_index=wanted.page_index,
            colours=self._tint.words,
            tile=wanted.tile,
            tile_scale=wanted.scale if wanted.tile is not None else 0.0,
        )

    def _cancel(self, keep: Sequence[Wanted]) -> None:
        for wanted in [w for w in self._tasks if w not in keep]:
            self._tasks.pop(wanted).cancel()

    async def _draw(
        self, document: Document, wanted: Wanted, priority: Priority
    ) -> None:
        tint, key = self._tint, self._key(wanted)
        clip = wanted.tile.clip(wanted.scale) if wanted.tile is not None else None
        try:
            page = await document.render(
                wanted.page_index,
                wanted.scale,
                clip=clip,
                wanted=priority,
                is_dark=tint.is_dark,
                keeps_drawings=tint.keeps_figures,
            )
            image = await _picture(page, tint)
        except PdfError as error:
            self._failures[wanted.page_index] = error
        else:
            picture = Picture(image, wanted.scale, page.left_px, page.top_px)
            self._cache.keep(key, picture)
        self._tasks.pop(wanted, None)
        self.page_drawn.emit(wanted.page_index)
        self._go_ahead(document)


def limited_scale(size: tuple[float, float], scale: float) -> float:
    """Return the scale at which a whole page of a size, in points, is really drawn."""
    n_pixels = size[0] * size[1] * scale**2
    if n_pixels <= _MOST_PIXELS:
        return scale
    return scale * float((_STRETCHED_PIXELS / n_pixels) ** 0.5)


async def _picture(page: PageImage, tint: Tint) -> QtGui.QImage:
    """Return an image of its own in the window's pixel format, and close the page.

    QImage does not hold the shared memory, and RGB would be turned at each repaint.
    A large page is turned strip by strip, and the window answers in between.
    """
    shared = QtGui.QImage(
        page.data,
        page.width,
        page.height,
        page.stride_bytes,
        QtGui.QImage.Format.Format_RGB888,
    )
    image = QtGui.QImage(page.width, page.height, QtGui.QImage.Format.Format_RGB32)
    height = max(1, _STRIP_PIXELS // max(1, page.width))
    try:
        for top in range(0, page.height, height):
            if top:
                await asyncio.sleep(0)
            strip = QtCore.QRect(0, top, page.width, min(height, page.height - top))
            painter = QtGui.QPainter(image)
            painter.setCompositionMode(_SOURCE)
            painter.drawImage(strip, shared, strip)
            paint_tint(painter, strip, tint)
            painter.end()
    finally:
        del shared
        page.close()
    return image
