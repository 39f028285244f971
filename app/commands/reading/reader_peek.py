"""Peeking at what a paper's text points at."""

from app.commands.command import READER, Command, Group, Menu

READER_PEEK = (
    Command(
        id="reader.peek",
        title="Peek at what is mentioned",
        help="Show the figure, equation, section or reference; again: the next one.",
        group=Group.READ,
        keys=("l",),
        modes=READER,
        menu=Menu.READ,
        icon="peek",
    ),
    Command(
        id="reader.follow",
        title="Go to what the peek shows",
        help="Go to the target; open a cited paper that is in your library.",
        group=Group.READ,
        keys=("Return",),
        modes=READER,
    ),
)
