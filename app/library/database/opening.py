"""Open the database of a library: look first, write only when it is ours."""

import os
import stat
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from app.domain.errors import LibraryError, NotFound, ReadOnly, TooNew, TooOld
from app.library.driver import Connection, sqlite3
from app.library.files import FOLDER as FILES
from app.library.files import sync_folder
from app.library.lock import FolderLock
from app.library.schema import APPLICATION_ID, DATABASE, STEPS
from app.library.translation import BACKUPS, corrupt, translated

_BUSY_WAIT_S = 5.0
_CACHE_KIB = 16_384
_MAGIC = b"SQLite format 3\0"
# Source: sqlite.org/fileformat2.html, section 1.3: the header's length and the place
# of the application id.
_HEADER_BYTES = 100
_APPLICATION_ID_AT = 68
_CHECKED_BYTES = 256 << 20  # a whole check takes a second for so much
_CLEAN = "closed"


def make_folder(folder: Path) -> None:
    """Make the folder of a library where there is none.

    Raises:
        ReadOnly: it cannot be made, or is no folder.
    """
    try:
        if not folder.exists():
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise ReadOnly(
            f"The folder {folder} cannot be made: {error.strerror}.",
            "Choose another folder for the library.",
        ) from error
    if not folder.is_dir():
        raise ReadOnly(f"{folder} is not a folder.", "Choose a folder for the library.")


def exists(folder: Path) -> bool:
    """Say whether the folder holds a library, sound or not.

    Raises:
        LibraryError: the folder may not be read.
    """
    try:
        if (folder / DATABASE).exists():
            return True
        return any((folder / BACKUPS).glob("*.db")) or any(
            (folder / FILES).glob("??/*.pdf")
        )
    except OSError as error:
        raise LibraryError(
            f"The library in {folder} cannot be read: {error.strerror}.",
            "Check the folder's permissions, or choose another folder.",
        ) from error


def look(folder: Path) -> None:
    """Check the file from outside, writing nothing.

    Raises:
        Corrupt: it is no library, or its first page is damaged.
        TooNew: it was written by a newer Octavo.
    """
    _check_header(folder)
    with translated(folder):
        address = _address(folder / DATABASE, _looking_mode(folder))
        connection = sqlite3.connect(address, uri=True)
        try:
            _refuse_newer(folder, connection)
        finally:
            connection.close()


def _looking_mode(folder: Path) -> str:
    """Return how to open the file for a look that changes nothing.

    After a kill the file alone may be half of a checkpoint: only with its log is it
    whole. A connection that only reads leaves both as they are.
    """
    log = folder / f"{DATABASE}-wal"
    return "mode=ro" if log.exists() and log.stat().st_size else "immutable=1"


def _check_header(folder: Path) -> None:
    header = _header(folder)
    application_id = header[_APPLICATION_ID_AT : _APPLICATION_ID_AT + 4]
    if (
        len(header) < _HEADER_BYTES
        or not header.startswith(_MAGIC)
        or int.from_bytes(application_id, "big") != APPLICATION_ID
    ):
        raise corrupt(
            folder, f"{folder / DATABASE} is not an Octavo library, or it is damaged."
        )


def _header(folder: Path) -> bytes:
    path = folder / DATABASE
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return b""
        with path.open("rb") as file:
            return file.read(_HEADER_BYTES)
    except FileNotFoundError as error:
        raise corrupt(folder, f"{path} is missing beside its files.") from error
    except OSError as error:
        raise LibraryError(
            f"{path} cannot be read: {error.strerror}.",
            "Check its permissions and the drive, or choose another folder.",
        ) from error


def _refuse_newer(folder: Path, connection: Connection) -> None:
    unknown = sorted(_steps_taken(folder, connection) - set(STEPS))
    if unknown:
        raise TooNew(
            f"The library in {folder} was written by a newer Octavo "
            f"(it knows “{unknown[-1]}”).",
            "Update Octavo, or choose another folder. Nothing was changed.",
        )


def _refuse_older(folder: Path, connection: Connection) -> None:
    if set(STEPS) - _steps_taken(folder, connection):
        raise TooOld(
            f"The library in {folder} was written by an older Octavo.",
            "Open it once where it may be written: it is copied, then brought up to "
            "date.",
        )


def _steps_taken(folder: Path, connection: Connection) -> set[str]:
    try:
        rows = connection.execute(
            "select name from _sqlite_migrations where migration_set = 'octavo'"
        ).fetchall()
    except sqlite3.OperationalError as error:
        raise corrupt(
            folder, f"{folder / DATABASE} is not an Octavo library, or it is damaged."
        ) from error
    return {name for (name,) in rows}


def create(folder: Path) -> None:
    """Make an empty library, whole or not at all."""
    draft = folder / f"{DATABASE}.new"
    for leftover in folder.glob(f"{draft.name}*"):
        leftover.unlink()
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    connection = connect(draft)
    try:
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        _take_steps(connection)
    finally:
        connection.close()
    os.replace(draft, folder / DATABASE)
    sync_folder(folder)


