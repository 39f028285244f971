"""The papers that nobody looked at yet, as the sidebar and the rows need them."""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet

from PySide6 import QtCore

from app.commands.wording import count
from app.domain.change import Change, Facet
from app.domain.paper import PaperId, TopicId
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.reporter import Reporter
from app.runtime.supervisor import TaskSupervisor

_FOLLOWED = frozenset({Facet.MEMBERSHIP, Facet.TOPICS, Facet.PAPERS})
_LOOK_MS, _WRITE_MS, _READ_MS = 600, 1_000, 300


class UnseenPapers(QtCore.QObject):
    """Keeps them: a paper is seen when it was current for a moment, or decided on.

    What was seen is kept in the library, once a second at most, and `kept` tells when.
    `changed` follows every change.
    """

    changed = QtCore.Signal()
    kept = QtCore.Signal()

    def __init__(
        self,
        library: LibraryClient,
        jobs: TaskSupervisor,
        feed: ChangeFeed,
        reporter: Reporter,
        parent: QtCore.QObject,
        *,
        look_ms: int = _LOOK_MS,
    ) -> None:
        super().__init__(parent)
        self._library, self._jobs, self._reporter = library, jobs, reporter
        self._papers: Mapping[PaperId, int] = {}
        self._keys: set[int] = set()
        self._topics: Mapping[TopicId, frozenset[PaperId]] = {}
        self._seen: set[PaperId] = set()
        self._unkept: set[PaperId] = set()
        self._looked_at: PaperId | None = None
        self._looking = self._timer(look_ms, self._on_looked)
        self._writing = self._timer(_WRITE_MS, self._on_write_due)
        self._reading = self._timer(_READ_MS, self.reload)
        feed.subscribe(self._on_changed)

    def holds(self, id: PaperId) -> bool:
        """Say whether a paper is unseen."""
        return id in self._papers and id not in self._seen

    def count(self) -> int:
        """Return how many papers are unseen."""
        return len(self._papers) - len(self._seen)

    def count_in(self, topic: TopicId) -> int:
        """Return how many are under a topic and those below it."""
        return self.count_among(self._topics.get(topic, ()))

    def count_among(self, ids: Iterable[PaperId]) -> int:
        """Return how many of the papers are unseen."""
        return sum(1 for id in ids if self.holds(id))

    @property
    def keys(self) -> AbstractSet[int]:
        """The keys in the library of those that are unseen."""
        return self._keys

    def look_at(self, id: PaperId | None) -> None:
        """Take a paper for seen if it is still looked at in a moment."""
        self._looked_at = id
        if id is not None and self.holds(id):
            self._looking.start()
        else:
            self._looking.stop()

    def see_all(self) -> None:
        """Take every paper that is there for seen."""
        n_unseen = self.count()
        self._unkept.clear()
        self._jobs.run(self._keep_all(), "keep what was seen")
        self._papers, self._topics = {}, {}
        self._keys = set()
        self._seen.clear()
        self.changed.emit()
        words = count(n_unseen, "paper") if n_unseen else "all papers"
        self._reporter.notice(f"Marked {words} as seen")

    def reload(self) -> None:
        """Read them."""
        self._jobs.run(self._load(), "read unseen papers")

    async def finish(self) -> None:
        """Keep what was seen and not kept yet."""
        self._writing.stop()
        if self._unkept:
            await self._keep()

    async def _load(self) -> None:
        found = await self._library.read(lambda reader: reader.unseen())
        self._papers = {id: key for key, id in found.papers.items()}
        self._topics = found.topics
        # What is being kept meanwhile may not be known to the answer.
        self._seen = {id for id in self._unkept if id in self._papers}
        self._keys = set(found.papers) - {self._papers[id] for id in self._seen}
        self.changed.emit()
        if self._looked_at is not None and not self._looking.isActive():
            self.look_at(self._looked_at)

    async def _keep(self) -> None:
        kept = tuple(self._unkept)
        await self._library.see(kept)
        self._unkept.difference_update(kept)
        self.kept.emit()

    async def _keep_all(self) -> None:
        await self._library.see(None)
        self.kept.emit()

    def _on_looked(self) -> None:
        id = self._looked_at
        if id is None or not self.holds(id):
            return
        self._seen.add(id)
        self._unkept.add(id)
        self._keys.discard(self._papers[id])
        if not self._writing.isActive():
            self._writing.start()
        self.changed.emit()

    def _on_write_due(self) -> None:
        self._jobs.run(self._keep(), "keep what was seen")

    def _on_changed(self, change: Change) -> None:
        if change.facets & _FOLLOWED:
            self._reading.start()

    def _timer(self, after_ms: int, act: Callable[[], None]) -> QtCore.QTimer:
        timer = QtCore.QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after_ms)
        timer.timeout.connect(act)
        return timer
