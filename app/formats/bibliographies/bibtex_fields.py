"""The fields of a BibTeX or BibLaTeX entry as those of a draft.

Sources: 'BibTeXing', section 3.2; the biblatex manual, section 2.2; JabRef's
documentation, 'Custom BibTeX fields'; the CSL 1.0.2 specification, appendix IV.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.domain.paper import Author, Detail, Identifier, Link, Status
from app.formats import registries
from app.formats.addresses import MAX_URL_LENGTH, find_urls, identifiers_in, link_of
from app.formats.bibliographies import kinds
from app.formats.bibliographies.bibtex_blocks import MONTHS
from app.formats.bibliographies.bibtex_files import paths_of
from app.formats.bibliographies.bibtex_text import (
    one_source_line,
    read_names_tex,
    read_paths,
    read_tex,
    read_verbatim,
    split_list,
)
from app.formats.people import has_others, read_names, write_name
from app.formats.text import one_line

OWN = "bibtex:"
"""Before the name of a field that has no place of its own; its value is TeX source."""
FOREIGN = "csl:"
"""Before the name of a detail that BibTeX has no field for."""

NAMED = "id:"
"""Before the registry of an identifier that BibTeX has no field for."""
OTHERS = f"{OWN}others"
"""The detail that says that a list of people ends with 'and others'."""
ENTRY_TYPE = f"{OWN}entrytype"
"""The detail for a type of entry that the kind does not tell."""
KIND_FIELD = "csltype"
"""The field for a kind that the type of an entry does not tell."""
ARXIV_URL = "https://arxiv.org/abs/"

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "volume": "volume",
        "volumes": "number-of-volumes",
        "publisher": "publisher",
        "address": "publisher-place",
        "location": "publisher-place",
        "series": "collection-title",
        "edition": "edition",
        "language": "language",
        "langid": "language",
        "chapter": "chapter-number",
        "version": "version",
        "issn": "ISSN",
        "isbn": "ISBN",
        "eventtitle": "event-title",
        "pagetotal": "number-of-pages",
        "shorttitle": "title-short",
        "shortjournal": "container-title-short",
        "urldate": "accessed",
        "origdate": "original-date",
        "pubstate": "status",
        "pmcid": "PMCID",
        "type": "genre",
        "note": "note",
    }
)
"""Details of CSL by the fields that hold them; the first of two is written."""

PEOPLE = ("editor", "translator")
JOURNALS = ("article-journal", "article-magazine", "article-newspaper", "periodical")
PARTS_OF_BOOKS = ("paper-conference", "chapter", "entry-encyclopedia")
NUMBERED = ("report", "patent", "standard", "legislation", "manuscript")
"""Kinds whose 'number' is their own, not that of an issue."""

_JOURNAL_FIELDS = ("journal", "journaltitle")
_TITLES = (("title", "subtitle"), ("maintitle", "mainsubtitle"))
_BOOKS = (("booktitle", "booksubtitle"),)
_THESES: Mapping[str, str] = MappingProxyType(
    {
        "phdthesis": kinds.PHD_THESIS,
        "mathesis": kinds.MASTERS_THESIS,
        "mastersthesis": kinds.MASTERS_THESIS,
    }
)
_YEAR = re.compile(r"\s*[({\[]?\s*(?:c\.?|ca\.?)?\s*([12]\d{3})\s*[)}\]]?\s*")
_DATE = re.compile(r"\s*([12]\d{3})(?!\d)")
_ARXIV_VERSION = re.compile(r"v\d{1,2}\s*\Z")
_ARXIV_JOURNAL = re.compile(r"\A(?:arxiv\b|corr\Z)", re.IGNORECASE)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.I)
_DASHES = re.compile(r"\s*(?:-{2,3}|[–—])\s*")
_ISBN = re.compile(r"(?:97[89])?\d{9}[\dX]")
_RANK = re.compile(r"rank([1-5])|([1-5])")
_STATUSES: Mapping[str, Status] = MappingProxyType(
    {"read": Status.DONE, "skimmed": Status.READING}
)
_NOTES = ("annote", "annotation", "review", "comment")
_FILES = ("file", "localfile", "local-url", "pdf")
_GROUPS = ("groups", "mendeley-groups")
_KEYWORDS = ("keywords", "keyword", "mendeley-tags", "tags")


@dataclass(slots=True, kw_only=True)
class Entry:
    """An entry while it is read: every field is taken once, what is left is kept.

    `fields` are TeX source by lower-case name, `repeated` those that came once more.
    """

    kind: str
    genre: str
    fields: dict[str, str]
    repeated: tuple[tuple[str, str], ...] = ()
    details: list[Detail] = field(default_factory=list)

    def take(self, name: str) -> str:
        """Take a field as text on one line; '' where it is not there."""
        source = self.fields.pop(name, "")
        return one_line(read_tex(source)) if source else ""

    def take_verbatim(self, name: str) -> str:
        """Take a field that is no text: an address, a path, an id."""
        source = self.fields.pop(name, "")
        return read_verbatim(source) if source else ""

    def keep(self, name: str, value: str) -> None:
        """Keep a detail, if it has a value."""
        if value:
            self.details.append(Detail(name, value))


def kind_told_by(entry_type: str, journal: str, *, is_eprint: bool) -> str:
    """Return the kind of an entry: one known by its arXiv id alone is a preprint."""
    kind = kinds.read_bibtex_type(entry_type)[0]
    is_arxiv = kind == "article-journal" and bool(_ARXIV_JOURNAL.match(journal))
    is_only_there = is_eprint and kind in ("document", "webpage")
    return "article" if is_arxiv or is_only_there else kind


def take_title(entry: Entry) -> str:
    """Take the title with its subtitle; '' where there is none."""
    return _joined(entry, _TITLES)


def take_authors(entry: Entry) -> tuple[Author, ...]:
    """Take the authors; that there are others is kept as a detail."""
    authors = _people(entry, "author")
    for role in PEOPLE:
        for person in _people(entry, role):
            name = write_name(person)
            is_whole = "," in name and not person.given
            entry.keep(role, f"{{{name}}}" if is_whole else name)
    return authors


def take_venue(entry: Entry) -> str:
    """Take where the paper was published: a journal, or the book it is a part of."""
    fields = entry.fields
    has_journal = any(fields.get(name) for name in _JOURNAL_FIELDS)
    is_part = entry.kind in PARTS_OF_BOOKS or not (
        has_journal or entry.kind in ("book", *JOURNALS)
    )
    venue = _joined(entry, _BOOKS) if is_part else ""
    if venue:
        return venue
    return next((v for name in _JOURNAL_FIELDS if (v := entry.take(name))), "")


def take_date(entry: Entry) -> int | None:
    """Take the year; a date that tells more is the detail 'issued'."""
    fields = entry.fields
    year, date = _YEAR.fullmatch(fields.get("year", "")), fields.get("date", "")
    found = year or _DATE.match(date) or _DATE.match(fields.get("year", ""))
    if year:
        del fields["year"]
    if date:
        issued = entry.take("date")
        if year or not (found and issued == found[1]):
            entry.keep("issued", issued)
    elif found and (issued := _issued(entry, found[1])):
        entry.keep("issued", issued)
    return int(found[1]) if found else None


def take_identifiers(entry: Entry) -> tuple[Identifier, ...]:
    """Take the names in registries; what is not understood stays.

    So does the ISBN of a book that the paper is a part of.
    """
    found = [*_dois(entry), *_eprints(entry)]
    for name in ("pmid", "pubmed-id"):
        value = read_verbatim(entry.fields.get(name, ""))
        if value.isascii() and value.isdigit():
            del entry.fields[name]
            found.append(Identifier("pmid", value))
    isbns = re.split(r"[,;\s]+", read_verbatim(entry.fields.get("isbn", "")))
    plain = [isbn.replace("-", "").upper() for isbn in isbns]
    is_part = entry.kind in PARTS_OF_BOOKS
    if all(_ISBN.fullmatch(isbn) for isbn in plain) and not is_part:
        del entry.fields["isbn"]
        found += (Identifier("isbn", isbn) for isbn in plain)
    named = [(n, v) for n, v in entry.repeated if n.startswith(NAMED)]
    found += (Identifier(n.removeprefix(NAMED), read_verbatim(v)) for n, v in named)
    entry.repeated = tuple(each for each in entry.repeated if each not in named)
    return tuple(dict.fromkeys(found))


def take_links(entry: Entry, arxiv: str) -> tuple[Link, ...]:
    """Take the addresses; that of an arXiv id alone tells nothing new."""
    links = entry.take_verbatim("links").split()
    urls: tuple[str, ...] = ()
    for name in [n for n in entry.fields if n == "url" or n.startswith("bdsk-url-")]:
        value = read_verbatim(entry.fields[name])
        is_one = value.startswith(("http://", "https://")) and " " not in value
        is_one = is_one and len(value) <= MAX_URL_LENGTH
        if found := (value,) if is_one else find_urls(value):
            del entry.fields[name]
            urls += found
    if "http" in entry.fields.get("howpublished", ""):
        urls += find_urls(read_verbatim(entry.fields["howpublished"]))
    known = (*links, *(u for u in urls if not arxiv or u != ARXIV_URL + arxiv))
    return tuple(link_of(url) for url in dict.fromkeys(known))


def take_tags(entry: Entry) -> tuple[str, ...]:
    """Take the keywords: parted by ';' where there is one, else by ','."""
    tags: list[str] = []
    for name in [name for name in _KEYWORDS if name in entry.fields]:
        source = entry.fields.pop(name)
        tags += (one_line(read_tex(part)) for part in split_list(source))
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def take_groups(entry: Entry) -> tuple[str, ...]:
    """Take the names of JabRef's groups and Mendeley's folders."""
    names: list[str] = []
    for name in [name for name in _GROUPS if name in entry.fields]:
        source = entry.fields.pop(name)
        names += (one_line(read_tex(part)) for part in split_list(source))
    return tuple(dict.fromkeys(name for name in names if name))


def take_note(entry: Entry) -> str:
    """Take what the reader wrote on the paper."""
    names = [name for name in entry.fields if name in _NOTES]
    names += [name for name in entry.fields if name.startswith("comment-")]
    notes = (read_tex(entry.fields.pop(name)) for name in names)
    return "\n\n".join(note for note in notes if note)


def take_files(entry: Entry) -> tuple[str, ...]:
    """Take the paths of files."""
    paths: list[str] = []
    for name in [n for n in entry.fields if n in _FILES or n.startswith("local-zo-")]:
        paths += paths_of(read_paths(entry.fields.pop(name)))
    return tuple(dict.fromkeys(paths))


def take_reading(entry: Entry) -> tuple[Status | None, int, bool]:
    """Take JabRef's reading status, ranking, and whether its priority is highest."""
    fields = entry.fields
    status = _STATUSES.get(fields.get("readstatus", "").strip().lower())
    rank = _RANK.fullmatch(fields.get("ranking", "").strip().lower())
    is_first = fields.get("priority", "").strip().lower() == "prio1"
    for name, is_known in (
        ("readstatus", status),
        ("ranking", rank),
        ("priority", is_first),
    ):
        if is_known:
            del fields[name]
    rating = int(rank[1] or rank[2]) if rank else 0
    return status, rating, is_first


