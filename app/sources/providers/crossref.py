"""Crossref: published works by DOI and by title."""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote, urlencode

from app.domain.errors import NotFound
from app.domain.fetching import WorkRecord
from app.domain.paper import Identifier
from app.formats.replies.crossref import NAME, read_works
from app.sources.asking import Asker
from app.sources.provider import in_batches, matched, of_scheme

_AT_ONCE = 50
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
        self._asker = asker
        self._api_url = api_url
        self._email = email

    async def works(
        self, identifiers: Sequence[Identifier]
    ) -> dict[Identifier, WorkRecord]:
        """Return the works of DOIs, fifty in one request."""
        found: dict[Identifier, WorkRecord] = {}
        dois = of_scheme(identifiers, "doi")
        plain = [doi for doi in dois if "," not in doi.value]
        for batch in in_batches(plain, _AT_ONCE):
            asked = ",".join(f"doi:{doi.value}" for doi in batch)
            url = self._url("", {"filter": asked, "rows": len(batch)})
            found.update(matched(batch, await self._asker.ask(url, read_works)))
        for doi in dois:
            if "," in doi.value:  # a comma would part the filter
                found.update(matched([doi], await self._one(doi)))
        return found

    async def by_title(self, title: str) -> tuple[WorkRecord, ...]:
        """Return works that may have this title."""
        asked = title[:_MAX_QUERY_CHARS]
        url = self._url("", {"query.bibliographic": asked, "rows": _MAX_RESULTS})
        return await self._asker.ask(url, read_works)

    async def _one(self, doi: Identifier) -> tuple[WorkRecord, ...]:
        try:
            url = self._url(f"/{quote(doi.value, safe='')}", {})
            return await self._asker.ask(url, read_works)
        except NotFound:
            return ()

    def _url(self, path: str, given: Mapping[str, str | int]) -> str:
        parameters = dict(given)
        if email := self._email():
            parameters["mailto"] = email
        query = f"?{urlencode(parameters)}" if parameters else ""
        return f"{self._api_url().rstrip('/')}{path}{query}"
