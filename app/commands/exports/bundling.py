"""Packing papers with their PDFs into one archive that another Octavo takes whole."""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from app.domain.mark import Mark
from app.domain.paper import Paper, PaperId, StoredFile
from app.domain.query import SavedSearch
from app.domain.topic import Topic
from app.formats.bundle import LIST, member_of, write_list
from app.library import FileStore

_BLOCK_BYTES = 1 << 20
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest time of a member: the same papers give the same bundle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What a bundle holds; `files` is where its PDFs are, None to leave them out.

    Of a library that `is_whole` the topics without papers come along, and its searches.
    `queue` is the order of the queue.
    """

    papers: Sequence[Paper]
    topics: Sequence[Topic]
    marks: Sequence[Mark]
    files: FileStore | None
    is_whole: bool = False
    searches: Sequence[SavedSearch] = ()
    queue: Sequence[PaperId] = ()


def write_parcel(parcel: Parcel, out: BinaryIO, tell: Callable[[float], None]) -> None:
    """Write a bundle; `tell` gets how far it is, 0 to 1.

    A PDF that the store lacks is left out. PDFs are packed already: they are stored.
    """
    text = write_list(
        parcel.papers,
        parcel.topics,
        parcel.marks,
        is_whole=parcel.is_whole,
        searches=parcel.searches,
        queue=parcel.queue,
    )
    tell(0.0)
    with zipfile.ZipFile(out, "w") as archive:
        listing = zipfile.ZipInfo(LIST, _EARLIEST)
        archive.writestr(listing, text.encode(), zipfile.ZIP_DEFLATED)
        files = parcel.files
        if files is None:
            return
        held = list(_held(parcel.papers, files))
        for index, file in enumerate(held):
            tell(index / len(held))
            member = zipfile.ZipInfo(member_of(file.sha256), _EARLIEST)
            member.file_size = file.length_bytes
            with (
                files.path(file.sha256).open("rb") as stream,
                archive.open(member, "w") as packed,
            ):
                while block := stream.read(_BLOCK_BYTES):
                    packed.write(block)


def _held(papers: Sequence[Paper], files: FileStore) -> Iterator[StoredFile]:
    """Go through the files that the store has, each once."""
    every = {file.sha256: file for paper in papers for file in paper.files}
    return (file for file in every.values() if files.has(file.sha256))
