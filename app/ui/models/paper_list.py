"""The rows of the list: keys of a query, papers as they are looked at."""

from array import array
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from PySide6 import QtCore

from app.domain.change import Change, Facet
from app.domain.paper import Paper, PaperId, Status
from app.domain.query import Place, Query
from app.domain.view import Section
from app.runtime.feed import ChangeFeed
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor
from app.ui.models.column_model import ColumnModel
from app.ui.models.key_rows import KeyRows
from app.ui.models.list_questions import N_FIRST, Listed, ListQuestions, find_status
from app.ui.models.listing import compare
from app.ui.models.long_order import LongOrder, has_order, without_order
from app.ui.models.order_watch import OrderWatch
from app.ui.models.paper_cache import N_AT_ONCE, PaperCache
from app.ui.models.paper_words import PaperWords
from app.ui.models.parted import Parted, steps_between
from app.ui.models.row_diff import Insertion, Removal
from app.ui.models.topic_tree import TopicTree

_Role = QtCore.Qt.ItemDataRole
PAPER_ROLE = _Role.UserRole + 1
_ROOT = QtCore.QModelIndex()
_Index = QtCore.QModelIndex | QtCore.QPersistentModelIndex

_FEW = 8
_N_STEPS = 300
"""With more row diffs than this, a new list is quicker."""


