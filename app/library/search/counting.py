"""Count the papers of the places of the sidebar."""

from datetime import datetime

from app.domain.query import Counts, Place
from app.library.driver import Connection
from app.library.instants import to_micros

_TALLY = "select status, is_starred, is_trashed, n_papers from tally"
_N_SNOOZED = """
    select count(*) from paper indexed by paper_snoozed
    where snoozed_until > ? and status = 'new' and trashed_at is null
"""
_PLACE_OF_STATUS = {
    "new": Place.INBOX,
    "queued": Place.QUEUE,
    "reading": Place.READING,
    "done": Place.DONE,
}


def counts(connection: Connection, now: datetime) -> Counts:
    """Return how many papers each place holds, topics apart."""
    places = dict.fromkeys(Place, 0)
    del places[Place.TOPIC]
    (n_snoozed,) = connection.execute(_N_SNOOZED, (to_micros(now),)).fetchone()
    for status, is_starred, is_trashed, n_papers in connection.execute(_TALLY):
        if is_trashed:
            places[Place.TRASH] += n_papers
            continue
        places[Place.ALL] += n_papers
        if is_starred:
            places[Place.STARRED] += n_papers
        if status in _PLACE_OF_STATUS:
            places[_PLACE_OF_STATUS[status]] += n_papers
    places[Place.SNOOZED] = n_snoozed
    places[Place.INBOX] -= n_snoozed
    return Counts(places=places)
