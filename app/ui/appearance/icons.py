"""Icons drawn in the colour of the theme, from the SVG files of the resources."""

from functools import lru_cache
from pathlib import Path

from PySide6 import QtCore, QtGui, QtSvg


class Icons:
    """Renders `<name>.svg` of one folder, `currentColor` replaced, and caches it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pixmap = lru_cache(maxsize=512)(self._render)
        self._renderer = lru_cache(maxsize=4)(self._read)  # for each ratio of an icon

    def pixmap(
        self, name: str, colour: QtGui.QColor, size_px: int, ratio: float = 1.0
    ) -> QtGui.QPixmap:
        """Return the icon, `size_px` device-independent pixels square."""
        return self._pixmap(name, colour.name(), size_px, ratio)

    def icon(self, name: str, colour: QtGui.QColor, size_px: int = 20) -> QtGui.QIcon:
        """Return a QIcon in one colour, sharp at ratios 1 to 3."""
        icon = QtGui.QIcon()
        for ratio in (1.0, 2.0, 3.0):
            icon.addPixmap(self.pixmap(name, colour, size_px, ratio))
        return icon

    def paint(
        self,
        painter: QtGui.QPainter,
        rect: QtCore.QRect,
        name: str,
        colour: QtGui.QColor,
    ) -> None:
        """Paint the icon centred in `rect`, as large as its shorter side."""
        size = min(rect.width(), rect.height())
        device = painter.device()
        ratio = device.devicePixelRatioF() if device else 1.0
        pixmap = self.pixmap(name, colour, size, ratio)
        x = rect.x() + (rect.width() - size) // 2
        y = rect.y() + (rect.height() - size) // 2
        painter.drawPixmap(x, y, pixmap)

    def _render(
        self, name: str, colour: str, size_px: int, ratio: float
    ) -> QtGui.QPixmap:
        renderer = self._renderer(name, colour)
        side = max(1, round(size_px * ratio))
        pixmap = QtGui.QPixmap(side, side)
        pixmap.fill(QtCore.Qt.GlobalColor.transparent)
        painter = QtGui.QPainter(pixmap)
        renderer.render(painter, QtCore.QRectF(0, 0, side, side))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _read(self, name: str, colour: str) -> QtSvg.QSvgRenderer:
        source = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
        return QtSvg.QSvgRenderer(
            QtCore.QByteArray(source.replace("currentColor", colour).encode())
        )
