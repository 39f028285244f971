"""Finding papers that are one, and merging them."""

import asyncio
import threading
from collections.abc import Sequence

from app.commands.acting import act_on_papers
from app.commands.command import LIST, Command, Group, Menu
from app.commands.context import Context
from app.commands.selecting import chosen
from app.commands.wording import count, quoted
from app.domain.change import Change
from app.domain.duplicates import DuplicateGroup, fullest_first
from app.domain.edit import Edit, KeepApart, MergePapers, Merger
from app.domain.errors import InvalidInput, NotFound
from app.domain.paper import Paper, PaperId
from app.library import Interrupted
from app.runtime.supervisor import Progressing

MOST_TO_COMPARE = 12
REVIEW = "duplicates.review"


async def list_duplicates(context: Context) -> tuple[DuplicateGroup, ...]:
    """Return the groups of papers that may be one, the certain ones first."""

    async def work(progress: Progressing) -> tuple[DuplicateGroup, ...]:
        return await _search(context, progress)

    groups: tuple[DuplicateGroup, ...] = await context.jobs.start(
        "Looking for duplicates", work, key="duplicates", is_awaited=True
    )
    return groups


async def find_duplicates(context: Context) -> None:
    """Look through the whole library, and show what was found."""
    groups = await list_duplicates(context)
    if groups:
        context.desk.perform(REVIEW, {"groups": groups})
    else:
        context.reporter.notice("No duplicates were found.")


async def merge_selected(context: Context, *, ids: Sequence[PaperId]) -> None:
    """Show the papers side by side, to be merged or not.

    Raises:
        InvalidInput: there is one paper alone, or too many to compare.
    """
    papers = await chosen(context, ids)
    if len(papers) <= 1:
        raise InvalidInput(
            "One paper is nothing to merge.", "Select two or more with x."
        )
    if len(papers) > MOST_TO_COMPARE:
        raise InvalidInput(
            f"{len(papers)} papers are too many to compare.",
            f"Select {MOST_TO_COMPARE} at most.",
        )
    group = DuplicateGroup(
        ids=tuple(paper.id for paper in fullest_first(papers)),
        reasons=(),
        is_certain=False,
    )
    context.desk.perform(REVIEW, {"groups": (group,)})


async def merge(context: Context, *, groups: Sequence[Sequence[PaperId]]) -> Change:
    """Merge each group into its first paper; all of it is one act.

    Raises:
        InvalidInput: a paper is named twice, or a group has one paper alone.
        NotFound: a paper is not there.
    """
    mergers = tuple(Merger(first, tuple(others)) for first, *others in groups)
    if not mergers:
        raise NotFound("There is nothing to merge.", "Name two or more papers.")
    n_papers = sum(len(group) for group in groups)

    def decide(papers: Sequence[Paper]) -> Edit:
        label = (
            f"Merged {count(n_papers, 'paper')} into {quoted(papers[0].title)}"
            if len(mergers) == 1
            else f"Merged {count(n_papers, 'paper')} into {len(mergers)}"
        )
        return MergePapers(mergers=mergers, label=label)

    change = await act_on_papers(context, [each.target for each in mergers], decide)
    context.desk.leave_papers([id for each in mergers for id in each.others])
    return change


async def keep_apart(context: Context, *, ids: Sequence[PaperId]) -> Change:
    """Remember that no two of the papers are one."""

    def decide(papers: Sequence[Paper]) -> Edit:
        apart = tuple(paper.id for paper in papers)
        first = quoted(papers[0].title)
        label = f"Kept {count(len(apart), 'paper')} apart: {first}"
        return KeepApart(ids=apart, label=label)

    return await act_on_papers(context, ids, decide)


async def _search(
    context: Context, progress: Progressing
) -> tuple[DuplicateGroup, ...]:
    """Search on a thread of its own, which stops when this task does."""
    loop, stopped = asyncio.get_running_loop(), threading.Event()

    def tell(fraction: float) -> None:
        if stopped.is_set():
            raise Interrupted
        loop.call_soon_threadsafe(progress.update, fraction)

    try:
        return await context.library.read_apart(lambda r: r.find_duplicates(tell))
    finally:
        stopped.set()


COMMANDS = (
    Command(
        id="duplicates.find",
        title="Find duplicates",
        help="Look for papers that are in the library twice, and merge them.",
        group=Group.LIBRARY,
        modes=LIST,
        menu=Menu.LIBRARY,
        icon="duplicate",
        handler=find_duplicates,
    ),
    Command(
        id="paper.merge",
        title="Merge the selected papers",
        help="Compare two or more papers side by side, and make one of them.",
        group=Group.FILE,
        keys=("M",),
        modes=LIST,
        menu=Menu.PAPER,
        icon="merge",
        handler=merge_selected,
        takes_papers=True,
    ),
    Command(
        id="duplicates.list",
        title="List duplicates",
        help="Tell which papers may be one.",
        group=Group.LIBRARY,
        handler=list_duplicates,
        is_listed=False,
    ),
    Command(
        id="duplicates.merge",
        title="Merge papers",
        help="Merge papers into the first of them.",
        group=Group.FILE,
        handler=merge,
        is_listed=False,
    ),
    Command(
        id="duplicates.keep-apart",
        title="Keep papers apart",
        help="Remember that papers are no duplicates of each other.",
        group=Group.FILE,
        handler=keep_apart,
        is_listed=False,
    ),
)
