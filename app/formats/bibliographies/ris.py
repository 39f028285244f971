"""RIS: entries of lines 'XX  - value', as they are found and as they are written.

Source: the RIS format specifications of Research Information Systems, 2001 and 2011;
the oddities are those of publishers' and programs' exports.
"""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from app.domain.paper import Draft, Harvest, Paper, TopicId
from app.formats import remainder
from app.formats.bibliographies import kinds, reference
from app.formats.bibliographies.issued import date_of, year_of
from app.formats.bibliographies.reference import Reference
from app.formats.bibliographies.ris_lines import Entry, entries, is_ris, is_tagged
from app.formats.text import clean, one_line

__all__ = ("KIND", "is_ris", "read_ris", "write_ris")

KIND = "RIS"

_REST = "octavo:"
"""What begins the value of C8 that holds what RIS has no field for, as JSON."""

_NUMBERING = re.compile(r"\W*\d{0,7}\W*")
_LINK_GAP = re.compile(r";\s*(?=(?:https?|ftp)://)", re.IGNORECASE)
_PUBMED = re.compile(r"(PMC\d{1,9}|\d{1,9})\s*\[(?:pmid|pmcid)\]", re.IGNORECASE)
_ARXIV = re.compile(r"arxiv:", re.IGNORECASE)
_RANGE = re.compile(r"([^\s-]+)-([^\s-]+)")

_TITLES = ("TI", "T1", "CT", "BT")
_VENUES = ("JF", "T2", "JO", "BT", "J1", "JA", "J2")
_DATES = ("DA", "Y1", "PY")
_PERSONAL = ("N1", "RN")
_DETAILS: Mapping[str, str] = MappingProxyType(
    {
        "VL": "volume",
        "IS": "issue",
        "CP": "issue",
        "PB": "publisher",
        "CY": "publisher-place",
        "PP": "publisher-place",
        "ET": "edition",
        "LA": "language",
        "T3": "collection-title",
        "ST": "title-short",
        "CN": "call-number",
        "NV": "number-of-volumes",
        "SE": "section",
        "M1": "number",
        "DB": "archive",
        "DP": "source",
        "ID": "citation-key",
    }
)
_NAMES: Mapping[str, str] = MappingProxyType(
    {"A2": "editor", "ED": "editor", "A3": "collection-editor", "A4": "translator"}
)
_TAGS: Mapping[str, str] = MappingProxyType(
    {
        **{name: tag for tag, name in reversed(tuple(_DETAILS.items()))},
        **{name: tag for tag, name in reversed(tuple(_NAMES.items()))},
        "container-title-short": "JA",
        "genre": "M3",
        "ISSN": "SN",
        "ISBN": "SN",
    }
)
"""The tags that details are written with."""

_OWN_TAG = re.compile(r"ris:(?!TY|ER|C8)[A-Z][A-Z0-9]")


def read_ris(text: str, *, source: str) -> Harvest:
    """Read the entries of RIS in their order; what is no entry is skipped.

    Raises:
        InvalidInput: there is no tagged line at all.
    """
    found = (
        (each.line, each.text, _read(each) if each.fields else reference.NO_ENTRY)
        for each in entries(clean(text))
        if each.fields or not all(map(_NUMBERING.fullmatch, each.lines))
    )
    return reference.harvest(found, source=source, kind=KIND)


def write_ris(
    papers: Iterable[Paper], *, topics: Mapping[TopicId, str] = remainder.NO_TOPICS
) -> str:
    """Write papers as RIS, in order.

    `topics` are the full paths of the papers' topics. What RIS has no field for
    (reading status, star, rating, topics, how a name is read, …) is in a line
    'C8  - octavo:{…}' of JSON, which `read_ris` takes back.
    """
    drafts = (remainder.told_draft_of(paper, topics) for paper in papers)
    return "\n".join(map(_written, drafts))


