"""The one table of commands."""

from app.commands import (
    acquire,
    annotate,
    attached_files,
    browse,
    cited,
    citing,
    duplicates,
    editing,
    estimating,
    exporting,
    filing,
    guest_keeping,
    history,
    importing,
    keeping,
    metadata,
    opening,
    queue,
    searches,
    snoozing,
    suggesting,
    topics,
    trash,
    triage,
    versions,
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
            *versions.COMMANDS,
            *citing.COMMANDS,
            *browse.COMMANDS,
            *attached_files.COMMANDS,
            *cited.COMMANDS,
            *annotate.COMMANDS,
            *importing.COMMANDS,
            *estimating.COMMANDS,
            *opening.COMMANDS,
            *guest_keeping.COMMANDS,
            *duplicates.COMMANDS,
            *metadata.COMMANDS,
            *queue.COMMANDS,
            *searches.COMMANDS,
            *snoozing.COMMANDS,
            *suggesting.COMMANDS,
            *trash.COMMANDS,
            *history.COMMANDS,
            *exporting.COMMANDS,
            *keeping.COMMANDS,
            *MOTIONS,
        )
    )
