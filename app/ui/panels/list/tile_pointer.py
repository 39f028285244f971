"""The pointer over the pictures of cards: it names them, and a click opens the page."""

from html import escape

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.paper import Paper
from app.ui.panels.list.table import PaperTable
from app.ui.pictures.mosaic import Tile
from app.ui.widgets.buttons import Run

_Kind = QtCore.QEvent.Type
_LEFT = QtCore.Qt.MouseButton.LeftButton


class TilePointer(QtCore.QObject):
    """Watches the viewport of the table; what is on no picture it leaves alone."""

    def __init__(self, table: PaperTable, run: Run) -> None:
        super().__init__(table)
        self._table = table
        self._run = run
        self._pressed: tuple[Paper, Tile] | None = None
        self._pressed_at = QtCore.QPoint()
        table.viewport().installEventFilter(self)
        table.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Light, name and open the picture under the pointer."""
        match event.type():
            case _Kind.MouseMove if isinstance(event, QtGui.QMouseEvent):
                if event.buttons() == QtCore.Qt.MouseButton.NoButton:
                    self._light(self._found(event.position().toPoint()))
            case _Kind.MouseButtonPress if isinstance(event, QtGui.QMouseEvent):
                self._press(event)
            case _Kind.MouseButtonRelease if isinstance(event, QtGui.QMouseEvent):
                self._release(event)
            case _Kind.MouseButtonDblClick if isinstance(event, QtGui.QMouseEvent):
                # The first click opened the page; the paper is not opened elsewhere.
                return self._found(event.position().toPoint()) is not None
            case _Kind.ToolTip if isinstance(event, QtGui.QHelpEvent):
                return self._tell(event)
            case _Kind.Leave:
                self._light(None)
        return False

    def _found(self, place: QtCore.QPoint) -> tuple[Paper, Tile] | None:
        if self._table.bands.at(place.y()):
            return None
        return self._table.delegate.tile_at(place)

    def _light(self, found: tuple[Paper, Tile] | None) -> None:
        viewport = self._table.viewport()
        if not self._table.delegate.light(None if found is None else found[1]):
            return
        if found is None:
            viewport.unsetCursor()
        else:
            viewport.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        viewport.update()

    def _on_scrolled(self) -> None:
        self._light(None)

    def _press(self, event: QtGui.QMouseEvent) -> None:
        is_plain = event.modifiers() == QtCore.Qt.KeyboardModifier.NoModifier
        self._pressed = None
        if event.button() is _LEFT and is_plain:
            self._pressed_at = event.position().toPoint()
            self._pressed = self._found(self._pressed_at)

    def _release(self, event: QtGui.QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        place = event.position().toPoint()
        away = (place - self._pressed_at).manhattanLength()
        is_still = away < QtWidgets.QApplication.startDragDistance()
        if pressed is not None and is_still:
            paper, tile = pressed
            self._run("paper.view", ids=(paper.id,), page_index=tile.page_index)

    def _tell(self, event: QtGui.QHelpEvent) -> bool:
        found = self._found(event.pos())
        if found is None:
            return False
        tile = found[1]
        words = self.tr("%1, page %2") if tile.number else self.tr("Page %2")
        words = words.replace("%2", str(tile.page_index + 1))
        said = escape(words.replace("%1", tile.number))
        if tile.caption:
            said = f"{said}<br>{escape(tile.caption)}"
        viewport = self._table.viewport()
        QtWidgets.QToolTip.showText(event.globalPos(), f"<p>{said}</p>", viewport)
        return True
