"""Libraries of generated papers, built once for each schema, size and seed."""

import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from app.domain.edit import ChangePapers
from app.domain.query import Query
from app.library import Library, Reader
from app.library.database import migrations, opening
from app.library.driver import Connection
from app.library.edits import adding
from app.library.schema import DATABASE
from app.library.search import indexing
from tests.benchmarks.words import SEED, Corpus

_BATCH = 10_000
_VERSION = 3  # of the generated papers: raise it when they become others
N_IN_TOPIC = 20
TOPIC = "A small topic"


def built_library(n_papers: int) -> Path:
    """Return the folder of a library of so many papers; it must not be written to.

    Twenty of its papers, evenly apart, are under TOPIC.
    """
    folder = _cache() / f"{migrations.names()[-1]}-{n_papers}-{SEED}-{_VERSION}"
    if not folder.exists():
        draft = folder.with_name(f"{folder.name}.draft")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        _fill(draft, n_papers)
        _file_some(draft, n_papers)
        os.replace(draft, folder)
    return folder


def copied_library(n_papers: int, place: Path) -> Path:
    """Return a copy of such a library, to be written to."""
    folder = place / f"library-{n_papers}"
    if not folder.exists():
        shutil.copytree(built_library(n_papers), folder)
    return folder


def _cache() -> Path:
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "octavo-benchmarks"


def _fill(folder: Path, n_papers: int) -> None:
    """Add the papers as an import does, but for the history."""
    corpus = Corpus()
    opening.create(folder)
    connection = opening.connect(folder / DATABASE)
    try:
        for start in range(0, n_papers, _BATCH):
            _add(connection, corpus, start, min(_BATCH, n_papers - start))
            if n_papers > _BATCH:
                print(f"built {start + _BATCH:,} of {n_papers:,}", file=sys.stderr)
    finally:
        connection.close()


def _add(connection: Connection, corpus: Corpus, start: int, n_papers: int) -> None:
    (before,) = connection.execute("select count(*) from paper").fetchone()
    drafts = tuple(corpus.papers(start, n_papers))
    edit = adding.AddPapers(drafts=drafts, label="Papers")
    connection.execute("begin")
    adding.add_papers(connection, edit, datetime.now(UTC))
    indexing.reindex(connection, range(before + 1, before + n_papers + 1))
    connection.execute("commit")


def _file_some(folder: Path, n_papers: int) -> None:
    library = Library.open(folder)
    reader = Reader.open(folder)
    every = reader.keys(Query())
    step = max(n_papers // N_IN_TOPIC, 1)
    ids = tuple(reader.id_of(key) for key in every[::step][:N_IN_TOPIC])
    reader.close()
    library.apply(ChangePapers(ids=ids, label="Filed", file_under=(TOPIC,)))
    library.close()
