"""Viewing a paper's PDF, fetching it where it is missing."""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from app.commands.acting import act, act_and_tell
from app.commands.command import LIST_OR_TRIAGE, Command, Group, Menu
from app.commands.context import Context
from app.commands.fetched import Fetched, is_stub
from app.commands.selecting import chosen, chosen_one, stored_file
from app.commands.wording import count, quoted
from app.domain.edit import CompletePaper, OpenPaper
from app.domain.errors import Encrypted, InvalidInput, NotFound
from app.domain.fetching import Attempt, FetchReport, Outcome
from app.domain.paper import (
    Link,
    LinkKind,
    Paper,
    PaperId,
    Progress,
    Status,
    StoredFile,
)
from app.domain.versions import named_version, stamped_version
from app.runtime.supervisor import Again, Progressing

_GOT = (Outcome.FETCHED, Outcome.PRESENT)


async def view(
    context: Context, *, ids: Sequence[PaperId], page_index: int | None = None
) -> None:
    """Open the paper's PDF, fetched first where it is missing.

    Where it was left, or at a page.
    """
    if ids and (guest := context.guests.find(ids[0])):
        context.desk.show_guest(guest.paper, guest.path)
        return
    paper = await chosen_one(context, ids)
    if stored_file(context, paper) is None:
        key = f"view:{paper.id}"
        if context.jobs.is_running(key):
            words = f"The PDF of {quoted(paper.title)} is on its way."
            context.reporter.notice(f"{words} It opens when it is here.")
            return
        job = context.jobs.start(
            f"Fetching {quoted(paper.title)}",
            lambda progress: _fetch_one(context, paper.id, progress, []),
            key=key,
            again=Again("paper.view", {"ids": (paper.id,)}),
        )
        report = await _outcome(job)
        if report is None or report.outcome not in _GOT:
            if report is not None:
                context.reporter.failure(NotFound(report.message, report.hint))
            return
        fetched = f"Fetched the PDF of {quoted(paper.title)}"
        if not context.desk.is_at(paper.id):
            # Who went on must not find other keys under the fingers.
            where = "Go there and press ⟨paper.view⟩ to read it."
            context.reporter.notice(f"{fetched}. {where}")
            return
        paper = await chosen_one(context, (paper.id,))
        context.reporter.done(fetched)
    file = stored_file(context, paper)
    if file is None:
        raise NotFound(
            "The PDF of this paper is no longer in the library's folder.",
            "Run `octavo doctor` to see what else is missing.",
        )
    if page_index is not None:
        paper = replace(paper, progress=_at_page(paper, page_index))
    context.desk.show_paper(paper, file)
    is_new = paper.status is Status.NEW
    if is_new and context.settings.is_on("reading.new_becomes_reading"):
        await context.library.apply(OpenPaper(id=paper.id))


def _at_page(paper: Paper, page_index: int) -> Progress:
    """Return the progress of a paper as if it had been left at a page."""
    before = paper.progress
    if before is not None:
        return replace(before, page_index=page_index, top=0.0)
    return Progress(
        page_index=page_index,
        top=0.0,
        zoom="width",
        furthest_page_index=page_index,
        n_pages=page_index + 1,
        read_at=datetime.now(UTC),
    )


async def open_paper(context: Context, *, ids: Sequence[PaperId]) -> None:
    """Open the PDF where there is one, else the detail."""
    paper = await chosen_one(context, ids)
    if paper.has_pdf:
        await view(context, ids=ids)
    else:
        context.desk.perform("paper.details", {"is_shown": True})


async def fetch(context: Context, *, ids: Sequence[PaperId]) -> list[FetchReport]:
    """Fetch the PDFs of papers, one after the other, without opening them."""
    papers = await chosen(context, ids)
    name = (
        f"Fetching {quoted(papers[0].title)}"
        if len(papers) == 1
        else f"Fetching {count(len(papers), 'PDF')}"
    )
    reports: list[FetchReport] = []
    tried: dict[PaperId, list[Attempt]] = {paper.id: [] for paper in papers}

    async def work(progress: Progressing) -> None:
        for index, paper in enumerate(papers):
            part = _Part(progress, index, len(papers))
            report = await _fetch_one(context, paper.id, part, tried[paper.id])
            reports.append(report)

    again = Again("paper.fetch", {"ids": tuple(paper.id for paper in papers)})
    job = context.jobs.start(name, work, is_awaited=True, again=again)
    try:
        await job
    except asyncio.CancelledError:
        if not job.cancelled():
            raise
        done = {report.id for report in reports}
        reports.extend(
            FetchReport(
                id=p.id,
                outcome=Outcome.CANCELLED,
                attempts=tuple(tried[p.id]),
                message="Stopped.",
            )
            for p in papers
            if p.id not in done
        )
    _tell(context, reports)
    return reports


