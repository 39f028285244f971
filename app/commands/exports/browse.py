"""Taking a paper elsewhere: browser, folder, clipboard, another program."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote_plus

from app.commands.command import Command, Group, Menu
from app.commands.context import Context
from app.commands.desk import Question
from app.commands.selecting import chosen, chosen_one, stored_file
from app.commands.wording import count, subject
from app.domain.errors import InvalidInput, NotFound
from app.domain.paper import LinkKind, Paper, PaperId
from app.formats.shown_address import shown_address

_SAFE_SCHEMES = ("http", "https", "mailto")
_SEARCH_ADDRESS = "https://www.google.com/search?q="


def page_address(paper: Paper) -> str:
    """Return the web page of a paper: arXiv, DOI, its links, else a title search."""
    if arxiv_id := paper.identifier("arxiv"):
        return f"https://arxiv.org/abs/{arxiv_id}"
    if doi := paper.identifier("doi"):
        return f"https://doi.org/{doi}"
    for kind in (LinkKind.PAGE, LinkKind.PROJECT, LinkKind.OTHER, LinkKind.CODE):
        for link in paper.links:
            if link.kind is kind and _is_safe(link.url):
                return link.url
    return _SEARCH_ADDRESS + quote_plus(f'"{paper.title}"')


async def open_page(context: Context, *, ids: Sequence[PaperId]) -> None:
    """Open the paper's page in the browser."""
    paper = await chosen_one(context, ids)
    url = page_address(paper)
    context.desk.open_address(url)
    context.reporter.notice(f"Opened {url}")


async def open_code(context: Context, *, ids: Sequence[PaperId]) -> None:
    """Open the code of the paper in the browser."""
    await _open_link(context, ids, LinkKind.CODE, "code")


async def open_project(context: Context, *, ids: Sequence[PaperId]) -> None:
    """Open the project page of the paper in the browser."""
    await _open_link(context, ids, LinkKind.PROJECT, "project page")


async def _open_link(
    context: Context, ids: Sequence[PaperId], kind: LinkKind, name: str
) -> None:
    paper = await chosen_one(context, ids)
    urls = (link.url for link in paper.links if link.kind is kind)
    url = next((url for url in urls if _is_safe(url)), "")
    if not url:
        raise NotFound(
            f"No {name} of “{paper.title}” is known.",
            "“Refresh details” asks the catalogues for it.",
        )
    context.desk.open_address(url)
    context.reporter.notice(f"Opened {url}")


async def open_address(context: Context, *, url: str) -> None:
    """Open an address of a document after showing it whole."""
    shown = shown_address(url)
    if shown.refusal:
        raise InvalidInput(
            f"The link {shown.lines[0]} is not opened: {shown.refusal}.",
            "Octavo opens web pages, mail addresses and DOIs alone.",
        )
    answer = await context.desk.ask(
        Question(
            title="Open this address?",
            details="\n".join(shown.lines),
            answers=("Open", "Cancel"),
        )
    )
    if answer == 0:
        context.desk.open_address(shown.url)


async def show_file(context: Context, *, ids: Sequence[PaperId]) -> None:
    """Show the paper's PDF in its folder."""
    context.desk.show_in_folder(await _file(context, ids))


async def open_elsewhere(context: Context, *, ids: Sequence[PaperId]) -> None:
    """Open the paper's PDF in the platform's own program."""
    context.desk.open_elsewhere(await _file(context, ids))


async def copy_link(context: Context, *, ids: Sequence[PaperId]) -> None:
    """Copy the addresses of the papers' pages."""
    papers = await chosen(context, ids)
    context.desk.copy_text("\n".join(page_address(paper) for paper in papers))
    links = "the link" if len(papers) == 1 else "the links"
    context.reporter.notice(f"Copied {links} of {subject(papers)}")


async def copy_title(context: Context, *, ids: Sequence[PaperId]) -> None:
    """Copy the titles of the papers."""
    papers = await chosen(context, ids)
    context.desk.copy_text("\n".join(paper.title for paper in papers))
    what = subject(papers) if len(papers) == 1 else count(len(papers), "title")
    context.reporter.notice(f"Copied {what}")


def _is_safe(url: str) -> bool:
    return url.partition(":")[0].lower() in _SAFE_SCHEMES


async def _file(context: Context, ids: Sequence[PaperId]) -> Path:
    paper = await chosen_one(context, ids)
    file = stored_file(context, paper)
    if file is None:
        raise NotFound(
            "This paper has no PDF here.", "Press ⟨paper.fetch⟩ to fetch it."
        )
    return file


COMMANDS = (
    Command(
        id="paper.open-page",
        title="Open its page in the browser",
        help="Open arXiv, the DOI or the paper's own page.",
        group=Group.READ,
        keys=("O",),
        menu=Menu.PAPER,
        icon="link",
        handler=open_page,
        takes_papers=True,
    ),
    Command(
        id="paper.open-code",
        title="Open its code in the browser",
        help="Open the repository of the paper's code.",
        group=Group.READ,
        menu=Menu.PAPER,
        icon="link",
        handler=open_code,
        takes_papers=True,
    ),
    Command(
        id="paper.open-project",
        title="Open its project page in the browser",
        help="Open the page that the authors made for the paper.",
        group=Group.READ,
        menu=Menu.PAPER,
        icon="link",
        handler=open_project,
        takes_papers=True,
    ),
    Command(
        id="paper.show-file",
        title="Show the PDF in its folder",
        help="Open the folder that holds the PDF.",
        group=Group.READ,
        menu=Menu.PAPER,
        handler=show_file,
        takes_papers=True,
    ),
    Command(
        id="paper.open-elsewhere",
        title="Open the PDF elsewhere",
        help="Open the PDF in another program.",
        group=Group.READ,
        menu=Menu.PAPER,
        handler=open_elsewhere,
        takes_papers=True,
    ),
    *(
        Command(
            id=f"paper.copy-{name}",
            title=title,
            help=what,
            group=Group.READ,
            keys=(f"y {key}",),
            menu=Menu.PAPER,
            icon="cite",
            handler=handler,
            takes_papers=True,
        )
        for name, title, what, key, handler in (
            ("link", "Copy the link", "Copy the page's address.", "l", copy_link),
            ("title", "Copy the title", "Copy the title.", "t", copy_title),
        )
    ),
    Command(
        id="address.open",
        title="Open an address",
        help="Open an address after showing it whole.",
        group=Group.READ,
        handler=open_address,
        is_listed=False,
    ),
)
