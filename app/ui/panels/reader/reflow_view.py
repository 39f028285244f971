"""The text of the paper as one column in the reader's own size, page after page."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.errors import PdfError
from app.domain.mark import Mark
from app.formats.pages.flow import Habits, Kind, Piece, flow_of, joined, spot_at
from app.pdf.document import Document
from app.pdf.finding import Manner
from app.runtime.supervisor import TaskSupervisor
from app.settings.store import SettingsStore
from app.ui.appearance.look import Look
from app.ui.panels.reader.layout import Place
from app.ui.panels.reader.night import Tint, white_pages
from app.ui.panels.reader.piece_writer import SIZE_KEY, PieceWriter
from app.ui.panels.reader.reflow_lights import ReflowLights
from app.ui.panels.reader.reflow_words import chosen_words
from app.ui.panels.reader.small_pictures import SmallPictures

_MEASURE_EM = 36
_MOST_PAGES = 40
"""So many pages are held at most; then the text begins anew where one reads."""

_AHEAD_SCREENS = 2.0
_LIGHT_MS = 30
_AT_ONCE = 4
"""So many paragraphs are set before the window gets its turn."""


class ReflowView(QtWidgets.QTextEdit):
    """Shows text and figures in one column; `moved` after each scroll.

    Pages are read when they come near; what lies far away is not there.
    """

    moved = QtCore.Signal()

    def __init__(
        self,
        look: Look,
        jobs: TaskSupervisor,
        settings: SettingsStore,
        pictures: SmallPictures,
        parent: QtWidgets.QWidget,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._jobs = jobs
        self._settings = settings
        self._pictures = pictures
        self._document: Document | None = None
        self._task: asyncio.Task[Any] | None = None
        self._tint = white_pages()
        self._pages: set[int] = set()
        self._lighting = QtCore.QTimer(self, singleShot=True, interval=_LIGHT_MS)
        self._lighting.timeout.connect(self._light)
        self._pieces: list[Piece] = []
        self._habits = Habits()
        self._wanted: Place | None = None
        self._writer = PieceWriter(look, settings)
        self._lights = ReflowLights(look)
        self._is_filling = False
        self.setProperty("kind", "reading")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(self.tr("Text"))
        self.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.verticalScrollBar().actionTriggered.connect(self._let_go)
        pictures.drawn.connect(self._on_pictures_drawn)
        look.changed.connect(self._renew)
        settings.subscribe(self._on_setting_changed)

    def show_document(self, document: Document | None, place: Place) -> None:
        """Show the text of a document from a place on; None shows nothing."""
        self._document = document
        self._habits = Habits()
        self._begin_at(place)

    def set_tint(self, tint: Tint) -> None:
        """Show the text in the colours of the pages."""
        if tint != self._tint:
            self._tint = self._writer.tint = tint
            self._renew()

    def show_hits(self, needle: str, how: Manner) -> None:
        """Light what is searched for."""
        self._lights.needle, self._lights.how = needle, how
        self._lighting.start()

    def show_marks(self, marks: Mapping[int, Sequence[Mark]]) -> None:
        """Light the text that is marked, by the pages of the marks."""
        self._lights.marks = marks
        self._lighting.start()

    @property
    def is_settled(self) -> bool:
        """Say whether nothing more is being read."""
        return self._task is None and not self._lighting.isActive()

    @property
    def pieces(self) -> Sequence[Piece]:
        """Return what is shown, a piece a paragraph."""
        return self._pieces

    def place(self) -> Place:
        """Return the place of what stands at the upper edge."""
        if self._wanted is not None or not self._pieces or self._document is None:
            return self._wanted or Place(0, 0.0)
        return self.shown_place()

    def shown_place(self) -> Place:
        """Return the place of the letters at the upper edge."""
        assert self._document is not None
        cursor = self.cursorForPosition(QtCore.QPoint(self.width() // 2, 4))
        piece = self._pieces[min(cursor.blockNumber(), len(self._pieces) - 1)]
        offset = cursor.positionInBlock()
        spot = [s for s in piece.spots if s.offset <= offset][-1]
        height = self._document.info.page_sizes[spot.page_index][1]
        return Place(spot.page_index, min(max(spot.top / max(height, 1.0), 0.0), 1.0))

    def go_to(self, place: Place) -> None:
        """Bring a place to the upper edge, as soon as it is read."""
        if place.page_index in self._pages:
            self._wanted = place
            self._scroll_to_wanted()
            self._fill()
        else:
            self._begin_at(place)

    def scroll_by(self, n_pixels: int) -> None:
        """Scroll down, or up where negative."""
        self._wanted = None
        self._move_by(n_pixels)

    def scroll_lines(self, n_lines: int) -> None:
        """Scroll by lines of text."""
        self.scroll_by(
            n_lines * 2 * QtGui.QFontMetrics(self._writer.font(1.0)).height()
        )

    def scroll_screens(self, n_screens: float) -> None:
        """Scroll by screens; a whole one keeps a line."""
        part = n_screens * 0.9 if abs(n_screens) >= 1 else n_screens
        self.scroll_by(round(self.viewport().height() * part))

    def loadResource(self, kind: int, name: QtCore.QUrl | str) -> object:
        """Give a figure, and never anything from elsewhere."""
        url = name.toString() if isinstance(name, QtCore.QUrl) else name
        small = self._writer.images.get(url)
        image = self._pictures.find(small) if small is not None else None
        if image is None:
            image = QtGui.QImage(4, 4, QtGui.QImage.Format.Format_RGB32)
            image.fill(self._look.theme.colours.sunken)
        return image

    def createMimeDataFromSelection(self) -> QtCore.QMimeData:
        """Give what is selected as plain text; a formula or a table is its words."""
        data = QtCore.QMimeData()
        data.setText(chosen_words(self.textCursor(), self._pieces))
        return data

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        painter = QtGui.QPainter(self.viewport())
        painter.fillRect(event.rect(), self._tint.page)
        painter.end()
        super().paintEvent(event)

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        place = self.place()
        super().resizeEvent(event)
        self._set_margins()
        if self._pieces:
            self._wanted = place
            self._scroll_to_wanted()

    def wheelEvent(self, event: QtGui.QWheelEvent) -> None:
        self._let_go()
        super().wheelEvent(event)

    def _let_go(self, _action: int = 0) -> None:
        """Stay no longer at the place that was gone to: someone scrolls."""
        self._wanted = None

    def _move_by(self, n_pixels: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + n_pixels)

    # Reading pages

    def _begin_at(self, place: Place) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._is_filling = True
        self.clear()
        self._pieces = []
        self._writer.images.clear()
        self._pages.clear()
        self._is_filling = False
        self._wanted = place if self._document is not None else None
        self._set_margins()
        self._fill()

    def _fill(self) -> None:
        """Read the page that is missing the most, unless one is being read."""
        if self._task is None and self._document is not None:
            page_index = self._next_page(self._document.info.n_pages)
            if page_index is not None:
                work = self._read(self._document, page_index)
                self._task = self._jobs.run(work, "read a page as text")

    def _next_page(self, n_pages: int) -> int | None:
        if not self._pages:
            wanted = self._wanted.page_index if self._wanted is not None else 0
            return min(max(wanted, 0), n_pages - 1)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        first, last = min(self._pages), max(self._pages)
        below = bar.maximum() - bar.value()
        if below < height * _AHEAD_SCREENS and last + 1 < n_pages:
            return last + 1
        if bar.value() < height and first > 0:
            return first - 1
        return None

    async def _read(self, document: Document, page_index: int) -> None:
        pieces: list[Piece] = []
        try:
            page = await document.layout(page_index)
            figures = await document.figures(page_index)
            boxes = [(figure.box, figure.caption) for figure in figures]
            pieces = await asyncio.to_thread(
                flow_of, page, page_index, boxes, habits=self._habits
            )
        except PdfError:
            pass  # the page itself tells what is wrong with it
        if len(self._pages) >= _MOST_PAGES:
            self._task = None
            self._begin_at(self.place())
            return
        await self._take(page_index, pieces)
        self._task = None
        self._lighting.start()
        self.moved.emit()
        self._fill()

    async def _take(self, page_index: int, pieces: list[Piece]) -> None:
        """Put a page that was read before or behind the others, a bit at a time."""
        if not self._pages or page_index > max(self._pages):
            pieces = self._joined_behind(pieces)
            for start in range(0, len(pieces), _AT_ONCE):
                self._put(len(self._pieces), pieces[start : start + _AT_ONCE])
                await asyncio.sleep(0)
        else:
            whole = joined(pieces[-1], self._pieces[0]) if pieces else None
            if whole is not None:
                self._is_filling = True
                self._replace(0, whole)
                self._is_filling = False
                pieces = pieces[:-1]
            for end in range(len(pieces), 0, -_AT_ONCE):
                self._put(0, pieces[max(end - _AT_ONCE, 0) : end])
                await asyncio.sleep(0)
        self._pages.add(page_index)
        self._put(len(self._pieces), ())

    def _joined_behind(self, pieces: list[Piece]) -> list[Piece]:
        """Let the last paragraph go on with the page's first, past its figures."""
        others = (Kind.FIGURE, Kind.CAPTION)
        first = next((n for n, p in enumerate(pieces) if p.kind not in others), None)
        if not self._pieces or first is None:
            return pieces
        whole = joined(self._pieces[-1], pieces[first])
        if whole is None:
            return pieces
        self._is_filling = True
        self._replace(len(self._pieces) - 1, whole)
        self._is_filling = False
        return [*pieces[:first], *pieces[first + 1 :]]

    def _put(self, at: int, pieces: Sequence[Piece]) -> None:
        """Put pieces in; what one reads stays where it is."""
        self._is_filling = True
        height = self.document().size().height()
        is_before = at < len(self._pieces)
        if pieces:
            self._insert(at, pieces)
        if self._wanted is not None:
            self._scroll_to(self._wanted)
        elif is_before:
            self._move_by(round(self.document().size().height() - height))
        self._is_filling = False

    def _insert(self, at: int, pieces: Sequence[Piece]) -> None:
        """Put pieces in as paragraphs of the text, from one on."""
        text = self.document()
        cursor = QtGui.QTextCursor(text)
        cursor.beginEditBlock()
        for number, piece in enumerate(pieces, at):
            if not self._pieces:
                pass
            elif number >= len(self._pieces):
                cursor.movePosition(QtGui.QTextCursor.MoveOperation.End)
                cursor.insertBlock()
            else:
                cursor.setPosition(text.findBlockByNumber(number).position())
                cursor.insertBlock()
                cursor.movePosition(QtGui.QTextCursor.MoveOperation.PreviousBlock)
            self._pieces.insert(number, piece)
            self._writer.write(cursor, piece)
        cursor.endEditBlock()

    def _replace(self, at: int, piece: Piece) -> None:
        block = self.document().findBlockByNumber(at)
        cursor = QtGui.QTextCursor(block)
        end = QtGui.QTextCursor.MoveOperation.EndOfBlock
        cursor.movePosition(end, QtGui.QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        self._pieces[at] = piece
        self._writer.write(cursor, piece)

    def _on_pictures_drawn(self) -> None:
        if not self.isVisible():
            return
        for name, small in self._writer.images.items():
            if self._pictures.holds(small):
                url = QtCore.QUrl(name)
                image = QtGui.QTextDocument.ResourceType.ImageResource.value
                self.document().addResource(image, url, self._pictures.find(small))
        self.viewport().update()

    # Places and colours

    def _scroll_to_wanted(self) -> None:
        """Go to the place that is wanted; it stays so until someone scrolls."""
        assert self._wanted is not None
        self._is_filling = True
        self._scroll_to(self._wanted)
        self._is_filling = False
        self._lighting.start()
        self.moved.emit()

    def _scroll_to(self, place: Place) -> None:
        assert self._document is not None
        n_pages = self._document.info.n_pages
        page_index = min(max(place.page_index, 0), n_pages - 1)
        top = place.top * self._document.info.page_sizes[page_index][1]
        spots = (spot for piece in self._pieces for spot in piece.spots)
        if not any(spot.page_index == page_index for spot in spots):
            return
        self.document().size()  # so that all is laid out
        at, offset = spot_at(self._pieces, page_index, top)
        block = self.document().findBlockByNumber(at)
        cursor = QtGui.QTextCursor(block)
        cursor.setPosition(block.position() + min(offset, max(block.length() - 1, 0)))
        rect = self.cursorRect(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + rect.top() - 2)

    def _light(self) -> None:
        self._lights.light(self, self._pieces, self._tint)

    def _set_margins(self) -> None:
        em = QtGui.QFontMetricsF(self._writer.font(1.0)).averageCharWidth() * 2
        room = self.width() - self._look.theme.px(48)
        measure = min(em * _MEASURE_EM, room)
        side = max(round((self.width() - measure) / 2), self._look.theme.px(20))
        self._writer.measure = max(self.width() - 2 * side, 1)
        self._writer.ratio = self.devicePixelRatioF()
        self.document().setDocumentMargin(self._look.theme.px(16))
        frame = self.document().rootFrame().frameFormat()
        if round(frame.leftMargin()) != side:
            frame.setLeftMargin(side)
            frame.setRightMargin(side)
            self.document().rootFrame().setFrameFormat(frame)

    def _on_scrolled(self) -> None:
        if not self._is_filling:
            self._fill()
            self._lighting.start()
            self.moved.emit()

    def _on_setting_changed(self, key: str) -> None:
        if key == SIZE_KEY:
            self._renew()

    def _renew(self) -> None:
        """Set the text anew, at the same place."""
        self._set_margins()
        if self._document is not None and self._pages:
            self._begin_at(self.place())