def _read(entry: Entry) -> Reference:
    """Read the fields of an entry, none left out."""
    read = Reference()
    kind = entry.values("TY")[:1]
    if kind:
        read.kind = kinds.read_ris_type(kind[0])
        if kind[0].upper() not in kinds.RIS_KINDS:
            read.add_detail("ris:TY", kind[0])
    _read_titles(entry, read)
    _read_dates(entry, read)
    _read_pages(entry, read)
    _read_texts(entry, read)
    for tag, lines in entry.fields:
        # Its spaces count: no value of `entry.values`, which has single ones.
        if tag == "C8" and lines[0].startswith(_REST):
            read.rest = remainder.unpacked(lines[0].removeprefix(_REST))
    rest = [
        (tag, value)
        for tag in entry.grouped
        if tag not in _DONE
        for value in entry.values(tag)
    ]
    for tag, value in sorted(rest, key=lambda each: each[0] in ("UR", "M3", "U1")):
        _read_field(tag, value, read, entry)
    return read


def _read_field(tag: str, value: str, read: Reference, entry: Entry) -> None:
    """Read a field that has nothing to do with others."""
    if tag in ("AU", "A1"):
        if author := reference.author(value):
            read.authors.append(author)
    elif tag in _NAMES:
        if author := reference.author(value):
            read.add_detail(_NAMES[tag], reference.inverted(author))
    elif tag == "KW":
        read.add_tags([value])
    elif tag in ("UR", "L2", "L3", "LK"):
        _read_links(tag, value, read)
    elif tag in ("L1", "L4"):
        read.attachments.setdefault(value)
    elif tag == "SN":
        read.add_serial(value)
    elif tag in ("DO", "M3"):
        if not read.add_doi(value):
            read.add_detail("DOI" if tag == "DO" else "genre", value)
    elif tag in ("AN", "ID", "U1", "U2", "C2") and _read_number(
        tag, value, read, entry
    ):
        pass
    elif tag == "Y2":
        read.add_detail("accessed", date_of(value) or value)
    elif tag in _DETAILS:
        read.add_detail(_DETAILS[tag], value)
    elif tag != "C8" or not value.startswith(_REST):
        read.add_detail(f"ris:{tag}", value)


def _read_links(tag: str, value: str, read: Reference) -> None:
    for url in _LINK_GAP.split(value):
        if read.add_link(url):
            continue
        if tag == "L2":
            read.attachments.setdefault(url)
        elif not (tag == "UR" and read.add_doi(url)):
            read.add_detail(f"ris:{tag}", url)


def _read_number(tag: str, value: str, read: Reference, entry: Entry) -> bool:
    """Take an accession number that names the paper; say whether it was one."""
    if _ARXIV.match(value):
        return read.add_arxiv(value)
    marked = _PUBMED.fullmatch(value)
    if marked or value.upper().startswith("PMC"):
        return read.add_pmid(marked[1] if marked else value)
    bases = " ".join(entry.values("DB", "DP")).casefold()
    is_pubmed = "pubmed" in bases or "medline" in bases
    return tag in ("AN", "ID") and is_pubmed and read.add_pmid(value)


def _read_titles(entry: Entry, read: Reference) -> None:
    """Read titles and venues; a second, other one stays as a detail."""
    titles = entry.values(*_TITLES)
    read.title = titles[0] if titles else ""
    is_title = {title.casefold() for title in titles[:1]}
    for tag in _TITLES[:-1]:
        for title in entry.values(tag):
            if title.casefold() not in is_title:
                read.add_detail(f"ris:{tag}", title)
    venues = [
        (tag, venue)
        for tag in _VENUES
        for venue in entry.values(tag)
        if venue.casefold() not in is_title
    ]
    read.venue = venues[0][1] if venues else ""
    for tag, venue in venues[1:]:
        if tag in ("JO", "J1", "JA", "J2"):
            if venue != read.venue:
                read.add_detail("container-title-short", venue)
        elif venue.casefold() != read.venue.casefold():
            read.add_detail(f"ris:{tag}", venue)


def _read_dates(entry: Entry, read: Reference) -> None:
    """Read the year, and the date that says most of that year."""
    told = [(tag, value) for tag in reversed(_DATES) for value in entry.values(tag)]
    years = [year for _, value in told if (year := year_of(value)) is not None]
    read.year = years[0] if years else None
    dates = [(tag, value, date_of(value)) for tag, value in told]
    own = [date for _, _, date in dates if year_of(date) == read.year]
    best = max(own, key=len, default="")
    if len(best) > len("2003"):
        read.add_detail("issued", best)
    for tag, value, date in dates:
        if not date:
            is_first = best == "" and year_of(value) == read.year
            read.add_detail("issued" if is_first else f"ris:{tag}", value)
            best = best or value
        elif not best.startswith(date):
            read.add_detail(f"ris:{tag}", value)


