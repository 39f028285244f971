"""Getting one paper's PDF: who it is, where it is, whether it is the right one."""

import asyncio
import contextlib
import re
from dataclasses import dataclass, replace
from pathlib import Path

from app.commands.desk import Question
from app.commands.fetched import Ask, Fetched, OnProgress, is_stub
from app.commands.imports.harvesting import hash_of_file
from app.domain.errors import (
    AppError,
    Encrypted,
    NotFound,
    PdfError,
    Refused,
    Unreachable,
)
from app.domain.fetching import Attempt, FetchReport, Outcome, WorkRecord
from app.domain.paper import Identifier, Paper, PaperId, StoredFile
from app.domain.versions import named_version, stamped_version, version_of
from app.library import FileStore
from app.pdf.client import PdfClient
from app.pdf.contents import Inspection
from app.settings.store import SettingsStore
from app.sources.matching import Verdict, judge, plausible_first_page
from app.sources.providers.arxiv import Arxiv

_LOST = "The PDF that was here is missing or damaged."
_VERSION = re.compile(r"v\d{1,3}\Z")
_MEGABYTE = 1_000_000
_MAX_CANDIDATES = 4
_MAX_LISTED_AUTHORS = 4
TRY_AGAIN = "The paper is kept. Press ⟨paper.view⟩ to try again."


@dataclass(slots=True)
class _Run:
    """One fetch under way."""

    paper: Paper
    ask: Ask
    on_progress: OnProgress
    attempts: list[Attempt]
    version: int | None = None

    def note(self, attempt: Attempt) -> None:
        self.attempts.append(attempt)

    def refuse_file(
        self, why: str, hint: str, outcome: Outcome = Outcome.REFUSED
    ) -> Fetched:
        """End with a file that came and is not kept; its attempt says why."""
        if self.attempts:
            self.attempts[-1] = replace(self.attempts[-1], why=why)
        return self.ended(outcome, why, hint)

    def ended(self, outcome: Outcome, message: str = "", hint: str = "") -> Fetched:
        return Fetched(
            report=FetchReport(
                id=self.paper.id,
                outcome=outcome,
                attempts=tuple(self.attempts),
                message=message,
                hint=hint,
            )
        )


