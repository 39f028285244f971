"""A caret in the text that keys move: reading, selecting, marking without a mouse."""

from collections.abc import Callable
from functools import partial

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.mark import Quad
from app.ui.appearance.look import Look
from app.ui.panels.reader.caret_walk import CaretWalk, Goal, UnreadPage
from app.ui.panels.reader.page_flow import PageFlow, Unit
from app.ui.panels.reader.page_overlay import PageOverlay
from app.ui.panels.reader.page_texts import PageTexts
from app.ui.panels.reader.page_view import PageView
from app.ui.panels.reader.selection import Caret
from app.ui.panels.reader.text_selecting import TextSelecting

_WIDTH = 2


class CaretMode(QtCore.QObject):
    """Holds the caret; `changed` when it or what it selects is another.

    `stepped` when keys moved it.

    A move onto a page whose text is not read yet is done once it is.
    """

    changed = QtCore.Signal()
    stepped = QtCore.Signal()

    def __init__(
        self,
        look: Look,
        view: PageView,
        texts: PageTexts,
        selecting: TextSelecting,
        overlay: PageOverlay,
    ) -> None:
        super().__init__(view)
        self._look = look
        self._view = view
        self._texts = texts
        self._selecting = selecting
        self._overlay = overlay
        self._caret: Caret | None = None
        self._goal: Goal | None = None
        self._anchor: Caret | None = None
        self._is_held = False
        self._pending: tuple[int, Callable[[], object]] | None = None
        self._is_lit = True
        self._blink = QtCore.QTimer(self)
        self._blink.timeout.connect(self._on_blinked)
        texts.page_read.connect(self._on_page_read)

    @property
    def caret(self) -> Caret | None:
        """Return the caret; None outside of the text."""
        return self._caret

    @property
    def is_on(self) -> bool:
        """Say whether keys move the caret."""
        return self._caret is not None

    @property
    def is_selecting(self) -> bool:
        """Say whether something is selected, or about to be."""
        return self.is_on and (self._is_held or self._selecting.span is not None)

    def flow_of(self, page_index: int) -> PageFlow | None:
        """Return the text of a page; None while it is not read."""
        content = self._texts.find(page_index)
        return content.text.flow if content is not None else None

    def walk(self) -> CaretWalk:
        """Return what walks over the text of the document."""
        return CaretWalk(self.flow_of, self._view.n_pages)

    def first_shown(self) -> Caret | None:
        """Return where the first line of text that shows begins; None where none does.

        Raises:
            UnreadPage: a page that shows must be read first.
        """
        room = QtCore.QRectF(self._view.viewport().rect())
        top = self._view.verticalScrollBar().value()
        shown = self._view.desk.visible(top, top + room.height())
        for page_index in shown:
            flow = self.flow_of(page_index)
            if flow is None:
                raise UnreadPage(page_index)
            for number, row in enumerate(flow.rows):
                rect = self._view.quad_rect(page_index, row.box)
                if room.contains(rect.center()) and rect.top() >= 0:
                    return Caret(page_index, *flow.row_start(number))
        return None

    def enter(self, at: Caret | None = None) -> bool:
        """Put the caret where it was if that shows, else to the first line that shows.

        False where no text shows.
        """
        span = self._selecting.span
        try:
            found = at or (span.end if span is not None else self.first_shown())
        except UnreadPage as missing:
            self._wait(missing.page_index, partial(self.enter, at))
            return True
        if found is None:
            return False
        self._anchor = span.start if span is not None else None
        self._is_held = span is not None
        self._put(found)
        return True

    def leave(self) -> None:
        """Put the caret away; what is selected stays so."""
        self._caret = self._goal = self._anchor = self._pending = None
        self._is_held = False
        self._blink.stop()
        self._overlay.show_paint(self._paint, is_shown=False)
        self.changed.emit()

    def select(self) -> None:
        """Select what the caret goes over from now on."""
        self._is_held = True
        self._anchor = self._caret
        self.changed.emit()

    def drop(self) -> bool:
        """Select nothing; False when nothing was selected or about to be."""
        if not self.is_selecting:
            return False
        self._is_held = False
        self._anchor = None
        self._selecting.clear()
        self._view.viewport().update()
        self.changed.emit()
        return True

    def step(self, unit: Unit, direction: int, *, extends: bool = False) -> None:
        """Move to the next (1) or previous (-1) stop."""
        again = partial(self.step, unit, direction, extends=extends)
        self._move(lambda c: self.walk().step(c, unit, direction), extends, again)

    def step_row(self, direction: int, *, extends: bool = False) -> None:
        """Move a line down (1) or up (-1), column by column."""
        if self._caret is None:
            return
        again = partial(self.step_row, direction, extends=extends)
        walk = self.walk()
        try:
            goal = self._goal or walk.goal(self._caret)
            found = walk.step_row(goal, direction)
        except UnreadPage as missing:
            self._wait(missing.page_index, again)
            return
        if found is not None:
            self._extend(found.caret, extends=extends)
            self._put(found.caret)
            self._goal = found
            self.stepped.emit()

    def step_edge(self, direction: int, *, extends: bool = False) -> None:
        """Move to the end (1) or the start (-1) of the line."""
        walk = self.walk()
        edge = walk.row_end if direction > 0 else walk.row_start
        again = partial(self.step_edge, direction, extends=extends)
        self._move(edge, extends, again)

    def _move(
        self,
        find: Callable[[Caret], Caret | None],
        extends: bool,
        again: Callable[[], object],
    ) -> None:
        if self._caret is None:
            return
        try:
            found = find(self._caret)
        except UnreadPage as missing:
            self._wait(missing.page_index, again)
            return
        if found is not None:
            self._extend(found, extends=extends)
            self._put(found)
            self.stepped.emit()

    def _extend(self, to: Caret, *, extends: bool) -> None:
        if not (extends or self._is_held):
            self._anchor = None
            self._selecting.clear()
            return
        if self._anchor is None:
            self._anchor = self._caret
        if self._anchor is not None:
            self._selecting.select(self._anchor, to)

    def _put(self, caret: Caret) -> None:
        """Show the caret at a place, and read the pages around it ahead of need."""
        self._caret, self._goal = caret, None
        self._pending = None
        around = range(caret.page_index - 1, caret.page_index + 2)
        n_pages = self._view.n_pages
        self._texts.want([page for page in around if 0 <= page < n_pages])
        self._view.reveal(caret.page_index, self._quad(caret), room_above=0.0)
        self._is_lit = True
        flash_ms = QtWidgets.QApplication.cursorFlashTime()
        if flash_ms > 0:
            self._blink.start(flash_ms // 2)
        self._overlay.show_paint(self._paint, is_shown=True)
        self._view.viewport().update()
        self.changed.emit()

    def _wait(self, page_index: int, again: Callable[[], object]) -> None:
        self._pending = (page_index, again)
        self._texts.want([page_index])

    def _on_page_read(self, page_index: int) -> None:
        if self._pending is not None and self._pending[0] == page_index:
            again = self._pending[1]
            self._pending = None
            again()

    def _on_blinked(self) -> None:
        self._is_lit = not self._is_lit
        if self._caret is not None:
            rect = self._rect(self._caret)
            self._overlay.update(rect.toAlignedRect().adjusted(-1, -1, 1, 1))

    def _quad(self, caret: Caret) -> Quad:
        content = self._texts.find(caret.page_index)
        if content is None:
            return Quad(0, 0, 0, 0)
        line = content.text.lines[caret.line]
        return line.quad(caret.character, caret.character)

    def _rect(self, caret: Caret) -> QtCore.QRectF:
        rect = self._view.quad_rect(caret.page_index, self._quad(caret))
        width = self._look.theme.px(_WIDTH)
        rect.setSize(QtCore.QSizeF(max(rect.width(), width), max(rect.height(), width)))
        return rect

    def _paint(self, painter: QtGui.QPainter) -> None:
        if self._caret is not None and self._is_lit:
            painter.fillRect(self._rect(self._caret), self._overlay.accent)
