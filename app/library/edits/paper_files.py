"""Tell which stored files a paper has."""

from app.domain.paper import StoredFile
from app.library.driver import Connection
from app.library.folding import storable
from app.library.instants import to_micros

ADD_FILE = """
    insert into file(
        paper, sha256, length_bytes, name, source, n_pages, added_at, version
    ) values (?, ?, ?, ?, ?, ?, ?, ?)
"""
_HAS = "select 1 from file where paper = ? and sha256 = ?"


def add_file(connection: Connection, key: int, file: StoredFile, stamp: int) -> None:
    """Give a paper a file, unless it has it."""
    if connection.execute(_HAS, (key, file.sha256)).fetchone() is None:
        connection.execute(ADD_FILE, file_row(key, file, stamp))


def file_row(key: int, file: StoredFile, stamp: int) -> tuple[object, ...]:
    """Return the values of `ADD_FILE` for a file of the paper of that key."""
    return (
        key,
        file.sha256,
        file.length_bytes,
        storable(file.name),
        storable(file.source),
        file.n_pages,
        stamp if file.added_at is None else to_micros(file.added_at),
        file.version,
    )
