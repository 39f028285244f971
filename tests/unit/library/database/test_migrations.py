"""An older library is brought to the present schema, after a copy."""

from pathlib import Path
from string import Template

import pytest
from sqlite_utils import Database
from sqlite_utils.utils import (  # type: ignore[attr-defined]
    sqlite3 as sqlite_utils_driver,
)

from app.domain.edit import AddMarks, ChangeMark, ChangePapers
from app.domain.errors import LibraryError, TooOld
from app.domain.paper import Detail, Identifier
from app.domain.query import Query
from app.library import Library, Reader, driver, schema
from app.library.database import migrations, opening
from app.library.driver import sqlite3
from app.library.schema import APPLICATION_ID, DATABASE
from app.library.search import indexing
from tests.unit.library.building import add, draft, full_draft, mark, titles

BIBLIOGRAPHY = "m0005_bibliography"
SIGNALS = "m0006_signals"
MARK_TAGS = "m0007_mark_tags"
TAKE_OVER = Template("insert into $table($columns) select $columns from today.$table")

PAPER = """
    insert into paper(
        uuid, title, abstract, title_key, venue, status, is_starred, rating, added_at
    ) values ('u', 'Old Naïveté', 'x', 'oldnaivete', '', 'new', 0, 0, 0)
"""
REFERRING = """
    select distinct t.name from sqlite_schema t, pragma_foreign_key_list(t.name)
    where t.type = 'table'
"""
SCHEMA = "select name, sql from sqlite_schema order by name"


def _make_old(folder: Path, stop_before: str) -> None:
    connection = opening.connect(folder / DATABASE)
    connection.execute(f"pragma application_id = {APPLICATION_ID}")
    migrations.migrations.apply(Database(connection), stop_before=stop_before)
    connection.execute(PAPER)
    if stop_before > "m0002_search":
        indexing.reindex(connection, [1])
    connection.close()


@pytest.mark.parametrize("step", migrations.names()[1:])
def test_open_of_an_older_library_backs_up_then_migrates(
    step: str, tmp_path: Path
) -> None:
    (tmp_path / "old").mkdir()
    _make_old(tmp_path / "old", step)
    Library.open(tmp_path / "new").close()

    Library.open(tmp_path / "old").close()

    reader = Reader.open(tmp_path / "old")
    assert titles(reader, "naivete") == ["Old Naïveté"]
    assert reader.check() == []
    reader.close()
    schemas = []
    for name in ("old", "new"):
        connection = sqlite3.connect(tmp_path / name / DATABASE)
        schemas.append(connection.execute(SCHEMA).fetchall())
        connection.close()
    assert schemas[0] == schemas[1]
    (backup,) = (tmp_path / "old" / "backups").iterdir()
    assert backup.name.endswith(f"-before-{step}.db")
    assert opening.damage(backup) == []
    assert not list((tmp_path / "new").glob("backups"))


def test_a_library_of_before_bibliographies_keeps_its_acts(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "today")
    old_doi = Identifier("doi", "http://doi.acm.org/10.1145/3292500.3330701")
    (paper,) = add(library, full_draft(), topics=("A/B",))
    (other,) = add(library, draft("Bare", identifiers=(old_doi,)))
    star = ChangePapers(ids=(paper, other), label="Starred", is_starred=True)
    library.apply(star)
    library.close()
    _make_of_before(tmp_path / "old", tmp_path / "today")

    library, reader = Library.open(tmp_path / "old"), Reader.open(tmp_path / "old")

    there = reader.paper(paper)
    assert [author.name for author in there.authors] == ["Ada Lovelace", "Émile Borel"]
    assert (there.kind, there.details, there.is_starred) == ("", (), True)
    known = draft("Other words", identifiers=(Identifier("doi", old_doi.value[19:]),))
    assert reader.find_known([known]) == [other]
    while library.undo():
        pass
    assert reader.check() == []
    library.redo()
    library.redo()
    assert reader.find_known([known]) == [other]
    library.redo()
    assert reader.paper(paper) == there
    reader.close()
    library.close()


def test_a_library_of_before_the_index_of_marks_finds_them(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "today")
    (paper,) = add(library, draft("Marked"))
    library.apply(AddMarks((mark(paper, "a telescoping sum"),)))
    library.close()
    _make_of_before(tmp_path / "old", tmp_path / "today")

    library, reader = Library.open(tmp_path / "old"), Reader.open(tmp_path / "old")

    assert [found.title for found in reader.find_marks("telesc", limit=2)] == ["Marked"]
    reader.close()
    library.close()


def test_a_mark_of_before_tags_keeps_its_acts_and_may_be_tagged(
    tmp_path: Path,
) -> None:
    library = Library.open(tmp_path / "today")
    (paper,) = add(library, draft("Marked"))
    made = mark(paper, "a sum")
    library.apply(AddMarks((made,)))
    library.apply(ChangeMark(mark_id=made.id, comment="why?"))
    library.close()
    _make_of_before(tmp_path / "old", tmp_path / "today", MARK_TAGS)

    library, reader = Library.open(tmp_path / "old"), Reader.open(tmp_path / "old")

    library.apply(ChangeMark(mark_id=made.id, add_tags=("method",)))
    (there,) = reader.marks(paper)
    assert (there.comment, there.tags) == ("why?", ("method",))
    library.undo()
    library.undo()
    assert [(m.comment, m.tags) for m in reader.marks(paper)] == [("", ())]
    library.undo()
    assert reader.marks(paper) == ()
    library.redo()
    library.redo()
    library.redo()
    assert reader.marks(paper) == (there,)
    assert titles(reader, "mark-tag:method") == ["Marked"]
    assert reader.check() == []
    reader.close()
    library.close()


