"""Reading what the user gives: files, folders, addresses, pasted text."""

import asyncio
import contextlib
import hashlib
import os
import re
import stat
from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from app.commands.context import Context
from app.commands.imports.attaching import attached, with_notes
from app.commands.imports.moving_in import moved_in
from app.commands.imports.unpacking import OpenArchive, is_member, unpacked
from app.domain.errors import AppError, Encrypted, InvalidInput, NotFound
from app.domain.paper import Harvest, Sha256, Skipped, StoredFile
from app.domain.versions import named_version, stamped_version
from app.formats.archives import is_archive
from app.formats.bibliographies import zoro
from app.formats.fragments import read_fragment
from app.formats.incoming import MAX_BYTES, looks_like_pdf, read_bytes
from app.formats.links import read_links
from app.formats.pasted import read_pasted
from app.formats.recognition.filenames import draft_from_pdf_name
from app.formats.recognition.judging import recognised
from app.formats.text import one_line
from app.library.zotero import ZOTERO, find_database
from app.runtime.supervisor import Progressing

UNREAD = "unread"
"""The kind of a harvest from what the user named and nothing could be read of."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_S = 1 << 35
"""Some file systems name any second; this is in the year 3058."""
_MOST_FILES = 10_000
_MOST_COUNTED = 100_000
_HEAD_BYTES = 1024
_FOLDER_LINK = "is a link to a folder, which is not followed"
_BROKEN_LINK = "is a link that leads to no file"
_PAGE_ENDINGS = (".html", ".htm", ".xhtml", ".mht", ".mhtml")
_PAGE_FOLDERS = re.compile(
    r"(?P<page>.+)(?:[_.]files|_fichiers|-Dateien|_archivos|_bestanden|_file|_ficheiros)"
)
"""What browsers call the folder of pictures and scripts beside a saved page."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A file to read, or `why` it is not ('is a pipe, …'); named, or in a folder."""

    path: Path
    why: str = ""
    is_named: bool = False


async def harvest(
    context: Context,
    *,
    paths: Sequence[str],
    urls: Sequence[str],
    text: str,
    html: str = "",
    progress: Progressing,
) -> list[Harvest]:
    """Read everything given, in its order; nothing is copied yet (see `keep_file`).

    `html` is the text and the addresses in another form: the one that tells most is
    read. What cannot be read is in `skipped`, of a harvest of the kind UNREAD where the
    user named it.

    Raises:
        NotFound: a file is not there.
        InvalidInput: the only thing given cannot be read.
    """
    found = await asyncio.to_thread(_expanded, paths)
    is_alone = bool(html) or len(found) + bool(urls) + bool(text.strip()) == 1
    harvests: list[Harvest] = []

    async def take(source: Awaitable[Harvest], label: str, *, is_named: bool) -> None:
        try:
            harvests.append(await source)
        except AppError as error:
            if is_named and is_alone:
                raise
            harvests.append(_left_out(label, error.message, is_named=is_named))

    for index, each in enumerate(found):
        label = label_of(each.path)
        progress.update(index / len(found), label)
        reading = _read_file(context, each, progress)
        await take(reading, label, is_named=each.is_named)
    if html.strip() and not found:
        richest = asyncio.to_thread(
            read_fragment, html=html, text=text, urls=urls, source="pasted text"
        )
        await take(richest, "pasted text", is_named=True)
        return harvests
    if urls:
        links = asyncio.to_thread(read_links, "\n".join(urls), source="links")
        await take(links, "links", is_named=True)
    if text.strip():
        pasted = asyncio.to_thread(read_pasted, text, source="pasted text")
        await take(pasted, "pasted text", is_named=True)
    return harvests


async def keep_file(
    context: Context, file: StoredFile, archive: OpenArchive
) -> StoredFile:
    """Copy a PDF from where it was found into the store.

    One that is in an archive is taken out by `archive`, which the caller closes.

    Raises:
        NotFound: the file is gone, or cannot be read.
        LibraryError: the disk is full or cannot be written.
    """
    store = context.library.files
    if is_member(file.source):
        sha256, length = await asyncio.to_thread(archive.keep, store, file.source)
        return replace(file, sha256=sha256, length_bytes=length)
    sha256, length = await asyncio.to_thread(store.add_copy, Path(file.source))
    return replace(file, sha256=sha256, length_bytes=length)


