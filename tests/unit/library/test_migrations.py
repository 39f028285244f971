"""An older library is brought to the present schema, after a copy."""

from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.utils import (  # type: ignore[attr-defined]
    sqlite3 as sqlite_utils_driver,
)

from app.domain.errors import LibraryError
from app.library import (
    Library,
    Reader,
    driver,
    indexing,
    migrations,
    opening,
    schema,
)
from app.library.driver import sqlite3
from app.library.schema import APPLICATION_ID, DATABASE
from tests.unit.library.building import titles

PAPER = """
    insert into paper(
        uuid, title, abstract, title_key, venue, status, is_starred, rating, added_at
    ) values ('u', 'Old Naïveté', 'x', 'oldnaivete', '', 'new', 0, 0, 0)
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


def test_a_backup_that_cannot_be_made_stops_the_migration(tmp_path: Path) -> None:
    _make_old(tmp_path, migrations.names()[1])
    (tmp_path / "backups").write_text("in the way")

    with pytest.raises(LibraryError):
        Library.open(tmp_path)

    connection = sqlite3.connect(tmp_path / DATABASE)
    applied = connection.execute("select name from _sqlite_migrations").fetchall()
    connection.close()
    assert applied == [(migrations.names()[0],)]


def test_steps_when_compared_with_the_migrations_are_the_same() -> None:
    assert migrations.names() == schema.STEPS


def test_driver_when_compared_with_sqlite_utils_is_the_same_module() -> None:
    assert driver.sqlite3.connect is sqlite_utils_driver.connect
