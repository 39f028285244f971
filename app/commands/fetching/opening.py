"""Opening files with Octavo: a PDF is shown, lists are looked at first."""

from collections.abc import Sequence
from pathlib import Path

from app.commands.command import Command, Group
from app.commands.context import Context
from app.commands.fetching.acquire import view
from app.commands.imports.importing import import_sources
from app.domain.importing import PlannedPaper, Verdict
from app.domain.paper import PaperId

_HERE = (Verdict.HERE, Verdict.UPDATE)


async def open_files(context: Context, *, paths: Sequence[str]) -> None:
    """Show a PDF; it is kept in the library only when the user says so.

    One that is here already is shown as the paper that it is. Several files, folders
    and lists are an import like any other.

    Raises:
        NotFound: a file is not there.
        InvalidInput: the only file cannot be read.
    """
    if len(paths) != 1 or not paths[0].lower().endswith(".pdf"):
        await import_sources(context, paths=paths)
        return
    seen = await import_sources(context, paths=paths, is_dry_run=True)
    papers = seen.plan.papers if seen is not None and seen.plan is not None else ()
    known = _shown_as(papers)
    if known is not None:
        await view(context, ids=(known,))
    elif len(papers) == 1 and (file := papers[0].draft.file) is not None:
        guest = context.guests.welcome(papers[0], Path(file.source))
        context.desk.show_guest(guest.paper, guest.path)
    else:
        await import_sources(context, paths=paths)


def _shown_as(papers: Sequence[PlannedPaper]) -> PaperId | None:
    """Return the paper that has this very PDF, None where it is to be added."""
    match papers:
        case [PlannedPaper(known=known, adds_file=False) as paper]:
            return known if paper.verdict in _HERE else None
    return None


COMMANDS = (
    Command(
        id="file.open",
        title="Open a file",
        help="Show a PDF; look at a list of papers.",
        group=Group.LIBRARY,
        handler=open_files,
        is_listed=False,
    ),
)