async def attach(
    context: Context, *, ids: Sequence[PaperId], paths: tuple[str, ...]
) -> None:
    """Keep a copy of a PDF with the paper."""
    paper = await chosen_one(context, ids)
    path = Path(paths[0])
    n_pages: int | None = None
    version = named_version(path.name)
    with contextlib.suppress(Encrypted):
        seen = await context.pdf.inspect(path)
        if seen.n_pages < 1:
            raise InvalidInput(f"{path.name} has no pages.")
        n_pages = seen.n_pages
        version = stamped_version(seen.found.version, path.name)
    sha256, length = await asyncio.to_thread(context.library.files.add_copy, path)
    change = await act_and_tell(
        context,
        CompletePaper(
            paper_id=paper.id,
            file=StoredFile(
                sha256=sha256,
                length_bytes=length,
                name=path.name,
                source=str(path),
                n_pages=n_pages,
                version=version,
            ),
            label=f"Attached {path.name} to {quoted(paper.title)}",
        ),
    )
    if change.is_empty:
        context.reporter.notice("The paper has this PDF already.")


async def _fetch_one(
    context: Context,
    paper_id: PaperId,
    progress: "Progressing | _Part",
    tried: list[Attempt],
) -> FetchReport:
    """Fetch one PDF; `tried` gets what was asked for, also of a fetch cut short."""
    paper = await context.library.read(lambda r: r.paper(paper_id))
    # Made in a thread at the first call: loading what speaks HTTP takes a while.
    fetcher = await asyncio.to_thread(context.fetcher)
    fetched = await fetcher.fetch(paper, context.desk.ask, progress.update, tried)
    if fetched.file is not None:
        await act(context, _completed(paper, fetched))
    if fetched.report.outcome not in _GOT:
        progress.fail(fetched.report.message)
    return fetched.report


def _completed(paper: Paper, fetched: Fetched) -> CompletePaper:
    record, identifier = fetched.record, fetched.identifier
    links: tuple[Link, ...] = ()
    if identifier is not None:
        url = f"https://arxiv.org/abs/{identifier.value}"
        links = (Link(url, LinkKind.PAGE),)
    known = record.identifiers if record else ()
    own = (identifier,) if identifier and identifier not in known else ()
    title = record.title if record and is_stub(paper) else paper.title
    return CompletePaper(
        paper_id=paper.id,
        title=record.title if record else "",
        abstract=record.abstract if record else "",
        authors=record.authors if record else (),
        year=record.year if record else None,
        venue=record.venue if record else "",
        identifiers=(*own, *known),
        links=links,
        file=fetched.file,
        label=f"Fetched the PDF of {quoted(title)}",
    )


class _Part:
    """The progress of one paper within a batch."""

    def __init__(self, whole: Progressing, index: int, n_papers: int) -> None:
        self._whole = whole
        self._index = index
        self._n_papers = n_papers

    def fail(self, why: str) -> None:
        """Pass on that one of the batch has failed."""
        self._whole.fail(why)

    def update(self, fraction: float | None, detail: str = "") -> None:
        """Pass on the share of the whole batch that is done."""
        if self._n_papers == 1:
            self._whole.update(fraction, detail)
            return
        done = (self._index + (fraction or 0.0)) / self._n_papers
        self._whole.update(done, f"{self._index + 1} of {self._n_papers}, {detail}")


async def _outcome(job: "asyncio.Task[FetchReport]") -> FetchReport | None:
    """Await a job; None when it was stopped or failed, which it tells by itself."""
    await asyncio.wait([job])
    if job.cancelled() or job.exception() is not None:
        return None
    return job.result()


def _tell(context: Context, reports: list[FetchReport]) -> None:
    n_fetched = sum(report.outcome is Outcome.FETCHED for report in reports)
    failed = [report for report in reports if report.outcome not in _GOT]
    if failed and len(reports) == 1:
        context.reporter.failure(NotFound(failed[0].message, failed[0].hint))
    elif failed:
        words = f"Fetched {n_fetched} of {count(len(reports), 'PDF')}."
        if all(report.outcome is Outcome.CANCELLED for report in failed):
            context.reporter.notice(f"{words} Stopped.")
        else:
            why = f"{words} {failed[0].message}"
            hint = "Press ⟨paper.fetch⟩ to try the others again."
            context.reporter.failure(NotFound(why, hint))
    elif n_fetched:
        context.reporter.done(f"Fetched {count(n_fetched, 'PDF')}", can_undo=False)
    else:
        context.reporter.notice(f"{count(len(reports), 'PDF')}: all here already.")


COMMANDS = (
    Command(
        id="paper.view",
        title="View PDF",
        help="Read the paper; its PDF is fetched where it is missing.",
        group=Group.READ,
        keys=("v",),
        modes=LIST_OR_TRIAGE,
        menu=Menu.PAPER,
        icon="pdf",
        handler=view,
        takes_papers=True,
    ),
    Command(
        id="paper.fetch",
        title="Fetch PDF",
        help="Fetch the PDF without opening it, of every selected paper.",
        group=Group.READ,
        keys=("V",),
        modes=LIST_OR_TRIAGE,
        menu=Menu.PAPER,
        icon="fetch",
        handler=fetch,
        takes_papers=True,
    ),
    Command(
        id="paper.open",
        title="Open",
        help="Open the PDF where there is one, else the detail.",
        group=Group.READ,
        keys=("Return", "o"),
        modes=LIST_OR_TRIAGE,
        menu=Menu.PAPER,
        handler=open_paper,
        takes_papers=True,
    ),
    Command(
        id="paper.attach",
        title="Attach a PDF",
        help="Keep a copy of a PDF with the paper.",
        group=Group.FILE,
        handler=attach,
        takes_papers=True,
        is_listed=False,
    ),
)
