"""Adding papers: read what is given, show what it would do, do it as one act."""

import asyncio
import os
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.commands.acting import act
from app.commands.command import Command, Group, Mode
from app.commands.context import Context
from app.commands.imports.harvesting import UNREAD, harvest, keep_file
from app.commands.imports.import_labels import label_of
from app.commands.imports.joining import joined
from app.commands.imports.planning import planned
from app.commands.imports.unpacking import OpenArchive
from app.commands.lookup.metadata import complete, may_complete
from app.commands.wording import count, listed, titled
from app.domain.change import Change
from app.domain.edit import AddPapers
from app.domain.importing import ImportPlan, PlannedPaper, Verdict
from app.domain.paper import (
    Draft,
    PaperId,
    Sha256,
    Skipped,
    Status,
    StoredFile,
)
from app.runtime.supervisor import Again, Progressing


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """An input entry that is here already; `id` None where nothing was added."""

    where: str
    id: PaperId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did; `added` in the order of the input.

    `maybe` are papers added that may be here already: their `id` is that paper's.
    `titles` are those of the papers wanted, added or not; `n_attached` counts the PDFs
    kept with papers here already, and `updated` are those that something was added to;
    `is_refused` says that of all that was named nothing could be read. `plan` is what a
    dry run would do, None after doing it. Of the duplicates `rejoined` are those that
    only their completion told.
    """

    added: tuple[PaperId, ...]
    duplicates: tuple[Duplicate, ...]
    skipped: tuple[Skipped, ...]
    titles: tuple[str, ...]
    n_attached: int
    is_refused: bool
    maybe: tuple[Duplicate, ...] = ()
    updated: tuple[PaperId, ...] = ()
    plan: ImportPlan | None = None
    rejoined: tuple[Duplicate, ...] = ()

    @property
    def n_planned(self) -> int:
        """Count the papers wanted."""
        return len(self.titles)

    def joined(self, here: Mapping[PaperId, PaperId]) -> "ImportReport":
        """Return the report where papers added turned out to be others, here before."""
        if not here:
            return self
        pairs = list(zip(self.added, self.titles, strict=True))
        kept = [pair for pair in pairs if pair[0] not in here]
        again = [Duplicate(where=t, id=here[i]) for i, t in pairs if i in here]
        return replace(
            self,
            added=tuple(paper_id for paper_id, _ in kept),
            titles=tuple(title for _, title in kept),
            duplicates=(*self.duplicates, *again),
            rejoined=tuple(again),
        )


async def import_sources(
    context: Context,
    *,
    paths: Sequence[str] = (),
    urls: Sequence[str] = (),
    text: str = "",
    html: str = "",
    topic: str = "",
    status: str = "",
    is_starred: bool = False,
    is_dry_run: bool = False,
    completes: bool = True,
    has_preview: bool = False,
) -> ImportReport | None:
    """Add what files, addresses and text hold; None when the user said no.

    `html` is the same as the text or addresses in another form: the form that tells
    most is read. New papers get the `status` ('queued'; '' as they come) and star.
    Imports go one after another, each to its end. With `completes`, papers that came
    as links get what belongs to them afterwards, where the settings want that.
    With `has_preview` a single paper is shown before it is added, too. With a status or
    a star nothing is said where all papers are here: the caller marks those.

    Raises:
        NotFound: a file is not there; nothing was added.
        InvalidInput: the source cannot be read; nothing was added.
    """

    async def read(progress: Progressing) -> _Read:
        harvests = await harvest(
            context, paths=paths, urls=urls, text=text, html=html, progress=progress
        )
        plan = await context.library.read_apart(lambda r: planned(r, harvests, topic))
        plan = _marked(plan, status, is_starred=is_starred)
        is_none = bool(harvests) and all(each.kind == UNREAD for each in harvests)
        return _Read(plan, is_refused=is_none)

    if is_dry_run:
        found = await read(Progressing(_ignored))
        told = await asyncio.to_thread(
            _report, found.plan, (), is_refused=found.is_refused
        )
        return replace(told, plan=found.plan)

    async def work(progress: Progressing) -> ImportReport | None:
        progress.wait("Waiting for another import")
        async with context.library.importing:
            progress.update(None, "")
            found = await read(progress)
            if (status or is_starred) and found.plan.is_all_known:
                progress.end("Nothing new")
                return await asyncio.to_thread(
                    _report, found.plan, (), is_refused=False
                )
            return await _import(context, found, progress, has_preview=has_preview)

    given = {"paths": paths, "urls": urls, "text": text, "html": html, "topic": topic}
    marks = {"status": status, "is_starred": is_starred, "has_preview": has_preview}
    report: ImportReport | None = await context.jobs.start(
        _reading(paths, urls),
        work,
        is_awaited=True,
        again=Again("import.sources", {**given, **marks}),
    )
    if completes and report is not None and report.added and may_complete(context):
        context.jobs.run(complete(context, ids=report.added), "complete papers")
    return report


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read; `is_refused` says that it was nothing at all."""

    plan: ImportPlan
    is_refused: bool


