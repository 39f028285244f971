"""The one table of commands."""

from app.commands import (
    acquire,
    annotate,
    browse,
    filing,
    history,
    importing,
    keeping,
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
            *filing.COMMANDS,
            *acquire.COMMANDS,
            *browse.COMMANDS,
            *annotate.COMMANDS,
            *importing.COMMANDS,
            *history.COMMANDS,
            *keeping.COMMANDS,
            *MOTIONS,
        )
    )
