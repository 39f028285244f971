"""The painter of the list: rows or cards, below the bands of their sections."""

from collections.abc import Callable
from html import escape

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.mark import Mark
from app.domain.paper import Paper, TopicId
from app.domain.topic import Topic
from app.ui.appearance.look import Look
from app.ui.models.paper_list import PAPER_ROLE
from app.ui.models.paper_words import PaperWords
from app.ui.panels.list.card_delegate import CardDelegate, MosaicOf
from app.ui.panels.list.row_delegate import RowDelegate
from app.ui.panels.list.section_bands import SectionBands
from app.ui.pictures.mosaic import Tile

_Index = QtCore.QModelIndex | QtCore.QPersistentModelIndex


class PaperDelegate(QtWidgets.QStyledItemDelegate):
    """Lets rows or cards be painted in the room that the bands leave."""

    def __init__(
        self,
        look: Look,
        words: PaperWords,
        topic: Callable[[TopicId], Topic | None],
        rows: RowDelegate,
        bands: SectionBands,
        view: QtWidgets.QTableView,
    ) -> None:
        super().__init__(view)
        self._look = look
        self._rows = rows
        self._cards = CardDelegate(look, words, topic, rows.state, self)
        self._bands = bands
        self._view = view
        self.is_cards = False

    @property
    def height(self) -> int:
        """The height of a row or a card with what parts it from the next."""
        theme = self._look.theme
        if not self.is_cards:
            return theme.px(theme.sizes.row)
        return theme.px(theme.sizes.card) + theme.px(theme.sizes.card_gap)

    def set_search(self, text: str) -> None:
        """Mark the words of a search."""
        self._rows.set_search(text)
        self._cards.set_search(text)

    def follow_marks(self, mark_of: Callable[[Paper], Mark | None]) -> None:
        """Show of papers not found by what is seen of them the mark with the words."""
        self._rows.follow_marks(mark_of)
        self._cards.follow_marks(mark_of)

    def follow_pictures(self, mosaic_of: MosaicOf) -> None:
        """Show on cards what pictures there are of papers with a PDF."""
        self._cards.follow_pictures(mosaic_of)

    def tile_at(self, place: QtCore.QPoint) -> tuple[Paper, Tile] | None:
        """Return the picture at a place of the viewport, and whose it is."""
        index = self._view.indexAt(place)
        paper = index.data(PAPER_ROLE) if self.is_cards else None
        if not isinstance(paper, Paper):
            return None
        room = self._bands.room(index.row(), self._view.visualRect(index))
        tile = self._cards.tile_at(paper, place - room.topLeft())
        return None if tile is None else (paper, tile)

    def light(self, tile: Tile | None) -> bool:
        """Frame a picture as the one under the pointer; False if it is already."""
        before, self._cards.lit = self._cards.lit, tile
        return before is not tile

    def helpEvent(
        self,
        event: QtGui.QHelpEvent,
        view: QtWidgets.QAbstractItemView,
        option: QtWidgets.QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        """Tell of the number under the pointer who counted it; else the title."""
        tip = "" if self.is_cards else self._rows.tip(index, event.pos().x())
        if event.type() is not QtCore.QEvent.Type.ToolTip or not tip:
            return super().helpEvent(event, view, option, index)
        QtWidgets.QToolTip.showText(event.globalPos(), escape(tip), view)
        return True

    def paint(
        self,
        painter: QtGui.QPainter,
        option: QtWidgets.QStyleOptionViewItem,
        index: _Index,
    ) -> None:
        option.rect = self._bands.room(index.row(), option.rect)
        painter_of = self._cards if self.is_cards else self._rows
        painter_of.paint(painter, option, index)
