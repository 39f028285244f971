"""Saving the files that lie in a paper's PDF."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from app.commands.command import READER, Command, Group, Menu
from app.commands.context import Context
from app.commands.desk import Question
from app.commands.selecting import chosen_one, stored_file
from app.commands.wording import count, subject
from app.domain.errors import InvalidInput, NotFound, PdfError
from app.domain.paper import PaperId
from app.formats.safe_names import free_name, safe_name
from app.pdf.contents import AttachedFile
from app.pdf.document import Document
from app.settings.places import downloads_folder

_MOST_SHOWN = 20
_MOST_BYTES = 200_000_000
_MOST_OF_ONE_NAME = 1_000


async def save_attached(
    context: Context, *, ids: Sequence[PaperId], folder: Path | None = None
) -> tuple[Path, ...]:
    """Save the files that lie in a PDF, after showing their names and sizes.

    Raises:
        NotFound: the paper has no PDF here.
        PdfError: it cannot be read.
        InvalidInput: a file cannot be written.
    """
    paper = await chosen_one(context, ids)
    file = stored_file(context, paper)
    if file is None:
        raise NotFound(
            "This paper has no PDF here.", "Press ⟨paper.fetch⟩ to fetch it."
        )
    document = await context.pdf.open(file)
    try:
        files = await document.attached()
        if not files:
            context.reporter.notice("No files lie in this PDF.")
            return ()
        target = folder or downloads_folder()
        if not await _is_wanted(context, files, target):
            return ()
        saved, n_left = await _save(document, files, target)
    finally:
        document.close()
    left = f"; {count(n_left, 'file')} could not be read" if n_left else ""
    what = f"{count(len(saved), 'file')} of {subject([paper])}"
    context.reporter.notice(f"Saved {what} in {target}{left}")
    return saved


async def _is_wanted(
    context: Context, files: Sequence[AttachedFile], target: Path
) -> bool:
    lines = [
        f"{safe_name(file.name)}  ·  {_size(file.length_bytes)}"
        for file in files[:_MOST_SHOWN]
    ]
    if len(files) > _MOST_SHOWN:
        lines.append(f"and {len(files) - _MOST_SHOWN:,} more")
    lines += ["", f"They go into {target}; none is opened. Open only what you trust."]
    question = Question(
        title=f"Save {count(len(files), 'file')} that lie in this PDF?",
        details="\n".join(lines),
        answers=("Save", "Cancel"),
    )
    return await context.desk.ask(question) == 0


async def _save(
    document: Document, files: Sequence[AttachedFile], target: Path
) -> tuple[tuple[Path, ...], int]:
    saved: list[Path] = []
    n_bytes = n_left = 0
    for file in files:
        try:
            content = await document.read_attached(file.number)
        except PdfError:
            n_left += 1
            continue
        n_bytes += len(content)
        if n_bytes > _MOST_BYTES:
            n_left += 1
            continue
        saved.append(await asyncio.to_thread(_write, target, file.name, content))
    return tuple(saved), n_left


def _write(target: Path, name: str, content: bytes) -> Path:
    """Write a file of a safe name that is not taken yet."""
    safe = safe_name(name)
    try:
        target.mkdir(parents=True, exist_ok=True)
        for number in range(1, _MOST_OF_ONE_NAME):
            path = target / free_name(safe, number)
            try:
                with path.open("xb") as sink:
                    sink.write(content)
            except FileExistsError:
                continue
            return path
    except OSError as error:
        raise InvalidInput(
            f"{target} cannot be written to: {error.strerror}.",
            "Make room there, or look at who may write to it.",
        ) from error
    raise InvalidInput(f"{target} holds too many files called “{safe}”.")


def _size(n_bytes: int) -> str:
    if n_bytes < 1_000:
        return f"{n_bytes} bytes"
    if n_bytes < 1_000_000:
        return f"{n_bytes / 1_000:.0f} kB"
    return f"{n_bytes / 1_000_000:.1f} MB"


COMMANDS = (
    Command(
        id="paper.save-attached",
        title="Save the files that lie in the PDF",
        help="Save data and code that the authors put into the PDF, after a look.",
        group=Group.READ,
        modes=READER,
        menu=Menu.READ,
        handler=save_attached,
        takes_papers=True,
    ),
)
