"""The pages: zooming, laying out anew and painting what shows."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.mark import Mark, Quad
from app.pdf.document import Document, FirstLook
from app.ui.appearance.look import Look
from app.ui.panels.reader import layout
from app.ui.panels.reader.first_look import first_look
from app.ui.panels.reader.layout import Place
from app.ui.panels.reader.night import Tint
from app.ui.panels.reader.page_area import PageArea
from app.ui.panels.reader.page_loader import PageLoader, Wanted, limited_scale
from app.ui.panels.reader.page_painter import PagePainter
from app.ui.panels.reader.page_scenes import PageScenes
from app.ui.panels.reader.page_texts import PageTexts
from app.ui.panels.reader.spread import Spread
from app.ui.panels.reader.text_selecting import TextSelecting
from app.ui.panels.reader.tiles import tiles_under
from app.ui.widgets.shadow import paint_shadow

_SHARPEN_MS = 60
_WHEEL_NOTCH = 120
_WHEEL_ZOOM = 1.1


class PageView(PageArea):
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
        super().__init__(look, parent)
        self._loader = loader
        self._texts = texts
        self._painter = PagePainter(look.theme, look.icons)
        self._scenes = PageScenes(loader, selecting)
        self._is_going_down = True
        self._has_size = False
        self._notches = 0.0
        self._sized = (Place(0, 0.0), -1)
        self._floats: list[QtWidgets.QWidget] = []
        self._asking = QtCore.QTimer(self, singleShot=True)
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
        file: str = "",
    ) -> None:
        """Show the pages of a document from a place on; None shows nothing.

        `zoom` are the words of zoom and spread, `file` names the document for good.
        """
        self._scrolling.stop()
        self._take_look(zoom)
        self._loader.show(document, file)
        self._texts.show(document)
        self._sizes = document.info.page_sizes if document is not None else ()
        self._pin = None
        self._sized = (Place(0, 0.0), -1)
        self._scenes.clear()
        self._arrange()
        self.go_to(place)
        self._show_column(self.page_index)

    def first_look(
        self, words: str, page_index: int, tint: Tint | None = None
    ) -> FirstLook | None:
        """Return what picks the first picture of a document to be shown.

        In the present colours, or in those of `tint`. None while the view never had a
        size.
        """
        if not self._has_size:
            return None
        return first_look(
            page_index,
            words=words,
            room=self._room(),
            ratio=self.devicePixelRatioF(),
            tint=self._scenes.tint if tint is None else tint,
        )

    def set_tint(self, tint: Tint) -> None:
        """Show pages in other colours."""
        self._scenes.tint = tint
        self._loader.set_tint(tint)
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
    def has_dark_pages(self) -> bool:
        """Say whether light ink stands on dark paper."""
        return self._scenes.tint.is_dark

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

    def note_rect(self, page_index: int, number: int) -> QtCore.QRectF:
        """Return where a page's note lies in the viewport; `number` from 0."""
        rect = self._painter.note_rect(self._layout.boxes[page_index], number)
        return rect.translated(-self._offset())

    def set_zoom(self, zoom: str, at: QtCore.QPointF | None = None) -> None:
        """Zoom about a point of the viewport, or about its middle."""
        if at is None:
            at = QtCore.QRectF(self.viewport().rect()).center()
        anchor = self._layout.anchor(*self.desk_point(at))
        self._scrolling.stop()
        self._zoom = layout.parse_zoom(zoom)
        if self._zoom != layout.FIT_COLUMN:
            self._spread = replace(self._spread, column=None)
        self._arrange()
        x, y = self._layout.at_anchor(anchor)
        self.horizontalScrollBar().setValue(round(x - at.x()))
        self.verticalScrollBar().setValue(round(y - at.y()))
        self.settle_row()
        self._show_column(anchor[0])
        self.zoomed.emit()
        self._after_move(_SHARPEN_MS)

    def step_zoom(self, direction: int) -> None:
        """Zoom in (1) or out (-1) by a step, about the middle."""
        self.set_zoom(f"{layout.step_zoom(self.zoom_factor, direction):g}")

    def fit_column(self, left: float, right: float) -> None:
        """Fit a column of the present page, given as parts of the page's width."""
        self._spread = replace(self._spread, column=(left, right))
        self.set_zoom(layout.FIT_COLUMN)

    def set_spread(self, spread: Spread) -> None:
        """Lay the pages out in another way, at the same page."""
        place, page_index = self.place(), self.page_index
        is_turned = spread.turn != self._spread.turn
        if spread.column is None and self._zoom == layout.FIT_COLUMN:
            self._zoom = layout.FIT_WIDTH
        self._spread = spread
        self._scrolling.stop()
        self._arrange()
        is_same = place.page_index == page_index and not is_turned
        self.go_to(place if is_same else Place(page_index, 0.0))
        self._show_column(page_index)
        self.zoomed.emit()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        painter = QtGui.QPainter(self.viewport())
        painter.fillRect(event.rect(), self._look.theme.colours.desk)
        offset = self._offset()
        painter.translate(-offset)
        shown = QtCore.QRectF(event.rect()).translated(offset)
        for index in self._layout.visible(shown.top(), shown.bottom()):
            box = self._layout.boxes[index]
            if box.left >= shown.right() or box.left + box.width <= shown.left():
                continue
            painter.save()
            self._painter.paint(painter, box, self._scenes.scene(index))
            painter.restore()
        painter.translate(offset)
        theme = self._look.theme
        for widget in self._floats:
            if widget.isVisible():
                radius = theme.sizes.radius_popover
                paint_shadow(painter, theme, widget.geometry(), radius)

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        self._has_size = True
        bar, pin = self.verticalScrollBar(), self._pin
        is_pinned = pin is not None and pin[1] == bar.value()
        place, value = self._sized
        if value != bar.value():  # else it is where the last size put it, to the line
            place = self.place()
        self._arrange()
        bar.setValue(round(self._layout.height_of(place)) - self._gap())
        self.settle_row()
        self._show_column(place.page_index)
        self._pin = (pin[0], bar.value()) if pin is not None and is_pinned else None
        self._sized = (place, bar.value())
        self._after_move(_SHARPEN_MS)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if dy:
            self._is_going_down = dy < 0
        self.viewport().update()
        self._after_move()

    def wheelEvent(self, event: QtGui.QWheelEvent) -> None:
        notches = event.angleDelta().y() / _WHEEL_NOTCH
        if event.modifiers() & QtCore.Qt.KeyboardModifier.ControlModifier:
            wanted = self.zoom_factor * math.pow(_WHEEL_ZOOM, notches)
            self.set_zoom(f"{wanted:g}", event.position())
        elif self._layout.is_paged and not event.modifiers():
            self._notches -= notches
            n_steps = math.trunc(self._notches)
            self._notches -= n_steps
            self._move_by(n_steps * self._wheel_step())
        else:
            self._scrolling.stop()
            super().wheelEvent(event)
            return
        event.accept()

    def viewportEvent(self, event: QtCore.QEvent) -> bool:
        """Zoom with two fingers, about the place between them."""
        if isinstance(event, QtGui.QNativeGestureEvent):
            kind = QtCore.Qt.NativeGestureType.ZoomNativeGesture
            if event.gestureType() == kind:
                wanted = self.zoom_factor * (1 + event.value())
                self.set_zoom(f"{wanted:g}", event.position())
                return True
        return super().viewportEvent(event)

    def event(self, event: QtCore.QEvent) -> bool:
        if event.type() == QtCore.QEvent.Type.DevicePixelRatioChange:
            self._asking.start(0)
        return super().event(event)

    def _ask(self) -> None:
        ratio = self.devicePixelRatioF()
        shown = self._shown()
        if not shown:
            return
        ahead = layout.around(
            shown,
            len(self._sizes),
            is_down=self._is_going_down,
            n_abreast=self._n_abreast,
        )
        boxes = self._layout.boxes
        self._loader.want(
            [
                *(Wanted(i, boxes[i].scale * ratio) for i in shown),
                *self._squares(shown, ratio),
            ],
            [Wanted(i, boxes[i].scale * ratio) for i in ahead],
        )
        self._texts.want(shown)

    def _squares(self, shown: range, ratio: float) -> Iterator[Wanted]:
        """Return the squares that show of pages too large for one picture."""
        across, down = self._offset().x(), self._offset().y()
        size = self.viewport().size()
        seen = (across, down, across + size.width(), down + size.height())
        for index in shown:
            box = self._layout.boxes[index]
            scale = box.scale * ratio
            if limited_scale(self._sizes[index], scale) < scale:
                for tile in tiles_under(box, seen, scale):
                    yield Wanted(index, scale, tile)

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

    def _wheel_step(self) -> int:
        """Return how far a notch of the wheel goes, in pixels."""
        return QtWidgets.QApplication.wheelScrollLines() * (
            self.verticalScrollBar().singleStep()
        )
