"""Reading by keys: a caret in the text, a ruler, link labels and named places."""

from app.commands.command import IN_TEXT, READER, TEXT, Command, Group, Menu

_CARET_MOVES = (
    ("caret.left", "Go one character left", "Character before.", ("Left",)),
    ("caret.right", "Go one character right", "Next character.", ("l", "Right")),
    ("caret.down", "Go one line down", "Line below, column by column.", ("j", "Down")),
    ("caret.up", "Go one line up", "Line above, column by column.", ("k", "Up")),
    ("caret.next-word", "Go to the next word", "Next word.", ("w", "Ctrl+Right")),
    (
        "caret.previous-word",
        "Go to the previous word",
        "Where the word, or the one before, begins.",
        ("b", "Ctrl+Left"),
    ),
    ("caret.word-end", "Go to the end of the word", "End of a word.", ("e",)),
    ("caret.next-sentence", "Go to the next sentence", "Next sentence.", (")",)),
    (
        "caret.previous-sentence",
        "Go to the previous sentence",
        "Where the sentence, or the one before, begins.",
        ("(",),
    ),
    (
        "caret.next-paragraph",
        "Go to the next paragraph",
        "Next paragraph.",
        ("}", "Ctrl+Down"),
    ),
    (
        "caret.previous-paragraph",
        "Go to the previous paragraph",
        "Where the paragraph, or the one before, begins.",
        ("{", "Ctrl+Up"),
    ),
    ("caret.line-start", "Go to the start of the line", "Line start.", ("0", "Home")),
    ("caret.line-end", "Go to the end of the line", "Line end.", ("$", "End")),
)

_CARET_EXTENSIONS = (
    ("caret.extend-left", "Select one character left", ("Shift+Left",)),
    ("caret.extend-right", "Select one character right", ("Shift+Right",)),
    ("caret.extend-down", "Select one line down", ("Shift+Down",)),
    ("caret.extend-up", "Select one line up", ("Shift+Up",)),
    ("caret.extend-next-word", "Select the next word", ("W", "Ctrl+Shift+Right")),
    ("caret.extend-previous-word", "Select the word before", ("B", "Ctrl+Shift+Left")),
    ("caret.extend-word-end", "Select to the end of the word", ("E",)),
    ("caret.extend-line-start", "Select to the start of the line", ("Shift+Home",)),
    ("caret.extend-line-end", "Select to the end of the line", ("Shift+End",)),
)

_PLACES = (
    Command(
        id="reader.set-place",
        title="Keep this place",
        help="Name the place one reads by a letter; it is kept for the paper.",
        group=Group.MOVE,
        keys=("m",),
        modes=READER,
        menu=Menu.READ,
    ),
    Command(
        id="reader.go-place",
        title="Go to a kept place",
        help="Type the letter that names the place.",
        group=Group.MOVE,
        keys=("`", "'"),
        modes=READER,
        menu=Menu.READ,
    ),
)

READER_TEXT = (
    Command(
        id="reader.caret",
        title="Go into the text",
        help="Put a caret into the text, which keys move and select with.",
        group=Group.READ,
        keys=("v", "F7"),
        modes=READER,
        menu=Menu.READ,
    ),
    Command(
        id="caret.select",
        title="Select from here",
        help="Select what the caret goes over from now on.",
        group=Group.READ,
        keys=("v",),
        modes=TEXT,
    ),
    Command(
        id="caret.leave",
        title="Leave the text",
        help="Put the caret away; what is selected stays so.",
        group=Group.READ,
        keys=("F7",),
        modes=TEXT,
    ),
    Command(
        id="caret.leave-selection",
        title="Leave the text",
        help="Put the caret away; what is selected stays so.",
        group=Group.READ,
        keys=("v", "F7"),
        modes=IN_TEXT - TEXT,
    ),
    Command(
        id="caret.left-letter",
        title="Go one character left",
        help="Character before; once text is selected the key highlights.",
        group=Group.MOVE,
        keys=("h",),
        modes=TEXT,
    ),
    *(
        Command(
            id=command_id,
            title=title,
            help=what,
            group=Group.MOVE,
            keys=keys,
            modes=IN_TEXT,
        )
        for command_id, title, what, keys in _CARET_MOVES
    ),
    *(
        Command(
            id=command_id,
            title=title,
            help="The caret goes there, and what it goes over is selected.",
            group=Group.MOVE,
            keys=keys,
            modes=IN_TEXT,
        )
        for command_id, title, keys in _CARET_EXTENSIONS
    ),
    Command(
        id="reader.ruler",
        title="Show or hide the ruler",
        help="Lay a ruler on the line one reads; scrolling by lines moves it on.",
        group=Group.READ,
        keys=("F8",),
        modes=READER,
        menu=Menu.READ,
        icon="ruler",
    ),
    Command(
        id="reader.read-aloud",
        title="Read aloud, or stop",
        help="A voice of this computer reads, and shows the sentence it is at.",
        group=Group.READ,
        keys=("A",),
        modes=READER,
        menu=Menu.READ,
    ),
    Command(
        id="reader.pause-aloud",
        title="Pause reading aloud, or go on",
        help="Fall silent; then begin the same sentence again.",
        group=Group.READ,
        keys=("P",),
        modes=READER,
        menu=Menu.READ,
    ),
    Command(
        id="reader.follow-link",
        title="Follow a link",
        help="Label each link that shows: type a label to follow, `y` first to copy.",
        group=Group.READ,
        keys=("f",),
        modes=READER,
        menu=Menu.READ,
        icon="link",
    ),
    Command(
        id="reader.peek-link",
        title="Peek at a link",
        help="Label each link that shows: type a label to see where it leads.",
        group=Group.READ,
        keys=("F",),
        modes=READER,
        menu=Menu.READ,
        icon="peek",
    ),
    *_PLACES,
)
