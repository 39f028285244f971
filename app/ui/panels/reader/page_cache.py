"""The pictures of pages that are kept, within a number of bytes."""

from collections import OrderedDict
from dataclasses import dataclass

from PySide6 import QtGui


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn page; `scale` in device pixels a point."""

    image: QtGui.QImage
    scale: float


class PageCache:
    """Keeps one picture a page and theme; the least recently used goes first."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._held_bytes = 0
        self._pictures: OrderedDict[tuple[int, bool], Picture] = OrderedDict()

    @property
    def held_bytes(self) -> int:
        """Return how many bytes of pixels are kept."""
        return self._held_bytes

    def find(self, page_index: int, *, is_night: bool) -> Picture | None:
        """Return the picture of a page, whatever its scale."""
        key = (page_index, is_night)
        if key in self._pictures:
            self._pictures.move_to_end(key)
        return self._pictures.get(key)

    def keep(self, page_index: int, picture: Picture, *, is_night: bool) -> None:
        """Keep a picture in place of the one before; at least this one stays."""
        key = (page_index, is_night)
        if (older := self._pictures.pop(key, None)) is not None:
            self._held_bytes -= older.image.sizeInBytes()
        self._pictures[key] = picture
        self._held_bytes += picture.image.sizeInBytes()
        while self._held_bytes > self._limit_bytes and len(self._pictures) > 1:
            _, oldest = self._pictures.popitem(last=False)
            self._held_bytes -= oldest.image.sizeInBytes()

    def clear(self) -> None:
        """Forget every picture."""
        self._pictures.clear()
        self._held_bytes = 0
