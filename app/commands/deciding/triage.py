"""Deciding on papers: status, star, rating, trash."""

from collections.abc import Sequence
from typing import Any

from app.commands.acting import act, act_on_papers
from app.commands.command import LIST, Command, Group, Menu, Mode
from app.commands.context import Context
from app.commands.wording import subject
from app.domain.edit import ChangePapers, EmptyTrash
from app.domain.paper import MAX_RATING, Paper, PaperId, Status

_DONE_TO = {
    Status.NEW: "Marked {} as new",
    Status.QUEUED: "Queued {}",
    Status.READING: "Began {}",
    Status.DONE: "Finished {}",
    Status.DISMISSED: "Dismissed {}",
}


async def star(
    context: Context, *, ids: Sequence[PaperId], is_starred: bool | None = None
) -> None:
    """Star the papers or not; None takes the star away where all have one."""

    def decide(papers: Sequence[Paper]) -> ChangePapers:
        wanted = is_starred
        if wanted is None:
            wanted = not all(paper.is_starred for paper in papers)
        verb = "Starred" if wanted else "Unstarred"
        return _change(papers, f"{verb} {subject(papers)}", is_starred=wanted)

    await act_on_papers(context, ids, decide)


async def set_status(
    context: Context, *, ids: Sequence[PaperId], status: Status
) -> None:
    """Give the papers a status; in the reader a finished paper makes way."""
    await act_on_papers(context, ids, lambda papers: _with_status(papers, status))
    is_decided = status in (Status.DONE, Status.DISMISSED)
    if is_decided and context.desk.mode() is Mode.READER:
        context.desk.advance(ids)


async def toggle_new(context: Context, *, ids: Sequence[PaperId]) -> None:
    """Make new papers Reading, and any others New; the first one decides."""

    def decide(papers: Sequence[Paper]) -> ChangePapers:
        is_new = papers[0].status is Status.NEW
        return _with_status(papers, Status.READING if is_new else Status.NEW)

    await act_on_papers(context, ids, decide)


async def rate(context: Context, *, ids: Sequence[PaperId], rating: int) -> None:
    """Rate the papers; the same rating again clears it."""

    def decide(papers: Sequence[Paper]) -> ChangePapers:
        if all(paper.rating == rating for paper in papers):
            label = f"Cleared the rating of {subject(papers)}"
            return _change(papers, label, rating=0)
        label = f"Rated {subject(papers)} {rating} of {MAX_RATING}"
        return _change(papers, label, rating=rating)

    await act_on_papers(context, ids, decide)


async def trash(context: Context, *, ids: Sequence[PaperId]) -> None:
    """Put the papers into the trash."""
    await act_on_papers(
        context,
        ids,
        lambda papers: _change(
            papers, f"Moved {subject(papers)} to the trash", is_trashed=True
        ),
    )
    context.desk.leave_papers(ids)


async def restore(context: Context, *, ids: Sequence[PaperId]) -> None:
    """Take the papers out of the trash."""
    change = await act_on_papers(
        context,
        ids,
        lambda papers: _change(papers, f"Restored {subject(papers)}", is_trashed=False),
    )
    if change.is_empty:
        context.reporter.notice("Nothing to restore: this is not in the trash.")


async def empty_trash(context: Context) -> None:
    """Remove what is in the trash for good."""
    change = await act(context, EmptyTrash())
    if change.is_empty:
        context.reporter.notice("The trash is empty already.")
    else:
        context.reporter.done(change.label, can_undo=False)


def _with_status(papers: Sequence[Paper], status: Status) -> ChangePapers:
    return _change(papers, _DONE_TO[status].format(subject(papers)), status=status)


def _change(papers: Sequence[Paper], label: str, **values: Any) -> ChangePapers:
    return ChangePapers(ids=tuple(paper.id for paper in papers), label=label, **values)


def _decision(name: str, title: str, key: str, status: Status, **more: Any) -> Command:
    return Command(
        id=f"paper.{name}",
        title=title,
        group=Group.DECIDE,
        keys=(key,),
        menu=Menu.PAPER,
        handler=set_status,
        takes_papers=True,
        is_decision=True,
        arguments={"status": status},
        **more,
    )


COMMANDS = (
    Command(
        id="paper.star",
        title="Star",
        help="Star the paper, or take the star away.",
        group=Group.DECIDE,
        keys=("s",),
        menu=Menu.PAPER,
        icon="star",
        handler=star,
        takes_papers=True,
    ),
    _decision(
        "queue",
        "Queue",
        "w",
        Status.QUEUED,
        help="Put the paper on the list of what to read next.",
        icon="queue",
    ),
    _decision(
        "done",
        "Done",
        "e",
        Status.DONE,
        help="Mark the paper as read; in the reader go on to the next.",
        icon="status-done",
    ),
    _decision(
        "dismiss",
        "Dismiss",
        "d",
        Status.DISMISSED,
        help="Mark the paper as not for you; in the reader go on to the next.",
        icon="status-dismissed",
    ),
    Command(
        id="paper.toggle-new",
        title="Switch between new and reading",
        help="Mark the paper as new, or as begun.",
        group=Group.DECIDE,
        keys=("r",),
        menu=Menu.PAPER,
        icon="status-reading",
        handler=toggle_new,
        takes_papers=True,
    ),
    *(
        Command(
            id=f"paper.rate-{n}",
            title=f"Rate {n} of {MAX_RATING}",
            series=f"Rate 1 to {MAX_RATING}",
            help="Rate the paper; the same rating again clears it.",
            group=Group.DECIDE,
            keys=(f"Ctrl+{n}",),
            handler=rate,
            takes_papers=True,
            arguments={"rating": n},
        )
        for n in range(1, MAX_RATING + 1)
    ),
    Command(
        id="paper.trash",
        title="Move to the trash",
        help="Put the paper into the trash; Undo brings it back.",
        group=Group.FILE,
        keys=("Delete",),
        modes=LIST,
        menu=Menu.PAPER,
        icon="trash",
        handler=trash,
        takes_papers=True,
    ),
    Command(
        id="paper.restore",
        title="Restore from the trash",
        help="Take the paper out of the trash.",
        group=Group.FILE,
        keys=("u",),
        modes=LIST,
        menu=Menu.PAPER,
        icon="undo",
        handler=restore,
        takes_papers=True,
    ),
    Command(
        id="trash.empty",
        title="Empty the trash for good",
        help="Remove what is in the trash; this cannot be undone.",
        group=Group.LIBRARY,
        modes=LIST,
        menu=Menu.LIBRARY,
        handler=empty_trash,
    ),
)
