"""The one table of commands."""

from app.commands import (
    acquire,
    annotate,
    browse,
    duplicates,
    editing,
    filing,
    history,
    importing,
    keeping,
    queue,
    searches,
    snoozing,
    suggesting,
    topics,
    trash,
    triage,
)
from app.commands.command import Registry
from app.commands.motions import MOTIONS


def all_commands() -> Registry:
    """Return every command there is, in the order of menus and sheets.

    Raises:
        ValueError: two commands share an id.
    """
    return Registry(
        (
            *triage.COMMANDS,
            *editing.COMMANDS,
            *filing.COMMANDS,
            *topics.COMMANDS,
            *acquire.COMMANDS,
            *browse.COMMANDS,
            *annotate.COMMANDS,
            *importing.COMMANDS,
            *duplicates.COMMANDS,
            *queue.COMMANDS,
            *searches.COMMANDS,
            *snoozing.COMMANDS,
            *suggesting.COMMANDS,
            *trash.COMMANDS,
            *history.COMMANDS,
            *keeping.COMMANDS,
            *MOTIONS,
        )
    )
