"""Keeping a paper that is shown from elsewhere."""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.commands.acting import act
from app.commands.command import READER, Command, Group, Menu
from app.commands.context import Context
from app.commands.fetching.acquire import view
from app.commands.imports.harvesting import hash_of_file, keep_file
from app.commands.imports.unpacking import OpenArchive
from app.commands.lookup.metadata import complete, may_complete
from app.commands.wording import quoted
from app.domain.edit import AddPapers
from app.domain.errors import Conflict
from app.domain.importing import Verdict
from app.domain.paper import PaperId, Status, StoredFile


async def keep(context: Context, *, ids: Sequence[PaperId]) -> None:
    """Keep the paper that is shown, which is then in the library for good."""
    guests = [guest for each in ids if (guest := context.guests.find(each))]
    if not guests:
        context.reporter.notice("This paper is in your library already.")
    for guest in guests:
        await kept(context, guest.paper.id)
        context.reporter.done(f"Kept {quoted(guest.paper.title)} in your library")


async def kept(context: Context, paper_id: PaperId) -> PaperId:
    """Return the paper of the library that an id means; a guest is kept first.

    Raises:
        NotFound: the guest's file is gone.
        Conflict: its file is no longer what is shown.
    """
    guest = context.guests.find(paper_id)
    if guest is None:
        return paper_id
    planned = guest.planned
    draft = replace(planned.draft, id=paper_id)
    assert draft.file is not None, "a guest is a PDF"
    await asyncio.to_thread(_refuse_changed, draft.file)
    file = await keep_file(context, draft.file, OpenArchive())
    if file.sha256 != draft.file.sha256:
        # Its copy stays: it may be the PDF of another paper.
        raise _changed(draft.file)
    title = quoted(draft.title)
    if planned.verdict is Verdict.UPDATE and planned.known is not None:
        gain = replace(planned.gain or draft, file=file)
        updates = ((planned.known, gain),)
        edit = AddPapers(drafts=(), label=f"Added the PDF of {title}", updates=updates)
    else:
        is_read = context.settings.is_on("reading.new_becomes_reading")
        draft = replace(draft, file=file, status=Status.READING if is_read else None)
        edit = AddPapers(drafts=(draft,), label=f"Kept {title} in the library")
    change = await act(context, edit)
    context.guests.part_with(paper_id)
    context.desk.end_visit(paper_id)
    if change.added and may_complete(context):
        context.jobs.run(complete(context, ids=change.added), "complete papers")
    if change.added or planned.known is None:
        return paper_id
    await view(context, ids=(planned.known,))
    context.desk.leave_papers((paper_id,))
    return planned.known


def _refuse_changed(file: StoredFile) -> None:
    """Accept a file that is what it was; one that is gone is told of by who copies it.

    Raises:
        Conflict: it is another one by now.
    """
    with contextlib.suppress(OSError):
        sha256, _ = hash_of_file(Path(file.source))
        if sha256 != file.sha256:
            raise _changed(file)


def _changed(file: StoredFile) -> Conflict:
    return Conflict(f"“{file.name}” has changed since it was opened.", "Open it anew.")


COMMANDS = (
    Command(
        id="paper.keep",
        title="Keep in library",
        help="Keep a PDF that was opened from elsewhere.",
        group=Group.READ,
        keys=("Ctrl+S",),
        modes=READER,
        menu=Menu.READ,
        handler=keep,
        takes_papers=True,
    ),
)
