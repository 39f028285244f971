"""Items of Zotero's library as drafts: their types, fields, people, dates and extras.

Source: zotero/zotero-schema, schema.json version 22, its sections itemTypes (base
fields, primary creators) and csl; the line forms of Extra: zotero.org/support/kb.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType

from app.domain.paper import Author
from app.formats import people
from app.formats.bibliographies import csl_parts, reference
from app.formats.bibliographies.csl_text import plain
from app.formats.bibliographies.issued import date_of, year_of
from app.formats.bibliographies.reference import Reference
from app.formats.text import clean, one_line

KIND = "Zotero library"
NO_FIELDS: Mapping[str, str] = MappingProxyType({})

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "artwork": "graphic",
        "audioRecording": "song",
        "bill": "bill",
        "blogPost": "post-weblog",
        "book": "book",
        "bookSection": "chapter",
        "case": "legal_case",
        "computerProgram": "software",
        "conferencePaper": "paper-conference",
        "dataset": "dataset",
        "dictionaryEntry": "entry-dictionary",
        "document": "document",
        "email": "personal_communication",
        "encyclopediaArticle": "entry-encyclopedia",
        "film": "motion_picture",
        "forumPost": "post",
        "hearing": "hearing",
        "instantMessage": "personal_communication",
        "interview": "interview",
        "journalArticle": "article-journal",
        "letter": "personal_communication",
        "magazineArticle": "article-magazine",
        "manuscript": "manuscript",
        "map": "map",
        "newspaperArticle": "article-newspaper",
        "patent": "patent",
        "podcast": "broadcast",
        "preprint": "article",
        "presentation": "speech",
        "radioBroadcast": "broadcast",
        "report": "report",
        "standard": "standard",
        "statute": "legislation",
        "thesis": "thesis",
        "tvBroadcast": "broadcast",
        "videoRecording": "motion_picture",
        "webpage": "webpage",
    }
)
_PRIMARY: Mapping[str, str] = MappingProxyType(
    {
        "artwork": "artist",
        "audioRecording": "performer",
        "bill": "sponsor",
        "computerProgram": "programmer",
        "film": "director",
        "hearing": "contributor",
        "interview": "interviewee",
        "map": "cartographer",
        "patent": "inventor",
        "podcast": "podcaster",
        "presentation": "presenter",
        "radioBroadcast": "director",
        "tvBroadcast": "director",
        "videoRecording": "director",
    }
)
"""Who is the author of an item whose type has no creators called authors."""

_ROLES: Mapping[str, str] = MappingProxyType(
    {
        "bookAuthor": "container-author",
        "castMember": "performer",
        "composer": "composer",
        "contributor": "contributor",
        "director": "director",
        "editor": "editor",
        "guest": "guest",
        "interviewer": "interviewer",
        "producer": "producer",
        "recipient": "recipient",
        "reviewedAuthor": "reviewed-author",
        "seriesEditor": "collection-editor",
        "scriptwriter": "script-writer",
        "translator": "translator",
    }
)
_VARIABLES: Mapping[str, str] = MappingProxyType(
    {
        "applicationNumber": "call-number",
        "archive": "archive",
        "archiveLocation": "archive_location",
        "artworkSize": "dimensions",
        "authority": "authority",
        "callNumber": "call-number",
        "citationKey": "citation-key",
        "codeNumber": "volume",
        "committee": "section",
        "edition": "edition",
        "history": "references",
        "issue": "issue",
        "journalAbbreviation": "journalAbbreviation",
        "language": "language",
        "libraryCatalog": "source",
        "medium": "medium",
        "number": "number",
        "numberOfVolumes": "number-of-volumes",
        "numPages": "number-of-pages",
        "pages": "page",
        "place": "publisher-place",
        "priorityNumbers": "issue",
        "programmingLanguage": "genre",
        "publisher": "publisher",
        "references": "references",
        "rights": "license",
        "runningTime": "dimensions",
        "scale": "scale",
        "section": "section",
        "series": "collection-title",
        "seriesNumber": "collection-number",
        "seriesTitle": "collection-title",
        "session": "chapter-number",
        "shortTitle": "title-short",
        "status": "status",
        "system": "medium",
        "type": "genre",
        "versionNumber": "version",
        "volume": "volume",
    }
)
_VENUES = ("publicationTitle", "conferenceName", "meetingName", "reporter", "code")
"""Where an item appeared; the first that is told is the venue, the others details."""
_EVENTS = ("conferenceName", "meetingName")
_OWN = frozenset({"title", "abstractNote", "date", "extra", "url", "DOI", "ISBN"})

_MULTIPART = re.compile(r"(?P<iso>\d{4}-\d\d-\d\d)(?:\s+(?P<words>.*))?", re.DOTALL)
"""Zotero keeps a date sortable and as it was written: '2020-05-00 May 2020'."""
_EXTRA = re.compile(r"\s*([A-Za-z][A-Za-z _-]{1,40}?)\s*:\s*(\S.*)")
_STAMP = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True, slots=True, kw_only=True)
class Creator:
    """A person or organisation; `role` is Zotero's type, an only name is `last`."""

    role: str
    last: str
    first: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoteroItem:
    """What Zotero tells of one work; fields are by the names of their base fields."""

    item_type: str
    fields: Mapping[str, str] = field(default_factory=lambda: NO_FIELDS)
    creators: Sequence[Creator] = ()
    tags: Sequence[str] = ()


