"""Remove the papers in the trash for good."""

import json
from dataclasses import dataclass

from app.domain.paper import PaperId, Sha256
from app.library import indexing
from app.library.driver import Connection
from app.library.history import History

_TRASHED = "select key, uuid from paper where trashed_at is not null"
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
_PROGRESS = """
    delete from progress where paper in (
        select uuid from paper where trashed_at is not null
    )
"""


@dataclass(frozen=True, slots=True)
class Emptied:
    """The papers that are gone, and the files that nothing refers to any more."""

    papers: frozenset[PaperId]
    files: tuple[Sha256, ...]


def empty_trash(connection: Connection, history: History) -> Emptied:
    """Remove the papers in the trash and every trace of them in the history."""
    trashed = dict(connection.execute(_TRASHED).fetchall())
    keys = json.dumps(list(trashed))
    held = [sha for (sha,) in connection.execute(_FILES, {"keys": keys})]
    connection.execute(_PROGRESS)
    connection.execute("delete from paper where trashed_at is not null")
    indexing.reindex(connection, list(trashed))
    history.forget_papers(keys)
    unused = connection.execute(_UNUSED, (json.dumps(held),)).fetchall()
    return Emptied(
        papers=frozenset(PaperId(uuid) for uuid in trashed.values()),
        files=tuple(Sha256(sha) for (sha,) in unused),
    )
