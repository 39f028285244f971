"""Turn SQLite's errors into errors a user can read."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path

from app.domain.errors import AppError, Busy, Corrupt, LibraryError, ReadOnly
from app.library.driver import Connection, sqlite3

BACKUPS = "backups"
_LEAST_ROOM_BYTES = 1 << 16


class _Code(IntEnum):
    """Source: sqlite.org/rescode.html, primary result codes."""

    PERM = 3
    BUSY = 5
    LOCKED = 6
    READONLY = 8
    INTERRUPT = 9
    IOERR = 10
    CORRUPT = 11
    FULL = 13
    CANTOPEN = 14
    NOTADB = 26


class Interrupted(Exception):
    """The running query was stopped because its answer is no longer wanted."""


def newest_backup(folder: Path) -> Path | None:
    """Return the youngest backup of the library, by its name."""
    return max((folder / BACKUPS).glob("*.db"), default=None)


def corrupt(folder: Path, what: str) -> Corrupt:
    """Make the error of a damaged library, with the newest backup as the way on."""
    backup = newest_backup(folder)
    if backup is None:
        hint = "Nothing was changed. Restore a copy of the folder, or choose another."
    else:
        hint = (
            "Nothing was changed. Put the newest backup in its place "
            f"({backup}), or choose another folder."
        )
    return Corrupt(what, hint)


@contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Raise what SQLite and the disk report inside the block as an error of ours.

    Raises:
        Busy: another program holds the file.
        Corrupt: the file is damaged.
        ReadOnly: the file or its folder may not be written.
        LibraryError: the disk is full, or does not answer.
        Interrupted: the query was interrupted.
    """
    try:
        yield
    except sqlite3.Error as error:
        known = _as_ours(folder, error)
        if known is None:
            raise
        raise known from error
    except OSError as error:
        raise _of_disk(folder, error) from error


def _of_disk(folder: Path, error: OSError) -> LibraryError:
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return _read_only(folder)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _disk_full()
    return LibraryError(
        f"The library in {folder} cannot be used: {error.strerror}.",
        "Check the folder and its drive, then try again.",
    )


def _read_only(folder: Path) -> ReadOnly:
    return ReadOnly(
        f"The library in {folder} cannot be written.",
        "Check the folder's permissions, or choose another folder.",
    )


def _disk_full() -> LibraryError:
    return LibraryError(
        "The disk is full: nothing was changed.", "Free some space, then retry."
    )


def _is_full(folder: Path) -> bool:
    """Say whether the disk has no room even for what SQLite shares between readers."""
    try:
        return shutil.disk_usage(folder).free < _LEAST_ROOM_BYTES
    except OSError:
        return False


_MISSING = ("no such table", "no such column")
"""What SQLite says of a file that lost a part of its schema."""


def _as_ours(folder: Path, error: Exception) -> AppError | Interrupted | None:
    code = getattr(error, "sqlite_errorcode", None)
    if str(error).startswith(_MISSING):
        return corrupt(folder, f"The library in {folder} is damaged: {error}.")
    match code & 0xFF if isinstance(code, int) else None:
        case _Code.INTERRUPT:
            return Interrupted()
        case _Code.CORRUPT | _Code.NOTADB:
            return corrupt(folder, f"The library in {folder} is damaged.")
        case _Code.FULL:
            return _disk_full()
        case _Code.BUSY | _Code.LOCKED:
            return Busy(
                f"Another program is using the library in {folder}.",
                "Close it, then try again.",
            )
        case _Code.PERM | _Code.READONLY | _Code.CANTOPEN:
            return _read_only(folder)
        case _Code.IOERR if _is_full(folder):
            return _disk_full()
        case _Code.IOERR:
            return LibraryError(
                f"The disk of {folder} does not answer.",
                "Check that the drive is connected, then try again.",
            )
    return None


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Commit what the block writes, or nothing of it; it may roll back by itself."""
    connection.execute("begin immediate")
    try:
        yield
        if connection.in_transaction:
            connection.execute("commit")
    except BaseException:
        # A full disk or a broken file has already ended the transaction.
        if connection.in_transaction:
            connection.execute("rollback")
        raise
