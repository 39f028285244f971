"""Migration: a library of an older schema, or none, is opened by today's program."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from string import Template

from sqlite_utils import Database

from app.domain.paper import Author
from app.domain.query import Query
from app.library.database import migrations, opening
from app.library.edits import adding
from app.library.schema import APPLICATION_ID, DATABASE, HISTORIED, STEPS
from app.library.search import indexing
from app.library.translation import BACKUPS
from tests.faults import imports
from tests.faults.looking import damage, reopened
from tests.faults.report import Finding, Harm

N_IMPORTS = 30
_TAKE_OVER = Template("insert into $table($columns) select $columns from today.$table")
STAR = "Starred after the migration"


def make_old(folder: Path, n_steps: int) -> None:
    """Make a library as the program was after so many steps; an empty folder for 0.

    Today's program fills a library of today, whose rows the old one takes over.
    """
    folder.mkdir(mode=0o700)
    if not n_steps:
        return
    today = folder.with_name(f"{folder.name} of today")
    _fill(today)
    names = migrations.names()
    connection = opening.connect(folder / DATABASE)
    connection.execute(f"pragma application_id = {APPLICATION_ID}")
    migrations.migrations.apply(Database(connection), stop_before=names[n_steps])
    connection.execute("attach ? as today", (str(today / DATABASE),))
    connection.execute("begin")
    for table in HISTORIED:
        rows = connection.execute(
            "select name from pragma_table_info(?, 'main')", (table,)
        )
        if columns := ", ".join(name for (name,) in rows):
            connection.execute(_TAKE_OVER.substitute(table=table, columns=columns))
    if n_steps > 1:
        keys = [key for (key,) in connection.execute("select key from paper")]
        indexing.reindex(connection, keys)
    connection.execute("commit")
    connection.close()


def _fill(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    opening.create(folder)
    connection = opening.connect(folder / DATABASE)
    connection.execute("begin")
    for number in range(N_IMPORTS):
        now = datetime.now(UTC)
        adding.add_papers(connection, imports.import_of(number), now)
    connection.execute("commit")
    connection.close()


def copy_old(old: Path, folder: Path) -> None:
    """Copy an old library, so that one more kill may be tried on it."""
    shutil.copytree(old, folder)


def check(folder: Path, n_told: int, *, n_steps: int) -> tuple[int, list[Finding]]:
    """Open what a kill left; what was in the old library must be in the new one.

    It was made by `n_steps` steps. An act is the star that the writer gave when the
    migration was done.
    """
    n_before = N_IMPORTS if n_steps else 0
    with reopened(folder) as (library, reader):
        found = damage(reader, folder)
        labels = [act.label for act in reader.history()]
        if len(labels) < n_told:
            found.append(Finding(Harm.LOST, "The act after the migration is lost"))
        if n_before and imports.see(reader) != _known_then(n_steps):
            found.append(Finding(Harm.PARTIAL, "Papers of the old library differ"))
        n_found = len(reader.keys(Query('"act7"')))
        if n_before and n_found != len(imports.import_of(7).drafts):
            found.append(Finding(Harm.DAMAGED, "Old papers are not found by words"))
        library.undo()
        found += _check_backups(folder, needs_one=n_before > 0)
    return len(labels), found


def _known_then(n_steps: int) -> imports.Seen:
    """Return what the library holds, without what one of so many steps could not."""
    expected = imports.expected(N_IMPORTS)
    if n_steps > STEPS.index("m0005_bibliography"):
        return expected
    return {
        title: (
            replace(
                draft,
                authors=tuple(Author(author.name) for author in draft.authors),
                kind="",
                details=(),
            ),
            topics,
        )
        for title, (draft, topics) in expected.items()
    }


def _check_backups(folder: Path, *, needs_one: bool) -> list[Finding]:
    backups = sorted((folder / BACKUPS).glob("*.db"))
    if needs_one and not backups:
        return [Finding(Harm.LOST, "There is no copy of the old library")]
    found = []
    for path in backups:
        connection = opening.sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)
        (n_papers,) = connection.execute("select count(*) from paper").fetchone()
        connection.close()
        if opening.damage(path) or n_papers != len(imports.expected(N_IMPORTS)):
            found.append(Finding(Harm.DAMAGED, f"The copy {path} is not whole"))
    return found