def label_of(path: Path) -> str:
    """Return a file's name for people, on one line, whatever bytes it is made of."""
    raw = os.fsencode(path.name)
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = raw.decode("cp1252", "replace")
    return one_line(name) or "file"


def hash_of_file(file: Path) -> tuple[Sha256, int]:
    """Return the SHA-256 and the length in bytes of a file.

    Raises:
        OSError: it cannot be read.
    """
    digest = hashlib.sha256()
    length = 0
    with _opened(file) as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
            length += len(chunk)
    return Sha256(digest.hexdigest()), length


async def _read_file(context: Context, found: _Found, progress: Progressing) -> Harvest:
    file, label = found.path, label_of(found.path)
    if found.why:
        raise InvalidInput(f"“{label}” {found.why}.")
    if await asyncio.to_thread(find_database, file):
        return await moved_in(
            context, file, progress, hash_of=hash_of_file, label_of=label_of
        )
    try:
        head = await asyncio.to_thread(_head, file)
        if is_archive(head):  # which may hold what looks like a PDF
            return await unpacked(
                file, label, read_pdf=lambda pdf, name: _read_pdf(context, pdf, name)
            )
        if looks_like_pdf(head):
            return await _read_pdf(context, file, label)
        data, saved_at = await asyncio.to_thread(_whole, file)
    except OSError as error:
        raise InvalidInput(
            f"{label} cannot be read: {error.strerror or error}."
        ) from error
    harvest = await asyncio.to_thread(read_bytes, data, name=label)
    if harvest.kind == zoro.KIND:
        harvest = await asyncio.to_thread(with_notes, harvest, file.parent)
    harvest = _dated(harvest, saved_at)
    return await asyncio.to_thread(
        attached, harvest, file.parent, hash_of=hash_of_file, label_of=label_of
    )


async def _read_pdf(context: Context, file: Path, label: str) -> Harvest:
    draft = draft_from_pdf_name(label)
    n_pages: int | None = None
    version = named_version(label)
    # A locked one is kept too: the reader asks for its password.
    with contextlib.suppress(Encrypted):
        seen = await context.pdf.inspect(file)
        if seen.n_pages < 1:
            raise InvalidInput(f"{label} has no pages.")
        n_pages = seen.n_pages
        version = stamped_version(seen.found.version, label)
        draft = recognised(draft, seen.found)
    sha256, length = await asyncio.to_thread(hash_of_file, file)
    stored = StoredFile(
        sha256=sha256,
        length_bytes=length,
        name=label,
        source=str(file),
        n_pages=n_pages,
        version=version,
    )
    return Harvest(source=label, kind="PDF", drafts=(replace(draft, file=stored),))


def _expanded(paths: Sequence[str]) -> list[_Found]:
    """Return the files given, folders walked.

    Raises:
        NotFound: some are not there.
        InvalidInput: an empty name was given.
    """
    found: list[_Found] = []
    missing: list[str] = []
    names_beside: dict[Path, set[str]] = {}
    for path in (Path(given).absolute() for given in paths):
        names_beside.setdefault(path.parent, set()).add(path.name)
    for given in paths:
        if not given.strip():
            raise InvalidInput("A name is empty.", "Name a file, a folder or a link.")
        path = Path(given).absolute()
        try:
            mode = path.stat().st_mode
        except PermissionError:
            found.append(_Found(path, "may not be read", is_named=True))
        except (OSError, ValueError):
            missing.append(given)
        else:
            if stat.S_ISDIR(mode):
                if not _is_of_page(path.name, names_beside[path.parent]):
                    found.extend(_walked(path))
            else:
                found.append(_Found(path, _kind_of(mode), is_named=True))
    if missing:
        raise NotFound(
            f"There is no file {', '.join(missing)}.",
            "Look at the name and the folder.",
        )
    return found