def connect(path: Path) -> Connection:
    """Open the one connection that writes."""
    connection = sqlite3.connect(
        path, timeout=_BUSY_WAIT_S, isolation_level=None, check_same_thread=False
    )
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute("pragma recursive_triggers = on")
    _guard(connection)
    return connection


def connect_reader(folder: Path) -> Connection:
    """Open a connection that reads, while another process may write.

    Raises:
        NotFound: there is no library.
        Corrupt: the file is damaged, or is no library.
        TooNew: it was written by a newer Octavo.
        TooOld: it was written by an older one, and nobody has opened it since.
    """
    path = folder / DATABASE
    if not exists(folder):
        raise NotFound(
            f"There is no library in {folder}.", "Import something to make one."
        )
    _check_header(folder)
    connection = sqlite3.connect(
        _address(path, _reading_mode(folder)),
        uri=True,
        timeout=_BUSY_WAIT_S,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        with translated(folder):
            _guard(connection)
            connection.execute("pragma query_only = on")
            connection.execute("pragma wal_autocheckpoint = 0")
            _refuse_newer(folder, connection)
            _refuse_older(folder, connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _reading_mode(folder: Path) -> str:
    """Return how to open the file: a folder that cannot be written has no `-shm`."""
    if os.access(folder, os.W_OK) or (folder / f"{DATABASE}-wal").exists():
        return "mode=ro"
    return "immutable=1"


def _guard(connection: Connection) -> None:
    connection.execute("pragma foreign_keys = on")
    connection.execute("pragma trusted_schema = off")
    connection.execute("pragma cell_size_check = on")
    connection.execute(f"pragma cache_size = -{_CACHE_KIB}")


def _address(path: Path, options: str) -> str:
    return f"file:{quote(os.fsencode(path.resolve()))}?{options}"


def migrate(folder: Path, connection: Connection) -> None:
    """Bring the library to the present schema, with a copy of the old one first.

    Raises:
        TooNew: it was written by a newer Octavo.
        LibraryError: the copy could not be made.
    """
    _refuse_newer(folder, connection)
    taken = _steps_taken(folder, connection)
    pending = [step for step in STEPS if step not in taken]
    if not pending:
        return
    backup = back_up(folder, connection, f"before-{pending[0]}")
    try:
        _take_steps(connection)
    except sqlite3.OperationalError:  # as on a full disk, which copies fill further
        if _steps_taken(folder, connection) == taken:
            backup.unlink(missing_ok=True)
        raise
    connection.execute("pragma wal_checkpoint(truncate)")


def _take_steps(connection: Connection) -> None:
    # Loaded only where the schema changes: sqlite-utils takes 0.2 s of each start.
    from app.library.database import migrations  # noqa: PLC0415

    migrations.apply(connection)


def back_up(folder: Path, connection: Connection, why: str) -> Path:
    """Write a checked copy of the database into `backups/`; return its path.

    Raises:
        LibraryError: the copy is not sound.
    """
    backups = folder / BACKUPS
    backups.mkdir(mode=0o700, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    target = backups / f"{stamp}-{why}.db"
    draft = target.with_suffix(".part")
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        connection.execute("vacuum into ?", (str(draft),))
        if damage(draft):
            raise LibraryError(
                f"The backup of the library in {folder} is not sound.",
                "Check the disk. The library was not changed.",
            )
        os.replace(draft, target)
        sync_folder(backups)
    finally:
        draft.unlink(missing_ok=True)
    return target


def remove_parts(folder: Path) -> None:
    """Remove what an interrupted backup left behind."""
    for path in (folder / BACKUPS).glob("*.part*"):
        path.unlink(missing_ok=True)


def damage(path: Path) -> list[str]:
    """Return what SQLite finds wrong with a database that nobody writes."""
    connection = sqlite3.connect(_address(path, "immutable=1"), uri=True)
    try:
        rows = connection.execute("pragma quick_check(1)").fetchall()
    except sqlite3.DatabaseError as error:
        return [str(error)]
    finally:
        connection.close()
    return [line for (line,) in rows if line != "ok"]


def clean_words(folder: Path) -> str:
    """Return the words left in the lock after a clean close: the file as it was."""
    stat = (folder / DATABASE).stat()
    return f"{_CLEAN} {stat.st_size} {stat.st_mtime_ns}"


def was_closed(folder: Path) -> bool:
    """Say whether whoever had the library last closed it, if ever anybody had it."""
    words = FolderLock(folder).words()
    return not words or words.startswith(_CLEAN)


def is_suspect(folder: Path, words: str) -> bool:
    """Say whether the file should be checked: a crash, or a change by others.

    A large file is not: its check would take too long at start.
    """
    path = folder / DATABASE
    if path.stat().st_size > _CHECKED_BYTES:
        return False
    return words != clean_words(folder)


def refuse_damage(folder: Path, connection: Connection) -> None:
    """Check every page of the database.

    Raises:
        Corrupt: a page is damaged.
    """
    with translated(folder):
        rows = connection.execute("pragma quick_check(1)").fetchall()
    if rows != [("ok",)]:
        raise corrupt(folder, f"The library in {folder} is damaged: {rows[0][0]}.")
