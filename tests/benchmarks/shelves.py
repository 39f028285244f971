"""Small libraries whose papers have PDFs, or may be fetched."""

from pathlib import Path

from app.domain.edit import AddPapers
from app.domain.paper import Draft, Identifier, Provenance, StoredFile
from app.library import Library
from tests.benchmarks.pdfs import write_pdf
from tests.support.server import Work

_ORIGIN = Provenance(source="generated", kind="benchmark")


def shelf_with_pdfs(
    folder: Path, n_papers: int, *, n_pages: int, title: str = ""
) -> tuple[Path, ...]:
    """Make a library of papers with a PDF each; return the PDFs in its order."""
    library = Library.open(folder)
    paths, drafts = [], []
    for number in range(n_papers):
        source = folder / f"{number}.pdf"
        write_pdf(source, number, n_pages=n_pages, title=title)
        sha256, length_bytes = library.files.add_copy(source)
        source.unlink()
        file = StoredFile(
            sha256=sha256, length_bytes=length_bytes, name=source.name, n_pages=n_pages
        )
        name = f"Paper {number} with a PDF"
        drafts.append(Draft(title=name, file=file, provenance=_ORIGIN))
        paths.append(library.files.path(sha256))
    library.apply(AddPapers(drafts=tuple(drafts), label="Papers"))
    library.close()
    return tuple(paths)


def shelf_to_fetch(folder: Path, n_papers: int) -> list[Work]:
    """Make a library of papers without PDFs; return the works behind them."""
    works = [
        Work(
            id=f"2401.{number:05}",
            title=f"How Bytes of Work {number} Travel While a Window Stays Awake",
            abstract="We fetch many papers at once and look at the clock. " * 8,
        )
        for number in range(n_papers)
    ]
    drafts = tuple(
        Draft(
            title=work.title,
            identifiers=(Identifier("arxiv", work.id),),
            provenance=_ORIGIN,
        )
        for work in works
    )
    library = Library.open(folder)
    library.apply(AddPapers(drafts=drafts, label="Papers"))
    library.close()
    return works
