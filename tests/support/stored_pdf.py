"""Drafts of papers whose PDFs lie in a library's folder already."""

import hashlib

from app.domain.paper import Draft, Provenance, Sha256, StoredFile
from app.library import Library


def stored_pdf(library: Library, title: str, content: bytes, *, n_pages: int) -> Draft:
    """Put a PDF into a library's folder, and return the draft of its paper."""
    sha256 = Sha256(hashlib.sha256(content).hexdigest())
    path = library.files.path(sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return Draft(
        title=title,
        file=StoredFile(
            sha256=sha256, length_bytes=len(content), name="a.pdf", n_pages=n_pages
        ),
        provenance=Provenance(source="test", kind="PDF"),
    )
