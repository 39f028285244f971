"""Name the SQLite module: the one that sqlite-utils takes, so that exceptions match.

It is chosen here in the same way, since loading sqlite-utils takes 0.2 s.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3 as sqlite3
else:
    try:
        import pysqlite3 as sqlite3
    except ImportError:
        import sqlite3

Connection = sqlite3.Connection
