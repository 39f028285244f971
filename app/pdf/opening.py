"""A PDF file opened, and what is read of it as a whole."""

import contextlib
import mmap
from typing import Any

import pymupdf as untyped_pymupdf

from app.pdf.contents import OutlineEntry
from app.pdf.links import SIDE_MAX_PT, read_outline
from app.pdf.messages import Inspect, Open
from app.pdf.sections import one_line

pymupdf: Any = untyped_pymupdf
mupdf: Any = untyped_pymupdf.mupdf

_PAGES_MAX = 50_000
_TITLE_CHARS = 1_000
_LETTER_PT = (612.0, 792.0)
# MuPDF's binding raises RuntimeError or ValueError at open, its own family at page
# load, and trips over broken objects in its own Python code.
PDF_ERRORS = (
    RuntimeError,
    ValueError,
    TypeError,
    AttributeError,
    mupdf.FzErrorBase,
)


class Locked(Exception):
    """The document needs a password, or another one."""


def open_file(request: Open | Inspect, fd: int | None) -> Any:
    """Open the file a request names or carries.

    Raises:
        Locked: it needs a password, or another one.
        ValueError: it is no PDF.
    """
    document: Any = pymupdf.open(stream=_map_file(request, fd), filetype="pdf")
    if not document.is_pdf:  # MuPDF looks at the content and knows other formats
        raise ValueError("no PDF")
    if document.needs_pass and not document.authenticate(request.password):
        raise Locked
    return document


def _map_file(request: Open | Inspect, fd: int | None) -> memoryview:
    """Map the file, so that neither it nor MuPDF's view of it takes memory."""
    if fd is not None:
        return memoryview(mmap.mmap(fd, 0, access=mmap.ACCESS_READ))
    with open(request.path, "rb") as source:
        return memoryview(mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ))


def read_metadata(document: Any, key: str) -> str:
    """Read one entry of a document's metadata, as one short line."""
    metadata = document.metadata or {}
    return one_line(str(metadata.get(key) or ""))[:_TITLE_CHARS].strip()


def read_sizes(document: Any) -> tuple[tuple[float, float], ...]:
    """Read the sizes of all pages as they show, in points."""
    return tuple(_read_size(document, index) for index in range(count_pages(document)))


def count_pages(document: Any) -> int:
    """Count the pages.

    Raises:
        ValueError: there are too many to be a paper or a book.
    """
    n_pages = int(document.page_count)
    if n_pages > _PAGES_MAX:
        raise ValueError(f"{n_pages} pages are too many")
    return n_pages


def _read_size(document: Any, page_index: int) -> tuple[float, float]:
    """Read a page's size as it shows, without loading the page: a third of the time."""
    try:
        page = mupdf.pdf_lookup_page_obj(
            pymupdf._as_pdf_document(document),
            page_index,
        )
        box, turned = mupdf.FzRect(), mupdf.FzMatrix()
        mupdf.pdf_page_obj_transform(page, box, turned)
        rect = mupdf.fz_transform_rect(box, turned)
    except PDF_ERRORS:  # a single broken page leaves the others readable
        return _LETTER_PT
    sides = (float(rect.x1 - rect.x0), float(rect.y1 - rect.y0))
    return sides if all(0 < side <= SIDE_MAX_PT for side in sides) else _LETTER_PT


def outline_of(document: Any) -> tuple[OutlineEntry, ...]:
    """Read the outline; one that is broken is none."""
    with contextlib.suppress(*PDF_ERRORS):  # without it the pages are readable
        return read_outline(document)
    return ()


def read_xmp(document: Any) -> str:
    """Read the beginning of the document's XMP packet, or an empty text."""
    with contextlib.suppress(*PDF_ERRORS):  # without it the pages are readable
        return str(document.get_xml_metadata() or "")[: 64 * _TITLE_CHARS]
    return ""
