"""Tell from an act's recorded rows what it did."""

from string import Template

from app.domain.change import Change, Facet
from app.domain.paper import PaperId
from app.library.driver import Connection
from app.library.schema import HISTORIED, PAPER_COLUMNS

_FACETS = {
    "paper": frozenset({Facet.PAPERS}),
    "author": frozenset({Facet.PAPERS}),
    "identifier": frozenset({Facet.PAPERS}),
    "link": frozenset({Facet.PAPERS}),
    "tag": frozenset({Facet.PAPERS}),
    "provenance": frozenset({Facet.PAPERS}),
    "file": frozenset({Facet.FILES}),
    "note": frozenset({Facet.NOTES}),
    "mark": frozenset({Facet.MARKS}),
    "topic": frozenset({Facet.TOPICS}),
    "filing": frozenset({Facet.PAPERS, Facet.MEMBERSHIP}),
    "saved_search": frozenset({Facet.SEARCHES}),
    "distinct_pair": frozenset({Facet.PAPERS}),
    "detail": frozenset({Facet.PAPERS}),
    "signal": frozenset({Facet.PAPERS}),
    "refusal": frozenset({Facet.SUGGESTIONS}),
}

_ROWS = Template("select 1 from ${table}_was where act = ? limit 1")
_PAPERS_OF = Template("select distinct $column from ${table}_was where act = ?")
_EDGES = Template("""
    with edge(first, last) as (
        select min(seq), max(seq) from paper_was where act = ? group by key
    )
    select $columns from edge
    cross join paper_was f on f.seq = first
    cross join paper_was l on l.seq = last
    where $condition order by f.key desc
""")
_MADE = _EDGES.substitute(columns="f.uuid", condition="f.side = 1 and l.side = 1")
_GONE = _EDGES.substitute(columns="f.uuid", condition="f.side = 0 and l.side = 0")
_MOVED = _EDGES.substitute(
    columns="1",
    condition="""
        f.side = 1 or l.side = 0 or f.status <> l.status
        or f.is_starred <> l.is_starred
        or f.snoozed_until is not l.snoozed_until or f.queue_rank is not l.queue_rank
        or (f.trashed_at is null) <> (l.trashed_at is null)
    """,
)
_REWORDED = _EDGES.substitute(
    columns="f.key",
    condition="""
        f.side = 1 or l.side = 0 or f.title <> l.title or f.abstract <> l.abstract
    """,
)
_UUID_OF_TOUCHED = Template("""
    select p.uuid from paper p
    where p.key in (select $column from ${table}_was where act = ?)
""")


def describe(
    connection: Connection, act: int, *, label: str, cause: str, is_undo: bool = False
) -> Change:
    """Return what an act did, or what taking it back did."""
    papers = {
        uuid
        for (uuid,) in connection.execute(
            "select uuid from paper_was where act = ?", (act,)
        )
    }
    facets: set[Facet] = set()
    for table in HISTORIED:
        if not connection.execute(_ROWS.substitute(table=table), (act,)).fetchone():
            continue
        facets |= _FACETS[table]
        columns = PAPER_COLUMNS.get(table, ("paper",)) if table != "paper" else ()
        for column in columns:
            touched = _UUID_OF_TOUCHED.substitute(table=table, column=column)
            papers.update(uuid for (uuid,) in connection.execute(touched, (act,)))
    if connection.execute(_MOVED, (act,)).fetchone():
        facets.add(Facet.MEMBERSHIP)
    made = tuple(PaperId(uuid) for (uuid,) in connection.execute(_MADE, (act,)))
    gone = tuple(PaperId(uuid) for (uuid,) in connection.execute(_GONE, (act,)))
    return Change(
        act=act,
        label=label,
        papers=frozenset(PaperId(uuid) for uuid in papers),
        added=gone if is_undo else made,
        removed=frozenset(made if is_undo else gone),
        facets=frozenset(facets),
        cause=cause,
    )


def searchable(connection: Connection, act: int) -> list[int]:
    """Return the keys of the papers whose searched words an act may have changed."""
    keys = {key for (key,) in connection.execute(_REWORDED, (act,))}
    for table in ("author", "note", "mark"):
        words = _PAPERS_OF.substitute(table=table, column="paper")
        keys.update(key for (key,) in connection.execute(words, (act,)))
    return sorted(keys)
