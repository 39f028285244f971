"""Going to places and topics, and back again."""

from app.commands.command import (
    EVERYWHERE,
    LIST,
    LIST_OR_TRIAGE,
    Command,
    Group,
    Menu,
)
from app.domain.query import Place

_OF_THE_READER = "p"
"""What follows g there to go to a page."""

_PLACES = tuple(
    Command(
        id=f"go.{place.value}",
        title=f"Go to {name}",
        help=what,
        group=Group.GO,
        keys=(f"g {key}",),
        modes=LIST_OR_TRIAGE if key in _OF_THE_READER else EVERYWHERE,
        menu=Menu.VIEW,
        icon=icon,
        arguments={"place": place},
    )
    for place, name, key, icon, what in (
        (Place.INBOX, "Inbox", "i", "inbox", "Show the new papers."),
        (Place.QUEUE, "Queue", "q", "queue", "Show the papers you queued."),
        (Place.READING, "Reading", "r", "reading", "Show the papers you began."),
        (
            Place.SNOOZED,
            "Postponed",
            "p",
            "snooze",
            "Show the papers you put off, the first to come back first.",
        ),
        (Place.STARRED, "Starred", "s", "star", "Show the starred papers."),
        (Place.DONE, "Done", "d", "status-done", "Show the papers you finished."),
        (Place.ALL, "All papers", "a", "library", "Show every paper."),
        (Place.TRASH, "Trash", "t", "trash", "Show the papers in the trash."),
    )
)

_VIEWS = (
    Command(
        id="view.show",
        title="Show a view",
        help="Show a place or a topic in the list.",
        group=Group.GO,
        is_listed=False,
    ),
    Command(
        id="search.show",
        title="Show a search",
        help="List what a search finds.",
        group=Group.GO,
        is_listed=False,
    ),
    Command(
        id="paper.reveal",
        title="Show a paper",
        help="Show a paper in the list.",
        group=Group.GO,
        is_listed=False,
    ),
    Command(
        id="paper.continue",
        title="Continue reading",
        help="Open the paper that you read last where you left it.",
        group=Group.GO,
        keys=("g v",),
        modes=LIST,
        menu=Menu.VIEW,
        icon="reading",
    ),
    Command(
        id="view.mark-seen",
        title="Mark all papers as seen",
        help="Take every paper that is there for looked at.",
        group=Group.GO,
        keys=("I",),
        modes=LIST,
        menu=Menu.VIEW,
        icon="check",
    ),
    Command(
        id="topics.focus",
        title="Jump to a topic",
        help="Put the keys into the topics of the sidebar.",
        group=Group.GO,
        keys=("c",),
        modes=LIST,
        menu=Menu.VIEW,
        icon="topic",
    ),
    Command(
        id="view.back",
        title="Go back",
        help="Show the view before this one.",
        group=Group.GO,
        keys=("Backspace", "Alt+Left"),
        modes=LIST,
        icon="back",
    ),
    Command(
        id="view.forward",
        title="Go forward",
        help="Show the view that you went back from.",
        group=Group.GO,
        keys=("Alt+Right",),
        modes=LIST,
    ),
)

PLACES = (*_PLACES, *_VIEWS)
