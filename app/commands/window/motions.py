"""The commands that the window itself does: motions, places, panes, sheets."""

from app.commands.command import Command
from app.commands.reading.reader_eyes import READER_EYES
from app.commands.reading.reader_looks import READER_LOOKS
from app.commands.reading.reader_motions import READER_MOTIONS
from app.commands.reading.reader_peek import READER_PEEK
from app.commands.reading.reader_tabs import READER_TABS
from app.commands.reading.reader_text import READER_TEXT
from app.commands.window.list_motions import LIST_MOTIONS
from app.commands.window.list_shape import LIST_SHAPE
from app.commands.window.panes import PANES
from app.commands.window.places import PLACES
from app.commands.window.sheets import SHEETS

MOTIONS: tuple[Command, ...] = (
    *LIST_MOTIONS,
    *LIST_SHAPE,
    *PLACES,
    *PANES,
    *SHEETS,
    *READER_MOTIONS,
    *READER_LOOKS,
    *READER_TABS,
    *READER_EYES,
    *READER_TEXT,
    *READER_PEEK,
)
"""All of them; each front end that is a window must know every id."""
