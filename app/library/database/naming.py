"""Write the match keys of the identifiers that are there anew."""

from string import Template

from app.library.driver import Connection
from app.library.folding import identifier_key

_TABLES = {"identifier": "key", "identifier_was": "seq"}
_IDENTIFIERS = Template("select $row, scheme, value, match_key from $table")
_RENAME = Template("update $table set match_key = ? where $row = ?")


def rename(connection: Connection) -> None:
    """Give each identifier, in the history too, the key that its like gets today."""
    for table, row in _TABLES.items():
        found = connection.execute(_IDENTIFIERS.substitute(table=table, row=row))
        changed = [
            (key, number)
            for number, scheme, value, old in found
            if (key := identifier_key(scheme, value)) != old
        ]
        connection.executemany(_RENAME.substitute(table=table, row=row), changed)
