"""How each place, topic and saved search is looked at, kept from day to day."""

from collections.abc import Callable, Mapping

from PySide6 import QtCore

from app.domain.query import Query
from app.domain.view import View
from app.domain.view_text import read_view, write_view

MOST_KEPT = 1_000
"""Of so many views the look is kept; those changed longest ago make room."""

_FOUND, _SAVED = "found", "search:"


class ViewStore(QtCore.QObject):
    """Keeps a view for each thing that can be listed; `changed` tells of which.

    Every place, every topic and every saved search has its own; all other searches
    share one.
    """

    changed = QtCore.Signal(str)

    def __init__(
        self, is_saved: Callable[[Query], bool], parent: QtCore.QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._is_saved = is_saved
        self._views: dict[str, View] = {}

    def view(self, query: Query) -> View:
        """Return how a query is looked at."""
        return self._views.get(self.name(query)) or View()

    def change(self, query: Query, view: View) -> None:
        """Look at a query in another way from now on."""
        if view != self.view(query):
            name = self.name(query)
            self._keep(name, view)
            self.changed.emit(name)

    def start(self, text: str, like: Query) -> None:
        """Let the search `text`, about to be saved, begin as a query is looked at."""
        self._keep(f"{_SAVED}{text.strip()}", self.view(like))

    def tell_searches(self) -> None:
        """Tell of every saved search again: others may be saved now."""
        for name in self._views:
            if name.startswith(_SAVED):
                self.changed.emit(name)

    def name(self, query: Query) -> str:
        """Return by what name the view of a query is kept."""
        text = query.text.strip()
        if not text:
            return f"{query.place.value}:{query.topic or ''}"
        return f"{_SAVED}{text}" if self._is_saved(query) else _FOUND

    def values(self) -> dict[str, str]:
        """Return the views as texts for `restore`."""
        return {name: write_view(view) for name, view in self._views.items()}

    def restore(self, values: Mapping[str, str]) -> None:
        """Take what `values` returned; what is not understood keeps the default."""
        found = {name: read_view(text) for name, text in values.items()}
        self._views = {
            name: view
            for name, view in found.items()
            if view is not None and view != View()
        }
        for name in self._views:
            self.changed.emit(name)

    def _keep(self, name: str, view: View) -> None:
        self._views.pop(name, None)
        if view != View():
            self._views[name] = view
        while len(self._views) > MOST_KEPT:
            self._views.pop(next(iter(self._views)))
