"""Open a copy of Zotero's database, whole even while Zotero writes to it."""

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.domain.errors import Busy, InvalidInput, LibraryError
from app.library.driver import Connection, sqlite3

ZOTERO = "zotero.sqlite"

_MAGIC = b"SQLite format 3\x00"
_BESIDE = ("-wal", "-journal")
"""What belongs to a database that is in use; '-shm' is made anew from these."""
_JOURNAL_MAGIC = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
"""What a journal begins with, and one ends with that names another file, which SQLite
then deletes. Source: sqlite.org/fileformat2.html, section 3, and pager.c."""
_MOST_TRIES = 3
_TABLES: dict[str, frozenset[str]] = {
    "items": frozenset({"itemID", "itemTypeID", "libraryID", "key", "dateAdded"}),
    "itemData": frozenset({"itemID", "fieldID", "valueID"}),
    "itemDataValues": frozenset({"valueID", "value"}),
    "itemTypes": frozenset({"itemTypeID", "typeName"}),
    "fields": frozenset({"fieldID", "fieldName"}),
    "creators": frozenset({"creatorID", "firstName", "lastName", "fieldMode"}),
    "itemCreators": frozenset({"itemID", "creatorID", "creatorTypeID", "orderIndex"}),
    "creatorTypes": frozenset({"creatorTypeID", "creatorType"}),
    "collections": frozenset({"collectionID", "collectionName", "parentCollectionID"}),
    "collectionItems": frozenset({"collectionID", "itemID"}),
    "itemAttachments": frozenset({"itemID", "parentItemID", "linkMode", "path"}),
    "itemNotes": frozenset({"itemID", "parentItemID", "note"}),
    "itemTags": frozenset({"itemID", "tagID"}),
    "tags": frozenset({"tagID", "name"}),
    "deletedItems": frozenset({"itemID"}),
    "libraries": frozenset({"libraryID", "type"}),
}
_CLOSE = "Close Zotero, then try again."
_ALL = """
    select name from sqlite_master
    where type = 'table' and sql not like 'create virtual%'
"""
"""Zotero has no views; one that stands for a table may go on for ever."""
_COLUMNS = "select name from pragma_table_info(?)"


def find_database(path: Path) -> Path | None:
    """Return Zotero's database of a path: the file itself, or that of its folder."""
    database = path / ZOTERO if path.is_dir() else path
    if database.suffix != ".sqlite" and ".sqlite." not in database.name:
        return None
    with contextlib.suppress(OSError):
        if not database.is_file():
            return None
        with database.open("rb") as file:
            return database if file.read(len(_MAGIC)) == _MAGIC else None
    return None


@contextmanager
def opened_copy(database: Path) -> Iterator[Connection]:
    """Open a copy of the database, in a temporary folder that goes with it.

    The original is read as a file, never opened as a database: nothing is written
    beside it, and a running Zotero does not notice.

    Raises:
        Busy: Zotero writes to it all the while.
        InvalidInput: it cannot be read, is damaged, or is no database of Zotero 5
            or later; or its journal names another file.
        LibraryError: there is no room for the copy.
    """
    with tempfile.TemporaryDirectory(prefix="octavo-") as folder:
        copy = Path(folder) / ZOTERO
        _copy(database, copy)
        _check_journal(copy, database)
        with _told(database):
            connection = sqlite3.connect(copy, isolation_level=None)
            try:
                connection.execute("pragma trusted_schema = off")
                connection.text_factory = _text
                _check(connection, database)
                yield connection
            finally:
                connection.close()


def tables(connection: Connection) -> frozenset[str]:
    """Return the names of the tables that are there."""
    return frozenset(str(name) for (name,) in connection.execute(_ALL))


def _copy(database: Path, copy: Path) -> None:
    for _ in range(_MOST_TRIES):
        before = _standing(database)
        try:
            shutil.copyfile(database, copy)
            for ending in _BESIDE:
                beside = copy.with_name(copy.name + ending)
                beside.unlink(missing_ok=True)
                with contextlib.suppress(FileNotFoundError):
                    shutil.copyfile(database.with_name(database.name + ending), beside)
        except OSError as error:
            raise _not_copied(database, error) from error
        if _standing(database) == before:
            return
    raise Busy(f"Zotero is writing to {database} all the while.", _CLOSE)


def _check_journal(copy: Path, database: Path) -> None:
    """Refuse a journal that names a file beyond the copy; Zotero writes none."""
    journal = copy.with_name(copy.name + "-journal")
    if not journal.exists():
        return
    with journal.open("rb") as stream:
        stream.seek(max(0, journal.stat().st_size - len(_JOURNAL_MAGIC)))
        is_naming = stream.read() == _JOURNAL_MAGIC
    if is_naming:
        raise InvalidInput(
            f"{database} was left in the middle of a change that touches other files.",
            "Start Zotero once and close it, then try again; nothing was added.",
        )


def _standing(database: Path) -> list[tuple[int, int] | None]:
    """Return length and time of the files, which change when Zotero writes."""
    found: list[tuple[int, int] | None] = []
    for ending in ("", *_BESIDE):
        try:
            stat = os.stat(database.with_name(database.name + ending))
            found.append((stat.st_size, stat.st_mtime_ns))
        except FileNotFoundError:
            found.append(None)
        except OSError as error:
            raise _not_copied(database, error) from error
    return found


def _not_copied(database: Path, error: OSError) -> InvalidInput | LibraryError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return LibraryError(
            f"There is no room for a copy of {database} in {tempfile.gettempdir()}.",
            "Free some space, then try again.",
        )
    return InvalidInput(f"{database} cannot be read: {error.strerror}.", _CLOSE)


@contextmanager
def _told(database: Path) -> Iterator[None]:
    """Tell what SQLite finds wrong with the copy."""
    try:
        yield
    except sqlite3.Error as error:
        raise InvalidInput(
            f"Zotero's library {database} is damaged: {error}.",
            "Start Zotero, which mends it or offers its backup; nothing was added.",
        ) from error


def _check(connection: Connection, database: Path) -> None:
    there = tables(connection)
    if not {"items", "itemData", "libraries"} <= there:
        raise InvalidInput(
            f"{database} is no library of Zotero.",
            "Name Zotero’s data folder, the one that holds zotero.sqlite.",
        )
    for table, wanted in _TABLES.items():
        columns = {str(name) for (name,) in connection.execute(_COLUMNS, (table,))}
        if table not in there or not wanted <= columns:
            raise InvalidInput(
                f"{database} is of a version of Zotero that Octavo does not know.",
                "Open it with Zotero 5 or later once, or export it from Zotero as "
                "BibTeX or RIS with its files.",
            )


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
