"""The painter of the cards of the list: title, authors, abstract and topics."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import lru_cache

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.mark import Mark
from app.domain.paper import MAX_RATING, Paper, Status, TopicId
from app.domain.topic import Topic
from app.ui.appearance.look import Look
from app.ui.matches import (
    Sought,
    find_matches,
    search_words,
    search_words_below,
    snippet,
    spans_shown,
    words_in_marks,
)
from app.ui.models.news import news_of
from app.ui.models.paper_list import PAPER_ROLE
from app.ui.models.paper_words import (
    PaperWords,
    authors_and_venue,
    part_read,
    status_words,
)
from app.ui.panels.list.card_layout import CardLayout, lay_out_card
from app.ui.panels.list.cells import bar_width, paint_bar
from app.ui.panels.list.lit_words import paint_lit
from app.ui.panels.list.row_delegate import AROUND, RowState, no_mark
from app.ui.panels.list.row_layout import Span, TopicsShown
from app.ui.panels.list.texts import Texts
from app.ui.panels.list.topic_cell import TopicCell
from app.ui.panels.list.wrapped import Line, WrappedTexts
from app.ui.pictures.mosaic import Mosaic, Tile
from app.ui.widgets.chip import chip_font, chip_height

_Index = QtCore.QModelIndex | QtCore.QPersistentModelIndex

_TITLE, _META, _ABSTRACT, _PILL = "title", "meta", "abstract", "pill"
_MOST_TITLE, _MOST_LINES = 2, 4
_MARK, _MARK_GAP, _CHIP_GAP, _PILL_PADDING = 16, 8, 6, 9
_LIT = 2
_N_FOUND = 200
_LONGEST = 2_000
"""So many letters of an abstract are looked at; no card shows more."""


MosaicOf = Callable[[Paper, QtCore.QSize], Mosaic | None]
"""Says what pictures of a paper stand in a room: none, or None while they come."""


def not_known(paper: Paper, size: QtCore.QSize) -> Mosaic | None:
    """Say that the pictures of papers with a PDF come, as long as nobody makes them."""
    return None if paper.files else ()


class CardDelegate(QtWidgets.QStyledItemDelegate):
    """Paints whole cards in the table's first column."""

    def __init__(
        self,
        look: Look,
        words: PaperWords,
        topic: Callable[[TopicId], Topic | None],
        state: Callable[[_Index], RowState],
        parent: QtCore.QObject,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._paper_words = words
        self._state = state
        self._texts = Texts()
        self._wrapped = WrappedTexts()
        self._spans = lru_cache(maxsize=_N_FOUND)(find_matches)
        self._topics = TopicCell(look, topic, self._texts)
        self._title_words: Sought = ()
        self._words: Sought = ()
        self._marked_words: Sought = ()
        self._mark_of: Callable[[Paper], Mark | None] = no_mark
        self._mosaic_of: MosaicOf = not_known
        self.lit: Tile | None = None
        self._layout = CardLayout.empty()
        self._layouts = (self._layout, self._layout)
        self._size = QtCore.QSize()
        self._on_look_changed()
        look.changed.connect(self._on_look_changed)

    def set_search(self, text: str) -> None:
        """Mark the words of a search in titles, authors and abstracts."""
        self._title_words = search_words(text)
        self._words = search_words_below(text)
        self._marked_words = words_in_marks(text)

    def follow_marks(self, mark_of: Callable[[Paper], Mark | None]) -> None:
        """Show of papers not found by what is seen of them the mark with the words."""
        self._mark_of = mark_of

    def follow_pictures(self, mosaic_of: MosaicOf) -> None:
        """Show what pictures there are of papers with a PDF."""
        self._mosaic_of = mosaic_of

    def tile_at(self, paper: Paper, place: QtCore.QPoint) -> Tile | None:
        """Return the picture at a place of a card, None where there is none."""
        room = self._layouts[True].pictures
        inside = place - room.topLeft()
        tiles = () if room.isEmpty() else self._mosaic_of(paper, room.size()) or ()
        return next((tile for tile in tiles if tile.place.contains(inside)), None)

    def paint(
        self,
        painter: QtGui.QPainter,
        option: QtWidgets.QStyleOptionViewItem,
        index: _Index,
    ) -> None:
        rect = QtCore.QRect(option.rect)
        if rect.size() != self._size:
            self._size = rect.size()
            theme = self._look.theme
            plain = lay_out_card(theme, rect.size())
            beside = lay_out_card(theme, rect.size(), has_pictures=True)
            self._layout, self._layouts = plain, (plain, beside)
        state = self._state(index)
        painter.save()
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        painter.translate(rect.topLeft())
        paper = index.data(PAPER_ROLE)
        mosaic = self._mosaic(paper)
        self._layout = self._layouts[mosaic != ()]
        self._paint_ground(painter, state)
        if isinstance(paper, Paper):
            self._paint_pictures(painter, mosaic)
            self._paint_paper(painter, paper, state)
        else:
            self._paint_waiting(painter)
        painter.restore()

    def _mosaic(self, paper: object) -> Mosaic | None:
        room = self._layouts[True].pictures
        if not isinstance(paper, Paper) or room.isEmpty():
            return ()
        return self._mosaic_of(paper, room.size())

    def _paint_pictures(self, painter: QtGui.QPainter, mosaic: Mosaic | None) -> None:
        theme, room = self._look.theme, self._layout.pictures
        if mosaic is None:  # a quiet ground where they will stand
            painter.setPen(QtCore.Qt.PenStyle.NoPen)
            painter.setBrush(theme.colours.hover)
            radius = theme.px(theme.sizes.radius_row)
            painter.drawRoundedRect(room, radius, radius)
        painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
        for tile in mosaic or ():
            place = tile.place.translated(room.topLeft())
            is_lit = tile is self.lit
            painter.setOpacity(1.0 if is_lit else theme.picture_opacity)
            painter.drawImage(place, tile.image)
            painter.setOpacity(1.0)
            line = theme.colours.accent if is_lit else theme.colours.line
            painter.setPen(QtGui.QPen(line, theme.px(_LIT) if is_lit else 1))
            painter.drawRect(QtCore.QRectF(place).adjusted(-0.5, -0.5, 0.5, 0.5))

    def _paint_ground(self, painter: QtGui.QPainter, state: RowState) -> None:
        theme = self._look.theme
        c, radius = theme.colours, theme.px(theme.sizes.radius_card)
        fill, line, width = c.raised, c.line, 1.0
        if state.is_filled:
            fill = c.accentsoft if state.has_focus else c.idle
            line, width = (c.accent, 2.0) if state.has_focus else (c.edge, 1.0)
        elif state.is_outlined:
            line, width = (c.accent if state.has_focus else c.edge), 1.5
        elif state.is_hovered:
            line = c.edge
        painter.setBrush(fill)
        painter.setPen(QtGui.QPen(line, width))
        inset = width / 2
        box = QtCore.QRectF(self._layout.card).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, radius, radius)

    def _paint_paper(
        self, painter: QtGui.QPainter, paper: Paper, state: RowState
    ) -> None:
        c, layout = self._look.theme.colours, self._layout
        icon, role = self._paper_words.status_icon(paper)
        self._look.icons.paint(painter, layout.status, icon, getattr(c, role))
        match paper.status:
            case Status.DONE:
                ink, soft = c.text2, c.text2
            case Status.DISMISSED:
                ink, soft = c.text3, c.text3
            case _:
                ink, soft = c.text, c.text2
        y = layout.top
        title = self._paper_words.title(paper)
        step = layout.title_line
        spans = self._spans(title, self._title_words)
        for line in self._lines(title, _TITLE, _MOST_TITLE):
            lit = spans_shown(spans, title, line.text, line.start)
            self._write(painter, line.text, _TITLE, layout.text.left, y, step, ink, lit)
            y += step
        if self._paint_meta(painter, paper, y, soft):
            y += layout.meta_line
        y += layout.gap
        step = layout.abstract_line
        n_lines = min(_MOST_LINES, (layout.chips_top - y) // step)
        abstract = self._abstract(paper)
        if (mark := self._found_mark(paper, title, abstract)) is not None:
            self._paint_snippet(painter, mark, y)
            y, n_lines = y + step, n_lines - 1
        spans, x = self._spans(abstract, self._words), layout.text.left
        for line in self._lines(abstract, _ABSTRACT, n_lines):
            lit = spans_shown(spans, abstract, line.text, line.start)
            self._write(painter, line.text, _ABSTRACT, x, y, step, soft, lit)
            y += step
        self._paint_chips(painter, paper, c.raised if state.is_filled else c.window)

    def _found_mark(self, paper: Paper, title: str, abstract: str) -> Mark | None:
        if not (self._marked_words and paper.n_marks):
            return None
        is_seen = self._spans(title, self._title_words)
        is_seen = is_seen or self._spans(abstract, self._words)
        return None if is_seen else self._mark_of(paper)

    def _paint_snippet(self, painter: QtGui.QPainter, mark: Mark, y: int) -> None:
        """Paint the words of a mark that were found, above the abstract."""
        theme, layout = self._look.theme, self._layout
        size, step = theme.px(_MARK), layout.abstract_line
        place = QtCore.QRect(layout.text.left, y + (step - size) // 2, size, size)
        colour = theme.mark(mark.colour).line
        self._look.icons.paint(painter, place, "highlight", colour)
        left = place.right() + 1 + theme.px(_MARK_GAP) // 2
        said = snippet(mark, self._marked_words, AROUND)
        room, ink, lit = layout.text.right - left, theme.colours.text, said.spans
        self._write(painter, said.text, _ABSTRACT, left, y, step, ink, lit, room)

    def _paint_meta(
        self, painter: QtGui.QPainter, paper: Paper, y: int, ink: QtGui.QColor
    ) -> bool:
        """Paint authors, venue and year, and the marks behind; False for nothing."""
        layout, px = self._layout, self._look.theme.px
        marks = self._marks(paper)
        room = layout.text.width - sum(width + px(_MARK_GAP) for width, _ in marks)
        line = layout.meta_line
        x, said = layout.text.left, authors_and_venue(paper)
        if said:
            lit = self._spans(said, self._words)
            x += self._write(painter, said, _META, x, y, line, ink, lit, room)
            x += px(_MARK_GAP)
        for width, paint in marks:
            paint(painter, x, y)
            x += width + px(_MARK_GAP)
        return bool(said or marks)

    def _marks(
        self, paper: Paper
    ) -> list[tuple[int, Callable[[QtGui.QPainter, int, int], None]]]:
        """Return the marks of a paper's state: how wide, and who paints each."""
        c, found = self._look.theme.colours, []
        if paper.is_starred:
            found.append(self._icon_mark("star-filled", c.star))
        if paper.rating:
            found.append(self._word_mark(f"{paper.rating}/{MAX_RATING}"))
        if paper.has_pdf:
            found.append(self._icon_mark("pdf-stored", c.text3))
        if paper.note is not None:
            found.append(self._icon_mark("note", c.text3))
        if paper.n_marks:
            found.append(self._icon_mark("highlight", c.text3))
            found.append(self._word_mark(str(paper.n_marks)))
        progress = paper.progress
        if paper.status is Status.READING and progress is not None and progress.n_pages:
            found.append(self._bar_mark(part_read(paper)))
            page = min(progress.furthest_page_index + 1, progress.n_pages)
            words = self.tr("p. %1 of %2").replace("%2", str(progress.n_pages))
            found.append(self._word_mark(words.replace("%1", str(page))))
        return found

    def _icon_mark(
        self, icon: str, colour: QtGui.QColor
    ) -> tuple[int, Callable[[QtGui.QPainter, int, int], None]]:
        size, line = self._look.theme.px(_MARK), self._layout.meta_line

        def paint(painter: QtGui.QPainter, x: int, y: int) -> None:
            box = QtCore.QRect(x, y + (line - size) // 2, size, size)
            self._look.icons.paint(painter, box, icon, colour)

        return size, paint

    def _word_mark(
        self, words: str
    ) -> tuple[int, Callable[[QtGui.QPainter, int, int], None]]:
        line, ink = self._layout.meta_line, self._look.theme.colours.text3

        def paint(painter: QtGui.QPainter, x: int, y: int) -> None:
            self._write(painter, words, _META, x, y, line, ink)

        return self._texts.metrics(_META).horizontalAdvance(words) + 1, paint

    def _bar_mark(
        self, part: float
    ) -> tuple[int, Callable[[QtGui.QPainter, int, int], None]]:
        def paint(painter: QtGui.QPainter, x: int, y: int) -> None:
            painter.save()
            painter.translate(0, y)
            paint_bar(painter, self._look, x, self._layout.meta_line, part)
            painter.restore()

        return bar_width(self._look), paint

    def _paint_chips(
        self, painter: QtGui.QPainter, paper: Paper, fill: QtGui.QColor
    ) -> None:
        """Paint 'New' or the day a paper comes back, then its topics.

        New is what nobody looked at yet.
        """
        layout, theme = self._layout, self._look.theme
        x = layout.text.left
        is_new = self._paper_words.is_unseen(paper)
        if is_new or paper.is_snoozed(datetime.now(UTC)):
            words = status_words(self._paper_words, paper)
            x += self._paint_pill(painter, words, x) + theme.px(_CHIP_GAP)
        for words in news_of(paper):
            x += self._paint_pill(painter, words, x) + theme.px(_CHIP_GAP)
        span = Span(x, layout.text.right - x)
        painter.translate(0, layout.chips_top)
        height = chip_height(theme)
        self._topics.paint(painter, span, TopicsShown.CHIPS, height, paper.topics, fill)

    def _paint_pill(self, painter: QtGui.QPainter, words: str, x: int) -> int:
        """Paint words in an outline; return how wide it is."""
        theme, top = self._look.theme, self._layout.chips_top
        padding, height = theme.px(_PILL_PADDING), chip_height(theme)
        width = self._texts.metrics(_PILL).horizontalAdvance(words) + 2 * padding
        painter.setPen(QtGui.QPen(theme.colours.accenttext, 1))
        painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
        box = QtCore.QRectF(x + 0.5, top + 0.5, width - 1, height - 1)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        ink = theme.colours.accenttext
        self._write(painter, words, _PILL, x + padding, top, height, ink)
        return width

    def _paint_waiting(self, painter: QtGui.QPainter) -> None:
        """Paint where title and abstract of a paper will be that is not read yet."""
        layout, c = self._layout, self._look.theme.colours
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(c.hover)
        thick = layout.title_line / 2
        for part, y in ((0.6, layout.top), (0.3, layout.top + layout.title_line)):
            width = layout.text.width * part
            box = QtCore.QRectF(layout.text.left, y + thick / 2, width, thick)
            painter.drawRoundedRect(box, thick / 2, thick / 2)

    def _abstract(self, paper: Paper) -> str:
        text = " ".join(paper.abstract[:_LONGEST].split())
        return self._paper_words.readable(text)

    def _lines(self, text: str, font: str, most: int) -> tuple[Line, ...]:
        width = self._layout.text.width
        return self._wrapped.lines(text, self._texts.font(font), width, most)

    def _write(
        self,
        painter: QtGui.QPainter,
        text: str,
        font: str,
        x: int,
        y: int,
        height: int,
        ink: QtGui.QColor,
        lit: Sequence[tuple[int, int]] = (),
        room: int | None = None,
    ) -> int:
        """Write a line with stretches of it lit; return how wide it is."""
        metrics = self._texts.metrics(font)
        width = metrics.horizontalAdvance(text) + 1 if room is None else room
        laid = self._texts.lay(text, font, width)
        top = y + (height - metrics.height()) // 2
        if lit:
            shown = spans_shown(lit, text, laid.text)
            place = QtCore.QPointF(x, top)
            paint_lit(painter, self._look.theme, metrics, place, laid.text, shown)
        painter.setFont(self._texts.font(font))
        painter.setPen(ink)
        painter.drawStaticText(x, top, laid.static)
        return laid.width_px

    def _on_look_changed(self) -> None:
        theme = self._look.theme
        self._texts.clear()
        self._wrapped.clear()
        self._texts.add_font(_TITLE, theme.reading_font(1.23, 600))
        self._texts.add_font(_META, theme.ui_font(0.92))
        self._texts.add_font(_ABSTRACT, theme.reading_font())
        self._texts.add_font(_PILL, chip_font(theme))
        self._topics.renew()
        self._size = QtCore.QSize()
