"""Joining papers just completed with those that were here before them."""

from collections import defaultdict
from collections.abc import Sequence

from app.commands.command import Mode
from app.commands.context import Context
from app.commands.wording import subject
from app.domain.edit import MergePapers, Merger
from app.domain.paper import Paper, PaperId
from app.library import Reader


async def join_known(
    context: Context, *, ids: Sequence[PaperId], added: Sequence[PaperId]
) -> tuple[Merger, ...]:
    """Join each of the papers with the one that it certainly is, as one act.

    None of those `added` with them was here before. Where the user wrote the title,
    keeps the two apart or reads the paper now, or where it may be several or is not
    certain, nothing is done but to tell. Returns what was joined.
    """
    async with context.library.acting:
        read = await context.library.read(lambda r: _pairs(r, ids, added))
        joined: list[tuple[Paper, Paper | None]] = []
        doubtful: list[tuple[Paper, Paper | None]] = []
        for ours, theirs in read:
            is_free = theirs is not None and not _is_taken(context, ours, theirs)
            (joined if is_free else doubtful).append((ours, theirs))
        mergers = _mergers(joined)
        papers = [ours for ours, _ in joined]
        if mergers:
            label = f"Joined {subject(papers)} with what was here already"
            await context.library.apply(MergePapers(mergers=mergers, label=label))
    if doubtful:
        unsure = [ours for ours, _ in doubtful]
        context.reporter.notice(
            f"{subject(unsure)} may be here already: see Find duplicates."
        )
    if mergers:
        was = "was" if len(papers) == 1 else "were"
        context.reporter.done(f"{subject(papers)} {was} here already: joined")
        _show_targets(context, mergers)
    return mergers


def _pairs(
    reader: Reader, ids: Sequence[PaperId], added: Sequence[PaperId]
) -> list[tuple[Paper, Paper | None]]:
    """Return papers with the one they are for certain, None: it is not certain."""
    found = defaultdict(list)
    for twin in reader.find_before(ids, added):
        found[twin.id].append(twin)
    pairs: list[tuple[Paper, Paper | None]] = []
    for id, twins in found.items():
        is_certain = len(twins) == 1 and twins[0].is_certain
        before = reader.paper(twins[0].before) if is_certain else None
        pairs.append((reader.paper(id), before))
    return pairs


def _is_taken(context: Context, ours: Paper, theirs: Paper) -> bool:
    """Say whether the user wrote a title, or has the paper open."""
    is_read = context.desk.mode() is Mode.READER and ours.id in context.desk.targets()
    return is_read or "title" in ours.edited or "title" in theirs.edited


def _mergers(pairs: Sequence[tuple[Paper, Paper | None]]) -> tuple[Merger, ...]:
    others = defaultdict(list)
    for ours, theirs in pairs:
        assert theirs is not None, "only a certain pair is joined"
        others[theirs.id].append(ours.id)
    return tuple(Merger(target, tuple(ids)) for target, ids in others.items())


def _show_targets(context: Context, mergers: Sequence[Merger]) -> None:
    """Go on at the paper that is left, where one that went was current."""
    gone = {id for merger in mergers for id in merger.others}
    if context.desk.mode() is Mode.LIST and gone.intersection(context.desk.targets()):
        context.desk.reveal([merger.target for merger in mergers])
