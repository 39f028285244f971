"""Reading what the user gives: files, folders, addresses, pasted text."""

import asyncio
import hashlib
import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app.commands.context import Context
from app.domain.errors import AppError, InvalidInput, NotFound
from app.domain.paper import Draft, Harvest, Sha256, Skipped, StoredFile
from app.formats.addresses import read_links
from app.formats.filenames import draft_from_pdf_name
from app.formats.incoming import MAX_BYTES, looks_like_pdf, read_bytes
from app.runtime.supervisor import Progressing

_MOST_FILES = 10_000
_HEAD_BYTES = 1024
_LEAST_TITLE_CHARS = 8
_BAD_TITLES = ("untitled", "microsoft word", ".dvi", ".tex", ".doc", ".pdf")


async def harvest(
    context: Context,
    *,
    paths: Sequence[str],
    urls: Sequence[str],
    text: str,
    progress: Progressing,
) -> list[Harvest]:
    """Read everything given, in its order; nothing is copied yet (see `keep_file`).

    Raises:
        NotFound: a file is not there.
        InvalidInput: the only thing given cannot be read.
    """
    files = await asyncio.to_thread(_expanded, paths)
    harvests: list[Harvest] = []
    for index, (file, is_named) in enumerate(files):
        progress.update(index / len(files), file.name)
        try:
            harvests.append(await _read_file(context, file))
        except AppError as error:
            if is_named and len(files) == 1:
                raise
            harvests.append(_left_out(file, error))
    if urls:
        harvests.append(read_links("\n".join(urls), source="links"))
    if text.strip():
        data = text.encode("utf-8", "replace")
        harvests.append(await asyncio.to_thread(read_bytes, data, name="pasted text"))
    return harvests


async def keep_file(context: Context, draft: Draft) -> Draft:
    """Copy the draft's PDF from where it was found into the store.

    Raises:
        NotFound: the file is gone, or cannot be read.
        LibraryError: the disk is full or cannot be written.
    """
    if draft.file is None:
        return draft
    store, file = context.library.files, draft.file
    sha256, length = await asyncio.to_thread(store.add_copy, Path(file.source))
    return replace(draft, file=replace(file, sha256=sha256, length_bytes=length))


async def _read_file(context: Context, file: Path) -> Harvest:
    try:
        head = await asyncio.to_thread(_head, file)
        if looks_like_pdf(head):
            return await _read_pdf(context, file)
        data = await asyncio.to_thread(_whole, file)
    except OSError as error:
        raise InvalidInput(
            f"{file.name} cannot be read: {error.strerror or error}."
        ) from error
    return await asyncio.to_thread(read_bytes, data, name=file.name)


async def _read_pdf(context: Context, file: Path) -> Harvest:
    seen = await context.pdf.inspect(file)
    if seen.n_pages < 1:
        raise InvalidInput(f"{file.name} has no pages.")
    draft = draft_from_pdf_name(file.name)
    if _is_title(seen.title):
        draft = replace(draft, title=" ".join(seen.title.split()))
    sha256, length = await asyncio.to_thread(_hashed, file)
    stored = StoredFile(
        sha256=sha256,
        length_bytes=length,
        name=file.name,
        source=str(file),
        n_pages=seen.n_pages,
    )
    return Harvest(source=file.name, kind="PDF", drafts=(replace(draft, file=stored),))


def _expanded(paths: Sequence[str]) -> list[tuple[Path, bool]]:
    """Return the files given, folders walked; True where named by the user."""
    found: list[tuple[Path, bool]] = []
    for given in paths:
        path = Path(given).absolute()
        try:
            mode = path.stat().st_mode
        except OSError as error:
            raise NotFound(
                f"There is no file {given}.", "Look at the name and the folder."
            ) from error
        if stat.S_ISDIR(mode):
            found.extend((file, False) for file in _walked(path))
        elif stat.S_ISREG(mode):
            found.append((path, True))
        else:
            raise InvalidInput(f"{given} is no regular file.", "Give a file.")
    return found


def _walked(folder: Path) -> list[Path]:
    found: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=_raise_if(folder)):
        folders.sort()
        for name in sorted(names):
            path = Path(root, name)
            if not name.startswith(".") and path.is_file():
                found.append(path)
            if len(found) >= _MOST_FILES:
                return found
    return found


def _raise_if(folder: Path) -> Callable[[OSError], None]:
    """Refuse when the very folder given cannot be read; those below are passed over."""

    def on_error(error: OSError) -> None:
        if Path(error.filename) == folder:
            raise InvalidInput(
                f"The folder {folder} cannot be read: {error.strerror}.",
                "Check its permissions.",
            ) from error

    return on_error


def _head(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(_HEAD_BYTES)


def _whole(file: Path) -> bytes:
    """Read a file, or as much of it as is too much."""
    with file.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def _hashed(file: Path) -> tuple[Sha256, int]:
    digest = hashlib.sha256()
    length = 0
    with file.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
            length += len(chunk)
    return Sha256(digest.hexdigest()), length


def _is_title(title: str) -> bool:
    plain = title.strip().casefold()
    return len(plain) >= _LEAST_TITLE_CHARS and not any(
        bad in plain for bad in _BAD_TITLES
    )


def _left_out(file: Path, error: AppError) -> Harvest:
    skipped = Skipped(where=file.name, why=str(error))
    return Harvest(source=file.name, kind="file", skipped=(skipped,))