class Fetcher:
    """Fetches PDFs from arXiv; unsure means ask, never guess."""

    def __init__(
        self,
        *,
        arxiv: Arxiv,
        pdf: PdfClient,
        files: FileStore,
        settings: SettingsStore,
    ) -> None:
        self._arxiv = arxiv
        self._pdf = pdf
        self._files = files
        self._settings = settings
        self._under_way: dict[tuple[PaperId, int | None], asyncio.Future[Fetched]] = {}

    async def fetch(
        self,
        paper: Paper,
        ask: Ask,
        on_progress: OnProgress,
        tried: list[Attempt],
        *,
        version: int | None = None,
    ) -> Fetched:
        """Fetch the PDF of a paper into the store; a fetch under way is joined.

        A `version` of a preprint is fetched beside the files that are here.

        Never raises for what the world does: the report says how it ended. `ask` is
        used where only the user can tell. `tried` grows by each request made.
        Cancelling leaves nothing behind; who had joined then fetches by itself.
        """
        key = (paper.id, version)
        while (other := self._under_way.get(key)) is not None:
            on_progress(None, "Waiting for the download under way")
            await asyncio.wait([other])
            if not other.cancelled():
                return other.result()
        end: asyncio.Future[Fetched] = asyncio.get_running_loop().create_future()
        self._under_way[key] = end
        try:
            fetched = await self._try(_Run(paper, ask, on_progress, tried, version))
            end.set_result(fetched)
        finally:
            del self._under_way[key]
            end.cancel()  # nothing to those who got a result
        return fetched

    async def _try(self, run: _Run) -> Fetched:
        paper = run.paper
        files = [f for f in paper.files if run.version in (None, version_of(f))]
        for file in files:
            if await asyncio.to_thread(self._is_whole, file):
                path = str(self._files.path(file.sha256))
                report = FetchReport(
                    id=paper.id,
                    outcome=Outcome.PRESENT,
                    attempts=(),
                    path=path,
                    sha256=file.sha256,
                )
                return Fetched(report=report)
        fetched = await self._ask_for(run)
        if not files or fetched.file is not None:
            return fetched
        lost = f"{_LOST} {fetched.report.message}"
        return replace(fetched, report=replace(fetched.report, message=lost))

    async def _ask_for(self, run: _Run) -> Fetched:
        if self._settings.is_on("sources.offline"):
            return run.ended(
                Outcome.OFFLINE,
                "Octavo is set to work offline.",
                "Switch “Work offline” off in the settings. Press ⟨paper.view⟩ then.",
            )
        try:
            return await self._fetch(run)
        except Unreachable as error:
            return run.ended(Outcome.OFFLINE, error.message, error.hint)
        except Refused as error:
            return run.ended(Outcome.REFUSED, error.message, error.hint)
        except NotFound as error:
            return run.ended(Outcome.NOT_FOUND, error.message, error.hint)
        except AppError as error:
            return run.ended(Outcome.FAILED, error.message, error.hint)

    def _is_whole(self, file: StoredFile) -> bool:
        """Say whether the store has the file as it was, to the last byte."""
        try:
            return hash_of_file(self._files.path(file.sha256))[0] == file.sha256
        except OSError:
            return False

    async def _fetch(self, run: _Run) -> Fetched:
        run.on_progress(None, "Looking it up")
        record: WorkRecord | None = None
        arxiv_id = run.paper.identifier("arxiv")
        if arxiv_id is not None and run.version is not None:
            arxiv_id = f"{_VERSION.sub('', arxiv_id)}v{run.version}"
        if arxiv_id is None:
            found = await self._arxiv.by_title(
                run.paper.title, run.note, abstract=run.paper.abstract
            )
            chosen = await self._choose(run, found)
            if isinstance(chosen, Fetched):
                return chosen
            record = chosen
            arxiv_id = _arxiv_id(record)
        elif is_stub(run.paper):
            record = await self._arxiv.by_id(arxiv_id, run.note)
        return await self._download(run, arxiv_id, record)

    async def _choose(
        self, run: _Run, found: tuple[WorkRecord, ...]
    ) -> WorkRecord | Fetched:
        judged = [(judge(run.paper.title, run.paper.abstract, r), r) for r in found]
        same = [r for match, r in judged if match.verdict is Verdict.SAME]
        ranks = [match.rank for match, _ in judged]
        if same and ranks.count(ranks[0]) == 1:
            return same[0]
        unsure = same or [r for match, r in judged if match.verdict is Verdict.UNSURE]
        unsure = unsure[:_MAX_CANDIDATES]
        if not unsure:
            return run.ended(
                Outcome.NOT_FOUND,
                "arXiv knows no paper with this title.",
                "Press ⟨paper.open-page⟩ to look on the web. "
                "Or drop its PDF on the window.",
            )
        answer = await run.ask(
            Question(
                title="Which one is it?",
                details="\n\n".join(
                    [f"You have: {run.paper.title}", *map(_described, unsure)]
                ),
                answers=(*(f"Use {_arxiv_id(r)}" for r in unsure), "None of these"),
            )
        )
        if answer is not None and answer < len(unsure):
            return unsure[answer]
        ended = run.ended(
            Outcome.ASK,
            "arXiv knows a paper like this one; not used without your word.",
            "Press ⟨paper.view⟩ again to choose.",
        )
        return Fetched(report=replace(ended.report, candidates=tuple(unsure)))

    async def _download(
        self, run: _Run, arxiv_id: str, record: WorkRecord | None
    ) -> Fetched:
        part = self._files.temporary()
        try:
            saved = await self._arxiv.download(
                arxiv_id,
                part,
                limit_bytes=int(
                    self._settings.number("limits.pdf_size_mb") * _MEGABYTE
                ),
                deadline_s=self._settings.number("limits.download_s"),
                on_attempt=run.note,
                on_progress=lambda n, total: run.on_progress(
                    n / total if total else None, f"{n / _MEGABYTE:.1f} MB"
                ),
            )
            run.on_progress(1.0, "Checking")
            seen = await self._checked(run, part, record)
            if isinstance(seen, Fetched):
                return seen
            path = await asyncio.to_thread(self._files.keep, part, saved.sha256)
        finally:
            with contextlib.suppress(FileNotFoundError):
                part.unlink()
        return Fetched(
            report=FetchReport(
                id=run.paper.id,
                outcome=Outcome.FETCHED,
                attempts=tuple(run.attempts),
                path=str(path),
                sha256=saved.sha256,
            ),
            file=StoredFile(
                sha256=saved.sha256,
                length_bytes=saved.n_bytes,
                name=f"{arxiv_id.replace('/', '_')}.pdf",
                source=saved.url,
                n_pages=seen.n_pages,
                version=_version(run, seen, arxiv_id, record),
            ),
            record=record,
            identifier=Identifier("arxiv", arxiv_id) if run.version is None else None,
        )

    async def _checked(
        self, run: _Run, part: Path, record: WorkRecord | None
    ) -> Inspection | Fetched:
        try:
            seen = await self._pdf.inspect(part)
        except Encrypted:
            return run.refuse_file(
                "The PDF that came needs a password.",
                "Press ⟨paper.open-page⟩ to look for another copy.",
            )
        except PdfError as error:
            return run.refuse_file(error.message, TRY_AGAIN)
        if seen.n_pages < 1:
            return run.refuse_file("The PDF that came has no pages.", TRY_AGAIN)
        verdict = _first_page_verdict(run.paper, record, seen.first_page_text)
        if verdict is Verdict.OTHER:
            return run.refuse_file(
                "The PDF that came is another paper's: its first page does not "
                "carry this title. Not kept.",
                "Press ⟨paper.open-page⟩ to look for it on the web.",
            )
        if verdict is Verdict.UNSURE:
            beginning = _beginning(seen.first_page_text)
            answer = await run.ask(
                Question(
                    title="Is this the right PDF?",
                    details=(
                        f"{run.paper.title}\n\nThe first page could not be compared "
                        f"with the title. It begins:\n\n{beginning}"
                    ),
                    answers=("Keep it", "Not this one"),
                )
            )
            if answer != 0:
                return run.refuse_file(
                    "The PDF's first page could not be compared with the title; "
                    "not kept without your word.",
                    "Press ⟨paper.view⟩ again to choose.",
                    Outcome.ASK,
                )
        return seen


