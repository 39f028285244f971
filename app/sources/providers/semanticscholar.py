"""Semantic Scholar: works by arXiv id and DOI, where they appeared, their citations."""

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from app.domain.errors import NotFound
from app.domain.fetching import WorkRecord
from app.domain.paper import Identifier
from app.formats.replies.semanticscholar import NAME, read_works
from app.sources.asking import Asker
from app.sources.provider import in_batches, matched, of_scheme

_AT_ONCE = 200
_MAX_QUERY_CHARS = 300
_FIELDS = (
    "title,abstract,authors,year,venue,publicationVenue,journal,externalIds,"
    "citationCount"
)
_PREFIXES = {"arxiv": "ARXIV", "doi": "DOI"}


class SemanticScholar:
    """Asks Semantic Scholar.

    Source: https://api.semanticscholar.org/api-docs/graph
    """

    name = NAME
    schemes = frozenset({"arxiv", "doi"})

    def __init__(self, asker: Asker, *, api_url: Callable[[], str]) -> None:
        self._asker = asker
        self._api_url = api_url

    async def works(
        self, identifiers: Sequence[Identifier]
    ) -> dict[Identifier, WorkRecord]:
        """Return the works of arXiv ids and DOIs, two hundred in one request."""
        found: dict[Identifier, WorkRecord] = {}
        asked = of_scheme(identifiers, "arxiv") + of_scheme(identifiers, "doi")
        url = f"{self._api_url().rstrip('/')}/batch?{urlencode({'fields': _FIELDS})}"
        for batch in in_batches(asked, _AT_ONCE):
            ids = [f"{_PREFIXES[each.scheme]}:{each.value}" for each in batch]
            works = await self._asker.ask(url, read_works, post={"ids": ids})
            found.update(matched(batch, works))
        return found

    async def by_title(self, title: str) -> tuple[WorkRecord, ...]:
        """Return the work whose title is most like this one."""
        query = urlencode({"query": title[:_MAX_QUERY_CHARS], "fields": _FIELDS})
        url = f"{self._api_url().rstrip('/')}/search/match?{query}"
        try:
            return await self._asker.ask(url, read_works)
        except NotFound:
            return ()
