"""Find papers by their ids, and file them under topics."""

import json
from collections.abc import Sequence

from app.domain.errors import NotFound
from app.domain.paper import PaperId
from app.library.driver import Connection

_KEYS = """
    select p.key from json_each(?) j cross join paper p on p.uuid = j.value
    order by j.key
"""
_FILE = """
    insert into filing(paper, topic)
    select j.value, :topic from json_each(:papers) j
    where not exists (
        select 1 from filing f where f.topic = :topic and f.paper = j.value
    )
    order by j.value
"""
_UNFILE = """
    delete from filing where topic = ? and paper in (select value from json_each(?))
"""


def key_of(connection: Connection, paper_id: PaperId) -> int:
    """Return the key of a paper.

    Raises:
        NotFound: there is no such paper.
    """
    return keys_of(connection, (paper_id,))[0]


def keys_of(connection: Connection, ids: Sequence[PaperId]) -> list[int]:
    """Return the keys of the papers, each once, in order.

    Raises:
        NotFound: one of them is not there.
    """
    wanted = list(dict.fromkeys(ids))
    keys = keys_there(connection, wanted)
    if len(keys) < len(wanted):
        lost = len(wanted) - len(keys)
        what = "This paper is" if len(wanted) == 1 else f"{lost} of these papers are"
        raise NotFound(f"{what} no longer in the library.", "Undo may bring it back.")
    return keys


def keys_there(connection: Connection, ids: Sequence[PaperId]) -> list[int]:
    """Return the keys of the papers that are in the library yet, in order."""
    return [key for (key,) in connection.execute(_KEYS, (json.dumps(list(ids)),))]


def file_under(connection: Connection, topic: int, papers: Sequence[int]) -> None:
    """File papers under a topic, those that are not there yet."""
    connection.execute(_FILE, {"topic": topic, "papers": json.dumps(list(papers))})


def unfile(connection: Connection, topic: int, papers: Sequence[int]) -> None:
    """Take papers out of a topic."""
    connection.execute(_UNFILE, (topic, json.dumps(list(papers))))
