"""Keep the numbers that sources tell of papers: one of a name, the newest told."""

from collections.abc import Iterable
from datetime import datetime

from app.domain.paper import PaperId
from app.domain.signal import Signal
from app.library.driver import Connection
from app.library.edits.filing import key_of
from app.library.folding import storable
from app.library.instants import to_micros

LARGEST = 10**12
"""A count above it is none."""

_KEEP = """
    insert into signal(paper, name, number, source, as_of) values (?, ?, ?, ?, ?)
    on conflict(paper, name) do update set
        number = excluded.number, source = excluded.source, as_of = excluded.as_of
    where as_of <= excluded.as_of
        and (number, source, as_of)
            is not (excluded.number, excluded.source, excluded.as_of)
"""


def keep(connection: Connection, key: int, told: Iterable[Signal], now: int) -> None:
    """Keep what is told of a paper, at `now` in microseconds unless it is dated.

    What was told later than that stays; nobody tells of days to come.
    """
    connection.executemany(
        _KEEP,
        [
            (
                key,
                each.name.value,
                each.number,
                storable(each.source),
                now if each.as_of is None else min(now, to_micros(each.as_of)),
            )
            for each in told
            if 0 <= each.number <= LARGEST
        ],
    )


def refresh(
    connection: Connection, told: Iterable[tuple[PaperId, Signal]], now: datetime
) -> None:
    """Keep what was told of several papers.

    Raises:
        NotFound: one of the papers is not there.
    """
    for paper, signal in told:
        keep(connection, key_of(connection, paper), [signal], to_micros(now))
