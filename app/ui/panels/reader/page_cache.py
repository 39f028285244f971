"""The pictures of pages that are kept, within a number of bytes."""

from collections import OrderedDict
from dataclasses import dataclass

from PySide6 import QtGui

from app.ui.panels.reader.tiles import Tile


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn page, or a square of one; `scale` in device pixels a point.

    `left_px`, `top_px` say where on the page a square begins, in device pixels.
    """

    image: QtGui.QImage
    scale: float
    left_px: int = 0
    top_px: int = 0


@dataclass(frozen=True, slots=True)
class PictureKey:
    """Of what a picture is: a page in colours, or a square of it at a scale.

    `file` tells the papers apart.
    """

    file: str
    page_index: int
    colours: str
    tile: Tile | None = None
    tile_scale: float = 0.0


class PageCache:
    """Keeps one picture a key, of all papers; the least recently used goes first."""

    def __init__(self, limit_bytes: int) -> None:
        self.limit_bytes = limit_bytes
        self._held_bytes = 0
        self._pictures: OrderedDict[PictureKey, Picture] = OrderedDict()

    @property
    def held_bytes(self) -> int:
        """Return how many bytes of pixels are kept."""
        return self._held_bytes

    def find(self, key: PictureKey) -> Picture | None:
        """Return the picture of a page, whatever its scale, or of a square."""
        if key in self._pictures:
            self._pictures.move_to_end(key)
        return self._pictures.get(key)

    def keep(self, key: PictureKey, picture: Picture) -> None:
        """Keep a picture in place of the one before; at least this one stays."""
        if (older := self._pictures.pop(key, None)) is not None:
            self._held_bytes -= older.image.sizeInBytes()
        self._pictures[key] = picture
        self._held_bytes += picture.image.sizeInBytes()
        while self._held_bytes > self.limit_bytes and len(self._pictures) > 1:
            _, oldest = self._pictures.popitem(last=False)
            self._held_bytes -= oldest.image.sizeInBytes()

    def forget(self, file: str) -> None:
        """Forget every picture of a paper's file."""
        for key in [key for key in self._pictures if key.file == file]:
            self._drop(key)

    def thin_out(self, file: str, limit_bytes: float) -> None:
        """Forget pictures of all other papers until those hold no more than so much."""
        others = [key for key in self._pictures if key.file != file]
        sizes = [self._pictures[key].image.sizeInBytes() for key in others]
        held_bytes = sum(sizes)
        for key, size in zip(others, sizes, strict=True):
            if held_bytes <= limit_bytes:
                break
            held_bytes -= size
            self._drop(key)

    def _drop(self, key: PictureKey) -> None:
        self._held_bytes -= self._pictures.pop(key).image.sizeInBytes()
