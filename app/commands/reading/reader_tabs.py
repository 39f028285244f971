"""Several papers open: tabs, and two halves of the window."""

from app.commands.command import BOTH, LIST, READER, Command, Group, Menu

READER_TABS = tuple(
    Command(
        id=f"reader.{name}",
        title=title,
        help=what,
        group=Group.READ,
        keys=keys,
        modes=modes,
        menu=Menu.READ,
    )
    for name, title, what, keys, modes in (
        (
            "new-tab",
            "Open in a new tab",
            "Read the paper beside those that are open.",
            ("Ctrl+Return",),
            LIST,
        ),
        (
            "next-tab",
            "Go to the next tab",
            "Next open paper; from the list the one read last.",
            ("Ctrl+Tab",),
            BOTH,
        ),
        (
            "previous-tab",
            "Go to the previous tab",
            "Open paper before.",
            ("Ctrl+Shift+Tab",),
            READER,
        ),
        ("close-tab", "Close the tab", "Close the open paper.", ("Ctrl+W",), READER),
        (
            "reopen-tab",
            "Reopen a closed tab",
            "The paper closed last.",
            ("Ctrl+Shift+T",),
            BOTH,
        ),
        (
            "split",
            "Split side by side",
            "Show the paper twice; F6 goes to the other half.",
            ("z v",),
            READER,
        ),
        (
            "split-below",
            "Split above each other",
            "Show the paper twice; F6 goes to the other half.",
            ("z h",),
            READER,
        ),
        (
            "unsplit",
            "Close the other half",
            "Show only the paper with the keys.",
            ("z x",),
            READER,
        ),
    )
)
