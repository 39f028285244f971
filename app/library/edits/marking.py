"""Edit the marks of a paper."""

import json
from datetime import datetime

from app.domain.edit import AddMarks, ChangeMark, DeleteMark
from app.domain.errors import Conflict, InvalidInput, NotFound
from app.domain.mark import Mark, MarkKind
from app.domain.paper import MarkId
from app.library.driver import Connection
from app.library.edits.changing import title_of
from app.library.edits.colours import check_colour
from app.library.edits.filing import key_of
from app.library.folding import storable
from app.library.instants import to_micros
from app.library.wording import elide

ADD_MARK = """
    insert into mark(
        uuid, paper, file, kind, colour, page_index, quads, quote, prefix, suffix,
        comment, created_at, changed_at
    ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_CHANGE = """
    update mark set colour = :colour, comment = :comment, changed_at = :changed_at
    where key = :key and (colour <> :colour or comment <> :comment)
"""
_VERBS = {
    MarkKind.HIGHLIGHT: "Highlighted",
    MarkKind.UNDERLINE: "Underlined",
    MarkKind.STRIKE: "Struck out",
}


def add_marks(connection: Connection, edit: AddMarks) -> str:
    """Add marks; the label is returned.

    Raises:
        Conflict: there is a mark of that id.
        InvalidInput: there is none to add, or a colour is out of range.
        NotFound: a paper is not there.
    """
    if not edit.marks:
        raise InvalidInput("There is nothing to mark.", "Select some text first.")
    for mark in edit.marks:
        _add(connection, mark)
    first = edit.marks[0]
    verb = _VERBS.get(first.kind)
    if verb is None:
        paper = key_of(connection, first.paper_id)
        return f"Added a note to a page of “{elide(title_of(connection, paper))}”"
    return f"{verb} “{elide(' '.join(mark.quote for mark in edit.marks))}”"


def _add(connection: Connection, mark: Mark) -> None:
    paper = key_of(connection, mark.paper_id)
    check_colour(mark.colour)
    if connection.execute("select 1 from mark where uuid = ?", (mark.id,)).fetchone():
        raise Conflict("This mark is there already.")
    connection.execute(ADD_MARK, mark_row(paper, mark))


def mark_row(paper: int, mark: Mark) -> tuple[object, ...]:
    """Return the values of `ADD_MARK` for a mark of the paper of that key."""
    quads = [(q.left, q.top, q.right, q.bottom) for q in mark.quads]
    return (
        mark.id,
        paper,
        mark.file,
        mark.kind,
        mark.colour,
        mark.page_index,
        json.dumps(quads),
        storable(mark.quote),
        storable(mark.prefix),
        storable(mark.suffix),
        storable(mark.comment),
        to_micros(mark.created_at),
        to_micros(mark.changed_at),
    )


def change_mark(connection: Connection, edit: ChangeMark, now: datetime) -> str:
    """Recolour a mark or rewrite its comment; the label is returned."""
    key, colour, comment, what = _find(connection, edit.mark_id)
    if edit.colour is not None:
        check_colour(edit.colour)
        colour = edit.colour
    if edit.comment is not None:
        comment = storable(edit.comment)
    connection.execute(
        _CHANGE,
        {
            "key": key,
            "colour": colour,
            "comment": comment,
            "changed_at": to_micros(now),
        },
    )
    verb = "Recoloured" if edit.comment is None else "Commented on"
    return f"{verb} {what}"


def delete_mark(connection: Connection, edit: DeleteMark) -> str:
    """Remove a mark; the label is returned."""
    key, _, _, what = _find(connection, edit.mark_id)
    connection.execute("delete from mark where key = ?", (key,))
    return f"Deleted {what}"


def _find(connection: Connection, mark_id: MarkId) -> tuple[int, int, str, str]:
    """Return key, colour and comment of a mark, and the words that name it."""
    row = connection.execute(
        "select key, colour, comment, quote from mark where uuid = ?", (mark_id,)
    ).fetchone()
    if row is None:
        raise NotFound("This mark is no longer there.", "Undo may bring it back.")
    key, colour, comment, quote = row
    what = f"the mark “{elide(quote)}”" if quote else "a mark"
    return key, colour, comment, what
