"""Acts in the order of the keys: what was read before an edit still holds at it."""

from collections.abc import Callable, Sequence

from app.commands.context import Context
from app.commands.selecting import chosen
from app.domain.change import Change
from app.domain.edit import Edit
from app.domain.paper import Paper, PaperId

Decide = Callable[[Sequence[Paper]], Edit]


async def act(context: Context, edit: Edit) -> Change:
    """Apply an edit when those asked for before it are done; tell nothing."""
    async with context.library.acting:
        return await context.library.apply(edit)


async def act_and_tell(context: Context, edit: Edit) -> Change:
    """Apply an edit in its turn, and tell of it when it changed something."""
    change = await act(context, edit)
    _tell(context, change)
    return change


async def act_on_papers(
    context: Context, ids: Sequence[PaperId], decide: Decide
) -> Change:
    """Read papers, apply what `decide` makes of them, and tell of it.

    Raises:
        NotFound: there is no paper to act on, or one is gone.
    """
    async with context.library.acting:
        papers = await chosen(context, ids)
        change = await context.library.apply(decide(papers))
    _tell(context, change)
    return change


def _tell(context: Context, change: Change) -> None:
    if not change.is_empty:
        context.reporter.done(change.label)
