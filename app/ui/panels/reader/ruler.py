"""A ruler on the line one reads, moved by keys down each column in turn."""

from collections.abc import Callable
from functools import partial

from PySide6 import QtCore, QtGui

from app.ui.appearance.look import Look
from app.ui.panels.reader.caret_mode import CaretMode
from app.ui.panels.reader.caret_walk import UnreadPage
from app.ui.panels.reader.page_overlay import PageOverlay
from app.ui.panels.reader.page_texts import PageTexts
from app.ui.panels.reader.page_view import PageView
from app.ui.panels.reader.selection import Caret, Span

_ALPHA = 0.11
_UNDER_PX, _SIDE_PX, _INSET = 1.5, 3, 4
_HEIGHT_PART = 1 / 3
"""Where in the window, from above, the line of the ruler is kept."""


class Ruler(QtCore.QObject):
    """Lies on one row of the text while it is on."""

    def __init__(
        self,
        look: Look,
        view: PageView,
        texts: PageTexts,
        caret: CaretMode,
        overlay: PageOverlay,
    ) -> None:
        super().__init__(view)
        self._look = look
        self._view = view
        self._texts = texts
        self._caret = caret
        self._overlay = overlay
        self._at: tuple[int, int] | None = None
        self._pending: Callable[[], object] | None = None
        self.is_on = False
        texts.page_read.connect(self._on_page_read)

    @property
    def row(self) -> tuple[int, int] | None:
        """Return page and row it lies on; None while it is off or no text shows."""
        return self._at if self.is_on else None

    def turn(self, *, is_on: bool) -> None:
        """Lay the ruler on the first line that shows, or put it away."""
        self.is_on = is_on
        self._pending = None
        if is_on:
            self._settle()
        self._overlay.show_paint(self._paint, is_shown=is_on)

    def begin(self) -> None:
        """Lie on no line until text of another document shows."""
        self._at = None
        self._pending = self._settle if self.is_on else None

    def step(self, n_rows: int) -> None:
        """Move by a row, down where positive; one out of sight comes back first."""
        self._pending = None
        try:
            if not self._shows():
                self._at = self._first_shown()
            elif self._at is not None:
                self._at = self._caret.walk().next_row(*self._at, n_rows) or self._at
        except UnreadPage as missing:
            self._pending = partial(self.step, n_rows)
            self._texts.want([missing.page_index])
            return
        self._hold()

    def sentence(self) -> Span | None:
        """Return the sentence that fills most of the row under the ruler."""
        if not self.is_on or self._at is None:
            return None
        page_index, row = self._at
        flow = self._caret.flow_of(page_index)
        found = flow.sentence_of_row(row) if flow is not None else None
        if found is None:
            return None
        start = Caret(page_index, *found[0])
        try:
            return self._caret.walk().sentence_at(start)
        except UnreadPage:  # the part that is on this page
            return Span(start, Caret(page_index, *found[1]))

    def start(self) -> Caret | None:
        """Return where its row begins."""
        if not self.is_on or self._at is None or not self._shows():
            return None
        flow = self._caret.flow_of(self._at[0])
        return (
            None if flow is None else Caret(self._at[0], *flow.row_start(self._at[1]))
        )

    def _settle(self) -> None:
        if self._at is not None and self._shows():
            return
        try:
            self._at = self._first_shown()
        except UnreadPage as missing:
            self._pending = self._settle
            self._texts.want([missing.page_index])
        self._overlay.update()

    def _hold(self) -> None:
        """Scroll so that the row lies a third below the upper edge."""
        rect = self._rect()
        if self._at is None or rect is None:
            return
        page_index, row = self._at
        bar = self._view.verticalScrollBar()
        height = self._view.viewport().height()
        bar.setValue(round(bar.value() + rect.top() - height * _HEIGHT_PART))
        flow = self._caret.flow_of(page_index)
        if flow is not None:
            self._view.reveal(page_index, flow.rows[row].box)
        n_pages = self._view.n_pages
        around = range(page_index - 1, page_index + 2)
        self._texts.want([page for page in around if 0 <= page < n_pages])
        self._overlay.update()

    def _shows(self) -> bool:
        rect = self._rect()
        room = QtCore.QRectF(self._view.viewport().rect())
        return rect is not None and rect.intersects(room)

    def _first_shown(self) -> tuple[int, int] | None:
        first = self._caret.first_shown()
        if first is None:
            return None
        flow = self._caret.flow_of(first.page_index)
        return None if flow is None else (first.page_index, flow.row_of(first.line))

    def _rect(self) -> QtCore.QRectF | None:
        if self._at is None:
            return None
        page_index, row = self._at
        flow = self._caret.flow_of(page_index)
        if flow is None or page_index >= self._view.n_pages:
            return None
        return self._view.quad_rect(page_index, flow.rows[row].box)

    def _on_page_read(self, page_index: int) -> None:
        if self._pending is not None:
            again, self._pending = self._pending, None
            again()

    def _paint(self, painter: QtGui.QPainter) -> None:
        rect = self._rect()
        if rect is None:
            return
        accent = self._overlay.accent
        inset = self._look.theme.px(_INSET)
        band = rect.adjusted(-inset, -inset / 4, inset, inset / 4)
        tint = QtGui.QColor(accent)
        tint.setAlphaF(_ALPHA)
        painter.fillRect(band, tint)
        under = QtCore.QRectF(band.left(), band.bottom(), band.width(), _UNDER_PX)
        painter.fillRect(under, accent)
        side = QtCore.QRectF(band.left(), band.top(), _SIDE_PX, band.height())
        painter.fillRect(side, accent)
