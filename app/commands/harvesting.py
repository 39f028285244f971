"""Reading what the user gives: files, folders, addresses, pasted text."""

import asyncio
import hashlib
import os
import stat
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.commands.context import Context
from app.domain.errors import AppError, InvalidInput, NotFound
from app.domain.paper import Harvest, Sha256, Skipped, StoredFile
from app.formats.addresses import read_links
from app.formats.filenames import draft_from_pdf_name
from app.formats.incoming import looks_like_pdf, read_bytes
from app.runtime.supervisor import Progressing

_MOST_BYTES = 100_000_000
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
    keep_files: bool,
    progress: Progressing,
) -> list[Harvest]:
    """Read everything given, in its order.

    With `keep_files` PDFs are copied into the store; else only looked at.

    Raises:
        NotFound: a file is not there.
        InvalidInput: the only thing given cannot be read.
    """
    files = await asyncio.to_thread(_expanded, paths)
    harvests: list[Harvest] = []
    for index, (file, is_named) in enumerate(files):
        progress.update(index / len(files), file.name)
        try:
            harvests.append(await _read_file(context, file, keep_files=keep_files))
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


async def _read_file(context: Context, file: Path, *, keep_files: bool) -> Harvest:
    try:
        head = await asyncio.to_thread(_head, file)
        if looks_like_pdf(head):
            return await _read_pdf(context, file, keep_files=keep_files)
        data = await asyncio.to_thread(_whole, file)
    except OSError as error:
        raise InvalidInput(
            f"{file.name} cannot be read: {error.strerror or error}."
        ) from error
    return await asyncio.to_thread(read_bytes, data, name=file.name)


async def _read_pdf(context: Context, file: Path, *, keep_files: bool) -> Harvest:
    seen = await context.pdf.inspect(file)
    if seen.n_pages < 1:
        raise InvalidInput(f"{file.name} has no pages.")
    draft = draft_from_pdf_name(file.name)
    if _is_title(seen.title):
        draft = replace(draft, title=" ".join(seen.title.split()))
    store = context.library.files
    if keep_files:
        sha256, length = await asyncio.to_thread(store.add_copy, file)
    else:
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
        path = Path(given)
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
    for root, folders, names in os.walk(folder, followlinks=False):
        folders.sort()
        for name in sorted(names):
            path = Path(root, name)
            if not name.startswith(".") and path.is_file():
                found.append(path)
            if len(found) >= _MOST_FILES:
                return found
    return found


def _head(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(_HEAD_BYTES)


def _whole(file: Path) -> bytes:
    if file.stat().st_size > _MOST_BYTES:
        raise InvalidInput(
            f"{file.name} is larger than {_MOST_BYTES // 1_000_000} MB.",
            "Split the list into smaller files.",
        )
    return file.read_bytes()


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
