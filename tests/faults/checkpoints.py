"""The one moment a kill seldom meets: the log half copied into the database.

SQLite copies pages in the order of their numbers and keeps the log until all are safe;
here the file is put together as it is after some of them.
"""

import shutil
from pathlib import Path

from app.library import Library
from app.library.driver import sqlite3
from app.library.schema import DATABASE
from tests.faults.imports import import_of

N_IMPORTS = 12
_PAGE_BYTES = 4096


def library_with_a_log(folder: Path) -> None:
    """Leave a library as a kill does, with its newest imports in the log alone."""
    place = folder.with_name(f"{folder.name}-running")
    library = Library.open(place)
    for number in range(N_IMPORTS):
        library.apply(import_of(number))
    shutil.copytree(place, folder)
    (folder / f"{DATABASE}-shm").unlink(missing_ok=True)
    library.close()


def stop_checkpoint_after(folder: Path, share: float) -> None:
    """Copy so much of the log into the database, and keep the log."""
    whole = folder.with_name(f"{folder.name}-whole")
    shutil.copytree(folder, whole)
    connection = sqlite3.connect(whole / DATABASE)
    connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()
    before = (folder / DATABASE).read_bytes()
    after = (whole / DATABASE).read_bytes()
    n_copied = int(len(after) / _PAGE_BYTES * share) * _PAGE_BYTES
    (folder / DATABASE).write_bytes(after[:n_copied] + before[n_copied:])
    shutil.rmtree(whole)
