"""Change where papers stand, and what is written on them."""

import json
from dataclasses import dataclass
from datetime import datetime

from app.domain.edit import ChangePapers, FilePapers, OpenPaper, WriteNote
from app.domain.errors import InvalidInput
from app.domain.paper import MAX_RATING, PaperId, Progress, Status
from app.library.driver import Connection
from app.library.edits import queueing, topics
from app.library.edits.editing import write_fields
from app.library.edits.filing import file_under, key_of, keys_of, unfile
from app.library.folding import storable
from app.library.history.history import note_opening
from app.library.instants import to_micros
from app.library.wording import elide

_STATUS = """
    update paper set status = :value, snoozed_until = null
    where key in (select value from json_each(:keys))
        and (status <> :value or snoozed_until is not null)
"""
_STAR = """
    update paper set is_starred = :value
    where key in (select value from json_each(:keys)) and is_starred <> :value
"""
_RATING = """
    update paper set rating = :value
    where key in (select value from json_each(:keys)) and rating <> :value
"""
_TRASH = """
    update paper set trashed_at = :value
    where key in (select value from json_each(:keys))
        and (trashed_at is null) <> (:value is null)
"""
_OPEN = "update paper set status = 'reading' where key = ? and status = 'new'"
_NOTE = """
    insert into note(paper, text, changed_at) values (?, ?, ?)
    on conflict(paper) do update
    set text = excluded.text, changed_at = excluded.changed_at
    where text <> excluded.text
"""
_PROGRESS = """
    insert or replace into progress(
        paper, page_index, top, zoom, furthest_page_index, n_pages, read_at
    ) values (?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class Opening:
    """What came of opening a paper."""

    title: str
    is_first: bool


def change_papers(connection: Connection, edit: ChangePapers, now: datetime) -> None:
    """Set what the edit gives on each of its papers.

    Raises:
        InvalidInput: the rating is out of range, a topic's path has an empty name, or
            a field cannot hold what is written.
        NotFound: one of the papers is not there.
    """
    papers = keys_of(connection, edit.ids)
    keys = json.dumps(papers)
    if edit.status is Status.QUEUED:
        queueing.append(connection, papers)
    if edit.status is not None:
        connection.execute(_STATUS, {"value": edit.status, "keys": keys})
    if edit.is_starred is not None:
        connection.execute(_STAR, {"value": int(edit.is_starred), "keys": keys})
    if edit.rating is not None:
        if not 0 <= edit.rating <= MAX_RATING:
            raise InvalidInput(
                f"A rating of {edit.rating} is not possible.",
                f"Ratings go from 0 to {MAX_RATING}.",
            )
        connection.execute(_RATING, {"value": edit.rating, "keys": keys})
    for path in edit.unfile:
        topic = topics.find_path(connection, path)
        if topic is not None:
            unfile(connection, topic, papers)
    for path in edit.file_under if papers else ():
        file_under(connection, topics.ensure(connection, path), papers)
    write_fields(connection, papers, edit.fields)
    if edit.is_trashed is not None:
        trashed_at = to_micros(now) if edit.is_trashed else None
        connection.execute(_TRASH, {"value": trashed_at, "keys": keys})


def file_papers(connection: Connection, edit: FilePapers) -> None:
    """File each group of papers under its topic.

    Raises:
        InvalidInput: a topic's path has an empty name.
        NotFound: one of the papers is not there.
    """
    for path, ids in edit.groups:
        papers = keys_of(connection, ids)
        file_under(connection, topics.ensure(connection, path), papers)


def open_paper(connection: Connection, edit: OpenPaper) -> Opening:
    """Make a new paper one that is being read."""
    key = key_of(connection, edit.id)
    is_first = connection.execute(_OPEN, (key,)).rowcount > 0
    if is_first:
        note_opening(connection, key)
    return Opening(title=title_of(connection, key), is_first=is_first)


def write_note(connection: Connection, edit: WriteNote, now: datetime) -> str:
    """Set the note of a paper; the label is returned."""
    key = key_of(connection, edit.paper_id)
    title = elide(title_of(connection, key))
    text = storable(edit.text)
    if not text:
        connection.execute("delete from note where paper = ?", (key,))
        return f"Removed the note on “{title}”"
    connection.execute(_NOTE, (key, text, to_micros(now)))
    return f"Wrote a note on “{title}”"


def remember(connection: Connection, paper: PaperId, progress: Progress) -> None:
    """Keep how far a paper was read."""
    key_of(connection, paper)
    connection.execute(
        _PROGRESS,
        (
            paper,
            progress.page_index,
            progress.top,
            storable(progress.zoom),
            progress.furthest_page_index,
            progress.n_pages,
            to_micros(progress.read_at),
        ),
    )


def title_of(connection: Connection, key: int) -> str:
    """Return the title of a paper."""
    row: tuple[str] = connection.execute(
        "select title from paper where key = ?", (key,)
    ).fetchone()
    return row[0]
