"""How the pages lie in the window: fitted, in pairs, one by one, turned."""

from app.commands.command import READER, Command, Group, Menu

READER_LOOKS = tuple(
    Command(
        id=f"reader.{name}",
        title=title,
        help=what,
        group=Group.READ,
        keys=keys,
        modes=READER,
        menu=Menu.READ,
    )
    for name, title, what, keys in (
        ("fit-column", "Fit the column", "As wide as a column of text.", ("z c",)),
        ("one-page", "Show single pages", "Pages below each other.", ("z 1",)),
        ("two-pages", "Show two pages", "Two pages beside each other.", ("z 2",)),
        (
            "cover",
            "Show two pages and a cover",
            "The first page alone, then two beside each other.",
            ("z 3",),
        ),
        (
            "page-by-page",
            "Show page by page",
            "Only one page, or pair, at a time; again for all.",
            ("z s",),
        ),
        ("turn-right", "Turn the pages right", "A quarter clockwise.", ("z r",)),
        ("turn-left", "Turn the pages left", "A quarter back.", ("z R",)),
    )
)
