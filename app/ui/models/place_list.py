"""The rows of the sidebar: places, and the topics as a tree that folds."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from PySide6 import QtCore

from app.domain.paper import PaperId, TopicId
from app.domain.query import Place, Query
from app.ui.models.saved_searches import SavedSearches
from app.ui.models.topic_tree import TopicTree
from app.ui.models.unseen import UnseenPapers

_Role = QtCore.Qt.ItemDataRole
ROW_ROLE = _Role.UserRole + 1
_ROOT = QtCore.QModelIndex()
_Index = QtCore.QModelIndex | QtCore.QPersistentModelIndex

PLACES: tuple[tuple[Place, str, str], ...] = (
    (Place.INBOX, "Inbox", "inbox"),
    (Place.QUEUE, "Queue", "queue"),
    (Place.READING, "Reading", "reading"),
    (Place.SNOOZED, "Postponed", "snooze"),
    (Place.STARRED, "Starred", "star"),
    (Place.DONE, "Done", "status-done"),
    (Place.ALL, "All papers", "library"),
)
"""The places above the topics: place, name, icon. Postponed is shown when in use."""

TRASH: tuple[Place, str, str] = (Place.TRASH, "Trash", "trash")

_MOST_OPEN = 300
"""A tree of more topics begins folded: nobody reads so many rows, or waits for them."""


class RowKind(Enum):
    """What a row of the sidebar is."""

    PLACE = auto()
    SECTION = auto()
    TOPIC = auto()
    TOPICS = auto()
    """All topics in one, where there is room for icons alone."""
    HINT = auto()
    SEARCH = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class SidebarRow:
    """One row; `colour` is a topic's, 0 for none; `is_open` None: cannot fold.

    `slot` is the digit that files under a topic; `is_of_topics` is said of the heading
    of the topics.
    """

    kind: RowKind
    text: str
    icon: str = ""
    query: Query | None = None
    path: str = ""
    colour: int = 0
    depth: int = 0
    count: int = 0
    n_unseen: int = 0
    is_open: bool | None = None
    slot: int | None = None
    is_of_topics: bool = False


class PlaceList(QtCore.QAbstractListModel):
    """Lists places and topics; with `places` given, those places alone."""

    def __init__(
        self,
        tree: TopicTree,
        parent: QtCore.QObject,
        *,
        places: Sequence[tuple[Place, str, str]] = PLACES,
        has_topics: bool = True,
        searches: SavedSearches | None = None,
        unseen: UnseenPapers | None = None,
    ) -> None:
        super().__init__(parent)
        self._tree = tree
        self._places = places
        self._has_topics = has_topics
        self._searches = searches
        self._unseen = unseen
        self._is_compact = False
        self._folded: set[TopicId] = set()
        self._is_begun = False
        self._rows = self._make()
        tree.reloaded.connect(self._on_reloaded)
        if searches is not None:
            searches.changed.connect(self._on_reloaded)
            searches.counted.connect(self._on_reloaded)
        if unseen is not None:
            unseen.changed.connect(self._on_reloaded)

    def row(self, row: int) -> SidebarRow | None:
        """Return a row, None outside."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def find(self, query: Query) -> int:
        """Return the row of a saved search, else of the place or topic, -1 for none."""
        queries = [row.query for row in self._rows]
        place = Query(place=query.place, topic=query.topic)
        found = next((q for q in (query, place) if q in queries), None)
        return -1 if found is None else queries.index(found)

    def set_compact(self, is_compact: bool) -> None:
        """List one row for all topics, for the rail of icons."""
        if is_compact != self._is_compact:
            self._is_compact = is_compact
            self._replace()

    def fold(self, topic_id: TopicId) -> None:
        """Fold a topic's children away, or show them again."""
        self._folded ^= {topic_id}
        self._replace()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == _Role.DisplayRole:
            return row.text
        if role == ROW_ROLE:
            return row
        if role == _Role.AccessibleTextRole:
            return self._sentence(row)
        if role == _Role.ToolTipRole and (self._is_compact or row.path):
            return row.path or row.text
        return None

    def flags(self, index: _Index) -> QtCore.Qt.ItemFlag:
        row = self.row(index.row()) if index.isValid() else None
        if row is None or row.kind in (RowKind.SECTION, RowKind.HINT):
            return QtCore.Qt.ItemFlag.NoItemFlags
        return QtCore.Qt.ItemFlag.ItemIsEnabled | QtCore.Qt.ItemFlag.ItemIsSelectable

    def _sentence(self, row: SidebarRow) -> str:
        parts = [row.text]
        if row.slot is not None:
            parts.append(self.tr("digit %1").replace("%1", str(row.slot)))
        if row.count:
            papers = self.tr("1 paper") if row.count == 1 else self.tr("%1 papers")
            parts.append(papers.replace("%1", str(row.count)))
        if row.n_unseen:
            unseen = self.tr("%1 not looked at yet")
            parts.append(unseen.replace("%1", str(row.n_unseen)))
        return ", ".join(parts)

    def _on_reloaded(self) -> None:
        if self._tree.is_loaded and not self._is_begun:
            self._is_begun = True
            topics = self._tree.topics().values()
            if len(topics) > _MOST_OPEN:
                parents = {topic.parent for topic in topics}
                self._folded = {topic.id for topic in topics if topic.id in parents}
        self._replace()

    def _replace(self) -> None:
        new = self._make()
        if [_identity(r) for r in new] == [_identity(r) for r in self._rows]:
            self._rows = new
            self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return
        self.beginResetModel()
        self._rows = new
        self.endResetModel()

    def _make(self) -> list[SidebarRow]:
        rows = [
            SidebarRow(
                kind=RowKind.PLACE,
                text=self.tr(name),
                icon=icon,
                query=Query(place=place),
                count=self._tree.count(place),
                n_unseen=self._n_unseen(place),
            )
            for place, name, icon in self._places
            if place is not Place.SNOOZED or self._tree.count(place)
        ]
        if not self._has_topics:
            return rows
        if self._is_compact:
            topics = self.tr("Topics")
            return [*rows, SidebarRow(kind=RowKind.TOPICS, text=topics, icon="topic")]
        heading = self.tr("Topics")
        rows.append(SidebarRow(kind=RowKind.SECTION, text=heading, is_of_topics=True))
        topics_rows = self._topic_rows()
        if self._tree.is_loaded and not topics_rows:
            hint = self.tr(
                "Topics you make appear here. Drop papers on one to file them."
            )
            rows.append(SidebarRow(kind=RowKind.HINT, text=hint))
        return rows + topics_rows + self._search_rows()

    def _n_unseen(self, place: Place) -> int:
        """Return how many papers of a place were not looked at: told of the inbox."""
        if self._unseen is None or place is not Place.INBOX:
            return 0
        return self._unseen.count()

    def _n_among(self, ids: tuple[PaperId, ...]) -> int:
        return self._unseen.count_among(ids) if self._unseen else 0

    def _search_rows(self) -> list[SidebarRow]:
        searches = self._searches
        if searches is None or not searches.all():
            return []
        found = [
            SidebarRow(
                kind=RowKind.SEARCH,
                text=search.name,
                icon="saved-search",
                query=Query(text=search.text),
                path=search.text,
                count=searches.count(search),
                n_unseen=self._n_among(searches.unseen(search)),
            )
            for search in searches.all()
        ]
        return [SidebarRow(kind=RowKind.SECTION, text=self.tr("Searches")), *found]

    def _topic_rows(self) -> list[SidebarRow]:
        """Return the rows of the topics that no fold hides, in one walk."""
        topics = self._tree.topics()
        parents = {topic.parent for topic in topics.values()}
        depths: dict[TopicId | None, int] = {None: -1}  # of those that are open
        rows = []
        for topic in topics.values():
            depth = depths.get(topic.parent)
            if depth is None:
                continue
            is_folded = topic.id in self._folded
            if not is_folded:
                depths[topic.id] = depth + 1
            rows.append(
                SidebarRow(
                    kind=RowKind.TOPIC,
                    text=topic.name,
                    query=Query(place=Place.TOPIC, topic=topic.id),
                    path=topic.path,
                    colour=topic.colour,
                    depth=depth + 1,
                    count=self._tree.total(topic.id),
                    n_unseen=self._unseen.count_in(topic.id) if self._unseen else 0,
                    is_open=not is_folded if topic.id in parents else None,
                    slot=topic.slot,
                )
            )
        return rows


def _identity(row: SidebarRow) -> tuple[RowKind, Query | None]:
    return row.kind, row.query
