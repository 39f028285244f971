"""What fetching a paper's PDF gives; light to import, unlike the fetching itself."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.commands.desk import Question
from app.domain.fetching import Attempt, FetchReport, WorkRecord
from app.domain.paper import Identifier, Paper, StoredFile
from app.domain.refreshing import PaperOffers

Ask = Callable[[Question], Awaitable[int | None]]
"""Asks the user; None when there is no answer."""

OnProgress = Callable[[float | None, str], None]
"""Told the share done (None: unknown) and what is being done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A report, with what to keep of the paper when a PDF came."""

    report: FetchReport
    file: StoredFile | None = None
    record: WorkRecord | None = None
    identifier: Identifier | None = None


class Fetches(Protocol):
    """Fetches PDFs; made late, since speaking HTTP is slow to load."""

    async def fetch(
        self,
        paper: Paper,
        ask: Ask,
        on_progress: OnProgress,
        tried: list[Attempt],
        *,
        version: int | None = None,
    ) -> Fetched:
        """Fetch the PDF of a paper into the store; `tried` grows by each request.

        `version` is the one of a preprint that is wanted beside what is here.
        """


class LooksUp(Protocol):
    """Looks papers up in catalogues; made late, since speaking HTTP is slow to load.

    The offers are in the order of the papers; nothing is raised for what the world
    does.
    """

    async def look_up(
        self, papers: Sequence[Paper], on_progress: OnProgress
    ) -> tuple[PaperOffers, ...]:
        """Return what the catalogues would change."""

    async def complete(
        self, papers: Sequence[Paper], on_progress: OnProgress
    ) -> tuple[PaperOffers, ...]:
        """Return what belongs to papers known by their identifiers alone."""

    async def check(
        self, papers: Sequence[Paper], on_progress: OnProgress
    ) -> tuple[PaperOffers, ...]:
        """Return where preprints appeared, and which have a newer version."""

    def renew(self) -> None:
        """Ask anew from now on, also what was asked a moment ago."""


def is_stub(paper: Paper) -> bool:
    """Say whether a paper has only its arXiv id for a title."""
    arxiv_id = paper.identifier("arxiv")
    return arxiv_id is not None and paper.title.endswith(arxiv_id)
