"""Writing notes and marking text."""

from dataclasses import replace

from app.commands.acting import act_and_tell
from app.commands.command import READER, Command, Group
from app.commands.context import Context
from app.commands.fetching.acquire import view
from app.commands.fetching.guest_keeping import kept
from app.commands.fetching.versions import view_version
from app.commands.selecting import chosen_one, stored_file
from app.domain.edit import AddMarks, ChangeMark, DeleteMark, WriteNote
from app.domain.mark import Mark
from app.domain.paper import MarkId, PaperId


async def write_note(
    context: Context, *, paper_id: PaperId, text: str, session: str = ""
) -> None:
    """Set the note of a paper; writes of one session are one act."""
    paper_id = await kept(context, paper_id)
    await act_and_tell(
        context, WriteNote(paper_id=paper_id, text=text, session=session)
    )


async def add_marks(context: Context, *, marks: tuple[Mark, ...]) -> None:
    """Store marks made in one go; a paper that was only shown is kept for them."""
    guests = {mark.paper_id for mark in marks if context.guests.find(mark.paper_id)}
    for guest in guests:
        paper_id = await kept(context, guest)
        marks = tuple(
            replace(mark, paper_id=paper_id) if mark.paper_id == guest else mark
            for mark in marks
        )
    change = await act_and_tell(context, AddMarks(marks))
    if guests:
        context.reporter.done(f"{change.label}, and kept the paper for it")


async def change_mark(
    context: Context,
    *,
    mark_id: MarkId,
    colour: int | None = None,
    comment: str | None = None,
    add_tags: tuple[str, ...] = (),
    remove_tags: tuple[str, ...] = (),
) -> None:
    """Recolour a mark, rewrite its comment, or tag it."""
    edit = ChangeMark(
        mark_id=mark_id,
        colour=colour,
        comment=comment,
        add_tags=add_tags,
        remove_tags=remove_tags,
    )
    await act_and_tell(context, edit)


async def delete_mark(context: Context, *, mark_id: MarkId) -> None:
    """Remove a mark."""
    await act_and_tell(context, DeleteMark(mark_id))


async def open_mark(context: Context, *, mark: Mark) -> None:
    """Open the file that a mark is on at its page, with the mark chosen.

    Where that file is no longer there, the newest one of the paper is opened.
    """
    paper = await chosen_one(context, (mark.paper_id,))
    older = next((f for f in paper.files[1:] if f.sha256 == mark.file), None)
    if older is not None and stored_file(context, replace(paper, files=(older,))):
        await view_version(
            context, ids=(paper.id,), sha256=older.sha256, page_index=mark.page_index
        )
    else:
        await view(context, ids=(paper.id,))
    context.desk.perform("reader.go-to-mark", {"mark": mark})


COMMANDS = (
    Command(
        id="note.write",
        title="Keep a note",
        help="Set the note of a paper.",
        group=Group.READ,
        handler=write_note,
        is_listed=False,
    ),
    Command(
        id="mark.add",
        title="Add marks",
        help="Store what was marked in one go.",
        group=Group.MARK,
        modes=READER,
        handler=add_marks,
        is_listed=False,
    ),
    Command(
        id="mark.open",
        title="Go to a mark",
        help="Open the paper of a mark at its page.",
        group=Group.MARK,
        handler=open_mark,
        is_listed=False,
    ),
    Command(
        id="mark.change",
        title="Change a mark",
        help="Recolour a mark, rewrite its comment, or tag it.",
        group=Group.MARK,
        modes=READER,
        handler=change_mark,
        is_listed=False,
    ),
    Command(
        id="mark.delete",
        title="Delete a mark",
        help="Remove a mark.",
        group=Group.MARK,
        modes=READER,
        handler=delete_mark,
        is_listed=False,
    ),
)
