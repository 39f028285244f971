"""Put papers off until a time, at which they are new again.

Nothing is written when the time comes: a paper is put off while it is new and its time
lies ahead. So the history holds what the user did alone.
"""

import json
from datetime import datetime

from app.domain.edit import SnoozePapers
from app.domain.errors import InvalidInput
from app.domain.paper import PaperId
from app.library.driver import Connection
from app.library.edits.filing import keys_of
from app.library.instants import from_micros, to_micros

_SNOOZE = """
    update paper set status = 'new', snoozed_until = :until
    where key in (select value from json_each(:keys))
        and (status <> 'new' or snoozed_until is not :until)
"""
_BACK = """
    update paper set snoozed_until = null
    where key in (select value from json_each(?)) and snoozed_until is not null
"""
_NEXT = """
    select min(snoozed_until) from paper indexed by paper_snoozed
    where snoozed_until > ? and status = 'new' and trashed_at is null
"""
_RETURNED = """
    select uuid from paper indexed by paper_snoozed
    where snoozed_until > ? and snoozed_until <= ? and status = 'new'
        and trashed_at is null
    order by snoozed_until
"""


def snooze(connection: Connection, edit: SnoozePapers, now: datetime) -> None:
    """Put papers off, or bring them back.

    Raises:
        InvalidInput: the time is over.
        NotFound: one of the papers is not there.
    """
    keys = json.dumps(keys_of(connection, edit.ids))
    if edit.until is None:
        connection.execute(_BACK, (keys,))
        return
    if edit.until <= now:
        raise InvalidInput("This day is over.", "Give a day that is still to come.")
    connection.execute(_SNOOZE, {"until": to_micros(edit.until), "keys": keys})


def next_return(connection: Connection, now: datetime) -> datetime | None:
    """Return when the next paper comes back, None when none is put off."""
    (micros,) = connection.execute(_NEXT, (to_micros(now),)).fetchone()
    return None if micros is None else from_micros(micros)


def returned(
    connection: Connection, since: datetime, now: datetime
) -> tuple[PaperId, ...]:
    """Return the papers whose time came after `since`, until `now`."""
    rows = connection.execute(_RETURNED, (to_micros(since), to_micros(now)))
    return tuple(PaperId(uuid) for (uuid,) in rows)
