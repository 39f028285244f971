"""DataCite: data sets, theses, software and preprints by DOI and by title."""

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from app.domain.fetching import WorkRecord
from app.domain.paper import Identifier
from app.formats.replies.datacite import NAME, read_works
from app.sources.asking import Asker
from app.sources.provider import in_batches, matched, of_scheme

_AT_ONCE = 25
_MAX_RESULTS = 5
_MAX_QUERY_CHARS = 300


class DataCite:
    """Asks DataCite.

    Source: https://support.datacite.org/docs/api-queries
    """

    name = NAME
    schemes = frozenset({"doi"})

    def __init__(self, asker: Asker, *, api_url: Callable[[], str]) -> None:
        self._asker = asker
        self._api_url = api_url

    async def works(
        self, identifiers: Sequence[Identifier]
    ) -> dict[Identifier, WorkRecord]:
        """Return the works of DOIs, twenty-five in one request."""
        found: dict[Identifier, WorkRecord] = {}
        for batch in in_batches(of_scheme(identifiers, "doi"), _AT_ONCE):
            asked = " OR ".join(_quoted(doi.value) for doi in batch)
            works = await self._search(f"doi:({asked})", len(batch))
            found.update(matched(batch, works))
        return found

    async def by_title(self, title: str) -> tuple[WorkRecord, ...]:
        """Return works that may have this title."""
        asked = f"titles.title:{_quoted(title[:_MAX_QUERY_CHARS])}"
        return await self._search(asked, _MAX_RESULTS)

    async def _search(self, query: str, n_most: int) -> tuple[WorkRecord, ...]:
        parameters = urlencode({"query": query, "page[size]": n_most})
        url = f"{self._api_url().rstrip('/')}?{parameters}"
        return await self._asker.ask(url, read_works)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
