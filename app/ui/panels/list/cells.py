"""The cells of a row beside its title: words, a star, a bar, chips."""

from PySide6 import QtCore, QtGui

from app.domain.paper import Paper
from app.domain.view import Column
from app.ui.appearance.look import Look
from app.ui.models.paper_words import PaperWords, part_read
from app.ui.panels.list.row_layout import Cell, RowLayout
from app.ui.panels.list.texts import Texts
from app.ui.panels.list.topic_cell import TopicCell

META = "meta"
"""The font of the cells."""

RIGHT = frozenset({Column.CITATIONS, Column.UPVOTES, Column.STARS})
"""The columns of numbers: they end at the same edge."""

_STAR = 16
_BAR = (34, 3)
_FIT_AIR = 2


class Cells:
    """Paints the cells of rows; every text is laid out once and kept."""

    def __init__(
        self, look: Look, words: PaperWords, texts: Texts, topics: TopicCell
    ) -> None:
        self._look = look
        self._words = words
        self._texts = texts
        self._topics = topics

    def is_filled(self, paper: Paper, column: Column) -> bool:
        """Say whether a paper has something in a column."""
        match column:
            case Column.AUTHORS:
                return bool(paper.authors)
            case Column.YEAR:
                return paper.year is not None
            case Column.TOPICS:
                return bool(paper.topics)
            case _:
                return bool(self._words.cell(paper, column))

    def paint(
        self,
        painter: QtGui.QPainter,
        layout: RowLayout,
        height: int,
        paper: Paper,
        ink: QtGui.QColor,
        fill: QtGui.QColor,
    ) -> None:
        """Paint every cell but the title, texts in `ink`, chips filled with `fill`."""
        for cell in layout.beside:
            match cell.column:
                case Column.TOPICS:
                    shown = layout.topics_shown
                    self._topics.paint(
                        painter, cell.span, shown, height, paper.topics, fill
                    )
                case Column.TAGS:
                    self._topics.paint_tags(
                        painter, cell.span, height, paper.tags, fill
                    )
                case Column.STAR:
                    if paper.is_starred:
                        self._paint_star(painter, cell, height)
                case Column.PROGRESS:
                    paint_bar(
                        painter, self._look, cell.span.left, height, part_read(paper)
                    )
                case _:
                    painter.setPen(ink)
                    self._paint_text(painter, cell, height, paper)

    def width(self, paper: Paper, column: Column) -> int:
        """Return how much room a cell wants, in device-independent pixels."""
        px = self._look.theme.px
        match column:
            case Column.TOPICS:
                return self._topics.width(self._topics.names(paper.topics))
            case Column.TAGS:
                return self._topics.width(paper.tags)
            case Column.STAR:
                return px(_STAR)
            case Column.PROGRESS:
                return px(_BAR[0])
            case _:
                text = self._words.cell(paper, column)
                return self._texts.metrics(META).horizontalAdvance(text) + _FIT_AIR

    def _paint_text(
        self, painter: QtGui.QPainter, cell: Cell, height: int, paper: Paper
    ) -> None:
        text = self._words.cell(paper, cell.column)
        if text:
            laid = self._texts.lay(text, META, cell.span.width)
            painter.setFont(self._texts.font(META))
            top = (height - self._texts.metrics(META).height()) // 2
            spare = cell.span.width - laid.width_px
            left = cell.span.left + (spare if cell.column in RIGHT else 0)
            painter.drawStaticText(left, top, laid.static)

    def _paint_star(self, painter: QtGui.QPainter, cell: Cell, height: int) -> None:
        size = self._look.theme.px(_STAR)
        rect = QtCore.QRect(cell.span.left, (height - size) // 2, size, size)
        star = self._look.theme.colours.star
        self._look.icons.paint(painter, rect, "star-filled", star)


def bar_width(look: Look) -> int:
    """Return the width of the bar of progress in device-independent pixels."""
    return look.theme.px(_BAR[0])


def paint_bar(
    painter: QtGui.QPainter, look: Look, left: int, height: int, part: float
) -> None:
    """Paint how much of a paper was read; nothing for one not begun."""
    if not part:
        return
    theme = look.theme
    width, thick = theme.px(_BAR[0]), theme.px(_BAR[1])
    top = (height - thick) / 2
    painter.setPen(QtCore.Qt.PenStyle.NoPen)
    painter.setBrush(theme.colours.line)
    painter.drawRoundedRect(QtCore.QRectF(left, top, width, thick), 1.5, 1.5)
    painter.setBrush(theme.colours.accent)
    done = max(thick, width * part)
    painter.drawRoundedRect(QtCore.QRectF(left, top, done, thick), 1.5, 1.5)
