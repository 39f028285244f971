"""Going from view to view: what the list shows, and the way back."""

from dataclasses import dataclass, replace

from PySide6 import QtCore

from app.domain.paper import PaperId, TopicId
from app.domain.query import Place, Query
from app.ui.models.saved_searches import SavedSearches
from app.ui.models.topic_tree import TopicTree
from app.ui.panels.list.panel import ListPanel
from app.ui.panels.sidebar.panel import SidebarPanel

_LONGEST_WAY_BACK = 50

PLACE_NAMES = {
    Place.INBOX: "Inbox",
    Place.QUEUE: "Queue",
    Place.READING: "Reading",
    Place.SNOOZED: "Postponed",
    Place.STARRED: "Starred",
    Place.DONE: "Done",
    Place.ALL: "All papers",
    Place.TRASH: "Trash",
}

_SEARCHED_ALONE = (Place.TOPIC, Place.TRASH)


@dataclass(frozen=True, slots=True)
class _View:
    """A view to come back to; `searched_from` is where its search began."""

    query: Query
    searched_from: Query | None


class Navigator(QtCore.QObject):
    """Shows views and remembers where each was left; `moved` after each change.

    `left` tells that one went from one view to another. A topic that is deleted while
    it is shown makes way for all papers.
    """

    moved = QtCore.Signal(object)
    left = QtCore.Signal()

    def __init__(
        self,
        panel: ListPanel,
        sidebar: SidebarPanel,
        topics: TopicTree,
        parent: QtCore.QObject,
        *,
        searches: SavedSearches | None = None,
    ) -> None:
        super().__init__(parent)
        self._panel = panel
        self._sidebar = sidebar
        self._topics = topics
        self._searches = searches
        self._query = Query(place=Place.INBOX)
        self._searched_from: Query | None = None
        self._back: list[_View] = []
        self._forward: list[_View] = []
        self.left_at: dict[str, PaperId] = {}
        self.left_rows: dict[str, int] = {}
        panel.search_changed.connect(self._on_search_changed)
        panel.current_changed.connect(self._on_current_changed)
        sidebar.query_chosen.connect(self.show)
        topics.reloaded.connect(self._on_topics_reloaded)

    @property
    def query(self) -> Query:
        """Return what the list shows."""
        return self._query

    @property
    def name(self) -> str:
        """Return what the list shows is called."""
        return self._title(self._query)

    def show(self, query: Query, current: PaperId | None = None) -> None:
        """Show a view, with a paper current: the one named, or where it was left."""
        if query != self._query:
            self._back = [*self._back, self._view()][-_LONGEST_WAY_BACK:]
            self._forward = []
        wanted = (current,) if current else self._left_at(query)
        self._go(query, wanted, is_revealed=current is not None)

    @property
    def searched_from(self) -> Query:
        """Return the view that the search began in, which is shown again after it."""
        return self._searched_from or replace(self._query, text="")

    def search(self, text: str, current: PaperId | None = None) -> None:
        """Look for words as if they were typed in this view."""
        # A paper is looked for everywhere; topics and the trash are searched alone.
        origin = self._searched_from or self._query
        is_alone = origin.place in _SEARCHED_ALONE
        query = replace(origin, text=text) if is_alone else Query(text=text)
        self._go(query, (current,) if current else (), searched_from=origin)

    def show_place(self, place: Place, topic: TopicId | None = None) -> None:
        """Show a place or a topic, without words searched for."""
        self.show(Query(place=place, topic=topic))

    def back(self) -> None:
        """Show the view before this one."""
        self._go_along(self._back, self._forward)

    def forward(self) -> None:
        """Show the view that was gone back from."""
        self._go_along(self._forward, self._back)

    def _go_along(self, ahead: list[_View], behind: list[_View]) -> None:
        while ahead:
            view = ahead.pop()
            if self._is_there(view.query):
                behind.append(self._view())
                self._go(
                    view.query,
                    self._left_at(view.query),
                    searched_from=view.searched_from,
                )
                return

    def _view(self) -> _View:
        return _View(self._query, self._searched_from)

    def _is_there(self, query: Query) -> bool:
        return query.topic is None or self._topics.topic(query.topic) is not None

    def _left_at(self, query: Query) -> tuple[PaperId, ...]:
        left = None if query.text else self.left_at.get(view_name(query))
        return () if left is None else (left,)

    def _go(
        self,
        query: Query,
        wanted: tuple[PaperId, ...],
        *,
        searched_from: Query | None = None,
        is_revealed: bool = False,
        is_gone: bool = False,
    ) -> None:
        if query != self._query and not is_gone:
            self.left.emit()
        self._searched_from = searched_from
        self._query = query
        row = 0 if query.text else self.left_rows.get(view_name(query), 0)
        self._panel.show_query(
            query, self._title(query), wanted, row, is_revealed=is_revealed
        )
        self._sidebar.show_query(query)
        self.moved.emit(query)

    def _title(self, query: Query) -> str:
        saved = self._searches.saved_as(query) if self._searches else None
        if saved is not None:
            return saved.name
        if query.topic is not None:
            topic = self._topics.topic(query.topic)
            return topic.name if topic is not None else self.tr("Topic")
        return self.tr(PLACE_NAMES[query.place])

    def _on_search_changed(self, text: str) -> None:
        origin = self._searched_from or self._query
        if text:
            self.search(text)
        elif self._searched_from is not None:
            found = self._panel.current() if self._panel.is_among_found else None
            stay = () if found is None else (found,)
            self._go(origin, (*stay, *self._left_at(origin)))
        elif self._query.text:  # a search that began nowhere, as a saved one does
            self._go(replace(self._query, text=""), ())

    def _on_topics_reloaded(self) -> None:
        if not self._is_there(self._query):
            self._back = [view for view in self._back if self._is_there(view.query)]
            self._go(Query(), self._left_at(Query()), is_gone=True)

    def _on_current_changed(self, paper_id: PaperId | None) -> None:
        listed = self._panel.query
        if paper_id is not None and not listed.text:
            # By its row too: the paper itself may leave the view for another place.
            self.left_at[view_name(listed)] = paper_id
            self.left_rows[view_name(listed)] = self._panel.table.row()


def view_name(query: Query) -> str:
    """Return a name for the view apart from the words searched for."""
    return f"{query.place.value}:{query.topic or ''}"
