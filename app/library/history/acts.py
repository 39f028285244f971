"""Read the history: its acts, and what each of them touched."""

from collections.abc import Iterator
from string import Template

from app.domain.change import Act
from app.domain.paper import PaperId
from app.library.driver import Connection
from app.library.folding import fold
from app.library.instants import from_micros
from app.library.schema import HISTORIED, PAPER_COLUMNS

_TAKERS = """
    select number, takes_back from act
    where takes_back is not null and is_undone = 0 order by number desc
"""
_ACT = "select number, label, at, is_undone from act where number = ?"
_ACTS = """
    select number, label, at, is_undone from act where number < ?
    order by number desc limit ?
"""
_FOUND = Template("""
    select number, label, at, is_undone from (
        select number, label, at, is_undone,
            replace(replace(replace(label, '“', ''), '”', ''), '…', '') as plain
        from act where number < ?
    )
    where ($conditions) or length(plain) <> length(cast(plain as blob))
    order by number desc
""")
"""Acts that may have words of plain letters: all of them, or letters like no others."""

_NEWEST = 2**63 - 1
_ALL = -1
_PAPERS = Template("select $column from ${table}_was where act = :act")
_PAPERS_OF = Template("""
    select uuid from paper where key in ($keys) order by key desc
""")

_Row = tuple[int, str, int, int]


def acts(
    connection: Connection, limit: int, *, before: int | None = None, text: str = ""
) -> tuple[Act, ...]:
    """Return the newest acts, newest first.

    `before` leaves out the acts from that number on, `text` those whose label has not
    all of its words. A negative limit is none.
    """
    wanted = fold(text).split()
    bound = _NEWEST if before is None else before
    if wanted and all(word.isascii() for word in wanted):
        conditions = " and ".join("plain like ?" for _ in wanted)
        statement = _FOUND.substitute(conditions=conditions)
        parts = [f"%{word}%" for word in wanted]
        rows = connection.execute(statement, (bound, *parts))
    else:
        rows = connection.execute(_ACTS, (bound, _ALL if wanted else limit))
    takers = taken_back(connection)
    found: list[Act] = []
    for row in _matching(rows, wanted):
        if len(found) == limit:
            break
        found.append(_act(row, takers))
    return tuple(found)


def act(connection: Connection, number: int) -> Act | None:
    """Return an act by its number, None when there is none."""
    row = connection.execute(_ACT, (number,)).fetchone()
    return None if row is None else _act(row, taken_back(connection))


def taken_back(connection: Connection) -> dict[int, int]:
    """Return by which act each act was taken back, where that still holds."""
    takers: dict[int, int] = {}
    for number, what in connection.execute(_TAKERS):
        # Newest first: one that was itself taken back is known by now.
        if number not in takers:
            takers.setdefault(what, number)
    return takers


def papers_of(connection: Connection, number: int) -> tuple[PaperId, ...]:
    """Return the papers that an act touched and that are there, newest first."""
    keys = " union ".join(
        _PAPERS.substitute(table=table, column=column)
        for table in HISTORIED
        for column in PAPER_COLUMNS.get(table, ("paper",))
    )
    rows = connection.execute(_PAPERS_OF.substitute(keys=keys), {"act": number})
    return tuple(PaperId(uuid) for (uuid,) in rows)


def _matching(rows: Iterator[_Row], wanted: list[str]) -> Iterator[_Row]:
    for row in rows:
        if not wanted:
            yield row
            continue
        label = fold(row[1])
        if all(word in label for word in wanted):
            yield row


def _act(row: _Row, takers: dict[int, int]) -> Act:
    number, label, at, is_undone = row
    return Act(
        number=number,
        label=label,
        at=from_micros(at),
        is_undone=bool(is_undone),
        taken_back_by=takers.get(number),
    )
