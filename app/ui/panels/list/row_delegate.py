"""The painter of the rows of the list; it never asks the style."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.mark import Mark
from app.domain.paper import MAX_RATING, Paper, Status, TopicId
from app.domain.topic import Topic
from app.domain.view import Column, View
from app.ui.appearance.look import Look
from app.ui.matches import (
    Sought,
    find_matches,
    search_words,
    snippet,
    spans_shown,
    words_in_marks,
)
from app.ui.models.news import news_of
from app.ui.models.paper_list import PAPER_ROLE
from app.ui.models.paper_words import PaperWords, part_read
from app.ui.panels.list.badge import badge_width, paint_badge
from app.ui.panels.list.cells import META, Cells, bar_width, paint_bar
from app.ui.panels.list.lit_words import paint_lit
from app.ui.panels.list.row_layout import RowLayout, Span, lay_out
from app.ui.panels.list.texts import LaidText, Texts
from app.ui.panels.list.topic_cell import TopicCell

_Index = QtCore.QModelIndex | QtCore.QPersistentModelIndex

AROUND = 12
"""How many letters of a mark are shown before what was found in it."""

_BAR = 3
_MARK = 16
_MARK_GAP = 8
_SHARE_OF_TITLE = 0.5
_TITLE, _UNSEEN_TITLE = "title", "unseen title"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowState:
    """How a row is drawn; joined rows are selected together with their neighbour."""

    is_filled: bool
    is_outlined: bool
    has_focus: bool
    is_hovered: bool
    joins_above: bool = False
    joins_below: bool = False


class RowDelegate(QtWidgets.QStyledItemDelegate):
    """Paints whole rows in the table's first column."""

    def __init__(
        self,
        look: Look,
        words: PaperWords,
        topic: Callable[[TopicId], Topic | None],
        view: QtWidgets.QTableView,
    ) -> None:
        super().__init__(view)
        self._look = look
        self._view = view
        self._paper_words = words
        self._texts = Texts()
        self._topics = TopicCell(look, topic, self._texts)
        self.cells = Cells(look, words, self._texts, self._topics)
        self._of_view = View()
        self._words: Sought = ()
        self._marked_words: Sought = ()
        self._mark_of: Callable[[Paper], Mark | None] = no_mark
        self.hovered_row = -1
        self._layout = lay_out(look.theme, 0)
        self._width = -1
        self._on_look_changed()
        look.changed.connect(self._on_look_changed)

    @property
    def layout(self) -> RowLayout:
        """Where the parts of the rows stand now."""
        return self._layout

    def set_view(self, view: View) -> None:
        """Paint the columns of a view."""
        self._of_view = view
        self._width = -1

    def set_search(self, text: str) -> None:
        """Mark the words of a search in the titles."""
        self._words = search_words(text)
        self._marked_words = words_in_marks(text)

    def follow_marks(self, mark_of: Callable[[Paper], Mark | None]) -> None:
        """Show of papers not found by their titles the mark with the words found."""
        self._mark_of = mark_of

    def paint(
        self,
        painter: QtGui.QPainter,
        option: QtWidgets.QStyleOptionViewItem,
        index: _Index,
    ) -> None:
        rect = QtCore.QRect(option.rect)
        if rect.width() != self._width:
            self._width = rect.width()
            self._layout = lay_out(self._look.theme, rect.width(), self._of_view)
        state = self.state(index)
        painter.save()
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        painter.translate(rect.topLeft())
        self._paint_ground(painter, rect.height(), state)
        paper = index.data(PAPER_ROLE)
        if isinstance(paper, Paper):
            self._paint_paper(painter, rect.height(), paper, state)
        else:
            self._paint_waiting(painter, rect.height())
        painter.restore()

    def tip(self, index: _Index, x: int) -> str:
        """Return what the cell at `x` tells besides its text, '' for nothing."""
        paper = index.data(PAPER_ROLE)
        for cell in self._layout.beside if isinstance(paper, Paper) else ():
            if cell.span.left <= x < cell.span.right:
                return self._paper_words.tip(paper, cell.column)
        return ""

    def sizeHint(
        self, option: QtWidgets.QStyleOptionViewItem, index: _Index
    ) -> QtCore.QSize:
        return QtCore.QSize(0, self._look.theme.px(self._look.theme.sizes.row))

    def state(self, index: _Index) -> RowState:
        """Return how a row is drawn."""
        selection = self._view.selectionModel()
        has_selection = selection.hasSelection()
        row = index.row()
        is_current = self._view.currentIndex().row() == row

        def is_selected(at: int) -> bool:
            return selection.isSelected(index.sibling(at, 0))

        is_filled = is_selected(row) if has_selection else is_current
        return RowState(
            is_filled=is_filled,
            is_outlined=has_selection and is_current and not is_filled,
            has_focus=self._view.hasFocus(),
            is_hovered=row == self.hovered_row,
            joins_above=has_selection and is_filled and is_selected(row - 1),
            joins_below=has_selection and is_filled and is_selected(row + 1),
        )

    def _paint_ground(
        self, painter: QtGui.QPainter, height: int, state: RowState
    ) -> None:
        theme = self._look.theme
        c, card = theme.colours, self._layout.card
        radius = theme.px(theme.sizes.radius_row)
        box = QtCore.QRectF(card.left, 0, card.width, height)
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        if state.is_filled:
            painter.save()
            painter.setClipRect(box)
            above = radius if state.joins_above else 0
            below = radius if state.joins_below else 0
            painter.setBrush(c.accentsoft if state.has_focus else c.idle)
            shape = box.adjusted(0, -above, 0, below)
            painter.drawRoundedRect(shape, radius, radius)
            if state.has_focus:
                painter.fillRect(
                    QtCore.QRectF(card.left, 0, theme.px(_BAR), height), c.accent
                )
            painter.restore()
        elif state.is_hovered:
            painter.setBrush(c.hover)
            painter.drawRoundedRect(box, radius, radius)
        if state.is_outlined:
            painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
            painter.setPen(QtGui.QPen(c.accent if state.has_focus else c.edge, 1.5))
            painter.drawRoundedRect(
                box.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius
            )

    def _paint_paper(
        self, painter: QtGui.QPainter, height: int, paper: Paper, state: RowState
    ) -> None:
        c, layout = self._look.theme.colours, self._layout
        icon, role = self._paper_words.status_icon(paper)
        self._paint_icon(painter, layout.status, height, icon, getattr(c, role))
        self._paint_title(painter, height, paper)
        meta = c.text3 if paper.status is Status.DISMISSED else c.text2
        fill = c.raised if state.is_filled or state.is_hovered else c.window
        self.cells.paint(painter, layout, height, paper, meta, fill)

    def _paint_title(self, painter: QtGui.QPainter, height: int, paper: Paper) -> None:
        c = self._look.theme.colours
        is_filled = partial(self.cells.is_filled, paper)
        span = self._layout.title_over(is_filled)
        marks = self._marks_width(paper)
        font = _UNSEEN_TITLE if self._paper_words.is_unseen(paper) else _TITLE
        title, width = self._paper_words.title(paper), span.width - marks
        mark = self._found_mark(paper, title)
        room = round(width * _SHARE_OF_TITLE) if mark else width
        laid = self._texts.lay(title, font, room)
        match paper.status:
            case Status.DONE:
                ink = c.text2
            case Status.DISMISSED:
                ink = c.text3
            case _:
                ink = c.text
        if self._words:
            left = self._layout.title.left
            spans = find_matches(laid.whole, self._words)
            self._paint_matches(painter, height, laid, font, spans, left)
        painter.setPen(ink)
        self._draw(painter, span.left, height, laid, font)
        self._paint_marks(painter, span.left + laid.width_px, height, paper)
        if mark is not None:
            used = laid.width_px + marks
            self._paint_snippet(
                painter, height, mark, Span(span.left + used, span.width - used)
            )

    def _found_mark(self, paper: Paper, title: str) -> Mark | None:
        if not (self._marked_words and paper.n_marks):
            return None
        return None if find_matches(title, self._words) else self._mark_of(paper)

    def _paint_snippet(
        self, painter: QtGui.QPainter, height: int, mark: Mark, span: Span
    ) -> None:
        """Paint the words of a mark with what was found in them, after the title."""
        theme, px = self._look.theme, self._look.theme.px
        left = span.left + px(_MARK_GAP)
        icon = Span(left, px(_MARK))
        colour = theme.mark(mark.colour).line
        self._paint_icon(painter, icon, height, "highlight", colour)
        left = icon.right + px(_MARK_GAP) // 2
        said = snippet(mark, self._marked_words, AROUND)
        laid = self._texts.lay(said.text, META, span.right - left)
        self._paint_matches(painter, height, laid, META, said.spans, left)
        painter.setPen(theme.colours.text2)
        self._draw(painter, left, height, laid, META)

    def _paint_matches(
        self,
        painter: QtGui.QPainter,
        height: int,
        laid: LaidText,
        font: str,
        spans: Iterable[tuple[int, int]],
        at: int,
    ) -> None:
        metrics = self._texts.metrics(font)
        place = QtCore.QPointF(at, (height - metrics.height()) / 2)
        shown = spans_shown(spans, laid.whole, laid.text)
        paint_lit(painter, self._look.theme, metrics, place, laid.text, shown)

    def _marks_width(self, paper: Paper) -> int:
        px = self._look.theme.px
        n = int(self._has_star_mark(paper)) + int(paper.has_pdf)
        width = n * px(_MARK + _MARK_GAP)
        if self._has_rating_mark(paper):
            width += self._rating_width(paper) + px(_MARK_GAP)
        for words in news_of(paper):
            width += badge_width(self._look, self._texts.metrics(META), words)
            width += px(_MARK_GAP)
        has_bar = bool(self._marked_part(paper))
        return width + (bar_width(self._look) + px(_MARK_GAP) if has_bar else 0)

    def _has_star_mark(self, paper: Paper) -> bool:
        return paper.is_starred and Column.STAR not in self._layout.shown

    def _has_rating_mark(self, paper: Paper) -> bool:
        return bool(paper.rating) and Column.RATING not in self._layout.shown

    def _marked_part(self, paper: Paper) -> float:
        """Return how much was read, if that is told behind the title."""
        is_reading = paper.status is Status.READING
        has_column = Column.PROGRESS in self._layout.shown
        return part_read(paper) if is_reading and not has_column else 0.0

    def _paint_marks(
        self, painter: QtGui.QPainter, x: int, height: int, paper: Paper
    ) -> None:
        theme = self._look.theme
        c, px = theme.colours, theme.px
        size = px(_MARK)
        for is_shown, icon, colour in (
            (self._has_star_mark(paper), "star-filled", c.star),
            (paper.has_pdf, "pdf-stored", c.text3),
        ):
            if is_shown:
                x += px(_MARK_GAP)
                self._paint_icon(painter, Span(x, size), height, icon, colour)
                x += size
        for words in news_of(paper):
            x += px(_MARK_GAP)
            width = badge_width(self._look, self._texts.metrics(META), words)
            box = QtCore.QRect(x, 0, width, height)
            paint_badge(painter, self._look, self._texts.font(META), box, words)
            x += width
        if self._has_rating_mark(paper):
            x += px(_MARK_GAP)
            painter.setPen(c.text2)
            width = self._rating_width(paper)
            laid = self._texts.lay(_rating(paper), META, width)
            self._draw(painter, x, height, laid, META)
            x += width
        paint_bar(
            painter, self._look, x + px(_MARK_GAP), height, self._marked_part(paper)
        )

    def _rating_width(self, paper: Paper) -> int:
        return self._texts.metrics(META).horizontalAdvance(_rating(paper)) + 1

    def _paint_waiting(self, painter: QtGui.QPainter, height: int) -> None:
        theme, title = self._look.theme, self._layout.title
        thick = theme.px(_MARK_GAP)
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(theme.colours.hover)
        box = QtCore.QRectF(title.left, (height - thick) / 2, title.width / 2, thick)
        painter.drawRoundedRect(box, thick / 2, thick / 2)

    def _draw(
        self,
        painter: QtGui.QPainter,
        left: int,
        height: int,
        laid: LaidText,
        font: str,
    ) -> None:
        painter.setFont(self._texts.font(font))
        top = (height - self._texts.metrics(font).height()) // 2
        painter.drawStaticText(left, top, laid.static)

    def _paint_icon(
        self,
        painter: QtGui.QPainter,
        span: Span,
        height: int,
        icon: str,
        colour: QtGui.QColor,
    ) -> None:
        rect = QtCore.QRect(
            span.left, (height - span.width) // 2, span.width, span.width
        )
        self._look.icons.paint(painter, rect, icon, colour)

    def _on_look_changed(self) -> None:
        theme = self._look.theme
        self._texts.clear()
        self._texts.add_font(_TITLE, theme.ui_font())
        self._texts.add_font(_UNSEEN_TITLE, theme.ui_font(1.0, 500))
        self._texts.add_font(META, theme.ui_font(0.92))
        self._topics.renew()
        self._width = -1


def no_mark(_paper: Paper) -> Mark | None:
    """Find no mark."""
    return None


def _rating(paper: Paper) -> str:
    return f"{paper.rating}/{MAX_RATING}"
