"""Changing between the pages and the text alone, in step with each other."""

import contextlib
from collections.abc import Callable

from PySide6 import QtCore

from app.domain.errors import InvalidInput
from app.pdf.document import Document
from app.settings.store import SettingsStore
from app.ui.panels.reader.face import Face
from app.ui.panels.reader.finder import Finder
from app.ui.panels.reader.layout import Place
from app.ui.panels.reader.marks_control import MarksControl
from app.ui.panels.reader.page_theme import PageTheme
from app.ui.panels.reader.piece_writer import SIZE_KEY

_LINES = {"reader.scroll-down": 1, "reader.scroll-up": -1}
_SCREENS = {
    "reader.half-down": 0.5,
    "reader.half-up": -0.5,
    "reader.screen-down": 1.0,
    "reader.screen-up": -1.0,
}
_PAGES = {"reader.next-page": 1, "reader.previous-page": -1}
_ZOOMS = {"reader.zoom-in": 1.1, "reader.zoom-out": 1 / 1.1}
_ON_PAGES = frozenset(
    {
        "reader.caret",
        "reader.ruler",
        "reader.follow-link",
        "reader.peek-link",
        "reader.peek",
    }
)
"""Of these one sees nothing while the text is shown in place of the pages."""

_SMALLEST, _LARGEST = 0.7, 4.0


class Reflowing(QtCore.QObject):
    """Shows the text in place of the pages; each follows the other."""

    def __init__(
        self,
        face: Face,
        finder: Finder,
        theme: PageTheme,
        marks: MarksControl,
        settings: SettingsStore,
        parent: QtCore.QObject,
    ) -> None:
        super().__init__(parent)
        self._face = face
        self._finder = finder
        self._theme = theme
        self._marks = marks
        self._settings = settings
        self._document: Document | None = None
        self._is_following = False
        face.reflow.moved.connect(self._on_text_moved)
        face.view.moved.connect(self._on_pages_moved)
        finder.found.connect(self._on_found)
        marks.changed.connect(self._on_marks_changed)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def is_shown(self) -> bool:
        """Say whether the text is shown in place of the pages."""
        return self._face.is_text_shown

    def show(self, document: Document | None) -> None:
        """Go back to pages, those of another document."""
        self._document = document
        if self.is_shown:
            self._face.show_text(is_shown=False)
        self._face.reflow.show_document(None, Place(0, 0.0))

    def make_way(self, command_id: str) -> None:
        """Go back to the page of the text when a command is about what it shows."""
        if self.is_shown and command_id in _ON_PAGES:
            self.toggle()

    def perform(self, command_id: str) -> bool:
        """Do a command as it is meant for text; False when it is another's."""
        if command_id == "reader.reflow":
            self.toggle()
            return True
        if not self.is_shown:
            return False
        text = self._face.reflow
        if command_id in _LINES:
            text.scroll_lines(_LINES[command_id])
        elif command_id in _SCREENS:
            text.scroll_screens(_SCREENS[command_id])
        elif command_id in _PAGES:
            self._step_page(_PAGES[command_id])
        elif command_id in _ZOOMS:
            self._resize(self._settings.number(SIZE_KEY) * _ZOOMS[command_id])
        elif command_id in ("reader.fit-width", "reader.fit-page"):
            self._resize(1.2)
        elif command_id == "view.escape" and self._face.find_bar.isHidden():
            self.toggle()
        else:
            return False
        return True

    def toggle(self) -> None:
        """Show the text of the place one reads, or its page."""
        if self._document is None:
            return
        if self.is_shown:
            place = self._face.reflow.place()
            self._face.show_text(is_shown=False)
            self._face.reflow.show_document(None, place)
            self._face.view.go_to(place)
        else:
            place = self._face.view.place()
            self._face.show_text(is_shown=True)
            self._on_found()
            self._on_marks_changed()
            self._face.reflow.show_document(self._document, place)

    def _step_page(self, step: int) -> None:
        assert self._document is not None
        last = self._document.info.n_pages - 1
        page_index = self._face.reflow.place().page_index + step
        self._face.reflow.go_to(Place(min(max(page_index, 0), last), 0.0))

    def _resize(self, size: float) -> None:
        size = round(min(max(size, _SMALLEST), _LARGEST), 2)
        with contextlib.suppress(InvalidInput):  # it holds until the program ends
            self._settings.change(SIZE_KEY, size)

    def _on_text_moved(self) -> None:
        self._follow(lambda: self._face.view.go_to(self._face.reflow.place()))

    def _on_pages_moved(self) -> None:
        self._follow(lambda: self._face.reflow.go_to(self._face.view.place()))

    def _follow(self, move: Callable[[], object]) -> None:
        """Move one view after the other, which must not move the first again."""
        if self.is_shown and not self._is_following:
            self._is_following = True
            move()
            self._is_following = False

    def _on_found(self) -> None:
        if self.is_shown:
            self._face.reflow.show_hits(self._finder.needle, self._finder.used)

    def _on_marks_changed(self) -> None:
        if self.is_shown:
            self._face.reflow.show_marks(self._marks.by_page())

    def _on_theme_changed(self) -> None:
        self._face.reflow.set_tint(self._theme.tint)
