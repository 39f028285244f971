"""Read a library, also while another process writes to it."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from app.domain.change import Act, Blocker
from app.domain.duplicates import DuplicateGroup, Twin
from app.domain.errors import NotFound
from app.domain.mark import FoundMark, Mark
from app.domain.paper import Draft, Paper, PaperId, TopicId
from app.domain.query import Counts, Query, SavedSearch, Unseen
from app.domain.text import PaperText
from app.domain.topic import Topic, TopicSummary
from app.domain.trash import Trashed
from app.domain.view import SectionRun
from app.domain.wanted import Key
from app.library import prefixes, rows, trash, tree
from app.library.database import checking, opening
from app.library.driver import Connection
from app.library.duplicates import duplicates, here_before, twins
from app.library.edits import filing, keeping_keys, refusing, saving, snoozing, unseen
from app.library.files import FOLDER, FileStore
from app.library.history import acts, history, taking_back
from app.library.search import (
    counting,
    marked,
    searching,
    sectioning,
    texts,
    vocabulary,
)
from app.library.translation import Interrupted, translated


class Reader:
    """A view of a library that never changes it; used by one thread at a time.

    Every method may raise Interrupted (see `interrupt`), and Corrupt or LibraryError
    when the file is damaged or its disk does not answer. Each answer is of one moment.
    """

    def __init__(self, folder: Path, connection: Connection) -> None:
        self.folder = folder
        self.files = FileStore(folder / FOLDER)
        self._connection = connection
        self._is_interrupted = False

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the library of a folder.

        Raises:
            NotFound: there is none.
            TooNew: it was written by a newer Octavo.
            TooOld: it was written by an older one, and nobody has opened it since.
            Corrupt: it is damaged, or is no library.
        """
        return cls(folder, opening.connect_reader(folder))

    def close(self) -> None:
        """Close the connection; a second call does nothing."""
        self._connection.close()

    def interrupt(self) -> None:
        """Stop the query that is running, from any thread; it raises Interrupted."""
        self._is_interrupted = True
        self._connection.interrupt()

    def keys(self, query: Query, *, limit: int | None = None) -> "array[int]":
        """Return the keys of the papers that a query lists, in its order.

        With words, papers that have all of them in the title come first, then in the
        authors, the abstract, the note, then here and there; inside each the newest.

        Raises:
            NotFound: the query's topic is not there.
        """
        with self._moment():
            check = self._check_interrupt
            return searching.find(self._connection, query, limit, check)

    def sections(
        self, query: Query, keys: "array[int] | None" = None
    ) -> "tuple[array[int], tuple[SectionRun, ...]]":
        """Return the keys that a query lists, section by section, and the sections.

        By date the newest come first, topics as in their tree and a paper under the
        first of its topics, sources by name. With `keys`, those are parted instead,
        without papers that are gone. A query without sections has none.

        Raises:
            NotFound: the query's topic is not there.
        """
        with self._moment():
            if keys is None:
                keys = searching.find(self._connection, query, None)
            check, now = self._check_interrupt, datetime.now().astimezone()
            return sectioning.part(self._connection, query, keys, now, check)

    def searches(self) -> tuple[SavedSearch, ...]:
        """Return the saved searches by name."""
        with self._moment():
            return saving.searches(self._connection)

    def values(
        self, key: Key, start: str = "", *, limit: int = 12
    ) -> tuple[tuple[str, int], ...]:
        """Return values of a key that go on as `start` does, with their papers' number.

        The most common come first. Keys without a list of values have none.
        """
        with self._moment():
            return vocabulary.values(self._connection, key, start, limit)

    def papers(self, keys: Sequence[int]) -> list[Paper]:
        """Return the papers of `keys`, in that order, without those that are gone."""
        with self._moment():
            return rows.papers(self._connection, keys, tree.order(self._connection))

    def paper(self, id: PaperId) -> Paper:
        """Return a paper.

        Raises:
            NotFound: it is not there.
        """
        with self._moment():
            order = tree.order(self._connection)
            return rows.papers(self._connection, [self._key_of(id)], order)[0]

    def key_of(self, id: PaperId) -> int:
        """Return the key of a paper.

        Raises:
            NotFound: it is not there.
        """
        with self._moment():
            return self._key_of(id)

    def keys_of(self, ids: Sequence[PaperId]) -> list[int]:
        """Return the keys of papers, each once, in their order.

        Raises:
            NotFound: one of them is not there.
        """
        with self._moment():
            return filing.keys_of(self._connection, ids)

    def id_of(self, key: int) -> PaperId:
        """Return the id of the paper of that key.

        Raises:
            NotFound: it is not there.
        """
        with self._moment():
            row = self._connection.execute(
                "select uuid from paper where key = ?", (key,)
            ).fetchone()
        if row is None:
            raise _gone()
        return PaperId(row[0])

    def citation_keys(self) -> frozenset[str]:
        """Return the citation keys that papers were given."""
        with self._moment():
            return keeping_keys.taken(self._connection)

    def resolve(self, prefix: str) -> PaperId:
        """Return the id that begins so.

        Raises:
            NotFound: none does.
            InvalidInput: several do.
        """
        with self._moment():
            return prefixes.resolve(self._connection, prefix)

    def topics(self) -> tuple[Topic, ...]:
        """Return all topics in the tree's order, each before those below it."""
        with self._moment():
            return tree.topics(self._connection)

    def refused_topics(self, id: PaperId) -> frozenset[TopicId]:
        """Return the topics that are not to be suggested for a paper again."""
        with self._moment():
            return refusing.refused(self._connection, id)

    def topic_totals(self) -> dict[TopicId, int]:
        """Return how many papers topics with others below them hold with those."""
        with self._moment():
            return tree.totals(self._connection)

    def topic_summary(self, id: TopicId) -> TopicSummary:
        """Return what a topic holds with those below it.

        Raises:
            NotFound: it is not there.
        """
        with self._moment():
            return tree.summary(self._connection, id)

    def counts(self) -> Counts:
        """Return how many papers each place of the sidebar holds, topics apart."""
        with self._moment():
            return counting.counts(self._connection, datetime.now(UTC))

    def unseen(self) -> Unseen:
        """Return the new papers that were not looked at, the newest first."""
        with self._moment():
            return unseen.unseen(self._connection)

    def next_return(self, now: datetime) -> datetime | None:
        """Return when the next paper that was put off comes back, None for never."""
        with self._moment():
            return snoozing.next_return(self._connection, now)

    def returned(self, since: datetime, now: datetime) -> tuple[PaperId, ...]:
        """Return the papers that came back after `since`, until `now`."""
        with self._moment():
            return snoozing.returned(self._connection, since, now)

    def marks(self, paper: PaperId) -> tuple[Mark, ...]:
        """Return the marks of a paper in the order of its pages.

        Raises:
            NotFound: the paper is not there.
        """
        with self._moment():
            self._key_of(paper)
            return rows.marks(self._connection, paper)

    def find_marks(
        self, text: str, *, limit: int = 1, among: Sequence[PaperId] = ()
    ) -> tuple[FoundMark, ...]:
        """Return the newest marks with all words of a search, of all papers.

        `among` papers, return for each the mark with most of the words, if one has any.
        """
        with self._moment():
            keys = marked.find(self._connection, text, limit, among)
            return rows.found_marks(self._connection, keys)

    def history(
        self, *, limit: int = 100, before: int | None = None, text: str = ""
    ) -> tuple[Act, ...]:
        """Return the newest acts, newest first; a negative limit is none.

        `before` leaves out the acts from that number on, `text` those whose label has
        not all of its words.
        """
        with self._moment():
            return acts.acts(self._connection, limit, before=before, text=text)

    def papers_of_act(self, number: int) -> tuple[PaperId, ...]:
        """Return the papers that an act touched and that are there, newest first."""
        with self._moment():
            return acts.papers_of(self._connection, number)

    def blocker(self, number: int) -> Blocker | None:
        """Return what stands in the way of taking an act back, None when nothing."""
        with self._moment():
            return taking_back.look(self._connection, number)

    def trash(self) -> tuple[Trashed, ...]:
        """Return what is in the trash beside papers, the newest first."""
        with self._moment():
            return trash.things(self._connection)

    def undo_label(self) -> str | None:
        """Return the label of the act that undo would take back."""
        with self._moment():
            return history.undo_label(self._connection)

    def redo_label(self) -> str | None:
        """Return the label of the act that redo would do again."""
        with self._moment():
            return history.redo_label(self._connection)

    def find_known(self, drafts: Sequence[Draft]) -> list[PaperId | None]:
        """Return for each draft the paper that it is, trashed ones included.

        A draft is known by its file, by an identifier (arXiv's without the version), or
        by its title when the abstracts are alike or one is missing.
        """
        with self._moment():
            return twins.find_known(self._connection, drafts)

    def find_alike(self, drafts: Sequence[Draft]) -> list[PaperId | None]:
        """Return for each draft a paper that it may be: almost of its title.

        It is for the user to say whether it is; see `find_known` for what is certain.
        """
        with self._moment():
            return twins.find_alike(self._connection, drafts)

    def find_duplicates(
        self, tell: Callable[[float], None]
    ) -> tuple[DuplicateGroup, ...]:
        """Return the groups of papers that may be one, the certain ones first.

        Takes seconds: never on the loop. `tell` hears how far it is, 0 to 1; what it
        raises stops the search.
        """
        with self._moment():
            return duplicates.find_duplicates(self._connection, tell)

    def find_before(
        self, ids: Sequence[PaperId], added: Sequence[PaperId]
    ) -> tuple[Twin, ...]:
        """Return the papers not among those `added` that these may be.

        Papers that are gone are left out.
        """
        with self._moment():
            ours, new = (filing.keys_there(self._connection, i) for i in (ids, added))
            return tuple(here_before.find_before(self._connection, ours, set(new)))

    def texts(self, before: int | None, limit: int) -> tuple[PaperText, ...]:
        """Return so many texts of papers with keys below `before`, newest first.

        None begins at the newest. Papers in the trash are left out.
        """
        with self._moment():
            return texts.newest(self._connection, before, limit)

    def texts_of(self, ids: Sequence[PaperId]) -> tuple[PaperText, ...]:
        """Return the texts of papers, without those that are gone or in the trash."""
        with self._moment():
            return texts.named(self._connection, ids)

    def filings(self) -> dict[TopicId, tuple[PaperId, ...]]:
        """Return the papers filed directly under each topic that has some."""
        with self._moment():
            return texts.filings(self._connection)

    def check(self) -> list[str]:
        """Return what is damaged, a line each: the database, missing, changed files."""
        with translated(self.folder):
            damage = checking.database_damage(self._connection)
            return damage or checking.file_damage(self._connection, self.files)

    def orphans(self) -> list[Path]:
        """Return the stored files that nothing refers to; they do no harm."""
        with self._moment():
            return checking.orphans(self._connection, self.files)

    def _key_of(self, id: PaperId) -> int:
        row = self._connection.execute(
            "select key from paper where uuid = ?", (id,)
        ).fetchone()
        if row is None:
            raise _gone()
        return int(row[0])

    def _check_interrupt(self) -> None:
        if self._is_interrupted:
            raise Interrupted

    @contextmanager
    def _moment(self) -> Iterator[None]:
        """Read everything inside the block as it was at one moment."""
        with translated(self.folder):
            self._is_interrupted = False
            try:
                self._connection.execute("begin")
                yield
                # SQLite may end an interrupted query early without a word of it.
                self._check_interrupt()
            finally:
                self._end_moment()

    def _end_moment(self) -> None:
        # Even a rollback may be interrupted, and would leave its transaction open.
        while self._connection.in_transaction:
            with suppress(Interrupted), translated(self.folder):
                self._connection.execute("rollback")


def _gone() -> NotFound:
    return NotFound(
        "This paper is no longer in the library.", "Undo may bring it back."
    )
