"""Keep the queue in the order that the user gives it.

Each queued paper has a rank; one that moves gets a rank between its new neighbours, so
that an act writes what moved alone.
"""

import json
import math
from collections.abc import Sequence
from itertools import pairwise

from app.domain.edit import MoveInQueue
from app.domain.errors import NotFound
from app.domain.paper import Draft
from app.library.driver import Connection
from app.library.edits.filing import key_of, keys_of

_LAST = """
    select coalesce(max(queue_rank), 0.0) from paper indexed by paper_queue
    where status = 'queued' and trashed_at is null
"""
_OUTSIDE = """
    select p.key from json_each(?) j cross join paper p on p.key = j.value
    where p.status <> 'queued' order by j.key
"""
_QUEUE = """
    select key, queue_rank from paper indexed by paper_queue
    where status = 'queued' and trashed_at is null order by queue_rank, key
"""
_RANK = "update paper set queue_rank = ? where key = ? and queue_rank is not ?"


def append(connection: Connection, keys: Sequence[int]) -> None:
    """Rank papers that are to be queued behind all others, in the order given."""
    outside = connection.execute(_OUTSIDE, (json.dumps(list(keys)),)).fetchall()
    last = last_rank(connection)
    _rank(connection, [(key, last + n) for n, (key,) in enumerate(outside, start=1)])


def place_of(draft: Draft) -> float:
    """Return where a draft comes among those to be queued: by its place, or last."""
    return draft.queue_place or math.inf


def last_rank(connection: Connection) -> float:
    """Return the rank of the last paper of the queue."""
    (last,) = connection.execute(_LAST).fetchone()
    return float(last)


def move(connection: Connection, edit: MoveInQueue) -> None:
    """Move papers of the queue before another one, or to its end.

    Raises:
        NotFound: one of them is not in the queue.
    """
    moving = list(dict.fromkeys(keys_of(connection, edit.ids)))
    queue = connection.execute(_QUEUE).fetchall()
    rest = [(key, rank) for key, rank in queue if key not in set(moving)]
    if len(rest) + len(moving) != len(queue):
        raise NotFound(
            "This paper is not in the queue.", "Press ⟨paper.queue⟩ to queue it."
        )
    at = len(rest)
    if edit.before is not None:
        before = key_of(connection, edit.before)
        at = next((n for n, (key, _) in enumerate(rest) if key == before), -1)
        if at < 0:
            raise NotFound(
                "This paper is not in the queue.", "Press ⟨paper.queue⟩ to queue it."
            )
    ranks = _between(rest, at, len(moving))
    if ranks is None:
        order = [key for key, _ in rest]
        order[at:at] = moving
        _rank(connection, [(key, float(n)) for n, key in enumerate(order, start=1)])
    elif [key for key, _ in queue[at : at + len(moving)]] != moving:
        _rank(connection, list(zip(moving, ranks, strict=True)))


def _between(
    rest: Sequence[tuple[int, float | None]], at: int, n: int
) -> list[float] | None:
    """Return `n` ranks for papers before `rest[at]`; None: all must be ranked anew."""
    below = rest[at - 1][1] if at > 0 else None
    above = rest[at][1] if at < len(rest) else None
    if (at > 0 and below is None) or (at < len(rest) and above is None):
        return None
    if below is None:
        below = 0.0 if above is None else above - n - 1
    if above is None:
        above = below + n + 1
    ranks = [below + (above - below) * k / (n + 1) for k in range(1, n + 1)]
    steps = [below, *ranks, above]
    return ranks if all(one < other for one, other in pairwise(steps)) else None


def _rank(connection: Connection, ranks: Sequence[tuple[int, float]]) -> None:
    connection.executemany(_RANK, ((rank, key, rank) for key, rank in ranks))
