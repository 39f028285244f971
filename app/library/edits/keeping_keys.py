"""Keep the keys that papers were cited by, beside the history: copying is no act."""

from collections.abc import Iterable
from contextlib import suppress

from app.domain.errors import NotFound
from app.domain.paper import PaperId
from app.library.driver import Connection
from app.library.edits.filing import key_of
from app.library.folding import storable

_TAKEN = "select value from detail where name = 'citation-key'"
_HAS = "select 1 from detail where paper = ? and name = 'citation-key'"
# A key of a row is never given twice: an undo may bring the old row back.
_KEEP = """
    insert into detail(key, paper, position, name, value)
    select 1 + max(
        coalesce((select max(key) from detail), 0),
        coalesce((select max(key) from detail_was), 0)
    ), :paper, coalesce(
        (select 1 + max(position) from detail where paper = :paper), 0
    ), 'citation-key', :value
"""


def taken(connection: Connection) -> frozenset[str]:
    """Return the citation keys that papers have."""
    return frozenset(value for (value,) in connection.execute(_TAKEN))


def keep(connection: Connection, keys: Iterable[tuple[PaperId, str]]) -> set[PaperId]:
    """Give papers that have no citation key theirs; return which papers those are.

    A paper that is gone is passed over, and so is a key that was taken meanwhile.
    """
    kept, used = set[PaperId](), set(taken(connection))
    for paper_id, value in keys:
        with suppress(NotFound):
            paper, text = key_of(connection, paper_id), storable(value)
            has_one = connection.execute(_HAS, (paper,)).fetchone()
            if text and text not in used and not has_one:
                connection.execute(_KEEP, {"paper": paper, "value": text})
                used.add(text)
                kept.add(paper_id)
    return kept
