"""Going from view to view: what the list shows, and the way back."""

from dataclasses import replace

from PySide6 import QtCore

from app.domain.paper import PaperId, TopicId
from app.domain.query import Place, Query
from app.ui.models.topic_tree import TopicTree
from app.ui.panels.list.panel import ListPanel
from app.ui.panels.sidebar.panel import SidebarPanel

_LONGEST_WAY_BACK = 50

PLACE_NAMES = {
    Place.INBOX: "Inbox",
    Place.QUEUE: "Queue",
    Place.READING: "Reading",
    Place.STARRED: "Starred",
    Place.DONE: "Done",
    Place.ALL: "All papers",
    Place.TRASH: "Trash",
}

_SEARCHED_ALONE = (Place.TOPIC, Place.TRASH)


class Navigator(QtCore.QObject):
    """Shows views and remembers where each was left; `moved` after each change."""

    moved = QtCore.Signal(object)

    def __init__(
        self,
        panel: ListPanel,
        sidebar: SidebarPanel,
        topics: TopicTree,
        parent: QtCore.QObject,
    ) -> None:
        super().__init__(parent)
        self._panel = panel
        self._sidebar = sidebar
        self._topics = topics
        self._query = Query(place=Place.INBOX)
        self._searched_from: Query | None = None
        self._back: list[Query] = []
        self._forward: list[Query] = []
        self.left_at: dict[str, PaperId] = {}
        panel.search_changed.connect(self._on_search_changed)
        panel.current_changed.connect(self._on_current_changed)
        sidebar.query_chosen.connect(self.show)

    @property
    def query(self) -> Query:
        """Return what the list shows."""
        return self._query

    def show(self, query: Query, current: PaperId | None = None) -> None:
        """Show a view, with a paper current: the one named, or where it was left."""
        if query == self._query and current is None:
            self._go(query, self.left_at.get(view_name(query)))
            return
        if self._query.place != query.place or self._query.topic != query.topic:
            self._back = [*self._back, self._query][-_LONGEST_WAY_BACK:]
            self._forward = []
        self._go(query, current or self.left_at.get(view_name(query)))

    def show_place(self, place: Place, topic: TopicId | None = None) -> None:
        """Show a place or a topic, without words searched for."""
        self.show(Query(place=place, topic=topic))

    def back(self) -> None:
        """Show the view before this one."""
        if self._back:
            self._forward.append(self._query)
            self._go_again(self._back.pop())

    def forward(self) -> None:
        """Show the view that was gone back from."""
        if self._forward:
            self._back.append(self._query)
            self._go_again(self._forward.pop())

    def _go_again(self, query: Query) -> None:
        self._go(query, self.left_at.get(view_name(query)))

    def _go(
        self, query: Query, current: PaperId | None, *, is_search: bool = False
    ) -> None:
        if not is_search:
            self._searched_from = None
        self._query = query
        self._panel.show_query(query, self._title(query), current)
        self._sidebar.show_query(query)
        self.moved.emit(query)

    def _title(self, query: Query) -> str:
        if query.topic is not None:
            topic = self._topics.topic(query.topic)
            return topic.name if topic is not None else self.tr("Topic")
        return self.tr(PLACE_NAMES[query.place])

    def _on_search_changed(self, text: str) -> None:
        # A paper is looked for everywhere: only topics and the trash are searched alone.
        if self._searched_from is None:
            if not text:
                return
            self._searched_from = self._query
        origin = self._searched_from
        if not text:
            self._go_again(origin)
        elif origin.place in _SEARCHED_ALONE:
            self._go(replace(origin, text=text), None, is_search=True)
        else:
            self._go(Query(text=text, place=Place.ALL), None, is_search=True)

    def _on_current_changed(self, paper_id: PaperId | None) -> None:
        if paper_id is not None and not self._query.text:
            self.left_at[view_name(self._query)] = paper_id


def view_name(query: Query) -> str:
    """Return a name for the view apart from the words searched for."""
    return f"{query.place.value}:{query.topic or ''}"
