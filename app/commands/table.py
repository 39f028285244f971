"""The one table of commands."""

from app.commands import keeping
from app.commands.command import Registry
from app.commands.deciding import queue, snoozing, triage
from app.commands.exports import browse, citing, exporting
from app.commands.fetching import acquire, guest_keeping, opening, versions
from app.commands.imports import estimating, importing
from app.commands.lookup import metadata
from app.commands.organising import (
    duplicates,
    editing,
    filing,
    history,
    searches,
    suggesting,
    topics,
    trash,
)
from app.commands.reading import annotate, attached_files, cited
from app.commands.window.motions import MOTIONS


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
