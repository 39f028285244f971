"""Undo and redo."""

from app.commands.command import Command, Group, Menu
from app.commands.context import Context
from app.domain.change import Change
from app.domain.edit import TakeBack


async def undo(context: Context) -> Change | None:
    """Take back the last act."""
    async with context.library.acting:
        change = await context.library.undo()
    if change is None:
        context.reporter.notice("Nothing to undo.")
    else:
        context.desk.go_back_to(change.papers)
        context.reporter.done(change.label, can_undo=False, can_redo=True)
    return change


async def redo(context: Context) -> Change | None:
    """Do the last undone act again."""
    async with context.library.acting:
        change = await context.library.redo()
    if change is None:
        context.reporter.notice("Nothing to redo.")
    else:
        context.desk.go_back_to(change.papers)
        context.reporter.done(change.label)
    return change


async def take_back(context: Context, *, act: int) -> Change:
    """Take back one act of the history that no later act builds on."""
    async with context.library.acting:
        change = await context.library.apply(TakeBack(act))
    if change.is_empty:
        context.reporter.notice("Nothing of this act is left to take back.")
    else:
        context.desk.go_back_to(change.papers)
        is_undone = change.act == act
        context.reporter.done(change.label, can_undo=not is_undone, can_redo=is_undone)
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
    Command(
        id="edit.take-back",
        title="Take back an act",
        help="Take back one act of the history that no later act builds on.",
        group=Group.LIBRARY,
        handler=take_back,
        is_listed=False,
    ),
)