def take_details(entry: Entry) -> tuple[Detail, ...]:
    """Take all that is left: in the words of CSL where it has some, else as it is."""
    _take_numbers(entry)
    genre = entry.take("type")
    entry.keep("genre", _THESES.get(genre.lower(), genre) or entry.genre)
    if "publisher" not in entry.fields and entry.kind in ("thesis", "report"):
        place = "school" if "school" in entry.fields else "institution"
        entry.keep("publisher", entry.take(place))
    known = {detail.name for detail in entry.details}
    for name, csl in FIELDS.items():
        if name not in entry.fields or csl in known:
            continue
        if value := entry.take(name):
            entry.keep(csl, value)
            known.add(csl)
    for name, value in (*entry.fields.items(), *entry.repeated):
        if ":" in name:
            entry.keep(name.removeprefix(FOREIGN), read_tex(value))
        else:
            entry.keep(OWN + name, one_source_line(value))
    return tuple(entry.details)


def plain_pages(pages: str) -> str:
    """Return pages with a hyphen between the first and the last one."""
    return _DASHES.sub("-", pages)


def _joined(entry: Entry, names: tuple[tuple[str, str], ...]) -> str:
    """Take the first of some titles that is there, with its subtitle."""
    for name, sub in names:
        if title := entry.take(name):
            subtitle = entry.take(sub)
            mark = " " if title.endswith((":", "?", "!", ".")) else ": "
            return f"{title}{mark}{subtitle}" if subtitle else title
    return ""


