"""Reading the papers that a command acts on."""

from collections.abc import Sequence
from pathlib import Path

from app.commands.context import Context
from app.domain.errors import NotFound
from app.domain.paper import Paper, PaperId


async def chosen(context: Context, ids: Sequence[PaperId]) -> list[Paper]:
    """Return the papers acted on, in the order given.

    Raises:
        NotFound: there is no paper to act on.
    """
    if not ids:
        raise NotFound(
            "No paper is selected.",
            "Go to a paper with ⟨list.next-row⟩ and ⟨list.previous-row⟩.",
        )
    if any(context.guests.find(each) for each in ids):
        raise NotFound(
            "This paper is not in your library.", "Keep it with ⟨paper.keep⟩."
        )
    return await context.library.read(lambda r: r.papers([r.key_of(i) for i in ids]))


async def chosen_one(context: Context, ids: Sequence[PaperId]) -> Paper:
    """Return the first of the papers acted on.

    Raises:
        NotFound: there is no paper to act on.
    """
    return (await chosen(context, ids[:1]))[0]


def stored_file(context: Context, paper: Paper) -> Path | None:
    """Return the paper's first PDF that is whole in the library's folder, or None.

    One whose length changed is not whole; `paper.fetch` looks at every byte.
    """
    files = context.library.files
    paths = ((files.path(file.sha256), file.length_bytes) for file in paper.files)
    return next((path for path, length in paths if _has_length(path, length)), None)


def _has_length(path: Path, length_bytes: int) -> bool:
    try:
        return path.stat().st_size == length_bytes
    except OSError:
        return False
