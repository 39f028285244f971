"""The headings of sections: bands above the first row of each, and one that sticks.

A row below a heading is taller by the heading's band; so the rows stay papers, and no
row but those is touched.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.paper import PaperId
from app.ui.appearance.look import Look
from app.ui.models.paper_list import PaperListModel
from app.ui.models.parted import Heading
from app.ui.models.section_words import SectionWords
from app.ui.panels.list.texts import Texts
from app.ui.widgets.chip import paint_dot

_CHEVRON_LEFT, _CHEVRON = 15, 14
_LEFT, _GAP, _LINE_GAP, _RIGHT = 36, 8, 14, 20
_DOT = 8
_MOST_SPOKEN = 60
_NAME, _COUNT, _UNSEEN = "name", "count", "unseen"


class SectionBands:
    """Places the bands among the rows of a view, paints them, and finds them."""

    def __init__(
        self,
        look: Look,
        model: PaperListModel,
        words: SectionWords,
        view: QtWidgets.QTableView,
    ) -> None:
        self._look = look
        self._model = model
        self._words = words
        self._view = view
        self._texts = Texts()
        self._tall: list[QtCore.QPersistentModelIndex] = []
        self._hovered: str | None = None
        self._count_unseen: Callable[[str], int] = _none_unseen
        self.renew()

    @property
    def height(self) -> int:
        """The height of one band, in pixels."""
        return self._look.theme.px(self._look.theme.sizes.section_header)

    def follow_unseen(self, count: Callable[[str], int]) -> None:
        """Ask `count` from now on how many papers of a section nobody looked at."""
        self._count_unseen = count

    def words(self, heading: Heading) -> tuple[str, str, str]:
        """Return what a heading says: its name, its papers, those that are unseen."""
        name = self._words.name(self._model.query.section, heading.id)
        n_unseen = self._count_unseen(heading.id)
        return name, _number(heading.n_papers), self._words.unseen(n_unseen)

    def spoken(self, heading: Heading) -> str:
        """Return what a screen reader says of a heading."""
        return self._words.spoken(
            self._words.name(self._model.query.section, heading.id),
            heading.n_papers,
            self._count_unseen(heading.id),
            is_folded=heading.is_folded,
        )

    def spoken_above(self, paper_id: PaperId) -> str:
        """Return what is said of the headings directly above a paper's row."""
        rows = self._model.parted.heading_rows
        row = self._model.row_of(paper_id) if rows else -1
        above = self._headings()[bisect_left(rows, row) : bisect_left(rows, row + 1)]
        return ", ".join(map(self.spoken, above)) if row >= 0 else ""

    def tell(self) -> None:
        """Show the numbers as they are now, and describe the list by its sections.

        So a screen reader finds those without rows too.
        """
        first = self._headings()[:_MOST_SPOKEN]
        self._view.setAccessibleDescription("; ".join(map(self.spoken, first)))
        self._view.viewport().update()

    def renew(self) -> None:
        """Take the fonts of a new look."""
        theme = self._look.theme
        self._texts.clear()
        self._texts.add_font(_NAME, theme.ui_font(0.96, 600))
        self._texts.add_font(_COUNT, theme.ui_font(0.92, is_tabular=True))
        self._texts.add_font(_UNSEEN, theme.ui_font(0.92, 600, is_tabular=True))

    def place(self) -> None:
        """Make room for the bands: the rows below them grow, the others do not."""
        self.clear()
        header = self._view.verticalHeader()
        row_height = header.defaultSectionSize()
        extra: dict[int, int] = {}
        for heading in self._headings():
            row = min(heading.row, self._model.n_rows - 1)
            extra[row] = extra.get(row, 0) + self.height
        for row, height in extra.items():
            if row >= 0:
                header.resizeSection(row, row_height + height)
                index = self._model.index(row, 0)
                self._tall.append(QtCore.QPersistentModelIndex(index))
        self.tell()

    def clear(self) -> None:
        """Take the room back; before a new list, whose rows would keep it."""
        header = self._view.verticalHeader()
        for tall in self._tall:
            if tall.isValid():
                header.resizeSection(tall.row(), header.defaultSectionSize())
        self._tall = []

    def room(self, row: int, rect: QtCore.QRect) -> QtCore.QRect:
        """Return a row's rectangle without the bands in it."""
        headings = self._headings()
        if not headings:
            return rect
        above = self._n_at(row)
        is_last = row == self._model.n_rows - 1
        below = self._n_at(row + 1) if is_last else 0
        return rect.adjusted(0, above * self.height, 0, -below * self.height)

    def edge(self, row: int) -> int:
        """Return the height of the viewport at which a row begins below its bands.

        Behind the last row it is where that ends.
        """
        at = min(row, self._model.n_rows - 1)
        place = self._view.visualRect(self._model.index(at, 0))
        room = self.room(at, place)
        return room.top() if row == at else room.bottom() + 1

    def rest(self) -> int:
        """Return how tall the bands are that have no row to stand by."""
        return 0 if self._model.n_rows else len(self._headings()) * self.height

    def at(self, y: int) -> Heading | None:
        """Return the heading whose band is at a height of the viewport."""
        for heading, top in self._visible():
            if top <= y < top + self.height:
                return heading
        return None

    def sticks_over(self) -> int:
        """Return how much of the viewport's top the band that sticks covers."""
        return self.height if self._headings() else 0

    def hover(self, y: int) -> bool:
        """Light the band under the pointer; return whether there is one."""
        heading = self.at(y)
        hovered = None if heading is None else heading.id
        if hovered != self._hovered:
            self._hovered = hovered
            self._view.viewport().update()
        return hovered is not None

    def scrolled(self, dy: int) -> None:
        """Paint the band that sticks anew, and what it left behind."""
        if self._headings():
            height = 2 * self.height + abs(dy)
            self._view.viewport().update(0, 0, self._view.width(), height)

    def paint(self, painter: QtGui.QPainter) -> None:
        """Paint the bands in view, the one that sticks last."""
        for heading, top in reversed(list(self._visible())):
            self._paint(painter, heading, top)

    def _headings(self) -> tuple[Heading, ...]:
        return self._model.parted.headings

    def _n_at(self, row: int) -> int:
        """Return how many headings stand directly above a row."""
        rows = self._model.parted.heading_rows
        return bisect_left(rows, row + 1) - bisect_left(rows, row)

    def _top(self, place: int) -> int:
        """Return the height of the viewport at which a heading's band begins."""
        headings, n_rows = self._headings(), self._model.n_rows
        row = headings[place].row
        first = bisect_left(self._model.parted.heading_rows, row)
        if row < n_rows:
            start = self._view.rowViewportPosition(row)
        elif n_rows:
            last = n_rows - 1
            end = self._view.rowViewportPosition(last) + self._view.rowHeight(last)
            start = end - (len(headings) - first) * self.height
        else:
            start = -self._view.verticalScrollBar().value()
        return start + (place - first) * self.height

    def _visible(self) -> Iterator[tuple[Heading, int]]:
        """Give the headings in view and where their bands are, the sticking one first.

        It gives way to the next.
        """
        headings = self._headings()
        if not headings:
            return
        row = max(self._view.rowAt(0), 0)
        place = bisect_left(self._model.parted.heading_rows, row + 1)
        while place < len(headings) and self._top(place) <= 0:
            place += 1
        while place > 0 and self._top(place - 1) > 0:
            place -= 1
        tops: list[tuple[Heading, int]] = []
        bottom = self._view.viewport().height()
        for at in range(place, len(headings)):
            top = self._top(at)
            if top >= bottom:
                break
            tops.append((headings[at], top))
        if place > 0:
            next_top = tops[0][1] if tops else self.height
            yield headings[place - 1], min(0, next_top - self.height)
        yield from tops

    def _paint(self, painter: QtGui.QPainter, heading: Heading, top: int) -> None:
        theme = self._look.theme
        c, px = theme.colours, theme.px
        width = self._view.viewport().width()
        band = QtCore.QRect(0, top, width, self.height)
        is_hovered = heading.id == self._hovered
        painter.fillRect(band, c.hover if is_hovered else c.window)
        icon = "chevron-right" if heading.is_folded else "chevron-down"
        size = px(_CHEVRON)
        box = QtCore.QRect(
            px(_CHEVRON_LEFT), top + (self.height - size) // 2, size, size
        )
        self._look.icons.paint(painter, box, icon, c.text2)
        section = self._model.query.section
        x, middle = px(_LEFT), top + self.height / 2
        if (slot := self._words.colour(section, heading.id)) is not None:
            dot = px(_DOT)
            paint_dot(
                painter, QtCore.QPointF(x + dot / 2, middle), theme.mark(slot).line, dot
            )
            x += dot + px(_GAP)
        name, count, unseen = self.words(heading)
        after = [(count, _COUNT, c.text3)]
        if unseen:
            after += [("·", _COUNT, c.text3), (unseen, _UNSEEN, c.accenttext)]
        widths = [
            self._texts.metrics(font).horizontalAdvance(t) for t, font, _ in after
        ]
        right, taken = width - px(_RIGHT), sum(w + 1 + px(_GAP) for w in widths)
        room = right - x - taken - px(_GAP)
        x = self._write(painter, name, _NAME, x, band, c.text2, room)
        for (text, font, ink), wide in zip(after, widths, strict=True):
            x = self._write(painter, text, font, x + px(_GAP), band, ink, wide + 1)
        left = x + px(_LINE_GAP)
        if left < right:
            painter.fillRect(left, round(middle), right - left, 1, c.line)

    def _write(
        self,
        painter: QtGui.QPainter,
        text: str,
        font: str,
        x: int,
        band: QtCore.QRect,
        ink: QtGui.QColor,
        room: int,
    ) -> int:
        """Write a text into a band; return where it ends."""
        laid = self._texts.lay(text, font, room)
        painter.setFont(self._texts.font(font))
        painter.setPen(ink)
        tall = self._texts.metrics(font).height()
        painter.drawStaticText(x, band.top() + (band.height() - tall) // 2, laid.static)
        return x + laid.width_px


def _number(n: int) -> str:
    return QtCore.QLocale().toString(n)


def _none_unseen(_id: str) -> int:
    return 0
