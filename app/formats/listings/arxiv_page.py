"""Pages of arXiv that list new papers, by their text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.domain.paper import Author, Detail, Draft, Identifier, Provenance
from app.formats.addresses import identifiers_in, link_of, links_in
from app.formats.text import one_line

KIND = "arXiv listing"

_NUMBER = re.compile(r"(?:\[\d{1,5}\]\s*)?arXiv:\S{8,30}(?:\s.{0,120})?")
_LABEL = re.compile(r"(Title|Authors|Comments|Subjects|Journal-ref|Report-no):\s*(.+)")
_MARK = re.compile(r"\((cross-list|replaced)[^()]{0,60}\)")
_DAY = re.compile(r"(?:listing for|for)\s+(\w+, \d{1,2} \w+ \d{4})", re.IGNORECASE)
_DETAILS = {"Comments": "note", "Subjects": "arxiv:categories", "Report-no": "number"}
_BADGES = {"cross-list": "cross-listed", "replaced": "replaced"}


@dataclass(slots=True)
class _Entry:
    """What stands between two numbers."""

    identifier: Identifier
    badge: str
    fields: dict[str, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)


def read_arxiv_page(text: str, *, source: str) -> tuple[Draft, ...]:
    """Read the papers of a list's text, in its order; none where it is no such list.

    The paragraph behind a title names the authors, one behind the labels is the
    abstract.
    """
    paragraphs = [one_line(part) for part in text.split("\n\n")]
    day = next(
        (found[1] for part in paragraphs if (found := _DAY.search(part[:200]))), ""
    )
    entries = [each for each in _entries(paragraphs) if "Title" in each.fields]
    return tuple(
        _draft(each, source, day, position)
        for position, each in enumerate(entries, start=1)
    )


def _entries(paragraphs: Sequence[str]) -> Iterator[_Entry]:
    entry: _Entry | None = None
    for part in paragraphs:
        if _NUMBER.fullmatch(part) and (
            found := identifiers_in(part[part.index("arXiv:") :])
        ):
            if entry is not None:
                yield entry
            mark = _MARK.search(part)
            entry = _Entry(found[0], _BADGES[mark[1]] if mark else "")
        elif entry is not None:
            label = _LABEL.fullmatch(part)
            if label is not None:
                entry.fields.setdefault(label[1], label[2])
            else:
                entry.others.append(part)
    if entry is not None:
        yield entry


def _draft(entry: _Entry, source: str, day: str, position: int) -> Draft:
    others = list(entry.others)
    names = entry.fields.get("Authors") or (others.pop(0) if others else "")
    abstract = others[0] if others else ""
    page = link_of(f"https://arxiv.org/abs/{entry.identifier.value}")
    return Draft(
        title=entry.fields["Title"],
        abstract=abstract,
        authors=tuple(Author(name) for name in re.split(r",\s*", names) if name),
        venue=entry.fields.get("Journal-ref", ""),
        identifiers=(entry.identifier,),
        links=tuple(dict.fromkeys((page, *links_in(abstract)))),
        details=tuple(
            Detail(_DETAILS[name], value)
            for name, value in entry.fields.items()
            if name in _DETAILS
        ),
        provenance=Provenance(
            source=source,
            kind=KIND,
            list_date=day,
            badge=entry.badge,
            position=position,
            original=entry.fields["Title"],
        ),
    )
