"""Moving in the reader, and marking."""

from app.commands.command import ON_A_MARK, READER, Command, Group, Menu

_MOVES = (
    ("reader.scroll-down", "Scroll down", "Scroll a few lines.", ("j", "Down")),
    ("reader.scroll-up", "Scroll up", "Scroll a few lines back.", ("k", "Up")),
    ("reader.scroll-left", "Scroll left", "Where pages are wider.", ("Left",)),
    ("reader.scroll-right", "Scroll right", "Where pages are wider.", ("Right",)),
    ("reader.next-page", "Go to the next page", "Next page.", ("J", "PgDown")),
    ("reader.previous-page", "Go to the previous page", "Page before.", ("K", "PgUp")),
    ("reader.half-down", "Scroll half a screen", "Half a screen.", ("Ctrl+D",)),
    ("reader.half-up", "Scroll half a screen back", "Half a screen.", ("Ctrl+U",)),
    ("reader.screen-down", "Scroll a screen", "A screen on.", ("Space",)),
    ("reader.screen-up", "Scroll a screen back", "A screen back.", ("Shift+Space",)),
    ("reader.start", "Go to the start", "First page.", ("g g", "Home")),
    ("reader.end", "Go to the end", "Last page.", ("G", "End")),
    ("reader.ask-page", "Go to a page", "Type a number.", ("g p", "Ctrl+G")),
    (
        "reader.back",
        "Go back",
        "Where you were before the jump.",
        ("Backspace", "Alt+Left"),
    ),
    ("reader.forward", "Go forward", "Where you went back from.", ("Alt+Right",)),
    ("reader.next-mark", "Go to the next mark", "Next mark.", ("}", "Shift+Alt+Down")),
    (
        "reader.previous-mark",
        "Go to the previous mark",
        "Mark before.",
        ("{", "Shift+Alt+Up"),
    ),
    ("reader.zoom-in", "Zoom in", "Draw the page larger.", ("+", "Ctrl++")),
    ("reader.zoom-out", "Zoom out", "Draw the page smaller.", ("-", "Ctrl+-")),
    ("reader.fit-width", "Fit the width", "As wide as the window.", ("=",)),
    ("reader.fit-page", "Fit the page", "A whole page.", ("Ctrl+0",)),
    (
        "reader.page-theme",
        "Switch the page theme",
        "White, night, sepia, grey, your own.",
        ("\\", "Ctrl+Shift+D"),
    ),
    ("reader.find", "Search this paper", "Type words of the text.", ("/", "Ctrl+F")),
    (
        "reader.next-hit",
        "Go to the next hit",
        "Next place found, round the end.",
        ("n", "F3"),
    ),
    (
        "reader.previous-hit",
        "Go to the previous hit",
        "Place found before, round the start.",
        ("N", "Shift+F3"),
    ),
    ("reader.contents", "Show the contents", "The paper's headings.", ("c",)),
    ("reader.marks", "Show the marks", "The paper's marks.", ("i",)),
)

_MARKS = (
    Command(
        id="reader.go-to-mark",
        title="Go to a mark of this paper",
        help="Show a mark where it is.",
        group=Group.MARK,
        modes=READER,
        is_listed=False,
    ),
    Command(
        id="mark.highlight",
        title="Highlight",
        help="Highlight the selected text.",
        group=Group.MARK,
        keys=("h",),
        modes=READER,
        menu=Menu.READ,
        icon="highlight",
    ),
    Command(
        id="mark.underline",
        title="Underline",
        help="Underline the selected text.",
        group=Group.MARK,
        keys=("u",),
        modes=READER,
        menu=Menu.READ,
        icon="underline",
    ),
    Command(
        id="mark.strike",
        title="Strike out",
        help="Strike out the selected text.",
        group=Group.MARK,
        keys=("~",),
        modes=READER,
        menu=Menu.READ,
        icon="strike",
    ),
    Command(
        id="mark.comment",
        title="Comment",
        help="Write on the selected text or mark, or on the page.",
        group=Group.MARK,
        keys=("a",),
        modes=READER,
        menu=Menu.READ,
        icon="note",
    ),
    Command(
        id="mark.tag",
        title="Tag the mark",
        help="Give the chosen mark, or the selected text, tags of your own.",
        group=Group.MARK,
        keys=("t",),
        modes=ON_A_MARK,
        menu=Menu.READ,
        icon="topic",
    ),
    Command(
        id="mark.delete-chosen",
        title="Delete the mark",
        help="Remove the chosen mark; Undo brings it back.",
        group=Group.MARK,
        keys=("Delete",),
        modes=READER,
        menu=Menu.READ,
        icon="trash",
    ),
    *(
        Command(
            id=f"mark.colour-{slot}",
            title=f"Use mark colour {slot}",
            series="Recolour the mark",
            help="Colour the chosen mark, or highlight the selected text; where "
            "neither is, the marks to come.",
            group=Group.MARK,
            keys=(str(slot),),
            modes=READER,
            arguments={"slot": slot},
        )
        for slot in range(1, 9)
    ),
)

_COPY = Command(
    id="reader.copy",
    title="Copy the text",
    help="Copy the selected text, or what the chosen mark quotes.",
    group=Group.READ,
    keys=("Ctrl+C", "y y"),
    modes=READER,
    menu=Menu.READ,
)

READER_MOTIONS = (
    *(
        Command(
            id=command_id,
            title=title,
            help=what,
            group=Group.MOVE if not command_id.endswith("find") else Group.FIND,
            keys=keys,
            modes=READER,
            menu=Menu.READ,
        )
        for command_id, title, what, keys in _MOVES
    ),
    _COPY,
    *_MARKS,
)
