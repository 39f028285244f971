"""Take back one act of the past, where no later act builds on it.

What the act made goes, what it removed comes back, and what it changed gets the values
from before it, column by column: a later act on other columns of the row stands in no
way. All of it is recorded as an act of its own, so that undo and redo go on as ever.
"""

import json
from collections.abc import Mapping
from string import Template

from app.domain.change import Act, Blocker
from app.domain.errors import Conflict, NotFound
from app.library.driver import Connection
from app.library.history import acts, blocking
from app.library.history.history import column_types
from app.library.history.touching import Changes, Touched, touched_by
from app.library.schema import HISTORIED, STAMPS

_TOOK, _AGAIN = "Took back: ", "Did again: "
_REMOVE = Template("""
    delete from $table where key in (select value from json_each(?))
""")
_TAKEN = Template("""
    select key from $table where key in (select value from json_each(?))
""")
_RESTORE = Template("""
    insert into $table($columns) select $values from json_each(?) j
    cross join ${table}_was w on w.seq = j.value order by w.seq
""")
_SET = Template("update $table set $assignments where key = :key and $condition")
_FREE_SLOTS = """
    update topic set slot = null
    where key in (select value from json_each(:keys)) and slot in (
        select slot from topic where key not in (select value from json_each(:keys))
    )
"""
_NOTE_IT = """
    update act set takes_back = ? where number = (select act from recording)
"""


def take_back(connection: Connection, number: int) -> str:
    """Take an act back; the label is returned.

    Raises:
        NotFound: there is no such act.
        Conflict: it is undone already, or a later act builds on it.
    """
    act = find(connection, number)
    touched = touched_by(connection, number)
    refuse(blocking.find_blocker(connection, act, touched))
    mend(connection, touched)
    note(connection, number)
    return _label(act.label)


def note(connection: Connection, number: int) -> None:
    """Remember that the act being recorded takes another one back."""
    connection.execute(_NOTE_IT, (number,))


def look(connection: Connection, number: int) -> Blocker | None:
    """Return what stands in the way of taking an act back, None when nothing does."""
    act = acts.act(connection, number)
    if act is None or act.is_undone or act.taken_back_by is not None:
        return None
    return blocking.find_blocker(connection, act, touched_by(connection, number))


def find(connection: Connection, number: int) -> Act:
    """Return an act that still holds.

    Raises:
        NotFound: there is no such act.
        Conflict: it is undone already.
    """
    act = acts.act(connection, number)
    if act is None:
        raise NotFound(
            f"There is no act {number} in the history.", "List the history to see them."
        )
    if act.is_undone:
        raise Conflict("This act is undone already.", "Redo does it again.")
    if act.taken_back_by is not None:
        raise Conflict(
            "This act was taken back already.",
            f"Take back act {act.taken_back_by} to have it again.",
        )
    return act


def refuse(blocker: Blocker | None) -> None:
    """Accept what nothing stands in the way of.

    Raises:
        Conflict: something does.
    """
    if blocker is not None:
        hint = "Take that one back first." if blocker.act is not None else ""
        raise Conflict(blocker.words, hint)


def mend(connection: Connection, touched: Mapping[str, Touched]) -> None:
    """Bring the rows to where they were before."""
    connection.execute("pragma defer_foreign_keys = on")
    for table in reversed(HISTORIED):
        if table in touched and touched[table].made:
            keys = json.dumps(sorted(touched[table].made))
            connection.execute(_REMOVE.substitute(table=table), (keys,))
    for table in HISTORIED:
        if table in touched:
            _set_back(connection, table, touched[table].changed)
            _restore(connection, table, touched[table].removed)
    if "topic" in touched:
        keys = json.dumps(sorted(touched["topic"].removed))
        connection.execute(_FREE_SLOTS, {"keys": keys})


def _set_back(
    connection: Connection,
    table: str,
    changed: Changes,
) -> None:
    for key, columns in changed.items():
        for names, condition in (
            ([c for c in columns if c not in STAMPS], "true"),
            *(([c], f"{c} is :was_{c}") for c in columns if c in STAMPS),
        ):
            if names:
                assignments = ", ".join(f"{c} = :{c}" for c in names)
                values = {c: columns[c][0] for c in names}
                was = {f"was_{c}": columns[c][1] for c in names}
                connection.execute(
                    _SET.substitute(
                        table=table, assignments=assignments, condition=condition
                    ),
                    {"key": key, **values, **was},
                )


def _restore(connection: Connection, table: str, removed: Mapping[int, int]) -> None:
    """Make rows anew, with another key where a later row has theirs."""
    if not removed:
        return
    statement = _TAKEN.substitute(table=table)
    keys = (json.dumps(list(removed)),)
    taken = {key for (key,) in connection.execute(statement, keys)}
    others = [name for name in column_types(connection, table) if name != "key"]
    for kept, seqs in (
        (True, [seq for key, seq in removed.items() if key not in taken]),
        (False, [seq for key, seq in removed.items() if key in taken]),
    ):
        names = ["key", *others] if kept else others
        restore = _RESTORE.substitute(
            table=table,
            columns=", ".join(names),
            values=", ".join(f"w.{name}" for name in names),
        )
        if seqs:
            connection.execute(restore, (json.dumps(seqs),))


def _label(label: str) -> str:
    if label.startswith(_TOOK):
        return _AGAIN + label.removeprefix(_TOOK)
    return _TOOK + label.removeprefix(_AGAIN)
