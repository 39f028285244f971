"""The steps from an empty file to the present schema; none is edited after release."""

from sqlite_utils import Database, Migrations

from app.domain.versions import named_version
from app.library import schema
from app.library.database import mark_tables, naming, tables
from app.library.driver import Connection
from app.library.history import history
from app.library.search import indexing, marked

migrations = Migrations("octavo")


@migrations()
def m0001_papers(db: Database) -> None:
    """Make the tables of papers, topics, marks and files."""
    _execute_all(db, tables.PAPERS)
    _execute_all(db, tables.TALLY)


@migrations()
def m0002_search(db: Database) -> None:
    """Make the search index, of the papers that are there too."""
    _execute_all(db, tables.SEARCH)
    keys = [key for (key,) in db.conn.execute("select key from paper order by key")]
    indexing.reindex(db.conn, keys)


@migrations()
def m0003_history(db: Database) -> None:
    """Make the history of acts: a shadow and its triggers for each table."""
    _execute_all(db, tables.HISTORY)
    for table in schema.HISTORIED_FIRST:
        history.make_shadow(db.conn, table)


@migrations()
def m0004_triage(db: Database) -> None:
    """Make room for snoozing, the queue's order, edited fields and saved searches."""
    _execute_all(db, tables.TRIAGE)
    for table in ("paper", "topic"):
        history.add_columns(db.conn, table)
    for table in schema.HISTORIED_LATER:
        history.make_shadow(db.conn, table)


@migrations()
def m0005_bibliography(db: Database) -> None:
    """Make room for what bibliographies tell; name works by today's rules."""
    _execute_all(db, tables.BIBLIOGRAPHY)
    for table in ("paper", "author"):
        history.add_columns(db.conn, table)
    for table in schema.HISTORIED_LAST:
        history.make_shadow(db.conn, table)
    naming.rename(db.conn)
    with_marks = db.conn.execute("select distinct paper from mark order by paper")
    indexing.reindex(db.conn, [key for (key,) in with_marks])


@migrations()
def m0006_signals(db: Database) -> None:
    """Make room for the numbers of the day and for the versions of files."""
    _execute_all(db, tables.SIGNALS)
    files = db.conn.execute("select key, source, name from file").fetchall()
    for key, source, name in files:
        version = named_version(source) or named_version(name)
        db.conn.execute("update file set version = ? where key = ?", (version, key))
    history.add_columns(db.conn, "file")
    for table in schema.HISTORIED_NEWEST:
        history.make_shadow(db.conn, table)
    with_marks = db.conn.execute("select distinct paper from mark order by paper")
    marked.reindex(db.conn, [key for (key,) in with_marks])


@migrations()
def m0007_mark_tags(db: Database) -> None:
    """Make room for the tags of marks."""
    _execute_all(db, mark_tables.MARK_TAGS)
    history.add_columns(db.conn, "mark")


def apply(connection: Connection) -> None:
    """Take the steps that are missing, each in a transaction of its own."""
    migrations.apply(Database(connection))


def names() -> tuple[str, ...]:
    """Return the names of all steps, in order; `schema.STEPS` must say the same."""
    return tuple(step.name for step in migrations.pending(Database(memory=True)))


def _execute_all(db: Database, statements: tuple[str, ...]) -> None:
    for statement in statements:
        db.conn.execute(statement)
