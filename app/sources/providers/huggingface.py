"""Hugging Face papers: upvotes, code and project page, by arXiv id."""

from collections.abc import Callable, Sequence
from urllib.parse import quote, urlencode

from app.domain.errors import NotFound
from app.domain.fetching import WorkRecord
from app.domain.paper import Identifier
from app.formats.replies.huggingface import NAME, read_works
from app.sources.asking import Asker
from app.sources.provider import matched, of_scheme

_MAX_PAPERS = 100
"""It tells one paper a request: so of more papers the first alone are asked about."""
_MAX_RESULTS = 5
_MAX_QUERY_CHARS = 300


class HuggingFace:
    """Asks the papers' API of Hugging Face.

    Source: https://huggingface.co/docs/hub/api
    """

    name = NAME
    schemes = frozenset({"arxiv"})

    def __init__(self, asker: Asker, *, api_url: Callable[[], str]) -> None:
        self._asker = asker
        self._api_url = api_url

    async def works(
        self, identifiers: Sequence[Identifier]
    ) -> dict[Identifier, WorkRecord]:
        """Return the works of arXiv ids, those that were shown there."""
        found: dict[Identifier, WorkRecord] = {}
        for each in of_scheme(identifiers, "arxiv")[:_MAX_PAPERS]:
            url = f"{self._api_url().rstrip('/')}/{quote(each.value, safe='')}"
            try:
                works = await self._asker.ask(url, read_works)
            except NotFound:
                continue
            found.update(matched([each], works))
        return found

    async def by_title(self, title: str) -> tuple[WorkRecord, ...]:
        """Return works that may have this title."""
        query = urlencode({"q": title[:_MAX_QUERY_CHARS], "limit": _MAX_RESULTS})
        url = f"{self._api_url().rstrip('/')}/search?{query}"
        return await self._asker.ask(url, read_works)
