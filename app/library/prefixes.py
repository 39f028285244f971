"""Find the paper that the beginning of an id means."""

import re

from app.domain.errors import InvalidInput, NotFound
from app.domain.paper import PaperId
from app.library.driver import Connection

_RESOLVE = "select uuid from paper where uuid >= ? and uuid < ? order by uuid limit 2"
_PREFIX = re.compile(r"[0-9a-f-]{1,36}")
_BEHIND_HEX = "g"


def resolve(connection: Connection, prefix: str) -> PaperId:
    """Return the id that begins so.

    Raises:
        NotFound: none does.
        InvalidInput: several do.
    """
    wanted = prefix.strip().lower()
    if not wanted:
        raise InvalidInput("No paper was named.", "Give the start of its id.")
    found: list[str] = []
    if _PREFIX.fullmatch(wanted):
        bounds = (wanted, wanted + _BEHIND_HEX)
        found = [uuid for (uuid,) in connection.execute(_RESOLVE, bounds)]
    if not found:
        raise NotFound(
            f"There is no paper with the id “{prefix}”.", "List papers to see ids."
        )
    if len(found) > 1 and found[0] != wanted:
        raise InvalidInput(
            f"Several papers have an id that begins with “{prefix}”: "
            f"{' and '.join(found)}.",
            "Give more of it.",
        )
    return PaperId(found[0])
