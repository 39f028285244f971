"""Finding, looking and listening in the reader."""

from app.commands.command import READER, Command, Group, Menu

_FINDING = (
    ("reader.hits", "List what was found", "The hits with their words.", ("g /",)),
    ("reader.find-case", "Match case in the search", "Aa is not aa.", ("Alt+C",)),
    ("reader.find-word", "Search for whole words", "No parts of words.", ("Alt+W",)),
    (
        "reader.find-pattern",
        "Search for a regular expression",
        "Patterns as in Python: colou?r, \\d+ dB.",
        ("Alt+R",),
    ),
)
_PANES = (
    ("reader.thumbnails", "Show small pages", "Go to a page by its look.", ("g m",)),
    ("reader.reflow", "Show the text alone", "One column in your size.", ("z t",)),
    ("reader.figures", "Show the figures", "The figures, captioned.", ("g f",)),
)
_LOOKING = (
    ("reader.page-light", "Show this paper on white", "As it is printed.", ()),
    ("reader.page-dark", "Show this paper at night", "Light ink on dark.", ()),
    ("reader.page-sepia", "Show this paper in sepia", "Brown ink on cream.", ()),
    ("reader.page-grey", "Show this paper on grey", "Less light than white.", ()),
    (
        "reader.page-custom",
        "Show this paper in your colours",
        "The page and ink of the settings.",
        (),
    ),
    (
        "reader.page-usual",
        "Show this paper as all others",
        "Forget what was chosen for this paper alone.",
        (),
    ),
)

READER_EYES = (
    *(
        Command(
            id=command_id,
            title=title,
            help=what,
            group=Group.FIND,
            keys=keys,
            modes=READER,
            menu=Menu.READ,
        )
        for command_id, title, what, keys in _FINDING
    ),
    *(
        Command(
            id=command_id,
            title=title,
            help=what,
            group=Group.MOVE,
            keys=keys,
            modes=READER,
            menu=Menu.READ,
        )
        for command_id, title, what, keys in _PANES
    ),
    *(
        Command(
            id=command_id,
            title=title,
            help=what,
            group=Group.READ,
            keys=keys,
            modes=READER,
        )
        for command_id, title, what, keys in _LOOKING
    ),
)
