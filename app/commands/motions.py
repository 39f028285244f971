"""The commands that the window itself does: motions, places, panes, sheets."""

from app.commands.command import Command
from app.commands.list_motions import LIST_MOTIONS
from app.commands.panes import PANES
from app.commands.places import PLACES
from app.commands.reader_motions import READER_MOTIONS
from app.commands.sheets import SHEETS

MOTIONS: tuple[Command, ...] = (
    *LIST_MOTIONS,
    *PLACES,
    *PANES,
    *SHEETS,
    *READER_MOTIONS,
)
"""All of them; each front end that is a window must know every id."""
