"""Opening files with Octavo: a PDF is kept and shown, lists are looked at first."""

from collections.abc import Sequence

from app.commands.acquire import view
from app.commands.command import Command, Group
from app.commands.context import Context
from app.commands.importing import import_sources
from app.domain.importing import PlannedPaper, Verdict
from app.domain.paper import PaperId


async def open_files(context: Context, *, paths: Sequence[str]) -> None:
    """Show a PDF, kept in the library by the way; one Undo takes it out again.

    One that is here already is shown and not added. Several files, folders and lists
    are an import like any other.

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
    if known is None:
        report = await import_sources(context, paths=paths)
        if report is None:
            return
        attached = (paper.known for paper in papers if paper.adds_file)
        known = next(iter((*report.added, *attached)), None)
    if known is not None:
        await view(context, ids=(known,))


def _shown_as(papers: Sequence[PlannedPaper]) -> PaperId | None:
    """Return the paper that has this very PDF, None where it is to be added."""
    match papers:
        case [PlannedPaper(verdict=Verdict.HERE, adds_file=False, known=known)]:
            return known
    return None


COMMANDS = (
    Command(
        id="file.open",
        title="Open a file",
        help="Keep a PDF in the library and show it; look at a list of papers.",
        group=Group.LIBRARY,
        handler=open_files,
        is_listed=False,
    ),
)
