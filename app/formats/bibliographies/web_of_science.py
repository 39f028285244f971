"""Web of Science: tagged text ('PT J', 'AU …', 'ER'), and a table of the same tags.

Source: 'Web of Science Core Collection Field Tags', Clarivate. A tag stands in the
first two columns; a line that goes on with a field begins with three blanks.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from app.domain.paper import Harvest
from app.formats.bibliographies import reference
from app.formats.bibliographies.issued import date_of, year_of
from app.formats.bibliographies.reference import Reference
from app.formats.text import clean, lines_of, one_line

KIND = "Web of Science export"

_Fields = Mapping[str, Sequence[str]]
"""What each tag has, line by line."""

_PROBE_CHARS = 65_536
_SNIFF = re.compile(
    r"\s{0,99}(?:(?:FN|VR) [^\n]{0,200}\n){0,3}PT [A-Z]{1,2}[^\n]{0,40}\n"
    r"(?:[A-Z][A-Z0-9](?: [^\n]{0,5000})?\n(?:   [^\n]{0,5000}\n){0,200}){2}"
)
_HEADED = re.compile(r"\s{0,99}FN (?:Clarivate|Thomson|ISI|Web of)\b")
_TABLE = re.compile(r"\s{0,99}PT\t(?:[A-Z][A-Z0-9]\t){3,80}[A-Z][A-Z0-9]\t?\n")
_LINE = re.compile(r"([A-Z][A-Z0-9])(?: (.*)|)\Z")
_LISTS = re.compile(r";\s")
_SHOUTED = re.compile(r"[^a-z]*[A-Z][^a-z]*[A-Z][^a-z]*")
_HEAD_TAGS = ("FN", "VR")

_KINDS: Mapping[str, str] = MappingProxyType(
    {"J": "article-journal", "B": "book", "S": "chapter", "P": "patent", "C": "chapter"}
)
_TYPES: tuple[tuple[str, str], ...] = (
    ("proceedings paper", "paper-conference"),
    ("book chapter", "chapter"),
    ("book review", "review-book"),
    ("book", "book"),
    ("data set", "dataset"),
    ("data paper", "article-journal"),
)
_NAMES = (("AF", "AU"), ("BF", "BA"))
"""The tags of names in full, and those of the same names cut short."""
_DETAILS: Mapping[str, str] = MappingProxyType(
    {
        "VL": "volume",
        "IS": "issue",
        "PU": "publisher",
        "PI": "publisher-place",
        "LA": "language",
        "SE": "collection-title",
        "CT": "event-title",
        "CL": "event-place",
        "JI": "container-title-short",
        "PG": "number-of-pages",
        "FT": "original-title",
        "DT": "genre",
    }
)


def is_wos(text: str) -> bool:
    """Say whether text begins as an export of the Web of Science does."""
    head = clean(text[:_PROBE_CHARS]) + "\n"
    return any(each.match(head) for each in (_SNIFF, _HEADED, _TABLE))


def read_wos(text: str, *, source: str) -> Harvest:
    """Read the records in their order; what names no work is skipped.

    Raises:
        InvalidInput: there is no record.
    """
    text = clean(text)
    records = _rows(text) if _TABLE.match(text[:_PROBE_CHARS]) else _records(text)
    found = ((line, raw, _read(fields)) for line, raw, fields in records)
    return reference.harvest(found, source=source, kind=KIND)


def _records(text: str) -> Iterator[tuple[int, str, _Fields]]:
    """Go through tagged records: PT begins one, ER ends it."""
    fields: dict[str, list[str]] = {}
    lines: list[str] = []
    first, last = 1, ""
    for number, line in enumerate(lines_of(text), start=1):
        match = _LINE.match(line)
        tag = match[1] if match else ""
        if tag in ("PT", "ER", "EF") and fields:
            yield first, "\n".join(lines), fields
            fields, lines, last = {}, [], ""
        if tag in ("ER", "EF", *_HEAD_TAGS) or not line.strip():
            continue
        if not fields:
            first = number
        if match is not None:
            last = tag
            fields.setdefault(last, []).append((match[2] or "").strip())
        elif last:
            fields[last].append(line.strip())
        lines.append(line)
    if fields:
        yield first, "\n".join(lines), fields


def _rows(text: str) -> Iterator[tuple[int, str, _Fields]]:
    """Go through the rows of a table whose columns are tags."""
    lines = text.split("\n")
    start = next(n for n, line in enumerate(lines) if line.strip())
    tags = [tag.strip() for tag in lines[start].split("\t")]
    for number, line in enumerate(lines[start + 1 :], start=start + 2):
        if not line.strip():
            continue
        cells = [_unquoted(cell.strip()) for cell in line.split("\t")]
        yield (
            number,
            line,
            {
                tag: _LISTS.split(cell) if tag in _LISTED else [cell]
                for tag, cell in zip(tags, cells, strict=False)
                if tag and cell
            },
        )


def _unquoted(cell: str) -> str:
    is_quoted = len(cell) > 1 and cell.startswith('"') and cell.endswith('"')
    return cell[1:-1].replace('""', '"') if is_quoted else cell


def _read(fields: _Fields) -> Reference:
    """Read a record, no field left out."""
    read = Reference(kind=_kind(fields))
    told = {tag: one_line(" ".join(lines)) for tag, lines in fields.items()}
    read.title = told.get("TI", "")
    read.abstract = told.get("AB", "")
    read.venue = told.get("SO", "")
    if _SHOUTED.fullmatch(read.venue) and len(read.venue) > len("NATURE"):
        read.add_detail("wos:SO", read.venue)
        read.venue = _spoken(read.venue)
    _read_names(fields, read)
    _read_dates(told, read)
    _read_pages(told, read)
    for tag in ("DE", "ID"):
        read.add_tags(told.get(tag, "").split(";"))
    done = {"PT", "TI", "AB", "SO", "PY", "PD", "BP", "EP", "AR", "DE", "ID", *_LISTED}
    for tag, value in told.items():
        if tag not in done:
            _read_field(tag, value, read)
    return read


def _kind(fields: _Fields) -> str:
    told = " ".join(fields.get("DT", ())).casefold()
    for name, kind in _TYPES:
        if name in told:
            return kind
    if fields.get("CT"):
        return "paper-conference"
    return _KINDS.get(" ".join(fields.get("PT", ()))[:1], "document")


_LISTED = frozenset({"AU", "AF", "BA", "BF", "BE", "ED", "GP", "CA"})
"""The tags whose lines are names."""


def _read_names(fields: _Fields, read: Reference) -> None:
    for full, short in _NAMES:
        for name in fields.get(full) or fields.get(short, ()):
            if (author := reference.author(name)) is not None:
                read.authors.append(author)
    for name in fields.get("CA", ()):
        read.authors.append(reference.organisation(name))
    for tag in ("ED", "BE"):
        for name in fields.get(tag, ()):
            if (editor := reference.author(name)) is not None:
                read.add_detail("editor", reference.inverted(editor))
    for name in fields.get("GP", ()):
        read.add_detail("wos:GP", one_line(name))


def _read_dates(told: Mapping[str, str], read: Reference) -> None:
    """Read year and day ('MAR 15', 'JAN-FEB')."""
    read.year = year_of(told.get("PY", ""))
    day = told.get("PD", "")
    if not day:
        return
    date = date_of(f"{told.get('PY', '')} {day}".title()) or date_of(day)
    if len(date) > len("2003"):
        read.add_detail("issued", date)
    else:
        read.add_detail("wos:PD", day)


def _read_pages(told: Mapping[str, str], read: Reference) -> None:
    first, last = told.get("BP", ""), told.get("EP", "")
    read.add_detail("page", f"{first}-{last}" if first and last else first or last)
    if article := told.get("AR", ""):
        read.add_detail("number" if first or last else "page", article)


def _read_field(tag: str, value: str, read: Reference) -> None:
    """Read a field that has nothing to do with others."""
    match tag:
        case "DI":
            is_taken = read.add_doi(value)
        case "PM":
            is_taken = read.add_pmid(value)
        case "SN" | "EI" | "BN":
            is_taken = True
            for each in value.split(";"):
                read.add_serial(each)
        case _:
            is_taken = tag in _DETAILS
            if is_taken:
                read.add_detail(_DETAILS[tag], value)
    if not is_taken:
        read.add_detail(f"wos:{tag}", value)


def _spoken(shouted: str) -> str:
    """Return a name in capitals as names are written; its short words stay small."""
    words = [
        word.lower() if n and word.lower() in _SMALL else word.capitalize()
        for n, word in enumerate(shouted.split())
    ]
    return " ".join(words)


_SMALL = frozenset(("a", "an", "and", "at", "by", "de", "for", "in", "of", "on", "the"))
