"""The fields of EndNote, from its XML or its tagged text, as a reference."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from app.formats.bibliographies import reference
from app.formats.bibliographies.issued import date_of, year_of
from app.formats.bibliographies.reference import Reference
from app.formats.text import one_line

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "journal article": "article-journal",
        "electronic article": "article-journal",
        "magazine article": "article-magazine",
        "newspaper article": "article-newspaper",
        "book": "book",
        "edited book": "book",
        "electronic book": "book",
        "serial": "book",
        "book section": "chapter",
        "electronic book section": "chapter",
        "conference paper": "paper-conference",
        "conference proceedings": "paper-conference",
        "thesis": "thesis",
        "report": "report",
        "government document": "report",
        "web page": "webpage",
        "blog": "post-weblog",
        "generic": "document",
        "patent": "patent",
        "standard": "standard",
        "computer program": "software",
        "dataset": "dataset",
        "online database": "dataset",
        "manuscript": "manuscript",
        "unpublished work": "article",
        "map": "map",
        "film or broadcast": "motion_picture",
        "audiovisual material": "motion_picture",
        "music": "musical_score",
        "encyclopedia": "entry-encyclopedia",
        "dictionary": "entry-dictionary",
        "statute": "legislation",
        "legal rule or regulation": "regulation",
        "case": "legal_case",
        "bill": "bill",
        "hearing": "hearing",
        "personal communication": "personal_communication",
        "artwork": "graphic",
        "figure": "figure",
        "chart or table": "figure",
        "pamphlet": "pamphlet",
        "classical work": "classic",
        "ancient text": "classic",
        "aggregated database": "collection",
    }
)
"""Types of CSL by EndNote's reference types, lower case."""

_DETAILS: Mapping[str, str] = MappingProxyType(
    {
        "pages": "page",
        "volume": "volume",
        "number": "issue",
        "issue": "issue",
        "edition": "edition",
        "section": "section",
        "publisher": "publisher",
        "pub-location": "publisher-place",
        "language": "language",
        "call-num": "call-number",
        "num-vols": "number-of-volumes",
        "work-type": "genre",
        "label": "citation-key",
        "short-title": "title-short",
        "tertiary-title": "collection-title",
        "translated-title": "original-title",
        "remote-database-name": "archive",
        "remote-database-provider": "source",
        "abbr-1": "container-title-short",
    }
)
_EDITORS: Mapping[str, str] = MappingProxyType(
    {
        "secondary-authors": "editor",
        "tertiary-authors": "collection-editor",
        "translated-authors": "translator",
    }
)
_VENUES = ("full-title", "secondary-title", "alt-title")
_UNSAID = frozenset(
    {"database", "source-app", "rec-number", "foreign-keys", "key", "db-id"}
)
"""What tells of the library the entry was in, and not of the paper."""

_PUBMED = re.compile(r"pubmed|medline|\bnlm\b|ncbi\.nlm\.nih\.gov", re.IGNORECASE)
_ATTACHED = re.compile(r"\s*internal-pdf://", re.IGNORECASE)

Field = tuple[str, str]
"""The name of a field as EndNote's XML has it, and its text."""


def read_fields(fields: Iterable[Field]) -> Reference:
    """Read the fields of an entry, none left out."""
    told = [(name, text) for name, text in fields if text.strip()]
    read = Reference(kind=_kind(told))
    read.title = next((text for name, text in told if name == "title"), "")
    _read_venue(told, read)
    _read_dates(told, read)
    _read_accession(told, read)
    for name, text in told:
        if name not in _TOGETHER:
            _read_field(name, text.strip(), read)
    return read


_TOGETHER = frozenset(
    {
        *("ref-type", "title", "year", "date", "pub-dates", "accession-num"),
        *(*_VENUES, *_UNSAID),
    }
)
"""The fields that are read together with others, or not at all."""


def _kind(told: list[Field]) -> str:
    name = next((text for name, text in told if name == "ref-type"), "")
    return _KINDS.get(one_line(name).casefold(), "document" if name else "")


def _read_venue(told: list[Field], read: Reference) -> None:
    venues = [one_line(text) for each in _VENUES for name, text in told if name == each]
    read.venue = venues[0] if venues else ""
    for venue in dict.fromkeys(venues[1:]):
        if venue.casefold() != read.venue.casefold():
            read.add_detail("container-title-short", venue)
    for title in [text for name, text in told if name == "title"][1:]:
        read.add_detail("endnote:title", title)
    for name, text in told:
        if name == "ref-type" and one_line(text).casefold() not in _KINDS:
            read.add_detail("endnote:ref-type", text)


def _read_dates(told: list[Field], read: Reference) -> None:
    """Read the year, and the day that stands beside it without a year."""
    years = [one_line(text) for name, text in told if name == "year"]
    read.year = next((year for text in years if (year := year_of(text))), None)
    days = [one_line(text) for name, text in told if name in ("date", "pub-dates")]
    for day in [*days, *years]:
        date = (
            date_of(day)
            or date_of(f"{read.year} {day}")
            or date_of(f"{day} {read.year}")
        )
        read.year = read.year or year_of(day)
        if (date or day) != str(read.year):
            read.add_detail("issued", date or day)


def _read_accession(told: list[Field], read: Reference) -> None:
    """Read the number in a database, which names the paper where that is PubMed."""
    places = ("remote-database-name", "remote-database-provider", "related-urls", "url")
    is_pubmed = any(name in places and _PUBMED.search(text) for name, text in told)
    for name, text in told:
        if name == "accession-num" and not (is_pubmed and read.add_pmid(text)):
            read.add_detail("endnote:accession-num", one_line(text))


def _read_field(name: str, text: str, read: Reference) -> None:
    """Read a field that has nothing to do with others."""
    match name:
        case "authors":
            if author := reference.author(text):
                read.authors.append(author)
        case "secondary-authors" | "tertiary-authors" | "translated-authors":
            if author := reference.author(text):
                read.add_detail(_EDITORS[name], reference.inverted(author))
        case "keywords":
            read.add_tags(re.split(r"[\n;]", text))
        case "abstract":
            if read.abstract:
                read.add_detail("endnote:abstract", text)
            read.abstract = read.abstract or text
        case "notes" | "research-notes":
            read.notes.setdefault(text)
        case "isbn":
            for number in re.split(r"[\n;]", text):
                read.add_serial(number)
        case "pdf-urls" | "file":
            read.attachments.setdefault(_ATTACHED.sub("", text))
        case _:
            _read_rest(name, one_line(text), read)


def _read_rest(name: str, text: str, read: Reference) -> None:
    """Read a field that is a number, an address, or has no place of its own."""
    match name:
        case "electronic-resource-num":
            is_taken = read.add_doi(text) or read.add_arxiv(text) or read.add_link(text)
        case "related-urls" | "web-urls" | "url" | "text-urls":
            if _ATTACHED.match(text):
                read.attachments.setdefault(_ATTACHED.sub("", text))
                return
            is_taken = read.add_link(text)
        case "custom2":
            is_taken = text.upper().startswith("PMC") and read.add_pmid(text)
        case "access-date":
            read.add_detail("accessed", date_of(text) or text)
            return
        case _:
            is_taken = False
    if not is_taken:
        read.add_detail(_DETAILS.get(name, f"endnote:{name}"), text)
