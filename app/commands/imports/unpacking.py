"""Reading what a ZIP archive holds: a bundle of another Octavo, or any files."""

import asyncio
import contextlib
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path

from app.domain.errors import AppError, InvalidInput, NotFound
from app.domain.paper import Draft, Harvest, Sha256, Skipped, StoredFile
from app.formats import bundle
from app.formats.archives import Archive, Member
from app.formats.incoming import MAX_BYTES, looks_like_pdf, read_bytes
from app.library import FileStore

KIND = "ZIP archive"

_HEAD_BYTES = 1024
_INSIDE = "!/"
"""Parts an archive from the name of what is in it, as in 'a.zip!/b.pdf'."""

ReadPdf = Callable[[Path, str], Awaitable[Harvest]]
"""Reads a PDF file that people know by a label."""


async def unpacked(file: Path, label: str, *, read_pdf: ReadPdf) -> Harvest:
    """Read the papers of an archive; nothing of it is left on the disk.

    The sources of files say where in the archive they are (see `OpenArchive`).

    Raises:
        InvalidInput: the archive cannot be read, or nothing in it can.
        OSError: the file cannot be read.
    """
    with file.open("rb") as stream:
        archive = await asyncio.to_thread(lambda: Archive(stream, name=label))
        listing = archive.member(bundle.LIST)
        if listing is not None:
            return await asyncio.to_thread(_read_bundle, archive, listing, file)
        harvests: list[Harvest] = []
        for member in archive.members:
            try:
                harvests.append(await _read_member(archive, member, file, read_pdf))
            except AppError as error:
                where = f"{label}, {member.label}"
                archive.skipped.append(Skipped(where=where, why=error.message))
    skipped = [each for harvest in harvests for each in harvest.skipped]
    skipped += archive.skipped
    if not harvests:
        why = skipped[0].why if skipped else "it holds no file"
        raise InvalidInput(f"Nothing in “{label}” could be read: {why}")
    return Harvest(
        source=label,
        kind=KIND,
        drafts=tuple(draft for harvest in harvests for draft in harvest.drafts),
        skipped=tuple(skipped),
        furniture=tuple(line for harvest in harvests for line in harvest.furniture),
        list_date=next((each.list_date for each in harvests if each.list_date), ""),
    )


def is_member(source: str) -> bool:
    """Say whether a file's source is in an archive."""
    return _INSIDE in source and not Path(source).exists()


class OpenArchive:
    """Copies files out of archives; the last one stays open for the next file."""

    def __init__(self) -> None:
        self._path = ""
        self._stack = contextlib.ExitStack()
        self._members: dict[str, Member] = {}

    def keep(self, store: FileStore, source: str) -> tuple[Sha256, int]:
        """Copy a file out of its archive into the store; return its hash and length.

        Raises:
            NotFound: the archive is gone or cannot be read, or lacks the file.
            LibraryError: the disk is full or cannot be written.
        """
        path, name = _parted(source)
        temporary = store.temporary()
        try:
            self._open(path)
            member = self._members.get(name)
            if member is None:
                raise NotFound(f"{source} is no longer there.", "Import it anew.")
            with temporary.open("xb") as out:
                self._archive.unpack(member, out)
            return store.add_copy(temporary)
        except OSError as error:
            raise NotFound(
                f"{source} cannot be read.", "Check the file, then try again."
            ) from error
        finally:
            temporary.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the archive."""
        self._path, self._members = "", {}
        self._stack.close()

    def _open(self, path: str) -> None:
        if path == self._path:
            return
        self.close()
        self._archive = self._stack.enter_context(_opened(Path(path)))
        self._members = {each.name: each for each in self._archive.members}
        self._path = path


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Archive]:
    with path.open("rb") as stream:
        yield Archive(stream, name=path.name)


def _parted(source: str) -> tuple[str, str]:
    """Part an archive from the name in it; either may hold the mark itself."""
    at = source.find(_INSIDE)
    while at >= 0 and not Path(source[:at]).is_file():
        at = source.find(_INSIDE, at + 1)
    if at < 0:
        raise NotFound(f"{source} is no longer there.", "Import it anew.")
    return source[:at], source[at + len(_INSIDE) :]


def _read_bundle(archive: Archive, listing: Member, file: Path) -> Harvest:
    """Read a bundle; a PDF that it does not hold is left out of its paper."""
    data = archive.read(listing, MAX_BYTES * 3 + 1)
    if len(data) > MAX_BYTES * 3:
        raise InvalidInput(f"The list in “{archive.name}” is too long.")
    harvest = bundle.read_list(data.decode("utf-8", "replace"), source=archive.name)
    pdfs = {member.name: member for member in archive.members}

    def is_here(stored: StoredFile) -> bool:
        member = pdfs.get(stored.source)
        if member is None:
            return False
        try:
            return looks_like_pdf(archive.read(member, _HEAD_BYTES))
        except InvalidInput as error:
            where = f"{archive.name}, {member.label}"
            archive.skipped.append(Skipped(where=where, why=error.message))
            return False

    drafts = tuple(_with_files(draft, file, is_here) for draft in harvest.drafts)
    skipped = (*harvest.skipped, *archive.skipped)
    return replace(harvest, drafts=drafts, skipped=skipped)


def _with_files(
    draft: Draft, archive: Path, is_here: Callable[[StoredFile], bool]
) -> Draft:
    files = () if draft.file is None else (draft.file, *draft.other_files)
    held = tuple(
        replace(file, source=f"{archive}{_INSIDE}{file.source}")
        for file in files
        if is_here(file)
    )
    return replace(draft, file=held[0] if held else None, other_files=held[1:])


async def _read_member(
    archive: Archive, member: Member, file: Path, read_pdf: ReadPdf
) -> Harvest:
    head = await asyncio.to_thread(archive.read, member, _HEAD_BYTES)
    if not looks_like_pdf(head):
        data = await asyncio.to_thread(archive.read, member, MAX_BYTES + 1)
        return await asyncio.to_thread(read_bytes, data, name=member.label)
    with tempfile.TemporaryDirectory(prefix="octavo-") as folder:
        pdf = Path(folder, "member.pdf")
        await asyncio.to_thread(_unpack, archive, member, pdf)
        harvest = await read_pdf(pdf, member.label)
    source = f"{file}{_INSIDE}{member.name}"
    drafts = tuple(
        draft
        if draft.file is None
        else replace(draft, file=replace(draft.file, source=source))
        for draft in harvest.drafts
    )
    return replace(harvest, drafts=drafts)


def _unpack(archive: Archive, member: Member, target: Path) -> None:
    with target.open("xb") as out:
        archive.unpack(member, out)