async def _import(
    context: Context, found: _Read, progress: Progressing, *, has_preview: bool
) -> ImportReport | None:
    """Let the user look at what was read, and add it; None when the user said no."""
    plan = found.plan
    is_one = len(plan.papers) + len(plan.skipped) == 1 and not plan.n_maybe
    if has_preview or not (is_one and plan.n_wanted + plan.n_updated):
        progress.wait("Waiting for your answer")
        reviewed = await context.desk.review(plan)
        progress.update(None, "")
        if reviewed is None:
            context.reporter.notice("Nothing was added.")
            progress.end("Nothing was added")
            return None
        plan = reviewed
    change = await _carried_out(context, plan, progress)
    progress.end("Nothing new" if change is None else change.label)
    added = change.added if change is not None else ()
    report = await asyncio.to_thread(_report, plan, added, is_refused=found.is_refused)
    is_in_list = context.desk.mode() is Mode.LIST
    where = f" to {plan.topic}" if plan.topic else ""
    _tell(context, report, change, added=() if is_in_list else added, where=where)
    shown = added or report.updated
    if shown and is_in_list:
        context.desk.reveal(shown)
    return report


def _marked(plan: ImportPlan, status: str, *, is_starred: bool) -> ImportPlan:
    """Return the plan with a status and a star for every paper that is not here."""
    if not (status or is_starred):
        return plan

    def marked(draft: Draft) -> Draft:
        return replace(
            draft,
            status=Status(status) if status else draft.status,
            is_starred=is_starred or draft.is_starred,
        )

    papers = (
        paper
        if paper.verdict in (Verdict.HERE, Verdict.UPDATE)
        else replace(paper, draft=marked(paper.draft))
        for paper in plan.papers
    )
    return replace(plan, papers=tuple(papers))


def _reading(paths: Sequence[str], urls: Sequence[str]) -> str:
    """Name the job that reads what was given."""
    if not paths and not urls:
        return "Reading what you pasted"
    names = [os.path.basename(path.rstrip(os.sep)) or path for path in paths]
    return f"Reading {listed([*names, *urls])}"


async def _carried_out(
    context: Context, plan: ImportPlan, progress: Progressing
) -> Change | None:
    """Do the plan as one act, after copying its PDFs; None when it asks for nothing."""
    edit = await asyncio.to_thread(_edit, plan)
    if not (edit.drafts or edit.refile or edit.updates or edit.searches):
        return None
    drafts = (*edit.drafts, *(draft for _, draft in edit.updates))
    files = [file for draft in drafts for file in draft.files]
    if files:
        kept = await _kept(context, files, progress)
        edit = await asyncio.to_thread(_with_files, edit, kept)
    return await act(context, edit)


def _edit(plan: ImportPlan) -> AddPapers:
    """Return what the plan asks for; its PDFs are still where they were found."""
    drafts, updates = _wanted(plan), _updates(plan)
    named = (p for p in plan.papers if p.is_filed or p.is_update)
    here = tuple(dict.fromkeys(map(_known, named)))
    return AddPapers(
        drafts=tuple(drafts),
        label=label_of(plan, drafts, updates, n_here=len(here)),
        topics=(plan.topic,) if plan.topic else (),
        refile=here if plan.topic else (),
        updates=tuple(updates),
        looks=plan.looks,
        searches=plan.searches,
    )


