"""arXiv: works by id and by title, and where their PDFs are."""

import asyncio
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlencode

from app.domain.errors import BadReply, InvalidInput
from app.domain.fetching import WorkRecord
from app.domain.paper import Identifier
from app.formats.atom import read_arxiv_feed
from app.sources.addresses import parse_address
from app.sources.asking import Asker
from app.sources.download import fetch_pdf
from app.sources.http import HttpClient, OnAttempt, OnProgress, Reply, Saved
from app.sources.matching import SMALL_WORDS, Verdict, judge, without_tex
from app.sources.polite import Pacer
from app.sources.provider import in_batches, matched, of_scheme
from app.sources.replies import TRY_AGAIN, raise_if_failed, raise_if_page
from app.sources.reply_cache import ReplyCache

_ID = re.compile(
    r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?P<version>v\d{1,3})?",
    re.ASCII,
)
"""Source: arXiv, 'Understanding the arXiv identifier', new and old scheme."""

_WORD = re.compile(r"[^\W_][^\W_']*(?:'[^\W_]+)*")
_MAX_QUERY_CHARS = 2_000
_MAX_RESULTS = 5
_AT_ONCE = 100
_MAX_QUERY_WORDS = 12
_N_ABSTRACT_WORDS = 10
_REPLY_LIMIT_BYTES = 5_000_000
_REPLY_DEADLINE_S = 40.0
_LARGE_BYTES = 50_000
"""A reply of so much takes longer to read than the loop may stand still."""


class Arxiv:
    """Asks arXiv, politely; both addresses are read from the settings at each call."""

    name = "arXiv"
    schemes = frozenset({"arxiv"})

    def __init__(
        self,
        http: HttpClient,
        pacer: Pacer,
        *,
        api_url: Callable[[], str],
        pdf_url: Callable[[], str],
        cache: ReplyCache | None = None,
    ) -> None:
        self._asker = Asker(http, pacer, cache)
        self._http = http
        self._pacer = pacer
        self._api_url = api_url
        self._pdf_url = pdf_url

    async def by_id(
        self, arxiv_id: str, on_attempt: OnAttempt | None = None
    ) -> WorkRecord | None:
        """Return the work with that id (old or new scheme, version allowed).

        Raises:
            InvalidInput: `arxiv_id` is none.
            SourceError: arXiv was not reached or did not answer as it should.
        """
        plain, version = _split_id(arxiv_id)
        works = await self._query(on_attempt, id_list=plain + version, max_results=1)
        if not works:
            return None
        if all(i.value != plain for i in works[0].identifiers if i.scheme == "arxiv"):
            raise BadReply(f"arXiv answered with another work than {plain}.")
        return works[0]

    async def works(
        self, identifiers: Sequence[Identifier]
    ) -> dict[Identifier, WorkRecord]:
        """Return the works of arXiv ids with their newest version, a hundred at once.

        Raises:
            SourceError: arXiv was not reached or did not answer as it should.
        """
        found: dict[Identifier, WorkRecord] = {}
        known = [i for i in of_scheme(identifiers, "arxiv") if _ID.fullmatch(i.value)]
        for batch in in_batches(known, _AT_ONCE):
            ids = ",".join(_split_id(each.value)[0] for each in batch)
            query = urlencode({"start": 0, "id_list": ids, "max_results": len(batch)})
            url = f"{self._api_url()}?{query}"
            works = await self._asker.ask(url, read_arxiv_feed)
            found.update(matched(batch, works))
        return found

    async def by_title(
        self, title: str, on_attempt: OnAttempt | None = None, *, abstract: str = ""
    ) -> tuple[WorkRecord, ...]:
        """Return works that may have this title, the surest first.

        The title is asked as a phrase; when no work found is surely the same, its
        words one by one; then the abstract's beginning, since a title may have changed.

        Raises:
            SourceError: arXiv was not reached or did not answer as it should.
        """
        found: dict[str, WorkRecord] = {}
        for question in _questions(title, abstract):
            works = await self._query(
                on_attempt, search_query=question, max_results=_MAX_RESULTS
            )
            found.update((work.identifiers[0].value, work) for work in works)
            matches = [judge(title, abstract, work) for work in found.values()]
            if any(match.verdict is Verdict.SAME for match in matches):
                break
        return tuple(
            sorted(found.values(), key=lambda w: judge(title, abstract, w).rank)
        )

    def pdf_address(self, arxiv_id: str) -> str:
        """Return where the PDF of an id is.

        Raises:
            InvalidInput: `arxiv_id` is none.
        """
        plain, version = _split_id(arxiv_id)
        return f"{self._pdf_url().rstrip('/')}/{plain}{version}"

    async def download(
        self,
        arxiv_id: str,
        target: Path,
        *,
        limit_bytes: int,
        deadline_s: float,
        on_attempt: OnAttempt | None = None,
        on_progress: OnProgress | None = None,
    ) -> Saved:
        """Stream the PDF of an id into a new file when arXiv's turn comes.

        Raises:
            InvalidInput: `arxiv_id` is none.
            AppError: as `fetch_pdf`.
        """
        url = self.pdf_address(arxiv_id)
        return await self._pacer.run(
            url,
            lambda: fetch_pdf(
                self._http,
                url,
                target,
                limit_bytes=limit_bytes,
                deadline_s=deadline_s,
                on_attempt=on_attempt,
                on_progress=on_progress,
            ),
        )

    async def _query(
        self, on_attempt: OnAttempt | None, **parameters: str | int
    ) -> tuple[WorkRecord, ...]:
        url = f"{self._api_url()}?{urlencode({'start': 0, **parameters})}"
        reply = await self._pacer.run(
            url,
            lambda: self._http.get(
                url,
                limit_bytes=_REPLY_LIMIT_BYTES,
                deadline_s=_REPLY_DEADLINE_S,
                on_attempt=on_attempt,
            ),
        )
        if len(reply.body) < _LARGE_BYTES:
            return _read(reply)
        return await asyncio.to_thread(_read, reply)


