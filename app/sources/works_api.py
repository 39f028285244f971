"""A catalogue's API that lists works by DOIs, and wants to know whom to write to."""

from collections.abc import Callable, Collection, Mapping, Sequence
from urllib.parse import urlencode

from app.domain.errors import NotFound
from app.domain.fetching import WorkRecord
from app.domain.paper import Identifier
from app.sources.asking import Asker
from app.sources.provider import in_batches, matched, of_scheme

_AT_ONCE = 50

Parameters = Mapping[str, str | int]


class WorksApi:
    """Asks one address; `email` goes with each request where it is not ''."""

    def __init__(
        self,
        asker: Asker,
        read: Callable[[bytes], tuple[WorkRecord, ...]],
        *,
        api_url: Callable[[], str],
        email: Callable[[], str],
    ) -> None:
        self._asker = asker
        self._read = read
        self._api_url = api_url
        self._email = email

    async def by_dois(
        self,
        identifiers: Sequence[Identifier],
        *,
        parting: Collection[str],
        parameters_of: Callable[[Sequence[str]], Parameters],
        path_of: Callable[[str], str],
    ) -> dict[Identifier, WorkRecord]:
        """Return the works of DOIs, fifty in one request.

        A DOI that holds one of the `parting` signs would be taken apart in a list: it
        is asked for alone, under a path of its own.

        Raises:
            SourceError: the catalogue was not reached or did not answer as it should.
        """
        found: dict[Identifier, WorkRecord] = {}
        dois = of_scheme(identifiers, "doi")
        alone = [doi for doi in dois if any(sign in doi.value for sign in parting)]
        listed = [doi for doi in dois if doi not in alone]
        for batch in in_batches(listed, _AT_ONCE):
            parameters = parameters_of([doi.value for doi in batch])
            found.update(matched(batch, await self.ask(parameters)))
        for doi in alone:
            try:
                works = await self.ask({}, path_of(doi.value))
            except NotFound:
                continue
            found.update(matched([doi], works))
        return found

    async def ask(self, given: Parameters, path: str = "") -> tuple[WorkRecord, ...]:
        """Return the works of one request.

        Raises:
            NotFound: the catalogue has no such work.
            SourceError: it was not reached or did not answer as it should.
        """
        parameters = dict(given)
        if email := self._email():
            parameters["mailto"] = email
        query = f"?{urlencode(parameters)}" if parameters else ""
        url = f"{self._api_url().rstrip('/')}{path}{query}"
        return await self._asker.ask(url, self._read)
