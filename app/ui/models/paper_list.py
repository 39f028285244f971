"""The rows of the list: keys of a query, papers as they are looked at."""

import contextlib
from array import array
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from PySide6 import QtCore

from app.domain.change import Change, Facet
from app.domain.errors import NotFound
from app.domain.paper import Paper, PaperId, Status
from app.domain.query import Place, Query
from app.library import Reader
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.models.listing import compare, key_of
from app.ui.models.paper_cache import N_AT_ONCE, PaperCache
from app.ui.models.paper_words import PaperWords
from app.ui.models.row_diff import Insertion, Removal, Step, in_order
from app.ui.models.topic_tree import TopicTree

_Role = QtCore.Qt.ItemDataRole
PAPER_ROLE = _Role.UserRole + 1
_ROOT = QtCore.QModelIndex()
_Index = QtCore.QModelIndex | QtCore.QPersistentModelIndex

COLUMNS = ("Status", "Title", "Authors", "Year", "Topics")
N_FIRST = 200
"""How many rows are shown before the rest is known."""

_N_STEPS = 300
"""With more row diffs than this, a new list is quicker."""


class PaperListModel(QtCore.QAbstractTableModel):
    """Lists the papers of a query and follows every change row by row.

    A paper that no longer fits stays until the view is left; papers that are gone, or
    went to the trash, leave at once. `shown` tells of a new list, with the rows known
    so far; `settled` that no list is on its way any more; `counted` of the number of
    rows, whenever it changes; `paper_changed` of a paper that was read or read anew.
    """

    shown = QtCore.Signal(object, int)
    settled = QtCore.Signal()
    counted = QtCore.Signal(int)
    paper_changed = QtCore.Signal(str)

    def __init__(
        self,
        library: LibraryClient,
        jobs: TaskSupervisor,
        feed: ChangeFeed,
        topics: TopicTree,
        parent: QtCore.QObject,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self.words = PaperWords(topics, self)
        self._query = Query()
        self._keys = array("q")
        self._hints: dict[int, int] = {}
        self._ticket = 0
        self._is_begun = False
        self._is_settled = False
        self._touched: set[int] = set()
        self._is_stale = False
        self._is_following = False
        self._cache = PaperCache(library, jobs, self)
        self._cache.loaded.connect(self._on_papers_loaded)
        topics.reloaded.connect(self._on_topics_reloaded)
        feed.subscribe(self._on_changed)

    @property
    def query(self) -> Query:
        """What is listed."""
        return self._query

    @property
    def n_rows(self) -> int:
        """How many rows there are."""
        return len(self._keys)

    @property
    def is_settled(self) -> bool:
        """Say whether the rows are those of the query asked for last."""
        return self._is_settled

    def show(self, query: Query, wanted: Sequence[PaperId] = ()) -> None:
        """List a query: its first rows, then all of them.

        When they are `shown`, the papers in sight are read and the rows of the papers
        `wanted` are known, so that keys act on the right ones at once.
        """
        self._ticket += 1
        self._is_settled = False
        self._library.stop_latest()
        self._jobs.run(self._show(query, wanted, self._ticket), "list papers")

    def paper_at(self, row: int) -> Paper | None:
        """Return the paper of a row; None outside, or until it is read."""
        if not 0 <= row < len(self._keys):
            return None
        key = self._keys[row]
        paper = self._cache.get(key)
        self._hints[key] = row
        if paper is None:
            self._want(row)
        return paper

    def id_at(self, row: int) -> PaperId | None:
        """Return the id of a row's paper; None outside, or until it is known."""
        if not 0 <= row < len(self._keys):
            return None
        return self._cache.id(self._keys[row])

    def paper(self, paper_id: PaperId) -> Paper | None:
        """Return a paper that is in memory, else None."""
        key = self._cache.key(paper_id)
        return None if key is None else self._cache.get(key)

    def row_of(self, paper_id: PaperId) -> int:
        """Return the row of a paper that was read before, else -1."""
        key = self._cache.key(paper_id)
        return -1 if key is None else self._row_of_key(key)

    async def find_row(self, paper_id: PaperId) -> int:
        """Return the row of any paper, -1 when it is not listed."""
        if self._cache.key(paper_id) is None:
            key = await self._library.read(lambda r: r.key_of(paper_id))
            self._cache.put_id(key, paper_id)
        return self.row_of(paper_id)

    async def learn_ids(self, rows: Iterable[int]) -> None:
        """Read the ids of rows that are not known yet."""
        keys = [self._keys[row] for row in rows]
        unknown = [key for key in keys if self._cache.id(key) is None]
        if not unknown:
            return
        found = await self._library.read(lambda r: [r.id_of(key) for key in unknown])
        for key, paper_id in zip(unknown, found, strict=True):
            self._cache.put_id(key, paper_id)

    async def find_status(self, status: Status, row: int, step: int) -> int:
        """Return the next row from `row` on (excluded) of that status, -1 for none.

        `step` is 1 for down, -1 for up.
        """
        row += step
        while 0 <= row < len(self._keys):
            ahead = range(row, row + step * N_AT_ONCE, step)
            rows = [r for r in ahead if 0 <= r < len(self._keys)]
            keys = [self._keys[r] for r in rows]
            missing = [key for key in keys if key not in self._cache]
            if missing:
                await self._cache.read(missing)
            for r, key in zip(rows, keys, strict=True):
                paper = self._cache.get(key)
                if paper is not None and paper.status is status:
                    return self._row_of_key(key) if missing else r
            row += step * N_AT_ONCE
        return -1

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self,
        section: int,
        orientation: QtCore.Qt.Orientation,
        role: int = _Role.DisplayRole,
    ) -> Any:
        is_column = orientation is QtCore.Qt.Orientation.Horizontal
        if is_column and role == _Role.DisplayRole and section < len(COLUMNS):
            return self.tr(COLUMNS[section])
        return None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        paper = self.paper_at(index.row())
        if role == PAPER_ROLE:
            return paper
        if paper is None:
            return "" if role == _Role.DisplayRole else None
        if role == _Role.DisplayRole:
            return self.words.cell(paper, index.column())
        if role == _Role.AccessibleTextRole:
            return self.words.sentence(paper)
        if role == _Role.ToolTipRole:
            return self.words.title(paper)
        return None

    def _want(self, row: int) -> None:
        start = row - row % N_AT_ONCE
        rows = range(start, min(start + N_AT_ONCE, len(self._keys)))
        self._hints.update((self._keys[r], r) for r in rows)
        self._cache.want(self._keys[r] for r in rows)

    def _row_of_key(self, key: int) -> int:
        hint = self._hints.get(key, -1)
        if 0 <= hint < len(self._keys) and self._keys[hint] == key:
            return hint
        try:
            row = self._keys.index(key)
        except ValueError:
            return -1
        self._hints[key] = row
        return row

    async def _show(self, query: Query, wanted: Sequence[PaperId], ticket: int) -> None:
        try:
            first = await self._first_rows(query, wanted, ticket)
            if first is None:
                return
            self._replace(query, first)
            self.shown.emit(query, len(first))
        finally:
            if ticket == self._ticket:
                self._is_settled = True
                self.settled.emit()
        if ticket != self._ticket:
            return  # a key held back until now went elsewhere
        if len(first) != N_FIRST:
            self.counted.emit(len(first))
            return
        every = await self._ask(query, None, ticket)
        if every is None:
            return
        if every[: len(self._keys)] == self._keys:
            self._take(Insertion(len(self._keys), every[len(self._keys) :]))
        else:
            self._replace(query, every)
        self.counted.emit(len(every))

    async def _first_rows(
        self, query: Query, wanted: Sequence[PaperId], ticket: int
    ) -> "array[int] | None":
        """Return the first rows, or all where a paper wanted may be further down."""
        first = await self._ask(query, N_FIRST, ticket)
        if first is None:
            return None
        keys = await self._meet(first, wanted)
        if keys and len(first) == N_FIRST and not any(key in first for key in keys):
            first = await self._ask(query, None, ticket)
        return first if ticket == self._ticket else None

    async def _meet(self, first: "array[int]", wanted: Sequence[PaperId]) -> list[int]:
        """Read the papers of the first rows; return the keys of the papers wanted."""
        missing = [key for key in first[:N_AT_ONCE] if key not in self._cache]
        if missing:
            await self._cache.read(missing)
        for paper_id in wanted:
            if self._cache.key(paper_id) is None:
                with contextlib.suppress(NotFound):
                    key = await self._library.read(partial(key_of, paper_id))
                    self._cache.put_id(key, paper_id)
        keys = (self._cache.key(paper_id) for paper_id in wanted)
        return [key for key in keys if key is not None]

    async def _ask(
        self, query: Query, limit: int | None, ticket: int
    ) -> "array[int] | None":
        def question(reader: Reader) -> "array[int]":
            return reader.keys(query, limit=limit)

        found = await self._library.read_latest(question)
        while found is None and ticket == self._ticket:
            # Somebody else's newer question stopped ours, which still stands.
            found = await self._library.read_latest(question)
        return found if ticket == self._ticket else None

    def _replace(self, query: Query, keys: "array[int]") -> None:
        self._is_begun = True
        self.beginResetModel()
        self._query = query
        self._keys = keys
        self._hints.clear()
        self.endResetModel()

    def _take(self, step: Step) -> None:
        match step:
            case Insertion(row, keys):
                if not keys:
                    return
                self.beginInsertRows(_ROOT, row, row + len(keys) - 1)
                self._keys[row:row] = keys
                self.endInsertRows()
            case Removal(row, n):
                self.beginRemoveRows(_ROOT, row, row + n - 1)
                del self._keys[row : row + n]
                self.endRemoveRows()

    def _take_order(self, keys: "array[int]") -> None:
        """Put the rows into another order; selected rows and the current one go along.

        Only the queue does so: its order is the user's, and has just been changed.
        """
        if keys == self._keys:
            return
        self.layoutAboutToBeChanged.emit()
        rows = {key: row for row, key in enumerate(keys)}
        before = self.persistentIndexList()
        after = [self.index(rows[self._keys[i.row()]], i.column()) for i in before]
        self._keys = keys
        self._hints.clear()
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _remove_keys(self, keys: Iterable[int]) -> None:
        rows = {self._row_of_key(key) for key in keys} - {-1}
        for row in sorted(rows, reverse=True):
            self._take(Removal(row, 1))
        if rows:
            self.counted.emit(len(self._keys))

    def _on_papers_loaded(self, keys: list[int]) -> None:
        # Papers of a list that is still to come have no row, and no look-up for one.
        looked_at = [key for key in keys if key in self._hints]
        rows = sorted({self._row_of_key(key) for key in looked_at} - {-1})
        if rows:
            last = len(COLUMNS) - 1
            self.dataChanged.emit(self.index(rows[0], 0), self.index(rows[-1], last))
        for key in keys:
            self.paper_changed.emit(self._cache.id(key))

    def _on_topics_reloaded(self) -> None:
        if self._keys:
            last = self.index(len(self._keys) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _on_changed(self, change: Change) -> None:
        if not self._is_begun:
            return
        known = {paper: self._cache.key(paper) for paper in change.papers}
        gone = [k for p in change.removed if (k := self._cache.key(p)) is not None]
        self._remove_keys(gone)
        self._cache.drop(gone)
        self._touched |= {k for k in known.values() if k is not None} - set(gone)
        is_moved = Facet.MEMBERSHIP in change.facets or change.added or change.removed
        if is_moved or self._query.text:  # a search may look at anything
            self._is_stale |= self._may_list_others(change, known.values())
        if not self._is_following:
            self._is_following = True
            self._jobs.run(self._follow(), "follow changes")

    def _may_list_others(self, change: Change, keys: Iterable[int | None]) -> bool:
        if change.added or change.removed or self._query.place is Place.QUEUE:
            return True
        return any(key is None or self._row_of_key(key) < 0 for key in keys)

    async def _follow(self) -> None:
        try:
            while self._touched or self._is_stale:
                touched, self._touched = self._touched, set()
                await self._reread(touched)
                if self._is_stale:
                    self._is_stale = False
                    await self._refresh()
        finally:
            self._is_following = False

    async def _reread(self, keys: set[int]) -> None:
        cached = sorted(key for key in keys if key in self._cache)
        found = await self._cache.read(cached)
        lost = set(cached) - set(found)
        is_trash = self._query.place is Place.TRASH
        for key in found:
            paper = self._cache.get(key)
            if paper is not None and paper.is_trashed is not is_trash:
                lost.add(key)
        self._remove_keys(lost)

    async def _refresh(self) -> None:
        query, ticket, old = self._query, self._ticket, self._keys[:]
        staying = self._cache.keys(is_trashed=query.place is Place.TRASH)
        steps, new = await self._library.read(
            lambda reader: compare(reader, query, old, staying)
        )
        if ticket != self._ticket or query != self._query:
            return
        if old != self._keys:
            self._is_stale = True
            return
        if len(steps) > _N_STEPS:
            self._replace(query, new)
            self.shown.emit(query, len(new))
        for step in steps if len(steps) <= _N_STEPS else ():
            self._take(step)
        if query.place is Place.QUEUE:
            self._take_order(in_order(self._keys, new))
        if steps:
            self.counted.emit(len(self._keys))
