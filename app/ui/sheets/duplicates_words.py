"""Papers side by side in words: a row a field, and which values differ."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.paper import Paper, TopicId
from app.formats.readable import readable

_LONGEST = 500  # characters of a value that are shown
_COMPARED = 10_000  # and that are compared
_N_AUTHORS = 12
_NAMES = {"arxiv": "arXiv", "doi": "DOI"}
_STATUSES = {
    "new": "New",
    "queued": "Queued",
    "reading": "Reading",
    "done": "Done",
    "dismissed": "Dismissed",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A field of several papers; `differs` is by how each stands to the one kept."""

    name: str
    values: tuple[str, ...]
    differs: tuple[bool, ...]


def compare(
    papers: Sequence[Paper], kept: int, topics: Mapping[TopicId, str]
) -> list[Comparison]:
    """Return the fields that any of the papers has, told beside each other.

    `topics` are the names of the topics by their ids.
    """
    rows = []
    for name, say in _fields(topics).items():
        whole = [say(paper)[:_COMPARED] for paper in papers]
        if any(whole):
            keys = [_key(value) for value in whole]
            differs = tuple(key != keys[kept] for key in keys)
            rows.append(Comparison(name, tuple(map(_cut, whole)), differs))
    return rows


def together(papers: Sequence[Paper], topics: Mapping[TopicId, str]) -> str:
    """Return what the merged paper has of all of them."""
    files = {file.sha256 for paper in papers for file in paper.files}
    notes = {paper.note.text for paper in papers if paper.note is not None}
    n_marks = sum(paper.n_marks for paper in papers)
    filed = dict.fromkeys(topic for paper in papers for topic in paper.topics)
    names = ", ".join(topics[topic] for topic in filed if topic in topics)
    parts = (
        _count(len(files), "PDF"),
        f"{len(notes)} notes joined" if len(notes) > 1 else _count(len(notes), "note"),
        _count(n_marks, "mark"),
        names,
        "starred" if any(paper.is_starred for paper in papers) else "",
    )
    words = " · ".join(filter(None, parts))
    return f"Together: {words}" if words else ""


def _fields(topics: Mapping[TopicId, str]) -> dict[str, Callable[[Paper], str]]:
    return {
        "Title": lambda p: readable(p.title[:_COMPARED]),
        "Authors": _authors,
        "Year": lambda p: "" if p.year is None else str(p.year),
        "Venue": lambda p: p.venue,
        "Identifiers": _identifiers,
        "Status": _status,
        "Topics": lambda p: ", ".join(topics[t] for t in p.topics if t in topics),
        "Tags": lambda p: ", ".join(p.tags),
        "PDF": lambda p: "\n".join(file.name for file in p.files),
        "Note": lambda p: "" if p.note is None else p.note.text,
        "Marks": lambda p: _count(p.n_marks, "mark"),
        "From": lambda p: "\n".join(dict.fromkeys(o.source for o in p.provenance)),
        "Abstract": lambda p: readable(p.abstract[:_COMPARED]),
    }


def _authors(paper: Paper) -> str:
    names = [author.name for author in paper.authors]
    more = len(names) - _N_AUTHORS
    rest = f" and {more} more" if more > 0 else ""
    return ", ".join(names[:_N_AUTHORS]) + rest


def _identifiers(paper: Paper) -> str:
    return "\n".join(
        f"{_NAMES.get(i.scheme, i.scheme)} {i.value}" for i in paper.identifiers
    )


def _status(paper: Paper) -> str:
    parts = (
        _STATUSES[paper.status],
        "★" if paper.is_starred else "",
        f"rated {paper.rating}" if paper.rating else "",
        "in the trash" if paper.is_trashed else "",
    )
    return " · ".join(filter(None, parts))


def _key(value: str) -> str:
    return " ".join(value.casefold().split())


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _count(n: int, noun: str) -> str:
    return "" if not n else f"1 {noun}" if n == 1 else f"{n} {noun}s"
