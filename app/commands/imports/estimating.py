"""Telling at once how much a drop holds, where reading all of it takes long."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from app.commands.command import Command, Group
from app.commands.context import Context
from app.library.zotero import count_zotero, find_database


async def estimate(context: Context, *, paths: Sequence[str]) -> int | None:
    """Return how many papers another program's library holds; None for all else.

    Nothing but a count is asked of it: some of them may be here already.

    Raises:
        Busy, InvalidInput, LibraryError: it cannot be read.
    """
    if len(paths) != 1:
        return None
    database = await asyncio.to_thread(find_database, Path(paths[0]))
    return None if database is None else await asyncio.to_thread(count_zotero, database)


COMMANDS = (
    Command(
        id="import.estimate",
        title="Count what is dragged",
        help="Count the papers of another program's library.",
        group=Group.LIBRARY,
        handler=estimate,
        is_listed=False,
    ),
)
