"""Crossref: published works by DOI and by title."""

from collections.abc import Callable, Sequence
from urllib.parse import quote

from app.domain.fetching import WorkRecord
from app.domain.paper import Identifier
from app.formats.replies.crossref import NAME, read_works
from app.sources.asking import Asker
from app.sources.works_api import WorksApi

_MAX_RESULTS = 5
_MAX_QUERY_CHARS = 500


class Crossref:
    """Asks Crossref; `email` goes with each request where it is not ''.

    Source: https://api.crossref.org/swagger-ui/index.html
    """

    name = NAME
    schemes = frozenset({"doi"})

    def __init__(
        self, asker: Asker, *, api_url: Callable[[], str], email: Callable[[], str]
    ) -> None:
        self._api = WorksApi(asker, read_works, api_url=api_url, email=email)

    async def works(
        self, identifiers: Sequence[Identifier]
    ) -> dict[Identifier, WorkRecord]:
        """Return the works of DOIs, fifty in one request."""
        return await self._api.by_dois(
            identifiers,
            parting=",",
            parameters_of=lambda dois: {
                "filter": ",".join(f"doi:{doi}" for doi in dois),
                "rows": len(dois),
            },
            path_of=lambda doi: f"/{quote(doi, safe='')}",
        )

    async def by_title(self, title: str) -> tuple[WorkRecord, ...]:
        """Return works that may have this title."""
        asked = title[:_MAX_QUERY_CHARS]
        return await self._api.ask({"query.bibliographic": asked, "rows": _MAX_RESULTS})