def _with_files(edit: AddPapers, kept: Sequence[StoredFile]) -> AddPapers:
    """Return the edit with its PDFs as they are in the store, in the order of it."""
    files = iter(kept)

    def placed(draft: Draft) -> Draft:
        here = [next(files) for _ in draft.files]
        if not here:
            return draft
        return replace(draft, file=here[0], other_files=tuple(here[1:]))

    drafts = tuple(placed(draft) for draft in edit.drafts)
    updates = tuple((paper_id, placed(draft)) for paper_id, draft in edit.updates)
    return replace(edit, drafts=drafts, updates=updates)


def _wanted(plan: ImportPlan) -> list[Draft]:
    """Return the drafts to add, with what came with the same paper once more."""
    drafts = {i: p.draft for i, p in enumerate(plan.papers) if p.is_added}
    for paper in plan.papers:
        if paper.first is None or paper.first not in drafts:
            continue
        draft = drafts[paper.first]
        if paper.adds_file:
            draft = replace(draft, file=paper.draft.file)
        drafts[paper.first] = joined(draft, paper.draft)
    return list(drafts.values())


def _updates(plan: ImportPlan) -> list[tuple[PaperId, Draft]]:
    """Return what is to be added to papers here already."""
    return [(_known(p), p.gain) for p in plan.papers if p.is_update and p.gain]


def _known(paper: PlannedPaper) -> PaperId:
    assert paper.known is not None, "only a paper that is here is known"
    return paper.known


async def _kept(
    context: Context, files: Sequence[StoredFile], progress: Progressing
) -> list[StoredFile]:
    """Copy PDFs into the store; of an import that ends midway none is left there."""
    store = context.library.files
    kept: list[StoredFile] = []
    fresh: list[Sha256] = []
    archive = OpenArchive()
    try:
        for index, file in enumerate(files):
            progress.update(index / len(files), f"Copying {file.name}")
            if not store.has(file.sha256):
                fresh.append(file.sha256)
            kept.append(await _finished(keep_file(context, file, archive)))
    except BaseException:
        store.remove(fresh)
        raise
    finally:
        archive.close()
    return kept


async def _finished(copying: Coroutine[Any, Any, StoredFile]) -> StoredFile:
    """Wait for a copy to its end, even where it is not wanted any more."""
    task = asyncio.ensure_future(copying)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


def _report(
    plan: ImportPlan, added: tuple[PaperId, ...], *, is_refused: bool
) -> ImportReport:
    wanted = [index for index, paper in enumerate(plan.papers) if paper.is_added]
    ids = dict(zip(wanted, added, strict=False))
    duplicates = []
    for paper in plan.papers:
        if paper.verdict in (Verdict.HERE, Verdict.UPDATE):
            duplicates.append(Duplicate(where=paper.where, id=paper.known))
        elif paper.verdict is Verdict.REPEATED:
            first = ids.get(paper.first) if paper.first is not None else None
            duplicates.append(Duplicate(where=paper.where, id=first))
    return ImportReport(
        added=added,
        duplicates=tuple(duplicates),
        maybe=tuple(
            Duplicate(where=paper.where, id=paper.known)
            for paper in plan.papers
            if paper.verdict is Verdict.MAYBE and paper.is_wanted
        ),
        skipped=plan.skipped,
        titles=tuple(plan.papers[index].draft.title for index in wanted),
        n_attached=plan.n_attached,
        updated=tuple(dict.fromkeys(_known(p) for p in plan.papers if p.is_update)),
        is_refused=is_refused,
    )


def _tell(
    context: Context,
    report: ImportReport,
    change: Change | None,
    *,
    added: tuple[PaperId, ...],
    where: str,
) -> None:
    """Tell what came of it and `where` it went; `added` came in out of sight."""
    here = len(report.duplicates)
    if report.added:
        here -= len(report.updated)
        also = f"; updated {len(report.updated)}" if report.updated else ""
        also += f"; {here} here already" if here > 0 else ""
        what = titled(report.titles)
        context.reporter.done(f"Added {what}{where}{also}", added=added)
    elif change is not None and not change.is_empty:
        context.reporter.done(change.label)
    elif here:
        context.reporter.notice(f"{count(here, 'paper')}, all here already.")
    else:
        context.reporter.notice("No paper was found in what you gave.")


def _ignored(_fraction: float | None, _detail: str) -> None:
    """Show no progress."""


COMMANDS = (
    Command(
        id="import.sources",
        title="Add papers",
        help="Add what files, addresses or text hold.",
        group=Group.LIBRARY,
        handler=import_sources,
        is_listed=False,
    ),
)
