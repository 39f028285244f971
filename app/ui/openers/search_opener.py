"""Saving the search shown, and changing a saved one."""

from collections.abc import Callable
from typing import Any

from PySide6 import QtCore

from app.domain.query import Query
from app.formats.queries.language import quoted
from app.ui.appearance.look import Look
from app.ui.models.saved_searches import SavedSearches
from app.ui.models.topic_tree import TopicTree
from app.ui.sheets.host import Sheets
from app.ui.sheets.search_sheet import SearchSheet
from app.ui.views.view_store import ViewStore


class SearchOpener(QtCore.QObject):
    """Opens the sheet of a search; `query` tells what the window lists."""

    def __init__(
        self,
        look: Look,
        sheets: Sheets,
        searches: SavedSearches,
        topics: TopicTree,
        *,
        run: Callable[..., Any],
        tell: Callable[[str], Any],
        query: Callable[[], Query],
        views: ViewStore,
    ) -> None:
        super().__init__(sheets)
        self._views = views
        self._topics = topics
        self._look, self._sheets, self._searches = look, sheets, searches
        self._run, self._tell, self._query = run, tell, query

    def actions(self) -> dict[str, Callable[..., Any]]:
        """Return what each command that opens the sheet does."""
        return {"search.save": self._save, "search.edit": self._edit}

    def _save(self) -> None:
        query = self._query()
        saved = self._searches.saved_as(query)
        if saved is not None:
            self._tell(self.tr("This search is saved as %1.").replace("%1", saved.name))
        elif not query.text.strip():
            self._tell(self.tr("Press / and search for something first."))
        else:
            topic = self._topics.topic(query.topic) if query.topic else None
            inside = f" topic:{quoted(topic.path)}" if topic else ""
            self._open(query.text.rstrip() + inside)

    def _edit(self) -> None:
        saved = self._searches.saved_as(self._query())
        if saved is None:
            self._tell(self.tr("Go to a saved search first."))
            return
        self._sheets.open(
            SearchSheet(self._look, search=saved, text=saved.text, run=self._save_as)
        )

    def _open(self, text: str) -> None:
        self._sheets.open(
            SearchSheet(self._look, search=None, text=text.strip(), run=self._save_as)
        )

    def _save_as(self, command_id: str, **arguments: Any) -> None:
        """Run what the sheet asks; the search keeps the looks that it has now."""
        if (text := arguments.get("text")) is not None:
            self._views.start(text, self._query())
        self._run(command_id, **arguments)