def _people(entry: Entry, role: str) -> tuple[Author, ...]:
    if role not in entry.fields:
        return ()
    names = read_names_tex(entry.fields.pop(role))
    if has_others(names):
        entry.keep(OTHERS, role)
    return tuple(person for person in read_names(names) if person.name)


def _issued(entry: Entry, year: str) -> str:
    """Take month and day as a date, if they are of one day or month."""
    month = entry.fields.get("month", "").strip().lower()
    number = MONTHS.index(month[:3]) + 1 if month[:3] in MONTHS else 0
    if month.isascii() and month.isdigit() and 1 <= int(month[:3]) <= len(MONTHS):
        number = int(month)
    elif not (number and month.rstrip(".").isalpha()):
        return ""
    del entry.fields["month"]
    day = entry.fields.get("day", "").strip()
    if not (day.isascii() and day.isdigit() and 1 <= int(day[:3]) <= 31):
        return f"{year}-{number:02}"
    del entry.fields["day"]
    return f"{year}-{number:02}-{int(day):02}"


def _dois(entry: Entry) -> list[Identifier]:
    value = read_verbatim(entry.fields.get("doi", ""))
    whole = _DOI.fullmatch(value)
    doi = whole[1].lower() if whole else ""
    if registries.is_placeholder(doi):
        return []
    if doi and not doi.startswith("10.48550/arxiv."):
        found = [Identifier("doi", doi)]
    else:
        found = list(identifiers_in(value))
    if found:
        del entry.fields["doi"]
    return found


