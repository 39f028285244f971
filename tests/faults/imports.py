"""Imports: each act adds some papers with all that belongs to them."""

from dataclasses import replace
from pathlib import Path

from app.domain.edit import AddPapers
from app.domain.paper import (
    Author,
    Detail,
    Draft,
    Identifier,
    Link,
    LinkKind,
    Paper,
    Provenance,
)
from app.domain.query import Query
from app.library import Reader
from tests.faults.looking import damage, reopened, undo_and_redo
from tests.faults.report import Finding, Harm

Seen = dict[str, tuple[Draft, tuple[str, ...]]]
"""What is in the library: by title the draft and its topics."""


def import_of(number: int) -> AddPapers:
    """Return the import of that number; each is unlike the others in every part."""
    n_papers = 60 if number % 10 == 9 else 1 + number * 7 % 12
    return AddPapers(
        drafts=tuple(_draft(number, position) for position in range(1, n_papers + 1)),
        label=f"Import {number}",
        topics=(f"Round {number % 3}/Import {number}",),
    )


def _draft(number: int, position: int) -> Draft:
    name = f"act{number} paper{position}"
    return Draft(
        title=f"On {name}",
        abstract=f"We show that {name} holds. " * 8,
        authors=(Author(f"Ann {name}", name, "Ann"), Author(f"Bo {name}")),
        year=1990 + position % 40,
        venue=f"Venue {number}",
        identifiers=(Identifier("doi", f"10.1000/{number}.{position}"),),
        links=(Link(f"https://example.org/{number}/{position}", LinkKind.CODE),),
        tags=(f"tag {number}", "tag"),
        kind="article-journal",
        details=(Detail("volume", str(number)), Detail("page", str(position))),
        provenance=Provenance(
            source=f"list-{number}.txt",
            kind="saved listing",
            position=position,
            original=f"The text of {name}",
        ),
    )


def expected(n_acts: int) -> Seen:
    """Return what the library holds after so many imports."""
    edits = [import_of(number) for number in range(n_acts)]
    return {
        draft.title: (draft, edit.topics) for edit in edits for draft in edit.drafts
    }


def see(reader: Reader) -> Seen:
    """Return what the library holds."""
    topics = {topic.id: topic.path for topic in reader.topics()}
    papers = reader.papers(reader.keys(Query()))
    return {
        paper.title: (_draft_of(paper), tuple(topics[id] for id in paper.topics))
        for paper in papers
    }


def _draft_of(paper: Paper) -> Draft:
    (provenance,) = paper.provenance
    return Draft(
        title=paper.title,
        abstract=paper.abstract,
        authors=paper.authors,
        year=paper.year,
        venue=paper.venue,
        identifiers=paper.identifiers,
        links=paper.links,
        tags=paper.tags,
        kind=paper.kind,
        details=paper.details,
        provenance=replace(provenance, imported_at=None),
    )


def check(folder: Path, n_told: int) -> tuple[int, list[Finding]]:
    """Return how many imports are stored, and what is wrong with them."""
    with reopened(folder) as (library, reader):
        found = damage(reader, folder)
        labels = [act.label for act in reader.history(limit=1_000_000)]
        n_stored = len(labels)
        if n_stored < n_told:
            found.append(Finding(Harm.LOST, f"{n_told} told, {n_stored} in history"))
        if labels != [f"Import {n}" for n in reversed(range(n_stored))]:
            found.append(Finding(Harm.DAMAGED, "The history is not that of the acts"))
        seen = see(reader)
        if seen != expected(n_stored):
            found.append(Finding(Harm.PARTIAL, _difference(seen, n_stored)))
        found += _search(reader, n_stored)
        if n_stored:
            before = expected(n_stored - 1)
            found += undo_and_redo(library, lambda: see(reader), before, seen)
    return n_stored, found


def _search(reader: Reader, n_stored: int) -> list[Finding]:
    """Look for the last import and the one that was cut off by words of theirs."""
    found = []
    for number in range(max(n_stored - 2, 0), n_stored + 1):
        n_papers = len(import_of(number).drafts) if number < n_stored else 0
        n_found = len(reader.keys(Query(f'"act{number}"')))
        if n_found != n_papers:
            what = f"Search finds {n_found} of {n_papers} papers of import {number}"
            found.append(Finding(Harm.PARTIAL, what))
    return found


def _difference(seen: Seen, n_stored: int) -> str:
    wanted = expected(n_stored)
    titles = sorted(
        title
        for title in seen.keys() | wanted.keys()
        if seen.get(title) != wanted.get(title)
    )
    return f"After {n_stored} imports {len(titles)} papers differ, as {titles[:3]}"
