"""Build drafts, libraries and comparable dumps of them for the tests of this folder."""

from datetime import UTC, datetime
from pathlib import Path
from string import Template

from app.domain.edit import AddPapers
from app.domain.mark import Mark, MarkKind, Quad
from app.domain.paper import (
    Author,
    Detail,
    Draft,
    Identifier,
    Link,
    LinkKind,
    MarkId,
    Paper,
    PaperId,
    Progress,
    Provenance,
    Sha256,
    StoredFile,
    new_id,
)
from app.domain.query import Query
from app.domain.signal import Signal, SignalName
from app.library import Library, Reader
from app.library.driver import sqlite3
from app.library.schema import DATABASE, HISTORIED

NOON = datetime(2026, 1, 2, 12, 0, 0, 123456, tzinfo=UTC)
ROWS = Template("select * from $table order by key")
SHA = Sha256("ab" * 32)
_MARK_TEXTS = "select key, paper, quote, comment from mark_text order by key"


def draft(title: str, abstract: str = "", **others: object) -> Draft:
    """Make a draft as a saved listing gives it."""
    provenance = Provenance(source="list.txt", kind="saved listing", position=1)
    return Draft(title=title, abstract=abstract, provenance=provenance, **others)


def full_draft(title: str = "Attention Is Enough") -> Draft:
    """Make a draft that has everything."""
    return draft(
        title,
        "We attend to all of it.",
        authors=(
            Author("Ada Lovelace", "Lovelace", "Ada"),
            Author("Émile Borel"),
        ),
        kind="article-journal",
        details=(Detail("volume", "3"), Detail("bibtex:annote", "One\nTwo")),
        year=2024,
        venue="Journal of Tests",
        identifiers=(Identifier("arxiv", "2401.00001v2"), Identifier("doi", "10.1/X")),
        links=(Link("https://example.org/code", LinkKind.CODE),),
        tags=("deep", "wide"),
        file=StoredFile(sha256=SHA, length_bytes=10, name="a.pdf", n_pages=3),
        signals=(
            told(SignalName.CITATIONS, 120, "OpenAlex"),
            told(SignalName.STARS, 50),
            told(SignalName.UPVOTES, 11),
        ),
    )


def told(name: SignalName, number: int, source: str = "Hugging Face") -> Signal:
    """Make a number as a catalogue told it at NOON."""
    return Signal(name=name, number=number, source=source, as_of=NOON)


def add(library: Library, *drafts: Draft, **others: object) -> tuple[PaperId, ...]:
    """Add drafts in one act; return the papers' ids in the order of the list."""
    edit = AddPapers(drafts=drafts, label=f"Added {len(drafts)} papers", **others)
    return library.apply(edit).added


def mark(paper: PaperId, quote: str = "a sentence") -> Mark:
    """Make a highlight."""
    return Mark(
        id=MarkId(new_id()),
        paper_id=paper,
        file=SHA,
        kind=MarkKind.HIGHLIGHT,
        colour=1,
        page_index=2,
        quads=(Quad(0.1, 1 / 3, 2.5, 1e-9), Quad(1, 2, 3, 4)),
        quote=quote,
        prefix="before ",
        suffix=" after",
        created_at=NOON,
        changed_at=NOON,
    )


def progress(page_index: int = 3) -> Progress:
    """Make a place in a paper."""
    return Progress(
        page_index=page_index,
        top=0.25,
        zoom="width",
        furthest_page_index=page_index,
        n_pages=9,
        read_at=NOON,
    )


def dump(folder: Path) -> dict[str, object]:
    """Return every historied row, what search finds of them, and the tallies."""
    connection = sqlite3.connect(folder / DATABASE)
    try:
        rows: dict[str, object] = {
            table: connection.execute(ROWS.substitute(table=table)).fetchall()
            for table in (*HISTORIED, "search_text")
        }
        rows["mark_text"] = connection.execute(_MARK_TEXTS).fetchall()
        rows["tally"] = connection.execute("select * from tally").fetchall()
        rows["index"] = connection.execute(
            "select rowid from search where search match 'a* OR b* OR e* OR n* OR t*'"
        ).fetchall()
        # Raises when an index of words is not what the texts say.
        connection.execute(
            "insert into search(search, rank) values ('integrity-check', 1)"
        )
        connection.execute(
            "insert into mark_search(mark_search, rank) values ('integrity-check', 1)"
        )
        connection.rollback()
    finally:
        connection.close()
    return rows


def listed(reader: Reader, query: Query | None = None) -> list[Paper]:
    """Return the papers that a query lists."""
    return reader.papers(reader.keys(query or Query()))


def titles(reader: Reader, text: str = "", **others: object) -> list[str]:
    """Return the titles of the papers that words list."""
    return [paper.title for paper in listed(reader, Query(text=text, **others))]
