"""The steps from an empty file to the present schema; none is edited after release."""

from sqlite_utils import Database, Migrations

from app.library import history, indexing, naming, schema
from app.library.driver import Connection

migrations = Migrations("octavo")


@migrations()
def m0001_papers(db: Database) -> None:
    """Make the tables of papers, topics, marks and files."""
    _execute_all(db, schema.PAPERS)
    _execute_all(db, schema.TALLY)


@migrations()
def m0002_search(db: Database) -> None:
    """Make the search index, of the papers that are there too."""
    _execute_all(db, schema.SEARCH)
    keys = [key for (key,) in db.conn.execute("select key from paper order by key")]
    indexing.reindex(db.conn, keys)


@migrations()
def m0003_history(db: Database) -> None:
    """Make the history of acts: a shadow and its triggers for each table."""
    _execute_all(db, schema.HISTORY)
    for table in schema.HISTORIED_FIRST:
        history.make_shadow(db.conn, table)


@migrations()
def m0004_triage(db: Database) -> None:
    """Make room for snoozing, the queue's order, edited fields and saved searches."""
    _execute_all(db, schema.TRIAGE)
    for table in ("paper", "topic"):
        history.add_columns(db.conn, table)
    for table in schema.HISTORIED_LATER:
        history.make_shadow(db.conn, table)


@migrations()
def m0005_bibliography(db: Database) -> None:
    """Make room for what bibliographies tell; name works by today's rules."""
    _execute_all(db, schema.BIBLIOGRAPHY)
    for table in ("paper", "author"):
        history.add_columns(db.conn, table)
    for table in schema.HISTORIED_LAST:
        history.make_shadow(db.conn, table)
    naming.rename(db.conn)
    marked = db.conn.execute("select distinct paper from mark order by paper")
    indexing.reindex(db.conn, [key for (key,) in marked])


def apply(connection: Connection) -> None:
    """Take the steps that are missing, each in a transaction of its own."""
    migrations.apply(Database(connection))


def names() -> tuple[str, ...]:
    """Return the names of all steps, in order; `schema.STEPS` must say the same."""
    return tuple(step.name for step in migrations.pending(Database(memory=True)))


def _execute_all(db: Database, statements: tuple[str, ...]) -> None:
    for statement in statements:
        db.conn.execute(statement)
