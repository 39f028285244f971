"""Refreshing papers from catalogues, and finding where preprints appeared."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from app.commands.acting import act_and_tell, act_on_papers
from app.commands.command import LIST, LIST_OR_TRIAGE, Command, Group, Menu
from app.commands.context import Context
from app.commands.fetched import LooksUp
from app.commands.lookup.here_before import join_known
from app.commands.lookup.offering import is_stub, merged_details, told_by
from app.commands.selecting import chosen
from app.commands.wording import count, quoted, subject
from app.domain.change import Change
from app.domain.edit import Edit, FieldChange, Merger, RefreshPapers
from app.domain.errors import NotFound
from app.domain.fields import Fields
from app.domain.paper import Paper, PaperId
from app.domain.query import Place, Query
from app.domain.refreshing import Offer, PaperOffers, RefreshOutcome
from app.domain.signal import Signal
from app.library import Reader
from app.runtime.supervisor import Again, Progressing

REVIEW = "metadata.review"
_AT_ONCE = 100

Asked = Callable[
    [LooksUp, Sequence[Paper], Progressing], Awaitable[Sequence[PaperOffers]]
]


async def look_up(
    context: Context, *, ids: Sequence[PaperId]
) -> tuple[PaperOffers, ...]:
    """Return what catalogues would change on papers; change nothing."""
    papers = await chosen(context, ids)
    return await _looked_up(
        context,
        papers,
        f"Looking up {subject(papers)}",
        lambda catalogues, some, told: catalogues.look_up(some, told.update),
        Again("metadata.refresh", {"ids": tuple(ids)}),
    )


async def refresh(context: Context, *, ids: Sequence[PaperId]) -> None:
    """Look papers up, and show what would change."""
    found = await look_up(context, ids=ids)
    if any(paper.offers for paper in found):
        context.desk.perform(REVIEW, {"papers": found})
    else:
        if any(paper.confirmed for paper in found):
            await take(context, papers=found)
        _tell_nothing(context, found)


async def take(
    context: Context, *, papers: Sequence[PaperOffers], label: str = ""
) -> Change | None:
    """Take the offers that are ticked, as one act; None when there is nothing to do.

    Numbers that are today what they were get the date of today with them.
    """
    taken = {paper.id: paper.taken for paper in papers if paper.taken}
    confirmed = {paper.id: paper.confirmed for paper in papers if paper.confirmed}
    if not (taken or confirmed):
        context.reporter.notice("Nothing was taken.")
        return None

    def decide(now: Sequence[Paper]) -> Edit:
        changed = [paper for paper in now if paper.id in taken]
        changes = [c for paper in changed for c in _changes(paper, taken[paper.id])]
        verb = "Refreshed" if changed else "Confirmed the numbers of"
        signals = [
            (paper.id, signal)
            for paper in now
            for signal in (
                *_signals(taken.get(paper.id, ())),
                *confirmed.get(paper.id, ()),
            )
        ]
        return RefreshPapers(
            changes=tuple(changes),
            label=label or f"{verb} {subject(changed or now)}",
            signals=tuple(signals),
        )

    return await act_on_papers(context, list({**taken, **confirmed}), decide)


async def check(
    context: Context, *, is_dry_run: bool = False, is_quiet: bool = False
) -> tuple[PaperOffers, ...]:
    """Find where the preprints of the library appeared, and their newer versions.

    With `is_quiet` it tells of news alone: nobody has asked for it just now. Asked for
    again, the catalogues are asked anew; one that was stopped goes on where it was.
    """
    papers = await context.library.read_apart(
        lambda r: r.papers(r.keys(Query(place=Place.ALL)))
    )
    preprints = [paper for paper in papers if paper.identifier("arxiv")]
    if not preprints and is_quiet:
        return ()
    if not preprints:
        context.reporter.notice("No paper of the library has an arXiv id.")
        return ()
    found = await _looked_up(
        context,
        preprints,
        f"Looking for published versions of {count(len(preprints), 'paper')}",
        lambda catalogues, some, told: catalogues.check(some, told.update),
        Again("metadata.check", {}),
        key="metadata.check",
    )
    context.catalogues().renew()
    n_changed = sum(bool(paper.taken) for paper in found)
    if is_dry_run:
        return found
    if n_changed:
        words = f"Found news of {count(n_changed, 'preprint')}"
        await take(context, papers=found, label=words)
    elif not is_quiet:
        _tell_nothing(context, found)
    return found


async def complete(context: Context, *, ids: Sequence[PaperId]) -> tuple[Merger, ...]:
    """Give papers just added by an identifier alone what belongs to it.

    Where nothing answers they stay as they are, without a word. Those that turn out to
    be of a paper that was here before are joined with it: they are returned.
    """

    def stubs(reader: Reader) -> list[Paper]:
        # On the reader's thread: of a large import they are few among many.
        papers = reader.papers([reader.key_of(each) for each in ids])
        return [paper for paper in papers if is_stub(paper)]

    papers = await context.library.read(stubs)
    if not papers:
        return ()
    found = await _looked_up(
        context,
        papers,
        f"Completing {count(len(papers), 'paper')}",
        lambda catalogues, some, told: catalogues.complete(some, told.update),
        None,
    )
    taken = {paper.id: paper.taken for paper in found if paper.taken}
    if not taken:
        return ()
    there = await _still_there(context, list(taken))
    changes = [c for paper in there for c in _changes(paper, taken[paper.id])]
    label = f"Completed {count(len(there), 'paper')}"
    signals = [(p.id, signal) for p in there for signal in _signals(taken[p.id])]
    await act_and_tell(
        context,
        RefreshPapers(changes=tuple(changes), label=label, signals=tuple(signals)),
    )
    return await join_known(context, ids=list(taken), added=ids)


def may_complete(context: Context) -> bool:
    """Say whether imported links are completed by themselves."""
    settings = context.settings
    return settings.is_on("import.complete") and not settings.is_on("sources.offline")


async def _looked_up(
    context: Context,
    papers: Sequence[Paper],
    name: str,
    ask: Asked,
    again: Again | None,
    *,
    key: str = "",
) -> tuple[PaperOffers, ...]:
    """Ask in a job, a hundred papers at once; what was asked is asked no more for long.

    So a job that was stopped goes on where it was.
    """

    async def work(progress: Progressing) -> tuple[PaperOffers, ...]:
        catalogues = await asyncio.to_thread(context.catalogues)
        found: list[PaperOffers] = []
        for start in range(0, len(papers), _AT_ONCE):
            some = papers[start : start + _AT_ONCE]
            part = _Part(progress, start, len(some), len(papers))
            found += await ask(catalogues, some, part)
        return tuple(found)

    job = context.jobs.start(name, work, key=key, is_awaited=True, again=again)
    result: tuple[PaperOffers, ...] = await job
    return result


class _Part(Progressing):
    """The progress of some papers among all."""

    def __init__(self, whole: Progressing, start: int, n_some: int, n_all: int) -> None:
        def tell(fraction: float | None, detail: str) -> None:
            done = (start + (fraction or 0.0) * n_some) / n_all
            whole.update(done, detail)

        super().__init__(tell)


def _changes(paper: Paper, taken: Sequence[Offer]) -> list[FieldChange]:
    """Return the changes of a paper; all of its details are one.

    None of them is a signal.
    """
    fields = [offer for offer in taken if offer.signal is None]
    if not fields:
        return []
    told = told_by(paper) | {offer.name: offer.source for offer in fields}
    changes = [
        FieldChange(
            paper_id=paper.id, field=offer.field, value=offer.value, source=offer.source
        )
        for offer in taken
        if offer.value is not None
    ]
    details = merged_details(paper, taken, told)
    sources = dict.fromkeys(o.source for o in taken if o.field == "details")
    changes.append(
        FieldChange(
            paper_id=paper.id,
            field="details",
            value=Fields(details=details),
            source=", ".join(sources) or "Octavo",
        )
    )
    return changes


def _signals(taken: Sequence[Offer]) -> list[Signal]:
    return [offer.signal for offer in taken if offer.signal is not None]


async def _still_there(context: Context, ids: Sequence[PaperId]) -> list[Paper]:
    """Return the papers that are in the library yet."""
    there = []
    for paper_id in ids:
        try:
            there.append((await chosen(context, [paper_id]))[0])
        except NotFound:
            continue
    return there


def _tell_nothing(context: Context, found: Sequence[PaperOffers]) -> None:
    """Tell why nothing would change."""
    bad = [
        paper
        for paper in found
        if paper.outcome not in (RefreshOutcome.CHANGED, RefreshOutcome.UNCHANGED)
    ]
    if not bad:
        context.reporter.notice(
            f"{count(len(found), 'paper')}: nothing to change."
            if len(found) > 1
            else f"Nothing to change on {quoted(found[0].title)}."
        )
    elif len({paper.message for paper in bad}) == 1 and len(bad) == len(found):
        context.reporter.failure(NotFound(bad[0].message, "Try again later."))
    else:
        words = f"Nothing to change; {len(bad)} not surely found. {bad[0].message}"
        context.reporter.failure(NotFound(words, "Try again later."))


COMMANDS = (
    Command(
        id="metadata.refresh",
        title="Refresh details…",
        help="Look the paper up in the catalogues, and choose what to take over.",
        group=Group.FILE,
        modes=LIST_OR_TRIAGE,
        menu=Menu.PAPER,
        icon="fetch",
        handler=refresh,
        takes_papers=True,
    ),
    Command(
        id="metadata.check",
        title="Look for published versions",
        help="Find where the preprints of the library appeared, and newer versions.",
        group=Group.LIBRARY,
        modes=LIST,
        menu=Menu.LIBRARY,
        icon="fetch",
        handler=check,
    ),
    Command(
        id="metadata.look-up",
        title="Look up",
        help="Tell what the catalogues would change.",
        group=Group.FILE,
        handler=look_up,
        takes_papers=True,
        is_listed=False,
    ),
    Command(
        id="metadata.take",
        title="Take over",
        help="Take over what catalogues tell.",
        group=Group.FILE,
        handler=take,
        is_listed=False,
    ),
    Command(
        id="metadata.complete",
        title="Complete papers",
        help="Look up papers known by an identifier alone.",
        group=Group.FILE,
        handler=complete,
        takes_papers=True,
        is_listed=False,
    ),
)
