"""Read a library, also while another process writes to it."""

import re
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from app.domain.change import Act
from app.domain.errors import InvalidInput, NotFound
from app.domain.mark import Mark
from app.domain.paper import Draft, Paper, PaperId
from app.domain.query import Counts, Place, Query
from app.domain.topic import Topic
from app.library import checking, history, opening, rows, searching, tree, twins
from app.library.driver import Connection
from app.library.files import FOLDER, FileStore
from app.library.translation import Interrupted, translated

_TALLY = "select status, is_starred, is_trashed, n_papers from tally"
_RESOLVE = "select uuid from paper where uuid >= ? and uuid < ? order by uuid limit 2"
_PREFIX = re.compile(r"[0-9a-f-]{1,36}")
_BEHIND_HEX = "g"
_PLACE_OF_STATUS = {
    "new": Place.INBOX,
    "queued": Place.QUEUE,
    "reading": Place.READING,
    "done": Place.DONE,
}


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
            return searching.find(self._connection, query, limit)

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

    def resolve(self, prefix: str) -> PaperId:
        """Return the id that begins so.

        Raises:
            NotFound: none does.
            InvalidInput: several do.
        """
        wanted = prefix.strip().lower()
        if not wanted:
            raise InvalidInput("No paper was named.", "Give the start of its id.")
        found: list[str] = []
        if _PREFIX.fullmatch(wanted):
            with self._moment():
                bounds = (wanted, wanted + _BEHIND_HEX)
                rows_found = self._connection.execute(_RESOLVE, bounds).fetchall()
                found = [uuid for (uuid,) in rows_found]
        if not found:
            raise NotFound(
                f"There is no paper with the id “{prefix}”.", "List papers to see ids."
            )
        if len(found) > 1 and found[0] != wanted:
            raise InvalidInput(
                f"Several papers have an id that begins with “{prefix}”: "
                f"{' and '.join(found)}.",
                "Give more of it.",
            )
        return PaperId(found[0])

    def topics(self) -> tuple[Topic, ...]:
        """Return all topics in the tree's order, each before those below it."""
        with self._moment():
            return tree.topics(self._connection)

    def counts(self) -> Counts:
        """Return how many papers each place of the sidebar holds, topics apart."""
        places = dict.fromkeys(Place, 0)
        del places[Place.TOPIC]
        with self._moment():
            tally = self._connection.execute(_TALLY).fetchall()
        for status, is_starred, is_trashed, n_papers in tally:
            if is_trashed:
                places[Place.TRASH] += n_papers
                continue
            places[Place.ALL] += n_papers
            if is_starred:
                places[Place.STARRED] += n_papers
            if status in _PLACE_OF_STATUS:
                places[_PLACE_OF_STATUS[status]] += n_papers
        return Counts(places=places)

    def marks(self, paper: PaperId) -> tuple[Mark, ...]:
        """Return the marks of a paper in the order of its pages.

        Raises:
            NotFound: the paper is not there.
        """
        with self._moment():
            self._key_of(paper)
            return rows.marks(self._connection, paper)

    def history(self, *, limit: int = 100) -> tuple[Act, ...]:
        """Return the newest acts, newest first."""
        with self._moment():
            return history.acts(self._connection, limit)

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

    @contextmanager
    def _moment(self) -> Iterator[None]:
        """Read everything inside the block as it was at one moment."""
        with translated(self.folder):
            self._is_interrupted = False
            try:
                self._connection.execute("begin")
                yield
                # SQLite may end an interrupted query early without a word of it.
                if self._is_interrupted:
                    raise Interrupted
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
