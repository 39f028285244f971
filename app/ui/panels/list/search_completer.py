"""Offers keys and values while one types a search."""

from functools import partial

from PySide6 import QtCore, QtGui, QtWidgets

from app.domain.wanted import Key
from app.library import Reader
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.appearance.look import Look
from app.ui.panels.list.search_field import SearchField
from app.ui.panels.list.suggesting import (
    Suggestion,
    Wish,
    key_suggestions,
    taken,
    toggled,
    value_suggestions,
    wish,
)
from app.ui.panels.list.suggestion_list import SuggestionList

_MOST = 8
_Key = QtCore.Qt.Key


class SearchCompleter(QtCore.QObject):
    """Shows a drop-down under the word; Tab takes, Enter what the arrows chose.

    What was offered for an earlier word is never taken: the first of what is on its
    way is.
    """

    def __init__(
        self,
        look: Look,
        field: SearchField,
        library: LibraryClient,
        jobs: TaskSupervisor,
        window: QtWidgets.QWidget,
    ) -> None:
        super().__init__(window)
        self._field = field
        self._library = library
        self._jobs = jobs
        self._wish: Wish | None = None
        self._offered: Wish | None = None
        self._is_asking = self._is_owed = False
        self.list = SuggestionList(look, window)
        self.list.chosen.connect(self._take)
        field.line.textEdited.connect(self._on_text_edited)
        field.line.textChanged.connect(self._on_text_changed)
        field.line.cursorPositionChanged.connect(self._on_cursor_moved)
        field.line.focus_changed.connect(self._on_focus_changed)
        field.line.installEventFilter(self)

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Give the arrows, Tab, Enter and Esc to the drop-down while it is there."""
        if event.type() is not QtCore.QEvent.Type.KeyPress or not self.list.isVisible():
            return False
        assert isinstance(event, QtGui.QKeyEvent)
        match event.key():
            case _Key.Key_Down:
                self.list.step(1)
            case _Key.Key_Up:
                self.list.step(-1)
            case _Key.Key_Tab:
                self._take(max(self.list.current, 0))
            case _Key.Key_Return | _Key.Key_Enter if self.list.current >= 0:
                self._take(self.list.current)
            case _Key.Key_Escape if self.list.current >= 0:
                self.close()
            case _Key.Key_Escape | _Key.Key_Return | _Key.Key_Enter:
                self.close()
                return False
            case _:
                return False
        return True

    def toggle_topic(self, path: str) -> None:
        """Add a topic to the search, or take it out."""
        text = toggled(self._field.text(), path)
        self._field.write(text, len(text))

    def close(self) -> None:
        """Offer nothing."""
        self._wish, self._is_owed = None, False
        self.list.hide()

    def _on_text_edited(self) -> None:
        line = self._field.line
        self._is_owed = False
        self._wish = wish(line.text(), line.cursorPosition())
        if self._wish is None:
            self.close()
        elif self._wish.key is None:
            self._show(self._wish, key_suggestions(self._wish.typed))
        elif not self._is_asking:
            self._is_asking = True
            self._jobs.run(self._ask(), "suggest values")

    async def _ask(self) -> None:
        """Ask for values until they are those of the word that stands there."""
        try:
            while (asked := self._wish) is not None and asked.key is not None:
                typed = asked.typed
                values = await self._library.read(partial(_values, asked.key, typed))
                if asked == self._wish:
                    self._show(asked, value_suggestions(asked, values, most=_MOST))
                    return
        finally:
            self._is_asking = False

    def _show(self, asked: Wish, rows: tuple[Suggestion, ...]) -> None:
        if not rows or not self._field.line.hasFocus():
            self.list.hide()
            return
        line, window = self._field.line, self.list.ground
        corner = QtCore.QPoint(line.x_of(asked.start), 0)
        place = line.mapTo(window, corner)
        below = self._field.mapTo(window, QtCore.QPoint(0, self._field.height()))
        self.list.show_at(QtCore.QPoint(place.x(), below.y()), rows[:_MOST])
        self._offered = asked
        if self._is_owed:
            self._take(0)

    def _take(self, row: int) -> None:
        asked, rows = self._wish, self.list.rows()
        if asked is None or not 0 <= row < len(rows):
            return
        if asked != self._offered:
            self._is_owed = True
            return
        text, cursor = taken(self._field.line.text(), asked, rows[row])
        self.list.hide()
        self._field.write(text, cursor)
        self._on_text_edited()

    def _on_text_changed(self, text: str) -> None:
        if not text:
            self.close()

    def _on_cursor_moved(self, _before: int, now: int) -> None:
        asked = self._wish
        if asked is not None and not asked.start <= now <= asked.end + 1:
            self.close()

    def _on_focus_changed(self) -> None:
        if not self._field.line.hasFocus():
            self.close()


def _values(key: Key, typed: str, reader: Reader) -> tuple[tuple[str, int], ...]:
    return reader.values(key, typed, limit=_MOST)
