"""Name the SQLite module that sqlite-utils uses, so that its exceptions match ours."""

from sqlite_utils.utils import (  # type: ignore[attr-defined]
    sqlite3 as sqlite3,  # not marked as public there, yet the only one choice
)

Connection = sqlite3.Connection
