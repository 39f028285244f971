"""Find damage in a library."""

from pathlib import Path

from app.domain.paper import Sha256
from app.library.driver import Connection, sqlite3
from app.library.files import FileStore, hash_of

_KEPT = "select sha256, name, length_bytes from file group by sha256 order by sha256"
_KNOWN = "select sha256 from file union select sha256 from file_was"
_LOOK_ANEW = (
    "select rowid from search limit 1",
    "select rowid from mark_search limit 1",
)
"""The check of FTS5 takes what the connection knew before others wrote for true."""
_UNSEARCHABLE = """
    select count(*) from paper where key not in (select key from search_text)
"""
_MISCOUNTED = """
    select count(*) from tally t where n_papers <> (
        select count(*) from paper p
        where p.status = t.status and p.is_starred = t.is_starred
            and (p.trashed_at is not null) = t.is_trashed
    )
"""


def database_damage(connection: Connection) -> list[str]:
    """Return what is wrong inside the database, a line each."""
    try:
        for statement in _LOOK_ANEW:
            connection.execute(statement).fetchone()
        lines = [
            f"The database is damaged: {line}."
            for (line,) in connection.execute("pragma integrity_check(20)")
            if line != "ok"
        ]
        lines += [
            f"A row of “{table}” belongs to a “{parent}” that is missing."
            for table, _, parent, _ in connection.execute("pragma foreign_key_check")
        ]
        (n_lost,) = connection.execute(_UNSEARCHABLE).fetchone()
        (n_wrong,) = connection.execute(_MISCOUNTED).fetchone()
    except sqlite3.DatabaseError as error:
        return [f"The database is damaged: {error}."]
    if n_lost:
        lines.append(f"{n_lost} papers cannot be found by search.")
    if n_wrong:
        lines.append("The numbers of papers in the sidebar are wrong.")
    return lines


def file_damage(connection: Connection, files: FileStore) -> list[str]:
    """Return which stored files are missing or changed, a line each."""
    lines = []
    for sha256, name, length_bytes in connection.execute(_KEPT):
        path = files.path(Sha256(sha256))
        try:
            found = hash_of(path)
        except FileNotFoundError:
            lines.append(f"The file “{name}” is missing: {path}.")
        except OSError as error:
            lines.append(f"The file “{name}” cannot be read: {error.strerror}: {path}.")
        else:
            if found != (sha256, length_bytes):
                lines.append(f"The file “{name}” was changed by others: {path}.")
    return lines


def orphans(connection: Connection, files: FileStore) -> list[Path]:
    """Return the stored files that no paper refers to, in the history neither."""
    known = {sha256 for (sha256,) in connection.execute(_KNOWN)}
    return [files.path(sha256) for sha256 in files.hashes() if sha256 not in known]