def _eprints(entry: Entry) -> list[Identifier]:
    """Take an arXiv id or a PMID; a version of it, or its class, is kept too."""
    fields = entry.fields
    scheme = next((n for n in ("archiveprefix", "eprinttype") if n in fields), "")
    what = read_verbatim(fields.get(scheme, "")).lower() if scheme else "arxiv"
    for name in ("eprint", "arxivid", "arxiv"):
        value = read_verbatim(fields.get(name, ""))
        if not value:
            continue
        if (
            what == "pubmed"
            and name == "eprint"
            and value.isascii()
            and value.isdigit()
        ):
            del fields[name], fields[scheme]
            return [Identifier("pmid", value)]
        found = [i for i in identifiers_in(value) if i.scheme == "arxiv"]
        if found and (what == "arxiv" or name != "eprint"):
            if not _ARXIV_VERSION.search(value):
                del fields[name]
            if scheme and what == "arxiv":
                del fields[scheme]
            return found[:1]
    journal = next((fields[name] for name in _JOURNAL_FIELDS if name in fields), "")
    if not _ARXIV_JOURNAL.match(journal):
        return []
    volume = fields.get("volume", "").removeprefix("abs/")
    named = identifiers_in(f"{journal}\n{volume}")
    return [each for each in named if each.scheme == "arxiv"][:1]


def _take_numbers(entry: Entry) -> None:
    """Take pages and the number of an issue, or of a report."""
    entry.keep("page", plain_pages(entry.take("pages")))
    number = "number" if entry.kind in NUMBERED else "issue"
    if "number" in entry.fields:
        entry.keep(number, entry.take("number"))
    elif "issue" in entry.fields:
        entry.keep("issue", entry.take("issue"))
