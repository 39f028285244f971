"""The page that is the first picture, where a start begins with a PDF.

It is found and opened while the window is made. It is only shown ahead: what asked for
it (`file.open`, or the session) opens it once the window is whole, and takes over what
is on the screen; so whatever is wrong with it is told there.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.commands.guests import paper_of
from app.domain.errors import AppError
from app.domain.paper import Draft, Paper, PaperId, Provenance, StoredFile
from app.library import Reader
from app.library.files import hash_of
from app.pdf.client import PdfClient
from app.pdf.document import Document
from app.runtime.library_client import LibraryClient
from app.ui.session import Session


@dataclass(frozen=True, slots=True)
class FirstPage:
    """A PDF that is open, the first of its paper; a guest is not in the library."""

    paper: Paper
    file: Path
    document: Document
    is_guest: bool


async def find_first_page(
    library: LibraryClient,
    pdf: PdfClient,
    files: Sequence[str],
    session: Session,
    opening: "asyncio.Future[AppError | None]",
) -> FirstPage | None:
    """Open the PDF of the command line, else the one that was read last.

    None when it cannot be shown at once, for whatever reason. `opening` is that of the
    library.
    """
    try:
        if files:
            return await _named(library, pdf, Path(files[0]), opening)
        return await _left(library, pdf, PaperId(session.reading), opening)
    except (AppError, OSError):
        return None


async def _named(
    library: LibraryClient,
    pdf: PdfClient,
    file: Path,
    opening: "asyncio.Future[AppError | None]",
) -> FirstPage | None:
    document, hashed, problem = await asyncio.gather(
        pdf.open(file), asyncio.to_thread(hash_of, file), opening
    )
    if problem is not None:
        return None
    sha256, length_bytes = hashed
    guest = paper_of(
        Draft(
            title=file.stem,
            file=StoredFile(
                sha256=sha256,
                length_bytes=length_bytes,
                name=file.name,
                source=str(file),
            ),
            provenance=Provenance(source=file.name, kind="PDF"),
        )
    )

    def known(reader: Reader) -> Paper | None:
        draft = Draft(title="", file=guest.files[0], provenance=guest.provenance[0])
        (paper_id,) = reader.find_known([draft])
        return None if paper_id is None else reader.paper(paper_id)

    paper = await library.read(known)
    if paper is None or paper.is_trashed:
        return FirstPage(guest, file, document, is_guest=True)
    if paper.files[0].sha256 != sha256:
        return None  # another version of it is what is shown
    stored = library.files.path(sha256)
    return FirstPage(paper, stored, document, is_guest=False)


async def _left(
    library: LibraryClient,
    pdf: PdfClient,
    paper_id: PaperId,
    opening: "asyncio.Future[AppError | None]",
) -> FirstPage | None:
    if not paper_id or await opening is not None:
        return None
    paper = await library.read(lambda reader: reader.paper(paper_id))
    if paper.is_trashed or not paper.files:
        return None
    file = library.files.path(paper.files[0].sha256)
    document = await pdf.open(file)
    return FirstPage(paper, file, document, is_guest=False)
