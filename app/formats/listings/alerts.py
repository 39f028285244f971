"""The list of new papers that arXiv sends by e-mail."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.domain.paper import (
    Author,
    Detail,
    Draft,
    Harvest,
    Identifier,
    Provenance,
    Skipped,
)
from app.formats.addresses import (
    MAX_SHOWN_LENGTH,
    identifiers_in,
    link_of,
    links_in,
    stub_title,
)
from app.formats.text import clean, one_line

KIND = "arXiv alert"

_MAX_PROBE = 262_144
_ENTRY = re.compile(r"^\\\\[ ]{0,9}\n(?:arXiv|Paper)[:( ]", re.MULTILINE)
_START = re.compile(r"(?:arXiv:|Paper(?: \([^)]{1,40}\))?:)\s*(?P<rest>.*)")
_END = re.compile(r"\\\\\s*\(.*|-{20,}.*|%%--.*")
_FIELD = re.compile(
    r"(Date|Title|Authors?|Categories|Comments?|Journal-ref|DOI|Report-no|License"
    r"|MSC-class|ACM-class|Proxy|Subj-class|Date \(revised v\d+\)):\s*(.*)"
)
_REPLACED = re.compile(r"replaced with (?:revised version )?(?P<date>.*)")
_CROSS_LISTED = re.compile(r"\(\*cross-listing\*\)")
_DAY = re.compile(r"(?:\w{3}, )?\s*\d{1,2} \w{3} \d{4}")
_SIZE = re.compile(r"\s*\(\s?\d[\d.,]*\s?[kM]?b[^)]{0,20}\)\s*$")
_AUTHOR_BREAK = re.compile(r"\s*(?:,\s*and\b|,|\band\b)\s+")
_PLACE = re.compile(r"\s*\([^()]{0,300}\)")
_DETAILS = {
    "Comments": "note",
    "Comment": "note",
    "Report-no": "number",
    "Categories": "arxiv:categories",
    "Subj-class": "arxiv:categories",
    "License": "license",
    "MSC-class": "arxiv:msc-class",
    "ACM-class": "arxiv:acm-class",
}


@dataclass(slots=True)
class _Entry:
    """One paper's lines, taken apart; `line` counts from 1."""

    line: int
    number: str
    badge: str = ""
    date: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    abstract: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def is_alert(text: str) -> bool:
    """Say whether text is a list of arXiv's e-mail service, whole or a part."""
    return bool(_ENTRY.search(text, 0, _MAX_PROBE))


def read_alert(text: str, *, source: str) -> Harvest:
    """Read the papers of an alert, in its order.

    Whether one is cross-listed or a replacement is its badge; the day it came is its
    list date. A replacement comes without an abstract.
    """
    drafts: list[Draft] = []
    skipped: list[Skipped] = []
    for entry in _entries(clean(text).split("\n")):
        draft = _draft(entry, source, len(drafts) + 1)
        if draft is not None:
            drafts.append(draft)
            continue
        where = f"{source}, line {entry.line}"
        shown = "\n".join(entry.lines)[:MAX_SHOWN_LENGTH]
        skipped.append(
            Skipped(where=where, why="it has no arXiv id and no title", text=shown)
        )
    date = next((d.provenance.list_date for d in drafts), "")
    return Harvest(
        source=source,
        kind=KIND,
        drafts=tuple(drafts),
        skipped=tuple(skipped),
        list_date=date,
    )


def _entries(lines: list[str]) -> Iterator[_Entry]:
    """Part the lines at those of two backslashes."""
    entry: _Entry | None = None
    name, n_marks, is_after_mark = "", 0, False
    for number, line in enumerate(lines, start=1):
        line = line.rstrip()
        start = _START.match(line) if is_after_mark else None
        is_after_mark = line == "\\\\"
        if start is not None:
            if entry is not None:
                yield entry
            entry, name, n_marks = _Entry(number, start["rest"]), "", 0
        if entry is None:
            continue
        entry.lines.append(line)
        if _END.match(line):
            yield entry
            entry = None
        elif is_after_mark:
            n_marks += 1
        elif n_marks:
            entry.abstract.append(line)
        elif start is None:
            name = _take_field(entry, line, name)
    if entry is not None:
        yield entry


def _take_field(entry: _Entry, line: str, name: str) -> str:
    """Take a line of an entry's head; return the field that the next may go on with."""
    if found := _FIELD.match(line):
        entry.fields[found[1]] = found[2]
        return found[1]
    if replaced := _REPLACED.match(line):
        entry.badge, entry.date = "replaced", replaced["date"]
    elif line.startswith((" ", "\t")) and name and len(entry.fields[name]) < 20_000:
        entry.fields[name] += " " + line.strip()
        return name
    return ""


def _draft(entry: _Entry, source: str, position: int) -> Draft | None:
    numbers = identifiers_in(f"arXiv:{entry.number.strip()}")[:1]
    title = one_line(entry.fields.get("Title", ""))
    if not numbers and not title:
        return None
    doi = identifiers_in(entry.fields.get("DOI", ""))
    abstract = one_line("\n".join(entry.abstract))
    written = entry.date or entry.fields.get("Date", "")
    day = _DAY.search(written)
    is_crossed = bool(_CROSS_LISTED.search(entry.number))
    urls = [f"https://arxiv.org/abs/{each.value}" for each in numbers]
    return Draft(
        title=title or stub_title(numbers),
        abstract=abstract,
        authors=tuple(_authors(entry.fields)),
        year=_year(numbers, day[0] if day else ""),
        venue=one_line(entry.fields.get("Journal-ref", "")),
        identifiers=(*numbers, *(each for each in doi if each not in numbers)),
        links=tuple(
            dict.fromkeys((*(link_of(url) for url in urls), *links_in(abstract)))
        ),
        details=tuple(_details(entry.fields)),
        provenance=Provenance(
            source=source,
            kind=KIND,
            list_date=one_line(day[0]) if day else one_line(_SIZE.sub("", written)),
            badge="cross-listed" if is_crossed else entry.badge,
            position=position,
            original="\n".join(entry.lines),
        ),
    )


def _authors(fields: dict[str, str]) -> Iterator[Author]:
    """Part the names; places in brackets behind them go."""
    names = one_line(fields.get("Authors") or fields.get("Author") or "")
    for name in _AUTHOR_BREAK.split(_PLACE.sub("", names)):
        if name.strip():
            yield Author(name.strip())


def _details(fields: dict[str, str]) -> Iterator[Detail]:
    for name, value in fields.items():
        if name in _DETAILS and (value := one_line(value)):
            yield Detail(_DETAILS[name], value)


def _year(numbers: tuple[Identifier, ...], day: str) -> int | None:
    """Return the year of the first version, which an arXiv id of today tells."""
    if numbers and numbers[0].value[:4].isdigit():
        return 2000 + int(numbers[0].value[:2])
    return int(day[-4:]) if day[-4:].isdigit() else None
