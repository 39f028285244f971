"""The pages below each other: scrolling, zooming and painting what shows."""

import math
from collections.abc import Mapping, Sequence

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.mark import Mark, Quad
from app.pdf.client import Document, FirstLook
from app.ui.look import Look
from app.ui.panels.reader import layout
from app.ui.panels.reader.first_look import first_look
from app.ui.panels.reader.layout import Box, Layout, Place, Room
from app.ui.panels.reader.page_loader import PageLoader, Wanted
from app.ui.panels.reader.page_painter import PagePainter, scaled
from app.ui.panels.reader.page_scenes import PageScenes
from app.ui.panels.reader.page_texts import PageTexts
from app.ui.panels.reader.smooth_scroll import SmoothScroll
from app.ui.panels.reader.text_selecting import TextSelecting
from app.ui.widgets.shadow import paint_shadow

_MARGIN = 28
_GAP = 12
_LINE_STEP = 60
_SHARPEN_MS = 60
_PROBE = 1 / 3
"""Where in the window, from above, the page lies that counts as the present one."""

_OVERLAP = 0.1
"""The part of a screen that is still seen after going on by a screen."""

_WHEEL_NOTCH = 120
_WHEEL_ZOOM = 1.1


class PageView(QtWidgets.QAbstractScrollArea):
    """Shows a document's pages; `moved` after a scroll, `zoomed` after a new zoom."""

    moved = QtCore.Signal()
    zoomed = QtCore.Signal()

    def __init__(
        self,
        look: Look,
        loader: PageLoader,
        texts: PageTexts,
        selecting: TextSelecting,
        parent: QtWidgets.QWidget,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._loader = loader
        self._texts = texts
        self._painter = PagePainter(look.theme, look.icons)
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._zoom = layout.FIT_WIDTH
        self._layout = Layout((), 0, 0)
        self._scenes = PageScenes(loader, selecting)
        self._is_going_down = True
        self._has_size = False
        self._pin: tuple[int, int] | None = None
        self._floats: list[QtWidgets.QWidget] = []
        self._asking = QtCore.QTimer(self, singleShot=True)
        self._scrolling = SmoothScroll(self.verticalScrollBar())
        self._prepare()

    def _prepare(self) -> None:
        self.setProperty("kind", "desk")
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_StyledBackground)
        self.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(self.tr("Pages"))
        self._asking.timeout.connect(self._ask)
        self._loader.page_drawn.connect(self._on_page_changed)
        self._texts.page_read.connect(self._on_page_changed)
        self._look.changed.connect(self._on_look_changed)

    def show_document(
        self,
        document: Document | None,
        *,
        zoom: str = layout.FIT_WIDTH,
        place: Place = Place(0, 0.0),  # noqa: B008 a frozen value
    ) -> None:
        """Show the pages of a document from a place on; None shows nothing."""
        self._scrolling.stop()
        self._zoom = layout.parse_zoom(zoom)
        self._loader.show(document)
        self._texts.show(document)
        self._sizes = document.info.page_sizes if document is not None else ()
        self._pin = None
        self._scenes.clear()
        self._arrange()
        self.go_to(place)

    def first_look(self, zoom: str, page_index: int) -> FirstLook | None:
        """Return what picks the first picture of a document to be shown.

        None while the view never had a size.
        """
        if not self._has_size:
            return None
        return first_look(
            page_index,
            zoom=layout.parse_zoom(zoom),
            room=self._room(),
            ratio=self.devicePixelRatioF(),
            is_night=self._scenes.is_night,
        )

    def set_night(self, is_night: bool) -> None:
        """Show white pages or night pages."""
        self._scenes.is_night = is_night
        self._loader.set_night(is_night)
        self.refresh()

    def set_marks(self, marks: Mapping[int, Sequence[Mark]]) -> None:
        """Show the marks of each page."""
        self._scenes.marks = marks
        self.viewport().update()

    def set_chosen(self, mark: Mark | None) -> None:
        """Outline a mark."""
        self._scenes.chosen = mark
        self.viewport().update()

    def set_hits(
        self,
        hits: Mapping[int, Sequence[Sequence[Quad]]],
        current: tuple[int, Sequence[Quad]] | None,
    ) -> None:
        """Outline what a search found, page by page, and the current hit."""
        self._scenes.hits, self._scenes.current_hit = hits, current
        self.viewport().update()

    def refresh(self) -> None:
        """Ask again for what is missing of the pages that show."""
        self._asking.start(0)
        self.viewport().update()

    def add_float(self, widget: QtWidgets.QWidget) -> None:
        """Paint the shadow of a widget that floats over the pages."""
        self._floats.append(widget)

    @property
    def n_pages(self) -> int:
        """Count the pages."""
        return len(self._sizes)

    @property
    def zoom(self) -> str:
        """Return the zoom: 'width', 'page' or a factor as text."""
        return self._zoom

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

    def page_size(self, page_index: int) -> tuple[float, float]:
        """Return width and height of a page in points."""
        return self._sizes[page_index]

    def place(self) -> Place:
        """Return the place at the upper edge."""
        return self._layout.place(self.verticalScrollBar().value() + self._gap())

    def desk_point(self, at: QtCore.QPointF) -> tuple[float, float]:
        """Turn a point of the viewport into one of the desk."""
        return (
            at.x() + self.horizontalScrollBar().value(),
            at.y() + self.verticalScrollBar().value(),
        )

    @property
    def loader(self) -> PageLoader:
        """Return what holds the pictures."""
        return self._loader

    @property
    def is_settled(self) -> bool:
        """Say whether all that shows is there and nothing moves."""
        return not (self._asking.isActive() or self._scrolling.is_moving) and (
            self._loader.is_idle and self._texts.is_idle
        )

    @property
    def boxes(self) -> Sequence[Box]:
        """Return where each page lies on the desk."""
        return self._layout.boxes

    @property
    def desk(self) -> Layout:
        """Return where the pages lie."""
        return self._layout

    def quad_rect(self, page_index: int, quad: Quad) -> QtCore.QRectF:
        """Return a quad of a page in the viewport's coordinates."""
        rect = scaled(self._layout.boxes[page_index], quad)
        return rect.translated(-self._offset())

    def note_rect(self, page_index: int, number: int) -> QtCore.QRectF:
        """Return where a page's note lies in the viewport; `number` from 0."""
        rect = self._painter.note_rect(self._layout.boxes[page_index], number)
        return rect.translated(-self._offset())

    def go_to(self, place: Place) -> None:
        """Bring a place to the upper edge, at once."""
        self._scrolling.stop()
        bar = self.verticalScrollBar()
        bar.setValue(round(self._layout.height_of(place)) - self._gap())
        if place.top == 0:
            self._pin = (place.page_index, bar.value())
        self._after_move()

    def go_to_page(self, page_index: int) -> None:
        """Bring the upper edge of a page to the upper edge, at once."""
        last = max(0, len(self._sizes) - 1)
        self.go_to(Place(min(max(page_index, 0), last), 0.0))

    def go_to_end(self) -> None:
        """Go to the very end."""
        self._scrolling.stop()
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        self._pin = (max(0, len(self._sizes) - 1), self.verticalScrollBar().value())
        self._after_move()

    def reveal(self, page_index: int, quad: Quad) -> None:
        """Scroll only as needed for a quad to show."""
        rect = self.quad_rect(page_index, quad)
        room = QtCore.QRectF(self.viewport().rect())
        inset = room.height() * _OVERLAP
        if rect.top() < room.top() + inset or rect.bottom() > room.bottom() - inset:
            self._scrolling.stop()
            self._pin = None
            bar = self.verticalScrollBar()
            bar.setValue(round(bar.value() + rect.top() - room.height() * _PROBE))
        if rect.left() < room.left() or rect.right() > room.right():
            across = self.horizontalScrollBar()
            across.setValue(round(across.value() + rect.left() - self._margin()))

    def scroll_lines(self, n_lines: int) -> None:
        """Scroll by lines, down where positive."""
        self._scrolling.move_by(n_lines * self._look.theme.px(_LINE_STEP))

    def scroll_screens(self, n_screens: float) -> None:
        """Scroll by screens, down where positive; a whole one keeps a little."""
        height = self.viewport().height()
        part = n_screens * (1 - _OVERLAP) if abs(n_screens) >= 1 else n_screens
        self._scrolling.move_by(round(height * part))

    def set_zoom(self, zoom: str, at: QtCore.QPointF | None = None) -> None:
        """Zoom about a point of the viewport, or about its middle."""
        if at is None:
            at = QtCore.QRectF(self.viewport().rect()).center()
        anchor = self._layout.anchor(*self.desk_point(at))
        self._scrolling.stop()
        self._zoom = layout.parse_zoom(zoom)
        self._arrange()
        x, y = self._layout.at_anchor(anchor)
        self.horizontalScrollBar().setValue(round(x - at.x()))
        self.verticalScrollBar().setValue(round(y - at.y()))
        self.zoomed.emit()
        self._after_move(_SHARPEN_MS)

    def step_zoom(self, direction: int) -> None:
        """Zoom in (1) or out (-1) by a step, about the middle."""
        self.set_zoom(f"{layout.step_zoom(self.zoom_factor, direction):g}")

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        painter = QtGui.QPainter(self.viewport())
        painter.fillRect(event.rect(), self._look.theme.colours.desk)
        offset = self._offset()
        painter.translate(-offset)
        shown = QtCore.QRectF(event.rect()).translated(offset)
        for index in self._layout.visible(shown.top(), shown.bottom()):
            painter.save()
            self._painter.paint(
                painter, self._layout.boxes[index], self._scenes.scene(index)
            )
            painter.restore()
        painter.translate(offset)
        theme = self._look.theme
        for widget in self._floats:
            if widget.isVisible():
                radius = theme.sizes.radius_popover
                paint_shadow(painter, theme, widget.geometry(), radius)

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        self._has_size = True
        place, pin = self.place(), self._pin
        is_pinned = pin is not None and pin[1] == self.verticalScrollBar().value()
        self._arrange()
        bar = self.verticalScrollBar()
        bar.setValue(round(self._layout.height_of(place)) - self._gap())
        self._pin = (pin[0], bar.value()) if pin is not None and is_pinned else None
        self._after_move(_SHARPEN_MS)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if dy:
            self._is_going_down = dy < 0
        self.viewport().update()
        self._after_move()

    def wheelEvent(self, event: QtGui.QWheelEvent) -> None:
        if not event.modifiers() & QtCore.Qt.KeyboardModifier.ControlModifier:
            self._scrolling.stop()
            super().wheelEvent(event)
            return
        notches = event.angleDelta().y() / _WHEEL_NOTCH
        wanted = self.zoom_factor * math.pow(_WHEEL_ZOOM, notches)
        self.set_zoom(f"{wanted:g}", event.position())
        event.accept()

    def event(self, event: QtCore.QEvent) -> bool:
        if event.type() == QtCore.QEvent.Type.DevicePixelRatioChange:
            self._asking.start(0)
        return super().event(event)

    def _arrange(self) -> None:
        room = self._room()
        self._layout = layout.arrange(self._sizes, self._zoom, room)
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, round(self._layout.height) - room.height))
        down.setPageStep(room.height)
        down.setSingleStep(self._look.theme.px(_LINE_STEP) // 3)
        across.setRange(0, max(0, round(self._layout.width) - room.width))
        across.setPageStep(room.width)
        self.viewport().update()

    def _room(self) -> Room:
        size = self.viewport().size()
        return Room(
            width=size.width(),
            height=size.height(),
            margin=self._margin(),
            gap=self._gap(),
        )

    def _ask(self) -> None:
        ratio = self.devicePixelRatioF()
        top = self.verticalScrollBar().value()
        shown = self._layout.visible(top, top + self.viewport().height())
        if not shown:
            return
        ahead = layout.around(shown, len(self._sizes), is_down=self._is_going_down)
        boxes = self._layout.boxes
        self._loader.want(
            [Wanted(i, boxes[i].scale * ratio) for i in shown],
            [Wanted(i, boxes[i].scale * ratio) for i in ahead],
        )
        self._texts.want(shown)

    def _after_move(self, pause_ms: int = 0) -> None:
        """Ask for what shows now; after a pause only while an old picture serves."""
        if self._loader.picture(self.page_index) is None:
            pause_ms = 0
        self._asking.start(pause_ms)
        page = self.tr("Page {0} of {1}").format(self.page_index + 1, self.n_pages)
        if page != self.accessibleDescription():
            self.setAccessibleDescription(page)
        self.moved.emit()

    def _on_page_changed(self, page_index: int) -> None:
        self.viewport().update()

    def _on_look_changed(self) -> None:
        self._painter = PagePainter(self._look.theme, self._look.icons)
        place = self.place()
        self._arrange()
        self.go_to(place)

    def _offset(self) -> QtCore.QPointF:
        return QtCore.QPointF(
            self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        )

    def _margin(self) -> int:
        return self._look.theme.px(_MARGIN)

    def _gap(self) -> int:
        return self._look.theme.px(_GAP)