def _walked(folder: Path) -> Iterator[_Found]:
    """Go through the files below a folder, and through what is not read there.

    Hidden files and folders are passed over, and the folder that a browser saved
    beside a page; links to folders are not followed. Of Zotero's folder only its
    database is found, which names the files.
    """
    troubles: list[_Found] = []

    def on_error(error: OSError) -> None:
        path, why = Path(error.filename), f"cannot be read: {error.strerror}"
        troubles.append(_Found(path, why, is_named=path == folder))

    n_found = 0
    beyond: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=on_error):
        is_zotero = ZOTERO in names and find_database(Path(root)) is not None
        if is_zotero:
            folders[:], names = [], [ZOTERO]
        beside = frozenset(names)
        if zoro.FILE in beside and _is_zoro(Path(root, zoro.FILE)):
            folders[:] = [name for name in folders if name != zoro.NOTES]
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and not _is_of_page(name, beside)
        )
        links = [path for name in folders if os.path.islink(path := Path(root, name))]
        yield from (_Found(path, _FOLDER_LINK) for path in links)
        for name in sorted(names):
            path = Path(root, name)
            if name.startswith("."):
                continue
            n_found += 1
            if n_found <= _MOST_FILES:
                is_named = is_zotero and path.parent == folder
                yield _Found(path, _trouble_with(path), is_named=is_named)
            else:
                beyond.append(path)
        if len(beyond) >= _MOST_COUNTED:
            break
    yield from troubles
    if beyond:
        yield _Found(
            beyond[0],
            f"is one of {len(beyond):,} files beyond the {_MOST_FILES:,} of one import",
        )


def _is_zoro(file: Path) -> bool:
    """Say whether a file tells of a paper of zoro's, whose notes lie beside it."""
    try:
        if _kind_of(file.stat().st_mode):
            return False
        with _opened(file) as stream:
            head = stream.read(zoro.PROBE_CHARS)
    except OSError:
        return False
    return zoro.is_zoro(head.decode("utf-8", "replace"))


def _is_of_page(folder: str, names: Collection[str]) -> bool:
    """Say whether a folder holds the pictures of a saved page that lies beside it."""
    found = _PAGE_FOLDERS.fullmatch(folder)
    return found is not None and any(
        found["page"] + ending in names for ending in _PAGE_ENDINGS
    )


def _trouble_with(path: Path) -> str:
    """Return why a file in a folder is not to be read, '' when it is."""
    try:
        return _kind_of(path.stat().st_mode)
    except FileNotFoundError:
        return _BROKEN_LINK
    except OSError as error:
        return f"cannot be read: {error.strerror}"


def _kind_of(mode: int) -> str:
    """Return what is no regular file, '' for one."""
    kinds: tuple[tuple[Callable[[int], bool], str], ...] = (
        (stat.S_ISREG, ""),
        (stat.S_ISFIFO, "is a pipe, not a file"),
        (stat.S_ISSOCK, "is a socket, not a file"),
        (stat.S_ISDIR, "is a folder, not a file"),
    )
    return next(
        (what for is_kind, what in kinds if is_kind(mode)), "is a device, not a file"
    )


def _opened(file: Path) -> BinaryIO:
    """Open a file; what became a pipe meanwhile does not block."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    return open(os.open(file, flags), "rb")


def _head(file: Path) -> bytes:
    with _opened(file) as stream:
        return stream.read(_HEAD_BYTES)


def _whole(file: Path) -> tuple[bytes, datetime]:
    """Read a file, or as much of it as is too much; say when it was last written."""
    with _opened(file) as stream:
        written_s = os.fstat(stream.fileno()).st_mtime
        saved_at = _EPOCH + timedelta(seconds=min(max(written_s, 0), _LAST_S))
        return stream.read(MAX_BYTES + 1), saved_at


def _dated(harvest: Harvest, saved_at: datetime) -> Harvest:
    """Say of numbers without a day that they are of when the file was saved."""
    drafts = tuple(
        replace(
            draft,
            signals=tuple(
                replace(signal, as_of=signal.as_of or saved_at)
                for signal in draft.signals
            ),
        )
        if draft.signals
        else draft
        for draft in harvest.drafts
    )
    return replace(harvest, drafts=drafts)


def _left_out(label: str, why: str, *, is_named: bool) -> Harvest:
    skipped = Skipped(where=label, why=why)
    return Harvest(
        source=label, kind=UNREAD if is_named else "file", skipped=(skipped,)
    )
