"""Fetching a newer version of a preprint, and taking marks along to it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.commands.acting import act_on_papers
from app.commands.command import LIST_OR_TRIAGE, READER, Command, Group, Menu
from app.commands.context import Context
from app.commands.desk import Question
from app.commands.fetched import Fetched
from app.commands.fetching.acquire import view
from app.commands.imports.placing_marks import Page, found_again
from app.commands.selecting import chosen_one, stored_file
from app.commands.wording import count, quoted
from app.domain.edit import CompletePaper, Edit
from app.domain.errors import NotFound, PdfError
from app.domain.fetching import FetchReport, Outcome
from app.domain.mark import Mark
from app.domain.paper import (
    MarkId,
    Paper,
    PaperId,
    Progress,
    Sha256,
    StoredFile,
    new_id,
)
from app.domain.versions import is_same_mark, newest_out, version_of
from app.pdf.document import Document
from app.runtime.supervisor import Again, Progressing

_MOST_PAGES = 1_000
"""Beyond these pages of a new version no mark is looked for."""


async def fetch_newest(
    context: Context, *, ids: Sequence[PaperId]
) -> FetchReport | None:
    """Fetch the version of a preprint that is out; the older PDF stays beside it.

    None where it is on its way already.

    Raises:
        NotFound: no newer version is known, or it could not be had.
    """
    paper = await chosen_one(context, ids)
    version = newest_out(paper)
    if version is None:
        raise NotFound(
            f"No newer version of {quoted(paper.title)} is known.",
            "“Look for published versions” asks arXiv for it.",
        )
    key = f"version:{paper.id}"
    if context.jobs.is_running(key):
        context.reporter.notice(f"v{version} is on its way.")
        return None
    job = context.jobs.start(
        f"Fetching v{version} of {quoted(paper.title)}",
        lambda progress: _fetch(context, paper, version, progress),
        key=key,
        is_awaited=True,
        again=Again("paper.fetch-newest", {"ids": (paper.id,)}),
    )
    fetched, carried, n_left = await job
    report: FetchReport = fetched.report
    if fetched.file is None:
        if report.outcome is not Outcome.PRESENT:
            raise NotFound(report.message or "It did not come.", report.hint)
        return report
    if any(file.sha256 == fetched.file.sha256 for file in paper.files):
        context.reporter.notice(f"What came as v{version} is the PDF that is here.")
        return report
    await _keep(context, paper.id, version, fetched.file, carried, n_left)
    if context.desk.mode() in READER and context.desk.is_at(paper.id):
        await view(context, ids=(paper.id,))
    return report


async def view_version(
    context: Context,
    *,
    ids: Sequence[PaperId],
    sha256: Sha256 | None = None,
    page_index: int | None = None,
) -> None:
    """Open one of the PDFs of a paper, at a page; asked which where none is named.

    Raises:
        NotFound: the file is not there.
    """
    paper = await chosen_one(context, ids)
    if sha256 is None:
        names = tuple(name_of(file) for file in paper.files)
        if len(names) < 2:
            raise NotFound(
                f"{quoted(paper.title)} has no other PDF.",
                "“Fetch the newest version” puts one beside it.",
            )
        asked = Question(
            title="Which version?", details=paper.title, answers=(*names, "Cancel")
        )
        answer = await context.desk.ask(asked)
        if answer is None or answer >= len(names):
            return
        sha256 = paper.files[answer].sha256
    files = tuple(file for file in paper.files if file.sha256 == sha256)
    path = stored_file(context, replace(paper, files=files))
    if path is None:
        raise NotFound(
            "This PDF is no longer in the library's folder.",
            "Run `octavo doctor` to see what else is missing.",
        )
    if page_index is not None:
        paper = replace(paper, progress=_at(paper, page_index))
    context.desk.show_paper(paper, path)


def name_of(file: StoredFile) -> str:
    """Return what tells a file from the others of its paper: 'v2', or its name."""
    version = version_of(file)
    return file.name if version is None else f"v{version}"


def _at(paper: Paper, page_index: int) -> Progress:
    """Return the reading of a paper as it is at the top of a page."""
    if paper.progress is not None:
        return replace(paper.progress, page_index=page_index, top=0.0)
    return Progress(
        page_index=page_index,
        top=0.0,
        zoom="width",
        furthest_page_index=page_index,
        n_pages=0,
        read_at=paper.added_at,
    )


async def _fetch(
    context: Context, paper: Paper, version: int, progress: Progressing
) -> tuple[Fetched, tuple[Mark, ...], int]:
    """Fetch a version; return it, the marks found again in it, and how many were not.

    Only the marks of the newest file here are looked for: older ones went along before.
    """
    fetcher = await asyncio.to_thread(context.fetcher)
    fetched = await fetcher.fetch(
        paper, context.desk.ask, progress.update, [], version=version
    )
    file = fetched.file
    if file is None:
        return fetched, (), 0
    marks = await context.library.read(lambda reader: reader.marks(paper.id))
    older = newest_marks([mark for mark in marks if mark.file != file.sha256])
    if not older:
        return fetched, (), 0
    progress.update(None, "Looking for your marks")
    path = context.library.files.path(file.sha256)
    found = await carried_over(context, older, path, file.sha256)
    return fetched, found, len(older) - len(found)


def newest_marks(marks: Sequence[Mark]) -> list[Mark]:
    """Return marks without those that another one, made later, stands for."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: mark.changed_at, reverse=True):
        if not any(is_same_mark(mark, other) for other in kept):
            kept.append(mark)
    return kept


