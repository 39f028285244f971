"""What a search found, on the pages and in the find bar."""

from PySide6 import QtCore

from app.ui.panels.reader.face import Face
from app.ui.panels.reader.finder import Finder
from app.ui.panels.reader.jumps import Jumps
from app.ui.panels.reader.layout import Place


class HitsShown(QtCore.QObject):
    """Outlines hits, counts them, and brings the current one into view."""

    def __init__(self, face: Face, finder: Finder, jumps: Jumps) -> None:
        super().__init__(face)
        self._face = face
        self._view = face.view
        self._finder = finder
        self._jumps = jumps
        self._typed_to: Place | None = None
        face.find_bar.asked.connect(self._on_search_asked)
        finder.found.connect(self._on_found)
        finder.current_changed.connect(self._on_hit_changed)

    def _on_search_asked(self, needle: str) -> None:
        self._finder.search(needle, self._view.page_index)

    def _on_found(self) -> None:
        finder = self._finder
        self._face.find_bar.show_count(
            finder.number,
            len(finder.hits),
            is_searching=finder.is_searching,
            part_done=finder.part_done,
        )
        current = finder.current
        self._view.set_hits(
            finder.quads_by_page(),
            (current.page_index, current.quads) if current is not None else None,
        )

    def _on_hit_changed(self) -> None:
        current = self._finder.current
        if current is not None and current.quads:
            is_typing = self._face.find_bar.field.hasFocus()
            if not (is_typing and self._view.place() == self._typed_to):
                self._jumps.leave(self._view.place())
            self._view.reveal(current.page_index, current.quads[0])
            # What one types further on is the same jump.
            self._typed_to = self._view.place() if is_typing else None
        self._on_found()
