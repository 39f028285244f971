"""The saved searches and their counts, as the sidebar needs them."""

from functools import partial

from PySide6 import QtCore

from app.domain.change import Change, Facet
from app.domain.paper import PaperId
from app.domain.query import Query, SavedSearch, SearchId
from app.library import Reader
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor

_PAUSE_MS = 300
_UNSEEN = "unseen"
_COUNTED_LATER = frozenset({Facet.NOTES, Facet.MARKS, Facet.FILES, Facet.PAPERS})
_COUNTED_LATER |= {Facet.MEMBERSHIP, Facet.TOPICS}


class SavedSearches(QtCore.QObject):
    """Keeps them, read anew after a change; the counts follow.

    `changed` tells of searches, `counted` of their counts.
    """

    changed = QtCore.Signal()
    counted = QtCore.Signal()

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
        self._searches: tuple[SavedSearch, ...] = ()
        self._counts: dict[SearchId, int] = {}
        self._unseen: dict[SearchId, tuple[PaperId, ...]] = {}
        self._is_counting = False
        self._is_stale = False
        self._timer = QtCore.QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._on_due)
        feed.subscribe(self._on_changed)

    def all(self) -> tuple[SavedSearch, ...]:
        """Return the saved searches by name."""
        return self._searches

    def count(self, search: SavedSearch) -> int:
        """Return how many papers a search finds, 0 while unknown."""
        return self._counts.get(search.id, 0)

    def unseen(self, search: SavedSearch) -> tuple[PaperId, ...]:
        """Return which papers it found that were not looked at then."""
        return self._unseen.get(search.id, ())

    def saved_as(self, query: Query) -> SavedSearch | None:
        """Return the saved search that a query is, None when it is none."""
        wanted = query.text.strip()
        found = (search for search in self._searches if search.text == wanted)
        return next(found, None) if wanted else None

    def reload(self) -> None:
        """Read the searches, and count them."""
        self._jobs.run(self._load(), "read searches")

    def count_unseen(self) -> None:
        """Count anew where a search asks for what was not looked at."""
        if any(_UNSEEN in search.text for search in self._searches):
            self._timer.start()

    def _on_changed(self, change: Change) -> None:
        if Facet.SEARCHES in change.facets:
            self.reload()
        elif self._searches and change.facets & _COUNTED_LATER:
            self._timer.start()

    def _on_due(self) -> None:
        self._jobs.run(self._count(), "count searches")

    async def _load(self) -> None:
        self._searches = await self._library.read(lambda r: r.searches())
        self.changed.emit()
        await self._count()

    async def _count(self) -> None:
        if self._is_counting:
            self._is_stale = True
            return
        self._is_counting = True
        try:
            # One at a time, so that the list waits for one count at most.
            found = [
                (search.id, await self._library.read(partial(_found, search)))
                for search in self._searches
            ]
        finally:
            self._is_counting = False
        self._counts = {id: n_papers for id, (n_papers, _) in found}
        self._unseen = {id: papers for id, (_, papers) in found}
        self.counted.emit()
        if self._is_stale:
            self._is_stale = False
            self._timer.start()


def _found(search: SavedSearch, reader: Reader) -> tuple[int, tuple[PaperId, ...]]:
    keys, unseen = reader.keys(Query(text=search.text)), reader.unseen().papers
    found = tuple(unseen[key] for key in keys if key in unseen) if unseen else ()
    return len(keys), found
