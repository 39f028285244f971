"""Where the pages lie under the window, and moving about on them."""

from collections.abc import Sequence

from PySide6 import QtCore, QtWidgets

from app.domain.mark import Quad
from app.ui.appearance.look import Look
from app.ui.panels.reader import layout
from app.ui.panels.reader.layout import Box, Layout, Place, Room
from app.ui.panels.reader.page_painter import scaled
from app.ui.panels.reader.smooth_scroll import SmoothScroll
from app.ui.panels.reader.spread import Abreast, Spread, look_text, parse_look

_MARGIN = 28
_GAP = 12
_LINE_STEP = 60
_MOST_HEIGHT_PX = 2_000_000_000
"""A scroll bar counts no further; only pages by the ten thousand are so high."""

_PROBE = 1 / 3
"""Where in the window, from above, the page lies that counts as the present one."""

_OVERLAP = 0.1
"""The part of a screen that is still seen after going on by a screen."""


class PageArea(QtWidgets.QAbstractScrollArea):
    """Lays pages out and scrolls over them; what is on them is told by a subclass."""

    def __init__(self, look: Look, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._zoom = layout.FIT_WIDTH
        self._spread = Spread()
        self._layout = Layout((), 0, 0)
        self._pin: tuple[int, int] | None = None
        self._scrolling = SmoothScroll(self.verticalScrollBar())
        self.verticalScrollBar().sliderReleased.connect(self.settle_row)

    def set_soft(self, *, is_soft: bool) -> None:
        """Scroll softly by keys, or at once."""
        self._scrolling.is_soft = is_soft

    @property
    def n_pages(self) -> int:
        """Count the pages."""
        return len(self._sizes)

    @property
    def zoom(self) -> str:
        """Return the zoom: 'width', 'page', 'column' or a factor as text."""
        return self._zoom

    @property
    def spread(self) -> Spread:
        """Return how the pages are laid out."""
        return self._spread

    @property
    def look_words(self) -> str:
        """Return zoom and spread as they are kept with a paper."""
        return look_text(self._zoom, self._spread)

    @property
    def zoom_factor(self) -> float:
        """Return how large the present page is drawn; 1.0 is 100 %."""
        if not self._layout.boxes:
            return 1.0
        return layout.factor(self._layout.boxes[self.page_index].scale)

    @property
    def page_index(self) -> int:
        """Return the page that one reads."""
        value = self.verticalScrollBar().value()
        if self._pin is not None and self._pin[1] == value:
            return self._pin[0]
        return self._layout.page_at(value + self.viewport().height() * _PROBE)

    @property
    def fraction(self) -> float:
        """Return how far the pages are scrolled, 0 to 1; 1 when all show."""
        bar = self.verticalScrollBar()
        return bar.value() / bar.maximum() if bar.maximum() else 1.0

    @property
    def boxes(self) -> Sequence[Box]:
        """Return where each page lies on the desk."""
        return self._layout.boxes

    @property
    def desk(self) -> Layout:
        """Return where the pages lie."""
        return self._layout

    def page_size(self, page_index: int) -> tuple[float, float]:
        """Return width and height of a page in points."""
        return self._sizes[page_index]

    def place(self) -> Place:
        """Return the place at the upper edge."""
        return self._layout.place(self.verticalScrollBar().value() + self._gap())

    def place_of(self, page_index: int, top_pt: float) -> Place:
        """Return the place at a height of a page, in points from its upper edge."""
        box = self._layout.boxes[page_index]
        _, y = box.turned(0.0, top_pt * box.scale)
        return Place(page_index, min(max((y - box.top) / box.height, 0.0), 1.0))

    def desk_point(self, at: QtCore.QPointF) -> tuple[float, float]:
        """Turn a point of the viewport into one of the desk."""
        return (
            at.x() + self.horizontalScrollBar().value(),
            at.y() + self.verticalScrollBar().value(),
        )

    def quad_rect(self, page_index: int, quad: Quad) -> QtCore.QRectF:
        """Return a quad of a page in the viewport's coordinates."""
        rect = scaled(self._layout.boxes[page_index], quad)
        return rect.translated(-self._offset())

    def go_to(self, place: Place) -> None:
        """Bring a place to the upper edge, at once."""
        self._scrolling.stop()
        bar = self.verticalScrollBar()
        bar.setValue(round(self._layout.height_of(place)) - self._gap())
        self.settle_row()
        if place.top == 0:
            self._pin = (place.page_index, bar.value())
        self._after_move()

    def go_to_page(self, page_index: int) -> None:
        """Bring the upper edge of a page to the upper edge, at once."""
        last = max(0, len(self._sizes) - 1)
        self.go_to(Place(min(max(page_index, 0), last), 0.0))

    def step_pages(self, n_rows: int) -> None:
        """Go so many pages on, or as many pairs where two lie beside each other."""
        if self._sizes:
            self.go_to_page(self._layout.stepped(self.page_index, n_rows))

    def go_to_end(self) -> None:
        """Go to the very end."""
        self._scrolling.stop()
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        self._pin = (max(0, len(self._sizes) - 1), self.verticalScrollBar().value())
        self._after_move()

    def reveal(
        self, page_index: int, quad: Quad, *, room_above: float = _OVERLAP
    ) -> None:
        """Scroll no more than a quad needs to show, this share of a screen above it."""
        rect = self.quad_rect(page_index, quad)
        room = QtCore.QRectF(self.viewport().rect())
        inset = room.height() * _OVERLAP
        above = room.height() * room_above
        if rect.top() < room.top() + above or rect.bottom() > room.bottom() - inset:
            self._scrolling.stop()
            self._pin = None
            bar = self.verticalScrollBar()
            bar.setValue(round(bar.value() + rect.top() - room.height() * _PROBE))
            self._settle_about(page_index)
        if rect.left() < room.left() or rect.right() > room.right():
            across = self.horizontalScrollBar()
            across.setValue(round(across.value() + rect.left() - self._margin()))

    def scroll_lines(self, n_lines: int) -> None:
        """Scroll by lines, down where positive."""
        self._move_by(n_lines * self._look.theme.px(_LINE_STEP))

    def scroll_across(self, n_steps: int) -> None:
        """Scroll sideways by the height of lines, right where positive."""
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() + n_steps * self._look.theme.px(_LINE_STEP))

    def scroll_screens(self, n_screens: float) -> None:
        """Scroll by screens, down where positive; a whole one keeps a little."""
        height = self.viewport().height()
        part = n_screens * (1 - _OVERLAP) if abs(n_screens) >= 1 else n_screens
        self._move_by(round(height * part))

    def settle_row(self) -> None:
        """Show one row alone where pages are shown one by one."""
        bar = self.verticalScrollBar()
        if self._layout.is_paged and self._layout.rows:
            self._settle_about(self._layout.page_at(bar.value() + bar.pageStep() / 2))

    def _settle_about(self, page_index: int) -> None:
        if not self._layout.is_paged or not self._layout.boxes:
            return
        bar = self.verticalScrollBar()
        row = self._layout.row_at(self._layout.boxes[page_index].top)
        most = max(row.top, row.bottom - bar.pageStep())
        bar.setValue(round(min(max(bar.value(), row.top), most)))

    def _move_by(self, distance_px: int) -> None:
        bar = self.verticalScrollBar()
        if not self._layout.is_paged:
            self._scrolling.move_by(distance_px)
            return
        before = bar.value()
        wanted = self._layout.settled(
            before + distance_px, before=before, height=bar.pageStep()
        )
        bar.setValue(round(wanted))

    def _take_look(self, words: str) -> None:
        zoom, self._spread = parse_look(words)
        self._zoom = layout.parse_zoom(zoom)

    def _arrange(self) -> None:
        room = self._room()
        self._layout = layout.arrange(self._sizes, self._zoom, room, self._spread)
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        height = min(round(self._layout.height), _MOST_HEIGHT_PX)
        down.setRange(0, max(0, height - room.height))
        down.setPageStep(room.height)
        down.setSingleStep(self._look.theme.px(_LINE_STEP) // 3)
        across.setRange(0, max(0, round(self._layout.width) - room.width))
        across.setPageStep(room.width)
        self.viewport().update()

    def _show_column(self, page_index: int) -> None:
        """Bring the fitted column of a page into the window."""
        column = self._spread.column_shown
        if self._zoom != layout.FIT_COLUMN or column is None or not self.boxes:
            return
        box = self._layout.boxes[page_index]
        left = box.left + column[0] * box.width - self._gap()
        self.horizontalScrollBar().setValue(round(left))

    def _shown(self) -> range:
        top = self.verticalScrollBar().value()
        return self._layout.visible(top, top + self.viewport().height())

    def _room(self) -> Room:
        size = self.viewport().size()
        return Room(
            width=size.width(),
            height=size.height(),
            margin=self._margin(),
            gap=self._gap(),
        )

    @property
    def _n_abreast(self) -> int:
        return 1 if self._spread.abreast is Abreast.ONE else 2

    def _after_move(self, pause_ms: int = 0) -> None:
        """Do what a move asks for; a subclass says what."""

    def _offset(self) -> QtCore.QPointF:
        return QtCore.QPointF(
            self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        )

    def _margin(self) -> int:
        return self._look.theme.px(_MARGIN)

    def _gap(self) -> int:
        return self._look.theme.px(_GAP)
