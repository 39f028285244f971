"""P4: importing a bibliography, against a bare parse and plain inserts."""

import time
from collections.abc import Iterator
from pathlib import Path

from bibtexparser.entrypoint import parse_string

from app.commands.imports.planning import planned
from app.domain.edit import AddPapers
from app.domain.paper import Draft
from app.formats.incoming import read_bytes
from app.library import Library, Reader
from app.library.driver import sqlite3
from tests.benchmarks.row import Row, times_floor
from tests.benchmarks.words import Corpus

_N_IMPORTED = 20_000
_N_FULL = 10_000  # with fewer papers, the run is only to see that it works
_GOAL = 1.3
_ABSTRACT_CHARS = 1_000  # so that 20,000 entries are the 27 MB of the goal
_N_RUNS = 2
_PLAIN = """
    pragma journal_mode = wal;
    pragma synchronous = full;
    create table paper (key integer primary key, title text, abstract text, year int);
    create table author (paper int, position int, name text);
    create index author_paper on author(paper);
    create table identifier (paper int, scheme text, value text);
    create index identifier_value on identifier(scheme, value);
    create virtual table search using fts5(
        title, authors, abstract, prefix='2 3', tokenize='porter'
    );
"""
_HISTORY = """
    create table {table}_was (seq integer primary key, act int, {columns});
    create trigger {table}_insert after insert on {table} begin
        insert into {table}_was(act, {columns}) values (1, {values});
    end;
"""
_TABLES = {
    "paper": ("key", "title", "abstract", "year"),
    "author": ("paper", "position", "name"),
    "identifier": ("paper", "scheme", "value"),
}
"""The tables whose rows triggers write into the history of the floor."""


def measure(n_papers: int, place: Path) -> Iterator[Row]:
    """Measure the processor time of an import: reading, planning, adding.

    The floor is bibtexparser's parse, and papers, authors, identifiers, a search index
    and the history inserted: no look for duplicates, no type, page or keyword kept.
    """
    n_imported = _N_IMPORTED if n_papers >= _N_FULL else n_papers
    text = "\n".join(map(_entry, Corpus().papers(0, n_imported)))
    parts: list[tuple[float, ...]] = []
    floors: list[float] = []
    for run in range(_N_RUNS if n_papers >= _N_FULL else 1):
        floors.append(_insert_plainly(text, place / f"plain{run}.db"))
        parts.append(_import(text, place / f"imported{run}"))
    best, floor = min(parts, key=sum), min(floors)
    told = ", ".join(
        f"{what} {part:.1f}"
        for what, part in zip(("read", "plan", "add"), best, strict=True)
    )
    yield Row(
        name="P4",
        what=f"import of {n_imported:,} entries ({told})",
        unit="s CPU",
        ours=sum(best),
        floor=floor,
        goal=times_floor(_GOAL, floor),
    )


def _import(text: str, folder: Path) -> tuple[float, ...]:
    """Import as the program does; return the time that each part of it took."""
    data = text.encode()
    started = time.process_time()
    harvest = read_bytes(data, name="library.bib")
    read = time.process_time()
    library = Library.open(folder)
    reader = Reader.open(folder)
    opened = time.process_time()
    plan = planned(reader, [harvest], "")
    drafts = tuple(paper.draft for paper in plan.papers if paper.is_wanted)
    looked = time.process_time()
    library.apply(AddPapers(drafts=drafts, label="Imported"))
    added = time.process_time()
    reader.close()
    library.close()
    return read - started, looked - opened, added - looked


def _insert_plainly(text: str, file: Path) -> float:
    """Parse and insert; return the time that it took."""
    started = time.process_time()
    entries = list(enumerate(parse_string(text).entries, start=1))
    fields = [(n, {f.key: str(f.value) for f in e.fields}) for n, e in entries]
    names = [(n, told["author"].split(" and ")) for n, told in fields]
    connection = sqlite3.connect(file)
    connection.executescript(_PLAIN)
    for table, columns in _TABLES.items():
        values = ", ".join(f"new.{column}" for column in columns)
        shadow = _HISTORY.format(table=table, columns=", ".join(columns), values=values)
        connection.executescript(shadow)
    with connection:
        connection.executemany(
            "insert into paper values (?, ?, ?, ?)",
            [(n, told["title"], told["abstract"], told["year"]) for n, told in fields],
        )
        connection.executemany(
            "insert into author values (?, ?, ?)",
            [(n, at, name) for n, many in names for at, name in enumerate(many)],
        )
        connection.executemany(
            "insert into identifier values (?, 'doi', ?)",
            [(n, told["doi"]) for n, told in fields],
        )
        connection.executemany(
            "insert into search(rowid, title, authors, abstract) values (?, ?, ?, ?)",
            [
                (n, told["title"], told["author"], told["abstract"])
                for n, told in fields
            ],
        )
    connection.close()
    return time.process_time() - started


def _entry(draft: Draft) -> str:
    """Write a paper as programs do, with the fields that most entries have."""
    number = draft.provenance.position
    authors = " and ".join(author.name for author in draft.authors)
    return f"""@article{{paper{number},
  title = {{{draft.title}}},
  author = {{{authors}}},
  journal = {{Journal of Things}},
  year = {{{draft.year}}},
  volume = {{{number % 90}}},
  pages = {{{number % 900}--{number % 900 + 12}}},
  doi = {{{draft.identifiers[0].value}}},
  keywords = {{one, two, three}},
  abstract = {{{draft.abstract[:_ABSTRACT_CHARS]}}}
}}
"""
