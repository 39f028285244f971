"""The history of acts: which rows each act changed, and how to take it back.

Every historied table `t` has a shadow `t_was` with the same typed columns. While an act
is recording, triggers append the row before and after each change to it. To undo an act
is to bring each row that it touched to the first image of it, to redo it to the last.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from string import Template

from app.library.driver import Connection
from app.library.instants import to_micros
from app.library.schema import HISTORIED, PAPER_COLUMNS

_OLD, _NEW = 0, 1

_SHADOW = Template("""
    create table ${table}_was (
        seq integer primary key autoincrement,
        act integer not null,
        side integer not null,
        $typed_columns
    ) strict
""")
_SHADOW_BY_ACT = Template("create index ${table}_was_act on ${table}_was(act)")
_SHADOW_BY_KEY = Template("create index ${table}_was_key on ${table}_was(key)")
_TRIGGER = Template("""
    create trigger ${table}_$event after $event on $table
    when (select act from recording) is not null
    begin $body end
""")
_IMAGE = Template("""
    insert into ${table}_was(act, side, $columns)
    values ((select act from recording), $side, $values);
""")
_TRIGGERS_OF = """
    select name from sqlite_schema
    where type = 'trigger' and tbl_name = ?
        and name in (? || '_insert', ? || '_update', ? || '_delete')
"""

_COLUMNS = 'select name, type, "notnull", dflt_value from pragma_table_info(?)'
_ADD_COLUMN = Template("alter table ${table}_was add column $column")

# The first or last image of each row that an act touched.
_EDGE = Template("select $edge(seq) from ${table}_was where act = ? group by key")
_REMOVE = Template("""
    delete from $table where key in (
        select key from ${table}_was where side = $side and seq in ($edge)
    )
""")
_RESTORE = Template("""
    insert into $table($columns)
    select $columns from ${table}_was where side = $side and seq in ($edge)
    on conflict(key) do update set $assignments
""")
_N_IMAGES = """
    select coalesce(sum(seq), 0) from sqlite_sequence where name glob '*_was'
"""
_FORGET_UNDONE = Template("""
    delete from ${table}_was where act in (select number from act where is_undone = 1)
""")
_FORGET_PAPERS = Template("""
    delete from ${table}_was where $column in (select value from json_each(?))
""")
_FORGET_PROGRESS = """
    delete from progress where paper not in (select uuid from paper)
        and paper not in (select uuid from paper_was)
"""
_HAS_NO_ROWS = Template(
    "not exists (select 1 from ${table}_was w where w.act = act.number)"
)
_DELETE_EMPTY = Template("delete from act where $condition")

_NEXT_UNDO = """
    select number, label, session from act where is_undone = 0
    order by number desc limit 1
"""
_NEXT_REDO = """
    select number, label from act where is_undone = 1 order by number limit 1
"""


def make_shadow(connection: Connection, table: str) -> None:
    """Make the shadow table and the triggers of a table."""
    types = column_types(connection, table)
    typed = ", ".join(f"{name} {kind}" for name, kind in types.items())
    connection.execute(_SHADOW.substitute(table=table, typed_columns=typed))
    connection.execute(_SHADOW_BY_ACT.substitute(table=table))
    if table == "paper":
        connection.execute(_SHADOW_BY_KEY.substitute(table=table))
    make_triggers(connection, table)


def add_columns(connection: Connection, table: str) -> None:
    """Give a shadow the columns that its table got since, with their defaults."""
    known = column_types(connection, f"{table}_was")
    rows = connection.execute(_COLUMNS, (table,)).fetchall()
    for name, kind, is_needed, default in rows:
        if name not in known:
            need = f" not null default {default}" if is_needed else ""
            connection.execute(
                _ADD_COLUMN.substitute(table=table, column=f"{name} {kind}{need}")
            )
    make_triggers(connection, table)


def make_triggers(connection: Connection, table: str) -> None:
    """Make the triggers of one table anew, as a change of its columns asks."""
    names = connection.execute(_TRIGGERS_OF, (table,) * 4).fetchall()
    for (name,) in names:
        connection.execute(Template("drop trigger $name").substitute(name=name))
    columns = tuple(column_types(connection, table))
    old = _image(table, columns, _OLD, "old")
    new = _image(table, columns, _NEW, "new")
    for event, body in (("insert", new), ("update", old + new), ("delete", old)):
        connection.execute(_TRIGGER.substitute(table=table, event=event, body=body))


def _image(table: str, columns: tuple[str, ...], side: int, row: str) -> str:
    values = ", ".join(f"{row}.{column}" for column in columns)
    return _IMAGE.substitute(
        table=table, columns=", ".join(columns), side=side, values=values
    )


def column_types(connection: Connection, table: str) -> dict[str, str]:
    """Return the columns of a table in their order, each with its type."""
    rows = connection.execute("select name, type from pragma_table_info(?)", (table,))
    return dict(rows.fetchall())


@dataclass(frozen=True, slots=True)
class _Mend:
    """The statements that bring a table's rows to one edge of an act."""

    remove: str
    restore: str


