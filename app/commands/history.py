"""Undo and redo."""

from app.commands.command import Command, Group, Menu
from app.commands.context import Context
from app.domain.change import Change


async def undo(context: Context) -> Change | None:
    """Take back the last act."""
    async with context.library.acting:
        change = await context.library.undo()
    if change is None:
        context.reporter.notice("Nothing to undo.")
    else:
        context.reporter.done(change.label, can_undo=False, can_redo=True)
    return change


async def redo(context: Context) -> Change | None:
    """Do the last undone act again."""
    async with context.library.acting:
        change = await context.library.redo()
    if change is None:
        context.reporter.notice("Nothing to redo.")
    else:
        context.reporter.done(change.label)
    return change


COMMANDS = (
    Command(
        id="edit.undo",
        title="Undo",
        help="Take back the last act, also of an earlier day.",
        group=Group.LIBRARY,
        keys=("Ctrl+Z",),
        menu=Menu.LIBRARY,
        icon="undo",
        handler=undo,
    ),
    Command(
        id="edit.redo",
        title="Redo",
        help="Do the last undone act again.",
        group=Group.LIBRARY,
        keys=("Ctrl+Shift+Z", "Ctrl+Y"),
        menu=Menu.LIBRARY,
        icon="redo",
        handler=redo,
    ),
)