def read_item(item: ZoteroItem) -> Reference:
    """Read all that an item tells; a field that CSL has no variable for is kept too."""
    told = item.fields
    read = Reference(kind=KINDS.get(item.item_type, "document"))
    if item.item_type not in KINDS:
        read.add_detail("zotero:itemType", item.item_type)
    _read_texts(told, read)
    _read_people(item, read)
    _read_dates(told, read)
    _read_names(told, read)
    _read_venue(told, read)
    for name, value in told.items():
        if name in _OWN or name in _VENUES or name in ("accessDate", "filingDate"):
            continue
        if name == "ISSN":
            read.add_serial(value)
        else:
            read.add_detail(_VARIABLES.get(name, f"zotero:{name}"), one_line(value))
    read.add_tags(item.tags)
    return read


def read_stamp(text: str) -> datetime | None:
    """Read a moment as Zotero's database keeps it, in UTC; None where it is none."""
    try:
        return datetime.strptime(text[:19].replace("T", " "), _STAMP).replace(
            tzinfo=UTC
        )
    except ValueError:
        return None


def read_date(text: str) -> str:
    """Return a date in several parts as '2020', '2020-05' or '2020-05-07', else ''.

    >>> read_date("2020-05-00 May 2020")
    '2020-05'
    """
    text = text.strip()
    parts = _MULTIPART.fullmatch(text)
    if parts is None:
        return date_of(text)
    return date_of(parts["iso"]) or date_of(parts["words"] or "")


def _read_texts(told: Mapping[str, str], read: Reference) -> None:
    title = told.get("title", "")
    read.title = plain(title)
    if one_line(read.title) != one_line(title):
        read.add_detail("csl:title", one_line(title))
    read.abstract = plain(clean(told.get("abstractNote", "")))


def _read_people(item: ZoteroItem, read: Reference) -> None:
    primary = _PRIMARY.get(item.item_type, "author")
    for creator in item.creators:
        author = _author_of(creator)
        if author is None:
            continue
        if creator.role in ("author", primary):
            read.authors.append(author)
        else:
            name = _ROLES.get(creator.role, f"zotero:{creator.role or 'creator'}")
            read.add_detail(name, reference.inverted(author))


def _author_of(creator: Creator) -> Author | None:
    last, first = one_line(creator.last), one_line(creator.first)
    return people.author_of(last, first) if last or first else None


def _read_dates(told: Mapping[str, str], read: Reference) -> None:
    """Read the dates; one that is no date is kept in its own words."""
    for name, variable in (
        ("date", "issued"),
        ("accessDate", "accessed"),
        ("filingDate", "submitted"),
    ):
        text = one_line(told.get(name, ""))
        date = read_date(text[:10] if name == "accessDate" else text)
        if name == "date":
            read.year = year_of(date) or year_of(text)
            if date == str(read.year):
                continue
        read.add_detail(variable if date else f"zotero:{name}", date or _words(text))


def _words(text: str) -> str:
    """Return a date as it was written, without its sortable part."""
    parts = _MULTIPART.fullmatch(text)
    return text if parts is None else (parts["words"] or text)


def _read_names(told: Mapping[str, str], read: Reference) -> None:
    """Take the names of the work, those in the lines of Extra too."""
    if (doi := told.get("DOI", "")) and not read.add_doi(doi):
        read.add_detail("DOI", one_line(doi))
    if isbn := told.get("ISBN", ""):
        read.add_serial(isbn)
    lines = told.get("extra", "").splitlines()
    rest = [line for line in lines if not read_extra(line, read)]
    read.add_detail("zotero:extra", clean("\n".join(rest)))
    for name in ("number", "archiveID", "archiveLocation"):
        if told.get(name, "").lower().startswith("arxiv:"):
            read.add_arxiv(told[name])
    if (url := told.get("url", "")) and not read.add_link(url):
        read.add_detail("URL", one_line(url))


def read_extra(line: str, read: Reference) -> bool:
    """Take a line of Extra that names something or is empty; say whether it did."""
    if not line.strip():
        return True
    found = _EXTRA.fullmatch(line)
    if found is None:
        return False
    name, value = found[1].lower().replace(" ", "-").replace("_", "-"), found[2]
    if name == "doi":
        return read.add_doi(value)
    if name == "arxiv":
        return read.add_arxiv(value)
    if name in ("pmid", "pmcid"):
        return read.add_pmid(value)
    if name in ("citation-key", "original-title", "event-title", "event-place"):
        read.add_detail(name, one_line(value))
        return True
    if name in csl_parts.DATES and (date := date_of(value)):
        read.add_detail(name, date)
        return True
    return False


def _read_venue(told: Mapping[str, str], read: Reference) -> None:
    for name in _VENUES:
        value = plain(told.get(name, ""))
        if not value.strip():
            continue
        if not read.venue:
            read.venue = value
        elif name in _EVENTS:
            read.add_detail("event-title", one_line(value))
        else:
            read.add_detail(f"zotero:{name}", one_line(value))
