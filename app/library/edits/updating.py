"""Unite papers that are here with what another library says of them.

What the user wrote stays: a status, a rating and a comment are taken only where there
is none, a note goes below the one that is there.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from app.domain.importing import united_notes
from app.domain.mark import Mark
from app.domain.paper import MAX_RATING, Draft, MarkId, PaperId, Status, new_id
from app.library.driver import Connection
from app.library.edits import carrying, queueing, signals
from app.library.edits.filing import key_of
from app.library.edits.marking import ADD_MARK, mark_row
from app.library.edits.paper_files import add_file
from app.library.folding import storable
from app.library.instants import to_micros
from app.library.tagging import tags_of, text_of

_STAR = "update paper set is_starred = 1 where key = ? and is_starred = 0"
_RATING = "update paper set rating = ? where key = ? and rating = 0"
_STATUS = """
    update paper set status = ?
    where key = ? and status = 'new' and snoozed_until is null
"""
_IS_UNDECIDED = """
    select 1 from paper where key = ? and status = 'new' and snoozed_until is null
"""
_TAG = """
    insert into tag(paper, name) select :key, :name where not exists (
        select 1 from tag where paper = :key and name = :name
    )
"""
_NOTE = """
    insert into note(paper, text, changed_at) values (?, ?, ?)
    on conflict(paper) do update
    set text = excluded.text, changed_at = excluded.changed_at
    where text <> excluded.text
"""
_SAME_MARK = """
    select key, tags from mark
    where paper = ? and file = ? and page_index = ? and quads = ?
"""
_COMMENT = "update mark set comment = ? where key = ? and comment = ''"
_TAGS = "update mark set tags = ? where key = ? and tags <> ?"


def update_papers(
    connection: Connection, updates: Sequence[tuple[PaperId, Draft]], now: datetime
) -> list[tuple[int, Draft]]:
    """Add to papers what drafts say of them beside topics; return them by their keys.

    Raises:
        NotFound: one of the papers is not there.
    """
    stamp = to_micros(now)
    pairs = [(key_of(connection, paper_id), draft) for paper_id, draft in updates]
    for key, draft in sorted(pairs, key=lambda pair: queueing.place_of(pair[1])):
        _write_row(connection, key, draft)
    carrying.add_readings(connection, pairs)
    for key, draft in pairs:
        _write_note(connection, key, draft, stamp)
        for name in dict.fromkeys(map(storable, draft.tags)):
            connection.execute(_TAG, {"key": key, "name": name})
        for file in draft.files:
            add_file(connection, key, file, stamp)
        signals.keep(connection, key, draft.signals, stamp)
        for mark in draft.marks:
            _add_mark(connection, key, mark)
    return pairs


def _write_row(connection: Connection, key: int, draft: Draft) -> None:
    if draft.is_starred:
        connection.execute(_STAR, (key,))
    if draft.rating:
        rating = min(max(draft.rating, 0), MAX_RATING)
        connection.execute(_RATING, (rating, key))
    if draft.status in (None, Status.NEW):
        return
    if connection.execute(_IS_UNDECIDED, (key,)).fetchone() is None:
        return
    if draft.status is Status.QUEUED:
        queueing.append(connection, [key])
    connection.execute(_STATUS, (draft.status, key))


def _write_note(connection: Connection, key: int, draft: Draft, stamp: int) -> None:
    if not draft.note.strip():
        return
    row = connection.execute("select text from note where paper = ?", (key,)).fetchone()
    mine = "" if row is None else row[0]
    text = united_notes(mine, storable(draft.note))
    noted = draft.noted_at if not mine and draft.noted_at is not None else None
    connection.execute(_NOTE, (key, text, stamp if noted is None else to_micros(noted)))


def _add_mark(connection: Connection, key: int, mark: Mark) -> None:
    """Add a mark; one that is there gets the tags, and a comment where it has none."""
    quads = json.dumps([(q.left, q.top, q.right, q.bottom) for q in mark.quads])
    place = (key, mark.file, mark.page_index, quads)
    row = connection.execute(_SAME_MARK, place).fetchone()
    if row is None:
        connection.execute(ADD_MARK, mark_row(key, replace(mark, id=MarkId(new_id()))))
        return
    if mark.comment:
        connection.execute(_COMMENT, (storable(mark.comment), row[0]))
    text = text_of((*tags_of(row[1]), *mark.tags))
    connection.execute(_TAGS, (text, row[0], text))