class PaperListModel(ColumnModel):
    """Lists the papers of a query and follows every change row by row.

    A paper that no longer fits stays until the view is left, in the section that fits;
    papers that are gone, or went to the trash, leave at once. `shown` tells of a new
    list, with the papers known so far; `settled` that no list is on its way any more;
    `counted` of the number of papers, whenever it changes; `paper_changed` of a paper
    that was read or read anew; `sections_changed` of other headings above the rows. A
    long list is shown as it is until it is in order: `order` tells of that.
    """

    shown = QtCore.Signal(object, int)
    settled = QtCore.Signal()
    counted = QtCore.Signal(int)
    paper_changed = QtCore.Signal(str)
    sections_changed = QtCore.Signal()

    def __init__(
        self,
        library: LibraryClient,
        jobs: TaskSupervisor,
        feed: ChangeFeed,
        topics: TopicTree,
        parent: QtCore.QObject,
    ) -> None:
        super().__init__(parent)
        self._library, self._jobs = library, jobs
        self.words = PaperWords(topics, self)
        self._query = Query()
        self._rows = KeyRows(self)
        self._parted = Parted()
        self._is_begun = self._is_settled = False
        self._touched: set[int] = set()
        self._is_stale = self._is_following = False
        self._is_held = self._is_out_of_order = False
        self._cache = PaperCache(library, jobs, self)
        self._cache.loaded.connect(self._on_papers_loaded)
        self._watch = OrderWatch(self._cache, self.words)
        self._n_changes = 0
        self._questions = ListQuestions(library, self._cache)
        self.order = LongOrder(self._questions, self)
        topics.reloaded.connect(self._on_topics_reloaded)
        feed.subscribe(self._on_changed)

    @property
    def query(self) -> Query:
        """What is listed."""
        return self._query

    @property
    def n_rows(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    @property
    def parted(self) -> Parted:
        """The sections of the list; empty for a list without."""
        return self._parted

    @property
    def n_papers(self) -> int:
        """How many papers there are, those of folded sections too."""
        return self._parted.n_papers if self._parted.has_headings else self.n_rows

    @property
    def is_settled(self) -> bool:
        """Say whether the rows are those of the query asked for last."""
        return self._is_settled

    def show(
        self,
        query: Query,
        wanted: Sequence[PaperId] = (),
        folded: Collection[str] = (),
    ) -> None:
        """List a query: its first rows, then all of them.

        When they are `shown`, the papers in sight are read and the rows of those
        `wanted` are known. The sections of `folded` have no rows.
        """
        ticket, folds = self._questions.begin(), frozenset(folded)
        is_same = without_order(query) == without_order(self._query)
        is_long = self._is_settled and self.n_papers > self.order.n_long
        if is_long and is_same and has_order(query):
            self._jobs.run(self._order(query, folds, ticket), "sort papers")
            return
        self._is_settled = False
        self._jobs.run(self._show(query, wanted, folds, ticket), "list papers")

    def fold(self, folded: Collection[str]) -> None:
        """Take away the rows of these sections, and bring back those of all others."""
        found = steps_between(self._parted, self._parted.fold(folded))
        if found is not None:
            steps, after = found
            self._rows.take(steps)
            self._set_parted(after)

    def section_of(self, paper_id: PaperId) -> str | None:
        """Return the section of a paper that was read before, folded or not."""
        key = self._cache.key(paper_id)
        return None if key is None else self._parted.section_of(key)

    def hold_order(self, *, is_held: bool) -> None:
        """Keep the rows where they are for now, or put them where they belong."""
        self._is_held = is_held
        self.order.hold(is_held=is_held)
        if not is_held and self._is_out_of_order:
            self._is_out_of_order, self._is_stale = False, True
            self._begin_following()

    def paper_at(self, row: int) -> Paper | None:
        """Return the paper of a row; None outside, or until it is read."""
        if not 0 <= row < self.n_rows:
            return None
        key = self._rows.at(row)
        if (paper := self._cache.get(key)) is None and not self._cache.is_asked(key):
            self._want(row)
        return paper

    def id_at(self, row: int) -> PaperId | None:
        """Return the id of a row's paper; None outside, or until it is known."""
        if not 0 <= row < self.n_rows:
            return None
        return self._cache.id(self._rows.keys[row])

    def paper(self, paper_id: PaperId) -> Paper | None:
        """Return a paper that is in memory, else None."""
        key = self._cache.key(paper_id)
        return None if key is None else self._cache.get(key)

    def row_of(self, paper_id: PaperId) -> int:
        """Return the row of a paper that was read before, else -1."""
        key = self._cache.key(paper_id)
        return -1 if key is None else self._rows.row_of(key)

    def rows_of(self, ids: Sequence[PaperId]) -> list[int]:
        """Return the rows of the papers that are listed and were read before."""
        keys = {key for id in ids if (key := self._cache.key(id)) is not None}
        if len(keys) <= _FEW:
            return sorted({self._rows.row_of(key) for key in keys} - {-1})
        return [row for row, key in enumerate(self._rows.keys) if key in keys]

    async def find_row(self, paper_id: PaperId) -> int:
        """Return the row of any paper, -1 when it is not listed."""
        await self._cache.learn_key(paper_id)
        return self.row_of(paper_id)

    async def learn_ids(self, rows: Iterable[int]) -> None:
        """Read the ids of rows that are not known yet."""
        await self._cache.learn_ids([self._rows.keys[row] for row in rows])

    async def find_status(self, status: Status, row: int, step: int) -> int:
        """Return the next row of a status, down (step 1) or up (-1); -1 for none."""
        keys = self._rows.keys[:]
        row = await find_status(self._cache, keys, status, row, step)
        return row if row < 0 else self._rows.row_of(keys[row])

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else self.n_rows

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        paper = self.paper_at(index.row())
        if role == PAPER_ROLE:
            return paper
        if paper is None:
            return "" if role == _Role.DisplayRole else None
        if role == _Role.DisplayRole:
            return self.words.cell(paper, self._columns[index.column()])
        if role == _Role.AccessibleTextRole:
            return self.words.sentence(paper, self._columns)
        if role == _Role.ToolTipRole:
            return self.words.title(paper)
        return None

    def _want(self, row: int) -> None:
        start = row - row % N_AT_ONCE
        rows = range(start, min(start + N_AT_ONCE, self.n_rows))
        self._cache.want(self._rows.at(r) for r in rows)

    async def _show(
        self,
        query: Query,
        wanted: Sequence[PaperId],
        folded: frozenset[str],
        ticket: int,
    ) -> None:
        questions, asked, n_changes = self._questions, query, self._n_changes
        is_long = False
        try:
            if has_order(asked):
                plain = without_order(asked)
                is_long = await questions.is_longer(plain, self.order.n_long, ticket)
                query = plain if is_long else asked
            first = await questions.first(query, wanted, ticket)
            if first is None:
                return
            self._put(query, first, folded)
            self._catch_up(n_changes)
            self.shown.emit(query, len(first[0]))
        finally:
            if ticket == questions.ticket:
                self._is_settled = True
                self.settled.emit()
        if ticket != questions.ticket:
            return  # a key held back until now went elsewhere
        is_cut = query.section is Section.NONE and len(first[0]) == N_FIRST
        if is_cut and (listed := await questions.ask(query, None, ticket)) is not None:
            every, _ = listed
            if every[: self.n_rows] == self._rows.keys:
                self._rows.take([Insertion(self.n_rows, every[self.n_rows :])])
            else:
                self._replace(query, every, Parted())
        if ticket == questions.ticket:
            self.counted.emit(self.n_papers)
            if is_long:
                await self._order(asked, folded, ticket)

    async def _order(self, query: Query, folded: frozenset[str], ticket: int) -> None:
        """Put the list shown in another order, when that is known."""
        n_changes = self._n_changes
        listed = await self.order.ask(query, ticket)
        if listed is None:
            return
        self._put(query, listed, folded)
        self._remove_keys(self.order.gone())
        self._catch_up(n_changes)
        self.shown.emit(query, self.n_papers)
        self.counted.emit(self.n_papers)

    def _put(self, query: Query, listed: Listed, folded: frozenset[str]) -> None:
        is_whole = query.section is Section.NONE
        parted = Parted() if is_whole else Parted.of(*listed, folded)
        self._replace(query, listed[0] if is_whole else parted.shown(), parted)

    def _catch_up(self, n_changes: int) -> None:
        """Look again at a list that was read before the latest changes were made."""
        if n_changes != self._n_changes:
            self._is_stale = True
            self._begin_following()

    def _replace(self, query: Query, keys: "array[int]", parted: Parted) -> None:
        self._is_begun = True
        self.beginResetModel()
        self._query = query
        self._parted = parted
        self._rows.reset(keys)
        self.endResetModel()
        self.sections_changed.emit()

    def _set_parted(self, parted: Parted) -> None:
        """Take the sections of rows that are already there, in another order maybe."""
        has_headings = parted.has_headings or self._parted.has_headings
        self._parted = parted
        if has_headings:
            self.sections_changed.emit()

    def _remove_keys(self, keys: Iterable[int]) -> None:
        gone = set(keys)
        self.order.note_gone(gone)
        rows = {self._rows.row_of(key) for key in gone} - {-1}
        self._rows.take(Removal(row, 1) for row in sorted(rows, reverse=True))
        n_folded = self._parted.n_papers
        if gone and self._parted.has_headings:
            self._set_parted(self._parted.without(gone))
        if rows or self._parted.n_papers != n_folded:
            self.counted.emit(self.n_papers)

    def _on_papers_loaded(self, keys: list[int]) -> None:
        # Papers of a list that is still to come have no row, and no look-up for one.
        rows = sorted({self._rows.row_of(k) for k in keys if k in self._rows} - {-1})
        if rows:
            self.tell_rows(rows[0], rows[-1])
        for key in keys:
            self.paper_changed.emit(self._cache.id(key))

    def _on_topics_reloaded(self) -> None:
        if self._rows.keys:
            self.tell_rows(0, self.n_rows - 1)

    def _on_changed(self, change: Change) -> None:
        self._n_changes += 1
        if not self._is_begun:
            return
        known = {paper: self._cache.key(paper) for paper in change.papers}
        gone = [k for p in change.removed if (k := self._cache.key(p)) is not None]
        self._remove_keys(gone)
        self._cache.drop(gone)
        self._touched |= {k for k in known.values() if k is not None} - set(gone)
        self._watch.note(self._query.sorting, known.values())
        is_moved = Facet.MEMBERSHIP in change.facets or change.added or change.removed
        is_by_topic = self._query.section is Section.TOPIC
        self._is_stale |= is_by_topic and Facet.TOPICS in change.facets
        if is_moved or self._query.text:  # a search may look at anything
            self._is_stale |= self._may_list_others(change, known.values())
        self._begin_following()

    def _begin_following(self) -> None:
        if not self._is_following:
            self._is_following = True
            self._jobs.run(self._follow(), "follow changes")

    def _may_list_others(self, change: Change, keys: Iterable[int | None]) -> bool:
        is_ordered = self._query.place is Place.QUEUE or self._parted.has_headings
        if change.added or change.removed or is_ordered:
            return True
        return any(key is None or self._rows.row_of(key) < 0 for key in keys)

    async def _follow(self) -> None:
        try:
            while self._touched or self._is_stale:
                touched, self._touched = self._touched, set()
                await self._reread(touched)
                is_stale, self._is_stale = self._is_stale, False
                if is_stale and self._is_held and self._parted.has_headings:
                    self._is_out_of_order = True  # no paper leaves its section now
                elif is_stale:
                    await self._refresh()
        finally:
            self._is_following = False

    async def _reread(self, keys: set[int]) -> None:
        cached = sorted(key for key in keys if key in self._cache)
        found = await self._cache.read(cached)
        lost = set(cached) - set(found)
        is_elsewhere = self._query.place is not Place.TRASH
        lost |= set(found) & self._cache.keys(is_trashed=is_elsewhere)
        self._remove_keys(lost)
        self._is_stale |= self._watch.is_other()

    async def _refresh(self) -> None:
        query, ticket = self._query, self._questions.ticket
        old, parted = self._rows.keys[:], self._parted
        staying = self._cache.keys(is_trashed=query.place is Place.TRASH)
        is_long = has_order(query) and len(old) > self.order.n_long
        read = self._library.read_apart if is_long else self._library.read
        new = await read(lambda reader: compare(reader, query, old, parted, staying))
        if ticket != self._questions.ticket or query != self._query:
            self._is_stale = query == self._query  # it may stay after all
            return
        if old != self._rows.keys or parted is not self._parted:
            self._is_stale = True
            return
        if new.steps is None or len(new.steps) > _N_STEPS:
            self._replace(query, new.keys, new.parted)
            self.shown.emit(query, self.n_papers)
            self.counted.emit(self.n_papers)
            return
        self._rows.take(new.steps)
        if self._is_held:
            self._is_out_of_order = True
        elif new.moves is not None:
            self._rows.take_moves(new.moves)
        else:
            self._rows.take_order(new.keys)
        self._set_parted(new.parted.with_rows(self._rows.keys))
        if new.steps or new.parted.n_papers != parted.n_papers:
            self.counted.emit(self.n_papers)