def _read(reply: Reply) -> tuple[WorkRecord, ...]:
    host = parse_address(reply.url).host
    raise_if_page(host, reply.body, reply.headers.get("content-type", ""))
    if reply.status == 400:  # arXiv's error entry: reading it raises with its words
        read_arxiv_feed(reply.body)
    raise_if_failed(host, reply.status)
    try:
        return read_arxiv_feed(reply.body)
    except BadReply as error:
        raise BadReply(error.message, TRY_AGAIN) from error


def _split_id(arxiv_id: str) -> tuple[str, str]:
    found = _ID.fullmatch(arxiv_id)
    if found is None:
        raise InvalidInput(f"“{arxiv_id[:40]}” is no arXiv id.")
    return found["id"], found["version"] or ""


def _questions(title: str, abstract: str) -> list[str]:
    """Write the queries to try, most precise first.

    Source: arXiv API user's manual, 5.1 'Details of query construction'.
    """
    words = _query_words(title)
    if not words:
        return []
    telling = [w for w in words if "'" not in w and w.casefold() not in SMALL_WORDS]
    few = list(dict.fromkeys(telling or words))[:_MAX_QUERY_WORDS]
    questions = [f'ti:"{" ".join(words)}"', " AND ".join(f"ti:{w}" for w in few)]
    beginning = _query_words(abstract)[:_N_ABSTRACT_WORDS]
    if len(beginning) == _N_ABSTRACT_WORDS:
        questions.append(f'abs:"{" ".join(beginning)}"')
    return questions


def _query_words(text: str) -> list[str]:
    """Split as arXiv's search does: a hyphen or colon inside a term would exclude.

    Source: https://github.com/arXiv/arxiv-search/issues/322
    """
    plain = without_tex(text[:_MAX_QUERY_CHARS]).replace("’", "'")
    return [w for part in _WORD.findall(plain) if (w := part.strip("'"))]
