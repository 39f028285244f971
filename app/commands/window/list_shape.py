"""How the list is shaped: rows or cards, and the sections it is parted into."""

from app.commands.command import LIST, Command, Group, Menu

LIST_SHAPE = (
    Command(
        id="view.cards",
        title="Switch between rows and cards",
        help="Show each paper of this list as a card with its abstract, or as a row.",
        group=Group.WINDOW,
        keys=("g c", "z c"),
        modes=LIST,
        menu=Menu.VIEW,
        icon="cards",
    ),
    Command(
        id="view.section",
        title="Part the list into sections",
        help="Put the list under headings by date, topic, status or source.",
        group=Group.WINDOW,
        keys=("z s",),
        modes=LIST,
        menu=Menu.VIEW,
        icon="outline",
    ),
    Command(
        id="view.fold",
        title="Fold the section",
        help="Fold the section of the current row; again unfolds it.",
        group=Group.WINDOW,
        keys=("z a",),
        modes=LIST,
    ),
    Command(
        id="view.unfold-next",
        title="Unfold the next section",
        help="Unfold the next folded section.",
        group=Group.WINDOW,
        keys=("z o",),
        modes=LIST,
    ),
    Command(
        id="view.fold-all",
        title="Fold all sections",
        help="Show the headings alone.",
        group=Group.WINDOW,
        keys=("z m",),
        modes=LIST,
    ),
    Command(
        id="view.unfold-all",
        title="Unfold all sections",
        help="Show the papers of every section.",
        group=Group.WINDOW,
        keys=("z r",),
        modes=LIST,
    ),
    Command(
        id="list.next-section",
        title="Go to the next section",
        help="Make the first paper of the next section current.",
        group=Group.MOVE,
        keys=("J",),
        modes=LIST,
    ),
    Command(
        id="list.previous-section",
        title="Go to the previous section",
        help="Make the first paper of this section current, or of the one before.",
        group=Group.MOVE,
        keys=("K",),
        modes=LIST,
    ),
)
