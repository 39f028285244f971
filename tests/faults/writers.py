"""The programs that are killed: each does acts without end and tells of every one.

They use the library as the program does. What they tell is told after the act returned.
"""

import itertools
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.domain.edit import ChangePapers
from app.domain.paper import PaperId
from app.library import Library, Reader
from tests.faults import imports, keeping, marking, migrating

Tell = Callable[[int], None]


def import_papers(tell: Tell, folder: Path, first: int) -> None:
    """Import one source after the other."""
    library = Library.open(folder)
    tell(first - 1)
    for number in itertools.count(first):
        library.apply(imports.import_of(number))
        tell(number)


def mark_papers(tell: Tell, folder: Path, first: int) -> None:
    """Mark, write, change and undo."""
    library = Library.open(folder)
    ids = _ids(folder)
    states = marking.play(first, ids)
    tell(first - 1)
    for number in itertools.count(first):
        edit = marking.play_one(number, states, ids)
        if edit is None:
            library.undo()
        else:
            library.apply(edit)
        tell(number)


def keep_files(tell: Tell, folder: Path, first: int) -> None:
    """Keep one file after the other, each with its paper."""
    library = Library.open(folder)
    ids = _ids(folder)
    tell(first - 1)
    for number in itertools.count(first):
        keeping.keep(library, number, ids[number % len(ids)])
        tell(number)


def migrate(tell: Tell, folder: Path, first: int) -> None:
    """Open an old library, then do one act in it, then none."""
    tell(first - 1)
    library = Library.open(folder)
    if (folder / "backups").exists():
        ids = _ids(folder)
        library.apply(ChangePapers(ids=ids, label=migrating.STAR, is_starred=True))
        tell(first)
    hold(library)


def hold_library(tell: Tell, folder: Path, first: int) -> None:
    """Open the library and keep it."""
    library = Library.open(folder)
    tell(first - 1)
    hold(library)


def hold(library: Library) -> None:
    """Wait to be killed, with the library open."""
    while library.folder:
        signal.pause()


def tell_too_early(tell: Tell, folder: Path, first: int) -> None:
    """Tell of imports before they are stored: what the kills must find out."""
    library = Library.open(folder)
    tell(first - 1)
    for number in itertools.count(first):
        tell(number)
        library.apply(imports.import_of(number))


def import_in_halves(tell: Tell, folder: Path, first: int) -> None:
    """Do each import as two acts under one name: what the kills must find out."""
    library = Library.open(folder)
    tell(first - 1)
    for number in itertools.count(first):
        whole = imports.import_of(number)
        for drafts in (whole.drafts[::2], whole.drafts[1::2]):
            library.apply(replace(whole, drafts=drafts))
        tell(number)


def _ids(folder: Path) -> tuple[PaperId, ...]:
    reader = Reader.open(folder)
    ids = marking.paper_ids(reader)
    reader.close()
    return ids
