"""Read titles and abstracts in bulk, and which papers are filed where."""

import json
from collections.abc import Sequence

from app.domain.paper import PaperId, TopicId
from app.domain.text import PaperText
from app.library.driver import Connection

_NEWEST = """
    select key, uuid, title, abstract from paper
    where trashed_at is null and key < ? order by key desc limit ?
"""
_NAMED = """
    select p.key, p.uuid, p.title, p.abstract
    from json_each(?) j cross join paper p on p.uuid = j.value
    where p.trashed_at is null order by j.key
"""
_FILINGS = """
    select t.uuid, p.uuid from filing f
    join topic t on t.key = f.topic join paper p on p.key = f.paper
    where p.trashed_at is null order by f.topic, f.paper
"""
_BEHIND_ALL = 2**62


def newest(
    connection: Connection, before: int | None, limit: int
) -> tuple[PaperText, ...]:
    """Return the texts of so many papers that came before a key, the newest first."""
    bound = _BEHIND_ALL if before is None else before
    return tuple(
        PaperText(key, PaperId(id), title, abstract)
        for key, id, title, abstract in connection.execute(_NEWEST, (bound, limit))
    )


def named(connection: Connection, ids: Sequence[PaperId]) -> tuple[PaperText, ...]:
    """Return the texts of papers, without those that are gone or in the trash."""
    return tuple(
        PaperText(key, PaperId(id), title, abstract)
        for key, id, title, abstract in connection.execute(
            _NAMED, (json.dumps(list(ids)),)
        )
    )


def filings(connection: Connection) -> dict[TopicId, tuple[PaperId, ...]]:
    """Return the papers filed directly under each topic, those in the trash apart."""
    filed: dict[TopicId, list[PaperId]] = {}
    for topic, paper in connection.execute(_FILINGS):
        filed.setdefault(TopicId(topic), []).append(PaperId(paper))
    return {topic: tuple(papers) for topic, papers in filed.items()}
