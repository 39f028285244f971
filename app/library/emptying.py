"""Remove what is in the trash for good."""

import json
import time
from dataclasses import dataclass

from app.domain.paper import PaperId, Sha256
from app.domain.trash import Trashed, TrashKind
from app.library import trash
from app.library.database import checking
from app.library.driver import Connection
from app.library.files import FileStore
from app.library.history.history import History
from app.library.search import indexing
from app.library.wording import size

_NOUNS = {
    TrashKind.TOPIC: "topic",
    TrashKind.NOTE: "note",
    TrashKind.MARK: "mark",
    TrashKind.FILE: "PDF",
}
_TRASHED = "select key, uuid from paper where trashed_at is not null"
_MERGED = """
    select distinct key, uuid from paper_was where uuid in (
        select m.value from paper p cross join json_each(p.merged) m
        where p.trashed_at is not null
    ) and key not in (select key from paper)
"""
_FILES = """
    select distinct sha256 from file where paper in (select value from json_each(:keys))
    union
    select sha256 from file_was where paper in (select value from json_each(:keys))
"""
_UNUSED = """
    select j.value from json_each(?) j
    where j.value not in (select sha256 from file)
        and j.value not in (select sha256 from file_was)
"""
_UNDONE = """
    select distinct w.sha256 from file_was w join act a on a.number = w.act
    where a.is_undone = 1 and w.sha256 not in (select sha256 from file)
        and w.sha256 not in (
            select o.sha256 from file_was o join act d on d.number = o.act
            where d.is_undone = 0
        )
"""
"""The files that only a redo would bring back."""
_PROGRESS = """
    delete from progress where paper in (select value from json_each(?))
"""


@dataclass(frozen=True, slots=True)
class Emptied:
    """What is gone, and the files that nothing refers to any more."""

    papers: frozenset[PaperId]
    things: tuple[Trashed, ...]
    files: tuple[Sha256, ...]

    @property
    def words(self) -> str:
        """Say what is gone: '2 papers, 1 mark'."""
        counts = {"paper": len(self.papers)} | {
            noun: sum(thing.kind is kind for thing in self.things)
            for kind, noun in _NOUNS.items()
        }
        return ", ".join(
            f"{n} {noun}" if n == 1 else f"{n} {noun}s"
            for noun, n in counts.items()
            if n
        )

    def label(self, n_bytes: int) -> str:
        """Tell the act; `n_bytes` is the size of the PDFs that went."""
        freed = f"{size(n_bytes)} of PDFs" if n_bytes else ""
        if not self.words:
            return f"Removed {freed} that nothing refers to"
        return f"Removed {self.words} for good" + (f", {freed}" if freed else "")


def remove_files(connection: Connection, files: FileStore, emptied: Emptied) -> int:
    """Remove the files that nothing refers to any more; return how many bytes.

    Those that an import or a download may be at work on are left for another time.
    """
    now = time.time()
    orphans = (Sha256(path.stem) for path in checking.orphans(connection, files))
    left = (sha256 for sha256 in orphans if files.is_settled(sha256, now))
    return files.remove({*emptied.files, *left})


def empty_trash(connection: Connection, history: History) -> Emptied:
    """Remove what is in the trash and every trace of it in the history.

    The papers that were merged into one of them are traces of it. The files of an
    import that was undone go, too, and with them the redo that would bring them back.
    """
    undone = [sha for (sha,) in connection.execute(_UNDONE)]
    if undone:
        history.drop_undone()
    trashed = dict(connection.execute(_TRASHED).fetchall())
    gone = trashed | dict(connection.execute(_MERGED).fetchall())
    keys = json.dumps(list(gone))
    held = undone + [sha for (sha,) in connection.execute(_FILES, {"keys": keys})]
    connection.execute(_PROGRESS, (json.dumps(list(gone.values())),))
    connection.execute("delete from paper where trashed_at is not null")
    indexing.renew(connection, list(trashed))
    things, files = trash.forget(connection)
    held += files
    history.forget_papers(keys)
    unused = connection.execute(_UNUSED, (json.dumps(held),)).fetchall()
    return Emptied(
        papers=frozenset(PaperId(uuid) for uuid in trashed.values()),
        things=things,
        files=tuple(Sha256(sha) for (sha,) in unused),
    )