def _read_pages(entry: Entry, read: Reference) -> None:
    first, last = entry.values("SP")[:1], entry.values("EP")[:1]
    if first and last and last != first:
        read.add_detail("page", f"{first[0]}-{last[0]}")
    elif first or last:
        read.add_detail("page", (first or last)[0])
    for tag in ("SP", "EP"):
        for value in entry.values(tag)[1:]:
            read.add_detail(f"ris:{tag}", value)


def _read_texts(entry: Entry, read: Reference) -> None:
    """Read abstract and notes; a note that is only a DOI is one."""
    abstracts = entry.paragraphs("AB", "N2")
    read.abstract = abstracts[0] if abstracts else ""
    for other in abstracts[1:]:
        if other != read.abstract:
            read.add_detail("ris:N2", other)
    for note in entry.paragraphs(*_PERSONAL):
        if note == read.abstract:
            continue
        if not read.add_doi(note):
            read.notes.setdefault(note)


_DONE = frozenset(
    {"TY", "SP", "EP", "AB", "N2", *_TITLES, *_VENUES, *_DATES, *_PERSONAL}
)
"""The tags that are read together with others."""


def _written(draft: Draft) -> str:
    """Return a draft's entry; what it would not give back is in its last line."""
    told = [*_fields(draft), *_detail_fields(draft)]
    lines = [f"{tag}  - {text}" for tag, value in told if (text := _value(tag, value))]
    read = _read(next(entries("\n".join(lines)))).draft(draft.provenance)
    rest = remainder.rest_of(draft, read) if read else remainder.values_of(draft)
    if rest:
        lines.append(f"C8  - {_REST}{remainder.packed(rest)}")
    return "\n".join([*lines, "ER  - ", ""])


def _value(tag: str, value: str) -> str:
    """Return a value as it is written: an abstract or note by paragraphs."""
    lines = [one_line(line) for line in clean(value).split("\n")]
    lines = [line for line in lines if line]
    if tag not in ("AB", "N1") or any(map(is_tagged, lines)):
        return " ".join(lines)
    return "\n".join(lines)


def _fields(draft: Draft) -> list[tuple[str, str]]:
    """Return the fields of what every paper has, by tag."""
    numbers = {"doi": ("DO", "{}"), "arxiv": ("AN", "arXiv:{}"), "isbn": ("SN", "{}")}
    numbers |= {"pmid": ("U1", "{}[pmid]"), "pmcid": ("U2", "{}[pmcid]")}
    issued = next((d.value for d in draft.details if d.name == "issued"), "")
    date = date_of(issued).replace("-", "/") if date_of(issued) == issued else issued
    return [
        ("TY", kinds.ris_type(draft.kind)),
        ("TI", draft.title),
        *(("AU", reference.inverted(author)) for author in draft.authors),
        ("PY", "" if draft.year is None else f"{draft.year:04}"),
        ("DA", date),
        ("T2", draft.venue),
        *(
            (numbers[each.scheme][0], numbers[each.scheme][1].format(each.value))
            for each in draft.identifiers
            if each.scheme in numbers
        ),
        *(("UR", link.url) for link in draft.links),
        *(("KW", tag) for tag in draft.tags),
        ("AB", draft.abstract),
        ("N1", draft.note),
    ]


def _detail_fields(draft: Draft) -> list[tuple[str, str]]:
    """Return the fields of details that RIS has a tag for."""
    fields: list[tuple[str, str]] = []
    for detail in draft.details:
        if detail.name == "page":
            pages = _RANGE.fullmatch(detail.value)
            parts = pages.groups() if pages else (detail.value,)
            fields += zip(("SP", "EP"), parts, strict=False)
        elif detail.name == "accessed":
            fields.append(("Y2", detail.value.replace("-", "/")))
        elif detail.name in _TAGS:
            fields.append((_TAGS[detail.name], detail.value))
        elif _OWN_TAG.fullmatch(detail.name):
            fields.append((detail.name.removeprefix("ris:"), detail.value))
    return sorted(fields)
