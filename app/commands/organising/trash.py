"""Putting PDFs into the trash, and taking out what was deleted beside papers."""

from collections.abc import Sequence

from app.commands.acting import act_and_tell, act_on_papers
from app.commands.command import LIST, Command, Group, Menu
from app.commands.context import Context
from app.commands.wording import subject
from app.domain.change import Change
from app.domain.edit import DetachFiles, RestoreDeleted
from app.domain.paper import Paper, PaperId
from app.domain.trash import TrashKind


async def detach_file(context: Context, *, ids: Sequence[PaperId]) -> None:
    """Put the PDFs of the papers into the trash."""

    def decide(papers: Sequence[Paper]) -> DetachFiles:
        with_pdf = [paper for paper in papers if paper.has_pdf] or papers
        what = "PDF" if len(with_pdf) == 1 else "PDFs"
        label = f"Moved the {what} of {subject(with_pdf)} to the trash"
        return DetachFiles(tuple(paper.id for paper in with_pdf), label)

    change = await act_on_papers(context, ids, decide)
    if change.is_empty:
        context.reporter.notice("There is no PDF to remove.")


async def restore_deleted(
    context: Context, *, act: int, kind: TrashKind, key: int
) -> Change:
    """Bring back a topic, note, mark or PDF with all that hung on it."""
    return await act_and_tell(context, RestoreDeleted(act=act, kind=kind, key=key))


COMMANDS = (
    Command(
        id="paper.detach-file",
        title="Remove the PDF",
        help="Put the paper's PDF into the trash; marks and notes stay.",
        group=Group.FILE,
        modes=LIST,
        menu=Menu.PAPER,
        handler=detach_file,
        takes_papers=True,
    ),
    Command(
        id="trash.restore",
        title="Restore what was deleted",
        help="Bring back a topic, note, mark or PDF with all its links.",
        group=Group.LIBRARY,
        handler=restore_deleted,
        is_listed=False,
    ),
)
