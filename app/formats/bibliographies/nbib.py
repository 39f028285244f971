"""PubMed's text of citations (MEDLINE, `.nbib`): lines 'TAG - value'.

Source: 'MEDLINE/PubMed Data Element (Field) Descriptions', National Library of
Medicine; continued lines are indented by six blanks.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from app.domain.paper import Harvest
from app.formats.bibliographies import reference
from app.formats.bibliographies.issued import date_of, year_of
from app.formats.bibliographies.reference import Reference
from app.formats.bibliographies.ris_lines import Entry
from app.formats.text import clean, lines_of

KIND = "PubMed export"

_PROBE_CHARS = 8192
_LINE = re.compile(r"([A-Z]{2,5}) {0,2}- ?(.*)")
_SNIFF = re.compile(r"\s{0,99}(?:PMID|OWN |STAT)-[^\n]{0,99}\n[A-Z]{2,4} {0,2}-")
_LONE = re.compile(r"\s{0,99}PMID ?- ?\d{1,9}\s*\Z")
_NUMBER = re.compile(r"(.+?)\s*\[([a-z]+)\]", re.IGNORECASE)
_FULL_STOP = re.compile(r"(?<=[^.])\.\Z")

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "book": "book",
        "book chapter": "chapter",
        "study guide": "chapter",
        "preprint": "article",
        "dataset": "dataset",
        "congress": "paper-conference",
        "newspaper article": "article-newspaper",
        "technical report": "report",
        "academic dissertation": "thesis",
    }
)
"""Types of CSL by the publication types that are no articles of journals."""

_DETAILS: Mapping[str, str] = MappingProxyType(
    {
        "VI": "volume",
        "IP": "issue",
        "PG": "page",
        "PL": "publisher-place",
        "PB": "publisher",
        "LA": "language",
        "CTI": "collection-title",
        "VTI": "volume-title",
        "EN": "edition",
        "TT": "original-title",
    }
)
_NAMES = (("FAU", "AU"), ("FED", "ED"))
"""The tags of names in full, and those of the same names cut short."""


def is_nbib(text: str) -> bool:
    """Say whether text begins as PubMed's citations do."""
    head = clean(text[:_PROBE_CHARS])
    return bool(_SNIFF.match(head) or _LONE.match(head))


def read_nbib(text: str, *, source: str) -> Harvest:
    """Read the citations in their order; what is none is skipped.

    Raises:
        InvalidInput: there is no tagged line.
    """
    found = ((each.line, each.text, _read(each)) for each in _entries(clean(text)))
    return reference.harvest(found, source=source, kind=KIND)


def _entries(text: str) -> Iterator[Entry]:
    """Go through citations: an empty line, or a second PMID, begins the next."""
    entry: Entry | None = None
    is_apart = False
    for number, line in enumerate(lines_of(text), start=1):
        if not line.strip():
            is_apart = True
            continue
        match = _LINE.match(line)
        is_new = match is not None and (is_apart or match[1] == "PMID")
        if entry is not None and is_new and _is_whole(entry, match):
            yield entry
            entry = None
        is_apart = False
        entry = entry or Entry(number)
        entry.lines.append(line)
        if match is not None:
            entry.add(match[1], match[2].strip())
        elif entry.fields:
            entry.fields[-1][1].append(line.strip())
    if entry is not None:
        yield entry


def _is_whole(entry: Entry, match: re.Match[str] | None) -> bool:
    """Say whether a line after an empty one, or a number, begins another citation."""
    had = entry.grouped
    return match is not None and (match[1] in had or match[1] in ("PMID", "OWN"))


def _read(entry: Entry) -> Reference | str:
    """Read a citation, no field left out; or say why there is none."""
    if not entry.fields:
        return reference.NO_ENTRY
    read = Reference(kind=_kind(entry))
    _read_titles(entry, read)
    _read_dates(entry, read)
    for full, short in _NAMES:
        names = entry.values(full) or entry.values(short)
        _read_names(full, names, read)
    done = {"TI", "BTI", "JT", "TA", "DP", "FAU", "AU", "FED", "ED"}
    for tag in entry.grouped:
        for value in entry.values(tag) if tag not in done else ():
            _read_field(tag, value, read)
    return read


def _kind(entry: Entry) -> str:
    told = [value.casefold() for value in entry.values("PT")]
    other = next((_KINDS[value] for value in told if value in _KINDS), "")
    if other or not told:
        return other or ("book" if entry.values("BTI") else "")
    return "article-journal"


def _read_titles(entry: Entry, read: Reference) -> None:
    """Read titles and venue; a chapter stands in its book."""
    titles, books = entry.values("TI"), entry.values("BTI")
    own, *others = [*titles, *books] or [""]
    read.title = _FULL_STOP.sub("", own)
    venues = [*entry.values("JT"), *(others if titles else [])]
    read.venue = venues[0] if venues else next(iter(entry.values("TA")), "")
    for short in entry.values("TA"):
        if short != read.venue:
            read.add_detail("container-title-short", short)
    for other in [*venues[1:], *([] if titles else others)]:
        read.add_detail("nbib:BTI", other)


def _read_dates(entry: Entry, read: Reference) -> None:
    for told in entry.values("DP"):
        date = date_of(told)
        if read.year is None:
            read.year = year_of(told)
        if (date or told) != str(read.year):
            read.add_detail("issued", date or told)


def _read_names(tag: str, names: list[str], read: Reference) -> None:
    for name in names:
        author = reference.author(name)
        if author is None:
            continue
        if tag == "FAU":
            read.authors.append(author)
        else:
            read.add_detail("editor", reference.inverted(author))


def _read_field(tag: str, value: str, read: Reference) -> None:
    """Read a field that has nothing to do with others."""
    match tag:
        case "PMID" | "PMC":
            is_taken = read.add_pmid(value)
        case "AB":
            is_taken = not read.abstract
            read.abstract = read.abstract or value
        case "CN":
            is_taken = True
            read.authors.append(reference.organisation(value))
        case "LID" | "AID":
            is_taken = _read_number(value, read)
        case "IS":
            is_taken = True
            read.add_detail("ISSN", value.partition(" ")[0])
        case "ISBN":
            is_taken = True
            read.add_serial(value)
        case "MH" | "OT":
            is_taken = True
            read.add_tags([value.replace("*", "")])
        case _ if tag in _DETAILS:
            is_taken = True
            read.add_detail(_DETAILS[tag], value)
        case _:
            is_taken = False
    if not is_taken:
        read.add_detail(f"nbib:{tag}", value)


def _read_number(value: str, read: Reference) -> bool:
    """Take a number of the article: 'x [doi]', 'y [pii]'."""
    match = _NUMBER.fullmatch(value)
    if match is None:
        return False
    match match[2].lower():
        case "doi":
            return read.add_doi(match[1])
        case "pmc" | "pmcid" | "pmid" | "pubmed":
            return read.add_pmid(match[1])
        case "arxiv":
            return read.add_arxiv(match[1])
        case "isbn":
            read.add_serial(match[1])
            return True
        case _:
            return False