def _make_of_before(folder: Path, today: Path, step: str = BIBLIOGRAPHY) -> None:
    """Make the library that the program of before a step would have written."""
    folder.mkdir()
    connection = opening.connect(folder / DATABASE)
    connection.execute(f"pragma application_id = {APPLICATION_ID}")
    migrations.migrations.apply(Database(connection), stop_before=step)
    connection.execute("attach ? as today", (str(today / DATABASE),))
    tables = (*schema.HISTORIED_FIRST, *schema.HISTORIED_LATER)
    for table in (*tables, *(f"{table}_was" for table in tables), "act"):
        rows = connection.execute(
            "select name from pragma_table_info(?, 'main')", (table,)
        )
        columns = ", ".join(name for (name,) in rows)
        connection.execute(TAKE_OVER.substitute(table=table, columns=columns))
    connection.execute("update identifier set match_key = lower(value)")
    connection.execute("update identifier_was set match_key = lower(value)")
    keys = [key for (key,) in connection.execute("select key from paper")]
    indexing.reindex(connection, keys)
    connection.close()


def test_a_reader_alone_says_that_a_library_is_older(tmp_path: Path) -> None:
    _make_old(tmp_path, SIGNALS)

    with pytest.raises(TooOld, match="older Octavo"):
        Reader.open(tmp_path)

    Library.open(tmp_path).close()
    Reader.open(tmp_path).close()


def test_a_backup_that_cannot_be_made_stops_the_migration(tmp_path: Path) -> None:
    _make_old(tmp_path, migrations.names()[1])
    (tmp_path / "backups").write_text("in the way")

    with pytest.raises(LibraryError):
        Library.open(tmp_path)

    connection = sqlite3.connect(tmp_path / DATABASE)
    applied = connection.execute("select name from _sqlite_migrations").fetchall()
    connection.close()
    assert applied == [(migrations.names()[0],)]


def test_migration_that_finds_no_room_leaves_no_copy_behind(tmp_path: Path) -> None:
    _make_old(tmp_path, SIGNALS)
    connection = opening.connect(tmp_path / DATABASE)
    (n_pages,) = connection.execute("pragma page_count").fetchone()
    connection.execute(f"pragma max_page_count = {n_pages}")

    with pytest.raises(sqlite3.OperationalError, match="full"):
        opening.migrate(tmp_path, connection)

    connection.close()
    assert not list((tmp_path / "backups").iterdir())
    Library.open(tmp_path).close()
    assert len(list((tmp_path / "backups").iterdir())) == 1


def test_every_table_that_refers_to_another_is_in_the_history(tmp_path: Path) -> None:
    Library.open(tmp_path).close()

    connection = sqlite3.connect(tmp_path / DATABASE)
    referring = {table for (table,) in connection.execute(REFERRING)}
    connection.close()
    assert "detail" in referring
    assert referring <= set(schema.HISTORIED)


def test_steps_when_compared_with_the_migrations_are_the_same() -> None:
    assert migrations.names() == schema.STEPS


def test_driver_when_compared_with_sqlite_utils_is_the_same_module() -> None:
    assert driver.sqlite3.connect is sqlite_utils_driver.connect


def test_numbers_and_versions_of_before_signals_are_taken_over(tmp_path: Path) -> None:
    _make_old(tmp_path, SIGNALS)
    connection = opening.connect(tmp_path / DATABASE)
    told = (
        ("hf:upvotes", "31"),
        ("s2:citations", "7"),
        ("openalex:citations", "12"),
        ("hf:githubStars", "many"),
        ("volume", "3"),
    )
    connection.executemany(
        "insert into detail(paper, position, name, value) values (1, 0, ?, ?)", told
    )
    connection.executemany(
        """
        insert into file(paper, sha256, length_bytes, name, source, added_at)
        values (1, ?, 1, ?, ?, 0)
        """,
        (
            ("a", "thesis_v2.pdf", ""),
            ("b", "2401.00001v2.pdf", ""),
            ("c", "x.pdf", "https://arxiv.org/pdf/math/0211159v3"),
        ),
    )
    connection.close()

    Library.open(tmp_path).close()

    reader = Reader.open(tmp_path)
    (paper,) = reader.papers(reader.keys(Query()))
    reader.close()
    assert [(s.name.value, s.number, s.source) for s in paper.signals] == [
        ("citations", 12, "OpenAlex"),
        ("upvotes", 31, "Hugging Face"),
    ]
    assert paper.details == (Detail("volume", "3"),)
    assert [(f.sha256, f.version) for f in paper.files] == [
        ("c", 3),
        ("b", 2),
        ("a", None),
    ]
