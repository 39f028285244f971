"""The mouse on the pages: selecting text, choosing marks, following links."""

from collections.abc import Callable
from html import escape

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.mark import Mark, MarkKind
from app.ui.panels.reader.page_texts import PageTexts
from app.ui.panels.reader.page_view import PageView
from app.ui.panels.reader.text_selecting import TextSelecting, Unit

_SLIP_PX = 3
"""How far a hand may slip in a click."""

_AUTOSCROLL_MS = 30
_Left = QtCore.Qt.MouseButton.LeftButton
_Type = QtCore.QEvent.Type


class PageMouse(QtCore.QObject):
    """Watches the viewport of a page view; `marks_of` gives the marks of a page."""

    selection_changed = QtCore.Signal()
    selection_finished = QtCore.Signal()
    mark_clicked = QtCore.Signal(object)
    link_clicked = QtCore.Signal(object)
    page_clicked = QtCore.Signal(int)

    def __init__(
        self,
        view: PageView,
        texts: PageTexts,
        selecting: TextSelecting,
        marks_of: Callable[[int], tuple[Mark, ...]],
    ) -> None:
        super().__init__(view)
        self._view = view
        self._texts = texts
        self._selecting = selecting
        self._marks_of = marks_of
        self._pressed_at: QtCore.QPointF | None = None
        self._last_at = QtCore.QPointF()
        self._is_dragging = False
        self._n_clicks = 0
        self._clicked_ms = 0
        self._autoscroll = QtCore.QTimer(self, interval=_AUTOSCROLL_MS)
        self._autoscroll.timeout.connect(self._on_autoscroll)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        if not isinstance(event, QtGui.QMouseEvent) or not self._view.n_pages:
            return False
        kind = event.type()
        if kind in (_Type.MouseButtonPress, _Type.MouseButtonDblClick):
            if event.button() is _Left:
                self._press(event)
        elif kind is _Type.MouseMove:
            self._move(event)
        elif kind is _Type.MouseButtonRelease and event.button() is _Left:
            self._release(event)
        return False

    def mark_at(self, at: QtCore.QPointF) -> Mark | None:
        """Return the mark at a point of the viewport, the newest where several lie."""
        page_index = self._view.desk.page_under(*self._view.desk_point(at))
        if page_index is None:
            return None
        marks = self._marks_of(page_index)
        notes = [mark for mark in marks if mark.kind is MarkKind.PAGE_NOTE]
        for number, note in enumerate(notes):
            if self._view.note_rect(page_index, number).contains(at):
                return note
        for mark in reversed(marks):
            rects = (self._view.quad_rect(page_index, quad) for quad in mark.quads)
            if mark.kind is not MarkKind.PAGE_NOTE and any(
                rect.contains(at) for rect in rects
            ):
                return mark
        return None

    def _press(self, event: QtGui.QMouseEvent) -> None:
        at = event.position()
        self._n_clicks = self._count_click(event)
        self._clicked_ms = event.timestamp()
        self._pressed_at = self._last_at = at
        self._is_dragging = self._n_clicks > 1
        page_index, x, y = self._page_point(at)
        is_extending = (
            event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier
            and self._selecting.span is not None
        )
        if is_extending:
            self._is_dragging = True
            self._selecting.drag(page_index, x, y)
        else:
            self._selecting.press(page_index, x, y, Unit(self._n_clicks))
        self._tell()

    def _count_click(self, event: QtGui.QMouseEvent) -> int:
        """Return which of a row of quick clicks on one spot this is, 1 to 3."""
        if event.type() is _Type.MouseButtonDblClick:
            return 2
        slip = (event.position() - self._last_at).manhattanLength()
        pause_ms = event.timestamp() - self._clicked_ms
        is_quick = pause_ms <= QtWidgets.QApplication.doubleClickInterval()
        return 3 if self._n_clicks == 2 and slip <= _SLIP_PX and is_quick else 1

    def _move(self, event: QtGui.QMouseEvent) -> None:
        at = event.position()
        if self._pressed_at is None or not event.buttons() & _Left:
            self._show_cursor(at)
            return
        if (at - self._pressed_at).manhattanLength() > _SLIP_PX:
            self._is_dragging = True
        self._last_at = at
        if self._is_dragging:
            self._drag()
            is_inside = self._view.viewport().rect().contains(at.toPoint())
            if is_inside:
                self._autoscroll.stop()
            elif not self._autoscroll.isActive():
                self._autoscroll.start()

    def _release(self, event: QtGui.QMouseEvent) -> None:
        self._autoscroll.stop()
        was_pressed, self._pressed_at = self._pressed_at is not None, None
        if not was_pressed:
            return
        if self._is_dragging:
            self.selection_finished.emit()
            return
        at = event.position()
        page_index, x, y = self._page_point(at)
        content = self._texts.find(page_index)
        link = content.link_at(x, y) if content is not None else None
        mark = self.mark_at(at)
        self.mark_clicked.emit(mark)
        if mark is None and link is not None:
            self.link_clicked.emit(link)
        elif mark is None:
            self.page_clicked.emit(page_index)

    def _drag(self) -> None:
        page_index, x, y = self._page_point(self._last_at)
        self._texts.want([page_index])
        self._selecting.drag(page_index, x, y)
        self._tell()

    def _on_autoscroll(self) -> None:
        room = self._view.viewport().rect()
        at = self._last_at.toPoint()
        bar = self._view.verticalScrollBar()
        over = min(at.y() - room.top(), 0) + max(at.y() - room.bottom(), 0)
        bar.setValue(bar.value() + over)
        self._drag()

    def _page_point(self, at: QtCore.QPointF) -> tuple[int, float, float]:
        pages = self._view.desk
        x, y = self._view.desk_point(at)
        page_index = pages.page_near(x, y)
        return page_index, *pages.to_page(page_index, x, y)

    def _show_cursor(self, at: QtCore.QPointF) -> None:
        page_index, x, y = self._page_point(at)
        content = self._texts.find(page_index)
        shape = QtCore.Qt.CursorShape.ArrowCursor
        tip = ""
        if content is not None:
            link = content.link_at(x, y)
            if link is not None:
                shape, tip = QtCore.Qt.CursorShape.PointingHandCursor, link.uri
            elif content.text.is_text_at(x, y):
                shape = QtCore.Qt.CursorShape.IBeamCursor
        self._view.viewport().setCursor(shape)
        self._view.viewport().setToolTip(_plain(tip))

    def _tell(self) -> None:
        self._view.viewport().update()
        self.selection_changed.emit()


def _plain(text: str) -> str:
    """Return a tooltip that shows text as it is, whatever it holds."""
    return f"<span>{escape(text)}</span>" if text else ""
