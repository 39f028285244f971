"""What a ZIP archive holds, without trusting it: nothing is unpacked by its name."""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from app.domain.errors import InvalidInput
from app.domain.paper import Skipped
from app.formats.text import one_line

MAX_MEMBERS = 10_000
MAX_MEMBER_BYTES = 1 << 30
MAX_TOTAL_BYTES = 16 << 30
MAX_RATIO = 200
"""Text and PDFs are packed 30 times at most; what is packed more is a bomb."""

_SMALL_BYTES = 1 << 20
"""What is not longer when unpacked may be packed as well as it likes."""
_BLOCK_BYTES = 1 << 20
_MAGICS = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE = frozenset(("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"))
_JUNK = re.compile(r"(?:\A|/)(?:__MACOSX/|\.[^/]*\Z|Thumbs\.db\Z|desktop\.ini\Z)", re.I)
_NESTED = (".zip", ".7z", ".rar", ".gz", ".tgz", ".bz2", ".xz", ".tar", ".jar")
_OUTSIDE = re.compile(r"\A[/\\]|\A[A-Za-z]:|(?:\A|[/\\])\.\.(?:[/\\]|\Z)")
_HINT = "Unpack it yourself and drop the files."
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
    OSError,
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive; `label` is its name for people."""

    info: zipfile.ZipInfo
    label: str

    @property
    def name(self) -> str:
        """Return its name in the archive."""
        return self.info.filename


class Archive:
    """An archive that is open for reading; `skipped` tells what is not read of it."""

    def __init__(self, stream: BinaryIO, *, name: str) -> None:
        """Read the archive's own list.

        Raises:
            InvalidInput: it is damaged, empty, an office document, or holds more than
                is taken.
        """
        self.name = name
        self.skipped: list[Skipped] = []
        try:
            self._zip = zipfile.ZipFile(stream)
            infos = self._zip.infolist()
            n_there = stream.seek(0, io.SEEK_END)
        except _BROKEN as error:
            raise InvalidInput(f"“{name}” is a damaged ZIP archive.", _HINT) from error
        if any(info.filename in _OFFICE for info in infos):
            raise InvalidInput(f"“{name}” is an office document or a program.", _HINT)
        if len(infos) > MAX_MEMBERS:
            n_told = f"{len(infos):,} files; at most {MAX_MEMBERS:,} are read"
            raise InvalidInput(f"“{name}” holds {n_told}.", _HINT)
        if sum(info.file_size for info in infos) > MAX_TOTAL_BYTES:
            most = f"{MAX_TOTAL_BYTES >> 30} GB"
            raise InvalidInput(f"“{name}” holds more than {most} unpacked.", _HINT)
        if sum(info.compress_size for info in infos) > n_there:
            raise InvalidInput(
                f"“{name}” holds files that lie over each other, as bombs do.", _HINT
            )
        self.members = tuple(self._taken(infos))
        if not infos:
            raise InvalidInput(f"“{name}” is an empty ZIP archive.")

    def member(self, name: str) -> Member | None:
        """Return the member of that name, None where there is none."""
        return next((each for each in self.members if each.name == name), None)

    def read(self, member: Member, most: int) -> bytes:
        """Return what a member holds, at most so many bytes.

        Raises:
            InvalidInput: it is damaged, locked, or packed in a way that is not read.
        """
        try:
            with self._zip.open(member.info) as stream:
                return stream.read(most)
        except _BROKEN as error:
            raise _unread(member.label, error) from error

    def unpack(self, member: Member, out: BinaryIO) -> None:
        """Write what a member holds to a stream.

        Raises:
            InvalidInput: it is damaged, or packed in a way that is not read.
        """
        try:
            with self._zip.open(member.info) as stream:
                while block := stream.read(_BLOCK_BYTES):
                    out.write(block)
        except _BROKEN as error:
            raise _unread(member.label, error) from error

    def _taken(self, infos: list[zipfile.ZipInfo]) -> Iterator[Member]:
        seen: set[str] = set()
        for info in infos:
            if info.is_dir() or _JUNK.search(info.filename):
                continue
            label = one_line(info.filename.rsplit("/", 1)[-1]) or "file"
            why = _trouble(info)
            if not why and info.filename in seen:
                why = "is in the archive twice"
            seen.add(info.filename)
            if why:
                where = f"{self.name}, {label}"
                self.skipped.append(Skipped(where=where, why=why))
            else:
                yield Member(info, label)


def is_archive(head: bytes) -> bool:
    """Say whether data begins as a ZIP archive does."""
    return head.startswith(_MAGICS)


def _trouble(info: zipfile.ZipInfo) -> str:
    """Return why a member is not read, '' where it may be."""
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        return "is a link"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "is no file"
    if _OUTSIDE.search(info.filename):
        return "has a name that leads out of the archive"
    if info.flag_bits & 0x1:
        return "is locked with a password"
    if info.filename.lower().endswith(_NESTED):
        return "is an archive in an archive, which is not read"
    if info.file_size > MAX_MEMBER_BYTES:
        return f"is longer than {MAX_MEMBER_BYTES >> 30} GB"
    is_long = info.file_size > _SMALL_BYTES
    if is_long and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        return f"is packed more than {MAX_RATIO} times, as bombs are"
    return ""


def _unread(label: str, error: Exception) -> InvalidInput:
    if isinstance(error, NotImplementedError):
        return InvalidInput(f"“{label}” is packed in a way that is not read.", _HINT)
    return InvalidInput(f"“{label}” is damaged in the archive.", _HINT)
