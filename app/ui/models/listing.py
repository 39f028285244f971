"""What the list asks of the library, answered on the reader's thread."""

from array import array

from app.domain.paper import PaperId
from app.domain.query import Query
from app.library import Reader
from app.ui.models.row_diff import Step, row_diff


def key_of(paper_id: PaperId, reader: Reader) -> int:
    """Return the key of a paper.

    Raises:
        NotFound: it is not there.
    """
    return reader.key_of(paper_id)


def compare(
    reader: Reader, query: Query, old: "array[int]", staying: set[int]
) -> "tuple[list[Step], array[int]]":
    """Return the steps from the rows shown to those of a query, and the latter."""
    new = reader.keys(query, limit=None)
    return row_diff(old, new, staying), new
