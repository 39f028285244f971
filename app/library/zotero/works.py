"""What is read of Zotero's library: works with their files and annotations."""

from dataclasses import dataclass

from app.domain.paper import Draft, Skipped
from app.formats.zotero.annotations import Annotation


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPdf:
    """A PDF that Zotero names, with what was marked in it; it may not be there."""

    path: str
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A work and its PDFs; `is_file_alone` says that Zotero knows nothing but a PDF.

    `unplaced` are annotations of what is no PDF (books, saved pages).
    """

    draft: Draft
    files: tuple[StoredPdf, ...] = ()
    unplaced: tuple[Annotation, ...] = ()
    is_file_alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoteroLibrary:
    """Zotero's works, the newest first, and what of the library is not taken."""

    works: tuple[Work, ...]
    skipped: tuple[Skipped, ...]
