"""Queueing the papers that a paper cites."""

from dataclasses import replace

from app.commands.acting import act_and_tell
from app.commands.command import READER, Command, Group
from app.commands.context import Context
from app.commands.wording import quoted
from app.domain.edit import AddPapers, ChangePapers
from app.domain.paper import Draft, PaperId, Status

_DECIDED = (Status.QUEUED, Status.READING, Status.DONE)


async def queue_cited(
    context: Context, *, draft: Draft, known: PaperId | None = None
) -> None:
    """Queue a cited paper: the one that is `known`, else a new one, as one act."""
    if known is None:
        new = replace(draft, status=Status.QUEUED)
        await act_and_tell(
            context, AddPapers(drafts=(new,), label=f"Queued {quoted(draft.title)}")
        )
        return
    paper = await context.library.read(lambda reader: reader.paper(known))
    if paper.status in _DECIDED and not paper.is_trashed:
        context.reporter.notice(f"{quoted(paper.title)} is {paper.status} already.")
        return
    await act_and_tell(
        context,
        ChangePapers(
            ids=(known,),
            label=f"Queued {quoted(paper.title)}",
            status=Status.QUEUED,
            is_trashed=False if paper.is_trashed else None,
        ),
    )


COMMANDS = (
    Command(
        id="paper.queue-cited",
        title="Queue the cited paper",
        help="Put the paper that the peek shows into the queue.",
        group=Group.READ,
        modes=READER,
        handler=queue_cited,
        is_listed=False,
    ),
)
