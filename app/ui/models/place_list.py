"""The rows of the sidebar: places, and the topics as a tree that folds."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from PySide6 import QtCore

from app.domain.paper import TopicId
from app.domain.query import Place, Query
from app.domain.topic import Topic
from app.ui.models.topic_tree import TopicTree

_Role = QtCore.Qt.ItemDataRole
ROW_ROLE = _Role.UserRole + 1
_ROOT = QtCore.QModelIndex()
_Index = QtCore.QModelIndex | QtCore.QPersistentModelIndex

PLACES: tuple[tuple[Place, str, str], ...] = (
    (Place.INBOX, "Inbox", "inbox"),
    (Place.QUEUE, "Queue", "queue"),
    (Place.READING, "Reading", "reading"),
    (Place.STARRED, "Starred", "star"),
    (Place.DONE, "Done", "status-done"),
    (Place.ALL, "All papers", "library"),
)
"""The places above the topics: place, name and icon."""

TRASH: tuple[Place, str, str] = (Place.TRASH, "Trash", "trash")


class RowKind(Enum):
    """What a row of the sidebar is."""

    PLACE = auto()
    SECTION = auto()
    TOPIC = auto()
    TOPICS = auto()
    """All topics in one, where there is room for icons alone."""
    HINT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class SidebarRow:
    """One row; `colour` is a topic's slot, 0 for none; `is_open` None: cannot fold."""

    kind: RowKind
    text: str
    icon: str = ""
    query: Query | None = None
    path: str = ""
    colour: int = 0
    depth: int = 0
    count: int = 0
    is_open: bool | None = None


class PlaceList(QtCore.QAbstractListModel):
    """Lists places and topics; with `places` given, those places alone."""

    def __init__(
        self,
        tree: TopicTree,
        parent: QtCore.QObject,
        *,
        places: Sequence[tuple[Place, str, str]] = PLACES,
        has_topics: bool = True,
    ) -> None:
        super().__init__(parent)
        self._tree = tree
        self._places = places
        self._has_topics = has_topics
        self._is_compact = False
        self._folded: set[TopicId] = set()
        self._rows = self._make()
        tree.reloaded.connect(self._on_reloaded)

    def row(self, row: int) -> SidebarRow | None:
        """Return a row, None outside."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def find(self, query: Query) -> int:
        """Return the row of a place or topic (words apart), -1 when it has none."""
        place = Query(place=query.place, topic=query.topic)
        rows = enumerate(self._rows)
        return next((i for i, r in rows if r.query == place), -1)

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
        if not row.count:
            return row.text
        papers = self.tr("1 paper") if row.count == 1 else self.tr("%1 papers")
        return f"{row.text}, {papers.replace('%1', str(row.count))}"

    def _on_reloaded(self) -> None:
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
            )
            for place, name, icon in self._places
        ]
        if not self._has_topics:
            return rows
        if self._is_compact:
            topics = self.tr("Topics")
            return [*rows, SidebarRow(kind=RowKind.TOPICS, text=topics, icon="topic")]
        rows.append(SidebarRow(kind=RowKind.SECTION, text=self.tr("Topics")))
        topics_rows = self._topic_rows()
        if self._tree.is_loaded and not topics_rows:
            hint = self.tr(
                "Topics you make appear here. Drop papers on one to file them."
            )
            rows.append(SidebarRow(kind=RowKind.HINT, text=hint))
        return rows + topics_rows

    def _topic_rows(self) -> list[SidebarRow]:
        topics = self._tree.topics()
        parents = {topic.parent for topic in topics.values()}
        return [
            SidebarRow(
                kind=RowKind.TOPIC,
                text=topic.name,
                query=Query(place=Place.TOPIC, topic=topic.id),
                path=topic.path,
                colour=topic.colour,
                depth=self._tree.depth(topic.id),
                count=self._tree.total(topic.id),
                is_open=topic.id not in self._folded if topic.id in parents else None,
            )
            for topic in topics.values()
            if not self._is_hidden(topic)
        ]

    def _is_hidden(self, topic: Topic) -> bool:
        parent = topic.parent
        while parent is not None:
            if parent in self._folded:
                return True
            above = self._tree.topic(parent)
            parent = above.parent if above else None
        return False


def _identity(row: SidebarRow) -> tuple[RowKind, Query | None]:
    return row.kind, row.query
