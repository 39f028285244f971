"""Writing on papers: their fields, one or many, and papers made by hand."""

from collections.abc import Sequence

from app.commands.acting import act, act_on_papers
from app.commands.command import Command, Group
from app.commands.context import Context
from app.commands.desk import Question
from app.commands.wording import listed, quoted, subject
from app.domain.change import Change
from app.domain.edit import AddPapers, ChangePapers
from app.domain.fields import NO_FIELDS, Fields
from app.domain.paper import Draft, Paper, PaperId, Status

_SHOW, _ADD = range(2)


async def edit_papers(
    context: Context,
    *,
    ids: Sequence[PaperId],
    fields: Fields = NO_FIELDS,
    status: Status | None = None,
    is_starred: bool | None = None,
    rating: int | None = None,
    file_under: tuple[str, ...] = (),
    unfile: tuple[str, ...] = (),
) -> Change:
    """Write fields of the papers, and decide on them, as one act."""
    others = (status, is_starred, rating, file_under or None, unfile or None)
    is_decided = any(value is not None for value in others)

    def decide(papers: Sequence[Paper]) -> ChangePapers:
        return ChangePapers(
            ids=tuple(paper.id for paper in papers),
            label=_label(papers, NO_FIELDS if is_decided else fields),
            fields=fields,
            status=status,
            is_starred=is_starred,
            rating=rating,
            file_under=file_under,
            unfile=unfile,
        )

    return await act_on_papers(context, ids, decide)


async def add_by_hand(context: Context, *, draft: Draft) -> Change | None:
    """Add a paper that the user wrote; one that seems to be here is asked about."""
    (known,) = await context.library.read_apart(lambda r: r.find_known([draft]))
    if known is not None:
        answer = await context.desk.ask(
            Question(
                title=f"{quoted(draft.title)} seems to be here already",
                details="A paper of this title or identifier is in the library.",
                answers=("Show it", "Add it as another paper"),
            )
        )
        if answer != _ADD:
            if answer == _SHOW:
                context.desk.reveal((known,))
            return None
    label = f"Added {quoted(draft.title)} by hand"
    change = await act(context, AddPapers(drafts=(draft,), label=label))
    context.reporter.done(change.label)
    context.desk.reveal(change.added)
    return change


def _label(papers: Sequence[Paper], fields: Fields) -> str:
    names = fields.names()
    if not names:
        return f"Changed {subject(papers)}"
    return f"Edited the {listed(names)} of {subject(papers)}"


COMMANDS = (
    Command(
        id="paper.set",
        title="Write fields of papers",
        help="Write fields of papers, and decide on them, as one act.",
        group=Group.FILE,
        handler=edit_papers,
        takes_papers=True,
        is_listed=False,
    ),
    Command(
        id="paper.add",
        title="Add a paper by hand",
        help="Add a paper by its title and what else is known.",
        group=Group.LIBRARY,
        handler=add_by_hand,
        is_listed=False,
    ),
)
