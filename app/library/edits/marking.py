"""Edit the marks of a paper."""

import json
from dataclasses import dataclass
from datetime import datetime

from app.domain.edit import AddMarks, ChangeMark, DeleteMark
from app.domain.errors import Conflict, InvalidInput, NotFound
from app.domain.mark import Mark, MarkKind
from app.domain.mark_tag import MOST_TAGS, checked_tag, tag_key, united_tags
from app.domain.paper import MarkId
from app.library.driver import Connection
from app.library.edits.changing import title_of
from app.library.edits.colours import check_colour
from app.library.edits.filing import key_of
from app.library.folding import storable
from app.library.instants import to_micros
from app.library.tagging import tags_of, text_of
from app.library.wording import elide

ADD_MARK = """
    insert into mark(
        uuid, paper, file, kind, colour, page_index, quads, quote, prefix, suffix,
        comment, created_at, changed_at, tags
    ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_CHANGE = """
    update mark set colour = :colour, comment = :comment, tags = :tags,
        changed_at = :changed_at
    where key = :key
        and (colour <> :colour or comment <> :comment or tags <> :tags)
"""
_THERE = "select key, colour, comment, quote, tags from mark where uuid = ?"
_VERBS = {
    MarkKind.HIGHLIGHT: "Highlighted",
    MarkKind.UNDERLINE: "Underlined",
    MarkKind.STRIKE: "Struck out",
}


@dataclass(frozen=True, slots=True)
class _Found:
    """A mark that is there; `what` are the words that name it."""

    key: int
    colour: int
    comment: str
    tags: tuple[str, ...]
    what: str


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
        text_of(mark.tags),
    )


def change_mark(connection: Connection, edit: ChangeMark, now: datetime) -> str:
    """Recolour a mark, rewrite its comment, or tag it; the label is returned.

    Raises:
        InvalidInput: the colour is out of range, a tag is none, or one too many.
        NotFound: the mark is not there.
    """
    found = _find(connection, edit.mark_id)
    colour, comment = found.colour, found.comment
    if edit.colour is not None:
        check_colour(edit.colour)
        colour = edit.colour
    if edit.comment is not None:
        comment = storable(edit.comment)
    given = tuple(map(checked_tag, edit.add_tags))
    tags = united_tags(found.tags, given, without=edit.remove_tags)
    if set(map(tag_key, given)) - set(map(tag_key, (*tags, *edit.remove_tags))):
        raise InvalidInput(
            f"A mark has at most {MOST_TAGS} tags.", "Take another one off first."
        )
    connection.execute(
        _CHANGE,
        {
            "key": found.key,
            "colour": colour,
            "comment": comment,
            "tags": text_of(tags),
            "changed_at": to_micros(now),
        },
    )
    if edit.comment is not None:
        return f"Commented on {found.what}"
    if given:
        return f"Tagged {found.what} with {_named(given)}"
    if edit.remove_tags:
        return f"Took {_named(edit.remove_tags)} off {found.what}"
    return f"Recoloured {found.what}"


def _named(tags: tuple[str, ...]) -> str:
    return elide(", ".join(tags))


def delete_mark(connection: Connection, edit: DeleteMark) -> str:
    """Remove a mark; the label is returned."""
    found = _find(connection, edit.mark_id)
    connection.execute("delete from mark where key = ?", (found.key,))
    return f"Deleted {found.what}"


def _find(connection: Connection, mark_id: MarkId) -> _Found:
    row = connection.execute(_THERE, (mark_id,)).fetchone()
    if row is None:
        raise NotFound("This mark is no longer there.", "Undo may bring it back.")
    key, colour, comment, quote, tags = row
    what = f"the mark “{elide(quote)}”" if quote else "a mark"
    return _Found(key, colour, comment, tags_of(tags), what)
