"""DBLP: where works of computer science appeared, by title."""

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from app.domain.fetching import WorkRecord
from app.domain.paper import Identifier
from app.formats.replies.dblp import NAME, read_works
from app.sources.asking import Asker

_MAX_RESULTS = 5
_MAX_QUERY_CHARS = 300


class Dblp:
    """Asks DBLP, which finds by title alone.

    Source: https://dblp.org/faq/How+to+use+the+dblp+search+API.html
    """

    name = NAME
    schemes: frozenset[str] = frozenset()

    def __init__(self, asker: Asker, *, api_url: Callable[[], str]) -> None:
        self._asker = asker
        self._api_url = api_url

    async def works(
        self, identifiers: Sequence[Identifier]
    ) -> dict[Identifier, WorkRecord]:
        """Return nothing: it is not asked by identifiers."""
        return {}

    async def by_title(self, title: str) -> tuple[WorkRecord, ...]:
        """Return works that may have this title."""
        plain = "".join(c if c.isalnum() else " " for c in title[:_MAX_QUERY_CHARS])
        query = {"q": " ".join(plain.split()), "format": "json", "h": _MAX_RESULTS}
        return await self._asker.ask(
            f"{self._api_url()}?{urlencode(query)}", read_works
        )
