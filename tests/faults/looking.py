"""Look at a library as its next start would find it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.library import Library, Reader
from app.library.driver import sqlite3
from app.library.files import FOLDER, hash_of
from app.library.schema import DATABASE
from app.library.translation import BACKUPS
from tests.faults.report import Finding, Harm

_INDEX_CHECK = "insert into search(search, rank) values ('integrity-check', 1)"


@contextmanager
def reopened(folder: Path) -> Iterator[tuple[Library, Reader]]:
    """Open a library by its own start-up, and close it in order."""
    library = Library.open(folder)
    try:
        reader = Reader.open(folder)
        try:
            yield library, reader
        finally:
            reader.close()
    finally:
        library.close()


def damage(reader: Reader, folder: Path) -> list[Finding]:
    """Return what is damaged or left over in an open library."""
    found = [Finding(Harm.DAMAGED, line) for line in reader.check()]
    connection = sqlite3.connect(folder / DATABASE)
    try:
        connection.execute(_INDEX_CHECK)
    except sqlite3.DatabaseError as error:
        found.append(Finding(Harm.DAMAGED, f"The search index: {error}"))
    finally:
        connection.rollback()
        connection.close()
    return found + leftovers(folder)


def leftovers(folder: Path) -> list[Finding]:
    """Return the files that a start should have cleared, and PDFs cut short."""
    parts = [*(folder / FOLDER).glob("*.part"), *(folder / BACKUPS).glob("*.part*")]
    parts += folder.glob(f"{DATABASE}.new*")
    found = [Finding(Harm.LEFTOVER, str(path)) for path in parts]
    for path in (folder / FOLDER).glob("??/*.pdf"):
        if hash_of(path)[0] != path.stem:
            found.append(Finding(Harm.PARTIAL, f"{path} holds other bytes"))
    return found


def undo_and_redo(
    library: Library, see: Callable[[], object], before: object, now: object
) -> list[Finding]:
    """Take the last act back and do it again; what is seen must be as expected."""
    library.undo()
    found = [] if see() == before else [Finding(Harm.DAMAGED, "Undo is not exact")]
    library.redo()
    if see() != now:
        found.append(Finding(Harm.DAMAGED, "Redo is not exact"))
    return found
