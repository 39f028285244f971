"""The topics and the counts of the library, as the sidebar and the rows need them."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6 import QtCore

from app.domain.change import Change, Facet
from app.domain.paper import TopicId
from app.domain.query import Counts, Place
from app.domain.topic import Topic
from app.library import Reader
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor

_COUNTED = frozenset({Facet.MEMBERSHIP, Facet.TOPICS, Facet.PAPERS})

_Answer = tuple[list[Topic], Counts, dict[TopicId, int]]


class TopicTree(QtCore.QObject):
    """Keeps topics and counts, read anew after each change that touches them."""

    reloaded = QtCore.Signal()

    def __init__(
        self,
        library: LibraryClient,
        jobs: TaskSupervisor,
        feed: ChangeFeed,
        parent: QtCore.QObject,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._topics: dict[TopicId, Topic] = {}
        self._totals: dict[TopicId, int] = {}
        self._counts: dict[Place, int] = {}
        self._is_loading = False
        self._is_stale = False
        self.is_loaded = False
        feed.subscribe(self._on_changed)

    def topics(self) -> Mapping[TopicId, Topic]:
        """Return every topic by its id, in the order of the tree."""
        return MappingProxyType(self._topics)

    def topic(self, topic_id: TopicId) -> Topic | None:
        """Return one topic, None when it is not known (yet)."""
        return self._topics.get(topic_id)

    def count(self, place: Place) -> int:
        """Return how many papers a place holds, 0 while unknown."""
        return self._counts.get(place, 0)

    def total(self, topic_id: TopicId) -> int:
        """Return how many papers a topic holds with the topics below it."""
        return self._totals.get(topic_id, 0)

    def depth(self, topic_id: TopicId) -> int:
        """Return how many topics stand above this one."""
        depth = 0
        topic = self._topics.get(topic_id)
        while topic is not None and topic.parent is not None:
            depth += 1
            topic = self._topics.get(topic.parent)
        return depth

    def reload(self) -> None:
        """Read topics and counts; calls while reading are one more reading."""
        if self._is_loading:
            self._is_stale = True
            return
        self._is_loading = True
        self._jobs.run(self._load(), "read topics")

    def _on_changed(self, change: Change) -> None:
        if change.facets & _COUNTED:
            self.reload()

    async def _load(self) -> None:
        try:
            topics, counts, totals = await self._library.read(_ask)
        finally:
            self._is_loading = False
        self._topics = {topic.id: topic for topic in topics}
        self._totals = totals
        self._counts = dict(counts.places)
        self.is_loaded = True
        self.reloaded.emit()
        if self._is_stale:
            self._is_stale = False
            self.reload()


def _ask(reader: Reader) -> _Answer:
    topics = list(reader.topics())
    totals = {topic.id: topic.n_papers for topic in topics} | reader.topic_totals()
    return topics, reader.counts(), totals
