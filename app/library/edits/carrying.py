"""Add what papers brought from another library: marks, times, reading."""

from collections.abc import Sequence
from dataclasses import replace

from app.domain.paper import Draft, MarkId, Progress, Status, new_id
from app.library.driver import Connection
from app.library.edits.marking import ADD_MARK, mark_row
from app.library.folding import storable
from app.library.instants import to_micros

_TIMES = """
    update paper set added_at = coalesce(?, added_at), snoozed_until = ?, edited = ?
    where key = ?
"""
_NOTED = "update note set changed_at = ? where paper = ?"
_PROGRESS = """
    insert into progress(
        paper, page_index, top, zoom, furthest_page_index, n_pages, read_at
    ) select uuid, ?, ?, ?, ?, ?, ? from paper where key = ?
    on conflict(paper) do nothing
"""

Pairs = Sequence[tuple[int, Draft]]
"""Drafts with the keys that they get, the last draft first."""


def add_carried(connection: Connection, pairs: Pairs) -> None:
    """Add the marks and the reading of drafts, and give their papers their times.

    A mark gets a new id: its old one may be in this library's history.
    """
    connection.executemany(
        ADD_MARK,
        (
            mark_row(key, replace(mark, id=MarkId(new_id())))
            for key, draft in pairs
            for mark in draft.marks
        ),
    )
    connection.executemany(
        _TIMES, (_times(key, draft) for key, draft in pairs if _has_times(draft))
    )
    connection.executemany(
        _NOTED,
        (
            (to_micros(draft.noted_at), key)
            for key, draft in pairs
            if draft.noted_at is not None
        ),
    )
    add_readings(connection, pairs)


def add_readings(connection: Connection, pairs: Pairs) -> None:
    """Say how far papers were read, where nothing else says that here."""
    connection.executemany(
        _PROGRESS,
        (
            _reading(key, draft.progress)
            for key, draft in pairs
            if draft.progress is not None
        ),
    )


def _has_times(draft: Draft) -> bool:
    return bool(draft.added_at or draft.snoozed_until or draft.edited)


def _times(key: int, draft: Draft) -> tuple[object, ...]:
    is_new = draft.status in (None, Status.NEW)
    until = draft.snoozed_until if is_new else None
    return (
        None if draft.added_at is None else to_micros(draft.added_at),
        None if until is None else to_micros(until),
        storable(" ".join(sorted(draft.edited))),
        key,
    )


def _reading(key: int, progress: Progress) -> tuple[object, ...]:
    return (
        progress.page_index,
        progress.top,
        storable(progress.zoom),
        progress.furthest_page_index,
        progress.n_pages,
        to_micros(progress.read_at),
        key,
    )