async def carried_over(
    context: Context, marks: Sequence[Mark], path: Path, file: Sha256
) -> tuple[Mark, ...]:
    """Return marks as another file has them, those whose words are found in it."""
    try:
        document = await context.pdf.open(path)
    except PdfError:
        return ()
    best: dict[MarkId, tuple[int, int, Mark]] = {}
    try:
        sizes = document.info.page_sizes[:_MOST_PAGES]
        for page_index in range(len(sizes)):
            page = await _page(document, page_index)
            for mark in marks:
                found = found_again(mark, page)
                if found is None:
                    continue
                placed, n_same = found
                nearness = -abs(page_index - mark.page_index)
                there = best.get(mark.id)
                if there is None or (n_same, nearness) > there[:2]:
                    placed = replace(placed, page_index=page_index, file=file)
                    best[mark.id] = n_same, nearness, placed
    finally:
        document.close()
    return tuple(replace(m, id=MarkId(new_id())) for _, _, m in best.values())


async def _page(document: Document, page_index: int) -> Page:
    """Read a page; one that cannot be read has no text."""
    width, height = document.info.page_sizes[page_index]
    try:
        text = await document.text(page_index)
    except PdfError:
        return Page(width, height)
    return await asyncio.to_thread(Page, width, height, text)


async def _keep(
    context: Context,
    paper_id: PaperId,
    version: int,
    file: StoredFile,
    marks: tuple[Mark, ...],
    n_left: int,
) -> None:
    """Keep the new file with the marks found in it, as one act."""

    def decide(now: Sequence[Paper]) -> Edit:
        label = f"Fetched v{version} of {quoted(now[0].title)}"
        if marks or n_left:
            all_marks = count(len(marks) + n_left, "mark")
            label += f"; {len(marks)} of {all_marks} came along"
        return CompletePaper(paper_id=paper_id, file=file, marks=marks, label=label)

    await act_on_papers(context, (paper_id,), decide)


COMMANDS = (
    Command(
        id="paper.fetch-newest",
        title="Fetch the newest version",
        help="Fetch the version that is out; the older PDF stays, and marks go along.",
        group=Group.READ,
        modes=LIST_OR_TRIAGE | READER,
        menu=Menu.PAPER,
        icon="fetch",
        handler=fetch_newest,
        takes_papers=True,
    ),
    Command(
        id="paper.view-version",
        title="View another version",
        help="Choose among the PDFs of a paper.",
        group=Group.READ,
        modes=LIST_OR_TRIAGE | READER,
        menu=Menu.PAPER,
        icon="pdf",
        handler=view_version,
        takes_papers=True,
    ),
)
