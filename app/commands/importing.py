"""Adding papers: read what is given, show what it would do, do it as one act."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.commands.acting import act
from app.commands.command import Command, Group
from app.commands.context import Context
from app.commands.harvesting import harvest, keep_file
from app.commands.wording import count, quoted
from app.domain.change import Change
from app.domain.edit import AddPapers
from app.domain.importing import ImportPlan, PlannedPaper, Verdict
from app.domain.paper import Draft, Harvest, PaperId, Skipped
from app.library import find_twins
from app.runtime.supervisor import Progressing


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """An input entry that is here already; `id` None where nothing was added."""

    where: str
    id: PaperId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did; `added` in the order of the input."""

    added: tuple[PaperId, ...]
    duplicates: tuple[Duplicate, ...]
    skipped: tuple[Skipped, ...]
    n_planned: int


async def import_sources(
    context: Context,
    *,
    paths: Sequence[str] = (),
    urls: Sequence[str] = (),
    text: str = "",
    topic: str = "",
    is_dry_run: bool = False,
) -> ImportReport | None:
    """Add what files, addresses and text hold; None when the user said no.

    Raises:
        NotFound: a file is not there; nothing was added.
        InvalidInput: the source cannot be read; nothing was added.
    """

    async def work(progress: Progressing) -> list[Harvest]:
        return await harvest(
            context, paths=paths, urls=urls, text=text, progress=progress
        )

    harvests: list[Harvest] = (
        await work(Progressing(_ignored))
        if is_dry_run
        else await context.jobs.start("Reading what you gave", work, is_awaited=True)
    )
    plan = await _planned(context, harvests, topic)
    if is_dry_run:
        return _report(plan, ())
    needs_a_look = len(plan.papers) + len(plan.skipped) != 1 or not plan.n_wanted
    if needs_a_look:
        reviewed = await context.desk.review(plan)
        if reviewed is None:
            context.reporter.notice("Nothing was added.")
            return None
        plan = reviewed
    change = await _carried_out(context, plan, harvests)
    added = change.added if change is not None else ()
    report = _report(plan, added)
    _tell(context, report, change)
    if added:
        context.desk.reveal(added)
    return report


async def _planned(
    context: Context, harvests: Sequence[Harvest], topic: str
) -> ImportPlan:
    drafts = [draft for each in harvests for draft in each.drafts]
    known = await context.library.read(lambda r: r.find_known(drafts))
    planned = []
    for draft, here, first in zip(drafts, known, find_twins(drafts), strict=True):
        verdict = (
            Verdict.HERE
            if here is not None
            else Verdict.REPEATED
            if first is not None
            else Verdict.NEW
        )
        planned.append(
            PlannedPaper(
                draft=draft,
                where=_where(draft),
                verdict=verdict,
                known=here,
                first=first if verdict is Verdict.REPEATED else None,
                is_wanted=verdict is Verdict.NEW,
            )
        )
    return ImportPlan(
        papers=tuple(planned),
        skipped=tuple(s for each in harvests for s in each.skipped),
        furniture=tuple(line for each in harvests for line in each.furniture),
        summary=_summary(harvests),
        topic=topic,
    )


async def _carried_out(
    context: Context, plan: ImportPlan, harvests: Sequence[Harvest]
) -> Change | None:
    """Do the plan as one act, after copying its PDFs; None when it asks for nothing."""
    drafts = [p.draft for p in plan.papers if p.verdict is Verdict.NEW and p.is_wanted]
    topics = (plan.topic,) if plan.topic else ()
    here = tuple(dict.fromkeys(p.known for p in plan.papers if p.known is not None))
    refile = here if topics else ()
    if not drafts and not refile:
        return None
    if any(draft.file for draft in drafts):
        drafts = await _kept(context, drafts)
    what = quoted(drafts[0].title) if len(drafts) == 1 else count(len(drafts), "paper")
    where = f" to {plan.topic}" if plan.topic else ""
    origin = f" from {harvests[0].source}" if len(harvests) == 1 else ""
    label = f"Added {what}{where}{origin}"
    if not drafts:
        label = f"Filed {count(len(refile), 'paper')} under {plan.topic}"
    return await act(
        context,
        AddPapers(drafts=tuple(drafts), label=label, topics=topics, refile=refile),
    )


async def _kept(context: Context, drafts: Sequence[Draft]) -> list[Draft]:
    async def work(progress: Progressing) -> list[Draft]:
        kept = []
        for index, draft in enumerate(drafts):
            progress.update(index / len(drafts), draft.file.name if draft.file else "")
            kept.append(await keep_file(context, draft))
        return kept

    kept: list[Draft] = await context.jobs.start("Copying", work, is_awaited=True)
    return kept


def _report(plan: ImportPlan, added: tuple[PaperId, ...]) -> ImportReport:
    wanted = [
        index
        for index, paper in enumerate(plan.papers)
        if paper.verdict is Verdict.NEW and paper.is_wanted
    ]
    ids = dict(zip(wanted, added, strict=False))
    duplicates = []
    for paper in plan.papers:
        if paper.verdict is Verdict.HERE:
            duplicates.append(Duplicate(where=paper.where, id=paper.known))
        elif paper.verdict is Verdict.REPEATED:
            first = ids.get(paper.first) if paper.first is not None else None
            duplicates.append(Duplicate(where=paper.where, id=first))
    return ImportReport(
        added=added,
        duplicates=tuple(duplicates),
        skipped=plan.skipped,
        n_planned=len(wanted),
    )


def _where(draft: Draft) -> str:
    origin = draft.provenance
    if origin.position:
        return f"{origin.source}, paper {origin.position}"
    return origin.source


def _summary(harvests: Sequence[Harvest]) -> str:
    if len(harvests) != 1:
        return count(len(harvests), "source")
    only = harvests[0]
    listed = f"listed {only.list_date}" if only.list_date else ""
    parts = (only.source, ", ".join(filter(None, (only.kind, only.encoding))), listed)
    return "  ·  ".join(filter(None, parts))


def _tell(context: Context, report: ImportReport, change: Change | None) -> None:
    here = len(report.duplicates)
    if report.added:
        also = f"; {here} here already" if here else ""
        context.reporter.done(f"Added {count(len(report.added), 'paper')}{also}")
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
