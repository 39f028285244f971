"""Keep the numbers that sources tell of papers: one of a name, the newest told."""

from collections.abc import Iterable
from datetime import datetime

from app.domain.paper import PaperId
from app.domain.signal import LARGEST, Signal
from app.library.driver import Connection
from app.library.edits.filing import key_of
from app.library.folding import storable
from app.library.instants import to_micros

_KEEP = """
    insert into signal(paper, name, number, source, as_of) values (?, ?, ?, ?, ?)
    on conflict(paper, name) do update set
        number = excluded.number, source = excluded.source, as_of = excluded.as_of
    where as_of <= excluded.as_of
        and (number, source, as_of)
            is not (excluded.number, excluded.source, excluded.as_of)
"""
_TAKE_OVER = """
    insert into signal(paper, name, number, source, as_of)
    select d.paper, t.name, min(max(cast(d.value as integer), 0), :largest),
        t.source, p.added_at
    from (
        select 'hf:upvotes' as old, 'upvotes' as name, 'Hugging Face' as source
        union all select 'hf:githubStars', 'stars', 'Hugging Face'
        union all select 'openalex:citations', 'citations', 'OpenAlex'
        union all select 's2:citations', 'citations', 'Semantic Scholar'
    ) t
    join detail_was w on w.act = :act and w.name = t.old
    join detail d on d.key = w.key and d.name = t.old
    join paper p on p.key = d.paper
    where d.value glob '[0-9]*' and d.value not glob '*[^0-9]*'
    on conflict do nothing
"""
_DROP = """
    delete from detail where key in (select key from detail_was where act = ?)
        and name in (
            'hf:upvotes', 'hf:githubStars', 'openalex:citations', 's2:citations'
        )
"""


def take_over(connection: Connection, act: int) -> None:
    """Make signals of the details that held numbers when an act was done.

    Acts of before signals bring such details back when they are undone or redone.
    """
    connection.execute(_TAKE_OVER, {"act": act, "largest": LARGEST})
    connection.execute(_DROP, (act,))


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