class History:
    """The acts of an open library; its methods run inside the caller's transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._before = {t: _mend(connection, t, "min", _OLD) for t in HISTORIED}
        self._after = {t: _mend(connection, t, "max", _NEW) for t in HISTORIED}

    def begin(self, now: datetime, cause: str, session: str) -> int:
        """Start a new act, which no redo may follow; its number is returned."""
        self.drop_undone()
        cursor = self._connection.execute(
            "insert into act(label, at, cause, session) values ('', ?, ?, ?)",
            (to_micros(now), cause, session),
        )
        number = cursor.lastrowid
        assert number is not None
        return number

    @contextmanager
    def recording(self, act: int) -> Iterator[None]:
        """Record every row that the block changes as a part of `act`."""
        self._connection.execute("update recording set act = ?", (act,))
        yield
        self._connection.execute("update recording set act = null")

    def name(self, act: int, label: str) -> None:
        """Set the label of an act."""
        self._connection.execute(
            "update act set label = ? where number = ?", (label, act)
        )

    def n_images(self) -> int:
        """Count the row images ever recorded."""
        (n_images,) = self._connection.execute(_N_IMAGES).fetchone()
        return int(n_images)

    def drop_undone(self) -> None:
        """Forget the acts that were undone."""
        if self.next_redo() is None:
            return
        for table in HISTORIED:
            self._connection.execute(_FORGET_UNDONE.substitute(table=table))
        self._connection.execute("delete from act where is_undone = 1")
        self._connection.execute(_FORGET_PROGRESS)

    def next_undo(self) -> tuple[int, str, str] | None:
        """Return number, label and session of the act that undo would take back."""
        row: tuple[int, str, str] | None = self._connection.execute(
            _NEXT_UNDO
        ).fetchone()
        return row

    def next_redo(self) -> tuple[int, str] | None:
        """Return number and label of the act that redo would do again."""
        row: tuple[int, str] | None = self._connection.execute(_NEXT_REDO).fetchone()
        return row

    def undo(self, act: int) -> None:
        """Bring the rows of an act to where they were before it."""
        self._mend(self._before, act)
        self._connection.execute(
            "update act set is_undone = 1 where number = ?", (act,)
        )

    def redo(self, act: int) -> None:
        """Bring the rows of an act to where they were after it."""
        self._mend(self._after, act)
        self._connection.execute(
            "update act set is_undone = 0 where number = ?", (act,)
        )

    def _mend(self, mends: dict[str, _Mend], act: int) -> None:
        self._connection.execute("pragma defer_foreign_keys = on")
        for table in reversed(HISTORIED):
            self._connection.execute(mends[table].remove, (act,))
        for table in HISTORIED:
            self._connection.execute(mends[table].restore, (act,))

    def forget_papers(self, keys: str) -> None:
        """Remove every image of the papers of a JSON array, and acts left empty."""
        for table in HISTORIED:
            for column in PAPER_COLUMNS.get(table, ("paper",)):
                forget = _FORGET_PAPERS.substitute(table=table, column=column)
                self._connection.execute(forget, (keys,))
        condition = " and ".join(_HAS_NO_ROWS.substitute(table=t) for t in HISTORIED)
        self._connection.execute(_DELETE_EMPTY.substitute(condition=condition))


def _mend(connection: Connection, table: str, edge: str, present: int) -> _Mend:
    columns = tuple(column_types(connection, table))
    images = _EDGE.substitute(edge=edge, table=table)
    assignments = ", ".join(f"{c} = excluded.{c}" for c in columns if c != "key")
    absent = _NEW if present == _OLD else _OLD
    return _Mend(
        remove=_REMOVE.substitute(table=table, side=absent, edge=images),
        restore=_RESTORE.substitute(
            table=table,
            side=present,
            edge=images,
            columns=", ".join(columns),
            assignments=assignments,
        ),
    )


_OPENED = """
    update paper_was set status = 'reading'
    where key = :key and status = 'new'
        and seq > coalesce((
            select max(w.seq) from paper_was w cross join act a on a.number = w.act
            where w.key = :key and w.status <> 'new' and a.is_undone = 0
        ), 0)
        and seq < coalesce((
            select min(w.seq) from paper_was w cross join act a on a.number = w.act
            where w.key = :key and w.status <> 'new' and a.is_undone = 1
        ), 9223372036854775807)
"""


def note_opening(connection: Connection, paper: int) -> None:
    """Let the acts beside the present know that a new paper is being read.

    Else the undo of an act that has nothing to do with the status would make the paper
    new again.
    """
    connection.execute(_OPENED, {"key": paper})


def undo_label(connection: Connection) -> str | None:
    """Return the label of the act that undo would take back."""
    row = connection.execute(_NEXT_UNDO).fetchone()
    return None if row is None else str(row[1])


def redo_label(connection: Connection) -> str | None:
    """Return the label of the act that redo would do again."""
    row = connection.execute(_NEXT_REDO).fetchone()
    return None if row is None else str(row[1])