def _version(
    run: _Run, seen: Inspection, arxiv_id: str, record: WorkRecord | None
) -> int | None:
    """Return which version came: as it was asked for, as it is stamped, the newest."""
    if version := run.version or named_version(arxiv_id):
        return version
    newest = record.version if record else None
    return stamped_version(seen.found.version, "") or newest


def _arxiv_id(record: WorkRecord) -> str:
    return next(i.value for i in record.identifiers if i.scheme == "arxiv")


def _first_page_verdict(paper: Paper, record: WorkRecord | None, text: str) -> Verdict:
    """Compare with our title and the provider's; the better of the two counts."""
    titles = [paper.title] + ([record.title] if record else [])
    verdicts = [plausible_first_page(title, text) for title in titles]
    order = (Verdict.SAME, Verdict.UNSURE, Verdict.OTHER)
    return min(verdicts, key=order.index)


def _described(record: WorkRecord) -> str:
    names = [author.name for author in record.authors]
    listed = ", ".join(names[:_MAX_LISTED_AUTHORS])
    more = " et al." if len(names) > _MAX_LISTED_AUTHORS else ""
    year = f", {record.year}" if record.year else ""
    return f"{_arxiv_id(record)}: {record.title}\n{listed}{more}{year}"


def _beginning(text: str) -> str:
    short = " ".join(text.split())[:300]
    return short or "(no text on the page)"
