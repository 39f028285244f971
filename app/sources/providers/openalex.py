"""OpenAlex: works by DOI and by title, and how often they are cited."""

from collections.abc import Callable, Sequence
from urllib.parse import quote

from app.domain.fetching import WorkRecord
from app.domain.paper import Identifier
from app.formats.replies.openalex import NAME, read_works
from app.sources.asking import Asker
from app.sources.works_api import WorksApi

_MAX_RESULTS = 5
_MAX_QUERY_CHARS = 300


class OpenAlex:
    """Asks OpenAlex; `email` goes with each request where it is not ''.

    Source: https://docs.openalex.org/how-to-use-the-api/get-lists-of-entities
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
            parting=",|&",
            parameters_of=lambda dois: {
                "filter": f"doi:{'|'.join(dois)}",
                "per-page": len(dois),
            },
            path_of=lambda doi: f"/doi:{quote(doi, safe='/')}",
        )

    async def by_title(self, title: str) -> tuple[WorkRecord, ...]:
        """Return works that may have this title."""
        plain = "".join(c if c.isalnum() else " " for c in title[:_MAX_QUERY_CHARS])
        asked = f"title.search:{' '.join(plain.split())}"
        return await self._api.ask({"filter": asked, "per-page": _MAX_RESULTS})
